"""The command line without a server: help, usage, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from hera import __version__
from hera.cli.errors import CANNOT_CONNECT, FAILED, LOCK_TIMEOUT, NOT_VERIFIED, HeraError, exit_code_of
from hera.cli.main import COMMANDS


def run_hera(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the tool as a user would, without the variables of libpq."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    inherited.pop("DATABASE_URL", None)
    return subprocess.run(
        [Path(sys.executable).parent / "hera", *arguments],
        capture_output=True,
        text=True,
        env={**inherited, **environment},
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_help_lists_every_command() -> None:
    done = run_hera("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert f"  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    done = run_hera(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: hera")


def test_help_imports_no_driver() -> None:
    """So that it is fast, whatever else the machine does."""
    program = "import sys; from hera.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    program += "slow = ('psycopg', 'rich', 'hera.install', 'hera.commands', 'importlib.metadata')\n"
    program += "print([m for m in slow if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_version() -> None:
    assert run_hera("--version").stdout == f"hera, version {__version__}\n"


def test_wrong_usage_is_2() -> None:
    done = run_hera("no-such-command")
    assert done.returncode == 2
    assert done.stdout == ""


def test_no_server_is_4(tmp_path: Path) -> None:
    done = run_hera("--dsn", f"host={tmp_path} dbname=x", "verify")
    assert done.returncode == CANNOT_CONNECT
    assert done.stderr.startswith("hera: error: ")
    assert done.stdout == ""


def test_database_url_goes_before_libpq_variables(tmp_path: Path) -> None:
    done = run_hera("verify", DATABASE_URL=f"postgresql:///x?host={tmp_path}", PGHOST="/not/this/one")
    assert done.returncode == CANNOT_CONNECT
    assert str(tmp_path) in done.stderr


def test_libpq_variables_go_before_the_private_server(tmp_path: Path) -> None:
    done = run_hera("verify", PGHOST=str(tmp_path))
    assert done.returncode == CANNOT_CONNECT
    assert str(tmp_path) in done.stderr


class _DatabaseError(psycopg.Error):
    def __init__(self, sqlstate: str) -> None:
        super().__init__("message")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("55P03", LOCK_TIMEOUT),
        ("ZHD02", NOT_VERIFIED),
        ("ZHD03", NOT_VERIFIED),
        ("ZHD04", NOT_VERIFIED),
        ("42501", FAILED),
        ("ZHV01", FAILED),
    ],
)
def test_exit_code_of_sqlstate(state: str, code: int) -> None:
    assert exit_code_of(_DatabaseError(state)) == code


def test_exit_code_of_the_tools_own_errors() -> None:
    assert exit_code_of(HeraError("x", exit_code=NOT_VERIFIED)) == NOT_VERIFIED
    assert exit_code_of(HeraError("x")) == FAILED
