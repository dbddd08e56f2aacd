"""How well HERA classifies beside what is usual: ``make evaluate``, or ``make evaluate EVALUATE=--quick``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

import psycopg
from rich.console import Console

from bench.server import DATABASE, bench_server, server_version
from evaluation.baselines import learn_texts, linear_svm, logistic_regression, look_up
from evaluation.replay import Replayed, create_organization, replay
from evaluation.report import show, write_section
from evaluation.results import BUDGETS, Row, baseline_row, hera_row, judge, ungated_row
from hera.demo.payers import PAYERS, Payer, Payment, read_payments
from hera.install import Installer
from hera.server.place import find_place

KINDS = ("exact lookup", "TF-IDF LR", "TF-IDF SVM")
QUICK_ROWS = 1_200
# What hera train --due does: a tenth more decisions than the last training knew.
FIRST = 100
GROWTH = 0.1


def main() -> int:
    """Run the evaluation; 0 when everything is reached, 1 when not. A short look only shows."""
    options = _parser().parse_args()
    # One thread a process: methods run beside each other, and a figure of time is of one core.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    console = Console()
    if not console.is_terminal:
        console = Console(width=170)
    place = find_place()
    limit = options.rows or (QUICK_ROWS if options.quick else None)
    payers = [payer for payer in PAYERS if options.only in (None, payer.key)]
    work = {payer.key: read_payments(payer, limit) for payer in payers}
    with bench_server(place, keep=options.keep) as cluster:
        dsn = cluster.dsn(DATABASE)
        with psycopg.connect(dsn, autocommit=True) as admin:
            Installer(admin).run(with_plpython=True)
            server = server_version(admin)
        with (
            ProcessPoolExecutor(1, mp_context=get_context("spawn")) as learners,
            ThreadPoolExecutor(1, thread_name_prefix="replay") as replays,
        ):
            baselines = {
                payer.key: [learners.submit(_baseline, kind, payer.key, work[payer.key]) for kind in KINDS]
                for payer in payers
            }
            hera = {
                payer.key: [replays.submit(_hera, dsn, payer, work[payer.key], budget) for budget in BUDGETS]
                for payer in payers
            }
            rows = [
                row
                for payer in payers
                for row in _collect(console, payer, work[payer.key], baselines[payer.key], hera[payer.key])
            ]
    targets = judge(rows)
    show(console, rows, targets)
    target = Path(options.json) if options.json else place.home / "evaluation" / "evaluation.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    document = {"server": server, "rows": [asdict(row) for row in rows], "targets": [asdict(t) for t in targets]}
    target.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    console.print(f"written: {target}")
    if options.figures:
        write_section(place.root / options.figures, rows, targets, server, options.quick)
        console.print(f"written: {options.figures}")
    return 0 if limit is not None or all(t.ok for t in targets) else 1


def _baseline(kind: str, labelled: str, payments: list[Payment]) -> Row:
    """One baseline on one set; runs in a process of its own."""
    if kind == KINDS[0]:
        run = look_up(payments)
    else:
        classifier = logistic_regression if kind == KINDS[1] else linear_svm
        run = learn_texts(kind, payments, classifier, FIRST, GROWTH)
    return baseline_row(labelled, payments, run)


def _hera(dsn: str, payer: Payer, payments: list[Payment], budget: float) -> Replayed:
    with psycopg.connect(dsn, autocommit=True) as admin:
        organization = create_organization(admin, payer, payments, budget)
    return replay(dsn, organization, FIRST, GROWTH)


def _collect(
    console: Console,
    payer: Payer,
    payments: list[Payment],
    baselines: list[Future[Row]],
    replays: list[Future[Replayed]],
) -> list[Row]:
    """Rows of one set, as they become ready."""
    rows = [future.result() for future in baselines]
    done = [future.result() for future in replays]
    rows += [ungated_row(payer.key, payments, done[0]), hera_row(payer.key, done)]
    for row in rows:
        console.print(
            f"{row.labelled}: {row.method}: accuracy {row.accuracy:.1%}, "
            + ", ".join(f"{p.rate:.1%} posted, {p.error:.2%} wrong" for p in row.posted)
        )
    stages = ", ".join(f"{stage} {number:,}" for stage, number in done[0].stages.most_common())
    console.print(
        f"{payer.key}: HERA: stages {stages}; submit {1000 * done[0].submit_seconds / len(done[0].guesses):.2f} ms,"
        f" feedback {1000 * done[0].feedback_seconds / len(done[0].guesses):.2f} ms a document;"
        f" longest training {done[0].longest_training:.1f} s"
    )
    return rows


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"the first {QUICK_ROWS:,} payments of each set")
    parser.add_argument("--rows", type=int, help="only so many payments of each set")
    parser.add_argument("--only", choices=[payer.key for payer in PAYERS], help="one set")
    parser.add_argument("--figures", help="page that gets a section")
    parser.add_argument(
        "--json", help="file for the figures (default: evaluation/evaluation.json in the server's home)"
    )
    parser.add_argument("--keep", action="store_true", help="leave the server running afterwards")
    return parser


if __name__ == "__main__":
    sys.exit(main())
