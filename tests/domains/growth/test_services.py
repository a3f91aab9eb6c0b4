from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.domains.visits.world import MONDAY, ended, weeks_later

from yingke.domains.growth import queries, services
from yingke.domains.growth.models import FollowUp, Step
from yingke.domains.visits.events import VisitEnded
from yingke.domains.visits.models import Task, Visit
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.delivery import deliver
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation


def step_of(follow_up, kind, number=1):
    return Step.objects.get(follow_up=follow_up, kind=kind, number=number)


def finish(world, follow_up, kind, number=1, *, days=1, actor=None, **changes):
    """Finish a step so many days after the visit ended."""
    values = {"note": "已发送方案初稿", **changes}
    with clock.at(follow_up.visit.ended_at + timedelta(days=days)):
        return services.finish_step(
            actor=actor or follow_up.owner, step_id=step_of(follow_up, kind, number).pk, **values
        )


def test_the_draft_is_due_after_three_days_and_the_second_talk_after_seven(world, follow_up):
    ended_at = follow_up.visit.ended_at
    assert step_of(follow_up, "draft").due_at == ended_at + timedelta(days=3)
    assert step_of(follow_up, "second_talk").due_at == ended_at + timedelta(days=7)
    assert follow_up.owner == world.account.account_manager
    assert Visit.objects.get(pk=follow_up.visit_id).state == "follow_up"
    links = set(Task.objects.filter(origin__startswith="growth.").values_list("link", flat=True))
    assert links == {f"/visits/{follow_up.visit_id}/follow-up/"}


def test_an_end_that_is_delivered_twice_opens_one_follow_up(world):
    with clock.at(MONDAY):
        visit = ended(world, **weeks_later(1))
    entry = journal.about("visits.visit", visit.pk).get(kind=VisitEnded.kind)
    assert deliver(entry_id=entry.pk, subscriber="growth.open_follow_up") is True
    assert deliver(entry_id=entry.pk, subscriber="growth.open_follow_up") is False
    services.open_follow_up(visit_id=visit.pk)
    assert FollowUp.objects.filter(visit=visit).count() == 1
    assert Step.objects.filter(follow_up__visit=visit).count() == 2
    assert Task.objects.filter(visit=visit, origin__startswith="growth.").count() == 2


def test_after_the_second_talk_an_update_is_due_every_week(world, follow_up):
    finish(world, follow_up, "draft", days=2)
    assert not follow_up.steps.filter(kind="sync").exists()
    finish(world, follow_up, "second_talk", days=6)
    assert step_of(follow_up, "sync").due_at == follow_up.visit.ended_at + timedelta(days=13)
    finish(world, follow_up, "sync", days=12)
    assert step_of(follow_up, "sync", 2).due_at == follow_up.visit.ended_at + timedelta(days=19)


def test_a_step_keeps_its_note_and_its_paper_and_finishes_its_task(world, follow_up):
    upload = SimpleUploadedFile("draft.txt", "方案初稿".encode())
    step = finish(world, follow_up, "draft", actor=world.host, upload=upload)
    assert (step.note, step.done_by) == ("已发送方案初稿", world.host)
    assert step.document.title == "draft.txt"
    assert Task.objects.get(visit=follow_up.visit, origin="growth.draft.1").state == "done"


def test_only_a_weekly_update_can_be_left_out_and_only_with_a_reason(world, follow_up):
    finish(world, follow_up, "second_talk")
    draft, sync = step_of(follow_up, "draft"), step_of(follow_up, "sync")
    with pytest.raises(RuleViolation, match="step_cannot_be_skipped"):
        services.skip_step(actor=follow_up.owner, step_id=draft.pk, reason="没空")
    with pytest.raises(RuleViolation, match="reason_missing"):
        services.skip_step(actor=follow_up.owner, step_id=sync.pk, reason="  ")
    skipped = services.skip_step(actor=follow_up.owner, step_id=sync.pk, reason="客户休假")
    assert (skipped.skipped, skipped.note) == (True, "客户休假")
    assert step_of(follow_up, "sync", 2).done_at is None


def test_it_ends_once_with_an_outcome_and_a_reason(world, follow_up):
    def close(**changes):
        values = {"version": 1, "outcome": "landed", "reason": "签了框架协议", **changes}
        return services.close(actor=follow_up.owner, follow_up_id=follow_up.pk, **values)

    for changes, code in (
        ({"reason": " "}, "reason_missing"),
        ({"outcome": "open"}, "outcome_unknown"),
        ({"version": 7}, "stale"),
    ):
        with pytest.raises(RuleViolation, match=code):
            close(**changes)
    assert close().outcome == "landed"
    assert queries.is_concluded(follow_up.visit) is True
    with pytest.raises(RuleViolation, match="already_concluded"):
        close(version=2)
    with pytest.raises(RuleViolation, match="step_closed"):
        finish(world, follow_up, "draft")
    tasks = Task.objects.filter(visit=follow_up.visit, origin__startswith="growth.")
    assert set(tasks.values_list("state", flat=True)) == {"done"}


def test_a_step_is_closed_once_and_needs_a_note(world, follow_up):
    with pytest.raises(RuleViolation, match="note_missing"):
        finish(world, follow_up, "draft", note=" ")
    finish(world, follow_up, "draft")
    with pytest.raises(RuleViolation, match="step_closed"):
        finish(world, follow_up, "draft")


def test_who_is_not_responsible_may_not_drive_it(world, follow_up):
    for actor in (world.expert, world.colleague, world.stranger):
        with pytest.raises(NotAllowed):
            finish(world, follow_up, "draft", actor=actor)
    assert step_of(follow_up, "draft").done_at is None
