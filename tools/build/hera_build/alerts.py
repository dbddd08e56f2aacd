"""Alert rules for Prometheus, and their documentation, from the registry in sql/alerts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import seeds
from .model import BuildError

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


@dataclass(frozen=True)
class Rule:
    """One row of hera_internal.alert_rule."""

    name: str
    reading: str
    section: str
    tier: str
    severity: str
    comparison: str
    threshold: str
    unit: str
    hold: int
    expression: str
    summary: str
    runbook: str


def seconds(interval: str) -> int:
    """Seconds of an interval such as ``5 minutes``."""
    found = re.fullmatch(r"0|(\d+) (second|minute|hour|day)s?", interval)
    if found is None:
        raise BuildError(f"{interval!r} is no duration of an alert")
    return int(found[1]) * _SECONDS[found[2]] if found[1] else 0


def rules(root: Path) -> Iterator[Rule]:
    """The rules, in their order."""
    for row in seeds.texts(root / "sql/alerts/data/alert_rule.sql"):
        name, _, reading, section, tier, severity, comparison, threshold, unit, hold, expression, _, summary, page = row
        head = (name, reading, section, tier, severity, comparison, threshold, unit)
        yield Rule(*head, seconds(hold), expression, summary, page)


def prometheus(root: Path) -> str:
    """The rules as Prometheus reads them; what hera.prometheus_rules() gives where no threshold was changed."""
    return render(rules(root))


def render(these: Iterable[Rule]) -> str:
    """Some rules as Prometheus reads them."""
    lines = ["groups:", "  - name: hera", "    rules:"]
    for rule in these:
        lines += [
            f"      - alert: {rule.name}",
            f"        expr: {json.dumps(f'{rule.expression} {rule.comparison} {rule.threshold}')}",
            f"        for: {rule.hold}s",
            "        labels:",
            f"          severity: {rule.severity}",
            f'          tier: "{rule.tier}"',
            "        annotations:",
            f"          summary: {json.dumps(rule.summary)}",
            f"          runbook: {json.dumps(rule.runbook)}",
        ]
    return "\n".join(lines) + "\n"
