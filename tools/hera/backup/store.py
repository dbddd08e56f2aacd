"""Backups in a directory: one directory each, with a manifest and the sums of its files (as sha256sum writes them)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from hera.cli.errors import HeraError

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. Times are ISO 8601 with offset, ``counts`` rows by table, ``checkpoint`` the last seal then."""

    name: str
    method: str
    taken_at: str
    database: str
    system_identifier: str
    server_version: int
    hera_version: str
    lsn: str
    file: str
    encrypted: bool
    counts: dict[str, int]
    checkpoint: dict[str, Any] | None
    version: int = field(default=1)

    @property
    def age(self) -> float:
        """Seconds since it was taken."""
        taken = datetime.fromisoformat(self.taken_at)
        return (datetime.now(taken.tzinfo) - taken).total_seconds()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def new_backup(directory: Path, name: str) -> Iterator[Path]:
    """A directory that becomes the backup when the block ends well: all of it or nothing, on disk."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = directory / f".{name}.partial"
    draft.mkdir(mode=0o700)
    try:
        yield draft
        files = sorted(path for path in draft.iterdir() if path.name != SUMS)
        (draft / SUMS).write_text("".join(f"{digest(path)}  {path.name}\n" for path in files), encoding="ascii")
        for path in [*files, draft / SUMS, draft]:
            _sync(path)
        draft.rename(directory / name)
        _sync(directory)
    except BaseException:
        for path in draft.iterdir():
            path.unlink()
        draft.rmdir()
        raise


def write_manifest(draft: Path, manifest: Manifest) -> None:
    """Write the manifest into a backup that is being made."""
    (draft / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a backup.

    Raises HeraError when it is not one.
    """
    try:
        return Manifest(**json.loads((backup / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise HeraError(f"{backup} is no backup: {error}") from None


def backups(directory: Path) -> list[Path]:
    """The backups in a directory, oldest first."""
    if not directory.is_dir():
        raise HeraError(f"{directory} is no directory")
    return sorted(path for path in directory.iterdir() if path.is_dir() and not path.name.startswith("."))


def wrong_sums(backup: Path, known: str | None = None) -> list[str]:
    """What of a backup's files is not as its sums say; ``known`` is the sum of the sums, kept elsewhere."""
    sums = backup / SUMS
    if not sums.is_file():
        return [f"{SUMS}: missing"]
    wrong = [] if known in (None, digest(sums)) else [f"{SUMS}: not the one that was recorded"]
    wanted: dict[str, str] = {}
    for line in sums.read_bytes().decode("ascii", errors="replace").splitlines():
        said, _, name = line.partition("  ")
        wanted[name] = said
    found = {path.name for path in backup.iterdir() if path.name != SUMS}
    wrong += [f"{name}: not in {SUMS}" for name in sorted(found - wanted.keys())]
    for name, said in wanted.items():
        if name not in found:
            wrong.append(f"{name}: missing")
        elif digest(backup / name) != said:
            wrong.append(f"{name}: changed")
    return wrong


def _age() -> Any:
    try:
        return import_module("pyrage")
    except ImportError:
        raise HeraError("encryption needs the package pyrage", hint="pip install 'hera-ledger[backup]'") from None


def encrypt(source: Path, target: Path, recipient: str) -> None:
    """Encrypt a file for an age recipient (age1...), and delete the clear one."""
    age = _age()
    try:
        age.encrypt_file(str(source), str(target), [age.x25519.Recipient.from_str(recipient)])
    except age.RecipientError as error:
        raise HeraError(f"the recipient is not one of age: {error}", exit_code=2) from None
    source.unlink()


def decrypt(source: Path, target: Path, identity: Path) -> None:
    """Decrypt a file with the identity (AGE-SECRET-KEY-...) in a file.

    Raises HeraError when it was not encrypted for it, or was changed.
    """
    age = _age()
    lines = identity.read_text(encoding="ascii").splitlines()
    keys = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if not keys:
        raise HeraError(f"{identity} holds no age identity", hint="age-keygen writes one.", exit_code=2)
    try:
        age.decrypt_file(str(source), str(target), [age.x25519.Identity.from_str(key) for key in keys])
    except age.DecryptError as error:
        raise HeraError(f"{source.name} cannot be decrypted: {error}") from None
