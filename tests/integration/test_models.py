"""Training on real payments, models in shadow, promotion, roll-back and undo."""

from __future__ import annotations

import threading
import time
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from hera.demo.payers import PAYERS, accounts_of, read_payments, request_of
from hera.errors import AI_010, AI_011, AI_012, AI_013, AI_014, AUTHZ_001, VAL_003, VAL_010
from hera.learning.client import Client, find_libraries
from hera_udfs import linear, training
from support.databases import Connection
from support.gates import open_gate
from support.office import Office, refused, submit, value

PAYER = next(payer for payer in PAYERS if payer.key == "calderdale")
LEARNED, ASKED = 300, 60
CARD = "HERA.PROCUREMENT.CARD"


@pytest.fixture(scope="module", autouse=True)
def _sklearn() -> None:
    find_libraries()


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    """An organization whose people have stated the accounts of some hundred real card purchases."""
    identifier = office.organization("Models", chart="council")
    payments = read_payments(PAYER, LEARNED)
    codes = {}
    for account in accounts_of(PAYER, payments):
        codes[account.name] = account.code
        office.admin.execute(
            "SELECT hera.create_account(%s, %s, %s, %s)", [identifier, account.code, account.name, account.account_type]
        )
    caller = office.connect(office.login(identifier, "owner", actor="ann"))
    requests = [{**request_of(PAYER, payment), "account": codes[payment.account]} for payment in payments]
    for outcome in caller.execute(
        "SELECT outcome FROM hera.submit_batch(%s, %s)", [identifier, Jsonb(requests)]
    ).fetchall():
        assert outcome[0]["status"] == "posted", outcome
    return identifier


@pytest.fixture(scope="module")
def owner(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization, "owner", actor="olivia"))


def asked() -> list[dict[str, Any]]:
    """Requests that come after those that were learned."""
    return [
        {key: field for key, field in request_of(PAYER, payment).items() if key != "idempotency_key"}
        for payment in read_payments(PAYER, LEARNED + ASKED)[LEARNED:]
    ]


@pytest.fixture(scope="module")
def model(organization: UUID, owner: Connection) -> dict[str, Any]:
    with owner.transaction():
        return training.train(Client(owner), str(organization))


def test_score_is_what_scikit_learn_decides(organization: UUID, owner: Connection, office: Office, model: Any) -> None:
    """The five largest margins of the server are those of the matrix product, to 1e-4."""
    np, sp, svm = linear.libraries()
    with owner.transaction():
        dataset, _ = training.read(Client(owner), str(organization), None)
        blocks = training.spell(Client(owner), str(organization), dataset.heads())
    trained = linear.fit(linear.count(dataset, blocks), linear.Options(), lambda: None)
    admin = office.admin
    differences = []
    for request in asked():
        rows = admin.execute(
            "WITH d AS MATERIALIZED (SELECT hera_internal.read_document(json_populate_record("
            " NULL::hera_internal.caller_context, json_build_object('organization_id', %(org)s, 'currency', 'GBP',"
            " 'minor_unit', 2, 'timezone', 'UTC')), %(request)s) AS d)"
            " SELECT hera_internal.document_features(d.d), s.accounts, s.margins FROM d, hera.ai_models AS m,"
            " LATERAL hera_internal.score_model(%(org)s, m.id, m.classes, m.bias, hera_internal.document_base(d.d)) AS s"
            " WHERE m.id = %(model)s",
            {"request": Jsonb(request), "org": organization, "model": model["model"]},
        ).fetchall()
        ((features, accounts, margins),) = rows
        places = {feature: place for place, feature in enumerate(trained.features)}
        heads = {f for f in features if f[:2] in ("p:", "t:")}
        # Without the folding: each feature by itself, a head's own weight being what is left of its row.
        spelled = {h: owner_block(owner, organization, h) for h in heads}
        total, norm = np.zeros(len(trained.classes)), 0.0
        for feature in features:
            if feature in places:
                row, own = trained.weights[places[feature]].astype(float), float(trained.norms[places[feature]])
                for part in spelled.get(feature, []):
                    if part in places:
                        row, own = row - trained.weights[places[part]], own - float(trained.norms[places[part]])
                total, norm = total + row, norm + own
        decided = total / norm**0.5 + trained.bias
        best = np.argsort(-decided)[:5]
        assert accounts[0] == trained.classes[best[0]] or decided[best[0]] - decided[best[1]] < 1e-4
        differences.append(max(abs(m - d) for m, d in zip(margins, decided[best], strict=True)))
    assert max(differences) < 1e-4


def owner_block(owner: Connection, organization: UUID, head: str) -> list[str]:
    row = owner.execute("SELECT features FROM hera.list_text_blocks(%s, %s)", [organization, [head]]).fetchone()
    assert row is not None
    return list(row[0])


def test_shadow_then_promotion_then_undo(organization: UUID, owner: Connection, model: dict[str, Any]) -> None:
    identifier = model["model"]
    assert model["status"] == "shadow"
    request = asked()[0]
    waiting = submit(owner, organization, request)
    assert waiting["explanation"]["shadow"]["model"] == identifier
    assert waiting["explanation"].get("model") is None, "a model in shadow must not speak"
    with refused(AI_011):
        owner.execute("SELECT hera.promote_model(%s, %s)", [organization, identifier])
    promoted = value(owner, "SELECT hera.promote_model(%s, %s, 'seen on paper')", [organization, identifier])
    assert (promoted["status"], promoted["evidence"]["reason"]) == ("active", "seen on paper")
    outcomes = [
        row[0] for row in owner.execute(
            "SELECT outcome FROM hera.classify_batch(%s, %s) ORDER BY item", [organization, Jsonb(asked())]
        ).fetchall()
    ]  # fmt: skip
    assert any(outcome["explanation"]["stage"] == "model" for outcome in outcomes)
    assert all(outcome["explanation"].get("model") in (None, identifier) for outcome in outcomes)
    assert (
        outcomes[3]["account"]
        == value(owner, "SELECT hera.classify(%s, %s)", [organization, Jsonb(asked()[3])])["account"]
    )
    rolled = value(owner, "SELECT hera.rollback_model(%s, 'too eager')", [organization])
    assert rolled == {"retired": identifier, "active": None}
    after = value(owner, "SELECT hera.classify(%s, %s)", [organization, Jsonb(asked()[3])])
    assert after["explanation"].get("model") is None
    with refused(AI_010):
        owner.execute("SELECT hera.rollback_model(%s, 'again')", [organization])


def test_undo_reverses_what_a_model_posted(
    organization: UUID, owner: Connection, office: Office, model: dict[str, Any]
) -> None:
    identifier = model["model"]
    owner.execute("SELECT hera.promote_model(%s, %s, 'to post')", [organization, identifier])
    # Weights of a combiner that trusts the model and never abstains, so that it posts.
    office.admin.execute(
        "UPDATE hera.ai_models SET combiner = (SELECT array_agg(CASE name WHEN 'm.value' THEN 90 WHEN 'o.one' THEN -90"
        " ELSE 0 END ORDER BY place) FROM hera_internal.combiner_weight WHERE place <= 39) WHERE id = %s",
        [identifier],
    )
    open_gate(office.admin, organization, family=CARD)
    outcomes = [submit(owner, organization, request) for request in asked()[1:8]]
    posted = [outcome["transaction_id"] for outcome in outcomes if outcome["posting_status"] == "auto_posted"]
    assert posted
    owner.execute("SELECT hera.rollback_model(%s, 'too eager')", [organization])
    preview = value(owner, "SELECT hera.undo_model(%s, %s, now() - interval '1 day')", [organization, identifier])
    assert (preview["dry_run"], preview["documents"]) == (True, len(posted))
    assert round(sum(effect["net"] for effect in preview["accounts"]), 2) == 0
    reasons = "SELECT reason FROM hera_internal.reversal WHERE organization_id = %s AND original_id = ANY (%s::uuid[])"
    assert office.admin.execute(reasons, [organization, posted]).fetchall() == [], "a preview reverses nothing"
    done = value(owner, "SELECT hera.undo_model(%s, %s, now() - interval '1 day', false)", [organization, identifier])
    assert (done["documents"], done["accounts"]) == (len(posted), preview["accounts"])
    again = value(owner, "SELECT hera.undo_model(%s, %s, now() - interval '1 day', false)", [organization, identifier])
    assert again["documents"] == 0
    assert {row[0] for row in office.admin.execute(reasons, [organization, posted]).fetchall()} == {
        f"undo of model version {model['version']}"
    }


def explained(owner: Connection, organization: UUID, identifier: str) -> str:
    query = (
        "SELECT (e -> 'decision')::text || (e -> 'replay')::text || hera.explain_again(%s, %s)"
        " FROM hera.explain(%s, %s) AS e"
    )
    return str(value(owner, query, [organization, identifier] * 2))


def test_explanations_outlive_learning_training_and_pruning(
    organization: UUID, owner: Connection, office: Office, model: dict[str, Any]
) -> None:
    """Decide, learn, retrain, prune, replay: the same bytes. Only the weights by feature go with the model's weights."""
    verdict = "SELECT hera.record_feedback(%s, %s, 'corrected', %s)"
    with owner.transaction():
        first = training.train(Client(owner), str(organization))["model"]
    owner.execute("SELECT hera.promote_model(%s, %s, 'to be asked')", [organization, first])
    outcomes = [submit(owner, organization, request) for request in asked()[10:40]]
    for outcome in outcomes[:5]:
        owner.execute(verdict, [organization, outcome["transaction_id"], Jsonb({"account": "CAL-001"})])
    outcomes = outcomes[5:] + [submit(owner, organization, request) for request in asked()[10:15]]
    stages = {outcome["transaction_id"]: outcome["explanation"]["stage"] for outcome in outcomes}
    assert {"memory", "model"} <= set(stages.values())
    weights = "SELECT hera.explain(%s, %s) -> 'weights'"
    for identifier in stages:
        found = value(owner, weights, [organization, identifier])
        assert found is None or {"feature", "weight"} == set(found[0])
        assert found or stages[identifier] == "memory", "the account is one of the model's"
    before = {identifier: explained(owner, organization, identifier) for identifier in stages}
    assert all('"same": true' in text for text in before.values())
    for identifier in stages:
        owner.execute(verdict, [organization, identifier, Jsonb({"account": "CAL-002"})])
    with owner.transaction():
        second = training.train(Client(owner), str(organization))["model"]
    owner.execute("SELECT hera.promote_model(%s, %s, 'newer')", [organization, second])
    office.admin.execute("UPDATE hera.ai_models SET activated_at = NULL WHERE id = %s", [first])
    office.admin.execute("SELECT hera_internal.prune_models(%s)", [organization])
    assert value(office.admin, "SELECT count(*) FROM hera.ai_model_features WHERE model_id = %s", [first]) == 0
    assert {identifier: explained(owner, organization, identifier) for identifier in stages} == before
    assert {value(owner, weights, [organization, identifier]) for identifier in stages} == {None}


def test_what_was_rejected_is_not_the_models_choice_either(organization: UUID, owner: Connection) -> None:
    request = {**asked()[41], "counterparty": "Nobody Has Heard Of Them", "description": "first of its kind"}
    seen: list[str] = []
    for _ in range(3):
        waiting = submit(owner, organization, request)
        assert waiting["explanation"].get("rejected", []) == sorted(seen)
        assert waiting["explanation"]["model_account"] not in seen
        assert waiting["account"] not in seen
        seen.append(waiting["account"])
        rejected = value(
            owner, "SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, waiting["transaction_id"]]
        )
        assert rejected["posting_status"] == "voided"
    other = value(
        owner, "SELECT hera.classify(%s, %s)", [organization, Jsonb({**request, "description": "another matter"})]
    )
    assert "rejected" not in other["explanation"]


def test_other_organizations_see_nothing(organization: UUID, office: Office, model: dict[str, Any]) -> None:
    other = office.organization("Stranger")
    stranger = office.connect(office.login(other, "owner", actor="eve"))
    for query in (
        "SELECT hera.promote_model(%s, %s, 'mine')", "SELECT hera.start_model(%s, %s)",
        "SELECT hera.undo_model(%s, %s, NULL)",
    ):  # fmt: skip
        with refused(AUTHZ_001):
            stranger.execute(query, [organization, model["model"]])
        with refused(AI_010):
            stranger.execute(query, [other, model["model"]])
    for query in ("SELECT * FROM hera.list_training_rows(%s)", "SELECT * FROM hera.list_models(%s)"):
        with refused(AUTHZ_001):
            stranger.execute(query, [organization])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        stranger.execute("SELECT * FROM hera.ai_model_features")
    assert stranger.execute("SELECT * FROM hera.list_models(%s)", [other]).fetchall() == []


def test_weights_that_do_not_fit_are_refused(organization: UUID, owner: Connection) -> None:
    head = {
        "classes": ["CAL-001", "CAL-002"], "bias": [0, 0], "offsets": [0, 0], "trained_rows": 2,
        "trained_through": "2026-01-01",
    }  # fmt: skip
    with refused(AI_013):
        owner.execute(
            "SELECT hera.store_model(%s, %s)", [organization, Jsonb({**head, "classes": ["CAL-001", "NONE"]})]
        )
    stored = value(owner, "SELECT hera.store_model(%s, %s)", [organization, Jsonb(head)])
    with refused(AI_013):
        owner.execute("SELECT hera.store_model_features(%s, %s, '{a}', '{1}', '{\"[1,2,3]\"}')", [organization, stored])
    with refused(AI_013):
        owner.execute("SELECT hera.start_model(%s, %s)", [organization, stored])


def test_too_little_to_learn_from(office: Office) -> None:
    empty = office.organization("Empty")
    with pytest.raises(psycopg.Error) as caught:
        office.admin.execute("SELECT hera.train_model(%s)", [empty])
    assert caught.value.sqlstate == AI_012


def test_missing_scikit_learn_is_said(office: Office, organization: UUID) -> None:
    with office.database.connect() as session:
        session.execute(
            "DO LANGUAGE plpython3u $$ import sys; sys.modules['sklearn'] = None; sys.modules['sklearn.svm'] = None $$"
        )
        with pytest.raises(psycopg.Error) as caught:
            session.execute("SELECT hera.train_model(%s)", [organization])
    assert caught.value.sqlstate == AI_014
    assert "python3-sklearn" in str(caught.value.diag.message_hint)


@pytest.mark.parametrize("way", ["timeout", "cancel"])
def test_training_can_be_stopped(office: Office, organization: UUID, way: str) -> None:
    """The server's own Python cannot be interrupted, but training asks between its slices."""
    with office.database.connect() as session:
        session.execute("SELECT hera.describe_model_environment()")
        # Slices of a tenth of a second, for minutes: what a large organization takes.
        session.execute(
            "DO LANGUAGE plpython3u $$\nimport time\nfrom hera_udfs import linear\nfit = linear.learn\n"
            "def slow(matrix, labels, classes, options, check, np, svm):\n"
            "    for _ in range(600):\n        check()\n        time.sleep(0.1)\nlinear.learn = slow\n$$"
        )
        started = time.monotonic()
        if way == "timeout":
            session.execute("SET statement_timeout = '1500ms'")
        else:
            threading.Timer(1.5, session.cancel).start()
        with pytest.raises(psycopg.errors.QueryCanceled):
            session.execute("SELECT hera.train_model(%s)", [organization])
        assert time.monotonic() - started < 30


def test_consent_is_asked_for_the_prior(office: Office) -> None:
    """Nothing is shared by default; with consent, only what three organizations have."""
    admin = office.admin
    organizations = [office.organization(f"Sharing {n}", chart="council") for n in range(5)]
    code = value(
        admin,
        "SELECT code FROM hera_internal.chart_account WHERE chart_code = 'council' AND account_type = 'expense'"
        " ORDER BY code LIMIT 1",
    )
    for number, organization in enumerate(organizations[:4]):
        caller = office.connect(office.login(organization, "owner", actor="ann"))
        for name in ("Common Water", f"Secretive {'xyzw'[number] * 4}"):
            submit(
                caller,
                organization,
                {"transaction_type": "bill", "counterparty": name, "total_amount": 50, "account": code},
            )
    rows = "SELECT account_code, features FROM hera.list_prior_rows('council')"
    before = admin.execute(rows).fetchall()
    for organization in organizations[:4]:
        admin.execute("SELECT hera.set_setting('ai_share_features', 'true', %s)", [organization])
    after = admin.execute(rows).fetchall()
    assert before == []
    shared = {feature for _, features in after for feature in features}
    assert "w:p:water" in shared
    assert not {feature for feature in shared if "xxxx" in feature or feature.startswith(("p:", "pt:"))}
    admin.execute("SELECT hera.set_setting('ai_share_features', NULL, %s)", [organizations[0]])
    admin.execute("SELECT hera.set_setting('ai_share_features', NULL, %s)", [organizations[1]])
    assert admin.execute(rows).fetchall() == []


def test_batch_item_with_faults_fails_alone(organization: UUID, owner: Connection) -> None:
    items: list[Any] = [
        asked()[0],
        {"transaction_type": "nonsense"},
        7,
        None,
        {**asked()[0], "raise_on_error": True, "total_amount": 0},
    ]
    rows = owner.execute(
        "SELECT item, outcome FROM hera.classify_batch(%s, %s) ORDER BY item", [organization, Jsonb(items)]
    ).fetchall()
    assert [number for number, _ in rows] == [0, 1, 2, 3, 4]
    assert [outcome["status"] == "rejected" for _, outcome in rows] == [False, True, True, True, True]
    with refused(VAL_003):
        owner.execute("SELECT * FROM hera.classify_batch(%s, '{}')", [organization])


def test_metrics_count_what_was_guessed(organization: UUID, owner: Connection) -> None:
    rows = {(metric, label): number for metric, label, number in owner.execute(
        "SELECT * FROM hera.ai_metrics(%s)", [organization]
    ).fetchall()}  # fmt: skip
    assert sum(number for (metric, _), number in rows.items() if metric == "guesses") >= 1
    with refused(VAL_010):
        owner.execute("SELECT * FROM hera.ai_metrics(%s, 0)", [organization])
