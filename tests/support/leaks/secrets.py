"""What only the victim's rows contain, and the scan of anything a server sent for it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from psycopg import sql

from support.databases import Connection
from support.leaks.canaries import TENANT_TABLES

# Ids, moments to the microsecond, hashes and long numbers: what identifies a row, whatever stands around it.
TOKEN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d\d:\d\d:\d\d\.\d{4,6}"
    r"|(?<![0-9a-z])[0-9a-f]{32,}"
    r"|(?<![0-9a-z.])\d{7,}(?:\.\d+)?(?![0-9a-z])"
)
_GLOBAL = """
    SELECT c.oid::regclass::text FROM pg_class AS c
    WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition AND c.oid <> 'hera.core_clients'::regclass AND NOT EXISTS (
            SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'organization_id')
"""


def tokens(text: str) -> set[str]:
    """What in a text may identify a row; zeros at the end of a number do not."""
    found = TOKEN.findall(text.lower())
    return {item.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", item) else item for item in found}


@dataclass
class Secrets:
    """The victim's marks and tokens."""

    mark: str
    known: set[str] = field(default_factory=set)
    columns: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        raw = self.mark.encode()
        # The mark itself, as hexadecimal digits, and at the three places it may have within Base64.
        forms = [self.mark, raw.hex()]
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + raw).decode()
            # Characters at the edges depend on what stands beside the mark.
            forms.append(coded[-(-8 * shift // 6) : len(b"\0" * shift + raw) * 8 // 6])
        self._marks = [form for form in forms if len(form) >= 5]

    def found(self, text: str) -> set[str]:
        """Secrets in a text."""
        lowered = text.lower()
        marks = {form for form in self._marks[:2] if form in lowered} | {
            form for form in self._marks[2:] if form in text
        }
        return marks | (tokens(text) & self.known)


def gather(admin: Connection, mark: str, victims: Iterable[UUID], others: Iterable[UUID]) -> Secrets:
    """Everything in rows of the victims that is in no row of the others and in no table of the server's own."""
    secrets = Secrets(mark)
    elsewhere: set[str] = set()
    for (table,) in admin.execute(_GLOBAL.encode()).fetchall():
        for (row,) in admin.execute(sql.SQL("SELECT r::text FROM {} AS r").format(sql.SQL(table))):
            elsewhere |= tokens(row)
    for (table,) in admin.execute(TENANT_TABLES.encode()).fetchall():
        query = sql.SQL("SELECT r::text, to_jsonb(r) FROM {} AS r WHERE organization_id = ANY (%s)").format(
            sql.SQL(table)
        )
        for row, _ in admin.execute(query, [list(others)]):
            elsewhere |= tokens(row)
        for row, columns in admin.execute(query, [list(victims)]):
            secrets.known |= tokens(row)
            for name, item in columns.items():
                if isinstance(item, (str, int, float)) and not isinstance(item, bool):
                    secrets.columns.setdefault(name, []).append(str(item))
    secrets.known -= elsewhere
    return secrets
