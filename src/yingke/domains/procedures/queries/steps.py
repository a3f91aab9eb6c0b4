"""Steps of approval chains in words: approver, deadline, escalation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.procedures.models import ChainStep
from yingke.domains.procedures.terms import Approver, Quorum
from yingke.foundation.identity import queries as identity


@dataclass(frozen=True)
class StepLine:
    """A step in words; `parallel` if others are decided at the same time."""

    row: ChainStep
    approver: str
    deadline: str
    parallel: bool

    @property
    def note(self) -> str:
        return " · ".join(part for part in (self.approver, self.deadline) if part)


def step_lines(steps: Sequence[ChainStep]) -> list[StepLine]:
    """Return the steps in words; one query for the names of roles."""
    roles = role_labels()
    places = [step.position for step in steps]
    return [
        StepLine(
            row=step,
            approver=approver_words(step, roles),
            deadline=deadline_words(step, roles),
            parallel=places.count(step.position) > 1,
        )
        for step in steps
    ]


def approver_words(step: ChainStep, roles: Mapping[str, Any]) -> str:
    """Name who decides at a step."""
    kind = Approver(step.approver)
    role = str(roles.get(step.role, step.role))
    words = {
        Approver.ROLE: role,
        Approver.UNIT_ROLE: _("%(role)s in the requester's department") % {"role": role},
        Approver.PERSON: step.person.label if step.person else "",
    }.get(kind, str(kind.label))
    all_of_them = step.quorum == Quorum.ALL
    return _("%(people)s, all of them") % {"people": words} if all_of_them else words


def deadline_words(step: ChainStep, roles: Mapping[str, Any]) -> str:
    """Describe a step's deadline and escalation."""
    if not step.hours:
        return ""
    words = hours_words(step.hours)
    if step.escalate_to:
        role = roles.get(step.escalate_to, step.escalate_to)
        return _("%(hours)s, then %(role)s") % {"hours": words, "role": role}
    return words


def role_labels() -> dict[str, str]:
    """Return the names of roles by code."""
    return {role.code: role.label for role in identity.roles()}


def hours_words(count: int) -> str:
    """Format a number of working hours."""
    return ngettext("%(n)s working hour", "%(n)s working hours", count) % {"n": count}
