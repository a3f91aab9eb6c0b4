"""Users and their accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from yingke.foundation.identity.models import User
from yingke.foundation.identity.services.authority import require_current, require_manager
from yingke.foundation.identity.terms import Language, Theme
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.naming import pinyin_key
from yingke.foundation.kernel.signals import send_change


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
    """Create a user without roles; with `password=None` they sign in through the provider only."""
    require_manager(actor)
    _require_email_free(email)
    user = User.objects.create_user(
        email, password, name=name, name_en=name_en, language=Language(language)
    )
    send_change(actor, "identity.user_added", (user.pk, user.name), after=_columns(user))
    return user


@transaction.atomic
def update_user(
    *,
    actor: User | None,
    user_id: int,
    version: int,
    email: str,
    name: str,
    name_en: str,
    is_active: bool,
) -> User:
    """Change a user's address and name, or whether they can sign in."""
    require_manager(actor)
    user = User.objects.select_for_update().get(pk=user_id)
    require_current(stored=user.version, edited=version)
    _require_email_free(email, but=user.pk)
    if actor is not None and actor.pk == user.pk and not is_active:
        raise RuleViolation("own_account_locked", field="is_active")
    before = _columns(user)
    if email.strip().lower() != user.email:
        EmailAddress.objects.filter(user=user).delete()  # allauth's copy must not sign in
    user.email, user.is_active = email.strip().lower(), is_active
    user.name, user.name_en, user.sort_key = name, name_en, pinyin_key(name)
    user.version += 1
    user.save(update_fields=["email", "is_active", "name", "name_en", "sort_key", "version"])
    send_change(
        actor,
        "identity.user_changed",
        (user.pk, user.name),
        before=before,
        after=_columns(user),
    )
    return user


@transaction.atomic
def update_account(*, actor: User, name: str, name_en: str, language: str, theme: str) -> User:
    """Change the actor's own name, language and theme."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    before = _columns(user)
    user.name, user.name_en, user.sort_key = name, name_en, pinyin_key(name)
    user.language, user.theme = Language(language), Theme(theme)
    user.version += 1
    user.save(update_fields=["name", "name_en", "sort_key", "language", "theme", "version"])
    send_change(
        actor,
        "identity.user_changed",
        (user.pk, user.name),
        before=before,
        after=_columns(user),
    )
    return user


def _columns(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in ("email", "name", "name_en", "is_active")}


def _require_email_free(email: str, *, but: int = 0) -> None:
    if User.objects.filter(email=email.strip().lower()).exclude(pk=but).exists():
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
    send_change(actor, "identity.password_set", (user.pk, user.name))
