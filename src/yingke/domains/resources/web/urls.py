"""URLs of the resources package."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView

from yingke.domains.resources.web.registers import HOTELS, KIT, ROOMS, SUPPLIERS, VEHICLES
from yingke.domains.resources.web.views import bookables, bookings, insight, schedule


def _moved(name: str) -> Callable[..., HttpResponseBase]:
    return login_required(RedirectView.as_view(pattern_name=name))


app_name = "resources"
urlpatterns = [
    path("schedule/", schedule.schedule, name="schedule"),
    path("schedule/data/", schedule.schedule_data, name="schedule-data"),
    path("schedule/free/", insight.free, name="free"),
    path("schedule/duplicates/", insight.duplicates, name="duplicates"),
    path("schedule/utilisation/", insight.utilisation, name="utilisation"),
    path("schedule/bookings/<int:pk>/use/", insight.use_booking, name="use-booking"),
    path("schedule/bookings/<int:pk>/keep/", insight.keep_both, name="keep-both"),
    path("schedule/new/", bookings.new_booking, name="new-booking"),
    path("schedule/bookings/<int:pk>/", bookings.booking_detail, name="booking"),
    path("schedule/bookings/<int:pk>/move/", bookings.move_booking, name="move-booking"),
    path("schedule/bookings/<int:pk>/drag/", bookings.drag_booking, name="drag-booking"),
    path("schedule/bookings/<int:pk>/undo/", bookings.undo_drag, name="undo-drag"),
    path("schedule/bookings/<int:pk>/confirm/", bookings.confirm_booking, name="confirm-booking"),
    path("schedule/bookings/<int:pk>/cancel/", bookings.cancel_booking, name="cancel-booking"),
    path("resources/", _moved(ROOMS.name("list")), name="register"),
    path("resources/sites/", _moved("identity:sites-list"), name="sites"),
    *ROOMS.urls(detail=bookables.detail),
    *VEHICLES.urls(detail=bookables.detail),
    *KIT.urls(detail=bookables.detail),
    *HOTELS.urls(),
    *SUPPLIERS.urls(),
]
