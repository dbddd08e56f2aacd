"""Read the source folders into a bundle."""

from __future__ import annotations

import re
from pathlib import Path

from . import parse, pythonsource
from .model import Binding, BuildError, Bundle, Migration, read

ROOT = Path(__file__).resolve().parents[3]
_MIGRATION = re.compile(r"^(\d{4})_([a-z0-9_]+)$")
_ORDER = ["data", "constraint", "view", "trigger", "policy"]


def check_place(path: Path, body: str, before: dict[int, Migration]) -> None:
    """Raise when a migration cannot run where its first line puts it."""
    after = re.match(r"-- after (\d{4})\n", body)
    if after and int(after[1]) not in before:
        raise BuildError(f"{path}: there is no migration {after[1]} before it")
    word = re.search(r"\bCONCURRENTLY\b|@batch@", re.sub(r"--[^\n]*", "", body))
    if word and not body.startswith("-- outside a transaction\n"):
        raise BuildError(f"{path}: {word[0]} needs the first line '-- outside a transaction'")


def migrations(folder: Path) -> list[Migration]:
    """Read the numbered migrations; each has its verify script."""
    found: dict[int, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        if path.name.endswith(".verify.sql"):
            if not path.with_name(path.name.replace(".verify.sql", ".sql")).exists():
                raise BuildError(f"{path}: verify script without a migration")
            continue
        name = _MIGRATION.match(path.stem)
        if not name:
            raise BuildError(f"{path}: expected NNNN_verb_object.sql")
        verify = path.with_name(path.stem + ".verify.sql")
        if not verify.exists():
            raise BuildError(f"{path}: {verify.name} is missing")
        version = int(name.group(1))
        if version in found:
            raise BuildError(f"{path}: number {version:04d} is taken by {found[version].label}")
        body = read(path)
        if re.search(r"^CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|VIEW|TRIGGER|POLICY)\b", body, re.M):
            raise BuildError(f"{path}: functions, views, triggers and policies belong under sql/")
        check_place(path, body, found)
        found[version] = Migration(version, name.group(2), body, read(verify))
    return [found[version] for version in sorted(found)]


def order_views(views: list[Binding]) -> list[Binding]:
    """Sort views so that each stands after the views it reads."""
    by_relation = {view.relation: view for view in views}
    ordered: dict[str, Binding] = {}

    def place(view: Binding, trail: tuple[str, ...]) -> None:
        if view.relation in ordered:
            return
        if view.relation in trail:
            raise BuildError(f"views read each other: {' -> '.join(trail)}")
        for relation in sorted(by_relation):
            if relation != view.relation and re.search(rf"\b{re.escape(relation)}\b", view.body):
                place(by_relation[relation], (*trail, view.relation))
        ordered[view.relation] = view

    for view in sorted(views, key=lambda v: v.relation):
        place(view, ())
    return list(ordered.values())


def order_data(root: Path, data: list[Binding]) -> list[Binding]:
    """Sort seed files by the first migration that mentions their table, so that parents come first."""
    everything = "".join(m.body for m in migrations(root / "migrations"))

    def position(item: Binding) -> tuple[int, str]:
        found = re.search(rf"CREATE TABLE (?:IF NOT EXISTS )?{re.escape(item.relation)}\b", everything)
        return (found.start() if found else len(everything), item.relation)

    return sorted(data, key=position)


def bindings(root: Path) -> list[Binding]:
    """Read the bindings in the order in which they are put right."""
    found: list[Binding] = []
    for folder in parse.BINDING_KINDS:
        for path in sorted(root.glob(f"sql/*/{folder}/*.sql")):
            found.append(parse.binding(folder, path, read(path)))
    seen: set[tuple[str, str, str]] = set()
    for item in found:
        key = (item.kind, item.relation, item.name)
        if key in seen:
            raise BuildError(f"{item.kind} {item.name} on {item.relation} is defined twice")
        seen.add(key)
    rest = [b for b in found if b.kind not in ("view", "data")]
    ordered = order_data(root, [b for b in found if b.kind == "data"])
    ordered += [b for b in rest if b.kind == "constraint"]
    ordered += order_views([b for b in found if b.kind == "view"])
    ordered += sorted((b for b in rest if b.kind != "constraint"), key=lambda b: _ORDER.index(b.kind))
    return ordered


def bundle(root: Path = ROOT) -> Bundle:
    """Read everything that makes one version."""
    here = root / "tools" / "build"
    routines = [parse.routine(p, read(p)) for p in sorted(root.glob("sql/*/functions/*.sql"))]
    routines.sort(key=lambda r: (r.kind == "AGGREGATE", r.path))
    return Bundle(
        version=(root / "extension" / "VERSION").read_text(encoding="utf-8").strip(),
        head=read(here / "head.sql"),
        tail=read(here / "tail.sql"),
        retired=read(root / "sql" / "packaging" / "retired.sql"),
        types=[parse.data_type(p, read(p)) for p in sorted(root.glob("sql/*/types/*.sql"))],
        routines=routines,
        python=pythonsource.members(root),
        migrations=migrations(root / "migrations"),
        bindings=bindings(root),
    )
