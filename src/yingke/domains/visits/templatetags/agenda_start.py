"""``{% load agenda_start %}``: the preview of an agenda in words."""

from django import template
from django.utils.translation import gettext as _

from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.agenda_start import STANDARD, Draft
from yingke.domains.visits.rules.agenda_start import Pattern
from yingke.domains.visits.terms import PartRole
from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui import dates

register = template.Library()


@register.filter
def source_words(source: str, last: Visit | None) -> str:
    """What an agenda starts from."""
    if source == STANDARD or last is None:
        return _("Standard agenda")
    return _("Last visit, %(day)s") % {"day": dates.day_words(last.arrives_at)}


@register.filter
def draft_note(draft: Draft) -> str:
    """Where an item would take place and who would be invited."""
    people = ", ".join(person.label for _role, person in draft.people if person)
    place = draft.resource.label if draft.resource else draft.placed.pattern.place
    return " · ".join(text for text in (place, people) if text)


@register.filter
def draft_gaps(draft: Draft) -> list[str]:
    """What would still be needed."""
    kind = draft.placed.pattern.resource_kind
    found = [_("%(what)s needed") % {"what": PartRole(one).label} for one in draft.unfilled_roles]
    if draft.lacks_resource:
        found.insert(0, _("%(what)s not free") % {"what": ResourceKind(kind).label})
    return found


@register.filter
def pattern_name(pattern: Pattern) -> str:
    return in_language(pattern.name, pattern.name_en)
