"""Subjects as text: ``visits.visit:7``."""

import re

from django.utils.text import capfirst

from yingke.foundation.journal import Ref
from yingke.foundation.journal.records import models

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
    """Return the subject in the reader's language: 接待任务 7."""
    model = models().get(ref.kind)
    kind = capfirst(str(model._meta.verbose_name)) if model else ref.kind
    return f"{kind} {ref.id}"
