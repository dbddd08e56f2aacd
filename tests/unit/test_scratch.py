"""Clusters that are thrown away live in memory only where they fit, and only in a place of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from hera.server.place import Place
from support import scratch


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Much room, in a directory of this test."""
    monkeypatch.setattr(scratch, "MEMORY", tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=100 * scratch.GIGABYTE))
    monkeypatch.setattr(scratch, "available_memory", lambda: 100 * scratch.GIGABYTE)
    for name in ("HERA_TEST_HOME", "HERA_SCALE"):
        monkeypatch.delenv(name, raising=False)
    scratch.scratch_home.cache_clear()
    yield
    scratch.scratch_home.cache_clear()


def test_where_there_is_room(tmp_path: Path) -> None:
    assert scratch.scratch_home().parent == tmp_path


def test_little_room(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=64 * 2**20))
    assert scratch.scratch_home() == place.home / "test"


def test_little_memory(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "available_memory", lambda: scratch.GIGABYTE)
    assert scratch.scratch_home() == place.home / "test"


def test_larger_counts(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERA_SCALE", "1")
    assert scratch.scratch_home() == place.home / "test"


def test_a_link_that_somebody_put_there(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    scratch.in_memory(place).symlink_to(elsewhere)
    assert scratch.scratch_home() == place.home / "test"


def test_a_place_that_was_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HERA_TEST_HOME", str(tmp_path / "named"))
    assert scratch.scratch_directory("x").parent == tmp_path / "named"
