"""Versions of a procedure: copied, published from a moment on, taken back; visits keep theirs."""

from datetime import timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.identity import make_user

from yingke.domains.procedures.models import Procedure, VisitType
from yingke.domains.procedures.queries import procedures
from yingke.domains.procedures.services import nodes, versions
from yingke.domains.procedures.services.drafts import faults_of
from yingke.domains.procedures.services.nodes import NodeFields
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

PHOTO = NodeFields(name="合影", name_en="Group photo", phase="during", starts="arrival", due="end")
DAY = timedelta(days=1)


@pytest.fixture
def admin(world):
    return make_user(name="系统管理员", roles=("admin",))


def drafted(admin, visit_type_id=None):
    return versions.draft_version(actor=admin, variant="normal", visit_type_id=visit_type_id)


def published(admin, draft, **when):
    draft.refresh_from_db()
    return versions.publish(
        actor=admin, procedure_id=draft.pk, version=draft.revision, note="合影", **when
    )


def with_photo(admin, draft):
    return nodes.add_node(actor=admin, procedure_id=draft.pk, fields=PHOTO, after=8)


def content(procedure):
    return procedures.content(procedures.with_content(procedure))


def test_a_new_version_is_a_copy_of_the_one_in_force(admin):
    draft = drafted(admin)
    assert (draft.number, draft.state, draft.made_by) == (2, "draft", admin)
    assert content(draft) == content(procedures.in_force("normal", None))
    assert journal.about("visits.procedure", draft.pk).first().event.after == {
        "copy_of": "standard/normal/1"
    }


def test_there_is_one_draft_at_a_time(admin):
    assert drafted(admin) == drafted(admin)
    assert Procedure.objects.count() == 3


def test_what_a_new_company_begins_with_could_be_published(admin):
    for variant in ("normal", "urgent"):
        draft = versions.draft_version(actor=admin, variant=variant)
        assert faults_of(draft) == []


def test_visits_under_way_keep_their_version_and_new_ones_take_the_new(world, admin):
    before = w.approved(world)
    draft = drafted(admin)
    with_photo(admin, draft)
    published(admin, draft)
    after = w.approved(world)
    assert (before.procedure.number, before.nodes.count()) == (1, 12)
    assert (after.procedure.number, after.nodes.count()) == (2, 13)
    assert after.nodes.get(number=9).name == "合影"


def test_a_version_waits_for_its_moment(world, admin):
    draft = drafted(admin)
    with_photo(admin, draft)
    published(admin, draft, in_force_from=w.MONDAY + DAY)
    assert w.approved(world).procedure.number == 1
    with clock.at(w.MONDAY + DAY):
        assert w.approved(world).procedure.number == 2


def test_publishing_is_written_down_with_who_and_when(admin):
    row = published(admin, drafted(admin))
    assert (row.published_by, row.published_at, row.in_force_from) == (admin, w.MONDAY, w.MONDAY)
    event = journal.about("visits.procedure", row.pk).first().event
    assert (event.change, event.before["state"], event.after["state"]) == (
        "published",
        "draft",
        "published",
    )


def test_a_faulty_version_is_refused_with_every_fault(admin):
    draft = drafted(admin)
    first, second = draft.nodes.all()[:2]
    first.owner_role, second.due = "wizard", "arrival+2d"
    first.save()
    second.save()
    with pytest.raises(RuleViolation, match="procedure_faulty") as caught:
        published(admin, draft)
    assert [(one.code, one.node) for one in caught.value.params["faults"]][:2] == [
        ("role_unknown", 1),
        ("prepared_too_late", 2),
    ]
    assert procedures.in_force("normal", None).number == 1


def test_a_version_is_not_published_into_the_past_or_over_another(admin):
    draft = drafted(admin)
    with pytest.raises(RuleViolation, match="effective_in_the_past"):
        published(admin, draft, in_force_from=w.MONDAY - DAY)
    published(admin, draft)
    with pytest.raises(RuleViolation, match="moment_taken"):
        published(admin, drafted(admin))


def test_who_did_not_see_the_last_edit_does_not_publish(admin):
    draft = drafted(admin)
    seen = draft.revision
    with_photo(admin, draft)
    with pytest.raises(RuleViolation, match="stale"):
        versions.publish(actor=admin, procedure_id=draft.pk, version=seen)
    with pytest.raises(RuleViolation, match="stale"):
        versions.describe(
            actor=admin, procedure_id=draft.pk, version=seen, name="新", name_en="", note=""
        )


def test_a_published_version_is_never_edited(admin):
    row = published(admin, drafted(admin))
    with pytest.raises(RuleViolation, match="version_is_published"):
        with_photo(admin, row)
    with pytest.raises(RuleViolation, match="version_is_published"):
        versions.discard_draft(actor=admin, procedure_id=row.pk)


def test_a_draft_is_described_and_thrown_away(admin):
    draft = drafted(admin)
    versions.describe(
        actor=admin,
        procedure_id=draft.pk,
        version=draft.revision,
        name="夏季流程",
        name_en="Summer",
        note="试行",
    )
    assert journal.about("visits.procedure", draft.pk).first().event.after["note"] == "试行"
    versions.discard_draft(actor=admin, procedure_id=draft.pk)
    assert not Procedure.objects.filter(pk=draft.pk).exists()
    assert journal.about("visits.procedure", draft.pk).first().event.change == "dropped"


def test_what_is_not_in_force_yet_can_be_taken_back(admin):
    row = published(admin, drafted(admin), in_force_from=w.MONDAY + DAY)
    assert versions.withdraw(actor=admin, procedure_id=row.pk).state == "draft"
    row = published(admin, row, in_force_from=w.MONDAY + DAY)
    drafted(admin)
    with pytest.raises(RuleViolation, match="draft_exists"):
        versions.withdraw(actor=admin, procedure_id=row.pk)
    with clock.at(w.MONDAY + 2 * DAY), pytest.raises(RuleViolation, match="is_in_force"):
        versions.withdraw(actor=admin, procedure_id=row.pk)


def test_a_type_gets_a_procedure_of_its_own_and_gives_it_back(world, admin):
    talks = VisitType.objects.get(code="talks")
    draft = drafted(admin, talks.pk)
    assert (draft.code, draft.number) == ("talks", 1)
    with_photo(admin, draft)
    row = published(admin, draft)
    assert w.approved(world).procedure == row
    versions.retire(actor=admin, procedure_id=row.pk)
    assert w.approved(world).procedure.code == "standard"
    assert drafted(admin, talks.pk).number == 2


def test_the_procedure_for_all_types_remains(admin):
    row = procedures.in_force("normal", None)
    with pytest.raises(RuleViolation, match="procedure_for_all_types"):
        versions.retire(actor=admin, procedure_id=row.pk)
    with pytest.raises(RuleViolation, match="version_not_published"):
        versions.retire(actor=admin, procedure_id=drafted(admin).pk)


def test_a_coordinator_does_not_write_procedures(world, admin):
    draft, actor = drafted(admin), world.coordinator
    for call in (
        lambda: versions.draft_version(actor=actor, variant="normal"),
        lambda: versions.describe(
            actor=actor, procedure_id=draft.pk, version=1, name="新", name_en="", note=""
        ),
        lambda: versions.discard_draft(actor=actor, procedure_id=draft.pk),
        lambda: versions.publish(actor=actor, procedure_id=draft.pk, version=1),
        lambda: versions.withdraw(actor=actor, procedure_id=draft.pk),
        lambda: versions.retire(actor=actor, procedure_id=draft.pk),
        lambda: with_photo(actor, draft),
    ):
        with pytest.raises(NotAllowed):
            call()
