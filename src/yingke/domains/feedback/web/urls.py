"""URLs of feedback."""

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
    path("settings/feedback/<int:form_pk>/discard/", questionnaires.discard, name="form-discard"),
    path(
        "settings/feedback/<int:form_pk>/revert/",
        questionnaires.revert,
        name="form-revert",
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
