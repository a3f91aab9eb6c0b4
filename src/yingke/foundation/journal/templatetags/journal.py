"""``{% load journal %}``: entries in timelines."""

from django import template

from yingke.foundation.journal import queries
from yingke.foundation.journal.models import Entry

register = template.Library()


@register.filter
def describe(entry: Entry) -> str:
    """Return the entry as a sentence in the active language."""
    return queries.describe(entry)
