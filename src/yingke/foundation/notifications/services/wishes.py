"""How a person wants to be reached."""

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
    """Set where and when the actor is reached. Raises RuleViolation("chat_address")."""
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
def set_wishes(*, actor: "User", modes: Mapping[tuple[str, str], Mode], **profile: Any) -> None:
    """Set both at once, as the settings page does; ``profile`` as ``set_profile`` takes it."""
    set_profile(actor=actor, **profile)
    choose(actor=actor, modes=modes)


@transaction.atomic
def choose(*, actor: "User", modes: Mapping[tuple[str, str], Mode]) -> None:
    """Set the actor's choices: (kind, channel) to mode. What equals the default leaves no row."""
    for (code, channel_code), mode in modes.items():
        kind, channel = kinds.get(code), channels.get(channel_code)
        if mode == channel.default_mode(urgent=kind.urgent):
            Choice.objects.filter(user=actor, kind=kind.code, channel=channel.code).delete()
        else:
            Choice.objects.update_or_create(
                user=actor, kind=kind.code, channel=channel.code, defaults={"mode": mode}
            )
