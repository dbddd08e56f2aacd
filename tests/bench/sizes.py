"""Sizes of a full run and of a short look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How much and how long."""

    organizations: int
    requests_per_organization: int
    rounds: int
    seconds: int
    prepared_rows: int
    stage_sample: int
    stored_batches: int
    batches: int
    batch_seconds: int
    past_decisions: int
    classify_sample: int
    neighbour_patterns: int
    growth_small: int
    growth_large: int
    growth_rounds: int
    growth_seconds: int
    report_lines: int
    report_tail: int
    report_calls: int
    posting_rounds: int
    posting_seconds: int
    audit_rounds: int
    audit_documents: int


FULL = Sizes(
    organizations=200,
    requests_per_organization=200,
    rounds=3,
    seconds=15,
    prepared_rows=10_000,
    stage_sample=1_000,
    stored_batches=200,
    batches=40,
    batch_seconds=20,
    past_decisions=40_000,
    classify_sample=5_000,
    neighbour_patterns=20_000,
    growth_small=10_000,
    growth_large=1_000_000,
    growth_rounds=3,
    growth_seconds=10,
    report_lines=1_000_000,
    report_tail=10_000,
    report_calls=200,
    posting_rounds=5,
    posting_seconds=8,
    audit_rounds=60,
    audit_documents=200_000,
)
QUICK = Sizes(
    organizations=20,
    requests_per_organization=100,
    rounds=1,
    seconds=4,
    prepared_rows=1_000,
    stage_sample=100,
    stored_batches=50,
    batches=4,
    batch_seconds=5,
    past_decisions=4_000,
    classify_sample=500,
    neighbour_patterns=5_000,
    growth_small=1_000,
    growth_large=20_000,
    growth_rounds=1,
    growth_seconds=4,
    report_lines=50_000,
    report_tail=2_000,
    report_calls=20,
    posting_rounds=1,
    posting_seconds=3,
    audit_rounds=12,
    audit_documents=20_000,
)
