"""The exact model: some activities free, the rest as it stands, solved level by level by CP-SAT.

Like places of one role are one block, so that their order does not matter; resources that no rule
can tell apart are one class, counted and dealt out afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from .arrays import COST, DISTURBANCE, LEVELS, NONE, PREFERENCE, UNMET, Ints, State
from .compiling import Compiled
from .openings import by_calendar, by_links, by_pairs, by_uses, domain, soft_costs

Literal = Any
"""A variable of 0 and 1, or its negation; OR-Tools' own types tell the two apart everywhere."""


MOST_CANDIDATES = 14
"""Candidates of a role in a part of a large problem."""


@dataclass(slots=True)
class Block:
    """The slots of one role of one activity: ``count`` picks among ``use`` (class by members)."""

    activity: int
    slots: list[int]
    optional: bool
    use: dict[tuple[int, ...], cp_model.IntVar] = field(default_factory=dict)
    entry: dict[int, int] = field(default_factory=dict)  # resource to candidate's offset
    empty: cp_model.IntVar | None = None


class ExactModel:
    """Builds the model over the ``free`` activities; ``st`` holds only those that stay."""

    def __init__(
        self,
        compiled: Compiled,
        st: State,
        free: list[int],
        *,
        serve_all: bool,
        hint: State | None = None,
    ) -> None:
        self.compiled, self.m, self.st = compiled, compiled.model, st
        self.free, self.serve_all = free, serve_all
        self.cp = cp_model.CpModel()
        self.start: dict[int, cp_model.IntVar] = {}
        self.present: dict[int, Literal] = {}
        self.blocks: list[Block] = []
        self.of: dict[int, list[Block]] = {a: [] for a in free}
        self.place: dict[int, dict[int, Literal]] = {}
        self.levels: list[list[tuple[int, cp_model.IntVar]]] = [[] for _ in range(LEVELS)]
        self.sharing: dict[tuple[int, int, int], Literal] = {}
        self.possible = True
        self.hint = hint
        self.classes = _classes(compiled, st, free)
        for a in free:
            self._activity(a)

    def _activity(self, a: int) -> None:
        m, row = self.m, self.m.act[a]
        starts = by_links(m, self.st, a, domain(m, a))
        must = self.serve_all or bool(row["frozen"])
        if not len(starts):
            if must:
                self.possible = False
            starts, present = domain(m, a)[:1], self.cp.new_constant(0)
            if not len(starts):
                starts = m.day[:1] * 0
        elif must:
            present = self.cp.new_constant(1)
        else:
            present = self.cp.new_bool_var("")
        self.start[a] = self.cp.new_int_var_from_domain(
            cp_model.Domain.from_values([int(t) for t in starts]), ""
        )
        self.present[a] = present
        self._absence(a, present)
        self._blocks(a)
        self._where(a)
        for place, here in self.place[a].items():
            self._confine(a, [here, present], by_pairs(m, self.st, a, place, starts))
        for block in self.of[a]:
            for members in block.use:
                self._confine_use(a, block, members, starts)
        self._own_costs(a)

    def _absence(self, a: int, present: Literal) -> None:
        if self.serve_all or self.m.act[a]["frozen"]:
            return
        absent = self.cp.new_bool_var("")
        self.cp.add(absent + present == 1)
        self.levels[UNMET].append((int(self.m.act[a]["unmet"]), absent))

    def _blocks(self, a: int) -> None:
        roles: dict[tuple[int, int], list[int]] = {}
        for s in range(int(self.m.act[a]["slot_from"]), int(self.m.act[a]["slot_to"])):
            slot = self.compiled.slots[s]
            single = self.m.act[a]["frozen"] and self._entries(s) == 1
            key = (slot.requirement, s) if single or slot.attendee >= 0 else (slot.requirement, -1)
            roles.setdefault(key, []).append(s)
        for slots in roles.values():
            self._block(a, slots)

    def _entries(self, s: int) -> int:
        return int(self.m.slot[s]["cand_to"] - self.m.slot[s]["cand_from"])

    def _block(self, a: int, slots: list[int]) -> None:
        slot = self.m.slot[slots[0]]
        block = Block(a, slots, bool(slot["skip"] >= 0))
        first = int(slot["cand_from"])
        by_class: dict[tuple[int, ...], int] = {}
        for offset in self._offsets(slots):
            r = int(self.m.cand[first + offset]["res"])
            block.entry[r] = offset
            by_class.setdefault(self.classes.get(r, (r,)), first + offset)
        for members, c in by_class.items():
            most = min(len(slots), len(members) * self._repeats(members[0], int(slot["amount"])))
            var = self.cp.new_int_var(0, most, "")
            block.use[members] = var
            self.levels[PREFERENCE].append((int(self.m.cand[c]["pref"]), var))
            self.levels[COST].append((int(self.m.cand[c]["cost"]), var))
        picks: Any = sum(block.use.values())
        if block.optional:
            block.empty = self.cp.new_int_var(0, len(slots), "")
            self.levels[UNMET].append((int(slot["skip"]), block.empty))
            picks = picks + block.empty
        self.cp.add(picks == len(slots) * self.present[a])
        self._swaps(a, block)
        self.blocks.append(block)
        self.of[a].append(block)

    def _offsets(self, slots: list[int]) -> list[int]:
        """The candidates considered: all, or in a part of a large problem the most promising."""
        first, count = int(self.m.slot[slots[0]]["cand_from"]), self._entries(slots[0])
        if self.hint is None or count <= MOST_CANDIDATES:
            return list(range(count))
        rows = self.m.cand[first : first + count]
        team = int(self.m.slot[slots[0]]["team"])
        counts = self.st.team_count[max(team, 0)]
        now = {int(self.hint.pick[s]) - int(self.m.slot[s]["cand_from"]) for s in slots}
        now |= {
            int(self.m.slot[s]["keep_cand"] - self.m.slot[s]["cand_from"])
            for s in slots
            if self.m.slot[s]["keep_cand"] != NONE
        }
        loads = self.st.load[rows["res"]].sum(axis=1)
        keys = [
            (k not in now, team == NONE or counts[rows["res"][k]] == 0, rows["pref"][k], loads[k])
            for k in range(count)
        ]
        return sorted(range(count), key=keys.__getitem__)[: max(MOST_CANDIDATES, len(now))]

    def _repeats(self, r: int, amount: int) -> int:
        """How often one activity may pick the resource in one role."""
        return max(1, int(self.m.res[r]["units"]) // max(amount, 1))

    def _swaps(self, a: int, block: Block) -> None:
        for s in block.slots:
            keep = int(self.m.slot[s]["keep_cand"])
            if keep == NONE or not self.m.slot[s]["swap_cost"]:
                continue
            use = block.use[int(self.m.cand[keep]["res"]),]  # kept ones are never in a class
            gone = self.cp.new_bool_var("")
            self.cp.add(gone + use >= self.present[a])
            self.levels[DISTURBANCE].append((int(self.m.slot[s]["swap_cost"]), gone))

    def _where(self, a: int) -> None:
        """A literal for each place at which the activity may be."""
        slot = int(self.m.act[a]["place_slot"])
        block = next((b for b in self.of[a] if slot in b.slots), None)
        if block is None or not self.m.reach:
            self.place[a] = {int(self.m.act[a]["place"]): self.cp.new_constant(1)}
            return
        by_place: dict[int, list[cp_model.IntVar]] = {}
        for members, var in block.use.items():
            by_place.setdefault(int(self.m.res[members[0]]["place"]), []).append(var)
        self.place[a] = {}
        for place, picks in by_place.items():
            here = self.cp.new_bool_var("")
            for pick in picks:
                self.cp.add(here >= pick)
            self.cp.add(here <= sum(picks))
            self.place[a][place] = here
        if block.optional or not by_place:
            self.place[a].setdefault(int(self.m.act[a]["place"]), self.cp.new_constant(1))

    def _confine(self, a: int, when: list[Literal], starts: Ints) -> None:
        if not len(starts):
            self.cp.add_bool_or([~x for x in when])
            return
        values = cp_model.Domain.from_values([int(t) for t in starts])
        self.cp.add_linear_expression_in_domain(self.start[a], values).only_enforce_if(list(when))

    def positive(self, var: cp_model.IntVar, most: int) -> Literal:
        """A literal that says whether a count is above zero."""
        if most == 1:
            return var
        some = self.cp.new_bool_var("")
        self.cp.add(var >= 1).only_enforce_if(some)
        self.cp.add(var == 0).only_enforce_if(~some)
        return some

    def _confine_use(self, a: int, block: Block, members: tuple[int, ...], starts: Ints) -> None:
        if len(members) > 1:
            return  # a class is open at all times and nothing stands on it
        r = members[0]
        c = int(self.m.slot[block.slots[0]]["cand_from"]) + block.entry[r]
        var = block.use[members]
        picked = self.positive(var, min(len(block.slots), self._repeats(r, 1)))
        open_starts = by_calendar(self.m, a, c, starts)
        if self.m.res[r]["pool"] >= 0:
            if len(open_starts) < len(starts):
                self._confine(a, [picked], open_starts)
            return
        results = {
            place: by_uses(self.m, self.st, a, r, place, open_starts) for place in self.place[a]
        }
        for place, good in results.items():
            if len(good) < len(starts):
                self._confine(a, [picked, self.place[a][place]], good)

    def _own_costs(self, a: int) -> None:
        row, start, present = self.m.act[a], self.start[a], self.present[a]
        if row["want"] != NONE and self.m.want_weight:
            away = self.cp.new_int_var(0, self.m.size, "")
            self.cp.add(away >= start - int(row["want"])).only_enforce_if(present)
            self.cp.add(away >= int(row["want"]) - start).only_enforce_if(present)
            self.levels[PREFERENCE].append((int(self.m.want_weight), away))
        if row["keep_start"] != NONE and row["move_cost"]:
            moved = self.cp.new_bool_var("")
            self.cp.add(start == int(row["keep_start"])).only_enforce_if(present, ~moved)
            self.cp.add(moved + present >= 1)
            self.levels[DISTURBANCE].append((int(row["move_cost"]), moved))
        costs = soft_costs(self.m, self.st, a)
        if costs is not None:
            cost = self.cp.new_int_var(0, int(costs.max()), "")
            at_start = self.cp.new_int_var(0, int(costs.max()), "")
            self.cp.add_element(start, [int(x) for x in costs], at_start)
            self.cp.add(cost >= at_start).only_enforce_if(present)
            self.levels[PREFERENCE].append((1, cost))


def _classes(compiled: Compiled, st: State, free: list[int]) -> dict[int, tuple[int, ...]]:
    """Resources that no rule and no cost can tell apart, by member; only classes of several."""
    m = compiled.model
    alike: dict[int, list[tuple[int, ...]]] = {}
    for a in free:
        for s in range(int(m.act[a]["slot_from"]), int(m.act[a]["slot_to"])):
            slot = m.slot[s]
            told_apart = int(slot["team"] != NONE or slot["keep_cand"] != NONE)
            for c in range(int(slot["cand_from"]), int(slot["cand_to"])):
                row = m.cand[c]
                mark = int(row["res"]) if told_apart or row["cal"] or slot["amount"] != 1 else NONE
                alike.setdefault(int(row["res"]), []).append(
                    (s, int(row["pref"]), int(row["cost"]), mark)
                )
    groups: dict[tuple[object, ...], list[int]] = {}
    for r, marks in alike.items():
        row = m.res[r]
        own = row["pool"] != NONE or row["max_load"] != NONE or row["fair"] or st.head[r] != NONE
        busy = r if own or m.reach else NONE
        key = (busy, int(row["lead"]), int(row["tail"]), int(row["place"]), tuple(marks))
        groups.setdefault(key, []).append(r)
    return {r: tuple(group) for group in groups.values() if len(group) > 1 for r in group}
