"""How memory and model are combined: a conditional logit, fitted on what an organization's people decided.

A decision is looked at as it was when its document came: with the memory of what had been decided by then, and with the
margins of a model that was trained on that alone. So the weights learn how far memory and model can be trusted with
documents that they have not seen.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hera_udfs.dataset import Dataset
from hera_udfs.linear import Counts, Model, Options, libraries, margins

Prior = Mapping[str, float]

LEVELS = ("amount", "text", "payee", "unit")
#: In the order of hera_internal.combiner_weight.
NAMES = (
    *(f"{level}.{what}" for level in LEVELS for what in ("last", "streak", "share", "age", "pure")),
    *("m.top", "m.value", "m.gap", "m.in"),
    *("x.all", "x.top_text", "x.top_payee", "x.votes"),
    *("c.freq", "c.rel"),
    *("o.one", "o.model", "o.known", "o.newpayee", "o.margin"),
    *(f"o.no_{level}" for level in LEVELS),
)
AT = {name: place for place, name in enumerate(NAMES)}
#: The latest decisions that are looked at, those that a first model needs, and by how much the next one knows more.
WINDOW = 3_000
FIRST = 100
GROWTH = 1.4
#: Fewer than these say nothing about an organization; how strongly its weights are drawn to those of all.
LEAST = 100
RIDGE = 20.0
SLICE = 500
FADE = 0.8


@dataclass
class Key:
    """What memory knows under one key, as hera.ai_transaction_patterns does."""

    shares: dict[int, float] = field(default_factory=dict)
    decisions: int = 0
    latest: int = -1
    streak: int = 0
    day: int = 0

    def learn(self, account: int, day: int) -> None:
        """One decision more: all before it fade."""
        for other in self.shares:
            self.shares[other] *= FADE
        self.shares[account] = self.shares.get(account, 0.0) + 1.0
        self.streak = self.streak + 1 if self.latest == account else 1
        self.latest, self.decisions, self.day = account, self.decisions + 1, day


@dataclass
class Tally:
    """How often a simple proposal of an account was right."""

    tries: dict[int, int] = field(default_factory=dict)
    hits: dict[int, int] = field(default_factory=dict)

    def add(self, proposed: int, account: int) -> None:
        """Count one proposal."""
        self.tries[proposed] = self.tries.get(proposed, 0) + 1
        self.hits[proposed] = self.hits.get(proposed, 0) + (proposed == account)

    def reliability(self) -> dict[int, float]:
        """How much more than all proposals those of an account are right, as a difference of logits."""
        tried, hit = sum(self.tries.values()), sum(self.hits.values())
        if not 0 < hit < tried:
            return {}
        mean = hit / tried
        return {
            account: _logit((self.hits[account] + 4 * mean) / (tries + 4)) - _logit(mean)
            for account, tries in self.tries.items()
        }


@dataclass(frozen=True)
class Situation:
    """What was known when documents came: the decisions a model knew, how frequent and how reliable accounts were."""

    known: int
    documents: Any
    reliability: Mapping[int, float]


Margins = list[tuple[int, float]]


def adapt(
    model: Model, counts: Counts, dataset: Dataset, prior: Prior, options: Options, check: Callable[[], object]
) -> Model:
    """The model with the organization's own weights, where enough was judged, else with those of all."""
    np = libraries()[0]
    start = np.array([prior[name] for name in NAMES])
    replayed = Replay(counts, dataset, options, check)
    choices = list(replayed.run())
    if len(choices) < LEAST:
        return share(model, counts, prior)
    weights = fit_weights(choices, start, check)
    documents = np.log1p(np.bincount(counts.labels, minlength=len(counts.classes))) / 5
    reliability = replayed.tally.reliability()
    reliable = np.array([reliability.get(number, 0.0) for number in range(len(counts.classes))])
    return replace(
        model,
        combiner=[round(float(weight), 6) for weight in weights],
        offsets=weights[AT["c.freq"]] * documents + weights[AT["c.rel"]] * reliable,
        parameters=model.parameters | {"combiner": {"choices": len(choices), "ridge": RIDGE}},
    )


def share(model: Model, counts: Counts, prior: Prior) -> Model:
    """The model with the weights of all: what they add for each account is how frequent it is."""
    np = libraries()[0]
    documents = np.log1p(np.bincount(counts.labels, minlength=len(counts.classes))) / 5
    return replace(model, offsets=prior["c.freq"] * documents)


class Replay:
    """The decisions of the latest window once more, in the order in which their documents came."""

    def __init__(self, counts: Counts, dataset: Dataset, options: Options, check: Callable[[], object]) -> None:
        self.counts, self.dataset, self.options, self.check = counts, dataset, options, check
        self.memory: dict[tuple[int, object], Key] = {}
        self.learned = 0
        self.tally = Tally()

    def run(self) -> Iterator[tuple[Any, int]]:
        """Candidates of each choice that a model took part in, as rows of features, and which of them was right."""
        np = libraries()[0]
        known = self.dataset.known
        judged = sorted((row for row in range(len(known)) if known[row] >= 0), key=lambda row: (known[row], row))
        judged = judged[-WINDOW:]
        for asked, cut in self._portions(judged):
            self.check()
            said = self._ask(asked, cut) if cut is not None else {}
            situation = Situation(
                cut or 0,
                np.bincount(self.counts.labels[: cut or 0], minlength=len(self.counts.classes)),
                self.tally.reliability(),
            )
            for number, row in enumerate(asked):
                if number % SLICE == 0:
                    self.check()
                self.learn(known[row])
                yield from self._choose(row, said.get(row), situation)

    def _portions(self, judged: list[int]) -> Iterator[tuple[list[int], int | None]]:
        """Decisions, and how many rows the model knows that is asked about them; None before there is one."""
        known = self.dataset.known
        portion: list[int] = []
        cut: int | None = None
        bound = FIRST
        for row in judged:
            if known[row] >= bound:
                if portion:
                    yield portion, cut
                portion, cut = [], known[row]
                bound = math.ceil(GROWTH * known[row])
            portion.append(row)
        if portion:
            yield portion, cut

    def _ask(self, asked: list[int], cut: int) -> dict[int, Margins]:
        """Margins of documents whose type a model of the first rows knows."""
        columns, ends = self.dataset.columns, self.dataset.ends
        types = {columns[ends[row]] for row in range(cut)}
        asked = [row for row in asked if columns[ends[row]] in types]
        if not asked or len(set(self.dataset.labels[:cut])) < 2:
            return {}
        best, values = margins(self.counts, cut, asked, self.options, self.check)
        return {
            row: [(int(account), float(margin)) for account, margin in zip(accounts, found, strict=True)]
            for row, accounts, found in zip(asked, best, values, strict=True)
        }

    def learn(self, known: int) -> None:
        """Remember what had been decided when a document came."""
        for row in range(self.learned, known):
            account, day = self.dataset.labels[row], self.dataset.days[row]
            for level, key in enumerate(self.dataset.keys[row]):
                if key is not None:
                    self.memory.setdefault((level, key), Key()).learn(account, day)
        self.learned = max(self.learned, known)

    def _choose(self, row: int, said: Margins | None, situation: Situation) -> Iterator[tuple[Any, int]]:
        levels = [
            None if key is None else self.memory.get((level, key)) for level, key in enumerate(self.dataset.keys[row])
        ]
        account = self.dataset.labels[row]
        # What one would propose without any weights: the last of payee, text and unit; the model's first; the payee's last.
        latest = [None if key is None else key.latest for key in levels]
        proposed = next((a for a in (latest[1], said[0][0] if said else None, latest[2]) if a is not None), None)
        if proposed is not None:
            self.tally.add(proposed, account)
        if said is not None:
            accounts, rows = describe(levels, self.dataset.days[row], said, situation)
            yield rows, accounts.index(account) if account in accounts else len(accounts)


def describe(levels: list[Key | None], day: int, said: Margins, situation: Situation) -> tuple[list[int], Any]:
    """The candidates of a choice and their features, one row each; the last row is that none is right."""
    np = libraries()[0]
    found: dict[int, tuple[Any, list[int]]] = {}
    for level, key in enumerate(levels):
        if key is not None:
            _recall(found, level, key, day, np)
    for account, _ in said[:3]:
        found.setdefault(account, (np.zeros(len(NAMES)), []))
    known = [level for level, key in enumerate(levels) if key is not None]
    places = {account: place for place, (account, _) in enumerate(said)}
    for account, (row, latest) in found.items():
        row[AT["x.all"]] = len(latest) >= 2 and latest == known
        row[AT["x.votes"]] = max(0, len(latest) - 1)
        place = places.get(account)
        if place is not None:
            _add_margin(row, place, said, latest)
        row[AT["c.freq"]] = math.log1p(situation.documents[account]) / 5
        row[AT["c.rel"]] = situation.reliability.get(account, 0.0)
    none = np.zeros(len(NAMES))
    none[AT["o.one"]] = none[AT["o.model"]] = 1
    none[AT["o.known"]] = math.log1p(situation.known) / 10
    none[AT["o.newpayee"]] = levels[2] is None
    none[AT["o.margin"]] = said[0][1]
    for name, key in zip(LEVELS, levels, strict=True):
        none[AT[f"o.no_{name}"]] = key is None
    return list(found), np.array([row for row, _ in found.values()] + [none])


def _recall(found: dict[int, tuple[Any, list[int]]], level: int, key: Key, day: int, np: Any) -> None:
    """What one level of memory says of the accounts that it recalls."""
    total = sum(key.shares.values())
    for account, weight in key.shares.items():
        portion, last = weight / total, account == key.latest
        if portion < 0.01 and not last:
            continue
        row, latest = found.setdefault(account, (np.zeros(len(NAMES)), []))
        row[5 * level + 2] = math.log(50 * portion + 1) / 3
        if last:
            latest.append(level)
            row[5 * level] = 1
            row[5 * level + 1] = math.log1p(min(key.streak, 50))
            row[5 * level + 3] = math.log1p(max(day - key.day, 0)) / 5
            row[5 * level + 4] = key.streak == key.decisions


def _add_margin(row: Any, place: int, said: Margins, latest: list[int]) -> None:
    """What the model says of an account that is among its first five."""
    margin = said[place][1]
    other = said[1 if place == 0 else 0][1] if len(said) > 1 else 0.0
    row[AT["m.in"]], row[AT["m.value"]] = 1, margin
    row[AT["m.gap"]] = min(max(margin - other, -2.0), 2.0)
    if place == 0:
        row[AT["m.top"]] = 1
        row[AT["x.votes"]] = len(latest)
        row[AT["x.top_text"]], row[AT["x.top_payee"]] = 1 in latest, 2 in latest


def fit_weights(choices: list[tuple[Any, int]], start: Any, check: Callable[[], object]) -> Any:
    """Weights under which what was right is likeliest, drawn to ``start``."""
    np = libraries()[0]
    optimize = importlib.import_module("scipy.optimize")
    sizes = np.array([len(rows) for rows, _ in choices])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    features = np.concatenate([rows for rows, _ in choices])
    right = firsts + np.array([place for _, place in choices])
    reached = features[right].sum(axis=0)

    def loss(weights: Any) -> tuple[float, Any]:
        check()
        utility = features @ weights
        raised = np.exp(utility - np.repeat(np.maximum.reduceat(utility, firsts), sizes))
        probability = raised / np.repeat(np.add.reduceat(raised, firsts), sizes)
        distance = weights - start
        return (
            -np.log(probability[right] + 1e-300).sum() + RIDGE / 2 * (distance**2).sum(),
            features.T @ probability - reached + RIDGE * distance,
        )

    return optimize.minimize(loss, start.copy(), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def _logit(share_of_all: float) -> float:
    return math.log(share_of_all / (1 - share_of_all))
