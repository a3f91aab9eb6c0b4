from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "yingke.domains.resources"
    label = "resources"
    verbose_name = _("Resources")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how sites are called where only their code is known."""
        from yingke.domains.people import queries as people
        from yingke.domains.resources import queries

        people.name_sites(lambda: {site.code: site.label for site in queries.sites()})
