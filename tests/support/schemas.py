"""Schemas of what commands print with --output json: ``docs/schemas/NAME.json`` for the command of that name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import jsonschema

DIRECTORY = Path(__file__).resolve().parents[2] / "docs" / "schemas"


def check(name: str, text: str) -> Any:
    """What the text holds, when it is as the schema of that name says."""
    found = json.loads(text)
    schema = json.loads((DIRECTORY / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    return found


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that is no group, by the name of its schema."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield "-".join((*path, name)), command
