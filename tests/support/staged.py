"""Releases that bring migrations of every kind, made from the present sources."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.releases import copy_tree, must_build, write

FIRST = "0.1.0"
SECOND = "0.2.0"
_TABLES = """\
CREATE TABLE hera_internal.lot (id integer NOT NULL PRIMARY KEY, amount integer NOT NULL, note text);
COMMENT ON TABLE hera_internal.lot IS 'A sample.';
COMMENT ON COLUMN hera_internal.lot.id IS 'A sample.';
COMMENT ON COLUMN hera_internal.lot.amount IS 'A sample.';
COMMENT ON COLUMN hera_internal.lot.note IS 'A sample.';
CREATE TABLE hera_internal.split (id integer NOT NULL, n integer NOT NULL) PARTITION BY RANGE (id);
COMMENT ON TABLE hera_internal.split IS 'A sample.';
COMMENT ON COLUMN hera_internal.split.id IS 'A sample.';
COMMENT ON COLUMN hera_internal.split.n IS 'A sample.';
CREATE TABLE hera_internal.split_a PARTITION OF hera_internal.split FOR VALUES FROM (0) TO (100);
CREATE TABLE hera_internal.split_b PARTITION OF hera_internal.split FOR VALUES FROM (100) TO (200);
CREATE TABLE hera_internal.split_c PARTITION OF hera_internal.split FOR VALUES FROM (200) TO (300);
"""
# Expand: a column that old code ignores. The next fills it while both versions write; the last makes it the rule.
EXPAND = """\
ALTER TABLE hera_internal.lot ADD COLUMN doubled integer;
COMMENT ON COLUMN hera_internal.lot.doubled IS 'A sample.';
"""
BACKFILL = """\
-- outside a transaction
UPDATE hera_internal.lot SET doubled = amount * 2 WHERE id IN (
    SELECT id FROM hera_internal.lot WHERE doubled IS NULL ORDER BY id LIMIT @batch@
);
"""
INDEXES = """\
-- outside a transaction
CREATE INDEX CONCURRENTLY lot_amount_ix ON hera_internal.lot (amount) WHERE amount > 0;
CREATE INDEX CONCURRENTLY split_n_ix ON hera_internal.split (n);
"""
CONTRACT = """\
-- after 0902
ALTER TABLE hera_internal.lot ADD CONSTRAINT lot_doubled_ck CHECK (doubled IS NOT NULL) NOT VALID;
ALTER TABLE hera_internal.lot VALIDATE CONSTRAINT lot_doubled_ck;
"""


def _migration(tree: Path, name: str, body: str, verify: str = "SELECT 1;\n") -> None:
    write(tree, f"migrations/{name}.sql", body)
    write(tree, f"migrations/{name}.verify.sql", verify)


def two_releases(checkout: Path, folder: Path) -> tuple[Path, Path]:
    """Scripts of a release with tables, and of the next, which changes them."""
    tree = copy_tree(checkout, folder / "staged")
    _migration(tree, "0900_create_lots", _TABLES, "SELECT id, amount, note FROM hera_internal.lot WHERE false;\n")
    write(tree, "extension/VERSION", f"{FIRST}\n")
    for path in (tree / "extension/released").glob("*"):
        path.unlink()
    must_build(tree, "--release")
    first = folder / "first"
    shutil.copytree(must_build(tree), first)
    write(tree, "extension/VERSION", f"{SECOND}\n")
    _migration(tree, "0901_expand_lots", EXPAND, "SELECT doubled FROM hera_internal.lot WHERE false;\n")
    _migration(tree, "0902_fill_doubled", BACKFILL,
               "SELECT 1 / (count(*) = 0)::integer FROM hera_internal.lot WHERE doubled IS NULL;\n")  # fmt: skip
    _migration(tree, "0903_index_lots", INDEXES,
               "SELECT 1 / (count(*) = 2)::integer FROM pg_catalog.pg_index WHERE indisvalid AND indexrelid IN"
               " ('hera_internal.lot_amount_ix'::regclass, 'hera_internal.split_n_ix'::regclass);\n")  # fmt: skip
    _migration(tree, "0904_check_doubled", CONTRACT)
    return first, must_build(tree)
