"""The report on the interpreter."""

from __future__ import annotations

import platform

from hera_udfs import environment


def test_python_is_first() -> None:
    first = environment.describe()[0]
    assert (first.name, first.version, first.hint) == ("python", platform.python_version(), None)


def test_missing_library_has_a_hint() -> None:
    missing = environment.library("no_such_library_of_hera", "Install it.")
    assert missing.version is None
    assert missing.hint is not None
    assert missing.hint.startswith("Install it. (ModuleNotFoundError")
