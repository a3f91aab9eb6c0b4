"""People, organisation units and sites for tests."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from yingke.foundation.identity import services
from yingke.foundation.identity.models import OrgUnit, Site, User
from yingke.foundation.identity.terms import Language, UnitKind
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from collections.abc import Iterable

PASSWORD = "a-pine-greets-guests"
_numbers = count(1)


def make_user(
    name: str = "林晓",
    *,
    roles: Iterable[str] = (),
    unit: OrgUnit | None = None,
    email: str | None = None,
    name_en: str = "",
    password: str = PASSWORD,
    language: str = Language.CHINESE,
) -> User:
    """A person with these roles, granted in `unit` or in the whole company."""
    user = services.save_user(
        actor=None,
        email=email or f"person{next(_numbers)}@company.example",
        name=name,
        name_en=name_en,
        password=password,
        language=language,
    )
    for code in roles:
        services.grant_role(
            actor=None, user_id=user.pk, role_code=code, unit_id=unit.pk if unit else None
        )
    return user


def make_unit(
    name: str = "研发部",
    *,
    parent: OrgUnit | None = None,
    kind: str | None = None,
    code: str | None = None,
    name_en: str = "",
) -> OrgUnit:
    """A unit: a company when it has no parent, otherwise a department."""
    return services.save_unit(
        actor=None,
        kind=kind or (UnitKind.DEPARTMENT if parent else UnitKind.COMPANY),
        parent_id=parent.pk if parent else None,
        code=code or f"unit{next(_numbers)}",
        name=name,
        name_en=name_en,
    )


def make_site(code: str | None = None, *, name: str = "苏州总部", **fields: Any) -> Site:
    """A place where guests are received."""
    return Site.objects.create(
        code=code or f"site-{next(_numbers)}", name=name, sort_key=pinyin_key(name), **fields
    )
