"""hera demo."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import click
import psycopg
from psycopg.conninfo import make_conninfo

from hera.cli.connection import connect, conninfo
from hera.cli.errors import NOT_VERIFIED, HeraError
from hera.cli.main import Settings
from hera.cli.output import progress
from hera.demo import bars, timings
from hera.demo.payers import PAYERS, Payer, Payment, read_payments
from hera.demo.replay import Replay, Stored, read_stored
from hera.demo.report import is_ok, report_organization, verify_rows
from hera.demo.stage import Connection, Logins, Organization, ensure_logins, ensure_organizations
from hera.install import Installer

_BY_KEY = {payer.key: payer for payer in PAYERS}


@click.command(
    epilog="""\b
Examples:
  hera demo                        replay what is missing, then report
  hera demo --fresh                again, into new organizations
  hera demo --output json | jq '.organizations[] | {name, precision}'
"""
)
@click.option("--fresh", is_flag=True, help="Replay into new organizations, even when there are some from before.")
@click.option(
    "--payer", "keys", multiple=True, type=click.Choice(list(_BY_KEY)), help="Only this payer; may be repeated."
)
@click.option("--rows", type=click.IntRange(min=1), help="Only the first payments of each payer, as many as this.")
@click.option(
    "--connections", type=click.IntRange(1, 4), default=2, show_default=True, help="Organizations replayed at a time."
)
@click.option(
    "--login",
    "prefix",
    default="hera_demo",
    show_default=True,
    help="Login that submits; with _reviewer, the one that reviews.",
)
@click.option("--output", type=click.Choice(["table", "json"]), help="As the same option before the command.")
@click.pass_obj
def demo(
    settings: Settings,
    fresh: bool,
    keys: tuple[str, ...],
    rows: int | None,
    connections: int,
    prefix: str,
    output: str | None,
) -> None:
    """Replay real payments of four public bodies and compare HERA's decisions with those of their own staff.

    Connects as an administrator (superuser) to prepare and report; submits and reviews as two ordinary logins. What
    is stored already is kept: an interrupted replay goes on where it stopped. Exit 3 when a check fails.
    """
    logins = Logins(prefix, f"{prefix}_reviewer")
    payers = [_BY_KEY[key] for key in dict.fromkeys(keys)] or list(PAYERS)
    payments = {payer.key: read_payments(payer) for payer in payers}
    with connect(settings) as admin:
        if not Installer(admin).installed():
            raise HeraError("HERA is not installed in this database", hint="Run: hera up")
        organizations = _prepare(admin, payers, payments, logins, fresh, rows)
        _replay(admin, conninfo(settings), organizations, logins, connections)
        report = _report(admin, conninfo(settings), organizations, logins)
    if (output or settings.output) == "json":
        json.dump(report, sys.stdout, default=str, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        from hera.demo.show import show_report

        show_report(report, _tool())
    if not report["ok"]:
        raise click.exceptions.Exit(NOT_VERIFIED)


def _prepare(
    admin: Connection,
    payers: list[Payer],
    payments: dict[str, list[Payment]],
    logins: Logins,
    fresh: bool,
    rows: int | None,
) -> list[Organization]:
    made = ensure_logins(admin, logins)
    for name in (logins.submitter, logins.reviewer):
        progress(f"login {name}: {'created' if name in made else 'reused'}")
    organizations = ensure_organizations(
        admin, payers, lambda payer: payments[payer.key], logins, fresh=fresh, limit=rows
    )
    for organization in organizations:
        progress(
            f"organization {organization.payer.name}: {'created' if organization.created else 'reused'},"
            f" {len(organization.codes)} accounts of its own"
        )
    return organizations


def _replay(
    admin: Connection, server: str, organizations: list[Organization], logins: Logins, connections: int
) -> None:
    """Submit and review what is not stored yet."""
    work: list[tuple[Organization, Stored, int]] = []
    for organization in organizations:
        stored = read_stored(admin, organization.id)
        selected = {payment.id for payment in organization.selected}
        submitted, reviewed = len(selected & stored.submitted), len(selected & stored.reviewed)
        missing = len(selected) - reviewed
        if submitted:
            progress(f"{organization.payer.name}: {submitted:,} payments stored, {reviewed:,} of them reviewed: reused")
        if missing:
            work.append((organization, stored, missing))
    if not work:
        progress("nothing to replay: this is the report on what is stored")
        return
    total = sum(missing for _, _, missing in work)
    progress(f"replaying {total:,} payments in date order as {logins.submitter}, reviewed after each business day")
    started = time.monotonic()
    with bars.show_progress([(organization, missing) for organization, _, missing in work]) as tick:
        replay = Replay(server, logins, tick, connections)
        try:
            replay.run([(organization, stored) for organization, stored, _ in work])
        except KeyboardInterrupt:
            progress("stopped; what is stored stays: run it again and it goes on from here")
            raise
        finally:
            for identifier, timing in replay.timings.items():
                timings.add_timing(identifier, timing)
    seconds = time.monotonic() - started
    progress(f"replayed {total:,} payments in {seconds:.0f} s: {total / seconds:,.0f} a second, reviews included")


def _report(admin: Connection, server: str, organizations: list[Organization], logins: Logins) -> dict[str, Any]:
    """As the reviewer, whose role may read the books, where an entry function answers; else as the administrator."""
    with psycopg.connect(make_conninfo(server, user=logins.reviewer), autocommit=True) as reader:
        report: dict[str, Any] = {
            "organizations": [
                report_organization(admin, reader, organization, timings.load_timing(organization.id), logins)
                for organization in organizations
            ]
        }
    report["verify"] = verify_rows(admin)
    report["ok"] = is_ok(report)
    return report


def _tool() -> str:
    """How the reader called this program."""
    program = Path(sys.argv[0])
    if program.name != "hera" or not program.is_absolute():
        return sys.argv[0] if program.name == "hera" else "hera"
    relative = os.path.relpath(program)
    return str(program) if relative.startswith("..") else relative
