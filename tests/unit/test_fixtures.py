"""The committed excerpts keep the promises of their README."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "fixtures"
PAYERS = ("calderdale", "cabinetoffice", "gla", "leeds")
COLUMNS = "id date payee text amount currency tax_amount unit account document".split()


def read(payer: str) -> list[dict[str, str]]:
    """All rows of one payer."""
    with gzip.open(FOLDER / f"{payer}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.mark.parametrize("payer", PAYERS)
def test_rows_can_be_replayed(payer: str) -> None:
    rows = read(payer)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        date.fromisoformat(row["date"])
        amount = Decimal(row["amount"])
        assert amount != 0
        assert amount == amount.quantize(Decimal("0.01"))
        assert row["currency"] == "GBP"
        for name in ("payee", "account"):
            assert row[name] == " ".join(row[name].split())
            assert 0 < len(row[name]) <= 200
    spellings = {row["account"] for row in rows}
    assert len({account.casefold() for account in spellings}) == len(spellings)


def test_there_are_enough_for_the_demonstration() -> None:
    assert 24_000 <= sum(len(read(payer)) for payer in PAYERS) <= 30_000


@pytest.mark.parametrize("payer", PAYERS)
def test_no_payee_has_the_title_of_a_person(payer: str) -> None:
    titled = re.compile(r"^(mr|mrs|ms|miss|dr|rev|prof|sir|lady|lord)\b\.?\s", re.IGNORECASE)
    company = re.compile(r"\b(ltd|limited|plc|llp)\b", re.IGNORECASE)
    payees = {row["payee"] for row in read(payer)}
    assert [payee for payee in payees if titled.match(payee) and not company.search(payee)] == []


def test_every_file_is_named_in_the_licences() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for payer in PAYERS:
        assert f"`{payer}.csv.gz`" in readme
    assert "Open Government Licence" in readme
