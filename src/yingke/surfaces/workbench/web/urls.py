"""URLs of the workbench."""

from django.urls import path

from yingke.surfaces.workbench.web.views import calendars, home, jobs, settings, tasks

app_name = "workbench"

urlpatterns = [
    path("", home.show, name="home"),
    path("tasks/", tasks.show, name="tasks"),
    path("settings/", settings.show, name="settings"),
    path("settings/jobs/", jobs.show, name="jobs"),
    path("settings/jobs/<int:job_id>/retry/", jobs.retry, name="job-retry"),
    path("settings/calendars/", calendars.show, name="calendars"),
    path("settings/calendars/<slug:code>/days/", calendars.add, name="calendar-day"),
    path("settings/calendars/<slug:code>/days/import/", calendars.add_days, name="calendar-days"),
    path("settings/calendars/<slug:code>/hours/", calendars.hours, name="calendar-hours"),
    path(
        "settings/calendars/<slug:code>/days/<str:day>/remove/",
        calendars.remove,
        name="calendar-day-remove",
    ),
]
