"""The examples of the documentation: SQL blocks, each followed by what psql prints for it.

A fenced ``sql`` block that is followed by a fenced ``text`` block must print that text; one that is followed by none
must not fail. All blocks of a file run in one session of psql, in order. What differs from run to run is masked:
``<uuid>``, ``<number>`` of a document that is numbered by its id, ``<time>``, ``<month>`` of a partition, ``<ms>`` of a
timing and ``<s>`` of a rate limit. Runs of blanks and of dashes
count as one, so the masks may change the width of a column.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_FENCED = re.compile(r"^```(?P<language>sql|text)\n(?P<body>.*?)^```$", re.M | re.S)
_ROLE = re.compile(r"\bCREATE (?:ROLE|USER) (\w+)", re.I)
_TIMINGS = re.compile(r'"timings": \{[^}]*\}')
_MASKS = (
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b[0-9A-F]{12}-[0-9A-F]{12}\b"), "<number>"),
    (re.compile(r"(?<=_)20\d\d_[01]\d(?![0-9])"), "<month>"),
    (re.compile(r"\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*(?:[+-]\d\d(?::\d\d)?)?"), "<time>"),
    (re.compile(r'("(?:retry_after|reset_after)": )[0-9.]+'), r"\1<s>"),
)


@dataclass(frozen=True)
class Example:
    """One SQL block; ``output`` is None where the document shows none, else ``span`` is where it stands."""

    line: int
    sql: str
    output: str | None
    span: tuple[int, int]


def read_examples(text: str) -> list[Example]:
    """The examples of a Markdown document, in order."""
    blocks = list(_FENCED.finditer(text))
    examples = []
    for number, block in enumerate(blocks):
        if block["language"] != "sql":
            continue
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        # Only what follows at once is the output: prose between the two makes them unrelated.
        if after is None or after["language"] != "text" or text[block.end() : after.start()].strip():
            after = None
        examples.append(
            Example(
                text.count("\n", 0, block.start()) + 2,
                block["body"],
                after["body"] if after else None,
                after.span("body") if after else (0, 0),
            )
        )
    return examples


def roles_of(examples: list[Example]) -> list[str]:
    """Names of the roles that the examples create; they outlive the database."""
    return [name for example in examples for name in _ROLE.findall(example.sql)]


def mask(output: str) -> str:
    """Replace what differs from run to run."""
    output = _TIMINGS.sub(lambda timings: re.sub(r": [0-9.]+", ": <ms>", timings[0]), output)
    for pattern, replacement in _MASKS:
        output = pattern.sub(replacement, output)
    return output


def normalize(output: str) -> list[str]:
    """Lines of an output as they are compared."""
    lines = (re.sub(r"\s+", " ", re.sub(r"-{2,}", "-", line)).strip() for line in mask(output).splitlines())
    return [line for line in lines if line]


def run_examples(psql: Path, dsn: str, examples: list[Example], variables: dict[str, str]) -> list[str]:
    """What psql prints for each example, errors included."""
    script = ""
    for number, example in enumerate(examples):
        script += f"\\echo <<example {number}>>\n{example.sql}"
    arguments = [f"--set={name}={value}" for name, value in variables.items()]
    done = subprocess.run(
        # Line by line, so that errors stand where they belong.
        ["stdbuf", "-oL", str(psql), "-X", "-q", "--set=SHOW_CONTEXT=never", *arguments, "--dbname", dsn],
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, "PGOPTIONS": "", "PGTZ": "UTC", "LC_ALL": "C.UTF-8"},
    )
    parts = re.split(r"^<<example \d+>>\n", done.stdout, flags=re.M)
    assert len(parts) == len(examples) + 1 and not parts[0], done.stdout[-2000:]
    return parts[1:]


def with_outputs(text: str, examples: list[Example], outputs: list[str]) -> str:
    """The document with the outputs of this run in the place of those it shows."""
    for example, output in reversed(list(zip(examples, outputs, strict=True))):
        if example.output is not None:
            start, end = example.span
            shown = "\n".join(line.rstrip() for line in mask(output).strip("\n").splitlines())
            text = text[:start] + shown + "\n" + text[end:]
    return text
