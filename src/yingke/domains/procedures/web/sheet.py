"""The pages of procedures: lines with their versions, and one version node by node."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.rules.template import Fault
from yingke.domains.procedures.terms import ProcedureState, Variant
from yingke.domains.procedures.web.words import check_words, fault_words, offset_words
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates


@dataclass(frozen=True)
class VersionLine:
    """A version as a list shows it."""

    row: Procedure
    title: str
    note: str
    status: str
    tone: str

    @property
    def is_draft(self) -> bool:
        return self.row.state == ProcedureState.DRAFT

    @property
    def key(self) -> str:
        """The version's id as an address carries it."""
        return str(self.row.pk)


@dataclass(frozen=True)
class Line:
    """All versions of one procedure, the newest first."""

    title: str
    versions: list[VersionLine]

    @property
    def draft(self) -> VersionLine | None:
        return next((one for one in self.versions if one.is_draft), None)


@dataclass(frozen=True)
class TaskLine:
    """A task of a version, in words."""

    row: TemplateTask
    owner: str
    due: str
    checks: list[str]


@dataclass(frozen=True)
class NodeLine:
    """A node of a version, in words, with what is wrong with it."""

    row: TemplateNode
    owner: str
    starts: str
    due: str
    tasks: list[TaskLine]
    faults: list[str]


def lines(rows: Iterable[Procedure]) -> list[Line]:
    """The versions by procedure; `rows` as `queries.procedures.versions` orders them."""
    found = []
    for _key, group in groupby(rows, lambda row: (row.visit_type_id, row.variant)):
        versions = list(group)
        found.append(Line(line_title(versions[0]), version_lines(versions)))
    return found


def line_title(procedure: Procedure) -> str:
    """For which visits a procedure is: the type and the variant."""
    kind = procedure.visit_type.label if procedure.visit_type else _("All visit types")
    return f"{kind} · {Variant(procedure.variant).label}"


def version_lines(versions: Sequence[Procedure]) -> list[VersionLine]:
    """The versions of one procedure, each with how it stands now."""
    holding = _holding(versions)
    return [_version_line(row, holding) for row in versions]


def node_lines(
    nodes: Iterable[TemplateNode], roles: dict[str, Any], faults: Sequence[Fault]
) -> list[NodeLine]:
    """The nodes in words, each with its own faults."""
    return [
        NodeLine(
            row=node,
            owner=str(roles.get(node.owner_role, node.owner_role)),
            starts=offset_words(node.starts),
            due=offset_words(node.due),
            tasks=[_task_line(task, roles) for task in node.tasks.all()],
            faults=[fault_words(fault) for fault in faults if fault.node == node.number],
        )
        for node in nodes
    ]


def _task_line(task: TemplateTask, roles: dict[str, Any]) -> TaskLine:
    return TaskLine(
        row=task,
        owner=str(roles.get(task.owner_role, task.owner_role)),
        due=offset_words(task.due),
        checks=[check_words(check) for check in task.checks],
    )


def _holding(versions: Sequence[Procedure]) -> Procedure | None:
    """The published version in force now: of those whose moment has come, the latest."""
    now = clock.now()
    begun = [
        row
        for row in versions
        if row.state == ProcedureState.PUBLISHED
        and (row.in_force_from is None or row.in_force_from <= now)
    ]
    return max(
        begun,
        key=lambda row: (row.in_force_from.timestamp() if row.in_force_from else 0, row.version),
        default=None,
    )


def _version_line(row: Procedure, holding: Procedure | None) -> VersionLine:
    status, tone = _status(row, holding)
    title = _("Version %(number)s") % {"number": row.version}
    return VersionLine(row, title, _version_note(row), status, tone)


def _status(row: Procedure, holding: Procedure | None) -> tuple[str, str]:
    if row.state == ProcedureState.DRAFT:
        return pgettext("procedure", "Draft"), "amber"
    if row.state == ProcedureState.RETIRED:
        return pgettext("procedure", "Retired"), "neutral"
    if holding is not None and row.pk == holding.pk:
        return _("In force"), "green"
    if row.in_force_from is not None and row.in_force_from > clock.now():
        return _("From %(moment)s") % {"moment": dates.full(row.in_force_from)}, "blue"
    return _("Replaced"), "neutral"


def _version_note(row: Procedure) -> str:
    parts = [row.note]
    if row.published_by and row.published_at:
        who, when = row.published_by.label, dates.full(row.published_at)
        parts.append(_("published by %(who)s, %(when)s") % {"who": who, "when": when})
    elif row.made_by and row.made_at:
        who, when = row.made_by.label, dates.full(row.made_at)
        parts.append(_("drafted by %(who)s, %(when)s") % {"who": who, "when": when})
    else:
        parts.append(_("from the first day"))
    return " · ".join(part for part in parts if part)
