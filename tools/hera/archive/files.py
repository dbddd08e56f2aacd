"""Parquet files of an archive: one for each table, read and written in batches.

Identifiers, texts, jsonb and arrays are strings; ``numeric`` is a string too, because no decimal type of Parquet keeps
every number of decimals that PostgreSQL shows, and hashes are made of what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hera.cli.errors import HeraError

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, "str | None"]
BATCH = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INTEGERS = {"smallint": "int16", "integer": "int32", "bigint": "int64"}


def arrow() -> Any:
    """pyarrow, or what to install."""
    try:
        import pyarrow.parquet
    except ImportError as missing:
        raise HeraError(
            "the archive is written and read with pyarrow, which is not installed",
            hint="python3 -m pip install 'hera-ledger[archive]'",
        ) from missing
    return pyarrow


@dataclass(frozen=True)
class Column:
    """A column of a table and the name of its type in PostgreSQL, below a domain."""

    name: str
    type: str
    key: int | None = None

    def arrow_type(self) -> Any:
        """Its type in Parquet."""
        pa = arrow()
        if self.type in _INTEGERS:
            return getattr(pa, _INTEGERS[self.type])()
        if self.type == "boolean":
            return pa.bool_()
        if self.type == "date":
            return pa.date32()
        if self.type == "timestamp with time zone":
            return pa.timestamp("us", tz="UTC")
        return pa.binary() if self.type == "bytea" else pa.string()

    def parse(self, text: str | None) -> Any:
        """What PostgreSQL wrote, in UTC and ISO, as Parquet takes it."""
        if text is None:
            return None
        if self.type in _INTEGERS:
            return int(text)
        if self.type == "boolean":
            return text in ("t", "true")
        if self.type == "date":
            return date.fromisoformat(text)
        if self.type == "timestamp with time zone":
            # As an integer: no rounding on the way.
            return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)
        return bytes.fromhex(text[2:]) if self.type == "bytea" else text

    def text(self, value: Any) -> str | None:
        """The same the other way round, as a row of PostgreSQL shows it."""
        if value is None:
            return None
        if self.type == "boolean":
            return "t" if value else "f"
        if self.type == "timestamp with time zone":
            moment = value.astimezone(UTC)
            fraction = f".{moment.microsecond:06}".rstrip("0") if moment.microsecond else ""
            return f"{moment:%Y-%m-%d %H:%M:%S}{fraction}+00"
        return "\\x" + value.hex() if self.type == "bytea" else str(value)


def write(path: Path, columns: list[Column], pages: Iterable[list[list[str | None]]]) -> int:
    """Write a file page by page, no more than one in memory; returns the number of rows."""
    pa = arrow()
    schema = pa.schema([(column.name, column.arrow_type()) for column in columns])
    rows = 0
    with pa.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for page in pages:
            parsed = [
                pa.array([column.parse(row[place]) for row in page], type=column.arrow_type())
                for place, column in enumerate(columns)
            ]
            writer.write_table(pa.Table.from_arrays(parsed, schema=schema))
            rows += len(page)
    return rows


def read(path: Path, columns: list[Column]) -> Iterator[Row]:
    """The rows of a file as PostgreSQL shows them, batch by batch."""
    pa = arrow()
    try:
        with pa.parquet.ParquetFile(path) as file:
            names = [column.name for column in columns]
            if file.schema_arrow.names != names:
                raise HeraError(f"{path} has other columns than its manifest says")
            for batch in file.iter_batches(BATCH):
                texts = [_texts(column, batch.column(place)) for place, column in enumerate(columns)]
                for row in zip(*texts, strict=True):
                    yield dict(zip(names, row, strict=True))
    except (pa.ArrowInvalid, OSError) as broken:
        raise HeraError(f"{path} cannot be read: {broken}") from broken


def _texts(column: Column, values: pyarrow.Array) -> list[str | None]:
    show: Callable[[Any], str | None] = column.text
    return [show(value) for value in values.to_pylist()]


def file_hash(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as missing:
        raise HeraError(f"{path} cannot be read: {missing.strerror}") from missing
    return digest.hexdigest()
