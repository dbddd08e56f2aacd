"""Every alert for Prometheus fires on what it is for and clears after it: promtool runs the generated rules."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hera_build import alerts, collect

ROOT = collect.ROOT
RULES = {rule.name: rule for rule in alerts.rules(ROOT)}
MINUTES = 120
BURN = {
    "fast": ("1h", "5m", 15, 14),
    "slow": ("6h", "30m", 6.5, 5.5),
    "trend": ("3d", "6h", 1.1, 0.9),
}  # fmt: skip


def gauge(series: str, wrong: float, fine: float) -> dict[str, tuple[str, str]]:
    """A gauge that is wrong for two hours, then fine for two."""
    return {series: (f"{wrong}x{MINUTES}", f"{fine}x{MINUTES}")}


def reading(name: str, wrong: float, fine: float) -> dict[str, tuple[str, str]]:
    return gauge(f'hera_alert_reading{{name="{name}"}}', wrong, fine)


def errors(wrong: int, fine: int) -> dict[str, tuple[str, str]]:
    """Refusals a minute of 100 requests."""
    return counters({"operations_error_total": (wrong, fine), "operations_success_total": (100 - wrong, 100 - fine)})


def counters(rates: dict[str, tuple[float, float]]) -> dict[str, tuple[str, str]]:
    """Counters that grow by one number a minute for two hours, then by another."""
    return {
        name: (f"0+{wrong}x{MINUTES}", f"{wrong * MINUTES}+{fine}x{MINUTES}") for name, (wrong, fine) in rates.items()
    }


def slow(wrong: str, fine: str) -> dict[str, tuple[str, str]]:
    """Requests, 100 a minute, that end in one bucket and in another later."""
    bounds = ("0.1", "0.25", "0.5", "1", "2.5", "+Inf")
    return counters({
        f'operation_duration_seconds_bucket{{le="{bound}"}}': (
            100 * (bounds.index(bound) >= bounds.index(wrong)), 100 * (bounds.index(bound) >= bounds.index(fine))
        )
        for bound in bounds
    })  # fmt: skip


def confidence(wrong: str, fine: str) -> dict[str, tuple[str, str]]:
    bounds = ("0.5", "0.6", "0.7", "0.8", "0.9", "1", "+Inf")
    return counters({
        f'ai_confidence_score_bucket{{le="{bound}"}}': (
            100 * (bounds.index(bound) >= bounds.index(wrong)), 100 * (bounds.index(bound) >= bounds.index(fine))
        )
        for bound in bounds
    })  # fmt: skip


def guesses(wrong: int, fine: int) -> dict[str, tuple[str, str]]:
    """Guesses posted of 10 a minute."""
    return counters({
        'hera_documents_total{posting_status="auto_posted"}': (wrong, fine),
        'hera_documents_total{posting_status="pending_review"}': (10 - wrong, 10 - fine),
    })  # fmt: skip


def used(wrong: int, fine: int) -> dict[str, tuple[str, str]]:
    """Connections of 100."""
    return {
        **gauge('database_connection_count{state="active"}', wrong - 1, fine - 1),
        **gauge('database_connection_count{state="idle"}', 1, 1),
        **gauge("database_connection_limit", 100, 100),
    }


def burning(level: str, kind: str) -> dict[str, tuple[str, str]]:
    """The long window goes on burning; it is the short one that ends the alert."""
    long, short, wrong, fine = BURN[kind]
    return {
        **gauge(f'hera_burn_rate{{level="{level}",window="{long}"}}', wrong, wrong),
        **gauge(f'hera_burn_rate{{level="{level}",window="{short}"}}', wrong, fine),
    }


SERIES: dict[str, dict[str, tuple[str, str]]] = {
    "hera_down": gauge('up{job="hera"}', 0, 1),
    "error_rate_high": errors(2, 1),
    "error_rate_critical": errors(6, 5),
    "latency_high": slow("1", "0.5"),
    "latency_critical": slow("2.5", "1"),
    "auto_posting_low": guesses(6, 8),
    "confidence_low": confidence("0.6", "0.9"),
    "breaker_open": gauge('hera_circuit_breakers{state="open"}', 1, 0),
    "deadlocks": counters({"database_deadlocks_total": (1, 0)}),
    "cache_hit_low": gauge('cache_hit_ratio{cache="shared_buffers"}', 0.89, 0.9),
    "connections_high": used(81, 80),
    "connections_critical": used(96, 95),
    "disk_low": reading("disk_free_share", 0.19, 0.2),
    "disk_critical": reading("disk_free_share", 0.09, 0.1),
    "registers_low": gauge("hera_registers_free", 7, 8),
    "replication_lag": reading("replication_lag_seconds", 61, 60),
    "standby_missing": reading("standbys_missing", 1, 0),
    "transaction_old": gauge("database_oldest_transaction_seconds", 901, 900),
    "wraparound_near": reading("xid_age", 1000000001, 1000000000),
    "wraparound_critical": reading("xid_age", 1500000001, 1500000000),
    "jobs_late": reading("jobs_late", 1, 0),
    "partitions_low": reading("partitions_ahead", 2, 3),
    "partitions_critical": reading("partitions_ahead", 1, 2),
    "audit_unsealed": gauge("audit_unsealed_seconds", 301, 300),
    "failed_sign_ins": reading("failed_sign_ins", 6, 5),
    "certificate_expires": reading("certificate_seconds", 2591999, 2592000),
    "certificate_critical": reading("certificate_seconds", 604799, 604800),
    "rotation_overdue": reading("rotations_overdue", 1, 0),
    "backup_old": reading("backup_seconds", 93601, 93600),
    "backup_critical": reading("backup_seconds", 172801, 172800),
    "gate_drift": gauge('hera_alerts_open{code="gate.drift"}', 1, 0),
    "gate_shift": gauge('hera_alerts_open{code="gate.shift"}', 1, 0),
    "gate_unreviewed": gauge('hera_alerts_open{code="gate.unreviewed"}', 1, 0),
    "gate_closed": gauge('hera_alerts_open{code="gate.closed"}', 1, 0),
    "raised_other": gauge('hera_alerts_open{code="something.else"}', 1, 0),
    "readings_unknown": reading("readings_unknown", 1, 0),
    **{
        f"{level}_burn_{kind}": burning(level, kind)
        for level in ("availability", "errors", "write_latency", "read_latency")
        for kind in BURN
    },
}


def promtool() -> str:
    found = shutil.which("promtool")
    unpacked = ROOT / ".hera" / "promtool" / "usr" / "bin" / "promtool"
    if found is None and not unpacked.exists():
        pytest.skip("promtool is not installed (apt install prometheus)")
    return found or str(unpacked)


def case(name: str) -> dict[str, Any]:
    """It does not fire before its time, fires within the two hours, and is over at the end."""
    rule = RULES[name]
    fires = {
        "exp_labels": {"severity": rule.severity, "tier": rule.tier},
        "exp_annotations": {"summary": rule.summary, "runbook": rule.runbook},
    }
    expected = [(f"{MINUTES}m", [fires]), (f"{2 * MINUTES}m", [])]
    if rule.hold >= 120:
        expected.insert(0, ("1m", []))
    return {
        "name": name,
        "interval": "1m",
        "input_series": [
            {"series": series, "values": f"{wrong} {fine}"} for series, (wrong, fine) in SERIES[name].items()
        ],
        "alert_rule_test": [{"eval_time": at, "alertname": name, "exp_alerts": alert} for at, alert in expected],
    }


def case_file(folder: Path, name: str, **changes: Any) -> Path:
    """The case of one alert beside its rule; JSON is YAML."""
    rules = folder / f"{name}.rules.yml"
    rules.write_text(alerts.render([replace(RULES[name], **changes)]), encoding="utf-8")
    path = folder / f"{name}.test.yml"
    tests = {"rule_files": [str(rules)], "evaluation_interval": "1m", "tests": [case(name)]}
    path.write_text(json.dumps(tests), encoding="utf-8")
    return path


def test_every_alert_has_a_case() -> None:
    assert SERIES.keys() == RULES.keys()


def test_every_alert_fires_and_clears(tmp_path: Path) -> None:
    program = promtool()
    rules = tmp_path / "hera.rules.yml"
    rules.write_text(alerts.prometheus(ROOT), encoding="utf-8")
    done = subprocess.run([program, "check", "rules", rules], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # A file a rule: with all of them in one, each case would judge all.
    files = [case_file(tmp_path, name) for name in RULES]
    done = subprocess.run([program, "test", "rules", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_promtool_would_notice(tmp_path: Path) -> None:
    """A threshold that is never reached fails the same test."""
    program = promtool()
    path = case_file(tmp_path, "hera_down", threshold="-1")
    done = subprocess.run([program, "test", "rules", path], capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_every_runbook_is_a_heading() -> None:
    headings: dict[str, set[str]] = {}
    for rule in RULES.values():
        page, _, heading = rule.runbook.partition("#")
        if page not in headings:
            lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
            headings[page] = {
                line.lstrip("#").strip().lower().replace(" ", "-") for line in lines if line.startswith("#")
            }
        assert heading in headings[page], rule.runbook
