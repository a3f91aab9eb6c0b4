"""The feedback form as versions: drafted, edited, published from a moment on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.domains.visits.world import MONDAY
from tests.factories.identity import make_user

from yingke.domains.feedback import queries
from yingke.domains.feedback.models import Questionnaire
from yingke.domains.feedback.services import questionnaires
from yingke.domains.feedback.services.questionnaires import QuestionFields
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db
PICK_UP = QuestionFields(name="接机", name_en="Pick-up")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def on_monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def admin():
    return make_user(name="系统管理员", roles=("admin",))


@pytest.fixture
def draft(admin):
    return questionnaires.draft_form(actor=admin)


def codes(form):
    return [row.code for row in queries.questions(form.pk)]


def last_event(form):
    return journal.about("feedback.questionnaire", form.pk).first().event


def publish(admin, form, **when):
    form.refresh_from_db()
    return questionnaires.publish(
        actor=admin, questionnaire_id=form.pk, version=form.revision, note="试", **when
    )


def test_a_draft_is_a_copy_of_the_form_in_force_and_the_only_one(admin, draft):
    assert (draft.number, draft.made_by, draft.made_at) == (2, admin, MONDAY)
    assert queries.content(draft) == queries.content(queries.in_force())
    assert questionnaires.draft_form(actor=admin) == draft


def test_a_question_comes_changes_moves_and_goes(admin, draft):
    row = questionnaires.add_question(actor=admin, questionnaire_id=draft.pk, fields=PICK_UP)
    assert codes(draft)[-1] == row.code == "pick_up"
    changed = replace(PICK_UP, best=5)
    questionnaires.change_question(actor=admin, question_id=row.pk, version=1, fields=changed)
    assert (last_event(draft).before, last_event(draft).after) == ({"best": 10}, {"best": 5})
    with pytest.raises(RuleViolation, match="stale"):
        questionnaires.change_question(actor=admin, question_id=row.pk, version=1, fields=PICK_UP)
    questionnaires.move_question(actor=admin, question_id=row.pk, up=True)
    assert codes(draft)[-2:] == ["pick_up", "hospitality"]
    questionnaires.remove_question(actor=admin, question_id=row.pk)
    assert last_event(draft).before["name"] == "接机"
    assert "pick_up" not in codes(draft)


@pytest.mark.parametrize(
    ("changes", "code"), [({"name": " "}, "name_missing"), ({"best": 7}, "scale_unknown")]
)
def test_a_question_that_makes_no_sense_is_not_stored(admin, draft, changes, code):
    with pytest.raises(RuleViolation, match=code):
        questionnaires.add_question(
            actor=admin, questionnaire_id=draft.pk, fields=replace(PICK_UP, **changes)
        )


def test_a_version_is_in_force_from_its_moment(admin, draft):
    publish(admin, draft, in_force_from=MONDAY + DAY)
    assert queries.in_force().number == 1
    assert queries.in_force(at=MONDAY + DAY) == draft
    assert last_event(draft).after["in_force_from"] == (MONDAY + DAY).isoformat()
    again = questionnaires.withdraw(actor=admin, questionnaire_id=draft.pk)
    assert (again.state, queries.in_force(at=MONDAY + DAY).number) == ("draft", 1)


def test_a_faulty_form_is_refused_with_every_fault(admin, draft):
    draft.questions.update(required=False)
    draft.questions.filter(code="welcome").update(name="")
    with pytest.raises(RuleViolation, match="form_faulty") as refusal:
        publish(admin, draft)
    assert [fault.code for fault in refusal.value.params["faults"]] == [
        "question_without_name",
        "form_without_score",
    ]


def test_publishing_has_its_limits(admin, draft):
    with pytest.raises(RuleViolation, match="effective_in_the_past"):
        publish(admin, draft, in_force_from=MONDAY - DAY)
    with pytest.raises(RuleViolation, match="stale"):
        questionnaires.publish(actor=admin, questionnaire_id=draft.pk, version=99)
    publish(admin, draft)
    with pytest.raises(RuleViolation, match="version_is_published"):
        publish(admin, draft)
    with pytest.raises(RuleViolation, match="version_is_in_force"):
        questionnaires.withdraw(actor=admin, questionnaire_id=draft.pk)
    with pytest.raises(RuleViolation, match="moment_taken"):
        publish(admin, questionnaires.draft_form(actor=admin))


def test_a_draft_is_thrown_away(admin, draft):
    questionnaires.discard_draft(actor=admin, questionnaire_id=draft.pk)
    assert not Questionnaire.objects.filter(pk=draft.pk).exists()
    assert last_event(draft).change == "dropped"


def test_a_host_does_not_write_the_form(draft):
    actor, row = make_user(roles=("host",)), draft.questions.first()
    for call in (
        lambda: questionnaires.draft_form(actor=actor),
        lambda: questionnaires.add_question(actor=actor, questionnaire_id=draft.pk, fields=PICK_UP),
        lambda: questionnaires.change_question(
            actor=actor, question_id=row.pk, version=1, fields=PICK_UP
        ),
        lambda: questionnaires.move_question(actor=actor, question_id=row.pk, up=True),
        lambda: questionnaires.remove_question(actor=actor, question_id=row.pk),
        lambda: questionnaires.publish(actor=actor, questionnaire_id=draft.pk, version=1),
        lambda: questionnaires.withdraw(actor=actor, questionnaire_id=draft.pk),
        lambda: questionnaires.discard_draft(actor=actor, questionnaire_id=draft.pk),
    ):
        with pytest.raises(NotAllowed):
            call()
