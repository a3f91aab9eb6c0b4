"""What is known of the rows that customers refer to, read once for all that are being saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from yingke.domains.customers import queries
from yingke.domains.customers.models import Account, Merge
from yingke.domains.customers.rules import code_slips, credit_codes
from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.kernel.bulk import Write


class Known:
    """People, departments, parents and credit codes of the customers being saved by `actor`."""

    def __init__(self, actor: User | None, writes: Sequence[Write[Account]]) -> None:
        self._actor = actor
        people = _values(writes, "account_manager_id") | _values(writes, "director_id")
        self._people = set(_pks(User.objects.filter(pk__in=people, is_active=True)))
        self._departments = set(
            _pks(OrgUnit.objects.filter(pk__in=_values(writes, "department_id")))
        )
        numbers = _values(writes, "number")
        merged = Merge.objects.filter(absorbed_number__in=numbers, undone_at=None)
        self._merged = set(merged.values_list("absorbed_number", flat=True))
        self._codes = self._owners_of_codes(writes)
        self._groups = self._groups_of_parents(_values(writes, "parent_id"))

    def check_number(self, number: str) -> None:
        """Refuse the number of a customer that was merged into another and still answers to it."""
        if number in self._merged:
            raise RuleViolation("taken", field="number", value=number)

    def check_person(self, user_id: int, *, field: str) -> None:
        if user_id not in self._people:
            raise RuleViolation("person_inactive", field=field)

    def check_department(self, unit_id: int) -> None:
        if unit_id not in self._departments:
            raise RuleViolation("department_unknown", field="department")

    def check_parent(self, account_id: int) -> None:
        if account_id not in self._groups:
            raise RuleViolation("parent_unknown", field="parent")

    def group_of(self, account_id: int) -> int:
        """The top of the group to which a known parent belongs."""
        return self._groups[account_id]

    def check_credit_code(self, code: str, account: Account) -> None:
        """Raise RuleViolation for a code that is wrong, or that another customer has."""
        fault = credit_codes.fault_in(code)
        if fault is not None:
            raise RuleViolation(
                f"credit_code_{fault.fault.value}",
                field="credit_code",
                fault=fault,
                slip=code_slips.likeliest_slip(code),
            )
        other = self._codes.setdefault(code, account)
        if other.pk != account.pk:
            shown = self._actor is None or self._sees(other)
            raise RuleViolation(
                "credit_code_taken", field="credit_code", account=other.label if shown else None
            )

    def _sees(self, account: Account) -> bool:
        assert self._actor is not None  # noqa: S101  # who acts for the system sees everything
        return account._state.adding or (
            queries.visible_to(self._actor).filter(pk=account.pk).exists()
        )

    def _owners_of_codes(self, writes: Sequence[Write[Account]]) -> dict[str, Account]:
        codes = {credit_codes.normalise(code) for code in _values(writes, "credit_code")}
        rows = Account.objects.filter(credit_code__in=codes)
        return {row.credit_code: row for row in rows if row.credit_code}

    def _groups_of_parents(self, parents: set[int]) -> dict[int, int]:
        """The group of each visible parent, locked: one transaction at a time rearranges a group,
        so that two moves cannot form a cycle."""
        if not parents:
            return {}
        rows = Account.objects.all() if self._actor is None else queries.visible_to(self._actor)
        known = {row.pk: row.group_id for row in rows.filter(pk__in=parents)}
        tops = Account.objects.filter(pk__in=set(known.values())).order_by("pk")
        list(tops.select_for_update(no_key=True).values_list("pk", flat=True))
        return known


def _values(writes: Sequence[Write[Account]], column: str) -> set[Any]:
    return {write.columns[column] for write in writes if write.columns.get(column)}


def _pks(rows: Any) -> Any:
    return rows.values_list("pk", flat=True)
