"""The pages of the resources package."""

from django.urls import path

from yingke.domains.resources.web.views import bookings, register, schedule

app_name = "resources"
urlpatterns = [
    path("schedule/", schedule.schedule, name="schedule"),
    path("schedule/data/", schedule.schedule_data, name="schedule-data"),
    path("schedule/new/", bookings.new_booking, name="new-booking"),
    path("schedule/bookings/<int:pk>/", bookings.booking_detail, name="booking"),
    path("schedule/bookings/<int:pk>/move/", bookings.move_booking, name="move-booking"),
    path("schedule/bookings/<int:pk>/confirm/", bookings.confirm_booking, name="confirm-booking"),
    path("schedule/bookings/<int:pk>/cancel/", bookings.cancel_booking, name="cancel-booking"),
    path("resources/", register.register, name="register"),
    path("resources/<slug:code>/", register.entry_list, name="list"),
    path("resources/<slug:code>/new/", register.new_entry, name="new"),
    path("resources/<slug:code>/<int:pk>/", register.entry_detail, name="detail"),
    path("resources/<slug:code>/<int:pk>/edit/", register.edit_entry, name="edit"),
]
