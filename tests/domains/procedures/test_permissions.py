"""Who may edit visit types, request forms and procedures, as one table of every verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests import permission_table as table
from tests.domains.visits import world as w

from yingke.domains.procedures.models import (
    ApprovalChain,
    ChainStep,
    Procedure,
    RequestField,
    TemplateNode,
    VisitType,
)
from yingke.domains.procedures.rules.request_form import Wording
from yingke.domains.procedures.services import (
    chain_steps,
    chains,
    nodes,
    request_form,
    tasks,
    versions,
    visit_types,
)
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

TABLE = """
                             req coo host exp log app man acc desk adm col str
visit_types.add_type          ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
visit_types.change_type       ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
visit_types.retire_type       ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
visit_types.offer_type        ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
visit_types.move_type         ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
request_form.add_field        ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
request_form.change_field     ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
request_form.retire_field     ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
request_form.move_field       ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
versions.draft_version        ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
versions.describe             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
versions.discard_draft        ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
versions.publish              ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
versions.withdraw             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
versions.retire               ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
nodes.add_node                ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
nodes.change_node             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
nodes.move_node               ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
nodes.remove_node             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
tasks.add_task                ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
tasks.change_task             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
tasks.remove_task             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
tasks.set_check               ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
tasks.remove_check            ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chains.start_chain            ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chains.draft_version          ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chains.describe               ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chains.discard_draft          ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chains.publish                ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chains.withdraw               ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chains.retire                 ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chain_steps.add_step          ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chain_steps.change_step       ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
chain_steps.remove_step       ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
"""
COLUMNS, ROWS = table.read(TABLE)
TOMORROW = w.MONDAY + timedelta(days=1)
STEP = chain_steps.StepFields("复核", "approvers", position=2)


@dataclass
class Desk:
    """What lies before whoever tries: a draft, a type with a procedure of its own, a question."""

    people: dict[str, User]
    draft: Procedure
    own: Procedure
    kind: VisitType
    question: RequestField

    @property
    def admin(self) -> User:
        return self.people["adm"]

    @property
    def general(self) -> ApprovalChain:
        return ApprovalChain.objects.get(code="request", number=1)

    @property
    def chain(self) -> dict[str, int]:
        """The draft of the general chain and its revision, as the page sends them back."""
        draft = chains.draft_version(actor=self.admin, chain_id=self.general.pk)
        return {"chain_id": draft.pk, "version": draft.revision}

    @property
    def chain_step(self) -> ChainStep:
        return ChainStep.objects.get(chain=self.chain["chain_id"])

    @property
    def node(self) -> TemplateNode:
        return self.draft.nodes.get(kind="resources")

    @property
    def seen(self) -> dict[str, int]:
        """The draft and its revision, as the page sends them back."""
        return {"procedure_id": self.draft.pk, "version": self.draft.revision}


@pytest.fixture
def desk(world) -> Desk:
    people, kind = w.everybody(world), VisitType.objects.get(code="talks")
    by = {"actor": people["adm"], "variant": "normal"}
    own = versions.draft_version(**by, visit_type_id=kind.pk)
    versions.publish(actor=people["adm"], procedure_id=own.pk, version=own.revision, note="试")
    return Desk(
        people=people,
        draft=versions.draft_version(**by),
        own=own,
        kind=kind,
        question=RequestField.objects.get(code="photos"),
    )


def _offer(desk: Desk, person: User) -> object:
    visit_types.retire_type(actor=desk.admin, visit_type_id=desk.kind.pk)
    return visit_types.offer_type(actor=person, visit_type_id=desk.kind.pk)


def _withdraw(desk: Desk, person: User) -> object:
    versions.publish(actor=desk.admin, **desk.seen, in_force_from=TOMORROW, note="试")
    return versions.withdraw(actor=person, procedure_id=desk.draft.pk)


def _describe(desk: Desk, person: User) -> object:
    return versions.describe(actor=person, **desk.seen, name="新", name_en="New", note="试")


def _set_check(desk: Desk, person: User) -> object:
    task = desk.node.tasks.first()
    fields = tasks.CheckFields(name="数量")
    return tasks.set_check(actor=person, task_id=task.pk, version=task.version, fields=fields)


def _remove_check(desk: Desk, person: User) -> object:
    task = desk.node.tasks.first()
    return tasks.remove_check(actor=person, task_id=task.pk, version=task.version, index=0)


def _change_task(desk: Desk, person: User) -> object:
    task = desk.node.tasks.first()
    fields = tasks.TaskFields(name="订车")
    return tasks.change_task(actor=person, task_id=task.pk, version=task.version, fields=fields)


def _key_chain(person: User) -> ApprovalChain:
    fields = chains.ChainFields("重点客户", tier="key")
    return chains.start_chain(actor=person, code="key", occasion="request", fields=fields)


def _withdraw_chain(desk: Desk, person: User) -> object:
    ahead = desk.chain
    chains.publish(actor=desk.admin, **ahead, in_force_from=TOMORROW)
    return chains.withdraw(actor=person, chain_id=ahead["chain_id"])


def _retire_chain(desk: Desk, person: User) -> object:
    made = _key_chain(desk.admin)
    chains.publish(actor=desk.admin, chain_id=made.pk, version=made.revision)
    return chains.retire(actor=person, chain_id=made.pk)


ACTS: dict[str, Callable[[Desk, User], object]] = {
    "visit_types.add_type": lambda d, p: visit_types.add_type(
        actor=p, code="audit", fields=visit_types.TypeFields("审核")
    ),
    "visit_types.change_type": lambda d, p: visit_types.change_type(
        actor=p,
        visit_type_id=d.kind.pk,
        version=d.kind.version,
        fields=visit_types.TypeFields("会谈"),
    ),
    "visit_types.retire_type": lambda d, p: visit_types.retire_type(
        actor=p, visit_type_id=d.kind.pk
    ),
    "visit_types.offer_type": _offer,
    "visit_types.move_type": lambda d, p: visit_types.move_type(
        actor=p, visit_type_id=d.kind.pk, up=False
    ),
    "request_form.add_field": lambda d, p: request_form.add_field(
        actor=p, visit_type_id=None, wording=Wording(name="有记者", kind="yes_no"), code="press"
    ),
    "request_form.change_field": lambda d, p: request_form.change_field(
        actor=p,
        field_id=d.question.pk,
        version=d.question.pk,
        wording=Wording(name="拍照", kind="yes_no"),
    ),
    "request_form.retire_field": lambda d, p: request_form.retire_field(
        actor=p, field_id=d.question.pk, version=d.question.pk
    ),
    "request_form.move_field": lambda d, p: request_form.move_field(
        actor=p, field_id=d.question.pk, up=True
    ),
    "versions.draft_version": lambda d, p: versions.draft_version(actor=p, variant="urgent"),
    "versions.describe": _describe,
    "versions.discard_draft": lambda d, p: versions.discard_draft(actor=p, procedure_id=d.draft.pk),
    "versions.publish": lambda d, p: versions.publish(actor=p, **d.seen, note="试"),
    "versions.withdraw": _withdraw,
    "versions.retire": lambda d, p: versions.retire(actor=p, procedure_id=d.own.pk),
    "nodes.add_node": lambda d, p: nodes.add_node(
        actor=p, procedure_id=d.draft.pk, fields=nodes.NodeFields("合影")
    ),
    "nodes.change_node": lambda d, p: nodes.change_node(
        actor=p, node_id=d.node.pk, version=d.node.version, fields=nodes.NodeFields("资源")
    ),
    "nodes.move_node": lambda d, p: nodes.move_node(actor=p, node_id=d.node.pk, up=True),
    "nodes.remove_node": lambda d, p: nodes.remove_node(actor=p, node_id=d.node.pk),
    "tasks.add_task": lambda d, p: tasks.add_task(
        actor=p, node_id=d.node.pk, fields=tasks.TaskFields("备伞")
    ),
    "tasks.change_task": _change_task,
    "tasks.remove_task": lambda d, p: tasks.remove_task(actor=p, task_id=d.node.tasks.first().pk),
    "tasks.set_check": _set_check,
    "tasks.remove_check": _remove_check,
    "chains.start_chain": lambda d, p: _key_chain(p),
    "chains.draft_version": lambda d, p: chains.draft_version(actor=p, chain_id=d.general.pk),
    "chains.describe": lambda d, p: chains.describe(
        actor=p, **d.chain, fields=chains.ChainFields("审批")
    ),
    "chains.discard_draft": lambda d, p: chains.discard_draft(
        actor=p, chain_id=d.chain["chain_id"]
    ),
    "chains.publish": lambda d, p: chains.publish(actor=p, **d.chain),
    "chains.withdraw": _withdraw_chain,
    "chains.retire": _retire_chain,
    "chain_steps.add_step": lambda d, p: chain_steps.add_step(
        actor=p, chain_id=d.chain["chain_id"], fields=STEP
    ),
    "chain_steps.change_step": lambda d, p: chain_steps.change_step(
        actor=p, step_id=d.chain_step.pk, version=d.chain_step.version, fields=STEP
    ),
    "chain_steps.remove_step": lambda d, p: chain_steps.remove_step(
        actor=p, step_id=d.chain_step.pk
    ),
}


def test_each_verb_is_for(desk):
    with clock.at(w.MONDAY):
        found = {row.name: table.who_may(row.act(ACTS, desk), desk.people) for row in ROWS}
    assert found == {row.name: row.allowed for row in ROWS}


def test_the_table_names_every_verb_and_everybody(desk):
    modules = [chain_steps, chains, nodes, request_form, tasks, versions, visit_types]
    assert list(desk.people) == COLUMNS
    assert table.verbs_of(modules) == {row.verb for row in ROWS} == set(ACTS)
