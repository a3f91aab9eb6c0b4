"""Sentences of this package's events in an activity feed."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.procedures import events
from yingke.foundation.journal import describes
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.wording import values

TYPES: Final = {
    "added": gettext_lazy("added the visit type “%(name)s”"),
    "changed": gettext_lazy("changed the visit type “%(name)s”"),
    "moved": gettext_lazy("moved the visit type “%(name)s” in the list"),
    "retired": gettext_lazy("retired the visit type “%(name)s”"),
    "offered": gettext_lazy("reactivated the visit type “%(name)s”"),
}

QUESTIONS: Final = {
    "added": gettext_lazy("added the question “%(name)s” to the request form"),
    "changed": gettext_lazy("changed the question “%(name)s” in the request form"),
    "moved": gettext_lazy("moved the question “%(name)s” in the request form"),
    "retired": gettext_lazy("retired the question “%(name)s” in the request form"),
}

PROCEDURES: Final = {
    "drafted": gettext_lazy("drafted %(version)s of the procedure"),
    "described": gettext_lazy("edited the description of %(version)s of the procedure"),
    "dropped": gettext_lazy("discarded the draft of %(version)s of the procedure"),
    "published": gettext_lazy("published %(version)s of the procedure"),
    "taken_back": gettext_lazy("reverted %(version)s of the procedure to draft"),
    "retired": gettext_lazy("retired %(version)s of the procedure"),
    "node_added": gettext_lazy("added the node “%(name)s” to the procedure"),
    "node_changed": gettext_lazy("changed the node “%(name)s” in the procedure"),
    "node_moved": gettext_lazy("moved the node “%(name)s” in the procedure"),
    "node_removed": gettext_lazy("removed the node “%(name)s” from the procedure"),
    "task_added": gettext_lazy("added the task “%(name)s” to the procedure"),
    "task_changed": gettext_lazy("changed the task “%(name)s” in the procedure"),
    "task_removed": gettext_lazy("removed the task “%(name)s” from the procedure"),
    "checks_changed": gettext_lazy("changed the checklist of “%(name)s” in the procedure"),
}

CHAINS: Final = {
    "drafted": gettext_lazy("drafted %(version)s of the approval chain"),
    "described": gettext_lazy("edited the conditions of %(version)s of the approval chain"),
    "dropped": gettext_lazy("discarded the draft of %(version)s of the approval chain"),
    "published": gettext_lazy("published %(version)s of the approval chain"),
    "taken_back": gettext_lazy("reverted %(version)s of the approval chain to draft"),
    "retired": gettext_lazy("retired %(version)s of the approval chain"),
    "step_added": gettext_lazy("added the step “%(name)s” to the approval chain"),
    "step_changed": gettext_lazy("changed the step “%(name)s” of the approval chain"),
    "step_removed": gettext_lazy("removed the step “%(name)s” from the approval chain"),
}


@describes(events.VisitTypeChanged)
def visit_type_changed(entry: Entry, event: events.VisitTypeChanged) -> str:
    return str(TYPES[event.change]) % values(event)


@describes(events.RequestFormChanged)
def request_form_changed(entry: Entry, event: events.RequestFormChanged) -> str:
    return str(QUESTIONS[event.change]) % values(event)


@describes(events.ProcedureChanged)
def procedure_changed(entry: Entry, event: events.ProcedureChanged) -> str:
    number = event.procedure.rpartition("/")[2]
    version = _("version %(number)s") % {"number": number}
    return str(PROCEDURES[event.change]) % {**values(event), "version": version}


@describes(events.ChainChanged)
def chain_changed(entry: Entry, event: events.ChainChanged) -> str:
    version = _("version %(number)s") % {"number": event.chain.rpartition("/")[2]}
    return str(CHAINS[event.change]) % {**values(event), "version": version}
