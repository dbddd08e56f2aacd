"""A chart of accounts as ``hera.import_chart`` takes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_NAME = 200
MAX_CODE = 32
TYPES = ("asset", "liability", "equity", "income", "expense")


@dataclass
class Account:
    """One account, or a heading that only groups others and is not stored."""

    name: str
    type: str
    code: str = ""
    role: str | None = None
    parent: Account | None = None
    heading: bool = False
    #: What the template says about its use, for the choice of roles.
    hints: frozenset[str] = frozenset()


@dataclass
class Chart:
    """A named chart with its accounts in the order of the template."""

    name: str
    country: str | None
    accounts: list[Account] = field(default_factory=list)

    def as_json(self) -> list[dict[str, str]]:
        """The accounts without headings, every code valid and unique, parents that are accounts themselves."""
        kept = [account for account in self.accounts if not account.heading]
        codes = _codes(kept)
        names = _names(kept)
        result = []
        for account in kept:
            entry = {"code": codes[id(account)], "name": names[id(account)], "type": account.type}
            if account.role:
                entry["role"] = account.role
            parent = _kept_parent(account)
            # Reports sum up within one type; a parent of another type would mix them.
            if parent is not None and parent.type == account.type:
                entry["parent"] = codes[id(parent)]
            result.append(entry)
        return result


def _kept_parent(account: Account) -> Account | None:
    parent = account.parent
    while parent is not None and parent.heading:
        parent = parent.parent
    return parent


def clean_code(text: str) -> str:
    """The part of a template's code that HERA accepts as one; templates also write ranges and remarks there."""
    found = re.match(r"[0-9A-Za-z][0-9A-Za-z._+/-]*", text.strip())
    if found is None:
        return ""
    return re.sub(r"[+/]+", "-", found.group())[:MAX_CODE].rstrip("._-")


def _codes(accounts: list[Account]) -> dict[int, str]:
    """Codes of the template, made unique; accounts without one are numbered below their parent or by their type."""
    used: set[str] = set()
    codes: dict[int, str] = {}
    # The first account with a code keeps it; only then are others moved to a free one.
    for account in accounts:
        code = clean_code(account.code)
        if code and code not in used:
            used.add(code)
            codes[id(account)] = code
    for account in accounts:
        code = clean_code(account.code)
        if code and id(account) not in codes:
            codes[id(account)] = _unused(code, used)
    # Room for ten accounts between two where there are few, so that people can insert their own.
    missing = Counter(account.type for account in accounts if id(account) not in codes)
    width = 1000 if max(missing.values(), default=0) < 1000 else 10000
    numbers = {kind: width * (position + 1) for position, kind in enumerate(TYPES)}
    for account in accounts:
        if id(account) in codes:
            continue
        parent = _kept_parent(account)
        if parent is not None and clean_code(parent.code):
            codes[id(account)] = _unused(f"{codes[id(parent)][: MAX_CODE - 6]}.1", used)
            continue
        step = 10 if missing[account.type] < width // 10 else 1
        numbers[account.type] += step
        while str(numbers[account.type]) in used:
            numbers[account.type] += 1
        codes[id(account)] = _unused(str(numbers[account.type]), used)
    return codes


def _unused(code: str, used: set[str]) -> str:
    """The code, or where it is taken the code with the next free number behind a dot."""
    base, dot, last = code.rpartition(".")
    stem, number = (base, int(last)) if dot and last.isascii() and last.isdigit() else (code, 0)
    candidate = code
    while candidate in used:
        number += 1
        suffix = f".{number}"
        candidate = stem[: MAX_CODE - len(suffix)] + suffix
    used.add(candidate)
    return candidate


def _without_code(name: str, code: str) -> str:
    """Some templates repeat the code in front of the name."""
    rest = name.removeprefix(code).lstrip(" -:.")
    return rest if code and rest and name.startswith(f"{code} ") else name


def _names(accounts: Iterable[Account]) -> dict[int, str]:
    """Tidy names; those that occur twice carry the name above them, or people could not choose between them."""
    accounts = list(accounts)
    tidy = {id(account): _without_code(" ".join(account.name.split()), account.code.strip()) for account in accounts}
    seen = Counter(tidy.values())
    for account in accounts:
        name = tidy[id(account)]
        if seen[name] > 1 and account.parent is not None:
            name = f"{' '.join(account.parent.name.split())}: {name}"
        tidy[id(account)] = name[:MAX_NAME].strip() or "?"
    return tidy
