"""Documentation and constants that are made from the same files as the extension.

A document keeps its own text; what stands between ``<!-- generated: name -->`` and ``<!-- end -->`` is made here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from . import alerts, collect, exporter, seeds
from .model import BuildError

_SECTION = re.compile(r"(?P<start><!-- generated: (?P<name>[a-z_]+) -->\n).*?(?P<end><!-- end -->)", re.S)
_FAMILIES = {
    "AI": "Classification and review",
    "AUTHZ": "Authorization",
    "AUTH": "Authentication",
    "CACHE": "Cache",
    "CB": "Circuit breaker",
    "DB": "Database and migration",
    "ENT": "Entities",
    "INC": "Incidents",
    "LED": "Ledger",
    "RL": "Rate limit",
    "SMC": "Smart codes",
    "VAL": "Validation",
}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *(list(row) for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def code(text: str) -> str:
    """Return a text as code, nothing for nothing."""
    return f"`{text}`" if text else ""


def family_of(error: str) -> str:
    """Return the heading under which an error stands."""
    prefix = error.rsplit("_", 1)[0]
    return _FAMILIES.get(prefix, prefix)


def errors(root: Path) -> str:
    """Every error, family by family."""
    families: dict[str, list[list[str]]] = {}
    for error, sqlstate, _, stage, http, message, hint in seeds.texts(root / "sql/validation/data/error_code.sql"):
        row = [code(error), code(sqlstate), http, stage, message, hint]
        families.setdefault(family_of(error), []).append(row)
    heads = ("code", "SQLSTATE", "HTTP", "stage", "message", "hint")
    return "\n".join(f"### {name}\n\n{table(heads, families[name])}" for name in sorted(families))


def fields(root: Path, scope: str) -> str:
    """The fields of a request, of a line or of a settlement."""
    return table(
        ("field", "JSON", "length", "pattern", "meaning"),
        (
            [code(field), types.strip("{}").replace(",", " or "), length, code(pattern), description]
            for of, field, types, length, pattern, _, description in seeds.texts(
                root / "sql/validation/data/request_field.sql"
            )
            if of == scope
        ),
    )


def builtin_rules(root: Path) -> str:
    """The rules that the documents of every organization meet, in their order."""
    return table(
        ("rule", "stage", "path", "code", "what must hold"),
        (
            [code(name), stage, code(path), code(error), description]
            for name, _, stage, _, path, error, _, description in seeds.texts(
                root / "sql/validation/data/builtin_rule.sql"
            )
        ),
    )


def transitions(root: Path) -> str:
    """From which status a document goes to which."""
    reached: dict[str, list[str]] = {}
    for before, after in seeds.texts(root / "sql/ledger/data/status_transition.sql"):
        reached.setdefault(before, []).append(code(after))
    return table(("from", "to"), ([code(before), ", ".join(after)] for before, after in reached.items()))


def posting(role: str, lines: str) -> str:
    """The lines of a template in words, the chosen account in italics."""
    return ", ".join(
        f"{line['side']} {'*' + role + '*' if line['account'] == 'chosen' else line['account']} "
        + (line["amount"] if line["amount"].isalpha() else code(line["amount"]))
        for line in json.loads(lines)
    )


def templates(root: Path) -> str:
    """The posting templates with their lines."""
    return table(
        ("smart code", "process", "lines"),
        (
            [code(smart_code), name, posting(role, lines)]
            for smart_code, name, role, lines in seeds.texts(root / "sql/ledger/data/posting_template.sql")
        ),
    )


def types(root: Path) -> str:
    """The transaction types with the lines their templates make."""
    postings = {
        smart_code: posting(role, lines)
        for smart_code, _, role, lines in seeds.texts(root / "sql/ledger/data/posting_template.sql")
    }
    return table(
        ("type", "event", "account", "smart code", "lines"),
        (
            [
                code(name),
                event,
                "by type" if fixed == "true" else "classified" if smart_code else "stated",
                code(smart_code),
                postings[smart_code] if smart_code else "the lines of the request",
            ]
            for name, event, smart_code, fixed in seeds.texts(root / "sql/ledger/data/transaction_type.sql")
        ),
    )


def settings(root: Path) -> str:
    """The settings with their defaults and bounds."""
    return table(
        ("setting", "default", "from", "to", "meaning"),
        (
            [code(name), default, minimum, maximum, description]
            for name, _, default, minimum, maximum, _, description in seeds.texts(
                root / "sql/settings/data/setting_definition.sql"
            )
        ),
    )


def permissions(root: Path) -> str:
    """What each role may do."""
    rows = seeds.rows(root / "sql/tenancy/data/role_permission.sql")
    return table(
        ("role", "permissions"),
        ([code(str(role)), ", ".join(code(p) for p in granted or [])] for role, granted in rows),
    )


def functions(root: Path) -> str:
    """The entry functions, capability by capability."""
    capabilities: dict[str, list[list[str]]] = {}
    for routine in collect.bundle(root).routines:
        if routine.schema != "hera":
            continue
        comment = re.search(r"COMMENT ON FUNCTION .*?\sIS\s+'((?:[^']|'')*)'", routine.text, re.S)
        if comment is None:
            raise BuildError(f"{routine.path}: no comment")
        arguments = re.sub(r"\bp_organization_id uuid(?=,|$)", "...", routine.arguments)
        capabilities.setdefault(routine.path.parts[-3], []).append(
            [
                code(f"hera.{routine.name}({arguments})"),
                comment[1].replace("''", "'"),
                ", ".join(code(role) for role in routine.grantees if role != "hera_api"),
            ]
        )
    heads = ("call", "gives", "for")
    return "\n".join(
        f"### {name.replace('_', ' ').capitalize()}\n\n{table(heads, sorted(capabilities[name]))}"
        for name in sorted(capabilities)
    )


def alert_rules(root: Path) -> str:
    """The alert rules with their thresholds."""
    return table(
        ("alert", "severity", "tier", "fires when", "for", "means"),
        (
            [
                f"[`{rule.name}`]({rule.runbook.removeprefix('docs/')})",
                rule.severity,
                rule.tier,
                f"`{rule.reading}` {rule.comparison} {rule.threshold} {rule.unit}".rstrip(),
                f"{rule.hold} s",
                rule.summary,
            ]
            for rule in alerts.rules(root)
        ),
    )


SECTIONS: dict[str, Callable[[Path], str]] = {
    "alert_rules": alert_rules,
    "builtin_rules": builtin_rules,
    "errors": errors,
    "fields": lambda root: fields(root, "request"),
    "functions": functions,
    "line_fields": lambda root: fields(root, "line"),
    "permissions": permissions,
    "rule_fields": lambda root: fields(root, "rule"),
    "settings": settings,
    "settles_fields": lambda root: fields(root, "settles"),
    "templates": templates,
    "transitions": transitions,
    "types": types,
}


def constants(root: Path) -> str:
    """The errors as Python constants."""
    lines = [
        '"""SQLSTATEs of the errors of HERA, by code. Made from its error registry by tools/build/docs.py."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
    ]
    lines += [
        f'{error}: Final = "{sqlstate}"  # {message}'
        for error, sqlstate, _, _, _, message, _ in seeds.texts(root / "sql/validation/data/error_code.sql")
    ]
    return "\n".join(lines) + "\n"


def rendered(root: Path) -> dict[Path, str]:
    """Every document with generated sections, and the constants, as they should be."""
    made = {root / "tools/hera/errors.py": constants(root)}
    for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        if unknown := {found["name"] for found in _SECTION.finditer(text)} - SECTIONS.keys():
            raise BuildError(f"{path}: no generator for {', '.join(sorted(unknown))}")
        new = _SECTION.sub(lambda found: f"{found['start']}\n{SECTIONS[found['name']](root)}\n{found['end']}", text)
        if new != text or _SECTION.search(text):
            made[path] = new
    made[root / "deploy/prometheus/hera.rules.yml"] = alerts.prometheus(root)
    made[root / "deploy/prometheus/postgres_exporter.yml"] = exporter.queries(root)
    return made
