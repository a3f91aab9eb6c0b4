"""Users and their accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from yingke.foundation.identity.models import SignInTries, User
from yingke.foundation.identity.services.authority import require_manager
from yingke.foundation.identity.terms import Language, Theme
from yingke.foundation.kernel.changes import locked, locked_or_new, write
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.signals import send_change, send_saved


@transaction.atomic
def save_user(
    *,
    actor: User | None,
    pk: int | None = None,
    version: int | None = None,
    password: str | None = None,
    **columns: Any,
) -> User:
    """Add a user without roles, or edit one; a new one needs `email` and `name`.

    Columns are these two, `name_en`, `language`, and `is_active`: whether they may sign in.
    `password` is a new user's first; without one they sign in through the provider only.
    """
    require_manager(actor)
    user = locked_or_new(User, pk, version)
    if "email" in columns:
        columns["email"] = columns["email"].strip().lower()
        _require_email_free(columns["email"], but=pk or 0)
    if actor is not None and actor.pk == pk and columns.get("is_active") is False:
        raise RuleViolation("own_account_locked", field="is_active")
    if pk is None:
        user.language = Language(columns.pop("language", Language.CHINESE))
        user.set_password(password)
    done = write(user, columns)
    if "email" in done.before:  # allauth's copy: the old address is no key any more
        EmailAddress.objects.filter(user=user).delete()
    send_saved(actor, user, done, added="identity.user_added", changed="identity.user_changed")
    return user


@transaction.atomic
def update_account(*, actor: User, name: str, name_en: str, language: str, theme: str) -> User:
    """Change one's own name and how the pages speak and look."""
    user = locked(User, actor.pk)
    before = _columns(user)
    columns = {"language": Language(language), "theme": Theme(theme)}
    write(user, {"name": name, "name_en": name_en, **columns})
    send_change(
        actor, "identity.user_changed", (user.pk, user.name), before=before, after=_columns(user)
    )
    return user


def _columns(user: User) -> dict[str, Any]:
    """What the journal is told of an account; how its pages look is the person's own affair."""
    return {name: getattr(user, name) for name in ("email", "name", "name_en", "is_active")}


def _require_email_free(email: str, *, but: int) -> None:
    if User.objects.filter(email=email).exclude(pk=but).exists():
        raise RuleViolation("email_taken", field="email", email=email)


@transaction.atomic
def save_preference(user: User, *, language: str | None = None, theme: str | None = None) -> None:
    """Store the language or theme that the user chose on a page.

    `user` is positional, because `ui.preferences` calls it that way.
    """
    if language is not None:
        user.language = Language(language)
        user.save(update_fields=["language"])
    if theme is not None:
        user.theme = Theme(theme)
        user.save(update_fields=["theme"])


@transaction.atomic
def set_password(*, actor: User | None, user_id: int, password: str) -> None:
    """Set a user's password; this ends their sessions."""
    require_manager(actor)
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    SignInTries.objects.filter(account=user.email).delete()
    send_change(actor, "identity.password_set", (user.pk, user.name))
