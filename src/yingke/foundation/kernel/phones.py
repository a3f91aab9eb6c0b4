"""Phone numbers in E.164, so that equal numbers compare equal."""

import re
from typing import Final

import phonenumbers

from yingke.foundation.kernel.errors import RuleViolation

CHINA: Final = 86
# No area code begins like this: a mobile number that lacks a digit.
SHORT_MOBILE: Final = re.compile(r"1[3-9]\d{8}")


def normalise(text: str, *, country: str = "CN", field: str = "phone") -> str:
    """Return the number in E.164 (`+8613812345678`, extension after `;ext=`); empty stays empty.

    `country` (ISO 3166 alpha-2) applies to numbers without `+`. Raises RuleViolation
    `phone_invalid`.
    """
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        raise RuleViolation("phone_invalid", field=field, phone=text) from error
    short_mobile = number.country_code == CHINA and SHORT_MOBILE.fullmatch(
        str(number.national_number)
    )
    if short_mobile or not phonenumbers.is_possible_number(number):
        raise RuleViolation("phone_invalid", field=field, phone=text)
    extension, number.extension = number.extension, None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{written};ext={extension}" if extension else written
