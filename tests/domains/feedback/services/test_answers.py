from datetime import timedelta

import pytest
from tests.domains.visits.world import MONDAY, approved, ended, weeks_later

from yingke.domains.feedback import services
from yingke.domains.feedback.models import Feedback
from yingke.domains.feedback.services import FeedbackFields
from yingke.domains.visits.events import VisitEnded
from yingke.domains.visits.models import Task
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.delivery import deliver
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

RATINGS = {"welcome": 10, "programme": 9, "content": 8, "response": 9, "hospitality": 10}


def record(world, feedback, *, actor=None, version=1, **changes):
    fields = FeedbackFields(**{"ratings": RATINGS, **changes})
    return services.record(
        actor=actor or world.host, visit_id=feedback.visit_id, version=version, fields=fields
    )


def test_feedback_is_due_a_day_after_the_end_on_the_lead_hosts_list(world, feedback):
    assert feedback.due_at == feedback.visit.ended_at + timedelta(hours=24)
    task = Task.objects.get(visit=feedback.visit, origin="feedback.form")
    assert (task.assignee, task.due_at) == (world.host, feedback.due_at)
    assert task.link == f"/visits/{feedback.visit_id}/feedback/"


def test_an_end_that_is_delivered_twice_asks_once(world):
    with clock.at(MONDAY):
        visit = ended(world, **weeks_later(1))
    entry = journal.about("visits.visit", visit.pk).get(kind=VisitEnded.kind)
    assert deliver(entry_id=entry.pk, subscriber="feedback.ask") is True
    assert deliver(entry_id=entry.pk, subscriber="feedback.ask") is False
    services.ask_for_feedback(visit_id=visit.pk)
    assert Feedback.objects.filter(visit=visit).count() == 1
    assert Task.objects.filter(visit=visit, origin="feedback.form").count() == 1
    requested = journal.about("visits.visit", visit.pk).filter(kind="feedback.requested")
    assert requested.count() == 1


def test_recording_computes_the_score_and_finishes_the_task(world, feedback):
    row = record(world, feedback, respondent_id=world.contacts[0].pk, intention="strong")
    assert (row.score, row.version, row.recorded_by) == (90, 2, world.host)
    assert Task.objects.get(visit=feedback.visit, origin="feedback.form").state == "done"
    recorded = journal.about("visits.visit", feedback.visit_id).get(kind="feedback.recorded")
    assert (recorded.data["score"], recorded.data["intention"]) == (90, "strong")


def test_a_correction_replaces_the_answers_and_an_old_version_is_refused(world, feedback):
    record(world, feedback)
    row = record(world, feedback, version=2, ratings={**RATINGS, "content": 10})
    assert (row.score, row.version) == (96, 3)
    with pytest.raises(RuleViolation, match="stale"):
        record(world, feedback, version=2)
    assert Feedback.objects.get(pk=row.pk).score == 96


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ratings": {}}, "rating_missing"),
        ({"channel": "pigeon"}, "channel_unknown"),
        ({"intention": "huge"}, "intention_unknown"),
        ({"respondent_id": 0}, "respondent_is_no_guest"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(world, feedback, changes, code):
    with pytest.raises(RuleViolation, match=code):
        record(world, feedback, **changes)
    assert Feedback.objects.get(pk=feedback.pk).recorded_at is None


def test_only_the_lead_host_and_coordinators_record(world, feedback):
    for actor in (world.expert, world.colleague, world.stranger):
        with pytest.raises(NotAllowed):
            record(world, feedback, actor=actor)
    assert record(world, feedback, actor=world.coordinator).recorded_by == world.coordinator


def test_a_visit_that_has_not_ended_has_no_feedback(world):
    with clock.at(MONDAY):
        visit = approved(world)
    assert not Feedback.objects.filter(visit=visit).exists()
