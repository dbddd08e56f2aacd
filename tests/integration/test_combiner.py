"""An organization's own weights: learned in Python, and what the server makes of them is what Python means by them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from hera.demo.payers import PAYERS, accounts_of, read_payments, request_of
from hera.errors import AI_013
from hera.learning.client import Client, find_libraries
from hera_udfs import combiner, linear, training
from hera_udfs.dataset import memory_keys
from support.databases import Connection
from support.office import Office, refused, value

PAYER = next(payer for payer in PAYERS if payer.key == "calderdale")
LEARNED, ASKED, DAY = 320, 40, 20
FEATURES = (
    "SELECT hera_internal.training_features(hera_internal.read_document(json_populate_record("
    " NULL::hera_internal.caller_context, json_build_object('organization_id', %s, 'currency', 'GBP',"
    " 'minor_unit', 2, 'timezone', 'UTC')), %s)), %s::date - '2000-01-01'::date"
)


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    """An organization whose people corrected what was guessed of some hundred real purchases, twenty at a time."""
    find_libraries()
    identifier = office.organization("Combiner", chart="council")
    payments = read_payments(PAYER, LEARNED)
    codes = {}
    for account in accounts_of(PAYER, read_payments(PAYER, LEARNED + ASKED)):
        codes[account.name] = account.code
        office.admin.execute(
            "SELECT hera.create_account(%s, %s, %s, %s)", [identifier, account.code, account.name, account.account_type]
        )
    caller = office.connect(office.login(identifier, "owner", actor="ann"))
    for start in range(0, LEARNED, DAY):
        day = payments[start : start + DAY]
        outcomes = caller.execute(
            "SELECT outcome FROM hera.submit_batch(%s, %s) ORDER BY item",
            [identifier, Jsonb([request_of(PAYER, payment) for payment in day])],
        ).fetchall()
        for payment, (outcome,) in zip(day, outcomes, strict=True):
            right = {"account": codes[payment.account]}
            caller.execute(
                "SELECT hera.record_feedback(%s, %s, 'corrected', %s)",
                [identifier, outcome["transaction_id"], Jsonb(right)],
            )
    return identifier


@pytest.fixture(scope="module")
def owner(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization, "owner", actor="olivia"))


@pytest.fixture(scope="module")
def model(organization: UUID, owner: Connection) -> dict[str, Any]:
    with owner.transaction():
        result = training.train(Client(owner), str(organization))
    owner.execute("SELECT hera.promote_model(%s, %s, 'to be looked at')", [organization, result["model"]])
    return result


def test_places_have_one_order(owner: Connection) -> None:
    names = owner.execute("SELECT name FROM hera.list_combiner_weights()").fetchall()
    assert tuple(name for (name,) in names) == combiner.NAMES


def test_rows_say_what_was_known(organization: UUID, owner: Connection) -> None:
    """Documents came twenty at a time, before any of them was judged: each knows the twenties before its own."""
    rows = owner.execute("SELECT known FROM hera.list_training_rows(%s)", [organization]).fetchall()
    assert [known for (known,) in rows] == [number // DAY * DAY for number in range(LEARNED)]


def test_server_and_python_mean_the_same(
    organization: UUID, owner: Connection, office: Office, model: dict[str, Any]
) -> None:
    with owner.transaction():
        client = Client(owner)
        dataset, _ = training.read(client, str(organization), None)
        blocks = training.spell(client, str(organization), dataset.heads())
    counts, options = linear.count(dataset, blocks), linear.Options()
    fitted = linear.fit(counts, options, lambda: None)
    replay = combiner.Replay(counts, dataset, options, lambda: None)
    assert len(list(replay.run())) > combiner.LEAST
    replay.learn(len(dataset))
    np = linear.libraries()[0]
    situation = combiner.Situation(len(dataset), np.bincount(counts.labels), replay.tally.reliability())
    stored = office.admin.execute(
        "SELECT combiner::float8[], offsets::float8[] FROM hera.ai_models WHERE id = %s", [model["model"]]
    ).fetchone()
    assert stored is not None
    weights = np.array(stored[0])
    shared = [weight for (weight,) in owner.execute("SELECT weight FROM hera.list_combiner_weights()").fetchall()]
    assert abs(weights - np.array(shared)).max() > 0.05, "the organization has weights of its own"
    compared = 0
    for payment in read_payments(PAYER, LEARNED + ASKED)[LEARNED:]:
        request = {k: v for k, v in request_of(PAYER, payment).items() if k != "idempotency_key"}
        row = office.admin.execute(FEATURES, [organization, Jsonb(request), request["transaction_date"]]).fetchone()
        assert row is not None
        features, day = row
        heads = {h: owner_block(owner, organization, h) for h in features[-2:]}
        margins = linear.decide(fitted, features, heads)
        said = sorted(enumerate(margins), key=lambda pair: -pair[1])[:5]
        keys = memory_keys(features, [dataset.features.number(feature) for feature in features])
        levels = [None if k is None else replay.memory.get((level, k)) for level, k in enumerate(keys)]
        accounts, rows = combiner.describe(levels, day, said, situation)
        expected = dict(zip([counts.classes[a] for a in accounts], rows[:-1] @ weights, strict=True))
        found = value(owner, "SELECT hera.classify(%s, %s)", [organization, Jsonb(request)])["explanation"]
        utilities = dict(zip(found["candidates"]["accounts"], found["candidates"]["utilities"], strict=True))
        assert utilities == pytest.approx(expected, abs=2e-3), request
        assert found["candidates"]["outside"] == pytest.approx(
            max(float(rows[-1] @ weights), max(expected.values()) - 9.2), abs=2e-3
        )
        compared += len(utilities)
    assert compared > 2 * ASKED


def owner_block(owner: Connection, organization: UUID, head: str) -> list[str]:
    row = owner.execute("SELECT features FROM hera.list_text_blocks(%s, %s)", [organization, [head]]).fetchone()
    assert row is not None
    return list(row[0])


def test_weights_go_with_their_model(organization: UUID, owner: Connection, model: dict[str, Any]) -> None:
    """In shadow they weigh what the shadow would choose; rolled back, the shared ones speak again."""
    request = {k: v for k, v in request_of(PAYER, read_payments(PAYER, LEARNED + 1)[-1]).items() if k[0] != "i"}
    asked = "SELECT hera.classify(%s, %s) -> 'explanation'"
    spoken = value(owner, asked, [organization, Jsonb(request)])
    with owner.transaction():
        second = training.train(Client(owner), str(organization))
    beside = value(owner, asked, [organization, Jsonb(request)])
    assert beside["shadow"]["model"] == second["model"]
    assert float(beside["shadow"]["score"]) == pytest.approx(float(spoken["score"]), abs=2e-3)
    owner.execute("SELECT hera.rollback_model(%s, 'to compare')", [organization])
    alone = value(owner, asked, [organization, Jsonb(request)])
    assert "model" not in alone
    assert alone["candidates"]["utilities"] != spoken["candidates"]["utilities"]


def test_too_few_weights_are_refused(organization: UUID, owner: Connection) -> None:
    head = {
        "classes": ["CAL-001", "CAL-002"], "bias": [0, 0], "offsets": [0, 0], "trained_rows": 2,
        "trained_through": "2026-01-01", "combiner": [0] * 38,
    }  # fmt: skip
    with refused(AI_013):
        owner.execute("SELECT hera.store_model(%s, %s)", [organization, Jsonb(head)])
