"""Compare the signatures of two versions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .model import Routine
from .parse import squeeze

_MODE = re.compile(r"^(IN|OUT|INOUT|VARIADIC)\s+", re.IGNORECASE)
_DEFAULT = re.compile(r"\s+(?:DEFAULT\s+|=\s*)", re.IGNORECASE)


@dataclass(frozen=True)
class Argument:
    """One argument of a signature."""

    mode: str
    name: str
    type: str
    default: str | None


def split_arguments(text: str) -> list[str]:
    """Split at the commas that are outside parentheses, brackets and strings."""
    parts, depth, quoted, current = [], 0, False, ""
    for sign in squeeze(text):
        if sign == "'":
            quoted = not quoted
        if not quoted:
            depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0 and not quoted:
            parts.append(current.strip())
            current = ""
        else:
            current += sign
    return [*parts, current.strip()] if current.strip() else parts


def argument(text: str) -> Argument:
    """Parse one argument; every argument of HERA has a name."""
    mode = _MODE.match(text)
    rest = text[mode.end() :] if mode else text
    declared, *default = _DEFAULT.split(rest, maxsplit=1)
    name, _, kind = declared.partition(" ")
    return Argument(
        mode.group(1).upper() if mode else "IN", name, kind.strip().lower(), default[0] if default else None
    )


def arguments(routine: Routine) -> list[Argument]:
    """Parse the arguments of a routine."""
    return [argument(a) for a in split_arguments(routine.arguments)]


def identity(routine: Routine) -> str:
    """Return the name with the types by which the server tells overloads apart."""
    types = [a.type for a in arguments(routine) if a.mode != "OUT"]
    return f"{routine.qualified}({', '.join(types)})"


def snapshot(routines: list[Routine]) -> dict[str, str]:
    """Return what must not change unnoticed, by identity."""
    result = {}
    for item in routines:
        full = ", ".join(
            f"{a.mode} {a.name} {a.type}" + ("" if a.default is None else f" DEFAULT {a.default}")
            for a in arguments(item)
        )
        result[identity(item)] = f"({full}) {item.returns.lower()}"
    return dict(sorted(result.items()))


def _needs_retirement(old: str, new: str) -> bool:
    """Whether CREATE OR REPLACE would refuse, or callers would notice: all but a new default."""
    return re.sub(r" DEFAULT [^,)]+", "", old) != re.sub(r" DEFAULT [^,)]+", "", new) or old.count(
        " DEFAULT "
    ) > new.count(" DEFAULT ")


def unlisted(old: dict[str, str], new: dict[str, str], retired: list[str]) -> list[str]:
    """Return the changed or missing signatures that are not listed as retired."""
    listed = {re.sub(r"\s+", " ", r).lower() for r in retired}
    faults = []
    for name, signature in old.items():
        if name not in new:
            if name.lower() not in listed:
                faults.append(f"{name} is gone")
        elif _needs_retirement(signature, new[name]) and name.lower() not in listed:
            faults.append(f"{name} changed from {signature} to {new[name]}")
    return faults
