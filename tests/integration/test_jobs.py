"""hera run and hera jobs: one process leads, another takes over, nothing runs twice, and a signal ends it cleanly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest

from hera.jobs import callables
from hera.jobs.perform import perform
from hera.jobs.runner import Runner
from support.databases import Connection, Database
from support.schemas import check

Start = Callable[..., "Process"]


class Process:
    """A ``hera run`` with its log in a file."""

    def __init__(self, database: Database, log: Path, *options: str) -> None:
        self.log = log
        environment = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
        with log.open("wb") as target:
            self.popen = subprocess.Popen(
                [Path(sys.executable).parent / "hera", "--dsn", database.dsn, "run", "--interval", "0.2", *options],
                stderr=target, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment,
            )  # fmt: skip

    def events(self) -> list[dict[str, Any]]:
        """What it has said so far; every line is JSON."""
        return [check("run-log", line) for line in self.log.read_text().splitlines()]

    def said(self, event: str, **fields: Any) -> bool:
        return any(line["event"] == event and fields.items() <= line.items() for line in self.events())

    def wait_for(self, event: str, **fields: Any) -> None:
        eventually(lambda: self.said(event, **fields), f"{event} {fields}: {self.log.read_text()}")


def eventually(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.fixture
def start(clone: Database, tmp_path: Path) -> Iterator[Start]:
    """Starts processes that are killed after the test."""
    started: list[Process] = []

    def begin(*options: str) -> Process:
        started.append(Process(clone, tmp_path / f"log{len(started)}", *options))
        return started[-1]

    yield begin
    for process in started:
        if process.popen.poll() is None:
            process.popen.kill()
        process.popen.wait()


def add_job(admin: Connection, name: str, call: str, *, language: str = "sql", period: str = "1 hour") -> None:
    admin.execute(
        "INSERT INTO hera_internal.job (name, ordinal, language, call, period, description)"
        " VALUES (%s, 9, %s, %s, %s::interval, 'test')", [name, language, call, period],
    )  # fmt: skip


def history(admin: Connection, name: str) -> list[str]:
    rows = admin.execute("SELECT outcome FROM hera.job_history(%s)", [name]).fetchall()
    return [str(row[0]) for row in rows]


def tool(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
    return subprocess.run(
        [Path(sys.executable).parent / "hera", "--dsn", database.dsn, *arguments],
        capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_one_leads_and_another_takes_over(start: Start, clone_admin: Connection) -> None:
    """The leader is killed; the other leads, and jobs are not run twice for it."""
    first = start()
    first.wait_for("job done", job="make_partitions")
    second = start()
    second.wait_for("waiting")
    assert not second.said("leading")
    assert first.said("job done", job="refresh_profiles")
    first.popen.kill()
    first.popen.wait()
    second.wait_for("leading")
    clone_admin.execute("SELECT hera.schedule_job('make_partitions', interval '1 second')")
    second.wait_for("job done", job="make_partitions")
    assert set(history(clone_admin, "make_partitions")) == {"done"}
    second.popen.terminate()
    assert second.popen.wait(30) == 0
    assert second.events()[-1]["event"] == "stopped"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_a_job_runs(start: Start, clone_admin: Connection, number: int) -> None:
    """A job that does not end within the grace is cancelled, and the history says so."""
    add_job(clone_admin, "slow", "SELECT pg_sleep(600)::text AS slept")
    process = start("--grace", "0.5")
    process.wait_for("job started", job="slow")
    eventually(lambda: history(clone_admin, "slow") == ["running"], "slow runs")
    process.popen.send_signal(number)
    assert process.popen.wait(30) == 0
    assert history(clone_admin, "slow") == ["cancelled"]
    assert process.said("job cancelled", job="slow")


def test_a_short_job_ends_in_the_grace(start: Start, clone_admin: Connection) -> None:
    add_job(clone_admin, "short", "SELECT 7 AS seven FROM pg_sleep(2)")
    process = start("--grace", "30")
    eventually(lambda: history(clone_admin, "short") == ["running"], "short runs")
    process.popen.terminate()
    assert process.popen.wait(40) == 0
    assert process.said("job done", job="short", result=[{"seven": 7}])
    assert history(clone_admin, "short") == ["done"]


def test_a_job_that_runs_is_skipped_and_one_that_was_lost_is_said(
    start: Start, clone: Database, clone_admin: Connection
) -> None:
    add_job(clone_admin, "slow", "SELECT pg_sleep(600)::text AS slept")
    process = start()
    eventually(lambda: history(clone_admin, "slow") == ["running"], "slow runs")
    done = tool(clone, "jobs", "run", "slow")
    assert done.returncode == 5, done.stderr
    assert "busy" in done.stdout
    process.popen.kill()
    process.popen.wait()
    # The server notices a client that is gone when it next speaks to it: the statement is ended by hand here.
    clone_admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT hera.perform_job%'"
        " AND datname = current_database()"
    )
    clone_admin.execute("UPDATE hera_internal.job SET call = 'SELECT 1 AS one' WHERE name = 'slow'")
    eventually(lambda: tool(clone, "jobs", "run", "slow").returncode == 0, "the lock ends with its session")
    assert history(clone_admin, "slow") == ["done", "lost"]


def test_a_long_job_keeps_no_other_waiting(start: Start, clone_admin: Connection) -> None:
    """Maintenance of an hour must not stop sealing; and it is not started a second time meanwhile."""
    clone_admin.execute("SELECT hera.schedule_job(name, p_enabled => false) FROM hera.list_jobs()")
    add_job(clone_admin, "long", "SELECT pg_sleep(600)", period="1 second")
    add_job(clone_admin, "short", "SELECT 1", period="1 second")
    process = start("--interval", "0.2", "--grace", "0.5")
    process.wait_for("job goes on", job="long")
    eventually(lambda: history(clone_admin, "short").count("done") >= 3, "the short one waits")
    assert history(clone_admin, "long") == ["running"]
    # It ends with the process all the same, and is not lost.
    process.popen.send_signal(signal.SIGTERM)
    assert process.popen.wait(60) == 0
    assert history(clone_admin, "long") == ["cancelled"]


def test_what_was_missed_is_done_once(start: Start, clone_admin: Connection) -> None:
    """After three days without any process a job of every day runs once."""
    add_job(clone_admin, "daily", "SELECT 1 AS one", period="1 day")
    clone_admin.execute(
        "INSERT INTO hera_internal.job_run (name, runner, started_at, finished_at, outcome)"
        " VALUES ('daily', 'x', now() - interval '3 days', now() - interval '3 days', 'done')"
    )
    process = start()
    process.wait_for("job done", job="daily")
    time.sleep(1)
    assert history(clone_admin, "daily") == ["done", "done"]
    due = clone_admin.execute("SELECT due_at > now() + interval '23 hours' FROM hera.list_jobs() WHERE name = 'daily'")
    assert due.fetchone() == (True,)


def test_a_job_that_fails_stops_no_other(start: Start, clone: Database, clone_admin: Connection) -> None:
    add_job(clone_admin, "broken", "SELECT 1 / 0 AS none", period="1 second")
    add_job(clone_admin, "stranger", "no_such_function", language="python")
    process = start()
    process.wait_for("job failed", job="broken")
    process.wait_for("job failed", job="stranger")
    eventually(lambda: len(history(clone_admin, "broken")) > 2, "it is tried again")
    assert process.said("job done", job="make_partitions")
    done = tool(clone, "--output", "json", "jobs", "run", "broken")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["result"]["sqlstate"] == "22012"


def test_disabled_jobs_and_once(start: Start, clone: Database, clone_admin: Connection) -> None:
    assert tool(clone, "jobs", "schedule", "make_partitions", "--disable").returncode == 0
    process = start("--once")
    assert process.popen.wait(60) == 0
    assert history(clone_admin, "make_partitions") == []
    assert history(clone_admin, "refresh_profiles") == ["done"]
    listed = json.loads(tool(clone, "--output", "json", "jobs", "list").stdout)
    assert {row["name"] for row in listed if not row["enabled"]} == {"make_partitions"}
    assert "refresh_profiles" in tool(clone, "--output", "csv", "jobs", "history", "refresh_profiles").stdout
    assert tool(clone, "jobs", "run", "no_such_job").returncode == 1


def test_every_job_does_its_work(start: Start, clone: Database, clone_admin: Connection) -> None:
    """What is registered can be run, also where there is nothing to do yet."""
    assert start("--once").popen.wait(120) == 0
    runs = dict(
        clone_admin.execute("SELECT name, outcome || coalesce(' ' || result::text, '') FROM hera.job_history()")
    )
    names = [row[0] for row in clone_admin.execute("SELECT name FROM hera.list_jobs()")]
    assert set(runs) == set(names)
    assert [name for name in names if not runs[name].startswith("done")] == [], runs


def test_a_job_in_python(clone: Database, clone_admin: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def count(connection: Connection, stop: Event) -> Any:
        assert not stop.is_set()
        row = connection.execute("SELECT count(*) FROM hera_internal.job").fetchone()
        return {"jobs": row[0] if row else None}

    monkeypatch.setitem(callables.CALLABLES, "count_jobs", count)
    add_job(clone_admin, "count", "count_jobs", language="python")
    (jobs,) = clone_admin.execute("SELECT count(*) FROM hera.list_jobs()").fetchone() or (0,)
    with clone.connect() as connection:
        done = perform(connection, "count", Event())
    assert (done.outcome, done.result) == ("done", {"jobs": jobs})
    assert history(clone_admin, "count") == ["done"]


def test_a_session_that_is_ended_leads_no_more(clone: Database, clone_admin: Connection) -> None:
    """The leader's session is terminated: it connects again, and leads only if nobody else does by then."""
    stop = Event()
    runner = Runner(clone.connect, stop=stop, interval=0.1)
    assert runner._lead()
    with clone.connect() as other:
        assert other.execute("SELECT hera.lead_jobs()").fetchone() == (False,)
        clone_admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        eventually(lambda: other.execute("SELECT hera.lead_jobs()").fetchone() == (True,), "the other leads")
        assert not runner._lead()
        assert not runner._lead()
    eventually(runner._lead, "it leads again")
    runner._leave()


def test_only_operators_may(clone: Database, clone_admin: Connection, login: Any) -> None:
    name = login(groups=("hera_app",))
    with clone.connect(name) as connection:
        for call in ("list_jobs()", "start_job('make_partitions', 'x')", "perform_job('make_partitions')"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT hera.{call}".encode())
    operator = login(groups=("hera_admin",))
    with clone.connect(operator) as connection:
        done = perform(connection, "make_partitions", Event())
    assert done.outcome == "done"


def test_a_pause_keeps_the_period_and_a_run_by_sql_is_recorded(clone: Database, clone_admin: Connection) -> None:
    clone_admin.execute("SELECT hera.schedule_job('make_partitions', interval '3 hours')")
    assert tool(clone, "jobs", "pause", "make_partitions").returncode == 0
    look = "SELECT period::text, enabled FROM hera.list_jobs() WHERE name = 'make_partitions'"
    assert clone_admin.execute(look.encode()).fetchone() == ("03:00:00", False)
    run = "SELECT hera.run_job('make_partitions', 'cron', true)"
    assert clone_admin.execute(run.encode()).fetchone() == ("not due",)
    assert tool(clone, "jobs", "resume", "make_partitions").returncode == 0
    assert clone_admin.execute(look.encode()).fetchone() == ("03:00:00", True)
    assert clone_admin.execute(run.encode()).fetchone() == ("done",)
    assert clone_admin.execute(run.encode()).fetchone() == ("not due",)
    assert clone_admin.execute("SELECT hera.run_job('make_partitions')").fetchone() == ("done",)
    add_job(clone_admin, "broken", "SELECT 1 / 0 AS none")
    assert clone_admin.execute("SELECT hera.run_job('broken')").fetchone() == ("failed",)
    assert history(clone_admin, "broken") == ["failed"]
    with clone.connect() as other:
        number = other.execute("SELECT hera.start_job('make_partitions', 'other')").fetchone()
        assert clone_admin.execute("SELECT hera.run_job('make_partitions')").fetchone() == ("busy",)
        other.execute("SELECT hera.finish_job(%s, 'done')", number)
    with pytest.raises(psycopg.Error) as caught:
        clone_admin.execute("SELECT hera.run_job('train_models')")
    assert caught.value.sqlstate == "ZHV10"


@pytest.mark.parametrize(
    ("period", "seconds", "wanted"),
    [
        ("5 seconds", True, "5 seconds"), ("5 seconds", False, "* * * * *"), ("1 minute", True, "* * * * *"),
        ("15 minutes", True, "*/15 * * * *"), ("7 minutes", True, "* * * * *"), ("6 hours", True, "M */6 * * *"),
        ("5 hours", True, "* * * * *"), ("1 day", True, "M 2 * * *"), ("7 days", True, "M 2 * * *"),
    ],
)  # fmt: skip
def test_schedules_of_cron_are_no_rarer_than_the_period(
    db: Connection, period: str, seconds: bool, wanted: str
) -> None:
    row = db.execute("SELECT hera_internal.cron_schedule('x', %s::interval, %s)", [period, seconds]).fetchone()
    minute = db.execute("SELECT abs(hashtext('x')) % 60").fetchone()
    assert row is not None
    assert minute is not None
    assert row[0] == wanted.replace("M", str(minute[0]))


def test_looks_are_a_little_apart(clone: Database) -> None:
    """Several processes that were started together do not go on asking together."""

    class Counting(Event):
        def __init__(self) -> None:
            super().__init__()
            self.waits: list[float] = []

        def wait(self, timeout: float | None = None) -> bool:
            self.waits.append(timeout or 0)
            if len(self.waits) == 8:
                self.set()
            return self.is_set()

    stop = Counting()
    with clone.connect() as other:
        other.execute("SELECT hera.lead_jobs()")
        Runner(clone.connect, stop=stop, interval=10).run()
    assert len(set(stop.waits)) > 1
    assert all(9 <= wait <= 11 for wait in stop.waits)
