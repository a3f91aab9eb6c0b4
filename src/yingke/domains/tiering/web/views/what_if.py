"""Rules that are tried on the customers of the latest run; nothing changes until approval."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yingke.domains.tiering import permissions
from yingke.domains.tiering.queries import rule_sets, scores
from yingke.domains.tiering.services import rule_sets as services
from yingke.domains.tiering.web import back_tests as test_words
from yingke.domains.tiering.web import what_if as words
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import perform
from yingke.foundation.ui.pages import page


@needs("tiering.see")
@require_GET
def what_if(request: UserRequest) -> HttpResponse:
    """Sliders beside who would move and why; `?from=draft` begins with the draft."""
    in_force, draft, run = rule_sets.in_force(), rule_sets.draft(), scores.latest_run()
    source = draft if draft and request.GET.get("from") == "draft" else in_force
    tried = words.tried(source, in_force, request.GET)
    outcome = request.GET.get("outcome", "churned")
    outcome = outcome if outcome in test_words.OUTCOMES else "churned"
    context: dict[str, Any] = {
        "run": run,
        "tried": tried,
        "in_force": in_force,
        "draft": draft,
        "from_draft": source is draft,
        "may_draft": permissions.can_edit_rules(request.user),
        "answer": words.answer(request.user, run, tried, outcome) if run else None,
    }
    return page(request, "tiering/what_if.html", context, part="answer")


@needs("tiering.edit_rules")
@require_POST
def keep(request: UserRequest) -> HttpResponse:
    """Keep what the sliders say in the draft, which is made if there is none."""

    def act() -> Any:
        draft = services.draft_rules(actor=request.user)
        tried = words.tried(draft, rule_sets.in_force(), request.POST)
        return services.save_rules(
            actor=request.user,
            rule_set_id=draft.pk,
            name=request.POST.get("name") or draft.name or _("Tried rules"),
            weights={one.name[2:]: one.value for one in tried.weights},
            bounds={
                tier: {one.name.split("_")[0]: one.value for one in sliders}
                for tier, sliders in tried.lines
            },
        )

    return perform(
        request, act, back=reverse("tiering:what-if"), go=lambda row: reverse("tiering:rules"),
        message=_("Draft saved. Submit it for approval when it is ready."),
    )  # fmt: skip
