"""Training without a server: what is learned, how it is folded, and that it can be stopped."""

from __future__ import annotations

import pytest

from hera.learning.client import find_libraries
from hera_udfs.dataset import Dataset
from hera_udfs.errors import AI_012, TrainingError
from hera_udfs.linear import Options, count, decide, fit

BLOCKS = {
    "p:acme water": ["w:p:acme", "w:p:water", "b:p:acme water"],
    "p:city water": ["w:p:city", "w:p:water", "b:p:city water"],
    "p:paper shop": ["w:p:paper", "w:p:shop", "b:p:paper shop"],
}


@pytest.fixture(scope="module", autouse=True)
def _sklearn() -> None:
    find_libraries()


def decisions() -> Dataset:
    dataset = Dataset()
    for payee, account in (("acme water", "6100"), ("city water", "6100"), ("paper shop", "6200")):
        for amount in range(10):
            dataset.add(account, ["ty:bill", f"p:{payee}", f"ab:{amount % 3}"])
    return dataset


def test_a_new_payee_is_known_by_its_words() -> None:
    model = fit(count(decisions(), BLOCKS), Options(), lambda: None)
    margins = decide(model, ["ty:bill", "p:lake water", "ab:1"], {"p:lake water": ["w:p:lake", "w:p:water"]})
    assert model.classes == ["6100", "6200"]
    assert margins[0] > 0 > margins[1]


def test_row_of_a_head_is_the_sum_of_its_parts() -> None:
    model = fit(count(decisions(), BLOCKS), Options(), lambda: None)
    places = {feature: place for place, feature in enumerate(model.features)}
    whole = [float(x) for x in model.weights[places["p:acme water"]]]
    parts = sum(model.weights[places[part]] for part in BLOCKS["p:acme water"] if part in places)
    own = [a - float(b) for a, b in zip(whole, parts, strict=True)]
    assert max(abs(x) for x in own) > 0, "a payee has a weight of its own"
    assert model.norms[places["p:acme water"]] > model.norms[places["w:p:water"]]


def test_only_the_classes_asked_for() -> None:
    model = fit(count(decisions(), BLOCKS), Options(), lambda: None).among({"6200"})
    assert model.classes == ["6200"]
    assert model.weights.shape[1] == len(model.bias) == len(model.offsets) == 1


def test_too_few_decisions() -> None:
    dataset = Dataset()
    dataset.add("6100", ["ty:bill"])
    with pytest.raises(TrainingError) as caught:
        fit(count(dataset, {}), Options(), lambda: None)
    assert (caught.value.sqlstate, caught.value.code) == (AI_012, "AI_012")


def test_every_class_is_a_slice() -> None:
    """A check that raises ends training: there is one before each class."""
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fit(count(decisions(), BLOCKS), Options(), check)
