"""Tries to sign in: counted by account and address together, slowed down, let through again."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django.db import transaction

from yingke.foundation.identity.models import SignInTries, User
from yingke.foundation.identity.rules import sign_in as rules
from yingke.foundation.identity.services.authority import require_manager
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.signals import send_change

SECOND_FACTOR = ""  # in place of an address


def wait_for(account: str, address: str) -> timedelta:
    """Return how long this address has to wait before it may try this account again."""
    row = SignInTries.objects.filter(account=_key(account), address=address).first()
    if row is None:
        return timedelta()
    return rules.remaining(tries=row.tries, last_at=row.last_at, now=clock.now())


@transaction.atomic
def begin_try(account: str, address: str) -> bool:
    """Count a try that is not known to be right yet; False if it has to wait.

    Counted before the password is compared, so that tries at the same time are not free.
    """
    now = clock.now()
    row, _new = SignInTries.objects.select_for_update().get_or_create(
        account=_key(account), address=address, defaults={"last_at": now}
    )
    if now - row.last_at > rules.FORGOTTEN_AFTER:
        row.tries = 0
    if rules.remaining(tries=row.tries, last_at=row.last_at, now=now):
        return False
    row.tries, row.last_at = row.tries + 1, now
    row.save(update_fields=["tries", "last_at"])
    return True


@transaction.atomic
def end_try(account: str, address: str) -> None:
    """Forget the tries: this one was right."""
    SignInTries.objects.filter(account=_key(account), address__in=[address, SECOND_FACTOR]).delete()


def proves_second_factor(account: str, code: str) -> bool:
    """Whether a code of the authenticator app belongs to the account; wrong codes slow down too.

    The code is not used up: the second step of the sign-in takes it again.
    """
    if not code or not begin_try(account, SECOND_FACTOR):
        return False
    factor = Authenticator.objects.filter(
        user__email=_key(account), type=Authenticator.Type.TOTP
    ).first()
    if factor is None:
        return False
    return bool(validate_totp_code(decrypt(factor.data["secret"]), code))


@transaction.atomic
def allow_sign_in(*, actor: User | None, user_id: int) -> None:
    """Let a person try again at once, from every address."""
    require_manager(actor)
    user = User.objects.get(pk=user_id)
    if SignInTries.objects.filter(account=user.email).delete()[0]:
        send_change(actor, "identity.sign_in_allowed", (user.pk, user.name))


@transaction.atomic
def delete_forgotten() -> int:
    """Delete tries that no longer count; return how many."""
    limit = clock.now() - rules.FORGOTTEN_AFTER
    return SignInTries.objects.filter(last_at__lt=limit).delete()[0]


def _key(account: str) -> str:
    return account.strip().lower()[:254]
