"""The people who sign in."""

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
    """Makes users and finds them by e-mail, in whatever case it was typed."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store a new person; without a password he can only come in through a provider."""
        fields.setdefault("name", email.partition("@")[0])
        user = self.model(email=email.strip().lower(), **fields)
        user.sort_key = pinyin_key(user.name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store a person who may do everything; the first one of a new company."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by e-mail; Django's own commands and sign-in use this."""
        return self.get(email=(username or "").strip().lower())


class User(Bilingual, AbstractBaseUser):
    """A person who signs in with an e-mail address.

    The address is always lower case (constraint); `sort_key` follows `name`, kept by
    `services.people` and the manager. What the person may do comes from roles alone.
    """

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=400, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=Language.choices, default=Language.CHINESE
    )
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(_("may do everything"), default=False)
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
            # the list of people and every picker: by name, key-set paged
            models.Index(fields=["sort_key", "id"], name="identity_user_by_name"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_full_name(self) -> str:
        """The name in the reader's language; Django and allauth ask for it."""
        return self.label

    def get_short_name(self) -> str:
        """The same: a Chinese name has no short form."""
        return self.label

    def may(self, permission: str) -> bool:
        """Tell whether a role, or a delegation in force now, gives this permission."""
        from yingke.foundation.identity.queries import permissions_of

        return permission in permissions_of(self)

    def role_codes(self) -> frozenset[str]:
        """The codes of the roles the person holds himself."""
        from yingke.foundation.identity.queries import standing_of

        return frozenset(role.code for role in standing_of(self).roles)

    @property
    def role_line(self) -> str:
        """What the person is here, in the reader's language: his own roles, in their order."""
        from yingke.foundation.identity.queries import standing_of

        return " · ".join(role.label for role in standing_of(self).roles)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Also forget the standing that `queries.standing_of` remembers here."""
        self.__dict__.pop("remembered_standing", None)
        super().refresh_from_db(*args, **kwargs)
