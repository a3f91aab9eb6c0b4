from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.identity import make_unit, make_user
from tests.factories.people import certify, make_absence, make_skill, make_staff

from yingke.domains.people import services
from yingke.domains.people.models import Staff, StaffSkill
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def editor():
    return make_user("统筹", roles=["coordinator"])


def test_a_new_person_is_stored_with_a_written_phone_and_a_sort_key(editor):
    staff = services.save_staff(
        actor=editor,
        name="周莉",
        number="S9",
        department_id=make_unit().pk,
        phone="138 1234 5678",
        languages=["zh", "de"],
    )
    assert (staff.sort_key, staff.phone) == ("zhou li | zhou chi", "+8613812345678")
    assert journal.about("people.staff", staff.pk).get().kind == "people.staff_added"


def test_only_who_keeps_the_register_adds_people():
    with pytest.raises(NotAllowed):
        services.save_staff(
            actor=make_user(roles=["host"]), name="周莉", number="S9", department_id=1
        )


def test_an_edit_is_made_once_per_version(editor):
    staff = make_staff()
    services.save_staff(actor=editor, pk=staff.pk, version=1, title="翻译")
    with pytest.raises(RuleViolation) as caught:
        services.save_staff(actor=editor, pk=staff.pk, version=1, title="讲解员")
    assert caught.value.code == "stale"
    event = journal.about("people.staff", staff.pk).get().event
    assert (event.before, event.after) == ({"title": ""}, {"title": "翻译"})


def test_a_number_and_a_sign_in_belong_to_one_person(editor):
    user = make_user()
    make_staff(number="S1", user=user)
    other = make_staff(number="S2")
    for field, value, code in (
        ("number", "S1", "taken"),
        ("user_id", user.pk, "user_taken"),
    ):
        with pytest.raises(RuleViolation) as caught:
            services.save_staff(actor=editor, pk=other.pk, version=1, **{field: value})
        assert caught.value.code == code


def test_a_renewed_certificate_stays_one_row(editor):
    staff, skill = make_staff(), make_skill()
    certify(staff, skill, level=2, until=date(2026, 1, 1))
    services.certify(
        actor=editor,
        staff_id=staff.pk,
        skill_id=skill.pk,
        level=4,
        certificate_until=date(2028, 1, 1),
    )
    row = StaffSkill.objects.get()
    assert (row.level, row.certificate_until) == (4, date(2028, 1, 1))
    services.withdraw_skill(actor=editor, staff_skill_id=row.pk)
    assert not StaffSkill.objects.exists()


def test_people_note_their_own_absence_and_nobody_elses():
    user = make_user(roles=["guide"])
    staff, other = make_staff(user=user), make_staff()
    times = {"kind": "leave", "starts_at": NINE, "ends_at": NINE + timedelta(hours=8)}
    absence = services.note_absence(actor=user, staff_id=staff.pk, **times)
    with pytest.raises(NotAllowed):
        services.note_absence(actor=user, staff_id=other.pk, **times)
    services.remove_absence(actor=user, absence_id=absence.pk)
    kinds = [entry.kind for entry in journal.about("people.staff", staff.pk)]
    assert kinds == ["people.absence_removed", "people.absence_noted"]


def test_two_absences_of_a_person_do_not_overlap(editor):
    staff = make_staff()
    make_absence(staff, NINE)
    with pytest.raises(RuleViolation) as caught:
        services.note_absence(
            actor=editor,
            staff_id=staff.pk,
            kind="travel",
            starts_at=NINE + timedelta(hours=7),
            ends_at=NINE + timedelta(hours=9),
        )
    assert (caught.value.code, caught.value.params["start"]) == ("absence_overlaps", NINE)


def test_a_skill_code_is_taken_once(editor):
    services.save_skill(actor=editor, code="de", kind="language", name="德语")
    with pytest.raises(RuleViolation) as caught:
        services.save_skill(actor=editor, code="de", kind="language", name="德语")
    assert caught.value.code == "taken"
    assert Staff.objects.count() == 0
