"""List, read, create and change rows of every register."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from ninja import Query, Router
from ninja.errors import ValidationError

from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.register import Register
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import WRITE, TokenRequest
from yingke.surfaces.api.v1.derived import Schemas
from yingke.surfaces.api.v1.responses import json_response, list_response, write_response

OPERATIONS = ("list", "read", "create", "update")


def router_of(registers: Iterable[Register], but: Collection[tuple[str, str]] = ()) -> Router:
    """Return a router for all registers; `but` excludes (code, operation) pairs."""
    router = Router()
    for register in registers:
        made = Schemas(register)
        for operation in OPERATIONS:
            if (register.code, operation) not in but:
                ADD[operation](router, register, made)
    return router


def _add_list(router: Router, register: Register, made: Schemas) -> None:
    query: Any = made.query

    @router.get(
        f"/{register.code}",
        response={200: made.page, **schemas.REFUSED_LIST},
        **_described(register, "list", "List"),
    )
    def list_rows(request: TokenRequest, wanted: Query[query]) -> HttpResponse:
        asked = wanted.dict(exclude={"cursor", "limit"}, exclude_none=True)
        form = type(made.filters)(asked)
        rows = form.apply(register.visible_to(request.user)).prefetch_related(None)
        _refuse_mistakes(form, ("query",))
        return list_response(
            rows,
            fields=made.read_columns,
            shape=made.shape,
            order=register.order,
            paging=wanted,
        )


def _add_read(router: Router, register: Register, made: Schemas) -> None:
    @router.get(
        f"/{register.code}/{{row_id}}",
        response={200: made.row, **schemas.REFUSED_ONE},
        **_described(register, "read", "Read one of"),
    )
    def read_row(request: TokenRequest, row_id: int) -> HttpResponse:
        rows = register.visible_to(request.user).prefetch_related(None)
        row = get_object_or_404(rows.values(*made.read_columns), pk=row_id)
        return json_response(made.shape(row))


def _add_create(router: Router, register: Register, made: Schemas) -> None:
    new: Any = made.new

    @router.post(
        f"/{register.code}",
        auth=WRITE,
        response={201: made.row, **schemas.REFUSED_WRITE},
        **_described(register, "create", "Add to"),
    )
    def create_row(request: TokenRequest, body: new) -> HttpResponse:
        register.require_add(request.user)

        def act() -> dict[str, Any]:
            values = made.by_field(body.dict(exclude_unset=True))
            form = register.form.filled(values, user=request.user)
            _refuse_mistakes(form, ("body", "body"), made.keys)
            row = register.save(actor=request.user, **form.columns())
            return _stored(register, made, row.pk)

        return write_response(request, act, status=201)


def _add_update(router: Router, register: Register, made: Schemas) -> None:
    change: Any = made.change

    @router.patch(
        f"/{register.code}/{{row_id}}",
        auth=WRITE,
        response={200: made.row, **schemas.REFUSED_WRITE},
        **_described(register, "update", "Change one of"),
    )
    def update_row(request: TokenRequest, row_id: int, body: change) -> HttpResponse:
        row = get_object_or_404(register.visible_to(request.user), pk=row_id)
        require(register.can_edit(request.user, row))

        def act() -> dict[str, Any]:
            values = made.by_field(body.dict(exclude_unset=True))
            form = register.form.filled(values, instance=row, user=request.user)
            _refuse_mistakes(form, ("body", "body"), made.keys)
            columns = form.columns()
            sent = {made.keys[name]: columns[made.keys[name]] for name in values}
            register.save(actor=request.user, pk=row_id, version=body.version, **sent)
            return _stored(register, made, row_id)

        return write_response(request, act)


ADD = {"list": _add_list, "read": _add_read, "create": _add_create, "update": _add_update}


def _described(register: Register, operation: str, verb: str) -> dict[str, Any]:
    with translation.override("en"):
        label = str(register.label)
    code = register.code.replace("-", "_")
    return {
        "operation_id": f"{operation}_{code}",
        "summary": f"{verb} {label.lower()}",
        "tags": [register.model._meta.app_label],
    }


def _stored(register: Register, made: Schemas, pk: int) -> dict[str, Any]:
    rows = register.model._default_manager.filter(pk=pk)
    return made.shape(rows.values(*made.read_columns).get())


def _refuse_mistakes(
    form: BaseForm, where: tuple[str, ...], keys: Mapping[str, str] | None = None
) -> None:
    """Answer form errors like schema errors: 422 with an error for each field."""
    mistakes: list[dict[str, Any]] = [
        {"type": "form", "loc": (*where, (keys or {}).get(name, name)), "msg": str(error)}
        for name, errors in form.errors.items()
        for error in errors
    ]
    if mistakes:
        raise ValidationError(mistakes)
