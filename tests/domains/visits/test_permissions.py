"""Who may do what to a visit, as one table: every verb of the services tried by everybody.

The people: who requested the visit, its coordinator and lead host; an expert on its programme and
a colleague of the logistics who has a task; an approver and a manager; the customer's account
manager; the front desk; the administrator; a lead host of another department; and somebody without
any role.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from tests import permission_table as table
from tests.domains.visits.verbs import ACTS

from yingke.domains.visits import services

pytestmark = pytest.mark.django_db

TABLE = """
                                                req coo host exp log app man acc desk adm col str
requests.draft_visit                  draft      ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·   ·   ·
requests.change_request               draft      ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
requests.change_request               approved   ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
requests.submit                       draft      ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
approvals.approve                     submitted  ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
approvals.approve (urgency)           urgent     ·   ·   ·   ·   ·   ·   ✓   ·   ·   ·   ·   ·
approvals.approve (plan)              approved   ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
approvals.return_request              submitted  ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
approvals.return_request (plan)       approved   ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
approvals.reject                      submitted  ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
approval_turns.hand_over              submitted  ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
approval_turns.add_approver           submitted  ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
approval_turns.withdraw               submitted  ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
approval_turns.withdraw (plan)        approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
guests.set_guest                      draft      ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
guests.set_guest                      approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
guests.add_guests                     draft      ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
guests.add_guests                     approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
guests.add_guests (new)               approved   ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
guests.remove_guest                   approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda.add_item                       approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_start.start_agenda             approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda.change_item                    approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda.remove_item                    approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_moves.arrange_item             approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_moves.shift_following          approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_moves.insert_item              approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_moves.copy_item                approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_moves.take_out                 approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_moves.choose_person            approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_moves.hand_over                approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
agenda_undo.undo_act                  approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
amendments.amend                      approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
arrival.change_arrival                approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
bookings.book_for_item                approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
bookings.exchange                     approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
bookings.confirm_for_item             approved   ·   ✓   ·   ·   ✓   ·   ·   ·   ·   ·   ·   ·
bookings.release_from_item            approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
booking_moves.move_item               approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
staffing.invite                       approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
staffing.intend                       approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
staffing.invite_several               approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
staffing.answer                       approved   ·   ✓   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·
staffing.release                      approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
team.appoint                          approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
team.appoint_coordinator              approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
reminders.remind_now                  approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
team.set_node_owner                   approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
tasks.add_task                        approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
tasks.accept                          approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
tasks.reassign                        approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
tasks.check_item                      approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
tasks.uncheck_item                    approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
tasks.complete                        approved   ·   ✓   ✓   ·   ✓   ·   ·   ·   ·   ·   ·   ·
tasks.cancel                          approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
procedure.complete_node               ready      ·   ✓   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·
procedure.skip_node                   approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
plans.keep_version                    approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
plans.submit_plan                     approved   ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
readiness.confirm                     ready      ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
reception.note_arrival                ready      ·   ✓   ✓   ·   ·   ·   ·   ·   ✓   ·   ·   ·
reception.note_arrival (unprepared)   ready      ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
reception.undo_arrival                day        ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·   ·
reception.correct_arrival_time        day        ·   ✓   ✓   ·   ·   ·   ·   ·   ✓   ·   ·   ·
day.start_item                        day        ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
day.finish_item                       day        ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
day.end_visit                         day        ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
closing.archive                       follow-up  ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
closing.cancel                        approved   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
closing.restore                       approved   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
papers.add_papers                     approved   ✓   ✓   ✓   ✓   ✓   ·   ·   ✓   ·   ·   ·   ·
feeds.address_of                      draft      ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓
feeds.renew                           draft      ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓
"""
# No person's verb: the package that keeps the follow-up calls it when it opens one.
OF_THE_SYSTEM = {"closing.start_follow_up"}
# A verb that says by a rule of its own that this person may not.
REFUSALS = {"own_request", "booking_serves_item", "preparation_open", "unknown_account"}

COLUMNS, ROWS = table.read(TABLE)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_this_verb_is_for(row, scenes):
    with scenes.open(row.scene) as scene:
        found = table.who_may(row.act(ACTS, scene), scenes.people, also_refusals=REFUSALS)
    assert found == row.allowed


def test_the_table_names_every_verb_and_everybody(scenes):
    modules = [
        import_module(f"{services.__name__}.{found.name}")
        for found in iter_modules(services.__path__)
    ]
    named = {row.verb for row in ROWS} | OF_THE_SYSTEM
    assert table.verbs_of(modules) - named == set()
    assert set(ACTS) == {row.name for row in ROWS}
    assert list(scenes.people) == COLUMNS
