"""Users."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.terms import Language, Theme
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import Bilingual, pinyin_key


class UserManager(BaseUserManager["User"]):
    """Creates users and finds them by email, ignoring case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a user; with `password=None` they sign in through the identity provider only."""
        fields.setdefault("name", email.partition("@")[0])
        user = self.model(email=email.strip().lower(), **fields)
        user.sort_key = pinyin_key(user.name, person=True)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a user with all permissions, such as the first one of a company."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by email; used by Django's authentication and commands."""
        return self.get(email=(username or "").strip().lower())


class User(Bilingual, AbstractBaseUser):
    """A person who signs in with an email address.

    `email` is lower case (constraint). `sort_key` is derived from `name` by `services.people` and
    the manager. Permissions come from roles only.
    """

    is_person = True

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=400, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=Language.choices, default=Language.CHINESE
    )
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    is_active = models.BooleanField(_("Can sign in"), default=True)
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(_("Full access"), default=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="identity_user_email_lower"
            ),
        ]
        indexes = [
            # queries.people and every picker: keyset pages by name
            models.Index(fields=["sort_key", "id"], name="identity_user_by_name"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_full_name(self) -> str:
        """Return the name in the active language, for Django and allauth."""
        return self.label

    def get_short_name(self) -> str:
        """Return the full name: Chinese names have no short form."""
        return self.label

    def may(self, permission: str) -> bool:
        """Whether the user has this permission, by role or by a delegation in force."""
        from yingke.foundation.identity.models.access import permissions_of

        return permission in permissions_of(self)

    def role_codes(self) -> frozenset[str]:
        """Codes of the user's own roles."""
        from yingke.foundation.identity.models.access import access_of

        return frozenset(role.code for role in access_of(self).roles)

    @property
    def role_line(self) -> str:
        """Labels of the user's own roles, by position, for display."""
        from yingke.foundation.identity.models.access import access_of

        return " · ".join(role.label for role in access_of(self).roles)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Also drop what `models.access` has cached."""
        for name in ("cached_access", "cached_partners"):
            self.__dict__.pop(name, None)
        super().refresh_from_db(*args, **kwargs)
