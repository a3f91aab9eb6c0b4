import pytest
from django.urls import reverse
from tests.factories.identity import make_site, make_user
from tests.factories.resources import (
    make_booking,
    make_hotel,
    make_room,
    make_supplier,
    make_vehicle,
)

from yingke.domains.resources import services
from yingke.domains.resources.models import Hotel, Room, Supplier, Vehicle
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db

CODES = ["rooms", "vehicles", "kit", "hotels", "suppliers"]


@pytest.fixture
def keeper(client):
    user = make_user("后勤", roles=["logistics"])
    client.force_login(user)
    return user


def at(code, page, *args):
    return reverse(f"resources:{code}-{page}", args=args)


def make(code, name, site):
    makers = {
        "rooms": lambda: make_room(name, site=site),
        "vehicles": lambda: make_vehicle(name, site=site),
        "kit": lambda: services.save_kit(actor=None, site_id=site.pk, name=name),
        "hotels": lambda: make_hotel(name, site=site),
        "suppliers": lambda: make_supplier(name),
    }
    return makers[code]()


@pytest.mark.parametrize("code", CODES)
def test_each_list_costs_the_same_for_one_row_and_for_three(
    client, keeper, code, django_assert_max_num_queries
):
    url, site = at(code, "list"), make_site(name="总部")
    make(code, "甲", site)
    client.get(url)
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    make(code, "乙", site)
    make(code, "丙", site)
    with django_assert_max_num_queries(12) as three:
        page = client.get(url)
    assert len(three) == len(one)
    assert "丙" in page.text
    assert "丙" not in client.get(url, {"q": "乙"}).text


@pytest.mark.parametrize("code", CODES)
def test_each_entry_has_a_page_and_a_form_and_a_stranger_finds_neither(client, keeper, code):
    row = make(code, "甲", make_site(name="总部"))
    pages = [at(code, name, row.pk) for name in ("detail", "edit", "history")]
    assert [client.get(url).status_code for url in pages] == [200, 200, 200]
    client.force_login(make_user(roles=["guide"]))
    assert [client.get(url).status_code for url in pages] == [200, 403, 403]
    client.force_login(make_user())
    assert [client.get(url).status_code for url in pages] == [404, 404, 404]


def test_the_register_opens_with_its_rooms_and_sites_have_moved(client, keeper):
    assert client.get(reverse("resources:register")).url == at("rooms", "list")
    assert client.get("/resources/sites/").url == "/settings/sites/"


def test_a_room_is_added_with_its_equipment_and_edited(client, keeper):
    site = make_site()
    values = {
        "name": "贵宾室",
        "site": site.pk,
        "kind": "showroom",
        "capacity": 20,
        "buffer_before": 15,
        "buffer_after": 0,
        "equipment": "投影、麦克风, 同传",
        "active": "on",
    }
    assert client.post(at("rooms", "new"), values).status_code == 302
    room = Room.objects.get()
    assert (room.kind, room.equipment) == ("showroom", ["投影", "麦克风", "同传"])
    edit = at("rooms", "edit", room.pk)
    assert "投影, 麦克风, 同传" in client.get(edit).text
    assert client.post(edit, values | {"capacity": 30, "version": 1}).status_code == 302
    values["equipment"] = "投影, 麦克风, 同传"
    page = client.post(edit, values | {"capacity": 40, "version": 1})
    assert page.status_code == 422
    assert [(row.stored, row.typed) for row in page.context["form"].clash] == [("30", "40")]


def test_a_vehicle_a_hotel_and_a_supplier_are_added(client, keeper):
    site = make_site()
    sent = {
        "vehicles": {
            "name": "考斯特",
            "site": site.pk,
            "capacity": 18,
            "buffer_before": 30,
            "buffer_after": 30,
            "plate": "苏E·88K21",
        },
        "hotels": {"name": "金鸡湖酒店", "site": site.pk, "stars": 5, "agreed_rate": "680"},
        "suppliers": {"name": "雅致", "kinds": ["hotel", "catering"], "compliance": "approved"},
    }
    for code, values in sent.items():
        answer = client.post(at(code, "new"), values | {"active": "on"})
        assert answer.status_code == 302, code
    assert Vehicle.objects.get().plate == "苏E·88K21"
    assert Hotel.objects.get().agreed_rate == 680
    assert Supplier.objects.get().kinds == ["hotel", "catering"]


def test_a_taken_plate_comes_back_at_its_field(client, keeper):
    vehicle = make_vehicle(plate="苏E·88K21")
    values = {
        "name": "GL8",
        "site": vehicle.site_id,
        "capacity": 7,
        "buffer_before": 0,
        "buffer_after": 0,
        "plate": "苏E·88K21",
    }
    page = client.post(at("vehicles", "new"), values)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["plate"]


def test_the_page_of_a_room_hides_what_others_bookings_are_for(client):
    room = make_room()
    make_booking(room, starts_at=clock.now(), label="密谈", booked_by=make_user())
    client.force_login(make_user(roles=["it"]))
    page = client.get(at("rooms", "detail", room.pk))
    assert len(page.context["bookings"]) == 1
    assert "密谈" not in page.text
