"""Names and texts in any script, empty, long or of control characters: bounded features, bounded time, a sensible guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, submit, value

EXAMPLES = 3_000
ANY_SIGN = st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")
SCRIPTS = st.sampled_from(
    [
        "水道局",
        "ООО Водоканал",
        "شركة المياه",
        "חברת המים",
        "บริษัทน้ำ",
        "जल बोर्ड",
        "Ύδρευση",
        "Zoë & Čeněk",
        "ﬁnanz™ Ⅳ",
        "🚰🚰",
    ]
)
NAMES = st.one_of(st.text(ANY_SIGN, max_size=40), SCRIPTS)
TEXTS = st.one_of(
    st.text(ANY_SIGN, max_size=60),
    SCRIPTS,
    st.builds(lambda part, times: (part * times)[:10_000], st.text(ANY_SIGN, min_size=1, max_size=9), st.just(10_000)),
    st.sampled_from(
        ["", " ", "\t\r\n", "\x01\x02\x7f", "\u202e\u200b\ufeff", "a" * 10_000, "x y " * 2_500, "ﷺ" * 1_000, "%_\\'\""]
    ),
)
UNITS = st.one_of(st.none(), st.text(ANY_SIGN, min_size=1, max_size=30), SCRIPTS)
KNOWN = (
    "SELECT hera_internal.normalize_text(%(payee)s), hera_internal.normalize_text(%(text)s),"
    " hera_internal.text_block('p:' || left(hera_internal.normalize_text(%(payee)s), 200))"
    " || hera_internal.text_block('t:' || left(hera_internal.normalize_text(%(text)s), 200))"
)


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Odd texts")


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Iterator[Connection]:
    with office.database.connect(office.login(organization, "owner", actor="ann")) as connection:
        # A guess takes milliseconds: what is not bounded by the length of a text does not end in this.
        connection.execute("SET statement_timeout = '5s'")
        yield connection


def test_whatever_it_says_it_is_decided_and_learned(
    office: Office, caller: Connection, organization: UUID, scaled: Callable[[int], int]
) -> None:
    learned = 0

    @settings(max_examples=scaled(EXAMPLES), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(NAMES, TEXTS, UNITS)
    def check(name: str, text: str, unit: str | None) -> None:
        nonlocal learned
        request = bill(120, counterparty=name, description=text, **({} if unit is None else {"unit": unit}))
        outcome = submit(caller, organization, request)
        if outcome["status"] == "rejected":
            # Refused by name: what is too long or empty for its field, never by a failure of the server.
            assert {fault["code"][:4] for fault in outcome["errors"]} == {"VAL_"}, outcome["errors"]
            return
        row = office.admin.execute(KNOWN, {"payee": name, "text": text}).fetchone()
        assert row is not None
        payee, normalized, block = row
        assert len(payee) <= 1000
        assert len(normalized) <= 18_000, "a compatibility form may be many signs, of a thousand at most"
        assert len(block) <= 100
        assert len(set(block)) == len(block)
        value(
            caller,
            "SELECT hera.record_feedback(%s, %s, 'corrected', %s)",
            [organization, outcome["transaction_id"], Jsonb({"account": "5010"})],
        )
        again = value(caller, "SELECT hera.classify(%s, %s)", [organization, Jsonb(request)])
        if payee or normalized or unit:
            assert (again["account"], again["explanation"]["stage"]) == ("5010", "memory"), again
            learned += 1
        else:
            assert again["account"] is None
            assert again["explanation"]["stage"] == "none"

    check()
    assert learned


@pytest.mark.parametrize("text", ["", "\x01\x02", "🚰", "…", "   "])
def test_nothing_to_go_by_is_nobody_knows(caller: Connection, organization: UUID, text: str) -> None:
    """A sign that says nothing must not be what all documents without a text have in common."""
    asked = bill(33, counterparty="Unheard Of Ltd", description=text)
    answer = value(caller, "SELECT hera.classify(%s, %s)", [organization, Jsonb(asked)])
    assert answer["status"] != "rejected"
    assert answer["posting_status"] != "auto_posted"


def test_two_spellings_in_any_script_are_one_payee(caller: Connection, organization: UUID) -> None:
    """Full width and half width, composed and decomposed, large and small letters."""
    pairs = [
        ("Ｗａｓｓｅｒ　ＡＧ", "wasser ag"),
        ("Cafe\u0301 Zoë", "CAFÉ ZOE\u0308"),
        ("ВОДОКАНАЛ", "водоканал"),
        ("ﾐｽﾞ", "ミズ"),
    ]
    for number, (first, second) in enumerate(pairs):
        taught = submit(caller, organization, bill(500 + number, counterparty=first, description=f"spelled {number}"))
        caller.execute(
            "SELECT hera.record_feedback(%s, %s, 'corrected', %s)",
            [organization, taught["transaction_id"], Jsonb({"account": "5010"})],
        )
        request = bill(900 + number, counterparty=second, description="something else")
        answer = value(caller, "SELECT hera.classify(%s, %s)", [organization, Jsonb(request)])
        assert "payee" in answer["explanation"]["levels"], (first, second, answer)


def test_a_name_keeps_its_first_and_last_letter(caller: Connection, organization: UUID) -> None:
    """Only blanks go, vertical tabs among them: in PostgreSQL the escape of one is not that of C."""
    taken = submit(caller, organization, bill(77, counterparty="\x0b volvo kiev \t", description="v"))
    name = value(
        caller, "SELECT hera.get_transaction(%s, %s) ->> 'counterparty'", [organization, taken["transaction_id"]]
    )
    assert name == "volvo kiev"
