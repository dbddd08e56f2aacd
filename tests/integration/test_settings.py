"""Every setting of the registry: typed and ranged, per organization, effective at once, with a leaf for each change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from support.office import Office, refused, value

ROOT = Path(__file__).resolve().parents[2]
DEFINITIONS = "SELECT name, value_type, default_value, minimum, maximum, per_organization, pattern, description" \
    " FROM hera_internal.setting_definition ORDER BY name"  # fmt: skip
# What a request finds: limits of dimensions have columns of their own, all else is with the organization.
IN_FORCE = """
SELECT coalesce(o.settings ->> %(name)s, to_jsonb(p) ->> substr(%(name)s, 11), to_jsonb(p) ->> %(name)s)
FROM hera.core_organizations AS o
LEFT JOIN hera_internal.organization_profile AS p ON p.organization_id = o.organization_id
WHERE o.organization_id = %(organization)s
"""
LEAVES = "SELECT count(*) FROM hera_internal.audit_leaf WHERE organization_id = %s AND event = 'setting.changed'"


def candidates(kind: str, minimum: Any, maximum: Any, pattern: str | None) -> tuple[list[str], list[str]]:
    """Values that a setting takes, and values that it refuses."""
    if kind == "boolean":
        return ["true", "false"], ["yes", "1", ""]
    if kind in ("integer", "number"):
        lowest, highest = (str(bound) for bound in (minimum, maximum) if bound is not None) if None not in (
            minimum, maximum) else (str(minimum), str(minimum + 1))  # fmt: skip
        beyond = [str(minimum - 1)] + ([] if maximum is None else [str(maximum + 1)])
        return [lowest, highest], [*beyond, "many", "", "NaN", "1e2", *(["1.5"] if kind == "integer" else [])]
    return (pattern.split("|") if pattern and "|" in pattern else [""]), (["no such value"] if pattern else ["x" * 256])


def test_every_setting_takes_its_range_and_nothing_else(office: Office) -> None:
    organization = office.organization("All settings")
    reader = office.connect(office.login(organization, "auditor"))
    changes = value(office.admin, LEAVES, [organization])
    definitions = office.admin.execute(DEFINITIONS).fetchall()
    assert len(definitions) > 70
    for name, kind, default, minimum, maximum, own, pattern, description in definitions:
        assert description.strip()
        taken, left = candidates(kind, minimum, maximum, pattern)
        for text in taken if own else []:
            office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, text, organization])
            changes += 1
            listed = value(reader, "SELECT value FROM hera.list_settings(%s) WHERE name = %s", [organization, name])
            assert listed == text, name
            found = office.admin.execute(IN_FORCE.encode(), {"name": name, "organization": organization}).fetchone()
            assert found is not None
            assert same(found[0], text), (name, text, found)
        for text in left:
            with refused("ZHV10"):
                office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, text, organization])
        if own:
            office.admin.execute("SELECT hera.set_setting(%s, NULL, %s)", [name, organization])
            changes += 1
            restored = value(reader, "SELECT value FROM hera.list_settings(%s) WHERE name = %s", [organization, name])
            assert restored == default, name
    assert value(office.admin, LEAVES, [organization]) == changes


def same(found: str | None, text: str) -> bool:
    """A column may keep a number in another scale and a list for a text."""
    if text == "":
        return found in (None, "", "[]")
    try:
        return float(found or "") == float(text)
    except ValueError:
        return found == text


def test_every_setting_is_read_by_something(office: Office) -> None:
    """A setting that nothing reads is a lie."""
    sources = [
        path.read_text(encoding="utf-8")
        for folder, pattern in (("sql", "*.sql"), ("tools/hera", "*.py"), ("python_udfs", "*.py"))
        for path in (ROOT / folder).rglob(pattern)
        if "data" not in path.relative_to(ROOT / folder).parts[:-1]
    ]
    text = "\n".join(sources)
    words = set(re.findall(r"[a-z_]+", text))
    # Some are read by names that are put together; limits of dimensions are columns without the prefix.
    families = ("cache_lifetime_", "rotation_days_")
    assert words.issuperset(families)
    for name, *_ in office.admin.execute(DEFINITIONS):
        assert name.startswith(families) or name.removeprefix("dimension_") in words, name
