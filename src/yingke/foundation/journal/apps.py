from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "yingke.foundation.journal"
    label = "journal"
    verbose_name = _("Journal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # A worker decodes entries of every package, so all event classes and subscribers must be
        # registered before its first job.
        autodiscover_modules("events", "handlers", "sentences")

        from yingke.foundation.journal import history
        from yingke.foundation.journal.system_events import record_change
        from yingke.foundation.kernel.signals import change_made
        from yingke.foundation.ui.history import Keeper, keep_with

        change_made.connect(record_change, dispatch_uid="journal")
        keep_with(Keeper(history.latest, history.table))
