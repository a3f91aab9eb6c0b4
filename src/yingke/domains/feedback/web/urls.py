"""The addresses of feedback."""

from django.urls import path

from yingke.domains.feedback.web import views

app_name = "feedback"
urlpatterns = [
    path("feedback/", views.feedback_list, name="list"),
    path("visits/<int:pk>/feedback/", views.record, name="record"),
]
