"""Account templates of GnuCash: XML files, one folder a locale, some of them gzipped."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from hera.charts.model import Account, Chart
from hera.charts.roles import assign_roles

_GNC = "{http://www.gnucash.org/XML/gnc}"
_ACT = "{http://www.gnucash.org/XML/act}"
_TITLE = "{http://www.gnucash.org/XML/gnc-act}title"
_KEY = "{http://www.gnucash.org/XML/slot}key"
_VALUE = "{http://www.gnucash.org/XML/slot}value"

TYPES = {
    "ASSET": "asset",
    "BANK": "asset",
    "CASH": "asset",
    "CURRENCY": "asset",
    "MUTUAL": "asset",
    "STOCK": "asset",
    "RECEIVABLE": "asset",
    "LIABILITY": "liability",
    "CREDIT": "liability",
    "PAYABLE": "liability",
    "EQUITY": "equity",
    "TRADING": "equity",
    "INCOME": "income",
    "EXPENSE": "expense",
}


def read_gnucash(path: Path, country: str | None = None) -> Chart:
    """Read one template. Raises ValueError, naming the file, when it is none."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as wrong:
        raise ValueError(f"{path}: not an XML file: {wrong}") from wrong
    chart = Chart(" ".join((root.findtext(_TITLE) or path.stem).split()), country)
    elements = [element for element in root.findall(f"{_GNC}account") if _text(element, "type") != "ROOT"]
    by_id: dict[str, Account] = {}
    for element in elements:
        kind = _text(element, "type")
        if kind not in TYPES:
            raise ValueError(f"{path}: account type {kind!r} is not known")
        account = Account(
            name=_text(element, "name"),
            type=TYPES[kind],
            code=_text(element, "code"),
            heading=_placeholder(element),
            hints=frozenset({f"gnucash:{kind}"}),
        )
        by_id[_text(element, "id")] = account
        chart.accounts.append(account)
    for element, account in zip(elements, chart.accounts, strict=True):
        account.parent = by_id.get(_text(element, "parent"))
    _mark_headings(chart)
    if not chart.accounts:
        raise ValueError(f"{path}: no accounts in it")
    assign_roles(chart)
    return chart


def _text(element: ElementTree.Element, name: str) -> str:
    return (element.findtext(_ACT + name) or "").strip()


def _placeholder(element: ElementTree.Element) -> bool:
    return any(
        slot.findtext(_KEY) == "placeholder" and (slot.findtext(_VALUE) or "").strip() == "true"
        for slot in element.iter()
        # With or without the default namespace: the templates differ.
        if slot.tag.rpartition("}")[2] == "slot"
    )


def _mark_headings(chart: Chart) -> None:
    """Where accounts have codes a group without one is a heading too; a chart of headings only keeps them all."""
    parents = {id(account.parent) for account in chart.accounts if account.parent is not None}
    leaves = [account for account in chart.accounts if id(account) not in parents]
    if sum(1 for account in leaves if account.code) * 2 > len(leaves):
        for account in chart.accounts:
            if id(account) in parents and not account.code:
                account.heading = True
    if all(account.heading for account in chart.accounts):
        for account in chart.accounts:
            account.heading = False
