"""Results of scheduled jobs over the year: escalations and current inboxes."""

from datetime import datetime, timedelta

from yingke.domains.visits.events import Escalated
from yingke.domains.visits.models import Node, Task, Visit
from yingke.domains.visits.terms import OPEN_TASK_STATES
from yingke.foundation.journal.encoding import encode
from yingke.foundation.journal.services import PastEvent, backfill
from yingke.foundation.kernel import ids
from yingke.foundation.notifications.kinds import words
from yingke.foundation.notifications.models import Notification

AFTER = timedelta(hours=2)  # the default of visit.escalation.after
BEFORE = timedelta(hours=8)  # the default of visit.reminder.before


def catch_up(visits: list[Visit], now: datetime) -> int:
    """Write the escalations of overdue work; return how many."""
    live = {visit.pk: visit for visit in visits if visit.state not in ("cancelled", "rejected")}
    late = now - AFTER
    nodes = list(Node.objects.filter(visit__in=live, state="open", due_at__lt=late))
    tasks = list(Task.objects.filter(visit__in=live, state__in=OPEN_TASK_STATES, due_at__lt=late))
    facts = []
    for what, rows in (("node", nodes), ("task", tasks)):
        for row in rows:
            row.reminded_at, row.escalated_at = row.due_at - BEFORE, row.due_at + AFTER
            account_id = live[row.visit_id].account_id
            about = (row.visit_id, account_id, what, row.pk)
            fact = Escalated(*about, row.name, row.name_en, row.due_at)
            facts.append(PastEvent(fact, row.escalated_at))
    Node.objects.bulk_update(nodes, ["reminded_at", "escalated_at"], batch_size=500)
    Task.objects.bulk_update(tasks, ["reminded_at", "escalated_at"], batch_size=500)
    return backfill(facts)


def fill_inboxes(visits: list[Visit]) -> None:
    """Fill inboxes with open tasks."""
    ahead = [visit for visit in visits if visit.state in ("approved", "planned")]
    waiting = Task.objects.filter(visit__in=ahead, state="assigned", assignee__isnull=False)
    Notification.objects.bulk_create(
        _message(task) for task in waiting.select_related("visit__account")
    )


def _message(task: Task) -> Notification:
    visit = task.visit
    params = {
        "visit": f"{visit.number} {visit.account.name} · {visit.title}",
        "task": words(task),
        "due": task.due_at,
    }
    return Notification(
        uuid=ids.new_uuid(),
        user_id=task.assignee_id,
        kind="visits.task_assigned",
        params=encode(params),
        url=f"/visits/tasks/{task.pk}/",
        key=f"sample:task:{task.pk}",
        created_at=task.assigned_at,
    )
