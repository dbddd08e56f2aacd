"""Names that each program accepts, one for each account and never one for two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from hera.export.read import Line

_ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}


def beancount_name(line: Line) -> str:
    """A root, then components of ASCII letters, digits and hyphens that begin with a capital or a digit."""
    words = unicodedata.normalize("NFKD", f"{line.account_code} {line.account_name}").encode("ascii", "ignore").decode()
    part = re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")
    part = part[:1].upper() + part[1:]
    return f"{_ROOTS[line.account_type]}:{part or 'X'}"


def hledger_name(line: Line) -> str:
    """A root, then text without the signs that end a name, mark a virtual posting or begin a comment."""
    words = re.sub(r"[\s:;|\"]+", " ", plain(f"{line.account_code} {line.account_name}")).strip(" ()[]*!=@")
    return f"{_ROOTS[line.account_type].lower()}:{words or 'x'}"


class AccountNames:
    """Remembers the name of each account code; a name that is taken gets a number."""

    def __init__(self, make: Callable[[Line], str]) -> None:
        self._make = make
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def is_new(self, line: Line) -> bool:
        """Whether the account of this line has not been named yet."""
        return line.account_code not in self._names

    def name(self, line: Line) -> str:
        """The name of the account, always the same."""
        if self.is_new(line):
            name = base = self._make(line)
            number = 1
            while name in self._taken:
                number += 1
                name = f"{base}-{number}"
            self._taken.add(name)
            self._names[line.account_code] = name
        return self._names[line.account_code]


def plain(text: str | None) -> str:
    """Text on one line, without control characters."""
    found = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in text or "")
    return re.sub(r"\s+", " ", found).strip()
