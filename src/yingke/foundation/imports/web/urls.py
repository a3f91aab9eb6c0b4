"""Addresses of imports; each register has its own for the first step."""

from django.urls import path

from yingke.foundation.imports.web.views import acting, showing, starting

app_name = "imports"
urlpatterns = [
    path("imports/", starting.past, name="past"),
    path("imports/<int:pk>/", showing.show, name="show"),
    path("imports/<int:pk>/marked/", showing.marked, name="marked"),
    path("imports/<int:pk>/check/", acting.check, name="check"),
    path("imports/<int:pk>/guess/", acting.guess, name="guess"),
    path("imports/<int:pk>/columns/", acting.back, name="columns"),
    path("imports/<int:pk>/mend/", acting.mend, name="mend"),
    path("imports/<int:pk>/adopt/", acting.adopt, name="adopt"),
    path("imports/<int:pk>/write/", acting.write, name="write"),
    path("imports/<int:pk>/cancel/", acting.cancel, name="cancel"),
    path("imports/<int:pk>/undo/", acting.undo, name="undo"),
]
