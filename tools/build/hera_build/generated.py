"""Members whose bodies the build writes: what hera.migrate() and the drift checks read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from . import parse
from .model import Bundle, Routine
from .quoting import dollar_quote, literal, nest, text_array

_EMPTY_MIGRATIONS = "SELECT NULL::integer, NULL::text, NULL::text, NULL::text, NULL::text WHERE false"
_EMPTY_BINDINGS = "SELECT NULL::integer, NULL::text, NULL::text, NULL::text, NULL::text, NULL::text WHERE false"


def _function(name: str, returns: str, body: str, comment: str) -> Routine:
    text = (
        f"CREATE FUNCTION hera_internal.{name}()\n"
        f"RETURNS {returns}\n"
        "LANGUAGE sql\n"
        "STABLE\n"
        "SET search_path = pg_catalog, pg_temp\n"
        f"AS {dollar_quote(body, 'function')};\n"
        f"COMMENT ON FUNCTION hera_internal.{name}() IS {literal(comment)};\n"
        f"ALTER FUNCTION hera_internal.{name}() OWNER TO hera_owner;\n"
    )
    parsed = parse.routine(Path(f"{name}.sql"), text) if "$function$" in text else None
    if parsed:
        return parsed
    return Routine(
        Path(f"{name}.sql"), "FUNCTION", "hera_internal", name, "", f"RETURNS {returns}", "hera_owner",
        False, ("search_path=pg_catalog, pg_temp",), (), body, text, "sql s f f u",
    )  # fmt: skip


def migration_source(bundle: Bundle) -> Routine:
    """The migrations as rows."""
    rows = [
        f"({m.version}, {literal(m.name)}, {nest(m.body)}, {nest(m.verify)}, {literal(m.digest)})"
        for m in bundle.migrations
    ]
    body = "VALUES\n" + ",\n".join(rows) if rows else _EMPTY_MIGRATIONS
    return _function(
        "migration_source",
        "TABLE (version integer, name text, body text, verify text, sha256 text)",
        f"\n{body}\n",
        "The migrations of this version, in order.",
    )


def binding_source(bundle: Bundle) -> Routine:
    """The bindings as rows, in the order in which they are put right."""
    rows = [
        f"({number}, {literal(b.kind)}, {literal(b.name)}, {literal(b.relation)}, {nest(b.body)}, {literal(b.digest)})"
        for number, b in enumerate(bundle.bindings, 1)
    ]
    body = "VALUES\n" + ",\n".join(rows) if rows else _EMPTY_BINDINGS
    return _function(
        "binding_source",
        "TABLE (ordinal integer, kind text, name text, relation text, body text, sha256 text)",
        f"\n{body}\n",
        "The triggers, policies, views, constraints and seed rows of this version, in order.",
    )


def bundle_version(bundle: Bundle) -> Routine:
    """The version of the code that is installed, in every mode of installation."""
    return _function(
        "bundle_version", "text", f"SELECT {literal(bundle.version)}::text", "The version of the installed code."
    )


def _inherent(item: Routine) -> set[str]:
    """Who may execute a function without being named."""
    return {"hera_owner", item.owner} | ({"hera_api"} if item.schema == "hera_internal" else set())


def _row(kind: str, item: Routine, owner: str, grantees: set[str]) -> str:
    digest = literal(hashlib.md5(item.body.encode(), usedforsecurity=False).hexdigest()) if item.body else "NULL"
    return (
        f"({literal(kind)}, {literal(item.qualified)}, {literal(owner)}, {str(item.definer).lower()}, "
        f"{text_array(item.config)}, {text_array(sorted(grantees))}, {digest}, "
        f"{literal(item.traits) if item.traits else 'NULL'})"
    )


def member_source(bundle: Bundle, routines: list[Routine]) -> Routine:
    """What every member must look like in the catalog."""
    rows = []
    for kind in bundle.types:
        rows.append(
            f"('type', {literal(kind.qualified)}, 'hera_owner', false, {text_array([])}, {text_array([])}, NULL, NULL)"
        )
    for item in routines:
        rows.append(_row("routine", item, item.owner, {*item.grantees, *_inherent(item)}))
    # Whoever installed hera_plpython owns its functions: a superuser, whatever the name.
    for item in bundle.python:
        rows.append(_row("python", item, "", set(item.grantees)))
    # The list cannot hold the checksum of its own body.
    rows.append(
        "('routine', 'hera_internal.member_source', 'hera_owner', false, "
        "ARRAY['search_path=pg_catalog, pg_temp']::text[], ARRAY['hera_api', 'hera_owner']::text[], NULL, "
        "'sql s f f u')"
    )
    return _function(
        "member_source",
        "TABLE (kind text, member text, owner text, definer boolean, config text[], grantees text[], body_md5 text, "
        "traits text)",
        "\nVALUES\n" + ",\n".join(rows) + "\n",
        "Every type and function of this version with the owner, settings and rights it must have.",
    )


def all_routines(bundle: Bundle) -> list[Routine]:
    """Every routine, written and generated, in the order of the script."""
    routines = [*bundle.routines, migration_source(bundle), binding_source(bundle), bundle_version(bundle)]
    return [*routines, member_source(bundle, routines)]
