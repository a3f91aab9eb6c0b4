"""Sessions of signed-in browsers."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """Django's session with its user beside the signed data, so that one statement reads both.

    `user` is null before sign-in. Written by `sessions.SessionStore` only.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.user_id} until {self.expire_date}"
