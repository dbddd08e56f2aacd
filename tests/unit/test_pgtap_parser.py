"""The TAP reader: a failed assertion must never pass."""

from __future__ import annotations

from support.pgtap import parse


def test_counts_passed_and_failed() -> None:
    result = parse(["1..2", "ok 1 - a", "not ok 2 - b", '# Failed test 2: "b"'])
    assert (result.planned, result.passed) == (2, 1)
    assert result.problems() == ['not ok 2 - b\n# Failed test 2: "b"']


def test_a_missing_assertion_is_a_problem() -> None:
    assert parse(["1..3", "ok 1", "ok 2"]).problems() == ["planned 3 assertions, ran 2"]


def test_a_missing_plan_is_a_problem() -> None:
    assert parse(["ok 1 - a"]).problems()


def test_todo_is_not_a_failure() -> None:
    assert parse(["1..1", "not ok 1 - later # TODO not yet"]).problems() == []
