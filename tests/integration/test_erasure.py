"""Erasure of a person: the name is nowhere in a dump, and balances, proofs and checks are as they were."""

from __future__ import annotations

import subprocess
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from hera.audit import offline
from hera.server.cluster import Cluster
from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, value

MASTER = "x7Q!" * 10
NAMES = ("Quistgaard", "QUISTGAARD", "quistgaard", "Ida Q", "Wundertapete", "wundertapete", "ZZ-4711-QQ", "Lilastrasse")
PERSON = "Ida Quistgaard-Møller"


def dump(cluster: Cluster, office: Office) -> str:
    """Everything that pg_dump writes of the database."""
    done = subprocess.run(
        [str(cluster.place.bindir / "pg_dump"), "--dbname", office.database.dsn],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def found(text: str) -> list[str]:
    """Lines in which a name or text of the person stands."""
    return [line[:200] for line in text.splitlines() if any(name in line for name in NAMES)]


def state(connection: Connection, organization: UUID, checkpoint: Any) -> dict[str, Any]:
    """What must not change."""

    def rows(query: str, *parameters: Any) -> list[Any]:
        return connection.execute(query.encode(), parameters).fetchall()

    return {
        "trial balance": rows("SELECT * FROM hera.trial_balance(%s, '2030-01-01')", organization),
        "documents": rows(
            "SELECT t::text FROM hera.universal_transactions AS t WHERE organization_id = %s AND posted_at IS NOT NULL"
            " ORDER BY id", organization,
        ),
        "lines": rows(
            "SELECT l::text FROM hera.universal_transaction_lines AS l WHERE organization_id = %s"
            " ORDER BY transaction_id, line_number", organization,
        ),
        "verify": rows("SELECT * FROM hera.verify() WHERE NOT ok"),
        "audit": rows("SELECT * FROM hera.verify_audit(%s) WHERE NOT ok", Jsonb(checkpoint)),
    }  # fmt: skip


class Life:
    """Books in which a person left traces everywhere."""

    def __init__(self, office: Office, organization: UUID, unlock: bool) -> None:
        self.office, self.organization = office, organization
        options: dict[str, Any] = {"options": f"-c hera.text_key={MASTER}"} if unlock else {}
        self.owner = office.connect(office.login(organization, "owner", actor="boss"), **options)
        self.admin = office.database.connect(**options)
        self.clerk = office.connect(office.login(organization, "accountant", actor="clerk"), **options)
        for number in range(6):
            submit(self.clerk, organization, bill(100 + number, account="5000", **self.texts(number)))
        waiting = submit(self.clerk, organization, bill(77, **self.texts(9), idempotency_key="once"))
        assert waiting["status"] in ("pending_review", "manual_required", "posted")
        verdict = '{"account": "5010"}'
        self.owner.execute(
            "SELECT hera.record_feedback(%s, %s, 'corrected', %s)", [organization, waiting["transaction_id"], verdict]
        )
        rejected = submit(self.clerk, organization, bill(31, **self.texts(3)))
        self.owner.execute(
            "SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, rejected["transaction_id"]]
        )
        self.draft = submit(self.clerk, organization, bill(12, account="5000", draft=True, **self.texts(1)))
        self.posted = submit(self.clerk, organization, bill(55, account="5000", **self.texts(2)))["transaction_id"]
        other = submit(self.clerk, organization, bill(56, account="5000", **self.texts(2)))["transaction_id"]
        self.owner.execute("SELECT hera.reverse(%s, %s, 'Paid twice to Ida Quistgaard')", [organization, other])
        correct = "SELECT hera.correct(%s, %s, '{\"account\": \"5010\"}', 'Quistgaard says so')"
        self.owner.execute(correct.encode(), [organization, self.posted])
        pending = submit(
            self.clerk, organization, bill(9, account="5000", pending={"expires_in": 600}, **self.texts(4))
        )
        assert pending["status"] == "pending", pending
        self.owner.execute(
            "SELECT hera.void_pending(%s, %s, 'Quistgaard called')", [organization, pending["transaction_id"]]
        )
        self.person = value(
            self.admin,
            "SELECT id FROM hera.core_entities WHERE organization_id = %s AND name = %s",
            [organization, PERSON],
        )
        self.traces()

    def texts(self, number: int) -> dict[str, Any]:
        return {
            "counterparty": PERSON, "description": f"Wundertapete for Ida Quistgaard {number}",
            "reference_number": "ZZ-4711-QQ", "metadata": {"address": {"street": "Lilastrasse 7", "number": number}},
        }  # fmt: skip

    def traces(self) -> None:
        """A rule and a profile, a custom field and a relation, a cached value, and mentions in what is of others."""
        organization, owner = self.organization, self.owner
        owner.execute(
            "SELECT hera.define_rule(%s, '5000', %s, 'All of Quistgaard')",
            [organization, Jsonb({"counterparty": str(self.person), "text": "%wundertapete%"})],
        )
        ruled = submit(self.clerk, organization, bill(5, **self.texts(5)))
        assert ruled["explanation"]["stage"] == "rule", ruled
        owner.execute("SELECT hera.define_field(%s, 'counterparty', 'note', 'text')", [organization])
        owner.execute(
            b'SELECT hera.set_dynamic_data(%s, %s, \'{"note": "Ida Quistgaard, Lilastrasse"}\')',
            [organization, self.person],
        )
        owner.execute(b"SELECT hera.cache_set(%s, 'customer', '\"Ida Quistgaard\"')", [organization])
        lines = [{**line, "description": "half for Ida Quistgaard Møller"} for line in journal()["lines"]]
        self.mention = submit(
            self.clerk, organization,
            journal(lines=lines, description='Gift of IDA QUISTGAARD "MØLLER", thanks', counterparty="Somebody Else",
                    metadata={"from": ["ida quistgaard møller"]}),
        )["transaction_id"]  # fmt: skip
        self.admin.execute("SELECT * FROM hera.refresh_profiles()")

    def erase(self, dry_run: bool, reason: str = "request 4711") -> dict[str, int]:
        return dict(
            self.owner.execute(
                "SELECT what, count FROM hera.erase_subject(%s, %s, %s, %s)",
                [self.organization, self.person, reason, dry_run],
            ).fetchall()
        )


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_who_is_erased_is_found_nowhere(office: Office, cluster: Cluster, encrypted: bool) -> None:
    office.admin.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA public")
    organization = office.organization("Erasing")
    if encrypted:
        office.admin.execute("SELECT hera.set_text_key(%s)", [MASTER])
        office.admin.execute("SELECT hera.set_setting('encrypt_personal_text', 'true', %s)", [organization])
    life = Life(office, organization, unlock=encrypted)
    checkpoint = value(office.admin, "SELECT hera.seal_audit()")
    proof = value(office.admin, "SELECT hera.audit_proof(%s, %s)", [organization, life.posted])
    before, names = state(office.admin, organization, checkpoint), found(dump(cluster, office))
    assert before["verify"] == before["audit"] == [] and names
    assert any("transaction_text" in line or "Wundertapete" in line for line in names) is not encrypted
    wanted = life.erase(True)
    assert (state(office.admin, organization, checkpoint), found(dump(cluster, office))) == (before, names)
    assert wanted["names"] == 1 and wanted["patterns"] > 0 and wanted["mentions in other documents"] == 1, wanted
    assert wanted.get("keys", 0) == int(encrypted) and not [what for what in wanted if what.startswith("kept")]
    assert life.erase(False) == wanted
    assert found(dump(cluster, office)) == []
    assert state(office.admin, organization, checkpoint) == before
    assert list(offline.bundle_faults(proof, checkpoint)) == []
    value(office.admin, "SELECT hera.seal_audit()")
    assert state(office.admin, organization, checkpoint) == before
    again = value(office.admin, "SELECT hera.audit_proof(%s, %s, %s)", [organization, life.posted, Jsonb(checkpoint)])
    assert list(offline.bundle_faults(again, checkpoint)) == []
    statistics = office.admin.execute("SELECT s::text FROM pg_stats AS s WHERE schemaname LIKE 'hera%'").fetchall()
    assert found("\n".join(row[0] for row in statistics)) == []
    leaf = value(
        office.admin, "SELECT detail FROM hera_internal.audit_leaf WHERE subject_id = %s AND event = 'subject.erased'",
        [life.person],
    )  # fmt: skip
    assert leaf["reason"] == "request 4711" and leaf["erased"]["names"] == 1
    shown = value(life.owner, "SELECT hera.get_transaction(%s, %s)", [organization, life.posted])
    assert (shown["counterparty"], shown["description"], shown["metadata"]) == ("(erased)", None, {})
    mention = value(life.owner, "SELECT hera.get_transaction(%s, %s)", [organization, life.mention])
    assert "thanks" in mention["description"] and "(erased)" in mention["description"]
    assert life.erase(False) == {}


def test_models_forget_the_person_and_nobody_else(office: Office) -> None:
    """The payee, pairs of words and words of the name alone; what another entity's name has too stays."""
    organization = office.organization("Models")
    owner = office.connect(office.login(organization, "owner"))
    for name in ("Ida Quistgaard", "Berg Quistgaard & Sons"):
        submit(owner, organization, bill(10, account="5000", counterparty=name, description="lessons"))
    features = [
        "p:ida quistgaard",
        "b:p:ida quistgaard",
        "w:p:ida",
        "pt:ida quistgaard|lessons",
        "pe:ida quistgaard|10.00",
    ]
    kept = ["w:p:quistgaard", "t:lessons", "p:berg quistgaard sons", "ty:bill"]
    head = {
        "classes": ["5000"], "bias": [0], "offsets": [0], "trained_rows": 30, "trained_through": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    model = value(owner, "SELECT hera.store_model(%s, %s)", [organization, Jsonb(head)])
    everything = features + kept
    owner.execute(
        "SELECT hera.store_model_features(%s, %s, %s, %s::real[], %s)",
        [organization, model, everything, [1.0] * len(everything), ["[1]"] * len(everything)],
    )
    person = value(
        office.admin,
        "SELECT id FROM hera.core_entities WHERE organization_id = %s AND name = 'Ida Quistgaard'", [organization],
    )  # fmt: skip
    erased = dict(
        owner.execute(
            "SELECT what, count FROM hera.erase_subject(%s, %s, 'asked', false)", [organization, person]
        ).fetchall()
    )
    assert erased["features of models"] == len(features)
    left = office.admin.execute(
        "SELECT f.name FROM unnest(%s::text[]) AS f (name) INNER JOIN hera.ai_model_features AS m"
        " ON m.organization_id = %s AND m.feature = hashtextextended(f.name, 0)",
        [everything, organization],
    ).fetchall()
    assert sorted(row[0] for row in left) == sorted(kept)


def test_what_older_versions_wrote_into_posted_rows_is_counted(office: Office) -> None:
    organization = office.organization("Older")
    owner = office.connect(office.login(organization, "owner"))
    waiting = submit(owner, organization, bill(10, counterparty="Ida", description="unheard of"))["transaction_id"]
    office.admin.execute(b"UPDATE hera.universal_transactions SET metadata = '{\"a\": 1}' WHERE id = %s", [waiting])
    verdict = Jsonb({"account": "5000"})
    owner.execute("SELECT hera.record_feedback(%s, %s, 'corrected', %s)", [organization, waiting, verdict])
    document = value(owner, "SELECT hera.get_transaction(%s, %s)", [organization, waiting])
    assert (document["status"], document["metadata"]) == ("posted", {"a": 1})
    person = document["counterparty_id"]
    erased = dict(
        owner.execute("SELECT what, count FROM hera.erase_subject(%s, %s, 'asked')", [organization, person]).fetchall()
    )
    assert erased["kept: texts inside documents of before"] == 1


def test_a_reversal_changes_in_no_other_way(office: Office) -> None:
    organization = office.organization("Reversals")
    owner = office.connect(office.login(organization, "owner"))
    for statement in (
        "UPDATE hera_internal.reversal SET reason = 'other'",
        "UPDATE hera_internal.reversal SET reason = '(erased)', created_by = 'x'",
        "DELETE FROM hera_internal.reversal",
    ):
        posted = submit(owner, organization, bill(10, account="5000", counterparty="Ida"))["transaction_id"]
        owner.execute("SELECT hera.reverse(%s, %s, 'x')", [organization, posted])
        with refused("ZHL03"):
            office.admin.execute(statement.encode())
