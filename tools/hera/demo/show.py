"""The report on standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Without a terminal nothing says how wide lines may be.
WIDTH = 118
TOP_ACCOUNTS = 8
BLOCKS = " ▁▂▃▄▅▆▇█"


def show_report(report: Mapping[str, Any], tool: str) -> None:
    """Print everything, from counts to what to do next."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    organizations = report["organizations"]
    console.print()
    console.print(Text(summary(organizations)))
    _heading(console, "What HERA did with each payment")
    console.print(decisions_table(organizations))
    _heading(console, "Who decided, and how often that was right")
    console.print(stages_table(organizations))
    _heading(console, "Learning: share of auto-posted payments from the first to the last")
    console.print(learning_table(organizations))
    _heading(console, "Posting gates at the end: whether guesses are posted, and why")
    console.print(gates_table(organizations))
    _heading(console, "Speed")
    console.print(pace_table(organizations))
    console.print(Text("  A request is a submission or a verdict, each in a transaction of its own."))
    for organization in organizations:
        _heading(console, f"Trial balance of {organization['name']}, {long_date(organization['to'])}")
        console.print(trial_balance_table(organization))
        console.print(Text(f"  {books_line(organization)}"))
    _heading(console, "hera verify")
    console.print(verify_table(report["verify"]))
    _heading(console, "What next")
    for line in what_next(organizations[0], tool):
        console.print(Text(line), soft_wrap=True)


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _table(*columns: tuple[str, str]) -> Table:
    """Columns by name and side: numbers keep their width, names and what is to fold give way on a narrow terminal."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=True, show_edge=False, header_style="bold")
    for name, side in columns:
        table.add_column(
            name, justify="right" if side == "right" else "left", no_wrap=side in ("left", "right"), overflow="fold"
        )
    return table


def count(value: int) -> str:
    """A whole number with separators."""
    return f"{value:,}"


def percent(value: float | None) -> str:
    """A share with one decimal."""
    return "" if value is None else f"{value:.1%}"


def money(value: Decimal) -> str:
    """An amount with separators and two decimals; nothing where it is zero."""
    return f"{value:,.2f}" if value else ""


def long_date(text: str) -> str:
    """An ISO date, as people write it."""
    from datetime import date

    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def spark(shares: Sequence[float]) -> str:
    """A row of blocks from 0 to 100 %."""
    return "".join(BLOCKS[min(round(value * 8), 8)] if value > 0 else BLOCKS[0] for value in shares)


def summary(organizations: Sequence[Mapping[str, Any]]) -> str:
    """The whole story in two sentences."""
    submitted, posted, right = (
        sum(organization[name] for organization in organizations)
        for name in ("submitted", "auto_posted", "auto_posted_right")
    )
    who = f"{len(organizations)} public bodies" if len(organizations) > 1 else organizations[0]["name"]
    first = min(organization["from"] for organization in organizations)[:4]
    last = max(organization["to"] for organization in organizations)[:4]
    money = ", ".join(
        f"{sum(each['debit'] for each in totals) / 1_000_000:,.1f} million {currency}"
        for currency, totals in sorted(_by_currency(organizations).items())
    )
    return (
        f"{count(submitted)} payments of {who} from {first} to {last}, {money}."
        f" {percent(posted / submitted)} were posted without a person,"
        f" {percent(right / posted if posted else None) or 'none'} of these to the account the payer's own staff had"
        " chosen; the others went to a reviewer."
    )


def _by_currency(organizations: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for organization in organizations:
        for total in organization["totals"]:
            found.setdefault(total["currency"], []).append(total)
    return found


def decisions_table(organizations: Sequence[Mapping[str, Any]]) -> Table:
    """Counts per organization and in all."""
    table = _table(
        ("payer", "fold"),
        ("submitted", "right"),
        ("auto-posted", "right"),
        ("", "right"),
        ("precision", "right"),
        ("to review", "right"),
        ("manual", "right"),
    )
    names = ("submitted", "auto_posted", "auto_posted_right", "sent_to_review", "manual")
    total = {name: sum(organization[name] for organization in organizations) for name in names}
    for label, row in [*((each["name"], each) for each in organizations), ("all", total)]:
        if label == "all":
            table.add_section()
        table.add_row(
            label,
            count(row["submitted"]),
            count(row["auto_posted"]),
            percent(row["auto_posted"] / row["submitted"] if row["submitted"] else None),
            percent(row["auto_posted_right"] / row["auto_posted"] if row["auto_posted"] else None),
            count(row["sent_to_review"]),
            count(row["manual"]),
        )
    return table


STAGES = {
    "rule": "a person's rule",
    "memory": "exact memory",
    "neighbours": "nearest patterns (pgvector)",
    "none": "nobody: nothing like it was seen",
}


def stages_table(organizations: Sequence[Mapping[str, Any]]) -> Table:
    """Stages of classification, over all organizations."""
    table = _table(
        ("stage", "fold"),
        ("payments", "right"),
        ("proposal right", "right"),
        ("auto-posted", "right"),
        ("precision", "right"),
    )
    sums: dict[str, dict[str, int]] = {}
    for organization in organizations:
        for row in organization["stages"]:
            into = sums.setdefault(row["stage"], {})
            for name in ("decided", "right", "auto_posted", "auto_posted_right"):
                into[name] = into.get(name, 0) + row[name]
    for stage in sorted(sums, key=lambda name: -sums[name]["auto_posted"]):
        row = sums[stage]
        proposes = stage != "none"
        table.add_row(
            STAGES.get(stage, stage),
            count(row["decided"]),
            percent(row["right"] / row["decided"]) if proposes else "",
            count(row["auto_posted"]) if proposes else "",
            percent(row["auto_posted_right"] / row["auto_posted"] if row["auto_posted"] else None),
        )
    return table


def learning_table(organizations: Sequence[Mapping[str, Any]]) -> Table:
    """How the share of auto-posted payments grows while the reviewers' verdicts come in."""
    table = _table(("payer", "fold"), ("0 to 100 %", "left"), ("first", "right"), ("last", "right"))
    for organization in organizations:
        shares = organization["learning"]
        table.add_row(
            organization["name"],
            f"|{spark(shares)}|",
            percent(shares[0] if shares else None),
            percent(shares[-1] if shares else None),
        )
    return table


def gates_table(organizations: Sequence[Mapping[str, Any]]) -> Table:
    """Whether guesses of each family of smart codes are posted without a person, and why or why not."""
    table = _table(("payer", "fold"), ("gate", "left"), ("from score", "right"), ("because", "fold"))
    for organization in organizations:
        for gate in organization["gates"]:
            table.add_row(
                organization["name"],
                "open" if gate["is_open"] else "closed",
                "" if gate["threshold"] is None else f"{gate['threshold']:.2f}",
                gate["reason"],
            )
    return table


def pace_table(organizations: Sequence[Mapping[str, Any]]) -> Table:
    """Requests per second of each organization's connection, and round trips of hera.submit."""
    table = _table(
        ("payer", "fold"),
        ("requests", "right"),
        ("seconds", "right"),
        ("requests/s", "right"),
        ("submit median", "right"),
        ("submit p95", "right"),
    )
    for organization in organizations:
        speed = organization["requests_per_second"]
        table.add_row(
            organization["name"],
            count(organization["requests"]),
            f"{organization['seconds']:,.1f}",
            "not measured" if speed is None else f"{speed:,.0f}",
            *(
                "" if organization[name] is None else f"{organization[name]:.2f} ms"
                for name in ("submit_p50_ms", "submit_p95_ms")
            ),
        )
    return table


def trial_balance_table(organization: Mapping[str, Any]) -> Table:
    """The accounts with the largest balances, one line for the rest, and the totals."""
    table = _table(("code", "left"), ("account", "fold"), ("", "left"), ("debit", "right"), ("credit", "right"))
    rows = [row for row in organization["trial_balance"] if row["debit"] or row["credit"]]
    rows.sort(key=lambda row: -abs(row["debit"] - row["credit"]))
    for row in rows[:TOP_ACCOUNTS]:
        table.add_row(
            row["account_code"],
            Text(_short(row["account_name"])),
            row["currency"],
            money(row["debit"]),
            money(row["credit"]),
        )
    for total in organization["totals"]:
        rest = [row for row in rows[TOP_ACCOUNTS:] if row["currency"] == total["currency"]]
        if rest:
            table.add_row(
                "",
                f"{count(len(rest))} more accounts",
                total["currency"],
                money(sum((row["debit"] for row in rest), Decimal(0))),
                money(sum((row["credit"] for row in rest), Decimal(0))),
            )
        table.add_section()
        table.add_row("", "total", total["currency"], money(total["debit"]), money(total["credit"]))
    return table


def _short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def books_line(organization: Mapping[str, Any]) -> str:
    """Whether debit equals credit, and whether the books are those of the payer's own staff."""
    sums = (
        ", ".join(f"{total['difference']:.2f} {total['currency']}" for total in organization["totals"])
        or "nothing posted"
    )
    different = organization["differences_from_payer"]
    if different is None:
        comparison = "not compared with the payer's totals: others have posted here since"
    elif different:
        comparison = f"DIFFERENT from the payer's totals: {', '.join(row['account_code'] for row in different[:5])}"
    else:
        comparison = "every account as the payer's own staff had it"
    return f"debit less credit: {sums}; {comparison}"


def verify_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """One line a check."""
    table = _table(("", "left"), ("check", "fold"), ("detail", "fold"))
    for row in rows:
        mark = Text("ok", style="green") if row["ok"] is True else Text("FAILED", style="bold red")
        table.add_row(mark, row["check_name"], Text(row["detail"] or ""))
    if not any(row["detail"] for row in rows):
        table.columns[2].header = ""
    return table


def what_next(organization: Mapping[str, Any], tool: str) -> list[str]:
    """Commands a reader can paste, and where to read on."""
    identifier = organization["organization_id"]
    payee = organization["payee"].replace("'", "''")
    return [
        f"  The books of {organization['name']} in psql:",
        f"    {tool} psql -c \"SELECT * FROM hera.trial_balance('{identifier}', '{organization['to']}') LIMIT 20\"",
        "  What HERA would do with a new bill:",
        f"    {tool} psql -c \"SELECT jsonb_pretty(hera.classify('{identifier}', jsonb_build_object("
        f"'transaction_type', 'bill', 'counterparty', '{payee}', 'total_amount', 1200)))\"",
        f"  Again into new organizations: {tool} demo --fresh      As JSON: {tool} demo --output json",
        "  Remove everything: make clean-demo                     Read on: README.md",
    ]
