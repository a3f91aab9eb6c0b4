"""Navigation items of the insights."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

navigation.group("insights", _("Insights"), order=60)
navigation.register(
    Item(
        "insights",
        _("Insights"),
        icon="chart-column",
        url_name="assessment:index",
        group="insights",
        permission="assessment.see",
        order=10,
    )
)
