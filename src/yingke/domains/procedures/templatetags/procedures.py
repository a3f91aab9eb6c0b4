"""`{% load procedures %}`: nodes and questions in words."""

from django import template

from yingke.domains.procedures.models import RequestField
from yingke.domains.procedures.terms import Method
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
