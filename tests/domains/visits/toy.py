"""A toy package above visits: gardens that are watered before guests come.

It holds nothing but what such a package puts into the registers of visits. Its "table" is a
dictionary, so that the tests can see what reaches it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import registers
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.domains.visits.queries.pages import VisitPage
    from yingke.foundation.identity.models import User

TEMPLATE = "ui/components/clash.html"


@dataclass
class Gardens:
    """Litres of water by the visit's id; how many `changes` it heard of."""

    litres: dict[int, int] = field(default_factory=dict)
    changes: list[registers.Change] = field(default_factory=list)
    most_guests: int = 100

    def missing(self, visit: Visit) -> list[registers.Missing]:
        if self.litres.get(visit.pk):
            return []
        text = "the garden is dry"
        return [registers.Missing("dry", text=text, owner="园丁", url="/gardens/")]

    def panel(self, user: User, page: VisitPage) -> int | None:
        return self.litres.get(page.visit.pk) if user.may("visits.coordinate") else None

    def notes(self, user: User, visits: Sequence[Visit]) -> Mapping[int, list[registers.Note]]:
        dry = [visit for visit in visits if not self.litres.get(visit.pk)]
        return {visit.pk: [registers.Note("red", "Dry garden", url="/gardens/")] for visit in dry}

    def snapshot(self, visit: Visit) -> list[dict[str, Any]]:
        return [{"id": 1, "name": "花园", "litres": self.litres.get(visit.pk, 0)}]

    def preview(self, visit: Visit, change: registers.Change) -> list[str]:
        return [f"water for {change.after['headcount']}"] if change.kind == "headcount" else []

    def apply(self, visit: Visit, change: registers.Change, actor: User | None) -> None:
        if change.kind == "headcount" and change.after["headcount"] > self.most_guests:
            raise RuleViolation("too_many", most=self.most_guests)
        self.changes.append(change)

    @contextmanager
    def installed(self) -> Iterator[Gardens]:
        """What `ready()` of its `apps.py` would do."""
        with ExitStack() as stack:
            for registry, entry in (
                (registers.gates, registers.Gate("gardens", NodeKind.RESOURCES, self.missing)),
                (registers.panels, registers.Panel("gardens", "side", 40, TEMPLATE, self.panel)),
                (registers.attention, registers.Attention("gardens", self.notes)),
                (registers.effects, registers.Effect("gardens", self.preview, self.apply)),
                (
                    registers.plan_parts,
                    registers.PlanPart(
                        "gardens",
                        "Gardens",
                        70,
                        self.snapshot,
                        {"litres": registers.PlanField("Litres", registers.FieldKind.COUNT)},
                        lapses="visit.plan.lapses_on.guests",
                    ),
                ),
                (
                    registers.archive_parts,
                    registers.ArchivePart(
                        "gardens", "Garden log", lambda visit: visit.pk in self.litres
                    ),
                ),
            ):
                stack.enter_context(registry.including(entry))
            yield self
