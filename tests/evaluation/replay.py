"""HERA under evaluation: payments in date order by the entry functions, as ordinary logins; each day reviewed at its end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.types.json import Jsonb

from evaluation.metrics import Guess, family_of
from evaluation.schedule import training_days
from hera.demo.payers import Payer, Payment, business_days, request_of
from hera.demo.replay import verdict_of
from hera.demo.stage import Connection, Logins, Organization, ensure_logins, ensure_organizations
from hera.learning.client import Client
from hera_udfs import training

LOGINS = Logins("hera_evaluation", "hera_evaluation_reviewer")
TRAINER = "hera_evaluation_trainer"
BATCH = 1_000


@dataclass
class Replayed:
    """What HERA did with every payment of one organization."""

    guesses: list[Guess] = field(default_factory=list)
    posted: list[bool] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    families: list[str | None] = field(default_factory=list)
    stages: Counter[str] = field(default_factory=Counter)
    classify_ms: list[float] = field(default_factory=list)
    submit_seconds: float = 0.0
    feedback_seconds: float = 0.0
    trainings: int = 0
    training_seconds: float = 0.0
    longest_training: float = 0.0
    reason: str = ""


def create_organization(admin: Connection, payer: Payer, payments: list[Payment], budget: float) -> Organization:
    """An organization of its own, whose gate keeps to ``budget`` and whose documents are all reviewed."""
    ensure_logins(admin, Logins(LOGINS.submitter, LOGINS.reviewer))
    if admin.execute("SELECT FROM pg_roles WHERE rolname = %s", [TRAINER]).fetchone() is None:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN IN ROLE hera_app").format(sql.Identifier(TRAINER)))
    (organization,) = ensure_organizations(admin, (payer,), lambda _: payments, LOGINS, fresh=True)
    admin.execute("SELECT hera.grant_access(%s, %s::name, %s, 'owner')", [organization.id, TRAINER, TRAINER])
    for name, value in (("error_budget", budget), ("review_share", 1)):
        admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, str(value), organization.id])
    return organization


def replay(
    conninfo: str, organization: Organization, first: int, growth: float, tick: Callable[[int], None] = lambda _: None
) -> Replayed:
    """Test first, then learn: a day is submitted as a whole, then reviewed as a whole, then perhaps trained on."""
    result = Replayed()
    payments = organization.selected
    trained = set(training_days([payment.date for payment in payments], first, growth))
    with (
        _connect(conninfo, LOGINS.submitter) as submitter,
        _connect(conninfo, LOGINS.reviewer) as reviewer,
        _connect(conninfo, TRAINER) as trainer,
        psycopg.connect(conninfo, autocommit=True, application_name="evaluate (hera run)") as operator,
    ):
        for _, day in business_days(payments):
            for start in range(0, len(day), BATCH):
                _submit(submitter, reviewer, organization, day[start : start + BATCH], result)
            # What hera run does: promote what has proved itself in shadow, then train what is due.
            if result.trainings:
                operator.execute("SELECT hera.settle_models()")
            if len(result.guesses) in trained:
                _train(trainer, organization, result)
            tick(len(day))
        result.reason = _gate_reason(trainer, organization)
    return result


def _submit(
    submitter: Connection, reviewer: Connection, organization: Organization, day: list[Payment], result: Replayed
) -> None:
    began = time.perf_counter()
    outcomes: list[dict[str, Any]] = [
        outcome
        for (outcome,) in submitter.execute(
            "SELECT b.outcome FROM hera.submit_batch(%s, %s) AS b ORDER BY b.item",
            [organization.id, Jsonb([request_of(organization.payer, payment) for payment in day])],
            prepare=True,
        )
    ]
    result.submit_seconds += time.perf_counter() - began
    verdicts = []
    for payment, outcome in zip(day, outcomes, strict=True):
        if outcome["status"] == "rejected":
            raise RuntimeError(f"{organization.payer.name}: payment {payment.id} was refused: {outcome['errors']}")
        truth = organization.codes[payment.account]
        confidence = outcome.get("confidence")
        result.guesses.append(Guess(outcome["account"], None if confidence is None else float(confidence), truth))
        result.posted.append(outcome["posting_status"] == "auto_posted")
        result.families.append(family_of(outcome["smart_code"]))
        result.scores.append(float((outcome.get("explanation") or {}).get("score") or confidence or 0))
        result.stages[(outcome.get("explanation") or {}).get("stage", "none")] += 1
        result.classify_ms.append(float(outcome["timings"]["classify"]))
        verdict, correction = verdict_of(outcome["account"], truth)
        verdicts.append(
            (organization.id, outcome["transaction_id"], verdict, None if correction is None else Jsonb(correction))
        )
    began = time.perf_counter()
    for parameters in verdicts:
        reviewer.execute("SELECT hera.record_feedback(%s, %s, %s, %s)", parameters, prepare=True)
    result.feedback_seconds += time.perf_counter() - began


def _train(trainer: Connection, organization: Organization, result: Replayed) -> None:
    """In this process, as the schedule of ``hera run`` does; the model goes into shadow."""
    began = time.perf_counter()
    with trainer.transaction():
        training.train(Client(trainer), str(organization.id))
    seconds = time.perf_counter() - began
    result.trainings += 1
    result.training_seconds += seconds
    result.longest_training = max(result.longest_training, seconds)


def _gate_reason(trainer: Connection, organization: Organization) -> str:
    """What the gates say at the end: open from which score, or why they are closed."""
    rows = trainer.execute(
        "SELECT family, threshold, reason FROM hera.list_gates(%s) ORDER BY family", [organization.id]
    ).fetchall()
    return "; ".join(
        f"{family} " + ("closed" if threshold is None else f"open from {threshold}") + (f": {reason}" if reason else "")
        for family, threshold, reason in rows
    )


def _connect(conninfo: str, login: str) -> Connection:
    return psycopg.connect(make_conninfo(conninfo, user=login), autocommit=True, application_name=f"evaluate ({login})")
