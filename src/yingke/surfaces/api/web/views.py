"""Pages of API tokens and webhooks."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import page, posted, saved
from yingke.foundation.ui.tables import list_page
from yingke.surfaces.api import queries
from yingke.surfaces.api.models import ApiToken
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
    form, back = TokenForm(posted(request)), reverse("api:tokens")

    def show(made: tuple[ApiToken, str]) -> HttpResponse:
        token, key = made
        return _secret(request, token.name, key, back)

    return edit_page(
        request,
        form,
        lambda: tokens.create_token(actor=request.user, **form.cleaned_data),
        title=_("New API token"),
        back=back,
        trail=[(_("Settings"), back)],
        answer=show,
    )


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
    form, back = WebhookForm(posted(request)), reverse("api:webhooks")
    return edit_page(
        request,
        form,
        lambda: webhooks.create_webhook(actor=request.user, **form.cleaned_data),
        title=_("New webhook"),
        back=back,
        trail=[(_("Settings"), back)],
        answer=lambda made: _secret(request, made.url, made.secret, back),
    )


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


def _secret(request: UserRequest, name: str, secret: str, back: str) -> HttpResponse:
    context = {"name": name, "secret": secret, "back": back}
    return page(request, "api/secret.html", context, part="dialog")
