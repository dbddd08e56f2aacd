"""Checkpoints in files: one a seal, written once, and the newest under a name of its own."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any


def sign(checkpoint: dict[str, Any], key_file: Path) -> dict[str, Any]:
    """The checkpoint with an Ed25519 signature of its seal's hash, by the private key in a PEM file without a password."""
    try:
        serialization = import_module("cryptography.hazmat.primitives.serialization")
        ed25519 = import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    except ImportError:
        raise RuntimeError("signing needs the package cryptography: pip install 'hera[sign]'") from None
    key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise ValueError(f"{key_file} holds no Ed25519 key: openssl genpkey -algorithm ed25519 -out {key_file}")
    signature = {
        "algorithm": "ed25519",
        "public_key": key.public_key().public_bytes_raw().hex(),
        "value": key.sign(bytes.fromhex(checkpoint["seal_hash"])).hex(),
    }
    return {**checkpoint, "signature": signature}


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
