"""The addresses of feedback."""

from django.urls import path

from yingke.domains.feedback.web.views import questionnaires, records

app_name = "feedback"
urlpatterns = [
    path("feedback/", records.feedback_list, name="list"),
    path("visits/<int:pk>/feedback/", records.record, name="record"),
    path("settings/feedback/", questionnaires.versions, name="forms"),
    path("settings/feedback/draft/", questionnaires.draft, name="form-draft"),
    path("settings/feedback/<int:form_pk>/", questionnaires.show, name="form"),
    path("settings/feedback/<int:form_pk>/add/", questionnaires.add, name="question-add"),
    path("settings/feedback/<int:form_pk>/publish/", questionnaires.publish, name="form-publish"),
    path("settings/feedback/<int:form_pk>/drop/", questionnaires.drop, name="form-drop"),
    path(
        "settings/feedback/<int:form_pk>/take-back/",
        questionnaires.take_back,
        name="form-take-back",
    ),
    path("settings/feedback-questions/<int:question_pk>/", questionnaires.edit, name="question"),
    path(
        "settings/feedback-questions/<int:question_pk>/move/",
        questionnaires.move,
        name="question-move",
    ),
    path(
        "settings/feedback-questions/<int:question_pk>/remove/",
        questionnaires.remove,
        name="question-remove",
    ),
]
