"""Speed of HERA against what is wanted of it: ``make bench``, or ``make bench BENCH=--quick`` for a short look."""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

import psycopg
from rich.console import Console

from bench.report import Report
from bench.scenarios import Bench
from bench.server import DATABASE, bench_server, server_version
from bench.sizes import FULL, QUICK
from hera.server.place import find_place

SCENARIOS = ("submit", "stages", "batch", "numbers", "growth", "reports", "operations", "limiter", "audit")


def main() -> int:
    """Run the scenarios; 0 when every figure is good enough, 1 when one is not or what was stored is wrong."""
    options = _parser().parse_args()
    console = Console(stderr=False)
    place = find_place()
    seed = options.seed or int(os.environ.get("HERA_SEED") or random.SystemRandom().randrange(1, 2**31))
    console.print(f"HERA_SEED={seed}")
    with bench_server(place, keep=options.keep) as cluster:
        with psycopg.connect(cluster.dsn(DATABASE)) as connection:
            report = Report(seed, options.quick, server_version(connection))
        bench = Bench(cluster, report, QUICK if options.quick else FULL, console)
        bench.prepare()
        for scenario in SCENARIOS:
            if options.only in (None, scenario):
                getattr(bench, scenario)()
        bench.check()
        # What is guessed here waits for review: not a case for that check.
        if options.only in (None, "classify"):
            bench.classify()
    report.show(console)
    target = Path(options.json) if options.json else place.home / "bench" / "bench.json"
    report.write_json(target)
    console.print(f"written: {target}")
    if options.figures:
        report.write_section(place.root / options.figures)
        console.print(f"written: {options.figures}")
    # A short run on a busy machine says little about speed; what was stored must be right in any run.
    return 1 if report.faults or (report.missed and not options.quick) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; missed figures are shown but do not fail")
    parser.add_argument("--only", choices=(*SCENARIOS, "classify"), help="one scenario")
    parser.add_argument("--figures", default=os.environ.get("HERA_FIGURES"), help="page that gets a section")
    parser.add_argument("--json", help="file for the figures (default: bench/bench.json in the server's home)")
    parser.add_argument("--seed", type=int, help="repeat a run")
    parser.add_argument("--keep", action="store_true", help="leave the server running afterwards")
    return parser


if __name__ == "__main__":
    sys.exit(main())
