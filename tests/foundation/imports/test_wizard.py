"""From the file to the written rows, and what keeps rows from being written."""

from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from tests.factories.customers import make_account
from tests.factories.identity import make_user
from tests.foundation.imports.conftest import recheck

from yingke.domains.customers.models import Account
from yingke.domains.customers.services import save_accounts
from yingke.domains.customers.web.registers import ACCOUNTS
from yingke.foundation.imports import services, undoing, working
from yingke.foundation.imports.models import Import, ImportedRow, RememberedColumn
from yingke.foundation.imports.terms import State
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification
from yingke.foundation.ui.register import registers

pytestmark = pytest.mark.django_db
GOOD = "编号,全称,所属部门\nK-1,甲公司,key\nK-2,乙公司,key\n"
BAD = "编号,全称,所属部门,行业\nK-1,甲公司,key,能原\nK-2,,key,能源\n"


def refused(act, **arguments):
    with pytest.raises(RuleViolation) as caught:
        act(**arguments)
    return caught.value.code


def test_a_dry_run_writes_nothing_and_says_what_would_come(checked):
    imported = checked(GOOD)
    assert imported.state == State.CHECKED
    assert [imported.findings[name] for name in ("added", "changed", "bad")] == [2, 0, 0]
    assert not Account.objects.exists()
    assert not Entry.objects.filter(kind="customers.account_created").exists()


def test_a_written_file_is_one_act_of_the_importer_who_gets_a_message(written, user):
    imported = written(GOOD)
    assert imported.state == State.WRITTEN
    assert list(Account.objects.order_by("number").values_list("name", flat=True)) == [
        "甲公司",
        "乙公司",
    ]
    assert ImportedRow.objects.filter(source=imported, is_new=True).count() == 2
    entries = Entry.objects.filter(kind__in=["customers.account_created", "imports.file_imported"])
    assert entries.values("xid").distinct().count() == 1
    assert {entry.actor for entry in entries} == {user}
    assert "新增 2" in journal.describe(entries.get(kind="imports.file_imported"))
    notified = Notification.objects.get(user=user)
    assert (notified.kind, notified.url) == ("imports.written", f"/imports/{imported.pk}/")


def test_nothing_is_written_while_a_row_is_bad(checked, user):
    imported = checked(BAD)
    assert imported.findings["bad"] == 2
    assert refused(services.write, actor=user, import_id=imported.pk) == "import_has_bad_rows"


def test_cells_are_mended_in_place_and_the_last_one_starts_the_dry_run(checked, user):
    imported = checked(BAD)
    services.adopt(actor=user, import_id=imported.pk)
    imported.refresh_from_db()
    assert imported.state == State.CHECKED
    services.mend(actor=user, import_id=imported.pk, line=3, field="name", value="乙公司")
    imported.refresh_from_db()
    assert imported.state == State.CHECKING
    working.check(import_id=imported.pk)
    imported.refresh_from_db()
    assert (imported.state, imported.findings["bad"]) == (State.CHECKED, 0)
    services.write(actor=user, import_id=imported.pk)
    working.write(import_id=imported.pk)
    assert list(Account.objects.order_by("number").values_list("name", "industry")) == [
        ("甲公司", "energy"),
        ("乙公司", "energy"),
    ]


def test_only_a_bad_cell_can_be_typed_over(checked, user):
    imported = checked(BAD)
    change = {"actor": user, "import_id": imported.pk, "value": "x"}
    assert refused(services.mend, line=3, field="number", **change) == "import_has_moved_on"
    assert refused(services.mend, line=2, field="name", **change) == "import_has_moved_on"


def test_a_repeated_line_is_left_out(checked, user):
    imported = checked(GOOD + "K-1,再来,key\n")
    services.adopt(actor=user, import_id=imported.pk)
    working.check(import_id=imported.pk)
    imported.refresh_from_db()
    assert (imported.findings["added"], imported.findings["bad"]) == (2, 0)


def test_what_was_edited_since_the_dry_run_is_shown_before_it_is_overwritten(checked, user, unit):
    account = make_account("旧名", number="K-1", manager=user, department=unit)
    imported = checked(GOOD)
    Account.objects.filter(pk=account.pk).update(name="别人改的", version=2)
    services.write(actor=user, import_id=imported.pk)
    working.write(import_id=imported.pk)
    imported.refresh_from_db()
    account.refresh_from_db()
    assert (imported.state, account.name) == (State.CHECKED, "别人改的")
    assert imported.findings["has_changed"]
    assert imported.findings["fields"][0]["before"] == "别人改的"
    services.write(actor=user, import_id=imported.pk)
    working.write(import_id=imported.pk)
    account.refresh_from_db()
    assert account.name == "甲公司"


def test_a_cancelled_import_writes_nothing(checked, user):
    imported = checked(GOOD)
    services.write(actor=user, import_id=imported.pk)
    services.cancel(actor=user, import_id=imported.pk)
    working.write(import_id=imported.pk)
    imported.refresh_from_db()
    assert imported.state == State.CHECKED
    assert not Account.objects.exists()


@pytest.fixture
def interrupted(user):
    """A register of customers in whose first write something happens meanwhile."""

    @contextmanager
    def interrupted(happens):
        def save_many(*, actor, writes):
            save_accounts(actor=actor, writes=writes)
            if waiting:
                waiting.pop()()

        waiting = [happens]
        register = replace(ACCOUNTS, code="interrupted", save_many=save_many)
        with registers().including(register):
            yield register, waiting

    return interrupted


def test_a_run_that_was_cancelled_meanwhile_is_rolled_back(checked, user, interrupted):
    with interrupted(lambda: None) as (register, waiting):
        imported = checked(GOOD, register)
        services.write(actor=user, import_id=imported.pk)
        waiting.append(partial(services.cancel, actor=user, import_id=imported.pk))
        working.write(import_id=imported.pk)
    imported.refresh_from_db()
    assert not ImportedRow.objects.exists()
    assert not Account.objects.exists()


def killed():
    raise KeyboardInterrupt


def test_a_killed_worker_s_import_begins_anew(checked, user, interrupted):
    with interrupted(lambda: None) as (register, waiting):
        imported = checked(GOOD, register)
        services.write(actor=user, import_id=imported.pk)
        waiting.append(killed)
        with pytest.raises(KeyboardInterrupt):
            working.write(import_id=imported.pk)
        assert not Account.objects.exists()
        working.write(import_id=imported.pk)
    imported.refresh_from_db()
    assert (imported.state, Account.objects.count()) == (State.WRITTEN, 2)


def test_what_a_title_stands_for_is_remembered(take, user):
    imported = take("编号,叫啥,所属部门\nK-1,甲,key\n")
    services.choose_columns(
        actor=user,
        import_id=imported.pk,
        fields=["number", "name", "department"],
        updates=True,
        remember=True,
    )
    assert RememberedColumn.objects.get(title="叫啥").field == "name"
    again = take("编号,叫啥,所属部门\nK-1,甲,key\n")
    assert [one["reason"] for one in again.columns] == ["remembered"] * 3
    services.guess_again(actor=user, import_id=again.pk)
    assert not RememberedColumn.objects.exists()


def test_a_key_and_each_field_once_are_needed(take, user):
    imported = take("编号,全称,所属部门\nK-1,甲,key\n")
    change = {"actor": user, "import_id": imported.pk, "updates": True}
    twice = refused(services.choose_columns, fields=["number", "name", "name"], **change)
    assert twice == "import_column_twice"
    keyless = refused(services.choose_columns, fields=["", "name", "department"], **change)
    assert keyless == "import_key_missing"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF", "sheet_unreadable"),
        ("a.xlsx", b"no zip", "sheet_unreadable"),
        ("a.csv", b"a\x00b\n1\n", "sheet_encoding"),
        ("a.csv", "编号,全称\n".encode("utf-16"), "sheet_encoding"),
        ("a.csv", "编号,全称\n".encode(), "import_is_empty"),
        ("a.csv", b"x" * ((50 << 20) + 1), "file_too_large"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_stored(user, name, content, code):
    act = {"actor": user, "reader": user, "register": ACCOUNTS, "name": name, "content": content}
    assert refused(services.start, **act) == code
    assert not Import.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_in_its_encoding(user, encoding):
    imported = services.start(
        actor=user, reader=user, register=ACCOUNTS, name="a.csv", content=GOOD.encode(encoding)
    )
    assert (imported.encoding, imported.lines) == (encoding, 2)
    assert [one["field"] for one in imported.columns] == ["number", "name", "department"]


def test_who_manages_imports_undoes_another_s_in_their_own_name(written):
    imported, admin = written(GOOD), make_user(roles=["admin", "coordinator"])
    services.undo(actor=admin, import_id=imported.pk)
    undoing.undo(import_id=imported.pk)
    undone = Entry.objects.filter(kind__in=["imports.undone", "imports.row_removed"])
    assert {entry.actor for entry in undone} == {admin}


def test_a_register_that_one_may_not_edit_takes_no_file(user):
    stranger = make_user()
    with pytest.raises(NotAllowed):
        services.start(
            actor=stranger, reader=stranger, register=ACCOUNTS, name="a.csv", content=GOOD.encode()
        )


def test_rechecking_keeps_what_was_typed(checked, user):
    imported = checked(BAD)
    services.mend(actor=user, import_id=imported.pk, line=3, field="name", value="乙公司")
    imported = recheck(imported, user)
    assert [one["line"] for one in imported.findings["problems"]] == [2]
