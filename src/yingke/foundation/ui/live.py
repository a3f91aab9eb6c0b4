"""Live parts: an open page asks for the version of what it shows, and refreshes when it changed.

    @login_required
    @require_GET
    @live.versioned(lambda request, asked, pk: versions.of_project(request.user, pk))
    def show(request, pk): ...

    <div id="project" hx-get="…" hx-trigger="project-changed from:body, live" {% live %}>

The page asks its own address with the header ``X-Live``, and the answer is 304 or, with the new
version, 204. A version is made of what is kept anyway and costs one small query.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

HEADER: Final = "X-Live"
View = Callable[..., HttpResponseBase]


def versioned(version: Callable[..., str]) -> Callable[[View], View]:
    """Answer what asks for the version alone; else keep it for ``{% live %}`` and call the view.

    ``version(request, asked, **arguments)`` gets the arguments of the view, and the version that
    the page has ("" for a page that is drawn first).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            asked = request.headers.get(HEADER)
            current = version(request, asked or "", *args, **kwargs)
            if asked is None:
                request.live_version = current  # type: ignore[attr-defined]  # for the tag
                return view(request, *args, **kwargs)
            status = 304 if asked == current else 204
            return HttpResponse(status=status, headers={HEADER: current})

        return answer

    return decorate
