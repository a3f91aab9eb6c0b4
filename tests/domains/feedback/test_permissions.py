"""Who may record feedback, write its form and see what the guests said: every verb in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests import permission_table as table
from tests.domains.feedback.services.test_answers import record
from tests.domains.visits import world as w

from yingke.domains.feedback.models import Feedback, Question, Questionnaire
from yingke.domains.feedback.services import answers, questionnaires
from yingke.domains.feedback.services.questionnaires import QuestionFields
from yingke.domains.visits import registers
from yingke.domains.visits.queries import pages
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock
from yingke.foundation.ui.panels import cards_of

TABLE = """
                                    req coo host exp log app man acc desk adm col str
answers.record                       ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
questionnaires.draft_form            ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
questionnaires.add_question          ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
questionnaires.change_question       ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
questionnaires.move_question         ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
questionnaires.remove_question       ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
questionnaires.publish               ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
questionnaires.withdraw              ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
questionnaires.discard_draft         ·   ✓   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
"""
PANEL = """
                                    req coo host exp log app man acc desk adm col str
panel (feedback)                     ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·   ·   ·
"""
COLUMNS, ROWS = table.read(TABLE)
_, (PANEL_ROW,) = table.read(PANEL)
TOMORROW = w.MONDAY + timedelta(days=1)


@dataclass
class Desk:
    """What lies before whoever tries: a visit's feedback, and a draft of the form."""

    world: w.World
    people: dict[str, User]
    feedback: Feedback
    draft: Questionnaire

    @property
    def question(self) -> Question:
        return self.draft.questions.first()

    @property
    def seen(self) -> dict[str, int]:
        return {"questionnaire_id": self.draft.pk, "version": self.draft.revision}


@pytest.fixture
def desk(world, feedback) -> Desk:
    people = w.everybody(world)
    return Desk(world, people, feedback, questionnaires.draft_form(actor=people["adm"]))


def _withdraw(desk: Desk, person: User) -> object:
    questionnaires.publish(actor=desk.people["adm"], **desk.seen, in_force_from=TOMORROW, note="试")
    return questionnaires.withdraw(actor=person, questionnaire_id=desk.draft.pk)


ACTS: dict[str, Callable[[Desk, User], object]] = {
    "answers.record": lambda d, p: record(d.world, d.feedback, actor=p),
    "questionnaires.draft_form": lambda d, p: questionnaires.draft_form(actor=p),
    "questionnaires.add_question": lambda d, p: questionnaires.add_question(
        actor=p, questionnaire_id=d.draft.pk, fields=QuestionFields("接机", "Pick-up")
    ),
    "questionnaires.change_question": lambda d, p: questionnaires.change_question(
        actor=p,
        question_id=d.question.pk,
        version=d.question.version,
        fields=QuestionFields("欢迎"),
    ),
    "questionnaires.move_question": lambda d, p: questionnaires.move_question(
        actor=p, question_id=d.question.pk, up=False
    ),
    "questionnaires.remove_question": lambda d, p: questionnaires.remove_question(
        actor=p, question_id=d.question.pk
    ),
    "questionnaires.publish": lambda d, p: questionnaires.publish(actor=p, **d.seen, note="试"),
    "questionnaires.withdraw": _withdraw,
    "questionnaires.discard_draft": lambda d, p: questionnaires.discard_draft(
        actor=p, questionnaire_id=d.draft.pk
    ),
}


def test_each_verb_is_for(desk):
    with clock.at(w.MONDAY):
        found = {row.name: table.who_may(row.act(ACTS, desk), desk.people) for row in ROWS}
    assert found == {row.name: row.allowed for row in ROWS}


def test_the_table_names_every_verb_and_everybody(desk):
    assert list(desk.people) == COLUMNS
    assert table.verbs_of([answers, questionnaires]) == {row.verb for row in ROWS} == set(ACTS)


def test_its_panel_on_the_visit_is_for(desk):
    page = pages.page_of(desk.people["coo"], desk.feedback.visit_id)

    def sees(person: User) -> bool:
        cards = cards_of(registers.panels, person, page)
        return any("feedback" in (card.panel or ()) for card in cards.side)

    assert tuple(who for who, person in desk.people.items() if sees(person)) == PANEL_ROW.allowed
