"""A person at no browser: signs in and sends forms over plain HTTP, many at a time if need be."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import NamedTuple

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    """What the server said; status 0 where it said nothing."""

    status: int
    url: str
    text: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


class Visitor:
    """One session with the server at `home`."""

    def __init__(self, home: str) -> None:
        self.home = home
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._jar), _NoRedirect()
        )

    def sign_in(self, login: str) -> Visitor:
        """Enter as a person of the sample."""
        fields = {"login": f"{login}@yingke.example", "password": "yingke-sample"}
        answer = self.send("/login/", **fields)
        assert answer.status == 302, answer
        return self

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.home + path))  # noqa: S310 – our own server

    def send(self, path: str, **fields: str) -> Answer:
        """Post a form; the token comes from the cookie, as the pages' own scripts take it."""
        if self._token() is None:
            self.get("/login/")
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self._token() or ""})
        request = urllib.request.Request(  # noqa: S310 – our own server
            self.home + path, data=body.encode(), headers={"Referer": self.home + path}
        )
        return self._ask(request)

    def _token(self) -> str | None:
        return next((one.value for one in self._jar if one.name == "yingke_csrf"), None)

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as error:
            place = error.headers.get("Location", "")
            return Answer(error.code, place, error.read().decode(errors="replace"))
        except OSError as error:
            return Answer(0, "", str(error))
