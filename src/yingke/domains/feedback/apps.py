from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "yingke.domains.feedback"
    label = "feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from yingke.domains.feedback import entries

        entries.add()
