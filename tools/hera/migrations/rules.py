"""Which statement takes which lock on which table, and whether it reads the table whole or writes it anew.

The rules err to the side of caution; tests/integration/test_lock_rules.py holds each against what the server does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hera.migrations.statements import commas, squeeze

# Weakest first.
MODES = (
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)
_CONFLICTS = {
    "ACCESS SHARE": MODES[7:],
    "ROW SHARE": MODES[6:],
    "ROW EXCLUSIVE": MODES[4:],
    "SHARE UPDATE EXCLUSIVE": MODES[3:],
    "SHARE": (*MODES[2:4], *MODES[5:]),
    "SHARE ROW EXCLUSIVE": MODES[2:],
    "EXCLUSIVE": MODES[1:],
    "ACCESS EXCLUSIVE": MODES,
}

NAME = r'(?:"[^"]+"|[\w@]+)(?:\.(?:"[^"]+"|\w+))?'
# Stable or immutable: one value for all rows, so a column with it is added without writing the table anew.
_CONSTANT = re.compile(
    r"(?:now|statement_timestamp|transaction_timestamp)\(\)|current_\w+|localtime\w*|\bARRAY\b|'(?:[^']|'')*'", re.I
)


@dataclass(frozen=True)
class Effect:
    """What a statement does to one table: ``work`` is "", scan, build, rewrite, rows or unknown."""

    relation: str
    lock: str
    work: str = ""

    def stops_writes(self) -> bool:
        """Whether nobody can write the table meanwhile."""
        return self.lock in MODES[4:]


def conflicts(lock: str) -> tuple[str, ...]:
    """The lock modes that wait for this one, and it for them."""
    return _CONFLICTS[lock]


def drops_foreign_keys(statement: str) -> bool:
    """Whether a foreign key may go or be made anew with it: then the table at its other end is locked as strongly."""
    return _LINKED.search(squeeze(statement)) is not None


def effects(statement: str) -> list[Effect]:
    """The tables that a statement locks, the strongest lock of each; unknown when it is a program."""
    found: dict[str, Effect] = {}
    for effect in _effects(squeeze(statement)):
        have = found.get(effect.relation)
        if have is not None:
            lock = max(have.lock, effect.lock, key=lambda mode: MODES.index(mode))
            work = max(have.work, effect.work, key=("", "rows", "unknown", "scan", "build", "rewrite").index)
            effect = Effect(effect.relation, lock, work)
        found[effect.relation] = effect
    return list(found.values())


# Statements with one table in them.
_SIMPLE = [
    (r"CREATE (?:UNIQUE )?INDEX CONCURRENTLY .*?\bON (?:ONLY )?(?P<name>{name})", "SHARE UPDATE EXCLUSIVE", "scan"),
    (r"CREATE (?:UNIQUE )?INDEX .*?\bON ONLY (?P<name>{name})", "SHARE", ""),
    (r"CREATE (?:UNIQUE )?INDEX .*?\bON (?P<name>{name})", "SHARE", "build"),
    (r"DROP INDEX CONCURRENTLY (?:IF EXISTS )?(?P<name>{name})", "SHARE UPDATE EXCLUSIVE", ""),
    (r"DROP INDEX (?:IF EXISTS )?(?P<name>{name})", "ACCESS EXCLUSIVE", ""),
    (r"REINDEX (?:\(.*?\) )?(?:INDEX|TABLE) CONCURRENTLY (?P<name>{name})", "SHARE UPDATE EXCLUSIVE", "scan"),
    (r"REINDEX (?:\(.*?\) )?(?:INDEX|TABLE) (?P<name>{name})", "SHARE", "build"),
    (r"ALTER INDEX (?:IF EXISTS )?{name} ATTACH PARTITION (?P<name>{name})", "ACCESS EXCLUSIVE", ""),
    (r"ALTER INDEX (?:IF EXISTS )?(?P<name>{name})", "SHARE UPDATE EXCLUSIVE", ""),
    (r"DROP TABLE (?:IF EXISTS )?(?P<name>{name})", "ACCESS EXCLUSIVE", ""),
    (r"TRUNCATE (?:TABLE )?(?:ONLY )?(?P<name>{name})", "ACCESS EXCLUSIVE", ""),
    (r"CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER .*?\bON (?P<name>{name})", "SHARE ROW EXCLUSIVE", ""),
    (r"(?:DROP TRIGGER|(?:CREATE|ALTER|DROP) POLICY) .*?\bON (?P<name>{name})", "ACCESS EXCLUSIVE", ""),
    (r"(?:CLUSTER|VACUUM \(?FULL.*?) (?P<name>{name})$", "ACCESS EXCLUSIVE", "rewrite"),
    (r"REFRESH MATERIALIZED VIEW CONCURRENTLY (?P<name>{name})", "EXCLUSIVE", "scan"),
    (r"REFRESH MATERIALIZED VIEW (?P<name>{name})", "ACCESS EXCLUSIVE", "rewrite"),
    (r"INSERT INTO (?P<name>{name})", "ROW EXCLUSIVE", "rows"),
    (r"(?:UPDATE|DELETE FROM|MERGE INTO) (?:ONLY )?(?P<name>{name})", "ROW EXCLUSIVE", "rows"),
    (r"COMMENT ON TABLE (?P<name>{name})", "SHARE UPDATE EXCLUSIVE", ""),
    (r"COMMENT ON COLUMN (?P<name>{name})\.", "SHARE UPDATE EXCLUSIVE", ""),
    (r"COMMENT ON (?:CONSTRAINT|TRIGGER|POLICY) .*? ON (?P<name>{name})", "SHARE UPDATE EXCLUSIVE", ""),
]
_PATTERNS = [(re.compile(pattern.replace("{name}", NAME), re.I | re.S), lock, work) for pattern, lock, work in _SIMPLE]
_ALTER = re.compile(rf"ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(?P<name>{NAME})\s*\*? (?P<forms>.*)$", re.I | re.S)
_CREATE = re.compile(rf"CREATE (?:UNLOGGED |TEMP(?:ORARY)? )?TABLE (?:IF NOT EXISTS )?(?P<name>{NAME})", re.I)
_LOCK = re.compile(rf"LOCK (?:TABLE )?(?:ONLY )?(?P<name>{NAME})(?: IN (?P<mode>[A-Z ]+?) MODE)?", re.I)
_REFERENCES = re.compile(rf"\bREFERENCES (?P<name>{NAME})", re.I)
_PARTITION_OF = re.compile(rf"\bPARTITION OF (?P<name>{NAME})", re.I)
_PROGRAM = re.compile(r"(?:DO|CALL|EXECUTE|SELECT|WITH)\b", re.I)


def _effects(text: str) -> Iterator[Effect]:
    if made := _CREATE.match(text):
        # What it makes nobody knows yet; a table that it refers to is locked.
        for reference in _REFERENCES.finditer(text, made.end()):
            if reference["name"] != made["name"]:
                yield Effect(reference["name"], "SHARE ROW EXCLUSIVE")
        if parent := _PARTITION_OF.search(text):
            yield Effect(parent["name"], "ACCESS EXCLUSIVE")
    elif altered := _ALTER.match(text):
        for form in commas(altered["forms"]):
            yield from _alter(altered["name"], form)
    elif locked := _LOCK.match(text):
        yield Effect(locked["name"], (locked["mode"] or "ACCESS EXCLUSIVE").upper())
    elif _PROGRAM.match(text):
        yield Effect("", "ACCESS SHARE", "unknown")
    else:
        for pattern, lock, work in _PATTERNS:
            if found := pattern.match(text):
                yield Effect(found["name"], lock, work)
                return


# Forms of ALTER TABLE, the first that fits; everything else takes ACCESS EXCLUSIVE for a moment.
_FORMS = [
    (r"ADD (?:CONSTRAINT \S+ )?FOREIGN KEY .*NOT VALID", "SHARE ROW EXCLUSIVE", ""),
    (r"ADD (?:CONSTRAINT \S+ )?FOREIGN KEY", "SHARE ROW EXCLUSIVE", "scan"),
    (r"ADD (?:CONSTRAINT \S+ )?UNIQUE USING INDEX", "ACCESS EXCLUSIVE", ""),
    (r"ADD (?:CONSTRAINT \S+ )?PRIMARY KEY USING INDEX", "ACCESS EXCLUSIVE", "scan"),
    (r"ADD (?:CONSTRAINT \S+ )?(?:PRIMARY KEY|UNIQUE|EXCLUDE)", "ACCESS EXCLUSIVE", "build"),
    (r"ADD (?:CONSTRAINT \S+ )?(?:CHECK|NOT NULL) .*NOT VALID", "ACCESS EXCLUSIVE", ""),
    (r"ADD (?:CONSTRAINT \S+ )?CHECK", "ACCESS EXCLUSIVE", "scan"),
    (r"ADD CONSTRAINT", "ACCESS EXCLUSIVE", "scan"),
    (r"VALIDATE CONSTRAINT", "SHARE UPDATE EXCLUSIVE", "scan"),
    (r"ALTER (?:COLUMN )?\S+ (?:SET DATA )?TYPE", "ACCESS EXCLUSIVE", "rewrite"),
    (r"ALTER (?:COLUMN )?\S+ SET NOT NULL", "ACCESS EXCLUSIVE", "scan"),
    (r"ALTER (?:COLUMN )?\S+ SET STATISTICS", "SHARE UPDATE EXCLUSIVE", ""),
    (r"ALTER (?:COLUMN )?\S+ (?:SET|RESET) \(", "SHARE UPDATE EXCLUSIVE", ""),
    (r"SET (?:LOGGED|UNLOGGED|TABLESPACE|ACCESS METHOD)", "ACCESS EXCLUSIVE", "rewrite"),
    (r"(?:CLUSTER ON|SET WITHOUT CLUSTER)", "SHARE UPDATE EXCLUSIVE", ""),
    (r"(?:SET|RESET) \((?!.*user_catalog_table)", "SHARE UPDATE EXCLUSIVE", ""),
    (r"(?:ENABLE|DISABLE) (?:ALWAYS |REPLICA )?TRIGGER", "SHARE ROW EXCLUSIVE", ""),
    (r"DETACH PARTITION .*CONCURRENTLY", "SHARE UPDATE EXCLUSIVE", ""),
]
_ALTER_FORMS = [(re.compile(pattern, re.I | re.S), lock, work) for pattern, lock, work in _FORMS]
_ADD_COLUMN = re.compile(
    r"ADD (?:COLUMN )?(?:IF NOT EXISTS )?(?!CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK|EXCLUDE)\S+ (?P<rest>.*)$",
    re.I | re.S,
)
_LINKED = re.compile(r"^DROP TABLE|^ALTER TABLE .*\b(?:DROP (?:COLUMN|CONSTRAINT)|TYPE)\b", re.I | re.S)
_ATTACH = re.compile(rf"ATTACH PARTITION (?P<name>{NAME})", re.I)


def _alter(relation: str, form: str) -> Iterator[Effect]:
    if attached := _ATTACH.match(form):
        yield Effect(relation, "SHARE UPDATE EXCLUSIVE")
        yield Effect(attached["name"], "ACCESS EXCLUSIVE", "scan")
        return
    lock, work = "ACCESS EXCLUSIVE", ""
    if added := _ADD_COLUMN.match(form):
        yield Effect(relation, lock, _added_column(added["rest"]))
    else:
        for pattern, mode, done in _ALTER_FORMS:
            if pattern.match(form):
                lock, work = mode, done
                break
        yield Effect(relation, lock, work)
    # To check a new foreign key both tables are joined; whether that reads this one whole is up to the planner.
    for reference in _REFERENCES.finditer(form):
        yield Effect(reference["name"], "SHARE ROW EXCLUSIVE", work)


def _added_column(rest: str) -> str:
    """A column is free unless it has a value of its own for each row, or something to check."""
    words = rest.upper()
    if re.search(r"\bGENERATED\b|\bSERIAL|\bSMALLSERIAL|\bBIGSERIAL", words):
        return "rewrite"
    default = re.search(r"\bDEFAULT (?P<value>.*)$", rest, re.I | re.S)
    if default:
        value = _CONSTANT.sub("", default["value"])
        if re.search(r"\w\s*\(", re.sub(r"\b(?:CHECK|numeric|varchar|char|bit)\s*\(", "", value, flags=re.I)):
            return "rewrite"
    if re.search(r"\b(?:UNIQUE|PRIMARY KEY)\b", words):
        return "build"
    # A domain is known by its schema: one with a constraint is checked by writing the table anew.
    if re.match(r"\w+\.\w+", rest) and not rest.startswith("pg_catalog."):
        return "rewrite"
    checked = r"\bCHECK\b|\bREFERENCES\b" if default else r"\bCHECK\b|\bNOT NULL\b"
    return "scan" if re.search(checked, words) else ""
