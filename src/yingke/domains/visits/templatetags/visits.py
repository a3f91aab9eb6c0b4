"""`{% load visits %}`: terms, states and times of visits for templates."""

from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yingke.domains.customers.terms import Tier
from yingke.domains.visits.models import (
    AgendaItem,
    AgendaPerson,
    Approval,
    PlanVersion,
    Visit,
)
from yingke.domains.visits.queries.rows import NodeRow, PaperRow
from yingke.domains.visits.rules.readiness import Part
from yingke.domains.visits.terms import PaperKind, VisitState, cancel_reason
from yingke.domains.visits.web import messages, words
from yingke.domains.visits.web.candidates import Candidate
from yingke.foundation.identity.models import Site
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui import dates, zones
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.refusals import explain

register = template.Library()

register.filter("heading", words.heading)
register.filter("missing_words", messages.missing_words)
register.filter("notice_words", messages.notice_words)
register.filter("sentence", explain)
register.filter("cancel_reason", cancel_reason)


@register.filter
def state_pill(visit: Visit) -> SafeString:
    return pill(worded(VisitState, visit.state), tone=words.STATE_TONES[visit.state], dot=True)


@register.filter
def tier_pill(visit: Visit) -> SafeString:
    account = visit.account
    return pill(
        worded(Tier, account.tier),
        tone=words.TIER_TONES.get(account.tier, "neutral"),
        shape="square",
        icon="star",
    )


@register.simple_tag
def taboo(text: str, *, kind: str, strict: bool = False) -> SafeString:
    """A restriction of a guest; `strict` if ignoring it would do harm."""
    icon = words.PREFERENCE_ICONS.get(kind, "")
    return pill(text, tone="red" if strict else "neutral", shape="square", icon=icon)


@register.filter
def answer_tone(answer: str) -> str:
    return words.ANSWER_TONES[answer]


@register.filter
def agenda_icon(kind: str) -> str:
    return words.AGENDA_ICONS.get(kind, "calendar")


@register.filter
def elsewhere(site: Site) -> bool:
    """Whether to name the time zone of a site."""
    return zones.is_elsewhere(site.timezone)


@register.filter
def visit_days(visit: Visit) -> str:
    """Format the days of a visit."""
    return dates.span(visit.arrives_at, visit.leaves_at)


@register.filter
def step_state(node: NodeRow, current: NodeRow | None) -> str:
    """Return a node's state in the stepper: late ones before the current one."""
    if not node.is_open:
        return words.NODE_MARKS[node.state]
    if node.due_at < clock.now():
        return "late"
    return "now" if current is not None and node.id == current.id else "todo"


@register.filter
def step_when(node: NodeRow) -> str:
    """When a node was done, else when it is due."""
    return dates.short_day(node.completed_at or node.due_at)


@register.filter
def is_past(moment: datetime | None) -> bool:
    return moment is not None and moment < clock.now()


@register.filter
def state_tone(state: str) -> str:
    return words.STATE_TONES[state]


@register.filter
def item_when(item: AgendaItem) -> str:
    """Format the day and hours of an agenda item."""
    return f"{dates.day_words(item.starts_at)} {dates.hours(item.starts_at, item.ends_at)}"


@register.filter
def part_words(part: Part) -> str:
    """Name what a part of the readiness score counts."""
    return str(messages.READINESS[part.code])


@register.filter
def part_count(part: Part) -> str:
    """Format how much of a part is done."""
    return f"{part.done} / {part.needed}"


@register.filter
def decision_tone(decision: str) -> str:
    return words.DECISION_TONES[decision]


@register.filter
def version_note(version: PlanVersion) -> str:
    """Say who submitted a version of the plan, and when."""
    return f"{version.made_by.label} · {dates.full(version.made_at)}"


@register.filter
def version_url(version: PlanVersion) -> str:
    """Return the page with the changes of a version."""
    return f"{reverse('visits:plan-versions', args=[version.visit_id])}?to={version.number}"


@register.filter
def candidate_note(candidate: Candidate, seats: str) -> str:
    """Describe the size of a resource and its booking, as far as the reader may see it."""
    taken = candidate.taken
    if taken is None:
        return " · ".join((seats, *candidate.verdict.reasons))
    known = f" · {taken.label}" if getattr(taken, "is_visible", False) else ""
    return f"{dates.hours(taken.starts_at, taken.ends_at)}{known}"


@register.filter
def item_state(item: AgendaItem) -> str:
    """Return an item's progress on the day: "", now or done."""
    if item.finished_at is not None:
        return "done"
    return "now" if item.started_at is not None else ""


@register.filter
def item_hours(item: AgendaItem) -> str:
    """Format hours: 09:40–10:20."""
    return dates.hours(item.starts_at, item.ends_at)


@register.filter
def hours_and_name(item: AgendaItem) -> str:
    """Format the hours and name of an agenda item."""
    return f"{dates.hours(item.starts_at, item.ends_at)} · {item.label}"


@register.filter
def paper_note(paper: PaperRow) -> str:
    """Describe the type and date of a file."""
    kinds = {**dict(PaperKind.choices), "evidence": _("Evidence"), "follow-up": _("Follow-up")}
    known = kinds.get(paper.purpose)
    when = dates.ago(paper.uploaded_at)
    return f"{known} · {when}" if known else when


@register.filter
def asked_note(approval: Approval) -> str:
    """Say who requested approval, and when."""
    return f"{approval.asked_by.label} · {dates.ago(approval.asked_at)}"


@register.filter
def invited_note(part: AgendaPerson) -> str:
    """Format the time and location of an invitation."""
    item = part.item
    when = f"{dates.day_words(item.starts_at)} {dates.hours(item.starts_at, item.ends_at)}"
    return f"{when} · {item.visit.account.label}"
