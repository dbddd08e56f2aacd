"""The rate limiter on one hot key: alone, inside transactions that last, and beside Redis on the same machine."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from uuid import UUID

from bench.load import Load
from bench.populate import LOGIN
from bench.server import DATABASE

if TYPE_CHECKING:
    from bench.scenarios import Bench

# Far away for every key: what is measured is a call that is admitted.
LIMIT = 10_000_000
KEYS = ("gcra", "sliding_window", "with limits of actor and operation")
# The key stands in the statement, as in that of Redis: looking it up is no work of the limiter.
CALL = "SELECT limited FROM hera.check_rate_limit('{key}'{more});"
MANY = """\\set name 1
SELECT count(l.limited) FROM bench.hot_key AS h CROSS JOIN generate_series(1, 100) AS n
CROSS JOIN LATERAL hera.check_rate_limit(h.organization_id, NULL, 1 + n * 0) AS l WHERE h.name = :name;
"""
INSIDE = "BEGIN;\n{call}\nSELECT pg_sleep(0.010);\nCOMMIT;\n"
# The same algorithm as hera_internal.limit_request, with the same answer.
REDIS_SCRIPT = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, tolerance, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local arrival = math.min(math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now), now + tolerance)
local after = arrival + interval * cost
if after > now + tolerance then
  return {1, tolerance / interval, math.floor((now + tolerance - arrival) / interval), after - now - tolerance, arrival - now}
end
redis.call('SET', KEYS[1], string.format('%.0f', after))
return {0, tolerance / interval, math.floor((now + tolerance - after) / interval), -1, after - now}
"""


@dataclass(frozen=True)
class Redis:
    """A Redis of its own, started for the run; where it was unpacked and where it listens."""

    root: Path
    socket: Path

    @property
    def environment(self) -> dict[str, str]:
        """Its libraries were unpacked beside it."""
        found = sorted({str(path.parent) for path in self.root.glob("usr/lib/**/*.so*")})
        return {**os.environ, "LD_LIBRARY_PATH": ":".join(found)}

    def call(self, program: str, *arguments: str) -> str:
        """Output of one of its programs."""
        done = subprocess.run(
            [str(self.root / "usr/bin" / program), "-s", str(self.socket), *arguments],
            capture_output=True, text=True, check=False, env=self.environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr.strip()[-500:]}")
        return done.stdout.strip()

    def rate(self, clients: int, calls: int, script: str) -> float:
        """Calls a second of a script on one key."""
        arguments = [str(60_000_000 // LIMIT), str(60_000_000 // LIMIT * LIMIT), "1"]
        lines = self.call(
            "redis-benchmark", "-c", str(clients), "-n", str(calls), "--csv", "EVALSHA", script, "1", "hot", *arguments
        ).splitlines()
        return float(lines[-1].split(",")[1].strip('"'))


@contextmanager
def redis_beside(root: Path) -> Iterator[Redis | None]:
    """A Redis that writes nothing to disk, or None where there is none."""
    program = root / "usr/bin/redis-server"
    if not program.exists():
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="hera-redis-") as directory:
        redis = Redis(root, Path(directory) / "redis.sock")
        server = subprocess.Popen(
            [str(program), "--port", "0", "--unixsocket", str(redis.socket), "--save", "", "--dir", directory],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=redis.environment,
        )  # fmt: skip
        try:
            for _ in range(100):
                if redis.socket.exists() or server.poll() is not None:
                    break
                time.sleep(0.05)
            yield redis if redis.socket.exists() and server.poll() is None else None
        finally:
            server.terminate()
            server.wait(10)


def prepare(bench: Bench) -> list[UUID]:
    """One organization for each kind of limit."""
    made: list[UUID] = []
    with bench.connect() as connection:
        connection.execute("CREATE TABLE bench.hot_key (name integer PRIMARY KEY, organization_id uuid NOT NULL)")
        connection.execute(f"GRANT SELECT ON bench.hot_key TO {LOGIN}")
        for number, name in enumerate(KEYS, 1):
            row = connection.execute("SELECT hera.create_organization(%s)", [f"Hot key {number}"]).fetchone()
            assert row is not None
            settings = {"rate_limit_max_requests": str(LIMIT)}
            if name == "sliding_window":
                settings["rate_limit_algorithm"] = name
            elif name != "gcra":
                settings["rate_limit_actor_max_requests"] = str(LIMIT)
                connection.execute("SELECT hera.set_rate_limit(%s, %s, p_operation => 'export')", [row[0], LIMIT])
            for setting, value in settings.items():
                connection.execute("SELECT hera.set_setting(%s, %s, %s)", [setting, value, row[0]])
            connection.execute("SELECT hera.grant_access(%s, %s::name, 'bench', 'integration')", [row[0], LOGIN])
            connection.execute("INSERT INTO bench.hot_key VALUES (%s, %s)", [number, row[0]])
            made.append(row[0])
    return made


def compare(bench: Bench) -> None:
    """All in turns, so that they meet the same machine."""
    keys = prepare(bench)
    more = {"with limits of actor and operation": ", p_operation => 'export'"}
    scripts = {name: CALL.format(key=key, more=more.get(name, "")) for name, key in zip(KEYS, keys, strict=True)}
    scripts["100 calls a statement"] = MANY
    scripts["inside"] = INSIDE.format(call=CALL.format(key=keys[0], more=""))
    scripts["without"] = INSIDE.format(call=f"SELECT '{keys[0]}'::uuid;")
    loads: dict[str, list[Load]] = {name: [] for name in scripts}
    beside: list[float] = []
    with redis_beside(bench.cluster.place.root / ".hera" / "redis") as redis:
        script = redis.call("redis-cli", "SCRIPT", "LOAD", REDIS_SCRIPT) if redis else ""
        for number in range(-1, bench.sizes.rounds):
            for name, text in scripts.items():
                load = patiently(bench, text, number + 1)
                if load and number >= 0:
                    loads[name].append(load)
            if redis and number >= 0:
                beside.append(redis.rate(8, 20_000 * bench.sizes.seconds, script))
    report(bench, loads, beside)


def patiently(bench: Bench, script: str, number: int) -> Load | None:
    """One run; another where the machine was so busy that a call waited for the limiter for more than 50 ms."""
    for _ in range(5):
        try:
            return bench.run(DATABASE, script, bench.sizes.seconds, number)
        except RuntimeError as error:
            if "RL_002" not in str(error):
                raise
            bench.console.print("the limiter was busy for longer than 50 ms: once more")
    return None


def report(bench: Bench, loads: dict[str, list[Load]], beside: list[float]) -> None:
    """The figures; 0 where the machine was too busy for any."""
    add = bench.report.add
    rates = {name: median(load.rate for load in each) if each else 0 for name, each in loads.items()}
    add("rate limit, one hot key, 8 clients", rates["gcra"], "calls/s", at_least=20_000)
    if loads["gcra"]:
        for share in (0.50, 0.95, 0.99):
            got = median(load.percentile(share) for load in loads["gcra"])
            add(f"rate limit, one hot key, p{share * 100:.0f}", got, "ms")
        add("rate limit, server CPU", median(load.cpu_ms for load in loads["gcra"]), "ms/call")
    add("rate limit, 100 calls a statement", 100 * rates["100 calls a statement"], "calls/s")
    for name in KEYS[1:]:
        add(f"rate limit, {name.replace('_', ' ')}", rates[name], "calls/s")
    add("transactions of 10 ms without the limiter", rates["without"], "transactions/s")
    add("transactions of 10 ms with the limiter on one key", rates["inside"], "transactions/s")
    add("transactions of 10 ms, with the limiter / without", rates["inside"] / rates["without"], "", at_least=0.9)
    if beside:
        add("Redis on the same machine, the same by a script, 8 clients", median(beside), "calls/s")
    else:
        add("Redis on the same machine: not there", 0, "calls/s")
