"""URLs of the insights."""

from django.urls import path

from yingke.domains.assessment.web import views

app_name = "assessment"
urlpatterns = [
    path("insights/", views.index, name="index"),
    path("insights/visits/<int:pk>/", views.visit, name="visit"),
    path("insights/<slug:code>/", views.indicator, name="indicator"),
    path("insights/<slug:code>.png", views.picture, name="picture"),
]
