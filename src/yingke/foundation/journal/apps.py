from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "yingke.foundation.journal"
    label = "journal"
    verbose_name = _("Journal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # A worker decodes entries of packages that it has not called yet, so every event class,
        # subscriber and sentence is known before the first job.
        autodiscover_modules("events", "handlers", "sentences")

        from yingke.foundation.journal import below, history
        from yingke.foundation.kernel.facts import happened
        from yingke.foundation.ui.history import Keeper, keep_with

        happened.connect(below.keep, dispatch_uid="journal")
        keep_with(Keeper(history.latest, history.table))
