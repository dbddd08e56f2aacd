"""One run of pgbench: throughput, latencies and what the server spent."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.server import server_cpu
from hera.server.cluster import Cluster


@dataclass(frozen=True)
class Load:
    """What one run measured."""

    transactions: int
    seconds: float
    latencies: list[float]
    cpu: float

    @property
    def rate(self) -> float:
        """Transactions a second."""
        return self.transactions / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of server CPU a transaction."""
        return self.cpu * 1000 / self.transactions

    def percentile(self, share: float) -> float:
        """Latency in milliseconds that the given share of the transactions stayed under."""
        return self.latencies[min(int(len(self.latencies) * share), len(self.latencies) - 1)]


def run_load(
    cluster: Cluster,
    database: str,
    user: str,
    script: str,
    *,
    clients: int,
    seconds: int,
    seed: int,
    variables: Mapping[str, int],
) -> Load:
    """Run a script with prepared statements for some seconds.

    Raises RuntimeError with pgbench's message when any transaction fails.
    """
    with tempfile.TemporaryDirectory(prefix="hera-bench-") as directory:
        path = Path(directory) / "script.sql"
        path.write_text(script)
        command = [
            str(cluster.place.bindir / "pgbench"),
            "--no-vacuum",
            "--protocol=prepared",
            f"--client={clients}",
            "--jobs=2",
            f"--time={seconds}",
            f"--random-seed={seed}",
            "--log",
            f"--log-prefix={directory}/log",
            f"--file={path}",
            f"--host={cluster.socket}",
            f"--username={user}",
            *(f"--define={name}={value}" for name, value in variables.items()),
            database,
        ]
        before = server_cpu(cluster)
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        spent = server_cpu(cluster) - before
        if done.returncode != 0:
            raise RuntimeError(f"pgbench failed: {done.stderr.strip()[-2000:]}")
        latencies = sorted(
            int(line.split(" ", 3)[2]) / 1000 for log in Path(directory).glob("log.*") for line in log.open()
        )
    rate = next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps = "))
    return Load(len(latencies), len(latencies) / rate, latencies, spent)
