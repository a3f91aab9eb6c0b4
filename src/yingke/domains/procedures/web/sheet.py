"""Data of the procedure pages: procedures with their versions, and one version by node."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.rules.template import Fault
from yingke.domains.procedures.terms import Variant
from yingke.domains.procedures.web.words import check_words, fault_words, offset_words
from yingke.foundation.drafts.versions import VersionLine, lines_of


@dataclass(frozen=True)
class Line:
    """All versions of one procedure, newest first."""

    title: str
    versions: list[VersionLine[Procedure]]

    @property
    def draft(self) -> VersionLine[Procedure] | None:
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
    """A node of a version in words, with its faults."""

    row: TemplateNode
    owner: str
    starts: str
    due: str
    tasks: list[TaskLine]
    faults: list[str]


def lines(rows: Iterable[Procedure]) -> list[Line]:
    """Group versions by procedure; `rows` in the order of `queries.procedures.versions`."""
    found = []
    for _key, group in groupby(rows, lambda row: (row.visit_type_id, row.variant)):
        versions = list(group)
        found.append(Line(line_title(versions[0]), lines_of(versions)))
    return found


def line_title(procedure: Procedure) -> str:
    """Name the visit type and variant of a procedure."""
    kind = procedure.visit_type.label if procedure.visit_type else _("All visit types")
    return f"{kind} · {Variant(procedure.variant).label}"


def node_lines(
    nodes: Iterable[TemplateNode], roles: dict[str, Any], faults: Sequence[Fault]
) -> list[NodeLine]:
    """Return the nodes in words, each with its own faults."""
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
