"""The queries file of postgres_exporter gives what hera.metrics() gives, through the real exporter."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from hera_build import exporter
from support.office import Office, bill, journal, refused, submit, value


def sampled(text: str) -> dict[str, float]:
    """Name and labels, sorted, to value; labels of the exporter itself left out."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, _, number = line.rpartition(" ")
        metric, _, labels = name.partition("{")
        pairs = sorted(re.findall(r'(\w+)="([^"]*)"', labels))
        found[f"{metric}{[pair for pair in pairs if pair[0] != 'server']}"] = float(number)
    return found


def test_labels_are_those_of_the_metrics(office: Office, checkout: Path) -> None:
    organization = office.organization("Labelled")
    office.admin.execute("SELECT hera_internal.raise_alert(%s, 'gate.drift', 'x', 'x')", [organization])
    office.admin.execute("SELECT * FROM hera.evaluate_alerts()")
    metrics = {name: set(labels) for name, _, labels, _ in exporter.samples(checkout)}
    seen = set()
    for line in value(office.admin, "SELECT hera.metrics()").splitlines():
        if not line.startswith("#"):
            name, _, labels = line.rpartition(" ")[0].partition("{")
            assert set(re.findall(r'(\w+)="', labels)) == metrics[name], line
            seen.add(name)
    assert len(seen) > 20
    with refused("ZHV10"):
        office.admin.execute("SELECT * FROM hera.metric_samples('nothing')")


def test_the_real_exporter_serves_them(office: Office, checkout: Path) -> None:
    place = office.database.cluster.place
    unpacked = place.home / "postgres-exporter" / "usr" / "bin" / "prometheus-postgres-exporter"
    program = shutil.which("prometheus-postgres-exporter") or (str(unpacked) if unpacked.exists() else None)
    if program is None:
        pytest.skip("postgres_exporter is not installed (apt install prometheus-postgres-exporter)")
    organization = office.organization("Exported")
    caller = office.connect(office.login(organization))
    for request in (journal(), bill(counterparty="Nobody Ltd"), {}):
        submit(caller, organization, request)
    login = office.login(groups=("hera_auditor",))
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    # The driver of the exporter refuses some of the variables that libpq knows.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
    host, server_port = office.admin.info.host, office.admin.info.port
    environment["DATA_SOURCE_NAME"] = (
        f"host={host} port={server_port} user={login} dbname={office.database.name} sslmode=disable"
    )
    process = subprocess.Popen(
        [
            program, f"--web.listen-address=127.0.0.1:{port}", "--disable-default-metrics", "--disable-settings-metrics",
            f"--extend.query-path={checkout / 'deploy' / 'prometheus' / 'postgres_exporter.yml'}",
        ],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        served = sampled(scrape(port))
    finally:
        process.terminate()
        process.wait(30)
    wanted = sampled(value(office.admin, "SELECT hera.metrics()"))
    assert wanted.keys() <= served.keys()
    # What stands still between the two scrapes is the same.
    still = [name for name in wanted if name.startswith(("operation", "hera_documents", "ai_", "hera_organizations"))]
    assert len(still) > 40
    assert {name: served[name] for name in still} == {name: wanted[name] for name in still}


def scrape(port: int) -> str:
    """What the exporter serves, once its queries have run; it says of each whether it could."""
    for _ in range(120):
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
                text = str(answer.read().decode())
        except (urllib.error.URLError, OSError):
            continue
        if "operations_success_total" in text:
            assert "pg_exporter_last_scrape_error 0" in text
            return text
    raise AssertionError("the exporter does not serve the metrics")
