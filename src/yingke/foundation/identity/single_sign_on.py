"""Settings of allauth's OpenID Connect and SAML providers, if configured.

Needs no loaded applications, since config/settings calls it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

SOCIAL = "allauth.socialaccount"


@dataclass(frozen=True)
class OpenIdConnect:
    """A provider, discovered at the issuer's `/.well-known/openid-configuration`."""

    issuer: str
    client_id: str
    client_secret: str
    name: str

    @property
    def app(self) -> dict[str, Any]:
        """Return the entry for allauth's `APPS`."""
        return {
            "provider_id": "oidc",
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.issuer, "uid_field": "sub"},
        }


@dataclass(frozen=True)
class Saml:
    """A SAML identity provider, described by metadata at a URL."""

    metadata_url: str
    entity_id: str
    name: str

    @property
    def app(self) -> dict[str, Any]:
        """Return the entry for allauth's `APPS`; the client id is the organisation in the URL."""
        return {
            "provider_id": self.entity_id,
            "name": self.name,
            "client_id": "company",
            "settings": {
                "idp": {"entity_id": self.entity_id, "metadata_url": self.metadata_url},
                "attribute_mapping": {
                    "uid": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                    "email": "urn:oid:0.9.2342.19200300.100.1.3",
                    "email_verified": "email_verified",
                    "first_name": "urn:oid:2.5.4.42",
                    "last_name": "urn:oid:2.5.4.4",
                },
            },
        }


class InvalidProvider(SystemExit):
    """A provider is configured incompletely; the message says what is missing."""


SETTINGS = {
    "oidc_issuer",
    "oidc_client_id",
    "oidc_client_secret",
    "oidc_name",
    "saml_metadata_url",
    "saml_entity_id",
    "saml_name",
}
"""The fields of config's typed environment that `providers` reads."""


def providers(**settings: Any) -> dict[str, OpenIdConnect | Saml]:
    """Return the configured providers by allauth's name. Raises InvalidProvider."""
    found: dict[str, OpenIdConnect | Saml] = {}
    if settings["oidc_issuer"]:
        _require(settings, "oidc_client_id", "oidc_client_secret", by="oidc_issuer")
        found["openid_connect"] = OpenIdConnect(
            issuer=settings["oidc_issuer"],
            client_id=settings["oidc_client_id"],
            client_secret=settings["oidc_client_secret"],
            name=settings["oidc_name"],
        )
    if settings["saml_metadata_url"]:
        _require(settings, "saml_entity_id", by="saml_metadata_url")
        if find_spec("onelogin") is None:
            raise InvalidProvider("YINGKE_SAML_METADATA_URL needs the extra: yingke[saml]")
        found["saml"] = Saml(
            metadata_url=settings["saml_metadata_url"],
            entity_id=settings["saml_entity_id"],
            name=settings["saml_name"],
        )
    return found


def applications(found: dict[str, OpenIdConnect | Saml]) -> list[str]:
    """Return the Django applications that the providers need."""
    names = [f"{SOCIAL}.providers.{name}" for name in found]
    return [SOCIAL, *names] if names else []


def provider_settings(found: dict[str, OpenIdConnect | Saml]) -> dict[str, Any]:
    """Return allauth's `SOCIALACCOUNT_PROVIDERS`.

    The company runs the provider, so addresses it reports count as verified.
    """
    trusted = {"VERIFIED_EMAIL": True, "EMAIL_AUTHENTICATION": True}
    return {name: {"APPS": [provider.app], **trusted} for name, provider in found.items()}


def _require(settings: dict[str, Any], *names: str, by: str) -> None:
    missing = [f"YINGKE_{name.upper()}" for name in names if not settings[name]]
    if missing:
        raise InvalidProvider(f"YINGKE_{by.upper()} also needs {', '.join(missing)}")
