"""Proposals in words: reasons, rules, ways out, requests and improvements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.people.terms import SpokenLanguage
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.comparison import Choice, Other, Row, Unmet, Way
from yingke.domains.planning.terms import AskKind, NeedKind
from yingke.domains.visits.terms import PartRole
from yingke.engines.planner import Cause
from yingke.foundation.ui import dates

Names = Mapping[str, str]

RULES: Final = {
    Cause.SKILL: gettext_lazy("Skill"),
    Cause.LEVEL: gettext_lazy("Skill level"),
    Cause.CERTIFICATE: gettext_lazy("Certificate"),
    Cause.EXPIRED: gettext_lazy("Certificate"),
    Cause.LANGUAGE: gettext_lazy("Language"),
    Cause.KIT: gettext_lazy("Equipment"),
    Cause.TOO_SMALL: gettext_lazy("Seats"),
    Cause.NOT_NAMED: gettext_lazy("Your request"),
    Cause.AWAY: gettext_lazy("Availability"),
    Cause.BUSY: gettext_lazy("Overlap"),
    Cause.TOO_FAR: gettext_lazy("Distance"),
    Cause.OVERLOADED: gettext_lazy("Daily limit"),
    Cause.USED_UP: gettext_lazy("Overlap"),
}
WHY_NOT: Final = {
    Cause.SKILL: gettext_lazy("Doesn't have the skill"),
    Cause.LEVEL: gettext_lazy("Below the level needed"),
    Cause.CERTIFICATE: gettext_lazy("Not certified"),
    Cause.EXPIRED: gettext_lazy("Certificate not valid on the day"),
    Cause.LANGUAGE: gettext_lazy("Doesn't speak the guests' language"),
    Cause.KIT: gettext_lazy("Lacks equipment"),
    Cause.TOO_SMALL: gettext_lazy("Too few seats"),
    Cause.NOT_NAMED: gettext_lazy("You chose someone or something else"),
    Cause.AWAY: gettext_lazy("Not free at that time"),
    Cause.TOO_FAR: gettext_lazy("Can't get there in time"),
    Cause.OVERLOADED: gettext_lazy("Would exceed the limit for the day"),
    Cause.USED_UP: gettext_lazy("In use at that time"),
}


def role_words(role: str) -> str:
    """“Interpreter (German)”, “Meeting room”."""
    what, language = problems.what_of(role), problems.language_of(role)
    label = PartRole(what).label if what in PartRole.values else NeedKind(what).label
    if not language:
        return str(label)
    return _("%(role)s (%(language)s)") % {
        "role": label,
        "language": SpokenLanguage(language).label,
    }


def row_reason(row: Row, names: Names) -> str:
    """Why an item is proposed like this, in one sentence."""
    if row.starts_at is None:
        return ""
    if row.is_shortened:
        return _("Shortened to the longest opening the procedure allows")
    new = [one for one in row.choices if one.is_new]
    if new:
        return choice_reason(new[0], names)
    if row.is_moved and row.item.interactive and row.starts_at < row.item.starts_at:
        return _("Moved earlier, towards the core programme window")
    if row.is_moved:
        return _("Moved to fit the rest of the day")
    return _("Nobody and nothing changes") if not row.removed else _("Released what isn't needed")


def choice_reason(choice: Choice, names: Names) -> str:
    """Why somebody or something was chosen."""
    name = names.get(choice.resource, "")
    language = problems.language_of(choice.role)
    match choice.reason:
        case "asked":
            return _("%(name)s: as you asked") % {"name": name}
        case "throughout":
            return _("%(name)s: stays with the guests throughout") % {"name": name}
        case "only" if language:
            return _("%(name)s: the only one free who speaks %(language)s") % {
                "name": name,
                "language": SpokenLanguage(language).label,
            }
        case "only":
            return _("%(name)s: the only one free that fits") % {"name": name}
        case "best":
            return _("%(name)s: best of %(n)s that are free") % {"name": name, "n": choice.among}
    return _("%(name)s: confirmed already") % {"name": name}


def other_note(other: Other, items: Names) -> str:
    """What speaks against a candidate."""
    if other.cause == Cause.WORSE:
        if other.replaces_promise:
            return _("Replaces someone or something confirmed")
        return _("Free and suitable")
    if other.cause == Cause.BUSY:
        return needed_for(items.get(other.detail, ""))
    return str(WHY_NOT[other.cause])


def needed_for(item: str) -> str:
    """Somebody or something serves another item at that time."""
    return _("Needed for “%(item)s”") % {"item": item}


def unmet_words(unmet: Unmet) -> str:
    """“No interpreter (German), 10:00–11:00.”"""
    hours = dates.hours(unmet.item.starts_at, unmet.item.ends_at)
    if not unmet.role:
        return _("No time for this item in the day.")
    return _("No %(what)s, %(hours)s.") % {"what": role_words(unmet.role), "hours": hours}


def way_words(way: Way, unmet: Unmet, names: Names) -> str:
    """What a way out does, as its button says it."""
    name = names.get(way.resource, "")
    match way.kind:
        case "time" | "rearrange" if way.ask is not None and way.ask.starts_at is not None:
            return _("Move to %(time)s") % {"time": dates.hour(way.ask.starts_at)}
        case "resource":
            return _("Find another %(what)s") % {"what": role_words(way.detail)}
        case "taken":
            return _("Use %(name)s and free them elsewhere") % {"name": name}
    return _("Use %(name)s anyway") % {"name": name}


def way_note(way: Way) -> str:
    """What a way out costs or breaks."""
    match way.kind:
        case "time":
            return ngettext(
                "%(n)s minute outside the allowed time",
                "%(n)s minutes outside the allowed time",
                way.cost,
            ) % {"n": way.cost}
        case "rearrange":
            return _("Other items move with it")
        case "resource":
            return _("From another team or a supplier, then ask again")
        case "taken":
            return _("Another item will need someone else")
    return str(WHY_NOT.get(Cause(way.kind), ""))


def ask_words(ask: Ask, names: Names, items: Names) -> str:
    """A request as the page lists it."""
    item = items.get(f"i{ask.item}", "")
    name = names.get(ask.resource, _("someone who is no longer available"))
    match ask.kind:
        case AskKind.TIME if ask.starts_at is not None:
            return _("“%(item)s” at %(time)s") % {"item": item, "time": dates.hour(ask.starts_at)}
        case AskKind.FORBID:
            return _("Don't use %(name)s") % {"name": name}
        case AskKind.UNTIL if ask.starts_at is not None:
            return _("%(name)s until %(time)s") % {
                "name": name,
                "time": dates.hour(ask.starts_at),
            }
        case AskKind.WAIVE:
            return _("%(name)s for “%(item)s”, despite a rule") % {"name": name, "item": item}
    return _("%(name)s for “%(item)s”") % {"name": name, "item": item}


def improvement_words(steps: Sequence[Mapping[str, Any]], number: int) -> str:
    """What an improvement changed against the one before, on the first level that differs."""
    now = steps[number]["score"]
    before = steps[number - 1]["score"] if number else None
    labels = (
        _("unmet %(n)s"),
        _("disturbance %(n)s"),
        _("preferences %(n)s"),
        _("new people and bookings %(n)s"),
    )
    level = next((i for i in range(4) if before is not None and now[i] != before[i]), 0)
    return labels[level] % {"n": now[level] if level else steps[number]["unmet"]}
