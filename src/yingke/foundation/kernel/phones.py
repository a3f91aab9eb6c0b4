"""Phone numbers in one written form, so that the same number is found again."""

import phonenumbers

from yingke.foundation.kernel.errors import RuleViolation


def normalise(text: str, *, country: str = "CN", field: str = "phone") -> str:
    """The number in E.164 (`+8613812345678`, extension after `;ext=`); empty stays empty.

    `country` (ISO 3166 alpha-2) says where a number without `+` is dialled from.
    Raises RuleViolation `phone_invalid`.
    """
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        raise RuleViolation("phone_invalid", field=field, phone=text) from error
    if not phonenumbers.is_possible_number(number):
        raise RuleViolation("phone_invalid", field=field, phone=text)
    extension, number.extension = number.extension, None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{written};ext={extension}" if extension else written
