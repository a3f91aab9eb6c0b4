import pytest
from tests.factories.identity import make_site, make_user
from tests.factories.resources import make_hotel, make_room, make_supplier, make_vehicle

from yingke.domains.resources import services
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return make_user("后勤", roles=["logistics"])


def test_a_room_is_added_and_edited_with_what_only_rooms_have(keeper):
    site = make_site()
    room = services.save_room(
        actor=keeper, site_id=site.pk, name="1 号会议室", capacity=24, equipment=["投影"]
    )
    services.save_room(actor=keeper, pk=room.pk, version=1, name="贵宾室", location="A 座 3 层")
    room.refresh_from_db()
    assert (room.name, room.sort_key, room.version) == ("贵宾室", "gui bin shi", 2)
    assert (room.location, room.equipment) == ("A 座 3 层", ["投影"])
    kinds = [entry.event.after["name"] for entry in journal.about("resources.resource", room.pk)]
    assert kinds == ["贵宾室", "1 号会议室"]


def test_a_number_plate_and_a_room_name_are_taken_once(keeper):
    vehicle = make_vehicle(plate="苏E·88K21")
    with pytest.raises(RuleViolation) as caught:
        services.save_vehicle(actor=keeper, site_id=vehicle.site_id, name="GL8", plate="苏e·88k21")
    assert (caught.value.code, caught.value.field) == ("taken", "plate")
    room = make_room("贵宾室")
    with pytest.raises(RuleViolation) as caught:
        services.save_room(actor=keeper, site_id=room.site_id, name="贵宾室")
    assert caught.value.code == "taken"


def test_a_supplier_has_a_valid_credit_code_of_its_own(keeper):
    make_supplier(credit_code="91110000600037341L")
    for text, code in (
        ("91110000600037341L", "taken"),
        ("911100006000", "credit_code_invalid"),
    ):
        with pytest.raises(RuleViolation) as caught:
            services.save_supplier(actor=keeper, name="x", kinds=["hotel"], credit_code=text)
        assert caught.value.code == code
    unknown = services.save_supplier(actor=keeper, name="x", kinds=["hotel"], credit_code="")
    assert unknown.credit_code is None


def test_two_editors_of_a_hotel_do_not_overwrite_each_other(keeper):
    hotel = make_hotel()
    services.save_hotel(actor=keeper, pk=hotel.pk, version=1, stars=5)
    with pytest.raises(RuleViolation) as caught:
        services.save_hotel(actor=keeper, pk=hotel.pk, version=1, stars=3)
    assert caught.value.code == "stale"


def test_a_host_may_not_edit_the_register():
    with pytest.raises(NotAllowed):
        services.save_kit(actor=make_user(roles=["host"]), site_id=1, name="样机")
