"""The documents keep their word: the reference names everything, the tutorial runs."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from yingke.engines.scoring import MEASURES
from yingke.engines.scoring.command import add_arguments, run
from yingke.engines.scoring.contract import CONTRACTS

DOCS = Path(__file__).parents[3] / "docs"


def blocks(document: str, language: str) -> list[str]:
    text = (DOCS / document).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def test_the_reference_names_every_table_column_measure_and_option() -> None:
    text = (DOCS / "reference/scoring.md").read_text(encoding="utf-8")
    for contract in CONTRACTS.values():
        section = text.split(f"### `{contract.name}`")[1].split("\n###")[0]
        for column in contract.columns:
            assert f"| `{column.name}` | {column.kind.value} |" in section
            assert column.meaning in section
    for measure in MEASURES.values():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{measure.name}` |"))
        assert measure.meaning in row
        assert f"| {measure.unit} |" in row
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    for action in parser._actions:
        if action.dest != "help":
            assert action.option_strings[-1 if action.dest != "output" else 0] in text


def test_the_tutorial_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    make, *notebook = blocks("tutorial/score-customers.md", "python")
    names: dict[str, object] = {}
    exec(make, names)
    text = (DOCS / "tutorial/score-customers.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^yingke score .*$", text, flags=re.MULTILINE)
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(shlex.split(command)[2:])) == 0
    assert (tmp_path / "scores.xlsx").exists()
    assert (tmp_path / "why.xlsx").exists()
    assert "BG/NBD: r = " in capsys.readouterr().out
    for block in notebook:
        exec(block, names)
    told = capsys.readouterr().out
    assert "monetary" in told
    assert "→ strategic" in told
    assert re.search(r"^growing \d+ 0\.\d", told, flags=re.MULTILINE)
    (later,) = re.findall(r"`(--previous [^`]*)`", text)
    assert run(parser.parse_args(shlex.split(f"{command} {later}")[2:])) == 0
    assert "moved since the earlier result: 0" in capsys.readouterr().out
