"""Pages of API tokens and webhooks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.tables import list_page
from yingke.surfaces.api import queries
from yingke.surfaces.api.services import tokens, webhooks
from yingke.surfaces.api.web.forms import TokenForm, WebhookForm
from yingke.surfaces.api.web.tables import DeliveryTable, WebhookTable

manages = needs("api.manage_webhooks")


@login_required
@require_GET
def token_list(request: UserRequest) -> HttpResponse:
    return page(request, "api/tokens.html", {"tokens": queries.tokens_of(request.user)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_token(request: UserRequest) -> HttpResponse:
    """Create a token and show its key, once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, key = tokens.create_token(actor=request.user, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return page(request, "api/secret.html", _secret(token.name, key), part="dialog")
    context = {"form": form, "title": _("New API token"), "back": reverse("api:tokens")}
    return page(request, "api/form.html", context, part="dialog")


@login_required
@require_POST
def revoke_token(request: UserRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(queries.tokens_of(request.user), pk=pk)
    tokens.revoke_token(actor=request.user, token_id=token.pk)
    return saved(request, reverse("api:tokens"), message=_("Token revoked."))


@manages
@require_GET
def webhook_list(request: UserRequest) -> HttpResponseBase:
    table = WebhookTable(request, queries.webhooks_of(request.user))
    return list_page(request, "api/webhooks.html", table)


@manages
@never_cache
@require_http_methods(["GET", "POST"])
def new_webhook(request: UserRequest) -> HttpResponse:
    """Create a webhook and show its secret, once."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            created = webhooks.create_webhook(actor=request.user, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            context: dict[str, Any] = {
                **_secret(created.url, created.secret),
                "back": reverse("api:webhooks"),
            }
            return page(request, "api/secret.html", context, part="dialog")
    context = {"form": form, "title": _("New webhook"), "back": reverse("api:webhooks")}
    return page(request, "api/form.html", context, part="dialog")


@manages
@require_GET
def webhook(request: UserRequest, pk: int) -> HttpResponseBase:
    """Show one webhook with its deliveries."""
    row = get_object_or_404(queries.webhooks_of(request.user), pk=pk)
    table = DeliveryTable(request, queries.deliveries_of(row))
    return list_page(request, "api/webhook.html", table, {"webhook": row})


@manages
@require_POST
def switch_webhook(request: UserRequest, pk: int) -> HttpResponse:
    """Pause or resume a webhook."""
    row = get_object_or_404(queries.webhooks_of(request.user), pk=pk)
    webhooks.set_active(actor=request.user, webhook_id=pk, active=not row.active)
    return saved(request, reverse("api:webhook", args=[pk]), message=_("Saved."))


def _secret(name: str, secret: str) -> dict[str, str]:
    return {"name": name, "secret": secret, "back": reverse("api:tokens")}
