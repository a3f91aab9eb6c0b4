from django.urls import path

from yingke.foundation.journal.web import views

app_name = "journal"
urlpatterns = [
    path("settings/journal/", views.entries, name="list"),
    path("settings/journal/actors/", views.actors, name="actors"),
    path("settings/journal/<int:pk>/", views.entry, name="entry"),
]
