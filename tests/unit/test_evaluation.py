"""What make evaluate counts, on cases small enough to count by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.baselines import look_up
from evaluation.metrics import (
    Guess,
    Posted,
    accuracy,
    calibration_error,
    count_posted,
    families_within,
    family_of,
    macro_f1,
)
from evaluation.report import COLUMNS, cells, write_section
from evaluation.results import HERA, LOOKUP, UNGATED, Row, judge
from evaluation.schedule import training_days, week_starts
from evaluation.thresholds import MINIMUM, best_threshold, post_by_past
from hera.demo.payers import Payment

DAY = date(2024, 1, 1)


def pay(day: int, payee: str, account: str, text: str = "") -> Payment:
    return Payment(f"{day}{payee}{text}", DAY + timedelta(day), payee, text, Decimal(1), "GBP", None, "", account, "")


def test_no_guess_is_a_wrong_one_for_accuracy_and_nothing_for_calibration() -> None:
    guesses = [Guess("a", 1.0, "a"), Guess(None, None, "a")]
    assert accuracy(guesses) == 0.5
    assert calibration_error(guesses) == 0.0


def test_macro_f1_weighs_accounts_alike_and_counts_accounts_that_were_only_guessed() -> None:
    guesses = [Guess("a", 1, "a"), Guess("a", 1, "a"), Guess("a", 1, "b"), Guess("c", 1, "b")]
    # a: precision 2/3, recall 1, F1 0.8; b was never guessed and c never right: 0.
    assert macro_f1(guesses) == pytest.approx(0.8 / 3)


def test_calibration_error_is_the_weighted_distance_of_confidence_and_truth() -> None:
    # Nine at 0.95 of which six are right, one at 0.15 that is wrong; a confidence of 1 belongs to the last bin.
    guesses = [Guess("a", 0.95, "a" if n < 6 else "b") for n in range(9)] + [Guess("a", 0.15, "b")]
    assert calibration_error(guesses) == pytest.approx(0.9 * (0.95 - 6 / 9) + 0.1 * 0.15)
    assert calibration_error([Guess("a", 1.0, "a"), Guess("a", 0.9, "a")]) == pytest.approx(0.05)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_calibration_error_is_a_share(rows: list[tuple[float, bool]]) -> None:
    assert 0 <= calibration_error([Guess("a", p, "a" if right else "b") for p, right in rows]) <= 1


def test_the_budget_is_kept_up_to_and_including_its_last_error() -> None:
    assert Posted(200, 100, 3).keeps(0.03)
    assert not Posted(200, 99, 3).keeps(0.03)
    assert Posted(10, 0, 0).keeps(0.01) and Posted(10, 0, 0).precision == 1


def test_posted_and_families_are_counted_apart() -> None:
    guesses = [Guess("a", 1, "a"), Guess("a", 1, "b"), Guess("a", 1, "a"), Guess("a", 1, "b")]
    posted = [True, True, True, False]
    assert count_posted(guesses, posted) == Posted(4, 3, 1)
    assert families_within(guesses, posted, ["x", "y", "x", "z"], 0.03) == (1, 2)
    assert family_of("HERA.PROCUREMENT.CARD.AUTO.v1") == "HERA.PROCUREMENT.CARD"
    assert family_of(None) is None


def test_training_is_at_ends_of_days_and_grows_with_what_is_known() -> None:
    days = [DAY + timedelta(n // 30) for n in range(3000)]
    trained = training_days(days, 100, 0.1)
    assert trained[0] == 120, "the first end of a day with 100 labels"
    assert all(days[n] != days[n - 1] for n in trained)
    assert all(late - early >= max(100, 0.1 * early) for early, late in pairwise(trained))
    assert training_days([DAY] * 500, 100, 0.1) == [], "one day has no end before its last document"


def test_weeks_begin_on_mondays_and_in_every_year() -> None:
    days = [date(2024, 12, 29), date(2024, 12, 30), date(2025, 1, 1), date(2025, 1, 6)]
    assert week_starts(days) == [0, 1, 3]


def test_best_threshold_posts_most_within_the_budget() -> None:
    outcomes = [(0.9, True)] * 97 + [(0.8, False)] * 3 + [(0.7, True)] * 10 + [(0.6, False)] * 50
    assert best_threshold(outcomes, 0.03) == 0.7
    assert best_threshold(outcomes, 0.01) == 0.9


def test_equal_scores_are_posted_together_or_not_at_all() -> None:
    outcomes = [(0.9, True)] * 97 + [(0.9, False)] * 30
    assert best_threshold(outcomes, 0.03) is None


def test_a_few_outcomes_are_no_threshold() -> None:
    assert best_threshold([(0.9, True)] * (MINIMUM - 1), 0.03) is None
    assert best_threshold([(0.9, True)] * MINIMUM, 0.03) == 0.9


def test_a_baseline_never_sees_the_week_it_posts() -> None:
    days = [DAY + timedelta(7 * (n // 100)) for n in range(300)]
    # The second week is all wrong at the same score as the first: what was known before it cannot tell.
    outcomes = [(0.9, not 100 <= n < 200) for n in range(300)]
    posted = post_by_past(days, outcomes, 0.03)
    assert posted == [False] * 100 + [True] * 100 + [False] * 100


def test_look_up_learns_at_the_end_of_a_day_and_prefers_the_finer_key() -> None:
    payments = [
        pay(0, "Acme", "a", "x"), pay(0, "acme", "b", "y"),
        pay(1, "ACME", "a", "x"), pay(1, "Acme", "b", "z"), pay(1, "New", "a"),
    ]  # fmt: skip
    run = look_up(payments)
    assert run.accounts[:2] == [None, None], "nothing of the same day is known"
    assert run.accounts[2] == "a", "payee and text"
    assert run.accounts[3] == "b", "the payee's last"
    assert run.accounts[4] in ("a", "b"), "the most frequent"
    assert run.scores[2] > run.scores[3] > run.scores[4]


def row(method: str, right: float, posted: tuple[Posted, Posted], error: float | None = None) -> Row:
    return Row("set", method, 1000, right, 0.5, posted, calibration_error=error, notes=("note",) if error else ())


def test_a_baseline_that_broke_the_budget_sets_no_mark() -> None:
    some, none = Posted(1000, 500, 5), Posted(1000, 0, 0)
    rows = [
        row(LOOKUP, 0.6, (none, none)),
        row("TF-IDF", 0.7, (Posted(1000, 900, 90), none)),
        row(UNGATED, 0.9, (Posted(1000, 990, 0), none)),
        row(HERA, 0.71, (some, none), 0.02),
    ]
    found = {target.name: target for target in judge(rows)}
    assert found["set: accuracy"].ok
    assert found["set: auto-post rate at 3% beside TF-IDF"].wanted == "at least 0.0%"
    assert "set: auto-post rate at 3% beside exact memory" not in found, "no baseline is five points above memory"
    assert found["mean auto-post rate at 3% above the best TF-IDF baseline's"].ok
    assert not found["mean auto-post rate at 1% above the best TF-IDF baseline's"].ok


def test_what_is_missed_is_said() -> None:
    kept, broken = Posted(1000, 400, 4), Posted(1000, 300, 30)
    rows = [
        row(LOOKUP, 0.6, (Posted(1000, 100, 1), kept)),
        row("TF-IDF", 0.7, (kept, kept)),
        row(HERA, 0.69, (broken, kept), 0.04),
    ]
    missed = {target.name for target in judge(rows) if not target.ok}
    assert {
        "set: accuracy",
        "set: calibration error",
        "set: error at 3%",
        "set: auto-post rate at 3% beside TF-IDF",
        "mean accuracy above the best baseline's",
    } <= missed
    assert "set: auto-post rate at 3% beside exact memory" not in missed


def test_the_section_takes_the_place_of_the_older_one_and_leaves_the_others(tmp_path) -> None:  # type: ignore[no-untyped-def]
    none = Posted(1000, 0, 0)
    rows = [
        row(LOOKUP, 0.6, (Posted(1000, 100, 50), none)),
        row("TF-IDF", 0.6, (none, none)),
        row(HERA, 0.7, (none, none), 0.02),
    ]
    assert all(len(cells(entry)) == len(COLUMNS) for entry in rows)
    assert "50.00% !" in cells(rows[0])
    page = tmp_path / "figures.md"
    page.write_text("# Figures\n\n## Classification\n\nstale words\n\n## Speed\n\nfast\n", encoding="utf-8")
    for _ in range(2):
        write_section(page, rows, judge(rows), "PostgreSQL 15", quick=True)
    text = page.read_text(encoding="utf-8")
    assert text.count("## Classification") == 1 and text.count("## Speed\n\nfast") == 1
    assert "stale words" not in text and "quick mode" in text
