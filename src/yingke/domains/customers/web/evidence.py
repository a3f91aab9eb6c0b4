"""Evidence of `engines.linkage` in the language of the page: one sentence for each step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NAME: Final = {
    "same_name": _("The registered names are the same"),
    "same_core": _("Brand and trade are the same"),
    "former": _("One name is the other's former name"),
    "short_form": _("One name is a short form of the other"),
    "brand_and_trade": _("Same brand, and one names part of the other's trade"),
    "brand_alone": _("Same brand, and only one company bears it here"),
    "contracted": _("One name is the other with characters left out"),
    "transcribed": _("The Latin name sounds like the Chinese one"),
    "misspelt": _("The names are one letter apart"),
    "homophone": _("The brands sound the same in different characters"),
    "related": _("The names are related but may mean different companies"),
    "other_trade": _("Same brand, different trade"),
    "other": _("The names differ"),
}
_PLACE: Final = {
    "same": _("Registered in the same place"),
    "within": _("One place lies in the other"),
    "district": _("One is a district of the other's city"),
    "registered_apart": _("Registered under different levels of place"),
    "country": _("One name is national, the other local"),
    "other": _("Registered in different places"),
}
_UNIT: Final = {
    "bracketed": _("One is the unit of a place, given in brackets"),
    "group_and_member": _("One is a group, the other a member company"),
    "other": _("Neither is a unit of the other"),
}
_BRANCH: Final = {
    "none": _("Both are head offices"),
    "same": _("The same branch"),
    "other": _("A branch and another office"),
}
_CREDIT: Final = {
    "same": _("The same credit code"),
    "two_valid": _("Two different valid credit codes"),
    "mended": _("The credit codes agree if one character is corrected"),
    "other": _("The credit codes differ"),
}
_PHONE: Final = {
    "same": _("Same telephone"),
    "near": _("Telephones differ by a typing error"),
    "other": _("Different telephones"),
}
_WEBSITE: Final = {"same": _("Same website"), "other": _("Different websites")}
_ROAD: Final = {
    "same": _("Same road"),
    "alike": _("Almost the same road"),
    "other": _("Different roads"),
}
_HOUSE: Final = {"same": _("Same house number"), "other": _("Different house numbers")}
_LOCALITY: Final = {
    "same": _("Same building"),
    "alike": _("Almost the same building"),
    "other": _("Different buildings"),
}
_DISTRICT: Final = {
    "same": _("Same district"),
    "alike": _("Almost the same district"),
    "other": _("Different districts"),
}
_POSTCODE: Final = {
    "same": _("Same postcode"),
    "near": _("Almost the same postcode"),
    "other": _("Different postcodes"),
}
SENTENCES: Final[Mapping[str, Mapping[str, str | Promise]]] = {
    "name": _NAME,
    "place": _PLACE,
    "unit": _UNIT,
    "branch": _BRANCH,
    "credit": _CREDIT,
    "phone": _PHONE,
    "website": _WEBSITE,
    "road": _ROAD,
    "house": _HOUSE,
    "locality": _LOCALITY,
    "district": _DISTRICT,
    "postcode": _POSTCODE,
}


def sentence(comparison: str, step: str) -> str:
    """Return the sentence of a step, or its codes if the engine knows a step that pages do not."""
    return str(SENTENCES.get(comparison, {}).get(step, f"{comparison}: {step}"))
