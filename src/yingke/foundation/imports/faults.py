"""What is wrong with a cell or a line of a file, in words, and what was most likely meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from yingke.foundation.imports.terms import Cause
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.register import cells

if TYPE_CHECKING:
    from django.forms import BaseForm, Field

    from yingke.foundation.ui.register import Register

ALIKE: Final = 50  # of 100: from here a listed word is suggested


@dataclass(frozen=True)
class Fault:
    """Why a value can't be taken; `field` is empty where it concerns the whole line."""

    field: str
    cause: str
    text: str


@dataclass(frozen=True)
class Problem:
    """A fault at its line of the file, counted from 1, with the cell and its likely meaning.

    ``suggestion`` is None where there is none; of a repeated line it is to leave the line out.
    """

    line: int
    field: str
    label: str
    value: str
    cause: str
    text: str
    suggestion: str | None = None
    same_as: int | None = None

    @property
    def words(self) -> str:
        return f"{self.label}: {self.text}" if self.label else self.text

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def of_validation(name: str, error: ValidationError) -> Iterator[Fault]:
    """The faults that a field of the form has found."""
    for one in error.error_list:
        cause = one.code if one.code in Cause.values else Cause.INVALID
        yield Fault(name, str(cause), str(next(iter(one.messages))))


def of_form(form: BaseForm) -> Iterator[Fault]:
    for name, errors in form.errors.as_data().items():
        for error in errors:
            yield from of_validation(name if name in form.fields else "", error)


def of_violation(violation: RuleViolation, names: Iterable[str]) -> Fault:
    """The fault that a rule of a service has found, at its field if the form has it."""
    field = (violation.field or "").removesuffix("_id")
    field = field if field in names else ""
    if isinstance(violation, NotAllowed):
        cause = Cause.NOT_ALLOWED
    elif violation.code.endswith("taken"):
        cause = Cause.TAKEN
    else:
        cause = Cause.INVALID if field else Cause.REFUSED
    return Fault(field, cause, explain(violation))


def not_listed(likely: str | None) -> str:
    if likely is None:
        return _("Not in the list.")
    return _("Not in the list; the closest is “%(word)s”.") % {"word": likely}


def suggestion_for(register: Register, name: str, field: Field | None, cell: str) -> str | None:
    """What the cell most likely meant, if a rule of the register or the listed words tell."""
    if not name or not cell or field is None:
        return None
    if name in register.suggest:
        return register.suggest[name](cell)
    listed = cells.choices(field).values()
    found = process.extractOne(cell, listed, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return str(found[0]) if found else None
