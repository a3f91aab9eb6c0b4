"""The floor under a page: one SQL statement per table, tuples, and the product's own HTML.

`write_template` turns an answer of the product into a plain template: wherever a text of the tuples
stands in it, it puts a variable. The benchmark's rows have one shape, so that the template fits any
of them. There is no sign-in, permission, form or layout to work out.
"""

import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Template, engines

SQL = Path(__file__).parent / "sql"
PAGES = ("list", "detail", "home", "customer")


@cache
def statements(name: str) -> list[str]:
    """The statement for each table of a page; `key` is the visit, the customer or the user."""
    return (SQL / f"{name}.sql").read_text().split(";\n")


def folder() -> Path:
    """Where the templates are kept."""
    return Path(settings.DATA) / "floor"


def read(name: str, key: int) -> dict[str, Any]:
    """Every value of the page's tuples, by table, row and column."""
    found = {}
    with connection.cursor() as cursor:
        for table, statement in enumerate(statements(name)):
            cursor.execute(statement, {"key": key})
            for number, row in enumerate(cursor.fetchall()):
                for column, value in enumerate(row):
                    found[f"v{table}_{number}_{column}"] = value
    return found


def write_template(name: str, key: int, html: str) -> None:
    """Keep the product's answer for this key as a template of the page."""
    assert "{{" not in html
    assert "{%" not in html
    variables: dict[str, str] = {}
    for variable, value in read(name, key).items():
        if isinstance(value, str) and len(value) > 1:
            variables.setdefault(escape(value), variable)
    longest_first = sorted(variables, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    body = pattern.sub(lambda match: f"{{{{ {variables[match[0]]} }}}}", html)
    folder().mkdir(exist_ok=True)
    (folder() / f"{name}.html").write_text(body)


@cache
def _template(name: str) -> Template:
    source: Template = engines["django"].from_string((folder() / f"{name}.html").read_text())
    return source


def show(request: HttpRequest, name: str, key: int) -> HttpResponse:
    """Answer a page."""
    return HttpResponse(_template(name).render(read(name, key), request))


@transaction.atomic
def create(request: HttpRequest, key: int) -> HttpResponse:
    """Insert the rows of a new visit and go to it."""
    request.POST  # noqa: B018 – the form is parsed, as a view would
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"key": key}
        for statement in _copies():
            cursor.execute(statement, values)
            if cursor.description:
                values["new"] = cursor.fetchone()[0]
    return HttpResponseRedirect(f"/visits/{values['new']}/")


@cache
def _copies() -> list[str]:
    """The statements that write a visit: its rows are copied from one that the product made."""
    from yingke.domains.visits.models import Visit

    fields = [f for f in Visit._meta.concrete_fields if not f.generated and not f.primary_key]
    names = [field.column for field in fields]
    number = "'F' || substr(gen_random_uuid()::text, 1, 15)"
    values = [number if name == "number" else name for name in names]
    return [
        one.replace("visit_columns", ", ".join(names)).replace("visit_values", ", ".join(values))
        for one in statements("create")
    ]
