"""An import is undone: what it changed is restored, what it added is gone."""

from datetime import timedelta

import pytest
from tests.factories.customers import make_account, make_contact

from yingke.domains.customers.models import Account
from yingke.domains.customers.services import save_account
from yingke.foundation.imports import forgetting, services, undoing
from yingke.foundation.imports.models import Import, ImportedRow
from yingke.foundation.imports.rules.undoing import removable
from yingke.foundation.imports.terms import State
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db
FILE = "编号,全称,所属部门,备注,parent\nK-1,改名,key,新,\nK-2,新公司,key,,\nK-3,子公司,key,,K-2\n"


@pytest.fixture
def stored(user, unit):
    return make_account("原名", number="K-1", manager=user, department=unit, note="旧")


def rows():
    hidden = {"updated_at", "version", "search_text"}
    columns = [f.attname for f in Account._meta.concrete_fields if f.name not in hidden]
    return list(Account.objects.order_by("pk").values(*columns))


def undo(imported, user):
    services.undo(actor=user, import_id=imported.pk)
    undoing.undo(import_id=imported.pk)
    imported.refresh_from_db()
    return imported


def test_all_is_as_it_was(stored, written, user):
    before = rows()
    imported = written(FILE)
    assert Account.objects.count() == 3
    assert Account.objects.get(number="K-3").parent.number == "K-2"
    imported = undo(imported, user)
    assert rows() == before
    assert (imported.state, imported.kept) == (State.UNDONE, [])
    kinds = Entry.objects.filter(kind__startswith="imports.").values_list("kind", flat=True)
    assert sorted(kinds) == [
        "imports.file_imported",
        *["imports.row_removed"] * 2,
        "imports.undone",
    ]


def test_what_was_edited_or_referred_to_since_stays_and_is_named(stored, written, user):
    imported = written(FILE)
    save_account(actor=user, pk=stored.pk, note="später")
    make_contact(Account.objects.get(number="K-3"))
    imported = undo(imported, user)
    assert {one["label"]: one["reason"] for one in imported.kept} == {
        "改名": "导入后又有修改。",
        "新公司": "其他记录引用了它。",
        "子公司": "其他记录引用了它。",
    }
    assert Account.objects.count() == 3


def test_after_its_days_an_import_stays_and_its_file_is_forgotten(stored, written, user):
    imported = written(FILE)
    late = clock.now() - timedelta(days=31)
    Import.objects.update(written_at=late)
    with pytest.raises(RuleViolation) as caught:
        services.undo(actor=user, import_id=imported.pk)
    assert caught.value.code == "import_undo_is_over"
    assert forgetting.forget() == 1
    assert not ImportedRow.objects.exists()
    assert bytes(Import.objects.get().content) == b""


@pytest.mark.parametrize(
    ("referring", "left"),
    [
        ([], {1, 2, 3}),
        ([(1, None)], {2, 3}),
        ([(1, 2)], {1, 2, 3}),
        ([(1, 2), (2, 3), (3, None)], set()),
        ([(1, 9)], {2, 3}),
    ],
)
def test_only_what_nothing_that_stays_refers_to_can_go(referring, left):
    assert removable({1, 2, 3}, referring) == left
