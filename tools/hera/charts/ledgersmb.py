"""Charts of LedgerSMB: SQL scripts that call its functions. They are read, never run."""

from __future__ import annotations

import re
from pathlib import Path

from hera.charts.model import Account, Chart
from hera.charts.roles import assign_roles
from hera.charts.sqltext import Token, calls, inserts, text_of, tokens

TYPES = {"A": "asset", "L": "liability", "Q": "equity", "I": "income", "E": "expense"}


def read_ledgersmb(path: Path, country: str | None = None) -> Chart:
    """Read one chart. Raises ValueError, naming the file, when there are no accounts in it."""
    stream = tokens(path.read_text(encoding="utf-8", errors="replace"))
    accounts = _saved(stream) + _inserted(stream)
    _add_defaults(stream, accounts)
    if not accounts:
        raise ValueError(f"{path}: no accounts in it")
    title = path.stem.replace("_", " ").replace("-", " ")
    chart = Chart(f"{country} {title}" if country else title, country, accounts)
    assign_roles(chart)
    return chart


def _saved(stream: list[Token]) -> list[Account]:
    """From account__save(id, accno, description, category, gifi, heading, contra, tax, link, obsolete, ...)."""
    accounts = []
    for parts in calls(stream, "account__save"):
        if len(parts) < 9 or text_of(parts[3]) not in TYPES:
            continue
        if len(parts) > 9 and parts[9] == [Token("word", "true")]:
            continue
        accounts.append(
            Account(
                name=text_of(parts[2]) or text_of(parts[1]),
                type=TYPES[text_of(parts[3])],
                code=text_of(parts[1]),
                hints=_links(parts[8]),
            )
        )
    return accounts


def _links(part: list[Token]) -> frozenset[str]:
    """The modules an account is offered in: string_to_array('AR:AP', ':') or '{AR,AP}'."""
    text = next((token.text for token in part if token.kind == "string"), "")
    return frozenset(f"ledgersmb:{link}" for link in re.split(r"[:,{}\s]+", text) if link)


def _inserted(stream: list[Token]) -> list[Account]:
    """Accounts of the older scripts, which insert into the tables themselves."""
    links: dict[str, set[str]] = {}
    for row in inserts(stream, "account_link"):
        links.setdefault(text_of(row["account_id"]), set()).add(f"ledgersmb:{text_of(row['description'])}")
    accounts = []
    for row in inserts(stream, "account"):
        category = text_of(row.get("category", []))
        if category not in TYPES or text_of(row.get("obsolete", [])) in ("1", "t", "true"):
            continue
        accounts.append(
            Account(
                name=text_of(row["description"]) or text_of(row["accno"]),
                type=TYPES[category],
                code=text_of(row["accno"]),
                hints=frozenset(links.get(text_of(row.get("id", [])), ())),
            )
        )
    return accounts


def _add_defaults(stream: list[Token], accounts: list[Account]) -> None:
    """The default accounts: INSERT INTO defaults ... VALUES ('income_accno_id', (select ... where accno = '4010'))."""
    by_code = {account.code: account for account in accounts}
    for row in inserts(stream, "defaults"):
        key = text_of(row.get("setting_key", []))
        code = next((token.text for token in row.get("value", []) if token.kind == "string"), "")
        if key.endswith("_accno_id") and code in by_code:
            account = by_code[code]
            account.hints = account.hints | {f"ledgersmb:{key}"}
