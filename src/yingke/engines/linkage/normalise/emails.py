"""E-mail addresses and sites: the box, the domain, and whether it belongs to a company."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yingke.engines.linkage.normalise.text import fold, word_list

_ADDRESS = re.compile(r"([^\s@<>;,]+)@([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)")
_SITE = re.compile(r"(?:https?://)?([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)")
_SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "mil"})

# Boxes that anyone can open: their domain says nothing about the employer.
FREE = frozenset(word_list("free_mail"))


@dataclass(frozen=True, slots=True)
class Email:
    """An address in lower case; `domain` is the registered company domain, "" for free mail."""

    address: str
    domain: str


def read(text: str) -> Email | None:
    """Read the first address in a field ("张伟 <Zhang.Wei@mail.songtao.example>")."""
    found = _ADDRESS.search(fold(text)) if text else None
    if found is None:
        return None
    host = found[2]
    return Email(f"{found[1]}@{host}", "" if host in FREE else registered(host))


def site(text: str) -> str:
    """Return the registered domain of a web address ("https://www.a.com.cn/zh": "a.com.cn")."""
    found = _SITE.match(fold(text)) if text else None
    return registered(found[1]) if found else ""


def registered(host: str) -> str:
    """Return the part of a host that someone registered: "mail.a.com.cn" gives "a.com.cn"."""
    labels = host.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])
