from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "yingke.domains.customers"
    label = "customers"
    verbose_name = _("Customers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register document owners and the panels of the customer page."""
        from django.urls import reverse

        from yingke.domains.customers import queries, registers
        from yingke.domains.customers.web import attention, panels, stories
        from yingke.foundation.documents import owners
        from yingke.foundation.journal import registers as journal

        owners.register(
            "customers.account",
            visible=lambda user, pk: queries.visible_to(user).filter(pk=pk).exists(),
            url=lambda pk: reverse("customers:detail", args=[pk]),
        )
        for name in ("account", "agreement", "contact", "interaction", "preference"):
            journal.show_in_context(f"customers.{name}")  # seen with the customer
        registers.panels.add(*panels.OWN)
        registers.attention.add(attention.BIRTHDAYS, attention.SIMILAR)
        registers.dropped.add(registers.Dropped("customers.duplicatepair"))  # compared every night
        registers.stories.add(stories.STORY)
