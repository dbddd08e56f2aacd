"""What the Python of this server can do."""

from __future__ import annotations

import importlib
import platform
from dataclasses import dataclass

SKLEARN_HINT = "Training needs scikit-learn: apt-get install python3-sklearn, then open a new connection."


@dataclass(frozen=True)
class Component:
    """A part of the environment; no version means that it is missing."""

    name: str
    version: str | None
    hint: str | None = None


def library(name: str, hint: str) -> Component:
    """Report a library by importing it: a package that is there may still be broken."""
    try:
        module = importlib.import_module(name)
    except Exception as error:
        return Component(name, None, f"{hint} ({type(error).__name__}: {error})")
    return Component(name, str(getattr(module, "__version__", "unknown")))


def describe() -> list[Component]:
    """Report the interpreter and the libraries that training uses."""
    return [
        Component("python", platform.python_version()),
        library("numpy", SKLEARN_HINT),
        library("sklearn", SKLEARN_HINT),
    ]
