"""Which providers the settings name."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from yingke.foundation.identity import single_sign_on

NOTHING = dict.fromkeys(single_sign_on.SETTINGS)
OIDC = NOTHING | {
    "oidc_issuer": "https://id.company.example",
    "oidc_client_id": "yingke",
    "oidc_client_secret": "s",
    "oidc_name": "Company",
}
SAML = NOTHING | {
    "saml_metadata_url": "https://id.company.example/metadata",
    "saml_entity_id": "https://id.company.example",
    "saml_name": "Company",
}


def test_without_settings_there_is_no_provider():
    assert single_sign_on.providers(**NOTHING) == {}
    assert single_sign_on.applications({}) == []


def test_an_issuer_switches_openid_connect_on():
    found = single_sign_on.providers(**OIDC)

    assert single_sign_on.applications(found) == [
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
    ]
    [app] = single_sign_on.provider_settings(found)["openid_connect"]["APPS"]
    assert (app["client_id"], app["settings"]["server_url"]) == (
        "yingke",
        "https://id.company.example",
    )


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (OIDC | {"oidc_client_secret": None}, "YINGKE_OIDC_CLIENT_SECRET"),
        (SAML | {"saml_entity_id": None}, "YINGKE_SAML_ENTITY_ID"),
    ],
)
def test_half_a_provider_stops_the_start_with_a_sentence(settings, missing):
    with pytest.raises(single_sign_on.InvalidProvider, match=missing):
        single_sign_on.providers(**settings)


@pytest.mark.skipif(find_spec("onelogin") is not None, reason="the extra is installed")
def test_saml_without_its_extra_says_what_to_install():
    with pytest.raises(single_sign_on.InvalidProvider, match=r"yingke\[saml\]"):
        single_sign_on.providers(**SAML)


def test_the_product_starts_with_a_provider_and_mounts_its_sign_in():
    environment = os.environ | {
        "YINGKE_OIDC_ISSUER": OIDC["oidc_issuer"],
        "YINGKE_OIDC_CLIENT_ID": OIDC["oidc_client_id"],
        "YINGKE_OIDC_CLIENT_SECRET": OIDC["oidc_client_secret"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    script = (
        "import django; django.setup();"
        "from django.urls import reverse;"
        "print(reverse('openid_connect_login', args=['oidc']))"
    )
    ran = subprocess.run(  # noqa: S603 -- our own interpreter and text
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "/account/oidc/oidc/login/"
