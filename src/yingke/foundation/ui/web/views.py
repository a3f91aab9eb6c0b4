"""Language, theme, ⌘K palette and the gallery of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from yingke.foundation.ui import gallery as specimens
from yingke.foundation.ui import navigation, preferences
from yingke.foundation.ui import palette as finder
from yingke.foundation.ui.pages import page


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that the choice was made on; never to another host."""
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if own else "/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        preferences.choose_language(request, response, chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get("theme", "")
    if chosen in preferences.THEMES:
        preferences.choose_theme(request, response, chosen)
    return response


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
