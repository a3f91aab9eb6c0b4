"""Navigation items of the feedback pages."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Item

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def _sees_feedback(user: "User") -> bool:
    return user.may("feedback.see_all") or user.may("feedback.record")


navigation.group("customers", _("Customers"), order=30)
navigation.group("settings", _("Settings"), order=90)
navigation.register(
    Item(
        "feedback",
        _("Feedback"),
        icon="message-square",
        url_name="feedback:list",
        group="customers",
        permission=_sees_feedback,
        order=40,
    ),
    Item(
        "feedback-form",
        _("Feedback form"),
        icon="message-square",
        url_name="feedback:forms",
        group="settings",
        permission="feedback.edit_forms",
        order=46,
        matches=("/settings/feedback-questions/",),
    ),
)
