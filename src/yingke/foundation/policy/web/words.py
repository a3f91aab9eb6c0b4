"""Scopes and changes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.foundation.policy.dimensions import dimensions
from yingke.foundation.policy.parameters import Parameter
from yingke.foundation.policy.rules import kinds
from yingke.foundation.policy.rules.precedence import Scope
from yingke.foundation.ui.history import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yingke.foundation.policy.models import PolicyChange
    from yingke.foundation.policy.queries import Standing


def note(standing: Standing, titles: Mapping[str, str]) -> str:
    """Return the subtitle in the list: clause, default, overrides and scheduled changes."""
    parameter, count = standing.parameter, len(standing.overrides)
    parts = [titles.get(parameter.clause, parameter.clause)]
    if not standing.is_default:
        usual = parameter.in_words(parameter.default)
        parts.append(_("default: %(default)s") % {"default": usual})
    if count:
        parts.append(ngettext("%(n)s exception", "%(n)s exceptions", count) % {"n": count})
    if standing.ahead:
        parts.append(_("change scheduled"))
    return " · ".join(part for part in parts if part)


class Words:
    """Labels of scope codes; reads the choices once, the heaviest dimension first."""

    def __init__(self) -> None:
        heaviest_first = sorted(dimensions, key=lambda one: -one.weight)
        self._labels = {one.code: dict(one.choices()) for one in heaviest_first}

    def scope(self, scope: Scope) -> str:
        """Return a scope in words, such as "Strategic · Shanghai"."""
        codes = dict(scope.codes)
        words = [
            str(labels.get(codes[dimension], codes[dimension]))
            for dimension, labels in self._labels.items()
            if dimension in codes
        ]
        return " · ".join(words) or _("Company-wide")

    def history(self, parameter: Parameter, changes: Iterable[PolicyChange]) -> list[Line]:
        """Changes as a history shows them."""
        return [self._line(parameter, change) for change in changes]

    def _line(self, parameter: Parameter, change: PolicyChange) -> Line:
        def in_words(text: str) -> str:
            return parameter.in_words(kinds.parse(parameter.kind, text))

        values = {
            "before": in_words(change.before),
            "after": _("inherited") if change.value is None else in_words(change.value),
            "scope": self.scope(Scope.of(change.scope)),
            "start": f"{localtime(change.effective_from):%Y-%m-%d %H:%M}",
        }
        sentence = _("%(before)s → %(after)s, %(scope)s, from %(start)s") % values
        return Line(
            who=change.actor.label if change.actor else _("the system"),
            when=change.recorded_at,
            sentence=f"{sentence} · {change.note}" if change.note else sentence,
        )
