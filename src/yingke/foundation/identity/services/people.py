"""Taking people in and changing what is kept about them."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from yingke.foundation.identity.models import User
from yingke.foundation.identity.services.authority import require_manager
from yingke.foundation.identity.terms import Language, Theme
from yingke.foundation.kernel.changes import locked, write
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.facts import tell, tell_saved


@transaction.atomic
def create_user(
    *,
    actor: User | None,
    email: str,
    name: str,
    name_en: str = "",
    password: str | None = None,
    language: str = Language.CHINESE,
) -> User:
    """Take a person in; roles follow with `grant_role`."""
    require_manager(actor)
    _require_free(email)
    user = User.objects.create_user(
        email, password, name=name, name_en=name_en, language=Language(language)
    )
    tell(actor, "identity.user_added", (user.pk, user.name), after=_told(user))
    return user


@transaction.atomic
def update_user(*, actor: User | None, pk: int, version: int | None = None, **columns: Any) -> User:
    """Edit the columns `email`, `name` and `name_en`, and `is_active`: whether they may sign in."""
    require_manager(actor)
    user = locked(User, pk, version)
    if "email" in columns:
        columns["email"] = columns["email"].strip().lower()
        _require_free(columns["email"], but=pk)
    if actor is not None and actor.pk == pk and columns.get("is_active") is False:
        raise RuleViolation("own_account_locked", field="is_active")
    done = write(user, columns)
    if "email" in done.after:  # allauth's copy: the old address is no key any more
        EmailAddress.objects.filter(user=user).delete()
    tell_saved(actor, user, done, added="identity.user_added", changed="identity.user_changed")
    return user


@transaction.atomic
def update_account(*, actor: User, name: str, name_en: str, language: str, theme: str) -> User:
    """Change one's own name and how the pages speak and look."""
    user = locked(User, actor.pk)
    before = _told(user)
    columns = {"language": Language(language), "theme": Theme(theme)}
    write(user, {"name": name, "name_en": name_en, **columns})
    tell(actor, "identity.user_changed", (user.pk, user.name), before=before, after=_told(user))
    return user


def _told(user: User) -> dict[str, Any]:
    """What the journal is told of an account; how its pages look is the person's own affair."""
    return {name: getattr(user, name) for name in ("email", "name", "name_en", "is_active")}


def _require_free(email: str, *, but: int = 0) -> None:
    if User.objects.filter(email=email.strip().lower()).exclude(pk=but).exists():
        raise RuleViolation("email_taken", field="email", email=email)


@transaction.atomic
def keep_preference(user: User, *, language: str | None = None, theme: str | None = None) -> None:
    """Keep the language or theme that a person chose on a page with his account.

    The one use case without keyword for its person: `ui.preferences` calls it so.
    """
    if language is not None:
        user.language = Language(language)
        user.save(update_fields=["language"])
    if theme is not None:
        user.theme = Theme(theme)
        user.save(update_fields=["theme"])


@transaction.atomic
def set_password(*, actor: User | None, user_id: int, password: str) -> None:
    """Give a person a first or new password; his open sessions end."""
    require_manager(actor)
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    tell(actor, "identity.password_set", (user.pk, user.name))
