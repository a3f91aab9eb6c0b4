from django.urls import path

from yingke.foundation.notifications.web import views

app_name = "notifications"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read-all"),
    path("inbox/<int:pk>/", views.open_one, name="open"),
    path("inbox/<int:pk>/read/", views.read_one, name="read"),
    path("settings/notifications/", views.preferences, name="settings"),
    path("settings/undelivered/", views.undelivered, name="undelivered"),
    path("settings/undelivered/retry/", views.retry, name="retry"),
]
