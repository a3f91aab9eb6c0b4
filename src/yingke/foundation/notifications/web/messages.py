"""What a refused rule of the notifications says to the person."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register({"chat_address": _("This is not a supported chat bot address.")})
