"""Import the modules of this package from memory, not from the server's file system."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

PACKAGE = "hera_udfs"


class MemoryFinder(MetaPathFinder, Loader):
    """Find the package's modules in a mapping of names to sources."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = dict(sources)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Claim the names that the mapping holds, before any directory is looked at."""
        if fullname not in self.sources:
            return None
        return ModuleSpec(fullname, self, origin=f"<{fullname}>", is_package=fullname == PACKAGE)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave the making of the module to the import system."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's source in its own name space."""
        exec(compile(self.sources[module.__name__], f"<{module.__name__}>", "exec"), module.__dict__)


def install(sources: Mapping[str, str]) -> None:
    """Put these sources in place of those of an earlier version in this session."""
    # The finder of an earlier version is an instance of another class of this name.
    sys.meta_path[:] = [f for f in sys.meta_path if type(f).__name__ != MemoryFinder.__name__]
    for name in [n for n in sys.modules if n == PACKAGE or n.startswith(PACKAGE + ".")]:
        del sys.modules[name]
    sys.meta_path.insert(0, MemoryFinder(sources))
