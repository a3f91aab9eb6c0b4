import pytest
from tests.factories.identity import make_site
from tests.objects.checks import same_queries, statuses
from tests.objects.gifts.models import Gift
from tests.objects.gifts.registers import GIFTS

from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.usefixtures("gifts")


def make_gift(name="檀香扇", *, actor=None, site=None):
    return GIFTS.save(actor=actor, name=name, worth=88, site_id=(site or make_site()).pk)


def test_the_list_costs_the_same_for_one_row_and_for_three(keeper):
    same_queries(keeper, GIFTS.url("list"), make_gift)


def test_who_sees_a_gift_may_not_therefore_edit_it(keeper, colleague, stranger):
    pages = [GIFTS.url(page, make_gift().pk) for page in ("detail", "edit", "history")]
    assert statuses(keeper, pages) == [200, 200, 200]
    assert statuses(colleague, pages) == [200, 403, 403]
    assert statuses(stranger, pages) == [404, 404, 404]


def test_the_service_itself_refuses_a_colleague_and_a_name_that_is_taken(guide):
    gift = make_gift()
    with pytest.raises(NotAllowed):
        make_gift("紫砂壶", actor=guide)
    with pytest.raises(RuleViolation, match="taken"):
        make_gift(site=gift.site)


def test_a_gift_is_added_and_edited_and_its_page_tells_so(keeper):
    sent = {"name": "紫砂壶", "worth": "320", "site": make_site().pk, "active": "on"}
    page = keeper.post(GIFTS.url("new"), sent).url
    edit = GIFTS.url("edit", Gift.objects.get().pk)
    keeper.post(edit, sent | {"worth": "350", "version": 1})
    clash = keeper.post(edit, sent | {"worth": "300", "version": 1}).context["form"].clash
    assert [(one.stored, one.typed) for one in clash] == [("350.00", "300")]
    assert len(keeper.get(page).context["history"]) == 2


def test_a_file_is_imported_whole_or_not_at_all_and_the_api_gives_its_rows(bring, api):
    make_site("sz")
    assert bring(GIFTS, "name,site,worth\n扇,sz,88\n壶,nowhere,320\n") == 1
    assert bring(GIFTS, "name,site,worth\n扇,sz,88\n壶,sz,320\n") == 0
    pot, fan = api.get("/gifts").json()["items"]
    assert (pot["site"]["name"], pot["worth"], fan["name"]) == ("苏州总部", "320.00", "扇")
