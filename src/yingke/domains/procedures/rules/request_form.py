"""Questions that may be added to the request form: codes, choices and their limits."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from yingke.foundation.kernel.errors import RuleViolation

WITH_OPTIONS = ("choice", "choices")
LONGEST_CODE = 40
_SEPARATOR = re.compile(r"\s*[|｜]\s*")

Option = Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """A question as worded; `options` are `{"value", "name", "name_en"}`."""

    name: str
    name_en: str = ""
    kind: str = "text"
    required: bool = False
    hidden_from_requester: bool = False
    options: Sequence[Option] = field(default_factory=tuple)
    help: str = ""
    help_en: str = ""


def check_wording(wording: Wording) -> None:
    """Refuse a question that cannot be answered; RuleViolation names the field of the form."""
    if not wording.name.strip():
        raise RuleViolation("name_missing", field="name")
    if wording.required and wording.hidden_from_requester:
        raise RuleViolation("hidden_and_required", field="required")
    if wording.kind in WITH_OPTIONS and len(wording.options) < 2:
        raise RuleViolation("choices_missing", field="options")


def code_for(wanted: str, name_en: str, taken: Collection[str]) -> str:
    """Return the code for a question's answers: the requested one, or one derived from its name.

    A requested code in use is refused; a derived one gets a number.
    """
    if wanted:
        if wanted in taken:
            raise RuleViolation("code_taken", field="code", taken=wanted)
        return wanted
    stem = slug(name_en)[: LONGEST_CODE - 4] or "question"
    numbered = (stem if number == 1 else f"{stem}_{number}" for number in range(1, 1000))
    return next(code for code in numbered if code not in taken)


def slug(text: str) -> str:
    """Return the lower-case letters and digits of a text, joined by underscores."""
    return "_".join(re.findall(r"[a-z0-9]+", text.lower()))


def options_from(text: str, before: Sequence[Option] = ()) -> list[dict[str, str]]:
    """Parse choices, one per line as `中文 | English`.

    A choice with an unchanged Chinese or English name keeps its value, so that earlier answers
    still match.
    """
    found: list[dict[str, str]] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        name, name_en, *_rest = [*_SEPARATOR.split(line, maxsplit=1), ""]
        if not name or name in {option["name"] for option in found}:
            raise RuleViolation("choice_twice", field="options", choice=name or line)
        taken = {option["value"] for option in found}
        value = _known_value(name, name_en, before, taken)
        reserved = taken | {option["value"] for option in before}
        stem = slug(name_en)[:LONGEST_CODE] or f"choice_{len(found) + 1}"
        found.append(
            {"value": value or code_for("", stem, reserved), "name": name, "name_en": name_en}
        )
    return found


def lines_of(options: Sequence[Option]) -> str:
    """Return the choices as `options_from` parses them."""
    return "\n".join(
        f"{option['name']} | {option['name_en']}" if option.get("name_en") else option["name"]
        for option in options
    )


def _known_value(
    name: str, name_en: str, before: Sequence[Option], taken: Collection[str]
) -> str | None:
    free = [option for option in before if option["value"] not in taken]
    same = [option for option in free if option["name"] == name]
    if name_en:
        same += [option for option in free if option.get("name_en") == name_en]
    return same[0]["value"] if same else None
