"""Customers, read only."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.customers import queries
from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import AccountStatus, Tier
from yingke.foundation.identity.requests import UserRequest
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.responses import Paging, Row, json_response, list_response
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["customers"])
# operations written here instead of derived: a customer includes its contacts
OWN = {("customers", "list"), ("customers", "read")}

PLAIN = (
    "number", "name", "name_en", "short_name", "tier", "status", "industry", "region", "country",
    "version", "updated_at",
)  # fmt: skip
FIELDS = ("pk", "sort_key", *PLAIN, "account_manager_id", "account_manager__name")
MORE = ("credit_code", "customer_since", "website", "address", "language")
CONTACT = (
    "name", "name_en", "title", "phone", "email", "decision_role", "is_decision_maker", "influence",
    "active",
)  # fmt: skip


class CustomerRow(Schema):
    id: int
    number: str
    name: str
    name_en: str
    short_name: str
    tier: Tier
    status: AccountStatus
    industry: str
    region: str
    country: str
    version: int
    updated_at: AwareDatetime
    account_manager: Named


class CustomerPage(Schema):
    items: list[CustomerRow]
    next: str | None


class Person(Schema):
    id: int
    name: str
    name_en: str
    title: str
    phone: str
    email: str
    decision_role: str
    is_decision_maker: bool
    influence: int
    active: bool


class CustomerDetail(CustomerRow):
    credit_code: str | None
    customer_since: int | None
    website: str
    address: str
    language: str
    director: Named | None
    department: Named
    parent: Named | None
    contacts: list[Person]


class CustomerFilters(Paging):
    """`q` matches words of the name, short name, number or pinyin."""

    q: str = ""
    tier: Tier | None = None
    status: AccountStatus | None = None


@router.get("/customers", response={200: CustomerPage, **schemas.REFUSED_LIST})
def list_customers(request: UserRequest, wanted: Query[CustomerFilters]) -> HttpResponse:
    """List the customers visible to the user, by name."""
    rows = queries.visible_to(request.user)
    for word in wanted.q.casefold().split():
        rows = rows.filter(search_text__contains=word)
    for name in ("tier", "status"):
        if getattr(wanted, name) is not None:
            rows = rows.filter(**{name: getattr(wanted, name)})
    return list_response(rows, fields=FIELDS, shape=_row, order=("sort_key", "pk"), paging=wanted)


@router.get("/customers/{customer_id}", response={200: CustomerDetail, **schemas.REFUSED_ONE})
def read_customer(request: UserRequest, customer_id: int) -> HttpResponse:
    """Return one customer with its contacts, but without their preferences.

    The id of a customer that was merged gives the one it was merged into.
    """
    joined = [f"{name}__name" for name in ("director", "department", "parent")]
    ids = [f"{name}_id" for name in ("director", "department", "parent")]
    wanted = queries.duplicates.kept_instead_of(customer_id) or customer_id
    rows = queries.visible_to(request.user).filter(pk=wanted)
    row = get_object_or_404(rows.values(*FIELDS, *MORE, *joined, *ids))
    people = queries.key_people(Account(pk=wanted)).values("pk", *CONTACT)
    return json_response(
        {
            **_row(row),
            **{name: row[name] for name in MORE},
            "director": named(row["director_id"], row["director__name"]),
            "department": named(row["department_id"], row["department__name"]),
            "parent": named(row["parent_id"], row["parent__name"]),
            "contacts": [_person(person) for person in people],
        }
    )


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row["pk"],
        **{name: row[name] for name in PLAIN},
        "account_manager": named(row["account_manager_id"], row["account_manager__name"]),
    }


def _person(row: Row) -> dict[str, Any]:
    return {"id": row["pk"], **{name: row[name] for name in CONTACT}}
