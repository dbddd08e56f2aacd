"""Checkpoints in files: one a seal, written once, and the newest under a name of its own; the keys that signed them."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any


def sign(checkpoint: dict[str, Any], key_file: Path) -> dict[str, Any]:
    """The checkpoint with an Ed25519 signature of its seal's hash, by the private key in a PEM file without a password."""
    key = read_key(key_file)
    signature = {
        "algorithm": "ed25519",
        "public_key": public_key_of(key),
        "value": key.sign(bytes.fromhex(checkpoint["seal_hash"])).hex(),
    }
    return {**checkpoint, "signature": signature}


def read_key(key_file: Path) -> Any:
    """The private key in a PEM file without a password; ValueError when it is none of Ed25519."""
    serialization, ed25519 = _library()
    key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise ValueError(f"{key_file} holds no Ed25519 key: openssl genpkey -algorithm ed25519 -out {key_file}")
    return key


def make_key(key_file: Path) -> Any:
    """A new private key in a new PEM file that only its owner reads."""
    serialization, ed25519 = _library()
    key = ed25519.Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    return key


def public_key_of(key: Any) -> str:
    """The public key as checkpoints name it."""
    return str(key.public_key().public_bytes_raw().hex())


def _library() -> tuple[Any, Any]:
    try:
        return (
            import_module("cryptography.hazmat.primitives.serialization"),
            import_module("cryptography.hazmat.primitives.asymmetric.ed25519"),
        )
    except ImportError:
        raise RuntimeError("signing needs the package cryptography: pip install 'hera[sign]'") from None


def keep(checkpoint: dict[str, Any], directory: Path) -> Path:
    """Write a checkpoint to the directory, which must be there; returns its file.

    A file that exists is never written again: when it holds another seal of that number, the trail is not the one it
    was, and ValueError says so.
    """
    file = directory / f"seal-{int(checkpoint['seal']):09d}.json"
    text = json.dumps(checkpoint, indent=1, sort_keys=True) + "\n"
    if file.exists():
        if _unsigned(json.loads(file.read_text(encoding="utf-8"))) != _unsigned(checkpoint):
            raise ValueError(f"{file} holds another seal {checkpoint['seal']}: the trail was rewritten or restored")
    else:
        _write(file, text)
    _write(directory / "latest.json", text)
    return file


def keep_keys(keys: list[dict[str, Any]], directory: Path) -> Path:
    """Write the keys that sign checkpoints beside them; ValueError when those that were kept are not their beginning."""
    file = directory / "keys.json"
    if file.exists():
        kept = [key["public_key"] for key in json.loads(file.read_text(encoding="utf-8"))]
        if kept != [key["public_key"] for key in keys[: len(kept)]]:
            raise ValueError(f"{file} holds other keys than the database: somebody exchanged them")
    _write(file, json.dumps(keys, indent=1, sort_keys=True) + "\n")
    return file


def _unsigned(checkpoint: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in checkpoint.items() if name != "signature"}


def _write(file: Path, text: str) -> None:
    """All of it or nothing, on disk."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)
