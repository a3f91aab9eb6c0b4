from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "yingke.domains.visits"
    label = "visits"
    verbose_name = _("Visits")

    def ready(self) -> None:
        """Answer for the visits' documents, and say who else sees customers and bookings."""
        from django.urls import reverse

        from yingke.domains.customers import queries as customers
        from yingke.domains.resources import queries as resources
        from yingke.domains.visits.queries import visibility
        from yingke.foundation.documents import owners

        owners.register(
            "visits.visit",
            visible=lambda user, pk: visibility.visible_to(user).filter(pk=pk).exists(),
            url=lambda pk: reverse("visits:detail", args=[pk]),
        )
        customers.also_visible("visits", visibility.accounts_served_by)
        resources.also_visible("visits", visibility.bookings_served_by)
        resources.also_changeable("visits", visibility.runs_visit_of_booking)
