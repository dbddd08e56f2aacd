"""The documentation's tables and the Python constants say what the registries say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hera import errors
from hera_build import collect, documents, seeds
from hera_build.model import BuildError


def write(folder: Path, text: str) -> Path:
    path = folder / "seed.sql"
    path.write_text(text, encoding="utf-8")
    return path


def test_documents_are_up_to_date() -> None:
    stale = [
        str(path.relative_to(collect.ROOT))
        for path, text in documents.rendered(collect.ROOT).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run python3 tools/build/docs.py"


def test_every_section_is_used() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in (collect.ROOT / "docs").glob("*.md"))
    assert [name for name in documents.SECTIONS if f"<!-- generated: {name} -->" not in texts] == []


def test_constants_are_sqlstates_of_their_class() -> None:
    states = {name: value for name, value in vars(errors).items() if name.isupper()}
    assert states["VAL_001"] == "ZHV01"
    assert all(len(state) == 5 and state.startswith("ZH") for state in states.values())
    assert len(set(states.values())) == len(states)


def test_rows_of_literals(tmp_path: Path) -> None:
    text = "INSERT INTO t (a) VALUES -- first\n('it''s', NULL, 3, true),\n('(b, c)', ARRAY['x', 'y'], 1.5, '{z}')\nON CONFLICT"
    assert seeds.rows(write(tmp_path, text)) == [["it's", None, "3", "true"], ["(b, c)", ["x", "y"], "1.5", "{z}"]]
    assert seeds.texts(write(tmp_path, "VALUES ('a', NULL)")) == [["a", ""]]


@pytest.mark.parametrize("text", ["SELECT 1", "VALUES ('a' || 'b')"])
def test_anything_else_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BuildError):
        seeds.rows(write(tmp_path, text))


def test_unknown_section_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "sql/validation/data").mkdir(parents=True)
    (tmp_path / "sql/validation/data/error_code.sql").write_text("VALUES ('A_1', 'ZH001', '', '', '', '', '')")
    (tmp_path / "README.md").write_text("<!-- generated: nothing -->\n<!-- end -->\n")
    with pytest.raises(BuildError, match="nothing"):
        documents.rendered(tmp_path)


def test_links_lead_to_files() -> None:
    for path in [collect.ROOT / "README.md", *(collect.ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            assert target.startswith("http") or (path.parent / target).exists(), f"{path.name}: {target}"
