"""What the clock does: reminders once, escalations once, holds that run out."""

from datetime import timedelta

import pytest
from tests.domains.visits import world as w

from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import closing, reminders, requests
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock
from yingke.foundation.notifications.models import Notification

pytestmark = pytest.mark.django_db


def told(kind: str) -> int:
    return Notification.objects.filter(kind=kind).count()


def test_each_open_task_is_reminded_once_and_escalated_once(world: w.World) -> None:
    visit = w.approved(world)
    task = visit.tasks.order_by("due_at").first()
    assert task is not None
    with clock.at(task.due_at - timedelta(hours=1)):
        reminders.send_due()
        reminded = told("visits.reminder")
        assert reminded > 0
        reminders.send_due()
        assert told("visits.reminder") == reminded
    with clock.at(task.due_at + timedelta(hours=3)):
        reminders.send_due()
        task.refresh_from_db()
        assert task.escalated_at == clock.now()
        escalated = told("visits.escalation")
        reminders.send_due()
        assert told("visits.escalation") == escalated
    heard = Notification.objects.filter(kind="visits.escalation").values_list("user", flat=True)
    assert {world.coordinator.pk, world.host.pk} <= set(heard)


def test_nobody_hears_of_a_cancelled_visit(world: w.World) -> None:
    visit = w.approved(world)
    closing.cancel(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="客户改期"
    )
    with clock.at(visit.arrives_at):
        reminders.send_due()
    assert told("visits.reminder") == told("visits.escalation") == 0


def test_a_draft_lets_go_of_its_date_and_can_be_taken_up_again(world: w.World) -> None:
    visit = requests.draft_visit(actor=world.requester, fields=world.fields())
    assert visit.hold_until is not None
    with clock.at(visit.hold_until - timedelta(minutes=1)):
        assert reminders.expire_holds() == 0
    with clock.at(visit.hold_until + timedelta(minutes=1)):
        assert reminders.expire_holds() == 1
    visit = Visit.objects.get(pk=visit.pk)
    assert visit.state == VisitState.CANCELLED
    closing.restore(actor=world.requester, visit_id=visit.pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.DRAFT
