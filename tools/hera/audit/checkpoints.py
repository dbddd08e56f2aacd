"""Checkpoints in files: one a seal, written once, and the newest under a name of its own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def keep(checkpoint: dict[str, Any], directory: Path) -> Path:
    """Write a checkpoint to the directory, which must be there; returns its file.

    A file that exists is never written again: when it holds another seal of that number, the trail is not the one it
    was, and ValueError says so.
    """
    file = directory / f"seal-{int(checkpoint['seal']):09d}.json"
    text = json.dumps(checkpoint, indent=1, sort_keys=True) + "\n"
    if file.exists():
        if json.loads(file.read_text(encoding="utf-8")) != checkpoint:
            raise ValueError(f"{file} holds another seal {checkpoint['seal']}: the trail was rewritten or restored")
    else:
        _write(file, text)
    _write(directory / "latest.json", text)
    return file


def _write(file: Path, text: str) -> None:
    """All of it or nothing, on disk."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)
