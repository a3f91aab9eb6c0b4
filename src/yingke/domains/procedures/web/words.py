"""Texts of procedures: times, owners, faults and changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.procedures.rules import offsets
from yingke.domains.procedures.rules.template import Fault, difference
from yingke.domains.procedures.terms import ArchivePart, Evidence, Method, NodeKind, Phase, Step
from yingke.foundation.identity import queries as identity
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.naming import in_language, listed, worded
from yingke.foundation.ui.differences import FieldChange, ItemChange

OF_THE_VISIT: Final[dict[str, object]] = {
    "host": gettext_lazy("Lead host"),
    "coordinator": gettext_lazy("Coordinator"),
    "requester": gettext_lazy("Requester"),
    "account_manager": gettext_lazy("Account manager of the customer"),
}
AT: Final[dict[str, object]] = {
    "arrival": gettext_lazy("at arrival"),
    "end": gettext_lazy("at the end"),
    "submission": gettext_lazy("at submission"),
}
SIDES: Final[dict[tuple[str, bool], object]] = {
    ("arrival", True): gettext_lazy("%(amount)s before arrival"),
    ("arrival", False): gettext_lazy("%(amount)s after arrival"),
    ("end", True): gettext_lazy("%(amount)s before the end"),
    ("end", False): gettext_lazy("%(amount)s after the end"),
    ("submission", True): gettext_lazy("%(amount)s before submission"),
    ("submission", False): gettext_lazy("%(amount)s after submission"),
}
FAULTS: Final[dict[str, object]] = {
    "no_nodes": gettext_lazy("The procedure has no nodes."),
    "numbers_have_gaps": gettext_lazy("Node numbers must not have gaps."),
    "gate_twice": gettext_lazy("“%(name)s” and “%(other)s” have the same gate: %(kind)s."),
    "node_without_name": gettext_lazy("Node %(number)s has no Chinese name."),
    "task_without_name": gettext_lazy("A task of “%(node)s” has no Chinese name."),
    "check_without_name": gettext_lazy("A checklist item of “%(name)s” has no Chinese name."),
    "role_unknown": gettext_lazy("“%(name)s” has no owner: the role “%(role)s” does not exist."),
    "time_unreadable": gettext_lazy("“%(name)s” has an invalid relative time: “%(text)s”."),
    "evidence_unknown": gettext_lazy(
        "“%(name)s” asks for an unknown type of evidence: “%(evidence)s”."
    ),
    "due_before_start": gettext_lazy("“%(name)s” is due before it starts."),
    "prepared_too_late": gettext_lazy(
        "“%(name)s” belongs to the phase before the visit but is due after arrival."
    ),
    "due_before_the_end": gettext_lazy(
        "“%(name)s” belongs to the phase after the visit but is due before the visit ends."
    ),
    "due_before_predecessor": gettext_lazy(
        "“%(name)s” is due before “%(other)s”, which must be completed first."
    ),
    "task_after_its_node": gettext_lazy("“%(name)s” is due after its node “%(node)s”."),
    "phase_runs_backwards": gettext_lazy(
        "“%(name)s” comes after “%(other)s” but belongs to an earlier phase."
    ),
    "order_in_a_circle": gettext_lazy(
        "Circular order: readiness waits for “%(name)s”, which can only be completed once "
        "the guests have arrived, and guests are only received once the visit is ready."
    ),
}
FIELDS: Final[dict[str, object]] = {
    "number": gettext_lazy("Order"),
    "name": gettext_lazy("Name in Chinese"),
    "name_en": gettext_lazy("Name in English"),
    "kind": gettext_lazy("Gate"),
    "phase": gettext_lazy("Phase"),
    "step": gettext_lazy("Step"),
    "methods": gettext_lazy("Method"),
    "owner_role": gettext_lazy("Owner"),
    "starts": gettext_lazy("Starts"),
    "due": gettext_lazy("Due"),
    "clause": gettext_lazy("Clause"),
    "checks": gettext_lazy("Checklist"),
}


def role_choices() -> list[tuple[str, Any]]:
    """Return roles that may own a node or task, for a form."""
    return list(role_labels().items())


def role_labels() -> dict[str, Any]:
    """Return the names of roles: those of a visit first, then the company's."""
    company = {role.code: role.label for role in identity.roles()}
    return {
        **OF_THE_VISIT,
        **{code: name for code, name in company.items() if code not in OF_THE_VISIT},
    }


def offset_words(text: str) -> str:
    """Format an offset such as `arrival-3wd`; an invalid one is returned as it is."""
    try:
        offset = offsets.parse(text)
    except RuleViolation:
        return text
    if not offset.amount:
        return str(AT[offset.anchor])
    words = _amount(abs(offset.amount), offset.unit)
    return str(SIDES[offset.anchor, offset.amount < 0]) % {"amount": words}


def fault_words(fault: Fault) -> str:
    """Return the text of a fault."""
    params = dict(fault.params)
    if "kind" in params:
        params["kind"] = NodeKind(params["kind"]).label
    return str(FAULTS[fault.code]) % params


def check_words(check: Mapping[str, Any]) -> str:
    """Name a checklist item and its evidence."""
    parts = [in_language(check["name"], check.get("name_en"))]
    if check.get("evidence", "none") in Evidence and check.get("evidence", "none") != "none":
        parts.append(str(Evidence(check["evidence"]).label))
    if not check.get("required", True):
        parts.append(_("optional"))
    if check.get("archive_part"):
        parts.append(_("archive: %(part)s") % {"part": worded(ArchivePart, check["archive_part"])})
    return " · ".join(parts)


def changes(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[ItemChange]:
    """Describe the changes of each node and task between two versions."""
    roles = role_labels()
    return [
        ItemChange(
            row.change,
            _title(part, row.row),
            [
                FieldChange(FIELDS[name], _shown(name, was, roles), _shown(name, now, roles))
                for name, (was, now) in row.fields.items()
            ],
        )
        for part, row in difference(before, after)
    ]


def _title(part: str, row: Mapping[str, Any]) -> str:
    name = in_language(row["name"], row.get("name_en"))
    if part == "task":
        return _("Task: %(name)s") % {"name": name}
    return f"{row['number']} · {name}"


def _amount(count: int, unit: str) -> str:
    words = {
        "wd": ngettext("%(n)s working day", "%(n)s working days", count),
        "d": ngettext("%(n)s day", "%(n)s days", count),
        "h": ngettext("%(n)s hour", "%(n)s hours", count),
        "min": ngettext("%(n)s minute", "%(n)s minutes", count),
    }
    return words[unit] % {"n": count}


_CHOICES: Final[dict[str, Any]] = {"kind": NodeKind, "phase": Phase, "step": Step}
_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "starts": offset_words,
    "due": offset_words,
    "methods": lambda value: listed(str(Method(one).label) for one in value),
    "checks": lambda value: "; ".join(check_words(one) for one in value),
}


def _shown(name: str, value: Any, roles: Mapping[str, Any]) -> str:
    if value in (None, "", []):
        return ""
    if name == "owner_role":
        return str(roles.get(value, value))
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    return _WORDS[name](value) if name in _WORDS else str(value)
