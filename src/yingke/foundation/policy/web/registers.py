"""Clauses of the written procedure: what each shows, and how it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from yingke.foundation.policy import queries, services
from yingke.foundation.policy.models import PolicyClause
from yingke.foundation.policy.web.forms import ClauseForm
from yingke.foundation.ui import register
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.tables import Column

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from yingke.foundation.identity.models import User
    from yingke.foundation.policy.parameters import Parameter


def _can_edit(user: User, clause: PolicyClause | None = None) -> bool:
    return user.may("policy.edit")


def _parameters(clause: PolicyClause) -> list[Parameter]:
    return queries.parameters_by_clause().get(clause.reference, [])


def _links(clause: PolicyClause) -> SafeString:
    rows = [(reverse("policy:parameter", args=[p.code]), p.title) for p in _parameters(clause)]
    return format_html_join(" · ", '<a class="link" href="{}">{}</a>', rows)


def _titles(clause: PolicyClause) -> str:
    return " · ".join(str(parameter.title) for parameter in _parameters(clause))


CLAUSES = Register(
    code="clauses",
    model=PolicyClause,
    label=_("Clauses"),
    new=_("New clause"),
    icon="scroll-text",
    path="settings/policy/clauses/",
    needs=("policy.see", "policy.edit"),
    rows=lambda user: queries.clauses(),
    can_edit=_can_edit,
    columns=(
        *("title", "document", "number"),
        Column("parameters", _("Parameters"), _links, text=_titles),
    ),
    hidden=("text",),
    order=("document", "number", "pk"),
    key=("document", "number"),
    form=ClauseForm,
    save=services.save_clause,
)
register.add(CLAUSES)
