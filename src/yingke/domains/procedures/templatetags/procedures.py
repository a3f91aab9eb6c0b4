"""`{% load procedures %}`: nodes and questions in words."""

from django import template
from django.utils.translation import gettext as _

from yingke.domains.procedures.models import RequestField, StandardItem
from yingke.domains.procedures.terms import Method, PartRole
from yingke.foundation.kernel.naming import in_language, listed

register = template.Library()


@register.filter
def method_words(methods: list[str]) -> str:
    """The qualities of the method that a node stands for."""
    return listed(str(Method(code).label) for code in methods)


@register.filter
def question_note(question: RequestField) -> str:
    """What kind of answer a question wants, and among which choices."""
    choices = listed(in_language(one["name"], one.get("name_en")) for one in question.options)
    kind = str(question.get_kind_display())
    return f"{kind} · {choices}" if choices else kind


@register.filter
def standard_note(item: StandardItem) -> str:
    """When a standard item takes place, relative to the arrival, and what and whom it needs."""
    sign, minutes = "−" if item.starts < 0 else "+", abs(item.starts)
    texts = (
        _("Day %(n)s") % {"n": item.day} if item.day > 1 else "",
        f"{sign}{minutes // 60}:{minutes % 60:02}",
        _("%(n)s min") % {"n": item.length},
        str(item.get_resource_kind_display()) if item.resource_kind else item.place,
        ", ".join(str(PartRole(role).label) for role in item.roles),
    )
    return " · ".join(text for text in texts if text)
