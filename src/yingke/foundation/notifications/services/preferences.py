"""Delivery preferences."""

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.foundation.notifications import channels, kinds
from yingke.foundation.notifications.channels.apprise import check_address
from yingke.foundation.notifications.models import Choice, Profile
from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def set_profile(
    *,
    actor: "User",
    apprise_url: str,
    quiet_from: time | None,
    quiet_until: time | None,
    urgent_breaks_quiet: bool,
    digest_at: time,
) -> Profile:
    """Set the actor's address and times. Raises RuleViolation("chat_address")."""
    if apprise_url:
        check_address(apprise_url)
    profile, _ = Profile.objects.update_or_create(
        user=actor,
        defaults={
            "apprise_url": apprise_url,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "urgent_breaks_quiet": urgent_breaks_quiet,
            "digest_at": digest_at,
        },
    )
    return profile


@transaction.atomic
def set_preferences(
    *, actor: "User", modes: Mapping[tuple[str, str], Mode], **profile: Any
) -> None:
    """Set modes and profile together; ``profile`` are the arguments of ``set_profile``."""
    set_profile(actor=actor, **profile)
    set_modes(actor=actor, modes=modes)


@transaction.atomic
def set_modes(*, actor: "User", modes: Mapping[tuple[str, str], Mode]) -> None:
    """Set the actor's mode for each (kind, channel); defaults are not stored."""
    for (code, channel_code), mode in modes.items():
        kind, channel = kinds.get(code), channels.get(channel_code)
        if mode == channel.default_mode(urgent=kind.urgent):
            Choice.objects.filter(user=actor, kind=kind.code, channel=channel.code).delete()
        else:
            Choice.objects.update_or_create(
                user=actor, kind=kind.code, channel=channel.code, defaults={"mode": mode}
            )
