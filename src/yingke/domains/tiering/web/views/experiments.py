"""A trial on some customers, compared with others who looked alike."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from yingke.domains.customers.models import Account
from yingke.domains.tiering import permissions
from yingke.domains.tiering.queries import experiments, scores
from yingke.domains.tiering.web.experiments import told
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import page

MOST = 500


@needs("tiering.see")
@require_GET
def trial(request: UserRequest) -> HttpResponse:
    """Revenue of the chosen customers beside matched ones: `?month=`, `?numbers=` or who came."""
    user = request.user
    if not (scores.sees_all(user) and permissions.can_see_sums(user)):
        raise Http404  # it sums the orders of all customers
    run = scores.latest_run()
    months = experiments.months(run) if run else []
    wanted = request.GET.get("month", "")
    then = next((one for one in months if f"{one.month:%Y-%m}" == wanted), None)
    then = then or next(iter(months), None)
    numbers = re.split(r"[\s,，;；]+", request.GET.get("numbers", "").strip())[:MOST]
    context: dict[str, Any] = {
        "months": [f"{one.month:%Y-%m}" for one in months],
        "month": f"{then.month:%Y-%m}" if then else "",
        "numbers": " ".join(numbers),
        "within": experiments.TREATED_WITHIN,
        "horizon": experiments.HORIZON,
    }
    if run and then:
        named = Account.objects.filter(number__in=numbers).values_list("pk", flat=True)
        treated = set(named) or experiments.visited_after(then)
        context["found"] = told(experiments.compare(then, run.as_of, treated))
    return page(request, "tiering/trial.html", context)
