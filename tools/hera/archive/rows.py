"""Rows as PostgreSQL writes them and the hashes that the audit trail makes of them, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

_QUOTED = frozenset('"\\(), \t\n\v\f\r')
_ENDS = b",)"
Texts = Sequence[str | None]


def composite(values: Iterable[str | None]) -> bytes:
    """A row in its text form, as ``row::text`` gives it, without the NULL columns at its end."""
    return ("(" + ",".join(map(_quoted, values)) + ")").encode().rstrip(_ENDS)


def _quoted(value: str | None) -> str:
    if value is None:
        return ""
    if value and _QUOTED.isdisjoint(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '""') + '"'


def document_hash(header: Texts, lines: Iterable[Texts]) -> bytes:
    """SHA-256 of header and lines, as the tree commits to them."""
    return sha256(b"\n".join([composite(header), *(composite(line) for line in lines)])).digest()


def leaf_hash(leaf: Mapping[str, str | None]) -> bytes:
    """SHA-256 of the canonical form of an audit leaf: a jsonb array as PostgreSQL writes it."""
    names = ("organization_id", "id", "event", "subject_id", "actor", "login", "request_id")
    parts = [json.dumps(leaf[name], ensure_ascii=False) for name in names]
    return sha256(b"\0" + ("[" + ", ".join([*parts, leaf["detail"] or "null"]) + "]").encode()).digest()


def tree_hash(leaf: bytes, document: str | None) -> bytes:
    """Hash of a leaf in the tree; ``document`` is the hash of the rows that it made final."""
    return sha256(b"\0" + leaf + bytes.fromhex(document or "")).digest()


class Digest:
    """SHA-256 over each organization and the SHA-256 of its entries, which come in order."""

    def __init__(self, separator: bytes = b"") -> None:
        self.separator = separator
        self.count = 0
        self._outer = sha256()
        self._organization: str | None = None
        self._inner = sha256()
        self._first = True

    def add(self, organization: str, entry: bytes) -> None:
        """One entry more."""
        if organization != self._organization:
            self._close()
            self._organization = organization
        if not self._first:
            self._inner.update(self.separator)
        self._first = False
        self._inner.update(entry)
        self.count += 1

    def _close(self) -> None:
        if self._organization is not None:
            self._outer.update(UUID(self._organization).bytes + self._inner.digest())
        self._inner = sha256()
        self._first = True

    def hexdigest(self) -> str:
        """The whole; nothing can be added any more."""
        self._close()
        self._organization = None
        return self._outer.hexdigest()


class Totals:
    """Debit and credit of every account and currency, one organization after the other."""

    def __init__(self) -> None:
        self.digest = Digest(b"\n")
        self._organization: str | None = None
        self._sums: dict[tuple[bytes, str, str], list[Decimal]] = {}

    def add(self, line: Mapping[str, str | None]) -> None:
        """One line more."""
        organization, account, currency = str(line["organization_id"]), str(line["account_id"]), str(line["currency"])
        if organization != self._organization:
            self._close()
            self._organization = organization
        # uuids are ordered by their bytes.
        sums = self._sums.setdefault((UUID(account).bytes, currency, account), [Decimal()] * 5)
        side = 0 if line["side"] == "debit" else 1
        sums[side] += Decimal(str(line["amount"]))
        sums[side + 2] += Decimal(str(line["base_amount"]))
        sums[4] += 1

    def _close(self) -> None:
        for (_, currency, account), sums in sorted(self._sums.items()):
            entry = "|".join([account, currency, *map(_plain, sums)])
            self.digest.add(str(self._organization), entry.encode())
        self._sums = {}

    def hexdigest(self) -> str:
        """The whole."""
        self._close()
        return self.digest.hexdigest()


def _plain(amount: Decimal) -> str:
    """Without zeros at its end, as trim_scale gives it."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def documents(
    headers: Iterable[dict[str, str | None]], lines: Iterable[dict[str, str | None]]
) -> Iterator[tuple[dict[str, str | None], list[dict[str, str | None]]]]:
    """Each header with its lines; both come in the order of organization and document. ValueError for lines left over."""
    grouped = groupby(lines, key=lambda line: (line["organization_id"], line["transaction_id"]))
    key, group = next(grouped, (None, iter(())))
    for header in headers:
        own: list[dict[str, str | None]] = []
        if key == (header["organization_id"], header["id"]):
            own = list(group)
            key, group = next(grouped, (None, iter(())))
        yield header, own
    if key is not None:
        raise ValueError(f"lines of {key[1]} have no document")


def values_of(row: Mapping[str, Any]) -> list[str | None]:
    """Columns of a row in their order."""
    return list(row.values())
