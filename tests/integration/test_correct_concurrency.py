"""Corrections that race: one of them wins, whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from support.office import Office, submit, value

RACERS = 12


def test_one_of_many_corrections_wins(office: Office) -> None:
    organization = office.organization("Raced")
    login = office.login(organization)
    bill = {"transaction_type": "bill", "total_amount": 10, "account": "5000", "transaction_date": "2026-01-01"}
    document = UUID(submit(office.admin, organization, bill)["transaction_id"])
    start = Barrier(RACERS)

    def correct(number: int) -> str:
        with office.database.connect(login) as connection:
            start.wait()
            try:
                outcome = value(
                    connection,
                    "SELECT hera.correct(%s, %s, %s, 'raced')",
                    [organization, document, Jsonb({"total_amount": 100 + number})],
                )
            except psycopg.Error as error:
                return error.sqlstate or ""
            return str(outcome["status"])

    with ThreadPoolExecutor(RACERS) as pool:
        found = sorted(pool.map(correct, range(RACERS)))
    assert found == ["ZHL09"] * (RACERS - 1) + ["posted"]
    assert value(office.admin, "SELECT count(*) FROM hera.list_transactions(%s)", [organization]) == 3
    assert value(office.admin, "SELECT count(*) FROM hera.aged_items(%s, 'payable')", [organization]) == 1
