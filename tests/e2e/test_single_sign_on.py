"""Signing in through a provider of OpenID Connect, from the button to the person's home.

The provider is a small server of the test: it publishes its discovery document and its keys, sends
whoever comes straight back with a code, and exchanges the code for a signed token.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.e2e.visitor import Visitor
from tests.installation import Installation, Running, copy_of, one

CLIENT, SECRET = "yingke", "between-the-two-of-us"
CALLBACK = "/account/oidc/oidc/login/callback/"
KNOWN, UNKNOWN = "account-manager@yingke.example", "nobody@company.example"


class Provider(ThreadingHTTPServer):
    """A company's provider, in which `person` has signed in already."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = KNOWN
        self.asked: dict[str, dict[str, str]] = {}  # what was asked for, by code
        self.exchanges: list[dict[str, str]] = []

    @contextmanager
    def open(self) -> Iterator[Provider]:
        thread = Thread(target=self.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()
            thread.join()

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def grant(self, asked: dict[str, str]) -> str:
        """The address to which a person who has signed in is sent back."""
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, given: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code that is given once, by its client; None is a refusal."""
        self.exchanges.append(given)
        asked = self.asked.pop(given.get("code", ""), None)
        mine = (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not mine or given["redirect_uri"] != asked["redirect_uri"]:
            return None
        if (
            "code_challenge" in asked
            and challenge(given["code_verifier"]) != asked["code_challenge"]
        ):
            return None
        now = int(time.time())
        claims = self.claims() | {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        if "nonce" in asked:
            claims["nonce"] = asked["nonce"]
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "open", "token_type": "Bearer", "id_token": token}

    def claims(self) -> dict[str, Any]:
        return {"sub": f"id of {self.person}", "email": self.person, "name": "林慧敏"}


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            self.send_response(302)
            self.send_header("Location", self.server.grant(asked))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        allowed = self.headers.get("Authorization") == "Bearer open"
        documents = {
            "/.well-known/openid-configuration": self.server.discovery(),
            "/keys": self.server.keys(),
            "/userinfo": self.server.claims() if allowed else None,
        }
        self._answer(documents.get(address.path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(self.server.exchange(given) if self.path == "/token" else None)

    def _answer(self, document: dict[str, Any] | None) -> None:
        text = json.dumps(document or {"error": "invalid_grant"}).encode()
        self.send_response(200 if document else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args: object) -> None:
        """Nothing: the test says what it expects."""


def challenge(verifier: str) -> str:
    """PKCE's S256 of a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider().open() as provider:
        yield provider


@pytest.fixture(scope="module")
def house(sample: Installation, provider: Provider) -> Iterator[Running]:
    """The sample company, with settings that name the provider."""
    installation = copy_of(sample)
    installation.settings |= {
        "YINGKE_OIDC_ISSUER": provider.issuer,
        "YINGKE_OIDC_CLIENT_ID": CLIENT,
        "YINGKE_OIDC_CLIENT_SECRET": SECRET,
        "YINGKE_OIDC_NAME": "Company account",
    }
    try:
        with installation.up() as running:
            yield running
    finally:
        installation.remove()


def through_the_provider(house: Running, provider: Provider) -> tuple[Visitor, str]:
    """Press the button, be sent to the provider and back; the visitor and where he comes back."""
    visitor = Visitor(house.url)
    [button] = re.findall(r'href="(/account/oidc/oidc/login/[^"]*)"', visitor.get("/login/").text)
    there = visitor.get(button.replace("&amp;", "&"))
    assert there.status == 302
    assert there.url.startswith(f"{provider.issuer}/authorize?")
    back = Visitor(provider.issuer).get(there.url.removeprefix(provider.issuer))
    assert back.url.startswith(house.url + CALLBACK)
    return visitor, back.url.removeprefix(house.url)


def test_who_is_known_comes_in_with_the_address_that_the_provider_names(house, provider):
    provider.person = KNOWN
    assert "Company account" in Visitor(house.url).get("/login/").text
    visitor, callback = through_the_provider(house, provider)
    answer = visitor.get(callback)

    assert (answer.status, urlsplit(answer.url).path) == (302, "/")
    assert "林慧敏" in visitor.get("/").text
    assert provider.exchanges[-1]["redirect_uri"] == house.url + CALLBACK


def test_an_address_that_nobody_has_gets_no_account(house, provider):
    provider.person = UNKNOWN
    visitor, callback = through_the_provider(house, provider)
    answer = visitor.get(callback)

    assert visitor.get("/").status == 302
    with house.installation.connect() as rows:
        assert one(rows, "select count(*) from identity_user where email = %s", UNKNOWN) == 0
    assert answer.status < 500


def test_an_answer_that_nobody_asked_for_opens_nothing(house, provider):
    provider.person = KNOWN
    _asker, callback = through_the_provider(house, provider)
    stranger = Visitor(house.url)

    assert stranger.get(callback).status in {200, 401, 403}
    assert stranger.get("/").status == 302
    assert stranger.get(CALLBACK + "?code=made-up&state=made-up").status in {200, 401, 403}
