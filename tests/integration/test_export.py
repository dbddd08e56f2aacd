"""The exported books, balanced by programs that know nothing of HERA."""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from hera.cli.main import cli
from hera.demo.payers import PAYERS, Payment, accounts_of, read_payments, request_of
from support.office import Office, submit_batch
from support.random_books import RandomBooks

MIDDLE = date(2026, 4, 1)
Balances = dict[tuple[str, str], Decimal]


@pytest.fixture(scope="module")
def books(office: Office, seed: int, scaled: Callable[[int], int]) -> RandomBooks:
    """Books of a few hundred documents with accounts whose codes and names no program likes."""
    organization = office.organization("Exported")
    for code, name in (("40 10", "a; b"), ("40-10", "ä : (ö)  *"), ("!x", '"'), ("é", "=")):
        office.admin.execute("SELECT hera.create_account(%s, %s, %s, 'expense')", [organization, code, name])
    made = RandomBooks(office.admin, organization, random.Random(seed))
    made.maker.odd_accounts = ["40 10", "40-10", "!x", "é"]
    made.grow(max(300, scaled(5000)))
    return made


def export(office: Office, organization: UUID, name: str, *options: str) -> str:
    """What hera export writes."""
    done = CliRunner().invoke(
        cli,
        ["--dsn", office.database.dsn, "export", "--organization", str(organization), "--format", name, *options],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def trial_balance(office: Office, organization: UUID, day: date | None = None) -> Balances:
    """The trial balance, without accounts that stand at zero."""
    rows = office.admin.execute(
        "SELECT account_code, currency, debit - credit FROM hera.trial_balance(%s, %s)", [organization, day]
    ).fetchall()
    return {(code, currency): amount for code, currency, amount in rows if amount}


def beancount_balances(text: str) -> Balances:
    """Balances as Beancount computes them, by account code."""
    loader = pytest.importorskip("beancount.loader", reason="beancount is not installed")
    data = pytest.importorskip("beancount.core.data")
    entries, errors, _ = loader.load_string(text)
    assert not errors, errors[:3]
    codes = {entry.account: entry.meta["code"] for entry in entries if isinstance(entry, data.Open)}
    found: Balances = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                found[codes[posting.account], posting.units.currency] += posting.units.number
    assert len(set(codes.values())) == len(codes)
    return {key: amount for key, amount in found.items() if amount}


def hledger_balances(path: Path) -> Balances:
    """Balances as hledger computes them, by account name."""
    done = subprocess.run(
        ["hledger", "-f", str(path), "balance", "--flat", "--layout=bare", "--output-format=csv", "--no-total"],
        capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    found = {(row["account"], row["commodity"]): Decimal(row["balance"]) for row in rows}
    return {key: amount for key, amount in found.items() if amount}


def by_code(balances: Balances, codes: list[str]) -> Balances:
    """Replace the names that hledger has for accounts by their codes; a name begins with its code."""
    longest = sorted(codes, key=len, reverse=True)
    return {
        (next(c for c in longest if name.split(":", 1)[1].startswith(c.strip("!"))), currency): amount
        for (name, currency), amount in balances.items()
    }


@pytest.fixture(scope="module")
def real_year(
    office: Office, rng_of_module: random.Random, scaled: Callable[[int], int]
) -> tuple[UUID, list[Payment], Balances]:
    """The Greater London Authority's year from April 2010 on, or its first quarter: payments, and sums of the file."""
    payer = next(payer for payer in PAYERS if payer.key == "gla")
    last = date(2011, 3, 31) if scaled(100) == 100 else date(2010, 6, 30)
    everything = read_payments(payer)
    payments = [payment for payment in everything if date(2010, 4, 1) <= payment.date <= last]
    organization = office.organization("Greater London Authority")
    codes = {}
    for account in accounts_of(payer, everything):
        codes[account.name] = account.code
        office.admin.execute(
            "SELECT hera.create_account(%s, %s, %s, %s)",
            [organization, account.code, account.name, account.account_type],
        )
    spent: Balances = defaultdict(Decimal)
    for start in range(0, len(payments), 200):
        part = payments[start : start + 200]
        requests = [request_of(payer, payment) | {"account": codes[payment.account]} for payment in part]
        outcomes = submit_batch(office.admin, organization, requests)
        assert {outcome["status"] for outcome in outcomes} == {"posted"}
        for payment, outcome in zip(part, outcomes, strict=True):
            if rng_of_module.random() < 0.05:
                office.admin.execute("SELECT hera.reverse(%s, %s, 'wrong')", [organization, outcome["transaction_id"]])
            else:
                spent[codes[payment.account], payment.currency] += payment.amount - (payment.tax_amount or 0)
    return organization, payments, {key: amount for key, amount in spent.items() if amount}


@pytest.fixture(scope="module")
def rng_of_module(seed: int) -> random.Random:
    return random.Random(seed)


def test_beancount_computes_the_balances_of_a_real_year(
    office: Office, real_year: tuple[UUID, list[Payment], Balances], record_figure: Callable[..., None]
) -> None:
    organization, payments, spent = real_year
    found = beancount_balances(export(office, organization, "beancount"))
    assert found == trial_balance(office, organization)
    # What the payer's own file adds up to, which neither HERA nor the export has touched.
    assert {key: amount for key, amount in found.items() if key[0].startswith("GLA-")} == spent
    assert sum(found.values()) == 0
    record_figure(
        "real payments whose balances Beancount computes alike", len(payments), "payments", "to the penny, per account"
    )


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed (apt-get install hledger)")
def test_hledger_computes_the_balances_of_a_real_year(
    office: Office, real_year: tuple[UUID, list[Payment], Balances], tmp_path: Path
) -> None:
    organization, _, _ = real_year
    path = tmp_path / "year.journal"
    path.write_text(export(office, organization, "hledger"), encoding="utf-8")
    codes = [
        row[0] for row in office.admin.execute("SELECT code FROM hera.list_accounts(%s)", [organization]).fetchall()
    ]
    assert by_code(hledger_balances(path), codes) == trial_balance(office, organization)


def test_beancount_computes_the_trial_balance(office: Office, books: RandomBooks) -> None:
    assert beancount_balances(export(office, books.organization, "beancount")) == trial_balance(
        office, books.organization
    )


def test_beancount_computes_the_balance_of_a_period(office: Office, books: RandomBooks) -> None:
    text = export(office, books.organization, "beancount", "--from", str(MIDDLE), "--to", "2026-05-01")
    assert beancount_balances(text) == trial_balance(office, books.organization, date(2026, 5, 1))
    assert "Opening balances" in text


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed (apt-get install hledger)")
@pytest.mark.parametrize("options", [[], ["--from", str(MIDDLE)]], ids=["all", "from"])
def test_hledger_computes_the_trial_balance(
    office: Office, books: RandomBooks, tmp_path: Path, options: list[str]
) -> None:
    path = tmp_path / "books.journal"
    path.write_text(export(office, books.organization, "hledger", *options), encoding="utf-8")
    balances = by_code(hledger_balances(path), list(books.model.types) + books.maker.odd_accounts)
    assert balances == trial_balance(office, books.organization)


def test_csv_adds_up_to_the_trial_balance(office: Office, books: RandomBooks) -> None:
    found: Balances = defaultdict(Decimal)
    rows = list(csv.DictReader(io.StringIO(export(office, books.organization, "csv"))))
    for row in rows:
        found[row["account_code"], row["currency"]] += Decimal(row["amount"]) * (1 if row["side"] == "debit" else -1)
    assert {key: amount for key, amount in found.items() if amount} == trial_balance(office, books.organization)
    assert len(rows) == sum(len(document.lines) for document in books.model.documents)


def test_an_empty_organization_exports_nothing(office: Office) -> None:
    organization = office.organization("Empty")
    assert beancount_balances(export(office, organization, "beancount")) == {}
    assert len(export(office, organization, "csv").splitlines()) == 1


def test_a_file_is_written(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "books.csv"
    export(office, office.organization("Filed"), "csv", "--file", str(target))
    assert target.read_text(encoding="utf-8").startswith("entry,transaction_date,")
