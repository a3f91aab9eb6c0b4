"""Texts of approval chains: conditions, steps, faults and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.procedures.models import ApprovalChain
from yingke.domains.procedures.queries.steps import hours_words, role_labels
from yingke.domains.procedures.rules.chains import Fault
from yingke.domains.procedures.terms import Approver, Quorum
from yingke.foundation.drafts.differences import compare
from yingke.foundation.drafts.versions import VersionLine, lines_of
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.naming import in_language, worded
from yingke.foundation.ui.differences import FieldChange, ItemChange

FAULTS: Final[dict[str, object]] = {
    "no_steps": gettext_lazy("The chain has no steps."),
    "same_conditions": gettext_lazy("“%(other)s” is already in force for the same requests."),
    "step_without_name": gettext_lazy("A step has no Chinese name."),
    "role_unknown": gettext_lazy("“%(step)s” names a role that does not exist."),
    "person_unknown": gettext_lazy("“%(step)s” names no one who can sign in."),
    "escalates_without_deadline": gettext_lazy("“%(step)s” escalates but has no deadline."),
}
FIELDS: Final[dict[str, object]] = {
    "position": gettext_lazy("Order"),
    "name": gettext_lazy("Name in Chinese"),
    "name_en": gettext_lazy("Name in English"),
    "approver": gettext_lazy("Approver"),
    "role": gettext_lazy("Role"),
    "person_id": gettext_lazy("Person"),
    "quorum": gettext_lazy("Who has to approve"),
    "hours": gettext_lazy("Deadline"),
    "escalate_to": gettext_lazy("Escalates to"),
}


@dataclass(frozen=True)
class ChainLine:
    """All versions of one chain, newest first."""

    versions: list[VersionLine[ApprovalChain]]

    @property
    def newest(self) -> ApprovalChain:
        return self.versions[0].row

    @property
    def conditions(self) -> str:
        return condition_words(self.newest)

    @property
    def draft(self) -> VersionLine[ApprovalChain] | None:
        return next((one for one in self.versions if one.is_draft), None)


def lines(rows: Iterable[ApprovalChain]) -> list[ChainLine]:
    """Group versions by chain; `rows` in the order of `queries.chains.versions`."""
    return [
        ChainLine(lines_of(list(group)))
        for _code, group in groupby(rows, lambda row: (row.occasion, row.code))
    ]


def condition_words(chain: ApprovalChain) -> str:
    """Describe the conditions of a chain."""
    parts = [
        chain.get_occasion_display(),
        chain.get_urgency_display() if chain.urgency else "",
        chain.get_tier_display() if chain.tier else "",
        chain.visit_type.label if chain.visit_type else "",
        chain.site.label if chain.site else "",
        _("from CNY %(amount)s") % {"amount": f"{chain.amount_from:,.0f}"}
        if chain.amount_from is not None
        else "",
    ]
    said = [str(part) for part in parts if part]
    return " · ".join(said if len(said) > 1 else [*said, _("All other cases")])


def fault_words(fault: Fault) -> str:
    """Return the text of a fault."""
    return str(FAULTS[fault.code]) % {**fault.params, "step": fault.step}


def changes(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[ItemChange]:
    """Describe the changes of each step between two versions."""
    roles = role_labels()
    people = {row["person_id"] for row in (*before, *after) if row["person_id"]}
    names = {user.pk: user.label for user in User.objects.filter(pk__in=people)}
    return [
        ItemChange(
            row.change,
            in_language(row.row["name"], row.row["name_en"]),
            [
                FieldChange(FIELDS[name], *(_shown(name, one, roles, names) for one in values))
                for name, values in row.fields.items()
            ],
        )
        for row in compare(before, after)
    ]


def _shown(name: str, value: Any, roles: Mapping[str, Any], people: Mapping[int, str]) -> str:
    if name in ("role", "escalate_to"):
        return str(roles.get(value, value))
    if name == "person_id":
        return people.get(value, "")
    if name == "hours":
        return hours_words(value) if value else ""
    if name in ("approver", "quorum"):
        return worded(Approver if name == "approver" else Quorum, value)
    return str(value)
