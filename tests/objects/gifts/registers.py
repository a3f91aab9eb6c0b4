from django.utils.translation import gettext_lazy as _
from tests.objects.gifts import permissions, services
from tests.objects.gifts.models import Gift

from yingke.foundation.identity.queries import listed_for, sites
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Register


class GiftForm(ModelEditForm):
    querysets = {"site": lambda user: sites()}

    class Meta:
        model = Gift
        fields = ("name", "name_en", "site", "worth", "active")


GIFTS = Register(
    code="gifts",
    model=Gift,
    label=_("Gifts"),
    new=_("New gift"),
    icon="gift",
    path="gifts/",
    rows=lambda user: listed_for(user, Gift.objects.select_related("site"), editors="gifts.edit"),
    can_edit=permissions.can_edit,
    columns=("name", "site", "worth", "active"),
    filters=("site",),
    key=("site", "name"),
    bulk=(OUT_OF_USE, IN_USE),
    form=GiftForm,
    save=services.save_gift,
)
