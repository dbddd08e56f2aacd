"""What memory says where no model speaks: scores that follow what people decided, from the first decision on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, submit, value


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Memory alone")


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization, actor="ann"))


def decide(caller: Connection, organization: UUID, payee: str, text: str, times: int) -> None:
    for number in range(times):
        document = submit(caller, organization, bill(100 + number, counterparty=payee, description=text))
        value(
            caller,
            "SELECT hera.record_feedback(%s, %s, 'corrected', %s)",
            [organization, document["transaction_id"], Jsonb({"account": "5010"})],
        )


def guess(caller: Connection, organization: UUID, payee: str, text: str) -> dict[str, Any]:
    """The guess for an amount that was never decided."""
    answer = value(
        caller,
        "SELECT hera.classify(%s, %s)",
        [organization, Jsonb(bill(7777, counterparty=payee, description=text))],
    )
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize(
    ("payee", "times", "asked", "low", "high"),
    [
        ("Quill Ltd", 1, "printing", 0.6, 0.95),
        ("Brook Ltd", 50, "water", 0.95, 1),
        ("Thorn Ltd", 1, "hedges never asked for before", 0.6, 0.85),
        ("Ember Ltd", 30, "ashes never asked for before", 0.85, 0.98),
    ],
)
def test_score_follows_what_was_decided(
    caller: Connection, organization: UUID, payee: str, times: int, asked: str, low: float, high: float
) -> None:
    learned = asked if "never" not in asked else f"usual work of {payee}"
    decide(caller, organization, payee, learned, times)
    answer = guess(caller, organization, payee, asked)
    assert answer["account"] == "5010", answer
    assert low <= float(answer["explanation"]["score"]) <= high, answer


def test_both_vectors_have_the_same_places(office: Office) -> None:
    rows = office.admin.execute(
        "SELECT m.name, a.name, a.weight FROM hera_internal.combiner_weight AS m"
        " FULL JOIN hera_internal.combiner_weight AS a ON a.place = m.place + 39"
        " WHERE (m.place <= 39 OR m.place IS NULL) AND (a.place > 39 OR a.place IS NULL) ORDER BY m.place"
    ).fetchall()
    assert len(rows) == 39
    assert all(alone == f"alone.{name}" for name, alone, _ in rows)
    # What only a model can say weighs nothing where there is none.
    models = ("m.", "c.", "x.top", "o.model", "o.known", "o.newpayee", "o.margin")
    assert {name for name, _, weight in rows if name.startswith(models) and weight != 0} == set()
    # Guesses read them from a constant.
    for known, comparison in ((True, "<="), (False, ">")):
        weights = value(office.admin, "SELECT hera_internal.combiner_weights(%s)", [known])
        query = (
            f"SELECT array_agg(weight ORDER BY place) FROM hera_internal.combiner_weight WHERE place {comparison} 39"
        )
        assert weights == value(office.admin, query)
