"""The parts a bundle is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path


class BuildError(Exception):
    """A source that cannot be assembled; the text names the file."""


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(path: Path) -> str:
    """Read a source, whatever the line ends, with one newline at the end."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").rstrip() + "\n"


@dataclass(frozen=True)
class Routine:
    """A function, procedure or aggregate that becomes a member."""

    path: Path
    kind: str
    schema: str
    name: str
    arguments: str
    returns: str
    owner: str
    definer: bool
    config: tuple[str, ...]
    grantees: tuple[str, ...]
    body: str | None
    text: str
    traits: str | None = None

    @property
    def qualified(self) -> str:
        """Schema and name."""
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class DataType:
    """A type or domain that becomes a member."""

    path: Path
    schema: str
    name: str
    text: str

    @property
    def qualified(self) -> str:
        """Schema and name."""
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class Migration:
    """One numbered change of storage with the script that checks it."""

    version: int
    name: str
    body: str
    verify: str

    @property
    def label(self) -> str:
        """The file's stem."""
        return f"{self.version:04d}_{self.name}"

    @property
    def digest(self) -> str:
        """The checksum that freezes the body."""
        return sha256(self.body)


@dataclass(frozen=True)
class Binding:
    """An object outside the extension that hera.migrate() puts right."""

    kind: str
    name: str
    relation: str
    body: str

    @property
    def digest(self) -> str:
        """The checksum of the definition."""
        return sha256(self.body)


@dataclass
class Bundle:
    """Everything one version consists of."""

    version: str
    head: str
    tail: str
    retired: str
    types: list[DataType] = field(default_factory=list)
    routines: list[Routine] = field(default_factory=list)
    python: list[Routine] = field(default_factory=list)
    migrations: list[Migration] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
