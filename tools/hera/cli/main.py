"""Entry point of ``hera``. Commands are imported when they are called, so that ``--help`` stays fast."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import click

from hera import __version__


@dataclass
class Settings:
    """What the global options say; ``ctx.obj`` of every command."""

    dsn: str | None = None
    output: str = "table"


# name -> (module below hera.commands, attribute, one line for --help)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "up": ("server", "up", "Start the private server and install HERA in it."),
    "down": ("server", "down", "Stop the private server."),
    "dsn": ("server", "dsn", "Print a connection string of the private server."),
    "psql": ("server", "psql", "Open psql on HERA's database."),
    "migrate": ("migrate", "migrate", "Install HERA in a database and bring its storage up to date."),
    "rollback-decision": (
        "decision",
        "rollback_decision",
        "Say whether a change should be taken back; exit 3 for yes.",
    ),
    "charts": ("charts", "charts", "Import charts of accounts of GnuCash and LedgerSMB."),
    "verify": ("verify", "verify", "Check the books and the catalog; exit 3 when anything is wrong."),
    "seal-audit": ("audit", "seal_audit", "Seal the audit trail and print or keep the checkpoint."),
    "verify-audit": ("audit", "verify_audit", "Check the audit trail against a checkpoint; exit 3 if not whole."),
    "audit-proof": ("audit", "audit_proof", "Write a proof of a document that needs no database to be checked."),
    "health": ("health", "health", "Ask how the database is, as probes do; exit 3 when something critical is wrong."),
    "metrics": ("metrics", "metrics", "Print metrics for Prometheus."),
    "alerts": ("alerts", "alerts", "Show alerts that fire, are pending or cannot be judged; exit 3 when one fires."),
    "service-levels": ("alerts", "service_levels", "Show service levels and how fast their error budgets burn."),
    "morning": ("doctor", "morning", "One page for the morning: system, jobs, errors, capacity, security, backups."),
    "doctor": ("doctor", "doctor", "Findings with evidence, cause and command; exit 3 when there is one."),
    "rotate": ("rotate", "rotate", "Rotate login roles and keys; what was before is accepted until nobody needs it."),
    "access": ("access", "access", "Say who may do what in an organization, and which logins speak for whom."),
    "report": ("report", "report", "Print a report: trial balance, balance sheet, general ledger and others."),
    "review": ("review", "review", "List documents that wait for a person, approve, correct or reject them."),
    "refresh": ("refresh", "refresh", "Bring rollups and profiles up to date now."),
    "run": ("run", "run", "Run the jobs that are due, until stopped."),
    "incident": ("incidents", "incident", "Open incidents, write down what happens, see what is due."),
    "oncall": ("incidents", "oncall", "Say and ask who is on call."),
    "feature": ("features", "feature", "Give features to a share of the organizations."),
    "backup": ("backup", "backup", "Make backups, and prove that they can be restored."),
    "pools": ("pools", "pools", "Look at the pools of connections and put their roles right."),
    "capacity": ("capacity", "capacity", "Print what may run short, and what to do about it."),
    "preflight": ("capacity", "preflight", "Say whether a change may go ahead; exit 3 when not."),
    "jobs": ("jobs", "jobs", "Look at the jobs of hera run, run, pause or schedule one, hand them to pg_cron."),
    "maintenance": ("maintenance", "maintenance", "Keep tables and indexes well, in a window; planned work."),
    "train": ("train", "train", "Train classification models, or those that are due."),
    "archive": ("archive", "archive", "Take months out of the books into Parquet files, check them, bring them back."),
    "export": ("export", "export", "Write the books for Beancount, hledger or a spreadsheet."),
    "demo": ("demo", "demo", "Replay real payments of four public bodies and report."),
}

EPILOG = """\b
Connection: --dsn, else DATABASE_URL, else PGHOST, PGSERVICE and the other
variables of libpq (and ~/.pgpass), else the private server when it runs.

\b
Exit codes: 0 done; 1 failed; 2 wrong usage; 3 pending, drifted or not
verified; 4 cannot connect; 5 a lock was not granted in time.

\b
Examples:
  hera up
  psql "$(hera dsn)"
  hera --dsn service=books migrate plan
  hera --output json verify
"""


class LazyGroup(click.Group):
    """A group that knows its commands' names and summaries without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"hera.commands.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--dsn", metavar="CONNINFO", help="Connection string or URI, as psql takes it.")
@click.option(
    "--output",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="Format of rows on standard output.",
)
@click.version_option(__version__, prog_name="hera")
@click.pass_context
def cli(ctx: click.Context, dsn: str | None, output: str) -> None:
    """HERA, a multi-tenant business ledger inside PostgreSQL."""
    ctx.obj = Settings(dsn, output)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with one of the documented codes."""
    try:
        # Outside standalone mode click returns the code of an Exit.
        code = cli.main(
            args=list(arguments) if arguments is not None else None, prog_name="hera", standalone_mode=False
        )
    except click.Abort:
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except BrokenPipeError:
        # The reader of a pipe has left, as in "hera verify | head".
        sys.stderr.close()
        sys.exit(141)
    except Exception as failure:
        from hera.cli.errors import report

        sys.exit(report(failure))
    sys.exit(code if isinstance(code, int) else 0)
