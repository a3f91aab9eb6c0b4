"""Language, theme, ⌘K palette, saved views and the gallery of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yingke.foundation.ui import gallery as specimens
from yingke.foundation.ui import navigation, preferences, services
from yingke.foundation.ui import palette as finder
from yingke.foundation.ui.editing import perform
from yingke.foundation.ui.pages import page, refused, saved, way_back
from yingke.foundation.ui.web.forms import SavedViewForm, first_mistake


def _own(request: HttpRequest, field: str) -> str:
    """An address of this host that the form named; never another host's."""
    target = request.POST.get(field, "")
    own = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if own else "/"


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_own(request, "next"))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        preferences.choose_language(request, response, chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_own(request, "next"))
    chosen = request.POST.get("theme", "")
    if chosen in preferences.THEMES:
        preferences.choose_theme(request, response, chosen)
    return response


@require_GET
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Whether the person of a page is still signed in: the token to send with, or the way back."""
    if str(request.user.pk or "") == request.GET.get("person"):
        return JsonResponse({"token": get_token(request)})
    return JsonResponse(way_back(request))


@login_required
@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")
    groups = finder.find(request.user, query, navigation.entries_for(request))
    context = {"groups": groups, "query": query}
    return page(request, "ui/palette.html", context, part="palette")


@login_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every variant: for those who build pages and for the tests."""
    may = getattr(request.user, "may", None)
    if not settings.DEBUG and not (may and may("ui.see_gallery")):
        raise Http404
    return page(request, "ui/gallery.html", specimens.context(request))


@login_required
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        return refused(request, _own(request, "path"), message=first_mistake(form))
    query, path = form.cleaned_data["query"], _own(request, "path")
    return perform(
        request,
        lambda: services.save_view(actor=request.user, **form.cleaned_data),
        back=path,
        go=lambda view: f"{path}?{query}" if query else path,
        message=_("“%(name)s” saved.") % form.cleaned_data,
    )


@login_required
@require_POST
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    if not services.remove_view(actor=request.user, view_id=pk):
        raise Http404
    return saved(request, _own(request, "path"), message=_("View removed."))
