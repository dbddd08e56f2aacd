"""The weights with which memory and model are combined: learned from what was known when a document came, and not from more."""

from __future__ import annotations

from typing import Any

import pytest

from hera.learning.client import find_libraries
from hera_udfs import combiner
from hera_udfs.combiner import AT, NAMES, Replay, adapt, fit_weights, share
from hera_udfs.dataset import Dataset
from hera_udfs.linear import Counts, Options, count, fit, libraries, margins

BLOCKS = {f"p:payee {word}": [f"w:p:{word}", "w:p:payee"] for word in ("one", "two", "three")}
PRIOR = dict.fromkeys(NAMES, 0.0)


@pytest.fixture(scope="module", autouse=True)
def _sklearn() -> None:
    find_libraries()


def row(payee: str, text: str, amount: str = "1.00") -> list[str]:
    return [
        "ty:bill", f"pt:{payee}|{text}", "u:", f"tu:{text}|", f"pe:{payee}|{amount}", f"p:{payee}", f"t:{text}",
    ]  # fmt: skip


def habits(rows: int, late: int = 5) -> Dataset:
    """Texts say the account, payees say nothing; each document was judged when ``late`` others had come after it."""
    dataset = Dataset()
    for number in range(rows):
        text, payee = ("water", "paper")[number % 2], ("payee one", "payee two")[number // 2 % 2]
        dataset.add("6100" if text == "water" else "6200", row(payee, text, f"{number}.00"), max(0, number - late))
    return dataset


def counted(dataset: Dataset) -> Counts:
    return count(dataset, {head: BLOCKS.get(head, []) for head in dataset.heads()})


def test_memory_holds_nothing_that_was_decided_later() -> None:
    """Every document is the only one of its keys: a replay that looked ahead would find its own decision."""
    dataset = Dataset()
    for number in range(300):
        dataset.add(("6100", "6200")[number % 2], row(f"payee {number}", f"text {number}"), number)
    choices = list(Replay(counted(dataset), dataset, Options(), lambda: None).run())
    assert len(choices) > 100
    memory = [AT[name] for name in NAMES if name.split(".")[0] in combiner.LEVELS]
    assert max(float(abs(rows[:, memory]).max()) for rows, _ in choices) == 0


def test_a_decision_does_not_know_itself() -> None:
    """Even where the caller claims so: known is never more than the decisions before."""
    dataset = Dataset()
    dataset.add("6100", row("payee one", "water"), 7)
    assert list(dataset.known) == [0]


def test_margins_depend_on_earlier_decisions_only() -> None:
    first, other = habits(200), habits(200)
    np, _, _ = libraries()
    changed = counted(other)
    changed.labels.setflags(write=False)
    labels = np.array(changed.labels)
    labels[120:] = 1 - labels[120:]
    later = Counts(changed.matrix, changed.spelling, changed.features, changed.classes, labels, changed.parts)
    one = margins(counted(first), 120, range(120, 200), Options(), lambda: None)
    two = margins(later, 120, range(120, 200), Options(), lambda: None)
    assert (one[0] == two[0]).all()
    assert abs(one[1] - two[1]).max() == 0


def test_weights_learn_what_can_be_trusted() -> None:
    dataset = habits(600)
    counts = counted(dataset)
    model = adapt(fit(counts, Options(), lambda: None), counts, dataset, PRIOR, Options(), lambda: None)
    assert model.combiner is not None
    weight = dict(zip(NAMES, model.combiner, strict=True))
    assert weight["text.last"] + weight["text.share"] > 3 * (weight["payee.last"] + weight["payee.share"])
    assert weight["m.value"] > 0


def test_few_choices_leave_the_shared_weights() -> None:
    dataset = habits(combiner.FIRST + combiner.LEAST - 20)
    counts = counted(dataset)
    prior = PRIOR | {"c.freq": -2.0}
    model = adapt(fit(counts, Options(), lambda: None), counts, dataset, prior, Options(), lambda: None)
    assert model.combiner is None
    assert list(model.offsets) == list(share(model, counts, prior).offsets)
    assert all(value < 0 for value in model.offsets)


def test_stated_documents_teach_memory_nothing() -> None:
    """Nor are they choices: nobody guessed their account."""
    dataset = Dataset()
    for number in range(300):
        dataset.add("6100" if number % 3 else "6200", row("payee one", "water"))
    replay = Replay(counted(dataset), dataset, Options(), lambda: None)
    assert list(replay.run()) == []
    assert replay.memory == {}


def test_ridge_draws_to_the_prior() -> None:
    np, _, _ = libraries()
    start = np.arange(float(len(NAMES)))
    rows = np.zeros((2, len(NAMES)))
    rows[0, 0] = 1.0
    drawn: Any = fit_weights([(rows, 0)], start, lambda: None)
    assert abs(drawn - start).max() < 0.1
    many: Any = fit_weights([(rows, 1)] * 5_000, start, lambda: None)
    assert many[0] < -2
    assert abs(many[1:] - start[1:]).max() < 1e-6


def test_a_check_can_end_it() -> None:
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 9:
            raise InterruptedError

    dataset = habits(600)
    counts = counted(dataset)
    model = fit(counts, Options(), lambda: None)
    with pytest.raises(InterruptedError):
        adapt(model, counts, dataset, PRIOR, Options(), check)
