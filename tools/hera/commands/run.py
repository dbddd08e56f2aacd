"""hera run."""

from __future__ import annotations

import signal
from threading import Event
from types import FrameType

import click

from hera.cli.connection import connect
from hera.cli.main import Settings
from hera.jobs.runner import Runner, log


def read_address(context: click.Context, parameter: click.Parameter, given: str | None) -> tuple[str, int] | None:
    """HOST:PORT, where an IPv6 address stands in brackets."""
    if given is None:
        return None
    host, colon, port = given.rpartition(":")
    if not (colon and host and port.isdecimal() and int(port) < 65536):
        raise click.BadParameter("give HOST:PORT, such as 127.0.0.1:9464")
    return host.strip("[]"), int(port)


@click.command(
    epilog="""\b
Examples:
  hera run
  hera run --once                 from cron or a Kubernetes CronJob
  hera run --listen 127.0.0.1:9464
  hera run 2>> /var/log/hera.json

\b
One line of JSON on standard error for each event. SIGTERM and SIGINT stop it
cleanly: no job is started any more, one that runs may go on for --grace.
"""
)
@click.option(
    "--interval", type=click.FloatRange(0.1, 3600), default=5, show_default=True, help="Seconds between looks."
)
@click.option(
    "--grace", type=click.FloatRange(0, 3600), default=10, show_default=True, help="Seconds a job may go on at the end."
)
@click.option(
    "--listen", metavar="HOST:PORT", callback=read_address, help="Serve /metrics, /livez, /readyz and /startupz there."
)
@click.option("--once", is_flag=True, help="Run what is due now, if this process leads, and end.")
@click.pass_obj
def run(settings: Settings, interval: float, grace: float, listen: tuple[str, int] | None, once: bool) -> None:
    """Run the jobs that are due, until stopped.

    Any number may run: one leads, by a lock of its session, and another takes over when that session ends. Jobs, periods
    and history are in the database (hera jobs).
    """
    stop = Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    # A dead peer is noticed within half a minute; the server ends the session, and with it the lock, as soon.
    keepalives = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 10}
    runner = Runner(lambda: connect(settings, **keepalives), stop=stop, interval=interval, grace=grace)
    if listen is None:
        runner.run(once=once)
        return
    from hera.monitoring.serve import Server

    server = Server(lambda: connect(settings, connect_timeout=5), *listen)
    server.start()
    log("listening", host=listen[0], port=server.port)
    try:
        runner.run(once=once)
    finally:
        server.close()
