"""The pages that every declared object has, on a toy."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.factories.identity import make_site
from tests.objects.checks import statuses
from tests.objects.gifts.models import Gift
from tests.objects.gifts.registers import GIFTS

from yingke.foundation.imports import undoing, working
from yingke.foundation.imports.models import Import
from yingke.foundation.ui.register import find, registers

pytestmark = pytest.mark.usefixtures("gifts")


def make(*names, site=None, **columns):
    site = site or make_site()
    for name in names:
        GIFTS.save(actor=None, name=name, worth=88, site_id=site.pk, **columns)
    return list(Gift.objects.filter(name__in=names))


def test_a_declared_object_is_found_by_its_code():
    assert find("gifts") is GIFTS
    assert GIFTS in list(registers())
    with pytest.raises(LookupError):
        find("yachts")


def test_the_list_is_narrowed_ordered_by_name_and_taken_along(keeper):
    south = make_site("south")
    make("茶", "伞", site=south)
    make("扇")
    page = keeper.get(GIFTS.url("list"), {"site": "south"})
    assert [row.cells[0][1] for row in page.context["table"].rows] == ["茶", "伞"]
    assert "扇" not in page.text
    assert "扇" in keeper.get(GIFTS.url("list"), {"q": "扇"}).text
    file = keeper.get(GIFTS.url("list"), {"export": "csv", "q": "扇"})
    assert b"".join(file.streaming_content).decode("utf-8-sig").count("\n") == 2


def test_only_who_may_edit_is_offered_new_import_and_bulk(keeper, colleague, stranger):
    make("扇")
    page = keeper.get(GIFTS.url("list"))
    assert page.context["may_edit"]
    assert len(page.context["table"].bulk_actions) == 2
    seen = colleague.get(GIFTS.url("list"))
    assert not seen.context["may_edit"]
    assert seen.context["table"].bulk_actions == []
    asked = [GIFTS.url(page) for page in ("new", "import", "template")]
    assert statuses(keeper, asked) == [200, 200, 200]
    assert statuses(colleague, asked) == [403, 403, 403]
    assert stranger.get(GIFTS.url("list")).context["table"].rows == []


def test_the_address_fills_a_new_form(keeper):
    page = keeper.get(GIFTS.url("new", name="扇", worth="5"))
    assert page.context["form"]["name"].value() == "扇"


def test_a_mistake_in_a_form_and_a_refused_rule_stand_at_their_fields(keeper):
    gift = make("扇")[0]
    sent = {"name": "扇", "worth": "-", "site": gift.site_id}
    assert list(keeper.post(GIFTS.url("new"), sent).context["form"].errors) == ["worth"]
    taken = keeper.post(GIFTS.url("new"), sent | {"worth": "5"})
    assert (taken.status_code, list(taken.context["form"].errors)) == (422, ["name"])


def test_a_site_that_is_closed_stays_for_what_is_there_and_is_no_choice_for_others(keeper):
    closed = make_site(active=False)
    gift = make("扇", site=closed)[0]
    sent = {"name": "扇", "worth": "5", "site": closed.pk, "version": 1}
    assert keeper.post(GIFTS.url("edit", gift.pk), sent).status_code == 302
    assert keeper.post(GIFTS.url("new"), sent | {"name": "伞"}).status_code == 422


def test_who_was_slower_sees_who_was_faster(keeper, editor):
    gift = make("扇")[0]
    GIFTS.save(actor=editor, pk=gift.pk, worth=90)
    sent = {"name": "扇", "worth": "95", "site": gift.site_id, "version": 1, "active": "on"}
    page = keeper.post(GIFTS.url("edit", gift.pk), sent)
    assert page.context["changed_by"].who == editor.label
    again = keeper.post(GIFTS.url("edit", gift.pk), sent | {"version": 2})
    assert again.status_code == 302


def test_the_history_has_each_change_with_its_values(keeper, editor):
    gift = make("扇")[0]
    GIFTS.save(actor=editor, pk=gift.pk, worth=90)
    rows = keeper.get(GIFTS.url("history", gift.pk)).context["table"].rows
    assert len(rows) == 2
    assert "88" in str(rows[0].cells[3][1])
    assert "90" in str(rows[0].cells[3][1])


def test_several_are_taken_out_of_use_or_none(keeper, colleague, stranger):
    fan, pot = make("扇", "壶")
    away = GIFTS.url("bulk", "out-of-use")
    assert colleague.post(away, {"pk": [fan.pk]}).status_code == 403
    assert stranger.post(away, {"pk": [fan.pk]}).status_code == 404
    assert keeper.post(away, {"pk": ["none"]}).status_code == 404
    assert keeper.post(GIFTS.url("bulk", "burn"), {"pk": [fan.pk]}).status_code == 404
    assert keeper.post(away, {"pk": [fan.pk, pot.pk]}).status_code == 302
    assert not Gift.objects.filter(active=True).exists()
    assert keeper.post(GIFTS.url("bulk", "in-use"), {"pk": [pot.pk]}).status_code == 302
    assert list(Gift.objects.filter(active=True)) == [pot]


def test_the_file_with_all_rows_is_imported_without_a_change(keeper):
    make("扇", "壶")
    answer = keeper.get(GIFTS.url("template", rows="all"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]] == ["名称", "英文名", "园区", "Worth", "在用"]
    assert sheet.max_row == 3
    found = uploaded(keeper, "gifts.xlsx", answer.content).findings
    assert [found[name] for name in ("added", "changed", "unchanged", "bad")] == [0, 0, 2, 0]
    empty = load_workbook(io.BytesIO(keeper.get(GIFTS.url("template")).content)).active
    assert empty.max_row == 1


def test_a_dry_run_imports_nothing_and_writing_edits_what_is_known(keeper):
    make("扇", site=make_site("sz"))
    text = "名称;园区;WORTH;在用\n扇;sz;99;否\n\n伞;sz;45.5;\n"
    imported = uploaded(keeper, "gifts.csv", text.encode())
    assert Gift.objects.count() == 1
    page = f"/imports/{imported.pk}/"
    assert keeper.post(f"{page}write/").status_code == 302
    working.write(import_id=imported.pk)
    fan, umbrella = Gift.objects.order_by("pk")
    assert (fan.worth, fan.active, umbrella.worth, umbrella.active) == (99, False, 45.5, False)
    assert keeper.post(f"{page}undo/").status_code == 302
    undoing.undo(import_id=imported.pk)
    assert [(gift.name, gift.active) for gift in Gift.objects.all()] == [("扇", True)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("name,site,worth\n扇,sz,5\n伞,,5\n", 3, "园区"),
        ("name,site,worth\n扇,sz,five\n", 2, "Worth"),
        ("name,site,worth\n扇,sz,5\n壶,sz,6\n伞,sz,\n", 4, "Worth"),
    ],
)
def test_a_problem_is_told_with_its_line_and_column_and_in_a_copy(keeper, text, line, column):
    make_site("sz")
    imported = uploaded(keeper, "gifts.csv", text.encode())
    assert [(one["line"], one["label"]) for one in imported.findings["problems"]] == [
        (line, column)
    ]
    copy = keeper.get(f"/imports/{imported.pk}/marked/").content.decode("utf-8-sig")
    assert f",{column}: " in copy.splitlines()[line - 1]
    assert not Gift.objects.exists()


def uploaded(client, name, content):
    """Upload a file, take the columns as they are matched, and try it."""
    sent = client.post(GIFTS.url("import"), {"file": SimpleUploadedFile(name, content)})
    imported = Import.objects.get(pk=sent.url.split("/")[-2])
    fields = [column["field"] for column in imported.columns]
    assert client.post(f"{sent.url}check/", {"column": fields}).status_code == 302
    working.check(import_id=imported.pk)
    imported.refresh_from_db()
    return imported


def test_a_file_that_is_no_spreadsheet_is_refused(keeper):
    file = io.BytesIO(b"%PDF")
    file.name = "gifts.pdf"
    page = keeper.post(GIFTS.url("import"), {"file": file})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])
    fake = io.BytesIO(b"no zip")
    fake.name = "gifts.xlsx"
    assert keeper.post(GIFTS.url("import"), {"file": fake}).status_code == 422
