"""Every address of the product, and a real object for each gap in it.

An address with a gap that `FILLS` does not know makes the walk fail: add the gap there, with an
object of the walk's world, so that the walk can prove who may see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.surfaces.world import Walkers

from yingke.foundation.ui.register import Register, registers

# What anybody may call without signing in.
PUBLIC = {
    *("healthz", "readyz", "login/", "login/code/", "password/", "password/sent/"),
    *("password/done/", "password/(uidb36)-(key)/", "language/", "theme/", "session/"),
    *("account/inactive/", "account/signup/", "account/email/", "account/provider/signup/"),
    *("account/provider/cancelled/", "account/provider/error/", "logout/", "calendar/<token>.ics"),
    "api/v1/openapi.json",
}
Fill = Callable[[Walkers], Any]
# namespace and gap, or the whole name where an address means another thing by the same gap
FILLS: dict[str, Fill] = {
    "visits pk": lambda w: w.visit.pk,
    "visits approval_pk": lambda w: w.visit.approvals.first().pk,
    "visits guest_pk": lambda w: w.visit.guests.first().pk,
    "visits node_pk": lambda w: w.visit.nodes.first().pk,
    "visits task_pk": lambda w: w.visit.tasks.first().pk,
    "visits check_pk": lambda w: w.check.pk,
    "visits item_pk": lambda w: w.item.pk,
    "visits part_pk": lambda w: w.item.people.first().pk,
    "visits link_pk": lambda w: w.item.bookings.first().pk,
    "procedures field_pk": lambda w: w.question.pk,
    "procedures pk": lambda w: w.visit.visit_type_id,
    "procedures procedure_pk": lambda w: w.draft.pk,
    "procedures template_pk": lambda w: w.draft.nodes.get(kind="resources").pk,
    "procedures template_task_pk": lambda w: w.draft.nodes.get(kind="resources").tasks.first().pk,
    "procedures index": lambda w: 0,
    "procedures chain_pk": lambda w: w.chain.pk,
    "procedures step_pk": lambda w: w.chain.steps.first().pk,
    "visits token": lambda w: "no-such-token",
    "growth pk": lambda w: w.visit.pk,
    "growth:finish-step pk": lambda w: w.step.pk,
    "growth:keep-promise pk": lambda w: w.promise.pk,
    "growth:skip-step pk": lambda w: w.step.pk,
    "feedback form_pk": lambda w: w.form.pk,
    "feedback question_pk": lambda w: w.form.questions.first().pk,
    "feedback pk": lambda w: w.visit.pk,
    "resources:booking pk": lambda w: w.booking.pk,
    "resources:move-booking pk": lambda w: w.booking.pk,
    "resources:drag-booking pk": lambda w: w.booking.pk,
    "resources:undo-drag pk": lambda w: w.booking.pk,
    "resources:confirm-booking pk": lambda w: w.booking.pk,
    "resources:cancel-booking pk": lambda w: w.booking.pk,
    "resources:use-booking pk": lambda w: w.booking.pk,
    "resources:keep-both pk": lambda w: w.booking.pk,
    "planning pk": lambda w: w.visit.pk,
    "planning proposal_pk": lambda w: w.proposal.pk,
    "planning day_pk": lambda w: w.day_proposal.pk,
    "planning change_pk": lambda w: w.change.pk,
    "planning number": lambda w: 0,
    "people pk": lambda w: w.house.expert.staff.pk,
    "people skill_pk": lambda w: w.skill.pk,
    "people absence_pk": lambda w: w.absence.pk,
    "customers pk": lambda w: w.house.account.pk,
    "customers preference_pk": lambda w: w.preference.pk,
    "customers:contact-card pk": lambda w: w.relationship.contact_id,
    "customers relationship_pk": lambda w: w.relationship.pk,
    "customers agreement_pk": lambda w: w.agreement.pk,
    "customers pair_pk": lambda w: w.pair.pk,
    "customers dismissed_pk": lambda w: w.dismissed.pk,
    "customers merge_pk": lambda w: w.merge.pk,
    "tiering pk": lambda w: w.tier_rules.pk,
    "tiering:approve-move pk": lambda w: w.tier_move.pk,
    "tiering:return-move pk": lambda w: w.tier_move.pk,
    **{
        f"tiering:{name} pk": lambda w: w.care_action.pk
        for name in ("care-action", "complete-action", "excuse-action", "move-action")
    },
    "tiering:radar-picture pk": lambda w: w.house.account.pk,
    "tiering:customer pk": lambda w: w.house.account.pk,
    "tiering:evidence pk": lambda w: w.house.account.pk,
    "tiering:paper pk": lambda w: w.house.account.pk,
    "tiering name": lambda w: "care-plan",
    "tiering kind": lambda w: "docx",
    "tiering measure": lambda w: "visit_frequency",
    "documents pk": lambda w: w.document.pk,
    "documents:download pk": lambda w: w.document.versions.first().pk,
    "notifications pk": lambda w: w.notification.pk,
    "journal pk": lambda w: w.entry.pk,
    "imports pk": lambda w: w.imported.pk,
    "policy code": lambda w: "feedback.due",
    "identity pk": lambda w: w.house.expert.pk,
    "identity grant": lambda w: w.house.expert.grants.first().pk,
    "identity:end-delegation pk": lambda w: w.delegation.pk,
    "assessment pk": lambda w: w.visit.pk,
    "assessment code": lambda w: "no-such-indicator",
    "api-v1 visit_id": lambda w: w.visit.pk,
    "api-v1 approval_id": lambda w: w.visit.approvals.first().pk,
    "api-v1 booking_id": lambda w: w.booking.pk,
    "api-v1 proposal_id": lambda w: w.proposal.pk,
    "api-v1 change_id": lambda w: w.change.pk,
    "api-v1 import_id": lambda w: w.imported.pk,
    "api-v1 row_id": lambda w: 1,
    "api-v1 site_id": lambda w: w.visit.site_id,
    "api-v1 day": lambda w: w.day_proposal.day.isoformat(),
    "api-v1 move_id": lambda w: w.tier_move.pk,
    "api-v1 customer_id": lambda w: w.house.account.pk,
    "api-v1 pair_id": lambda w: w.pair.pk,
    "api-v1 merge_id": lambda w: w.merge.pk,
    "- rest": lambda w: "",
    "api:revoke-token pk": lambda w: w.token.pk,
    "api pk": lambda w: w.webhook.pk,
    "ui pk": lambda w: w.view.pk,
    "workbench job_id": lambda w: 0,
    "workbench code": lambda w: "CN",
    "workbench day": lambda w: "2025-10-01",
}
# What belongs to one person alone: nobody else, whatever the role, learns that it exists.
PERSONAL = {
    *("notifications:open", "notifications:read", "ui:remove-view", "identity:end-delegation"),
    "api:revoke-token",
}


@cache
def of_registers() -> dict[str, Fill]:
    """For each page of a declared object its first row, and its first bulk action."""
    found: dict[str, Fill] = {}
    for register in registers():
        for page in ("detail", "edit", "history"):
            found[f"{register.name(page)} pk"] = partial(_first_row, register)
        action = register.bulk[0].code if register.bulk else "none"
        found[f"{register.name('bulk')} action"] = partial(_constant, action)
    return found


def _first_row(register: Register, walkers: Walkers) -> int:
    rows = register.model._default_manager.order_by("pk").values_list("pk", flat=True)
    return rows.first() or 0


def _constant(value: str, walkers: Walkers) -> str:
    return value


@dataclass(frozen=True)
class Place:
    """One address: its name, its pattern, and the gaps in it."""

    name: str
    route: str
    gaps: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def public(self) -> bool:
        return self.route in PUBLIC

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    def fill(self, gap: str) -> Fill:
        """The function that finds an object for the gap; KeyError if there is none."""
        namespace = self.name.split(":")[0]
        found = FILLS.get(f"{self.name} {gap}") or of_registers().get(f"{self.name} {gap}")
        return found or FILLS[f"{namespace} {gap}"]

    def url(self, walkers: Walkers) -> str:
        if self.route == "password/(uidb36)-(key)/":
            return "/password/abc-set-password/"
        if self.name == "-":
            return f"/{self.route}"
        kwargs = {gap: self.fill(gap)(walkers) for gap in self.gaps}
        return reverse(self.name, kwargs=kwargs)


@cache
def places() -> tuple[Place, ...]:
    """Every address that the resolver knows, static files and sign-in providers aside."""
    return tuple(sorted(_walk(get_resolver(), ()), key=lambda place: place.route))


def _walk(resolver: URLResolver, spaces: tuple[str, ...], before: str = "") -> Iterator[Place]:
    for pattern in resolver.url_patterns:
        route = before + _route(pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name or "-"))
            gaps = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
            yield Place(name, route, tuple(sorted(gaps)), pattern.callback)
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, inner, route)


def _route(pattern: URLPattern | URLResolver) -> str:
    """The pattern as a person writes it: `visits/<pk>/`."""
    text = re.sub(r"<\w+:(\w+)>", r"<\1>", str(pattern.pattern))
    if text.startswith("^"):
        groups = "-".join(f"({name})" for name in pattern.pattern.regex.groupindex)
        text = f"{text[1:].split('(')[0]}{groups}/"
    return text
