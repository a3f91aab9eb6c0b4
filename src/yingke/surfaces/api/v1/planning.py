"""Guests and agenda of a visit."""

from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.visits import queries
from yingke.domains.visits.models import AgendaItem, Guest
from yingke.domains.visits.services import agenda_start, guests
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.responses import write_response
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["visits"])


class Beginning(Schema):
    source: Literal["standard", "last"] = Field(
        "standard",
        description="The standard agenda of the visit type, or the customer's last visit",
    )
    version: int = Field(description="The visit's version that was read; another one answers 409")


class Item(Schema):
    id: int
    kind: str
    name: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class Gap(Schema):
    """What an item still needs: a kind of resource, or a person in a role."""

    item_id: int
    needs: Literal["resource", "person"]
    what: str


class Agenda(Schema):
    items: list[Item]
    gaps: list[Gap]
    outside: list[str] = Field(description="Names of items that lie outside the visit")


class NewContact(Schema):
    name: str = Field(min_length=1, max_length=100)
    title: str = Field("", max_length=100)
    phone: str = Field("", max_length=32)
    email: str = Field("", max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+$")


class NewGuests(Schema):
    contact_ids: list[int] = Field([], max_length=100)
    new: list[NewContact] = Field(
        [], max_length=60, description="People who become contacts of the customer"
    )


class AddedGuest(Schema):
    contact: Named
    role: str


class AddedGuests(Schema):
    items: list[AddedGuest]


@router.post(
    "/visits/{visit_id}/agenda/start",
    auth=WRITE,
    response={201: Agenda, **schemas.REFUSED_WRITE},
)
def begin_agenda(request: TokenRequest, visit_id: int, body: Beginning) -> HttpResponse:
    """Fill an empty agenda; book what is free and invite who suits best."""
    get_object_or_404(queries.visible_to(request.user), pk=visit_id)

    def write() -> dict[str, Any]:
        started = agenda_start.start_agenda(
            actor=request.user, visit_id=visit_id, **body.dict(include={"source", "version"})
        )
        gaps = [
            {"item_id": gap.item.pk, "needs": gap.code, "what": gap.what} for gap in started.gaps
        ]
        items = [_item(item) for item in started.items]
        return {"items": items, "gaps": gaps, "outside": started.outside}

    return write_response(request, write, status=201)


@router.post(
    "/visits/{visit_id}/guests",
    auth=WRITE,
    response={201: AddedGuests, **schemas.REFUSED_WRITE},
)
def add_guests(request: TokenRequest, visit_id: int, body: NewGuests) -> HttpResponse:
    """Add several guests: contacts of the customer, and people who become contacts."""
    get_object_or_404(queries.visible_to(request.user), pk=visit_id)

    def write() -> dict[str, Any]:
        added = guests.add_guests(
            actor=request.user,
            visit_id=visit_id,
            contact_ids=body.contact_ids,
            new=[guests.NewGuest(**person.dict()) for person in body.new],
        )
        return {"items": [_guest(guest) for guest in added]}

    return write_response(request, write, status=201)


def _item(item: AgendaItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("kind", "name", "starts_at", "ends_at")} | {
        "id": item.pk
    }


def _guest(guest: Guest) -> dict[str, Any]:
    return {"contact": named(guest.contact_id, guest.contact.name), "role": guest.role}
