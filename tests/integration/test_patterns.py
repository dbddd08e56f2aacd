"""Rules that repeated choices suggest: found with their evidence, shadowed, accepted or dismissed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from support.desk import Desk, word
from support.office import Office, bill, refused, submit, value


def patterns(desk: Desk, status: str = "candidate") -> list[dict[str, Any]]:
    query = "SELECT to_jsonb(p) FROM hera.list_patterns(%s, %s) AS p"
    return [row[0] for row in desk.viewer.execute(query, [desk.organization, status]).fetchall()]


def test_patterns_are_found_shadowed_and_accepted(desk: Desk) -> None:
    payee = word()
    for number in range(6):
        desk.teach(desk.accountant, "5010", counterparty=payee, description=word() + str(number))
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 1, "codes": 0}
    (found,) = patterns(desk)
    assert (found["kind"], found["counterparty"], found["account"]) == ("payee", payee, "5010")
    assert (found["support"], found["documents"], found["share"], len(found["examples"])) == (6, 6, 1, 5)
    desk.teach(desk.accountant, "5010", counterparty=payee, description=word())
    desk.teach(desk.accountant, "5020", counterparty=payee, description=word())
    (found,) = patterns(desk)
    assert (found["shadow_tries"], found["shadow_hits"], found["active_hits"]) == (2, 1, 1)
    rule = desk.call(desk.accountant, "accept_pattern(%s, %s)", found["pattern_id"])
    outcome = submit(desk.integration, desk.organization, bill(counterparty=payee))
    assert (outcome["status"], outcome["account"], outcome["explanation"]["rule"]) == ("posted", "5010", str(rule))
    because = desk.call(desk.accountant, "explain(%s, %s)", outcome["transaction_id"])["decision"]["because"][0]
    assert "for 6 of 6 documents" in because and "right for 1 of 2" in because
    assert patterns(desk, "accepted")[0]["rule_id"] == str(rule)
    with refused("ZHI41"):
        desk.call(desk.accountant, "accept_pattern(%s, %s)", found["pattern_id"])
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 0, "codes": 0}


def test_a_word_tells_the_accounts_of_a_payee_apart(desk: Desk) -> None:
    payee = word()
    for account, text in (("5010", "fuel for van"), ("5020", "car wash inside")):
        for number in range(5):
            desk.teach(desk.accountant, account, counterparty=payee, description=f"{text} {word()} {number}")
    desk.call(desk.accountant, "discover_patterns(%s)")
    found = {item["account"]: item["text_pattern"] for item in patterns(desk)}
    assert found == {"5010": "%fuel%", "5020": "%inside%"} or found == {"5010": "%fuel%", "5020": "%wash%"}
    assert all(item["kind"] == "payee_text" for item in patterns(desk))


def test_a_unit_and_a_code(desk: Desk) -> None:
    lines = [
        {"account": "5010", "side": "debit", "amount": 60},
        {"account": "5020", "side": "debit", "amount": 60},
        {"account": "2000", "side": "credit", "amount": 120},
    ]
    for _ in range(5):
        desk.teach(desk.accountant, "5030", unit="bar")
        desk.call(desk.accountant, "record_feedback(%s, %s, 'corrected', %s)", desk.wait(), Jsonb({"lines": lines}))
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 1, "codes": 1}
    found = {item["kind"]: item for item in patterns(desk)}
    assert (found["unit"]["unit"], found["unit"]["account"]) == ("bar", "5030")
    code = found["code"]
    assert {(line["account"], line["side"]) for line in code["template"]} == {
        ("5010", "debit"), ("5020", "debit"), ("2000", "credit")
    }  # fmt: skip
    assert value(desk.viewer, "SELECT hera.parse_smart_code(%s)", [code["smart_code"]])
    with refused("ZHI41"):
        desk.call(desk.accountant, "accept_pattern(%s, %s)", code["pattern_id"])


def test_a_dismissed_pattern_is_not_proposed_again(desk: Desk) -> None:
    payee = word()
    for _ in range(5):
        desk.teach(desk.accountant, "5010", counterparty=payee, description=word())
    desk.call(desk.accountant, "discover_patterns(%s)")
    (found,) = patterns(desk)
    with refused("ZHV05"):
        desk.call(desk.accountant, "dismiss_pattern(%s, %s, '')", found["pattern_id"])
    desk.call(desk.accountant, "dismiss_pattern(%s, %s, 'one-off project')", found["pattern_id"])
    desk.call(desk.accountant, "discover_patterns(%s)")
    assert patterns(desk) == []
    assert patterns(desk, "dismissed")[0]["reason"] == "one-off project"


def test_weak_choices_are_no_pattern(desk: Desk) -> None:
    payee = word()
    for account in ("5010", "5020") * 5:
        desk.teach(desk.accountant, account, counterparty=payee, description=word())
    assert desk.call(desk.accountant, "discover_patterns(%s)") == {"rules": 0, "codes": 0}
    for arguments in ("1", "5, 0.4", "5, 0.9, 0"):
        with refused("ZHV10"):
            desk.call(desk.accountant, f"discover_patterns(%s, {arguments})")
    for call, identifier in (("accept_pattern(%s, %s)", UUID(int=1)), ("dismiss_pattern(%s, %s, 'x')", UUID(int=1))):
        with refused("ZHV10"):
            desk.call(desk.accountant, call, identifier)
    with refused("ZHV10"):
        desk.call(desk.viewer, "list_patterns(%s, 'odd')")
    for role in ("approver", "viewer", "integration"):
        with refused("ZHZ01"):
            desk.call(getattr(desk, role), "discover_patterns(%s)")


def test_books_verify(office: Office) -> None:
    assert office.admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
