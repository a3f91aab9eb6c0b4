from datetime import timedelta

from django.urls import reverse
from tests.domains.visits.world import MONDAY, approved, ended, weeks_later
from tests.factories.identity import make_user
from tests.queries import assert_costs_the_same

from yingke.domains.feedback import services
from yingke.domains.feedback.models import Feedback
from yingke.domains.feedback.services import FeedbackFields, questionnaires
from yingke.domains.feedback.services.questionnaires import QuestionFields
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock

RATINGS = {"welcome": 10, "programme": 9, "content": 8, "response": 9, "hospitality": 10}


def sent(**changes):
    ratings = {f"rating_{code}": str(value) for code, value in RATINGS.items()}
    return {
        "version": "1", "channel": "phone", "intention": "strong", **ratings, **changes
    }  # fmt: skip


def recorded(world, feedback, **changes):
    fields = FeedbackFields(**{"ratings": RATINGS, **changes})
    services.record(actor=world.host, visit_id=feedback.visit_id, version=1, fields=fields)


def url(feedback):
    return reverse("feedback:record", args=[feedback.visit_id])


def test_the_lead_host_records_what_the_guests_said(client, world, feedback):
    client.force_login(world.host)
    page = client.get(url(feedback))
    assert page.status_code == 200
    assert page.text.count('class="segments scale"') == 5
    assert "林国栋" in page.text
    answer = client.post(url(feedback), sent(suggestions="多留提问时间"), follow=True)
    assert answer.redirect_chain == [(url(feedback), 302)]
    row = Feedback.objects.get(pk=feedback.pk)
    assert (row.score, row.intention, row.suggestions) == (90, "strong", "多留提问时间")
    assert "90" in answer.text


def test_a_form_with_mistakes_comes_back_with_what_was_typed(client, world, feedback):
    client.force_login(world.host)
    fields = sent(rating_content="", rating_welcome="77", advice="下周送样品")
    answer = client.post(url(feedback), fields)
    assert answer.status_code == 422
    assert "下周送样品" in answer.text
    assert answer.text.count('class="field has-error"') == 2
    assert Feedback.objects.get(pk=feedback.pk).recorded_at is None


def test_two_editors_see_both_states_and_a_second_save_wins(client, world, feedback):
    services.record(
        actor=world.coordinator,
        visit_id=feedback.visit_id,
        version=1,
        fields=FeedbackFields(ratings=RATINGS, advice="先到先得"),
    )
    client.force_login(world.host)
    answer = client.post(url(feedback), sent(advice="后来居上", rating_content="3"))
    assert answer.status_code == 422
    assert "<del>先到先得</del>" in answer.text
    assert "<ins>后来居上</ins>" in answer.text
    assert 'name="version" value="2"' in answer.text
    client.post(url(feedback), sent(advice="后来居上", version="2"))
    assert Feedback.objects.get(pk=feedback.pk).advice == "后来居上"


def test_what_only_one_of_two_editors_changed_is_merged(client, world, feedback):
    recorded(world, feedback)
    client.force_login(world.host)
    seen = client.get(url(feedback)).context["form"]["seen_values"].value()
    services.record(
        actor=world.coordinator,
        visit_id=feedback.visit_id,
        version=2,
        fields=FeedbackFields(ratings=RATINGS, advice="下周送样品"),
    )
    answer = client.post(url(feedback), sent(version="2", suggestions="茶歇", seen_values=seen))
    assert answer.status_code == 302
    row = Feedback.objects.get(pk=feedback.pk)
    assert (row.advice, row.suggestions) == ("下周送样品", "茶歇")


def test_who_may_not_record_reads_the_answers(client, world, feedback):
    recorded(world, feedback, suggestions="茶歇再长一些")
    client.force_login(world.expert)
    page = client.get(url(feedback))
    assert "茶歇再长一些" in page.text
    assert "<textarea" not in page.text
    assert client.post(url(feedback), sent(version="2")).status_code == 403


def test_a_stranger_and_a_colleague_elsewhere_find_nothing(client, world, feedback):
    for person in (world.stranger, world.colleague):
        client.force_login(person)
        assert client.get(url(feedback)).status_code == 404
        assert client.post(url(feedback), sent()).status_code == 404
    client.logout()
    assert client.get(url(feedback)).status_code == 302


def test_before_the_end_the_page_says_when_feedback_is_asked_for(client, world):
    with clock.at(MONDAY):
        visit = approved(world)
    client.force_login(world.host)
    page = client.get(reverse("feedback:record", args=[visit.pk]))
    assert page.status_code == 200
    assert 'class="empty-title"' in page.text


def asked_anew(admin, *changes):
    """A new version of the form with these questions besides, in force at once."""
    form = questionnaires.draft_form(actor=admin)
    for fields in changes:
        questionnaires.add_question(actor=admin, questionnaire_id=form.pk, fields=fields)
    form.refresh_from_db()
    return questionnaires.publish(
        actor=admin, questionnaire_id=form.pk, version=form.revision, note="试"
    )


def test_feedback_keeps_the_questions_it_was_asked_by(client, world, feedback):
    admin = make_user(roles=("admin",))
    asked_anew(admin, QuestionFields(name="接机是否顺利", name_en="Pick-up"))
    client.force_login(world.host)
    assert "接机是否顺利" not in client.get(url(feedback)).text
    assert client.post(url(feedback), sent()).status_code == 302
    assert "接机是否顺利" not in client.get(url(feedback)).text


def test_other_kinds_of_questions_are_answered_by_guests_and_by_the_host(client, world):
    admin = make_user(roles=("admin",))
    with clock.at(MONDAY):
        asked_anew(
            admin,
            QuestionFields(name="愿意推荐我们", name_en="Recommends", kind="yes_no"),
            QuestionFields(name="翻译水平", name_en="Interpreter", best=5, required=False),
            QuestionFields(name="自我评价", name_en="Own view", kind="text", party="host"),
        )
        visit = ended(world, **weeks_later(1))
    feedback = services.ask_for_feedback(visit_id=visit.pk)
    client.force_login(world.host)
    assert "主接待人回顾" in client.get(url(feedback)).text
    answer = client.post(url(feedback), sent(answer_recommends="yes", answer_own_view=""))
    assert answer.context["form"].errors.keys() == {"answer_own_view"}
    client.post(url(feedback), sent(answer_recommends="yes", answer_own_view="准备充分"))
    row = Feedback.objects.get(pk=feedback.pk)
    assert row.answers == {"recommends": True, "own_view": "准备充分"}
    assert (row.ratings, row.score) == (RATINGS, 90)
    client.force_login(world.expert)
    assert "准备充分" in client.get(url(feedback)).text


def test_the_list_costs_the_same_for_one_row_and_for_three(client, world, feedback):
    client.force_login(world.coordinator)

    def add_row(number):
        if number == 0:  # the one there is
            return recorded(world, feedback)
        weeks = number * 2
        with clock.at(MONDAY + timedelta(weeks=weeks)):
            visit = ended(world, **weeks_later(weeks))
            return recorded(world, services.ask_for_feedback(visit_id=visit.pk))

    page = assert_costs_the_same(client, reverse("feedback:list"), add_row)
    assert page.count("<tr") == 4


def test_the_list_shows_only_what_one_may_see_and_is_narrowed(client, world, feedback):
    client.force_login(world.colleague)
    assert "高层来访" not in client.get(reverse("feedback:list")).text
    client.force_login(world.coordinator)
    assert "高层来访" in client.get(reverse("feedback:list"), {"state": "overdue"}).text
    assert "高层来访" not in client.get(reverse("feedback:list"), {"state": "recorded"}).text
    assert "高层来访" not in client.get(reverse("feedback:list"), {"q": "没有这个"}).text


def test_its_facts_read_as_sentences(world, feedback):
    recorded(world, feedback)
    entries = journal.about("visits.visit", feedback.visit_id).filter(kind__startswith="feedback.")
    assert all(journal.describe(entry) != entry.kind for entry in entries)
    assert len(entries) == 2
