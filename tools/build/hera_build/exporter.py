"""The queries file of postgres_exporter, from the registry of metrics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from . import seeds
from .model import BuildError

# Labels of each metric that has some, as hera.metrics() gives them.
LABELS = {
    "ai_classifications_total": ("stage",),
    "ai_confidence_score": ("le",),
    "cache_hit_ratio": ("cache",),
    "circuit_breaker_state": ("organization_id", "circuit"),
    "database_connection_count": ("state",),
    "database_transactions_total": ("result",),
    "hera_alerts_open": ("code",),
    "hera_burn_rate": ("level", "window"),
    "hera_circuit_breakers": ("state",),
    "hera_documents_total": ("posting_status",),
    "hera_job_last_done_timestamp_seconds": ("job",),
    "hera_organizations": ("status",),
    "hera_alert_reading": ("name",),
    "hera_waiting_documents": ("posting_status",),
    "operation_duration_seconds": ("le",),
    "operations_error_total": ("operation",),
    "operations_success_total": ("operation",),
}


def samples(root: Path) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Name, usage, labels and description of what is exported; a histogram as the counters it is made of."""
    for name, kind, description in seeds.texts(root / "sql/metrics/data/metric.sql"):
        labels = LABELS.get(name, ())
        if kind == "histogram":
            yield f"{name}_bucket", "COUNTER", labels, description
            yield f"{name}_count", "COUNTER", (), description
        else:
            yield name, kind.upper(), labels, description


def queries(root: Path) -> str:
    """The file. The exporter joins the name of a query and that of its column to the name of the metric."""
    lines = []
    seen: set[str] = set()
    # Any place to cut a name will do, but two metrics must not be one query: those with the least choice come first.
    for name, usage, labels, description in sorted(samples(root), key=lambda sample: sample[0].count("_")):
        cuts = [cut for cut, letter in enumerate(name) if letter == "_" and name[:cut] not in seen]
        if not cuts:
            raise BuildError(f"{name}: every query name is taken")
        query, column = name[: cuts[-1]], name[cuts[-1] + 1 :]
        seen.add(query)
        chosen = [f"s.labels ->> '{label}' AS \"{label}\"" for label in labels]
        text = f"SELECT {', '.join([*chosen, f's.value AS {column}'])} FROM hera.metric_samples('{name}') AS s"
        lines += [f"{query}:", f"  query: {json.dumps(text)}", "  metrics:"]
        lines += [f"    - {label}: {{usage: LABEL, description: {json.dumps(label)}}}" for label in labels]
        lines.append(f"    - {column}: {{usage: {usage}, description: {json.dumps(description)}}}")
    return "\n".join(lines) + "\n"
