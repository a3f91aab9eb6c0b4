from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "yingke.domains.visits"
    label = "visits"
    verbose_name = _("Visits")

    def ready(self) -> None:
        """Add entries to the registers of this package and of packages below."""
        from django.urls import reverse

        from yingke.domains.customers import registers as customers
        from yingke.domains.people import registers as people
        from yingke.domains.resources import registers as resources
        from yingke.domains.visits import registers
        from yingke.domains.visits.queries import archive, duties, plan_parts, visibility
        from yingke.domains.visits.queries.answers import visible_answers
        from yingke.domains.visits.services import booking_moves
        from yingke.domains.visits.web import panels, story
        from yingke.foundation.documents import owners
        from yingke.foundation.identity import fields
        from yingke.foundation.journal import registers as journal

        owners.register(
            "visits.visit",
            visible=lambda user, pk: visibility.visible_to(user).filter(pk=pk).exists(),
            url=lambda pk: reverse("visits:detail", args=[pk]),
        )
        customers.access.add(customers.Access("visits", visibility.accounts_served_by))
        resources.uses.add(booking_moves.USE)
        fields.restrict("visits.visit", "answers", visible_answers)
        journal.show_in_context("visits.visit", visibility.visible_to)
        customers.panels.add(panels.OF_CUSTOMER)
        customers.stories.add(story.STORY)
        customers.rollups.add(customers.Rollup("visits", _("Visits"), visibility.counts_by_account))
        people.duties.add(people.Duties(duties.CODE, duties.duties_between, duties.purposes))
        registers.panels.add(*panels.OWN)
        registers.plan_parts.add(*plan_parts.OWN)
        registers.archive_parts.add(
            registers.ArchivePart("plan", _("Approved plan"), archive.has_approved_plan),
            registers.ArchivePart("photos", _("Photos"), archive.has_file("photos")),
            registers.ArchivePart("minutes", _("Minutes"), archive.has_file("minutes")),
        )
