"""Signing in through the company's own provider, if the settings name one.

Django settings for allauth's OpenID Connect and SAML providers; pure, so config can call it before
any application is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

SOCIAL = "allauth.socialaccount"


@dataclass(frozen=True)
class OpenIdConnect:
    """A provider found at `issuer` (its `/.well-known/openid-configuration`)."""

    issuer: str
    client_id: str
    client_secret: str
    name: str

    @property
    def app(self) -> dict[str, Any]:
        """The entry of allauth's `APPS`."""
        return {
            "provider_id": "oidc",
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.issuer, "uid_field": "sub"},
        }


@dataclass(frozen=True)
class Saml:
    """An identity provider described by the metadata at an address."""

    metadata_url: str
    entity_id: str
    name: str

    @property
    def app(self) -> dict[str, Any]:
        """The entry of allauth's `APPS`; the client id is the organisation in the address."""
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


class BadProvider(SystemExit):
    """A provider is configured but cannot be used; the text says what is missing."""


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
    """The providers that the settings name, by allauth's name, each whole or `BadProvider`."""
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
            raise BadProvider("YINGKE_SAML_METADATA_URL needs the extra: yingke[saml]")
        found["saml"] = Saml(
            metadata_url=settings["saml_metadata_url"],
            entity_id=settings["saml_entity_id"],
            name=settings["saml_name"],
        )
    return found


def applications(found: dict[str, OpenIdConnect | Saml]) -> list[str]:
    """The Django applications that the providers need; none without a provider."""
    names = [f"{SOCIAL}.providers.{name}" for name in found]
    return [SOCIAL, *names] if names else []


def provider_settings(found: dict[str, OpenIdConnect | Saml]) -> dict[str, Any]:
    """allauth's `SOCIALACCOUNT_PROVIDERS`.

    The company runs the provider, so an address that it names is that person's address.
    """
    trusted = {"VERIFIED_EMAIL": True, "EMAIL_AUTHENTICATION": True}
    return {name: {"APPS": [provider.app], **trusted} for name, provider in found.items()}


def _require(settings: dict[str, Any], *names: str, by: str) -> None:
    missing = [f"YINGKE_{name.upper()}" for name in names if not settings[name]]
    if missing:
        raise BadProvider(f"YINGKE_{by.upper()} also needs {', '.join(missing)}")
