"""`yingke export` writes what `yingke import` reads."""

from argparse import Namespace

import pytest
from tests.factories.identity import make_site
from tests.factories.resources import make_hotel, make_supplier

from yingke.config.commands.export_rows import export_file
from yingke.config.commands.import_rows import import_file
from yingke.config.commands.registers import register_of, system
from yingke.domains.resources.models import Hotel
from yingke.foundation.imports import services, undoing
from yingke.foundation.imports.models import Import
from yingke.foundation.journal import queries as journal

pytestmark = pytest.mark.django_db


def imported(file, *, dry_run=False, update=False):
    args = Namespace(code="hotels", file=file, dry_run=dry_run, update=update)
    return import_file(args, register_of("hotels"), reader=system())


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_exported_and_edited_is_imported_again(tmp_path, capsys, kind):
    hotel = make_hotel("金鸡湖", site=make_site("sz"), supplier=make_supplier("雅致"))
    file = tmp_path / f"hotels.{kind}"
    args = Namespace(code="hotels", file=file)
    assert export_file(args, register_of("hotels"), reader=system()) == 0
    assert imported(file) == 0
    assert "未变 1 行" in capsys.readouterr().out
    Hotel.objects.update(stars=2)
    assert imported(file, dry_run=True, update=True) == 0
    assert Hotel.objects.get().stars == 2
    assert imported(file) == 1
    assert "已存在" in capsys.readouterr().err
    assert imported(file, update=True) == 0
    hotel.refresh_from_db()
    assert (hotel.stars, hotel.supplier.name, hotel.version) == (4, "雅致", 2)
    assert journal.about("resources.hotel", hotel.pk).get().actor is None
    written = Import.objects.get(findings__changed=1)
    services.undo(actor=None, import_id=written.pk)
    undoing.undo(import_id=written.pk)
    hotel.refresh_from_db()
    assert hotel.stars == 2


def test_a_line_with_a_problem_keeps_all_out_and_the_copy_says_why(tmp_path, capsys):
    make_site("sz")
    file = tmp_path / "hotels.csv"
    file.write_text("name,site,stars\n甲,sz,4\n乙,sz,9\n丙,nowhere,3\n", encoding="utf-8")
    assert imported(file) == 1
    assert not Hotel.objects.exists()
    said = capsys.readouterr().err
    assert f"{file}:3: 星级" in said
    assert f"{file}:4: " in said
    lines = (tmp_path / "hotels-problems.csv").read_text("utf-8-sig").splitlines()
    assert lines[1] == "甲,sz,4,"
    assert lines[2].startswith("乙,sz,9,星级")


def test_a_column_that_is_not_recognised_keeps_all_out(tmp_path, capsys):
    make_site("sz")
    file = tmp_path / "hotels.csv"
    file.write_text("name,site,stars,colour\n甲,sz,4,red\n", encoding="utf-8")
    assert imported(file) == 1
    assert f"{file}:1: colour" in capsys.readouterr().err
    assert not Import.objects.exists()


def test_an_unknown_kind_names_the_known_ones(capsys):
    assert register_of("yachts") is None
    assert "hotels" in capsys.readouterr().err


def test_a_file_of_another_kind_is_refused(tmp_path, capsys):
    file = tmp_path / "hotels.pdf"
    file.write_bytes(b"%PDF")
    assert imported(file) == 1
    assert "xlsx" in capsys.readouterr().err
