"""The documentation is true: its examples run and print what it says.

HERA_WRITE_EXAMPLES=1 writes the outputs of this run into the documents instead of comparing them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from support.databases import Connection, Database
from support.examples import normalize, read_examples, roles_of, run_examples, with_outputs
from support.people import OrganizationFactory

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    str(path.relative_to(ROOT))
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    if read_examples(path.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_examples_print_what_the_document_says(
    name: str, clone: Database, clone_admin: Connection, organization: OrganizationFactory, new_logins: list[str]
) -> None:
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    examples = read_examples(text)
    new_logins.extend(roles_of(examples))
    # A document that makes no organization of its own works on :org.
    variables = {"org": str(organization(chart="restaurant", connection=clone_admin))}
    outputs = run_examples(clone.cluster.place.bindir / "psql", clone.dsn, examples, variables)
    if os.environ.get("HERA_WRITE_EXAMPLES") == "1":
        path.write_text(with_outputs(text, examples, outputs), encoding="utf-8")
        return
    for example, output in zip(examples, outputs, strict=True):
        if example.output is None:
            assert not re.search(r"^(ERROR|FATAL|invalid command|unterminated):?", output, flags=re.M), (
                f"{name}:{example.line}\n{output}"
            )
        else:
            assert normalize(output) == normalize(example.output), f"{name}:{example.line}"
