from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.core.management.base import BaseCommand

from yingke.domains.tiering.queries import inputs, rule_sets


class Command(BaseCommand):
    help = "Write what the scores are computed from, as files that `yingke score` reads."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in inputs.INPUTS:
            pq.write_table(inputs.arrow_rows(name), folder / f"{name}.parquet")
        rules = rule_sets.in_force()
        for name, value in (("scorecard", rules.card), ("tiers", rules.tiers)):
            text = json.dumps(value, ensure_ascii=False, indent=2)
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
        files = " ".join(f"--{name} {folder}/{name}.parquet" for name in inputs.INPUTS)
        more = f"--scorecard {folder}/scorecard.json --tiers {folder}/tiers.json"
        self.stdout.write(f"yingke score {files} {more} -o {folder}/result.xlsx")
