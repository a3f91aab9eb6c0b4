"""The nodes of a draft, their tasks and checklists."""

from dataclasses import replace

import pytest
from tests.factories.identity import make_user

from yingke.domains.procedures.services import nodes, tasks, versions
from yingke.domains.procedures.services.nodes import NodeFields
from yingke.domains.procedures.services.tasks import CheckFields, TaskFields
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db
PHOTO = NodeFields(name="合影", phase="during", starts="arrival", due="end")
BANNER = TaskFields(name="欢迎屏", owner_role="it", due="arrival-1wd")


@pytest.fixture
def admin():
    return make_user(name="系统管理员", roles=("admin",))


@pytest.fixture
def draft(admin):
    return versions.draft_version(actor=admin, variant="normal")


def names(draft):
    return list(draft.nodes.order_by("number").values_list("number", "name"))


def last_event(draft):
    return journal.about("visits.procedure", draft.pk).first().event


def test_a_node_is_put_behind_another_and_the_rest_moves_on(admin, draft):
    nodes.add_node(actor=admin, procedure_id=draft.pk, fields=PHOTO, after=8)
    assert names(draft)[7:10] == [(8, "迎接与引导"), (9, "合影"), (10, "会谈与互动")]
    assert last_event(draft).change == "node_added"
    nodes.add_node(actor=admin, procedure_id=draft.pk, fields=replace(PHOTO, name="最后"))
    nodes.add_node(actor=admin, procedure_id=draft.pk, fields=replace(PHOTO, name="最先"), after=0)
    assert [name for _number, name in names(draft)][::14] == ["最先", "最后"]


def test_a_node_is_changed_and_the_journal_keeps_what_was(admin, draft):
    node = draft.nodes.get(number=3)
    values = {name: getattr(node, name) for name in NodeFields.__dataclass_fields__}
    fields = NodeFields(**{**values, "due": "arrival-2wd"})
    changed = nodes.change_node(actor=admin, node_id=node.pk, version=1, fields=fields)
    assert (changed.due, changed.version) == ("arrival-2wd", 2)
    event = last_event(draft)
    assert (event.before, event.after) == ({"due": "arrival-3wd"}, {"due": "arrival-2wd"})
    with pytest.raises(RuleViolation, match="stale"):
        nodes.change_node(actor=admin, node_id=node.pk, version=1, fields=PHOTO)
    again = draft.__class__.objects.get(pk=draft.pk).revision
    nodes.change_node(actor=admin, node_id=node.pk, version=2, fields=fields)
    assert draft.__class__.objects.get(pk=draft.pk).revision == again


@pytest.mark.parametrize(
    ("changes", "code"), [({"name": " "}, "name_missing"), ({"due": "soon"}, "bad_offset")]
)
def test_a_node_that_cannot_be_read_is_not_stored(admin, draft, changes, code):
    with pytest.raises(RuleViolation, match=code):
        nodes.add_node(actor=admin, procedure_id=draft.pk, fields=replace(PHOTO, **changes))


def test_a_node_changes_places_with_its_neighbour(admin, draft):
    node = draft.nodes.get(number=3)
    nodes.move_node(actor=admin, node_id=node.pk, up=True)
    assert [name for _number, name in names(draft)][1] == node.name
    assert last_event(draft).after == {"number": 2}
    first = draft.nodes.get(number=1)
    nodes.move_node(actor=admin, node_id=first.pk, up=True)
    assert last_event(draft).after == {"number": 2}


def test_a_node_is_taken_out_and_the_rest_closes_up(admin, draft):
    nodes.remove_node(actor=admin, node_id=draft.nodes.get(number=2).pk)
    assert [number for number, _name in names(draft)] == list(range(1, 12))
    assert last_event(draft).before["number"] == 2


def test_a_task_comes_changes_and_goes(admin, draft):
    node = draft.nodes.get(number=1)
    task = tasks.add_task(actor=admin, node_id=node.pk, fields=BANNER)
    later = replace(BANNER, due="arrival-2wd")
    tasks.change_task(actor=admin, task_id=task.pk, version=1, fields=later)
    assert last_event(draft).after == {"due": "arrival-2wd"}
    with pytest.raises(RuleViolation, match="stale"):
        tasks.change_task(actor=admin, task_id=task.pk, version=1, fields=BANNER)
    tasks.remove_task(actor=admin, task_id=task.pk)
    assert not node.tasks.exists()
    assert last_event(draft).before["name"] == "欢迎屏"


def test_a_checklist_is_written_point_by_point(admin, draft):
    task = tasks.add_task(actor=admin, node_id=draft.nodes.get(number=1).pk, fields=BANNER)

    def set_check(version, fields, index=None):
        return tasks.set_check(
            actor=admin, task_id=task.pk, version=version, fields=fields, index=index
        )

    photo = CheckFields(name="照片", evidence="file", archive_part="photos")
    set_check(1, CheckFields(name="核对公司名", required=False))
    set_check(2, photo)
    written = set_check(3, CheckFields(name="核对名称"), 0)
    assert [check["name"] for check in written.checks] == ["核对名称", "照片"]
    assert written.checks[1]["archive_part"] == "photos"
    assert "archive_part" not in written.checks[0]
    assert last_event(draft).before["checks"][0]["name"] == "核对公司名"
    with pytest.raises(RuleViolation, match="stale"):
        set_check(4, photo, 7)
    with pytest.raises(RuleViolation, match="archive_wants_a_file"):
        set_check(4, replace(photo, evidence="note"))
    with pytest.raises(RuleViolation, match="name_missing"):
        set_check(4, CheckFields(name=""))
    left = tasks.remove_check(actor=admin, task_id=task.pk, version=4, index=0)
    assert [check["name"] for check in left.checks] == ["照片"]
    with pytest.raises(RuleViolation, match="stale"):
        tasks.remove_check(actor=admin, task_id=task.pk, version=4, index=0)
