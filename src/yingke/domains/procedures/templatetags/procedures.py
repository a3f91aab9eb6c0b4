"""`{% load procedures %}`: nodes and questions in words."""

from django import template

from yingke.domains.procedures.models import RequestField
from yingke.domains.procedures.terms import Method
from yingke.foundation.kernel.naming import in_language

register = template.Library()


@register.filter
def method_words(methods: list[str]) -> str:
    """Name the qualities of the method (三化) that a node has."""
    return ", ".join(str(Method(code).label) for code in methods)


@register.filter
def question_note(question: RequestField) -> str:
    """Describe a question's kind of answer and its choices."""
    choices = ", ".join(in_language(one["name"], one.get("name_en")) for one in question.options)
    kind = str(question.get_kind_display())
    return f"{kind} · {choices}" if choices else kind
