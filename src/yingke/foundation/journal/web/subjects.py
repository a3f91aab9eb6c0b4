"""Subjects as text: ``visits.visit:7``."""

import re

from django.apps import apps
from django.utils.text import capfirst

from yingke.foundation.journal import Ref

_ASKED = re.compile(r"(?P<kind>[a-z_]+\.[a-z_]+)(?::(?P<id>\d{1,18}))?")


def parse(text: str) -> tuple[str, int | None] | None:
    """Parse ``kind`` or ``kind:id``; None if the text is neither."""
    found = _ASKED.fullmatch(text.strip().lower())
    if found is None:
        return None
    return found["kind"], int(found["id"]) if found["id"] else None


def address(ref: Ref) -> str:
    """Format a reference for ``parse``."""
    return f"{ref.kind}:{ref.id}"


def name(ref: Ref) -> str:
    """Return the subject in the active language: 接待任务 7."""
    try:
        kind = capfirst(str(apps.get_model(ref.kind)._meta.verbose_name))
    except (LookupError, ValueError):
        kind = ref.kind
    return f"{kind} {ref.id}"
