from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from openpyxl import Workbook, load_workbook
from pyarrow import parquet, table
from tests.engines.terminal import StoppedAt

from yingke.engines.linkage import tables
from yingke.engines.linkage.command import main

HEAD = "编号,公司名称,统一社会信用代码,电话\n"
GOOD = HEAD + (
    "1,无锡松涛重型机械有限公司,91110000600037341L,0510-85123456\n"
    "2,松涛重机,9111000O600037341L,\n"
    "3,北京华屿科技有限公司,,\n"
)


EVERY_PROBLEM = """\
a.doc: cannot read .doc: csv, tsv, xlsx or parquet
bad.csv, row 2, column birth_date: 2999-01-01 lies in the future
bad.csv, row 2, column company: the text is damaged (control or replacement characters)
bad.csv, row 2, column phone: 1.38E+10 is a number that a spreadsheet has rounded: \
store the column as text
bad.csv, row 3, column birth_date: 'not a day' is not a date
bad.csv, row 3, column id: the id '1' is that of row 2
bad.csv, row 4: tells nothing that could be compared
empty.csv: the file is empty
latin.csv, row 2: the encoding is unknown: save the file as UTF-8, or name it with --encoding
nowhere.csv: no such file
twice.csv, row 1, column 客户名称: means company as '公司名称' does: \
choose one with --column company=HEADING
typed.parquet, row 1, column company: is of type list<element: string> \
where text or a number is needed
typed.parquet, row 1, column phone: is of type binary where text or a number is needed
uneven.csv, row 2: has 1 cells where the heading has 2
uneven.csv, row 3: has 3 cells where the heading has 2
uneven.csv, row 4, column phone: 1.38E+10 is a number that a spreadsheet has rounded: \
store the column as text
unknown.csv, row 1: no column is known; name them with --column, \
for example --column company=名称
17 problem(s); nothing was written.
"""


def put(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_pairs_are_written_with_rows_probability_and_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, clusters = tmp_path / "pairs.csv", tmp_path / "clusters.csv"
    good = put(tmp_path / "a.csv", GOOD)
    assert main([good, "-o", str(out), "--clusters", str(clusters), "--language", "zh"]) == 0
    (pair,) = rows(out)
    assert (pair["left_row"], pair["left_id"], pair["right_name"]) == ("2", "1", "松涛重机")
    assert pair["probability"] == "0.999999"
    assert pair["evidence"] == "一个名称是另一个的简称 (+18.9)；改正一位后信用代码相同 (+14.3)"
    assert [line["cluster"] for line in rows(clusters)] == ["1", "1", "2"]
    said = capsys.readouterr().err
    assert "row 3, column 统一社会信用代码: 9111000O600037341L fails its check" in said
    assert "3 rows, 1 pairs at 0.9 or above, 1 clusters of more than one row" in said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    out = tmp_path / "pairs.csv"
    assert main([put(tmp_path / "a.csv", GOOD, encoding), "-o", str(out)]) == 0
    assert rows(out)[0]["left_name"] == "无锡松涛重型机械有限公司"


def test_a_workbook_and_parquet_link_with_each_other(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["名称", "电话"])
    sheet.append(["=松涛重型机械有限公司", 13800138000])
    sheet["A2"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    parquet.write_table(
        table({"account": ["松涛重机"], "mobile": [13800138000.0]}), tmp_path / "b.parquet"
    )
    out = tmp_path / "pairs.xlsx"
    files = [str(tmp_path / "a.xlsx"), str(tmp_path / "b.parquet")]
    assert (
        main([*files, "-o", str(out), "--column", "company=名称", "--column", "company=account"])
        == 0
    )
    head, line = load_workbook(out)["pairs"].iter_rows(values_only=True)
    told = dict(zip(head, line, strict=True))
    assert (told["left_file"], told["right_file"]) == ("a.xlsx", "b.parquet")
    assert told["left_name"] == "=松涛重型机械有限公司"


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "id,company,phone,birth_date\n"
    bad = put(
        tmp_path / "bad.csv",
        head + "1,松涛\ufffd机械,1.38E+10,2999-01-01\n" + "1,华屿,,not a day\n" + "3,,,\n",
    )
    uneven = put(tmp_path / "uneven.csv", "company,phone\n松涛\n华屿,1,2\n无锡,1.38E+10\n")
    empty = put(tmp_path / "empty.csv", "")
    twice = put(tmp_path / "twice.csv", "公司名称,客户名称\na,b\n")
    unknown = put(tmp_path / "unknown.csv", "colour\nred\n")
    latin = put(tmp_path / "latin.csv", "company\nMüller Söhne\n", "latin-1")
    typed = tmp_path / "typed.parquet"
    parquet.write_table(table({"company": [["a"]], "phone": [b"1"]}), typed)
    out = tmp_path / "pairs.csv"
    files = [bad, uneven, empty, twice, unknown, latin, str(typed), "nowhere.csv", "a.doc"]
    assert main([*files, "-o", str(out)]) == 2
    assert capsys.readouterr().err == EVERY_PROBLEM
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (["-o", "pairs.doc"], ["pairs.doc: cannot write .doc: csv, tsv, xlsx or parquet"]),
        (
            ["-o", "no/pairs.csv", "--save-model", "no/model.json", "--model", "no/model.json"],
            [
                "model.json: cannot be used: [Errno 2] No such file or directory: 'no/model.json'",
                "model.json: is also read: the result would take its place",
                "model.json: its folder does not exist",
                "pairs.csv: its folder does not exist",
            ],
        ),
        (["-o", "folder.csv"], ["folder.csv: is a folder"]),
        (["-o", "a.csv"], ["a.csv: is also read: the result would take its place"]),
        (
            ["-o", "p.csv", "--clusters", "p.csv"],
            ["p.csv: cannot hold the pairs and the clusters"],
        ),
    ],
)
def test_an_output_that_cannot_be_written_is_said_before_the_work(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    sentences: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.csv").mkdir()
    good = put(Path("a.csv"), GOOD)
    assert main([good, *arguments]) == 2
    count = f"{len(sentences)} problem(s); nothing was written."
    assert capsys.readouterr().err.splitlines() == [*sentences, count]
    assert Path("a.csv").read_text("utf-8") == GOOD
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "folder.csv"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_csv_with_another_delimiter_is_recognised(tmp_path: Path, delimiter: str) -> None:
    out = tmp_path / "pairs.csv"
    assert main([put(tmp_path / "a.csv", GOOD.replace(",", delimiter)), "-o", str(out)]) == 0
    assert rows(out)[0]["right_name"] == "松涛重机"


def test_a_run_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = StoppedAt("grouping")
    monkeypatch.setattr("sys.stderr", terminal)
    out = tmp_path / "pairs.csv"
    out.write_text("what was there before")
    assert main([put(tmp_path / "a.csv", GOOD), "-o", str(out)]) == 130
    assert terminal.getvalue().endswith("Stopped; nothing was written.\n")
    assert out.read_text() == "what was there before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "pairs.csv"]


def test_of_several_results_none_appears_when_one_cannot_be_written(tmp_path: Path) -> None:
    pairs, clusters = tmp_path / "pairs.csv", tmp_path / "clusters.parquet"
    with pytest.raises(pa.ArrowInvalid):
        tables.write({pairs: {"left": [1]}, clusters: {"row": [1, "two"]}})
    assert list(tmp_path.iterdir()) == []


def test_a_saved_model_is_used_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, model = put(tmp_path / "a.csv", GOOD), str(tmp_path / "model.json")
    out = tmp_path / "pairs.csv"
    assert main([good, "-o", str(out), "--save-model", model]) == 0
    assert main([good, "-o", str(out), "--model", model]) == 0
    assert main([good, "-o", str(out), "--model", good]) == 2
    assert "a.csv: cannot be used" in capsys.readouterr().err


def test_a_column_that_no_file_has_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = put(tmp_path / "a.csv", GOOD)
    assert main([good, "-o", str(tmp_path / "p.csv"), "--column", "company=名字"]) == 2
    assert "a.csv, row 1, column 名字: there is no such column" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--threshold", "0"], ["--column", "colour=red"]])
def test_a_wrong_argument_is_refused(tmp_path: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        main([put(tmp_path / "a.csv", GOOD), "-o", str(tmp_path / "p.csv"), *wrong])


def test_bad_rows_can_be_left_out_with_a_copy_that_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = put(
        tmp_path / "people.csv",
        "id,given_name,surname,dob,occupation\n"
        "1,Ada,Lovelace,1815-12-10,mathematician\n"
        "2,Aristotle,Stagira,-0384-01-01,philosopher\n"
        "3,Ada,Lovelace,1815-12-10,mathematician\n"
        "4,short\n",
    )
    out, left = tmp_path / "pairs.csv", tmp_path / "left.csv"
    assert main([people, "-o", str(out)]) == 2
    assert not out.exists()
    assert main([people, "-o", str(out), "--skip-bad", str(left)]) == 0
    assert "2 rows left out for their problems" in capsys.readouterr().err
    (pair,) = rows(out)
    assert (pair["left_id"], pair["right_id"]) == ("1", "3")
    first, second = rows(left)
    assert (first["row"], first["problem"], first["occupation"]) == (
        "3",
        "dob: '-0384-01-01' is not a date",
        "philosopher",
    )
    assert (second["row"], second["problem"]) == ("5", "has 2 cells where the heading has 5")


def test_an_occupation_is_evidence(tmp_path: Path) -> None:
    people = put(
        tmp_path / "people.csv",
        "given_name,surname,dob,occupation\n"
        "Ada,Lovelace,1815-12-10,mathematician\n"
        "Ada,Lovelace,1815-12-10,Mathematician\n",
    )
    out = tmp_path / "pairs.csv"
    assert main([people, "-o", str(out)]) == 0
    assert "occupation: the same" in rows(out)[0]["evidence"]
