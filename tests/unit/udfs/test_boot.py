"""Modules that are imported from a mapping."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator

import pytest

from hera_udfs import boot


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    modules = {name: module for name, module in sys.modules.items() if name.startswith("hera_udfs")}
    finders = list(sys.meta_path)
    yield
    for name in [n for n in sys.modules if n.startswith("hera_udfs")]:
        del sys.modules[name]
    sys.modules.update(modules)
    sys.meta_path[:] = finders


def test_sources_go_before_files() -> None:
    boot.install({"hera_udfs": "", "hera_udfs.text": "answer = 1"})
    assert importlib.import_module("hera_udfs.text").answer == 1


def test_second_version_replaces_the_first() -> None:
    boot.install({"hera_udfs": "", "hera_udfs.text": "answer = 1"})
    importlib.import_module("hera_udfs.text")
    boot.install({"hera_udfs": "", "hera_udfs.text": "answer = 2"})
    assert importlib.import_module("hera_udfs.text").answer == 2
    assert sum(type(f).__name__ == "MemoryFinder" for f in sys.meta_path) == 1


def test_modules_import_each_other() -> None:
    boot.install({"hera_udfs": "", "hera_udfs.a": "from hera_udfs.b import x", "hera_udfs.b": "x = 3"})
    assert importlib.import_module("hera_udfs.a").x == 3
