"""The engine of sessions: session, user, access and the navigation's numbers in one statement."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from yingke.foundation.identity.models import Role, Session, User
from yingke.foundation.identity.models.access import (
    PARTNERS,
    ROLES_HELD,
    access_from,
    partners_from,
)
from yingke.foundation.kernel import clock
from yingke.foundation.ui import navigation

_USER_COLUMNS = [field.attname for field in User._meta.concrete_fields]


class SessionStore(db.SessionStore):
    """Sessions in the database, read together with their user.

    The class has the name of Django's: it is the salt of the signed data.
    """

    user: User | None = None  # who was signed in when the session was read

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(auth.SESSION_KEY)
        return row

    def load(self) -> dict[str, Any]:
        statement, parameters = _statement()
        with connection.cursor() as cursor:
            moments = {"now": clock.now(), "real_now": timezone.now()}
            values = {"key": self.session_key, **moments, **parameters}
            cursor.execute(statement, values)
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        data, roles, partners, counts, *columns = row
        if columns[0] is not None:
            user = _user(columns, json.loads(roles or "[]"), json.loads(partners or "[]"))
            vars(user)["navigation_counts"] = json.loads(counts)
            self.user = user
        return self.decode(data)


class SessionUserMiddleware(AuthenticationMiddleware):
    """Django's, with the user that was read with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user_of(request))  # type: ignore[assignment]


def _user_of(request: Any) -> User | AnonymousUser:
    """The user of the session; whatever is out of the ordinary is left to Django."""
    session = request.session
    digest = session.get(auth.HASH_SESSION_KEY)  # reads the session, and with it the user
    user: User | None = session.user
    if (
        user is not None
        and user.is_active
        and session.get(auth.SESSION_KEY) == str(user.pk)
        and digest
        and constant_time_compare(digest, user.get_session_auth_hash())
    ):
        return user
    return auth.get_user(request)


def _user(columns: list[Any], roles: list[dict[str, Any]], partners: list[list[Any]]) -> User:
    user = User.from_db(connection.alias, _USER_COLUMNS, columns)
    held = [(role.pop("holder_id"), role.pop("unit_path"), role) for role in roles]
    access = access_from(user.pk, [(Role(**role), holder, unit) for holder, unit, role in held])
    pairs = partners_from(user.pk, partners)
    vars(user).update(cached_access=access, cached_partners=pairs)
    return user


@cache
def _statement() -> tuple[str, dict[str, Any]]:
    """The statement and its constant parameters; the queries of the counts are compiled once."""
    parameters: dict[str, Any] = {}
    counts = []
    for code, rows in navigation.counted(RawSQL("person.id", [])).items():
        sql, values = rows.values("pk").order_by().query.sql_with_params()
        names = [f"{code}_{place}" for place in range(len(values))]
        parameters |= dict(zip(names, values, strict=True))
        sql %= tuple(f"%({name})s" for name in names)
        counts.append(f"'{code}', (SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 – ours
    statement = f"""
        SELECT session.session_data,
            (SELECT jsonb_agg(to_jsonb(held)) FROM ({ROLES_HELD.format(user="person.id")}) AS held),
            (SELECT jsonb_agg(jsonb_build_array(giver_id, taker_id, is_active))
                FROM ({PARTNERS.format(user="person.id")}) AS pairs),
            jsonb_build_object({", ".join(counts)}),
            {", ".join(f"person.{name}" for name in _USER_COLUMNS)}
        FROM identity_session AS session LEFT JOIN identity_user AS person
            ON person.id = session.user_id
        WHERE session.session_key = %(key)s AND session.expire_date > %(real_now)s
    """  # noqa: S608 – our own names; values are parameters
    return statement, parameters
