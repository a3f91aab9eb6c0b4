"""Whether the tests notice: small faults put into a copy of the source, one at a time.

`python -m tests.mutants` breaks each guard below in turn, runs the tests that watch over it, and
says whether they failed (killed) or not (survived). `python -m tests.mutants archive` takes only
those whose name holds the word.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FAILED = 1  # pytest's word for: the tests ran, and some failed
VISITS = "domains/visits/"
TIERING = "domains/tiering/"
PERMISSIONS = "tests/domains/visits/test_permissions.py"
EVENTS = "tests/domains/visits/test_events.py"


@dataclass(frozen=True)
class Mutant:
    """A fault: in this file of the package, the old text becomes the new one, everywhere."""

    name: str
    file: str
    old: str
    new: str
    tests: str


MUTANTS = [
    Mutant(
        "merges two customers with different credit codes",
        "domains/customers/rules/merging.py",
        "if one and other and one != other:",
        "if False:",
        "tests/domains/customers/rules/test_merging.py",
    ),
    Mutant(
        "lets anyone who sees two customers merge them",
        "domains/customers/services/merges.py",
        "require(all(permissions.can_merge(actor, account) for account in accounts))",
        "pass",
        "tests/domains/customers/test_permissions.py",
    ),
    Mutant(
        "undoes a merge on which a later one builds",
        "domains/customers/services/merges.py",
        'later.order_by("-pk").first()',
        "later.none().first()",
        "tests/domains/customers/services/test_merges.py",
    ),
    Mutant(
        "forgets the groups when a merge is undone",
        "domains/customers/services/merges.py",
        "_settle_groups(groups_before |",
        "_settle_groups(set() and groups_before |",
        "tests/domains/customers/services/test_merges_undone.py",
    ),
    Mutant(
        "proposes customers that were judged different again",
        "domains/customers/services/duplicates.py",
        "if pair.fingerprint != fingerprint:",
        "if True:",
        "tests/domains/customers/services/test_duplicates.py",
    ),
    Mutant(
        "joins brands that only sound alike",
        "engines/linkage/naming.py",
        "4e-4,",
        "2e-6,",
        "tests/engines/linkage/test_linking.py",
    ),
    Mutant(
        "archives a visit that has only ended",
        VISITS + "permissions.py",
        "visit.state == VisitState.FOLLOW_UP and (",
        "visit.state in (VisitState.ENDED, VisitState.FOLLOW_UP) and (",
        "tests/domains/visits/test_states.py",
    ),
    Mutant(
        "lets a later editor of the agenda overwrite the first",
        VISITS + "rules/builder.py",
        "if after != before and now not in (before, after):",
        "if False:",
        "tests/domains/visits/rules/test_builder.py",
    ),
    Mutant(
        "takes back an act of somebody else",
        VISITS + "services/agenda_undo.py",
        'if late or (content["actor"], content["visit"]) != (actor.pk, visit_id):',
        "if late:",
        "tests/domains/visits/services/test_agenda_moves.py",
    ),
    Mutant(
        "lets an archive begin in the state ended",
        VISITS + "rules/states.py",
        '"archive": (frozenset({"follow_up"})',
        '"archive": (frozenset({"follow_up", "ended"})',
        "tests/domains/visits/rules/test_states.py",
    ),
    Mutant(
        "returns a request without a comment",
        VISITS + "services/approvals.py",
        "    if not comment.strip():",
        "    if False:",
        "tests/domains/visits/services/test_life.py",
    ),
    Mutant(
        "invites somebody who is absent",
        VISITS + "services/staffing.py",
        "    if absence is not None:",
        "    if False:",
        "tests/domains/visits/services/test_work.py",
    ),
    Mutant(
        "lets the assignee drop his task",
        VISITS + "services/tasks.py",
        "    require(permissions.runs(actor, task.visit))\n    if not reason",
        "    if not reason",
        PERMISSIONS,
    ),
    Mutant(
        "lets anybody move a step of a procedure",
        "foundation/drafts/services.py",
        "    require(line.may_edit(actor)",
        "    (line.may_edit(actor)",
        "tests/domains/procedures/test_permissions.py",
    ),
    Mutant(
        "lets anybody give a step to another owner",
        VISITS + "services/team.py",
        "    visit = locking.locked(node.visit_id)\n    require(permissions.runs(actor, visit))\n",
        "    visit = locking.locked(node.visit_id)\n",
        PERMISSIONS,
    ),
    Mutant(
        "swaps before and after of a reassignment",
        VISITS + "services/tasks.py",
        "*(before, assignee_id, reason.strip())",
        "*(assignee_id, before, reason.strip())",
        EVENTS,
    ),
    Mutant(
        "swaps both names of an assigned task",
        VISITS + "services/template.py",
        "task.pk, task.name, task.name_en)",
        "task.pk, task.name_en, task.name)",
        EVENTS,
    ),
    Mutant(
        "swaps both names of a completed step",
        VISITS + "services/procedure.py",
        "*(node.name, node.name_en, node.due_at, with_evidence)",
        "*(node.name_en, node.name, node.due_at, with_evidence)",
        EVENTS,
    ),
    Mutant(
        "swaps before and after of a change of the request",
        VISITS + "services/requests.py",
        "{name: before[name] for name in sorted(changed)},\n"
        "                {name: after[name] for name in sorted(changed)},",
        "{name: after[name] for name in sorted(changed)},\n"
        "                {name: before[name] for name in sorted(changed)},",
        EVENTS,
    ),
    Mutant(
        "swaps planned and real arrival",
        VISITS + "services/reception.py",
        "visit.account_id, visit.arrives_at, now)",
        "visit.account_id, now, visit.arrives_at)",
        EVENTS,
    ),
    Mutant(
        "takes a lapsed plan for approved",
        VISITS + "queries/sheets.py",
        "plan_approved=self.plan_decision == Decision.APPROVED",
        "plan_approved=self.plan_decision in (Decision.APPROVED, Decision.LAPSED)",
        "tests/domains/visits/services/test_plan_approval.py",
    ),
    Mutant(
        "receives guests while steps are open",
        VISITS + "rules/arrival.py",
        "    if open_nodes and not (may_override",
        "    if False and not (may_override",
        "tests/domains/visits/services/test_reception.py",
    ),
    Mutant(
        "lets anybody with a reason receive guests while steps are open",
        VISITS + "rules/arrival.py",
        "not (may_override and override_reason.strip())",
        "not override_reason.strip()",
        PERMISSIONS,
    ),
    Mutant(
        "undoes an arrival after any time",
        VISITS + "rules/arrival.py",
        "noted_at is not None and now - noted_at <= within",
        "noted_at is not None",
        "tests/domains/visits/services/test_reception.py",
    ),
    Mutant(
        "shows the feedback's panel to whoever has the page",
        "domains/feedback/entries.py",
        "queries.with_visit(queries.visible_to(user))",
        "queries.with_visit(Feedback.objects.all())",
        "tests/domains/feedback/test_permissions.py",
    ),
    Mutant(
        "lets the approver decide on his own request",
        VISITS + "rules/approvals.py",
        "    if person in parties.askers:\n",
        "    if False:\n",
        "tests/domains/visits/services/test_life.py",
    ),
    Mutant(
        "lets one manager give both approvals of an urgent visit",
        VISITS + "rules/approvals.py",
        "    if person in parties.approved_by:\n",
        "    if False:\n",
        "tests/domains/visits/services/test_chains.py",
    ),
    Mutant(
        "decides on a tier move twice",
        TIERING + "services/moves.py",
        "    if row.state != MoveState.WAITING:\n",
        "    if False:\n",
        "tests/domains/tiering/test_moves.py",
    ),
    Mutant(
        "computes the scores of a month that is over again",
        TIERING + "services/runs.py",
        "    if not is_current and Run.objects.filter(month=month).exists():\n",
        "    if False:\n",
        "tests/domains/tiering/test_runs.py",
    ),
    Mutant(
        "shows scores of customers that the reader may not see",
        TIERING + "queries/scores.py",
        "rows if sees_all(user) else rows.filter(account__in=customers.visible_to(user))\n",
        "rows\n",
        "tests/domains/tiering/web/test_board.py",
    ),
    Mutant(
        "lets who submitted tier rules approve them",
        TIERING + "services/rule_sets.py",
        "    if row.submitted_by_id == actor.pk:\n",
        "    if False:\n",
        "tests/domains/tiering/test_rule_sets.py",
    ),
    Mutant(
        "tells an entitlement twice",
        TIERING + "services/entitlements.py",
        "        if wanted > action.reminded:\n",
        "        if True:\n",
        "tests/domains/tiering/test_entitlements.py",
    ),
    Mutant(
        "makes a date of an entitlement twice",
        TIERING + "services/entitlements.py",
        "(row.account_id, row.starts_on) not in stored]",
        "True]",
        "tests/domains/tiering/test_entitlements.py",
    ),
    Mutant(
        "names payments to who may not see orders",
        TIERING + "web/health.py",
        "        if may_see(user):\n",
        "        if True:\n",
        "tests/domains/tiering/test_health.py",
    ),
    Mutant(
        "closes a date of a customer that the actor may not see",
        TIERING + "services/entitlements.py",
        "    if actor.pk != action.owner_id:\n",
        "    if False:\n",
        "tests/domains/tiering/test_entitlements.py",
    ),
    Mutant(
        "lets a stranger keep a promise",
        "domains/growth/services/promises.py",
        "    if actor.pk != row.owner_id:\n",
        "    if False:\n",
        "tests/domains/growth/test_business.py",
    ),
    Mutant(
        "counts skipped contacts",
        "domains/customers/queries/interactions.py",
        "rows.exclude(state=InteractionState.SKIPPED).",
        "rows.",
        "tests/domains/customers/services/test_interactions.py",
    ),
    Mutant(
        "loses the entitlements of a customer that is merged",
        TIERING + "entries.py",
        'computed = ("score",',
        'computed = ("careaction", "score",',
        "tests/domains/tiering/test_entitlements.py",
    ),
    Mutant(
        "undoes an import over what was edited since",
        "foundation/imports/undoing.py",
        'if row is not None and getattr(row, "version", None) != one.version:',
        "if False:",
        "tests/foundation/imports/test_undoing.py",
    ),
    Mutant(
        "adds amounts of several currencies",
        TIERING + "queries/inputs.py",
        "    return Order.objects.filter(currency=CURRENCY).values_list(\n",
        "    return Order.objects.values_list(\n",
        "tests/domains/tiering/test_runs.py",
    ),
    Mutant(
        "lists a person's own request among what waits for them",
        VISITS + "queries/approvals.py",
        "        .exclude(visit__requester__in=barred)\n",
        "",
        "tests/domains/visits/services/test_chains.py",
    ),
    Mutant(
        "opens the next step while others of the same place are open",
        VISITS + "rules/approvals.py",
        "    if any(row.decision == Decision.PENDING for row in known):\n",
        "    if False:\n",
        "tests/domains/visits/services/test_chains.py",
    ),
    Mutant(
        "lets the requester change an approved request",
        VISITS + "permissions.py",
        "return visit.requester_id == user.pk and visit.state in OPEN_TO_EDITS",
        "return visit.requester_id == user.pk",
        PERMISSIONS,
    ),
    Mutant(
        "counts the front desk's days in Greenwich",
        VISITS + "queries/visibility.py",
        "today = clock.today(zone)",
        'today = clock.today(ZoneInfo("UTC"))',
        "tests/domains/visits/queries/test_days.py",
    ),
    Mutant(
        "takes the year of a number in Greenwich",
        VISITS + "services/requests.py",
        "clock.today(ZoneInfo(settings.TIME_ZONE))",
        'clock.today(ZoneInfo("UTC"))',
        "tests/domains/visits/queries/test_days.py",
    ),
    Mutant(
        "wants the right to book for taking a visit up again",
        VISITS + "services/bookings.py",
        "booking = resources.hold(",
        "booking = resources.book(",
        PERMISSIONS,
    ),
    Mutant(
        "lets a stranger finish a follow-up",
        "domains/growth/permissions.py",
        'return mine and user.may("growth.follow_up")',
        "return True",
        "tests/domains/growth/test_permissions.py",
    ),
    Mutant(
        "completes a task with open checks",
        VISITS + "services/tasks.py",
        "    if open_items:",
        "    if False:",
        "tests/domains/visits/services/test_work.py",
    ),
]


def survivors(mutants: list[Mutant]) -> list[Mutant]:
    """Those that no test noticed, each reported as it is tried."""
    with tempfile.TemporaryDirectory(prefix="yingke-mutants-") as folder:
        copy = Path(folder)
        for part in ("src", "locale"):
            shutil.copytree(ROOT / part, copy / part)
        return [mutant for mutant in mutants if not is_killed(mutant, copy)]


def is_killed(mutant: Mutant, copy: Path) -> bool:
    """Whether its tests fail on the copy of the source; the copy is whole again afterwards."""
    path = copy / "src" / "yingke" / mutant.file
    whole = path.read_text()
    if mutant.old not in whole:
        raise ValueError(f"{mutant.name}: {mutant.file} does not hold {mutant.old!r}")
    path.write_text(whole.replace(mutant.old, mutant.new))
    try:
        done = subprocess.run(  # noqa: S603 – our own tests
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", mutant.tests],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{copy / 'src'}{os.pathsep}{ROOT}"},
            text=True,
            capture_output=True,
            check=False,
        )
    finally:
        path.write_text(whole)
    if done.returncode not in (0, FAILED) or "error" in done.stdout.splitlines()[-1]:
        raise RuntimeError(f"{mutant.name}: the tests did not run\n{done.stdout}{done.stderr}")
    killed = done.returncode == FAILED
    sys.stdout.write(f"{'killed  ' if killed else 'SURVIVED'}  {mutant.name}\n")
    sys.stdout.flush()
    return killed


def main() -> int:
    words = sys.argv[1:]
    chosen = [mutant for mutant in MUTANTS if all(word in mutant.name for word in words)]
    left = survivors(chosen)
    sys.stdout.write(f"{len(chosen) - len(left)} of {len(chosen)} killed\n")
    return 1 if left or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
