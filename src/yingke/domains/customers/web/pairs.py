"""What the page of possible duplicates shows of a pair: evidence, records that move, choices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Field
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers import queries
from yingke.domains.customers.models import Account, Contact, DuplicatePair
from yingke.domains.customers.rules.merging import Choice, Why
from yingke.domains.customers.terms import Country
from yingke.domains.customers.web.evidence import sentence
from yingke.foundation.kernel.naming import listed, worded

WHY: Final[dict[Why, str | Promise]] = {
    Why.SAME: gettext_lazy("The same"),
    Why.OTHER_EMPTY: gettext_lazy("The other side is empty"),
    Why.REGISTERED: gettext_lazy("The registered name"),
    Why.LONGER: gettext_lazy("More complete"),
    Why.EARLIER: gettext_lazy("The earlier year"),
    Why.SPECIFIC: gettext_lazy("More specific"),
    Why.BOTH: gettext_lazy("Both are kept"),
    Why.ACTIVE: gettext_lazy("An active customer stays active"),
    Why.KEPT: gettext_lazy("That of the kept customer"),
    Why.ASK: gettext_lazy("Only one is possible. Please choose."),
    Why.SCORED: gettext_lazy("That of the kept customer until the next scoring"),
    Why.GROUP: gettext_lazy("Follows from the group"),
}
BAR: Final = 50  # half the width of a bar chart, in its own units


@dataclass(frozen=True)
class Clue:
    """A line of evidence; `x` and `width` place its bar around the middle of 100 units."""

    text: str
    bits: str
    supports: bool
    x: float
    width: float


@dataclass(frozen=True)
class Holding:
    """How many records of a kind move."""

    label: str
    kept: int
    absorbed: int
    total: int
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One column of both customers, as a person chooses between them."""

    label: str
    kept: str
    absorbed: str
    choice: Choice

    @property
    def column(self) -> str:
        return self.choice.column

    @property
    def why(self) -> str:
        return str(WHY[self.choice.why])

    @property
    def asks(self) -> bool:
        return self.choice.why is Why.ASK


@dataclass(frozen=True)
class PairPage:
    """A pair and which side is kept; each part is read once."""

    pair: DuplicatePair
    keeps_second: bool = False

    @property
    def kept(self) -> Account:
        return self.pair.second if self.keeps_second else self.pair.first

    @property
    def absorbed(self) -> Account:
        return self.pair.first if self.keeps_second else self.pair.second

    @property
    def clues(self) -> list[Clue]:
        most = max((abs(bits) for _c, _s, bits in self.pair.evidence), default=1) or 1
        return [
            _clue(comparison, step, bits, most) for comparison, step, bits in self.pair.evidence
        ]

    @property
    def arithmetic(self) -> dict[str, str]:
        """The sums behind the probability, in bits."""
        total = sum(bits for _c, _s, bits in self.pair.evidence)
        prior = self.pair.prior
        return {"total": _bits(total), "prior": _bits(prior), "net": _bits(total + prior)}

    @property
    def untold(self) -> list[str]:
        """What one or both sides do not tell, and so does not count."""
        found = []
        for name in ("credit_code", "website", "address"):
            told = sum(bool(getattr(side, name)) for side in (self.kept, self.absorbed))
            what = _label(name)
            if told == 0:
                found.append(_("%(what)s: empty on both sides") % {"what": what})
            elif told == 1:
                found.append(_("%(what)s: empty on one side") % {"what": what})
        return found

    @cached_property
    def shared(self) -> list[tuple[Contact, Contact]]:
        return queries.duplicates.shared_contacts(self.kept, self.absorbed)

    @property
    def holdings(self) -> list[Holding]:
        found = queries.duplicates.holdings([self.kept, self.absorbed])
        return [self._holding(field, *numbers) for field, numbers in found]

    def _holding(self, field: Field[Any, Any], kept: int, absorbed: int) -> Holding:
        if field.model is Account:
            return Holding(_("Subsidiaries"), kept, absorbed, kept + absorbed)
        label, total = str(field.model._meta.verbose_name_plural), kept + absorbed
        if field.model is Contact and self.shared:
            names = listed(mine.label for mine, _theirs in self.shared)
            note = _("%(names)s: on both sides") % {"names": names}
            return Holding(label, kept, absorbed, total - len(self.shared), note)
        return Holding(label, kept, absorbed, total)

    @cached_property
    def lines(self) -> list[Line]:
        return [
            Line(
                _label(one.column),
                _shown(self.kept, one.column),
                _shown(self.absorbed, one.column),
                one,
            )
            for one in queries.duplicates.proposed(self.kept, self.absorbed)
        ]

    @property
    def to_choose(self) -> int:
        return sum(line.asks for line in self.lines)


def _clue(comparison: str, step: str, bits: float, most: float) -> Clue:
    width = round(BAR * abs(bits) / most, 1)
    supports = bits >= 0
    x = BAR if supports else BAR - width
    return Clue(sentence(comparison, step), _bits(bits), supports, x, width)


def _bits(value: float) -> str:
    sign = "+" if value >= 0 else "−"
    return sign + number_format(round(abs(value), 1), 1)  # it cuts off, `round` does not


def _label(column: str) -> str:
    field: Any = Account._meta.get_field(column.removesuffix("_id"))
    return str(field.verbose_name)


def _shown(account: Account, column: str) -> str:
    name = column.removesuffix("_id")
    field: Any = Account._meta.get_field(name)
    if field.choices:
        return str(getattr(account, f"get_{name}_display")())
    stored = getattr(account, name)
    if name == "country":
        return worded(Country, stored)
    if field.is_relation:
        return stored.label if stored else ""
    return "" if stored is None else str(stored)
