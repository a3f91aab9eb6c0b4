"""Benchmark of the scoring engine, with a reference measured in the same run for each figure.

    python bench/scoring.py --data FOLDER [--rows N] [--customers N] [--only PART ...]

FOLDER contains the CDNOW purchases (CDNOW_sample.txt) at any depth; without it the part "published"
is left out. Parts: published, fit, tables, engines, product (the nightly run over the live tables).
"""

import argparse
import sys
from pathlib import Path

import scoring_fit
import scoring_product
import scoring_tables

PARTS = ("published", "fit", "tables", "engines", "product")


def main() -> int:
    """Run the parts and return the number of claims that do not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument(
        "--rows", type=int, default=10_000_000, help="number of orders in the large file"
    )
    parser.add_argument(
        "--customers", type=int, default=1_000_000, help="number of simulated customers for the fit"
    )
    parser.add_argument(
        "--database", help="URL of a PostgreSQL database (default: an embedded one)"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    args = parser.parse_args()
    claims: list[tuple[str, bool]] = []
    if "published" in args.only and args.data is None:
        print("published: left out, since --data names no folder with CDNOW_sample.txt")
    elif "published" in args.only:
        claims += scoring_fit.bench_published(args.data)
    if "fit" in args.only:
        claims += scoring_fit.bench_simulated(args.customers)
    if "tables" in args.only:
        claims += scoring_tables.bench_tables(args.rows)
    if "engines" in args.only:
        claims += scoring_tables.bench_engines(args.rows // 10, args.database)
    if "product" in args.only:
        claims += scoring_product.bench_product()
    print("\nclaims")
    for claim, holds in claims:
        print(f"  {'holds ' if holds else 'FAILS '} {claim}")
    return sum(not holds for _, holds in claims)


if __name__ == "__main__":
    sys.exit(main())
