"""What the schedule tells: who and what is free, duplicates, utilisation, and load of people."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from yingke.domains.people import queries as people
from yingke.domains.people.terms import SkillLevel, SpokenLanguage
from yingke.domains.resources import queries
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.queries import sites
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import TokenRequest
from yingke.surfaces.api.v1.parsing import Day, Moment
from yingke.surfaces.api.v1.responses import json_response
from yingke.surfaces.api.v1.schemas import Named, named

router = Router(tags=["schedule"])
BOOK = "resources.book"


class _Time(Schema):
    starts_at: Moment
    ends_at: Moment
    site_id: int | None = None


class People(_Time):
    language: SpokenLanguage | None = None
    skill: str = Field("", max_length=48, description="Code of a skill")
    level: SkillLevel = SkillLevel.LEARNING


class Things(_Time):
    kind: ResourceKind | None = None
    seats: int = Field(0, ge=0, le=5000)
    equipment: str = Field("", max_length=60)


class FreeRow(Schema):
    """`free_from` is the next moment with the whole length free; null if it is free then."""

    id: int
    name: str
    free_from: AwareDatetime | None


class FreeRows(Schema):
    items: list[FreeRow]


class DuplicateRow(Schema):
    """`surplus` could be released: `kept` serves the same need."""

    need: str
    kept: Named
    surplus: Named
    booking_id: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class DuplicateRows(Schema):
    items: list[DuplicateRow]


class Weeks(Schema):
    first: Day
    weeks: int = Field(8, ge=1, le=53)
    kind: ResourceKind | None = None


class WeekShare(Schema):
    week: date
    booked: int = Field(description="Minutes")
    bookable: int = Field(description="Minutes of working hours")


class UtilisationRow(Schema):
    resource: Named
    weeks: list[WeekShare]


class UtilisationRows(Schema):
    items: list[UtilisationRow]


class LoadRow(Schema):
    staff: Named
    duties: int
    minutes: int
    outside_hours: int = Field(description="Minutes of working days outside working hours")
    days_off: int = Field(description="Minutes on days off")
    exceeded: list[str] = Field(description="`total` and `off_hours` above their limit")


class LoadRows(Schema):
    items: list[LoadRow]


@router.get("/schedule/free-people", response={200: FreeRows, **schemas.REFUSED_WRITE})
def free_people(request: TokenRequest, wanted: Query[People]) -> HttpResponse:
    """List people of a language and skill, those who are free first."""
    require(request.user.may(BOOK))
    skill = people.active_skills().filter(code=wanted.skill).first() if wanted.skill else None
    if wanted.skill and skill is None:
        return json_response({"items": []})
    found = queries.find_people(
        _wanted(wanted, language=wanted.language or "", skill=skill, level=int(wanted.level))
    )
    rows = [(one.staff, one.free_from) for one in found]
    return json_response({"items": [_free(*row) for row in rows]})


@router.get("/schedule/free-resources", response={200: FreeRows, **schemas.REFUSED_WRITE})
def free_resources(request: TokenRequest, wanted: Query[Things]) -> HttpResponse:
    """List resources that fit, those that are free first, the smallest first."""
    require(request.user.may(BOOK))
    kind = wanted.kind.value if wanted.kind else ""
    found = queries.find_resources(
        _wanted(wanted, kind=kind, seats=wanted.seats, equipment=wanted.equipment)
    )
    rows = [(one.resource, one.free_from) for one in found]
    return json_response({"items": [_free(*row) for row in rows]})


@router.get("/schedule/duplicates", response={200: DuplicateRows, **schemas.REFUSED_WRITE})
def duplicates(request: TokenRequest) -> HttpResponse:
    """List bookings without which their need would still be served."""
    require(request.user.may(BOOK))
    items = [
        {
            "need": pair.title,
            "kept": named(pair.kept.resource_id, pair.kept.resource.name),
            "surplus": named(pair.surplus.resource_id, pair.surplus.resource.name),
            "booking_id": pair.surplus.pk,
            "starts_at": pair.surplus.starts_at,
            "ends_at": pair.surplus.ends_at,
        }
        for pair in queries.upcoming_duplicates(request.user)
    ]
    return json_response({"items": items})


@router.get("/schedule/utilisation", response={200: UtilisationRows, **schemas.REFUSED_WRITE})
def utilisation(request: TokenRequest, wanted: Query[Weeks]) -> HttpResponse:
    """Booked and bookable minutes of each resource by week, from the week of `first` on."""
    require(request.user.may(BOOK))
    mondays = queries.weeks(wanted.first, wanted.weeks)
    kind = wanted.kind.value if wanted.kind else ""
    items = [
        {
            "resource": named(line.resource.pk, line.resource.name),
            "weeks": [
                {"week": monday, "booked": share.booked, "bookable": share.bookable}
                for monday, share in line.shares.items()
            ],
        }
        for line in queries.utilisation(request.user, mondays, kind=kind)
    ]
    return json_response({"items": items})


@router.get("/people/load", response={200: LoadRows, **schemas.REFUSED_WRITE})
def load(request: TokenRequest, month: Day) -> HttpResponse:
    """How long people are on duty in the month of a day; without the right, only oneself."""
    items = [
        {
            "staff": named(row.staff.pk, row.staff.name),
            "duties": row.duties,
            "minutes": row.load.total.total_seconds() // 60,
            "outside_hours": row.load.outside_hours.total_seconds() // 60,
            "days_off": row.load.days_off.total_seconds() // 60,
            "exceeded": row.exceeded,
        }
        for row in people.loads(request.user, month)
    ]
    return json_response({"items": items})


def _wanted(asked: _Time, **more: object) -> queries.Wanted:
    site = get_object_or_404(sites(), pk=asked.site_id) if asked.site_id is not None else None
    return queries.Wanted(asked.starts_at, asked.ends_at, site=site, **more)  # type: ignore[arg-type]  # its other fields


def _free(row: object, free_from: object) -> dict[str, object]:
    return {"id": row.pk, "name": row.name, "free_from": free_from}  # type: ignore[attr-defined]  # staff or a resource
