"""What a refused rule of the policy package says to the person."""

from django.utils.translation import gettext as _

from yingke.foundation.policy.terms import Kind
from yingke.foundation.ui import refusals


def _bad_value(*, kind: str, **_more: object) -> str:
    return _("Not a valid value for the type “%(kind)s”.") % {"kind": Kind(kind).label}


refusals.register({"bad_value": _bad_value})
