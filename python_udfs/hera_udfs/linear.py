"""A linear model over the features of documents: one set of weights for each account."""

from __future__ import annotations

import importlib
import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from hera_udfs.dataset import Dataset, Numbering
from hera_udfs.errors import AI_012, AI_014, TrainingError

LEAST_ROWS = 20
# What one row alone has teaches nothing where it is a part of something: another row will not have it.
LEAST_SEEN = 2
ROWS_AT_ONCE = 1_000
PARTS = ("w:", "b:", "c:", "ea:", "pe:")


@dataclass(frozen=True)
class Options:
    """What training can be told."""

    # C of the support vector machine: smaller is smoother.
    strength: float = 1.0
    iterations: int = 300


@dataclass
class Model:
    """Weights by feature; the row of a payee or a text holds what its words and trigrams add."""

    classes: list[str]
    bias: Any
    # What the combiner adds for each class, and its own weights; None where it has only the shared ones.
    offsets: Any
    combiner: list[float] | None
    features: list[str]
    norms: Any
    weights: Any
    rows: int
    parameters: dict[str, Any]

    def among(self, classes: set[str]) -> Model:
        """The model that chooses among these classes only."""
        places = [place for place, name in enumerate(self.classes) if name in classes]
        return replace(
            self,
            classes=[self.classes[place] for place in places],
            bias=self.bias[places],
            offsets=self.offsets[places],
            weights=self.weights[:, places],
        )


def libraries() -> tuple[Any, Any, Any]:
    """numpy, scipy.sparse and sklearn.svm, or an error that says how to get them."""
    try:
        np, sp, svm = (importlib.import_module(name) for name in ("numpy", "scipy.sparse", "sklearn.svm"))
    except Exception as error:
        # A package that is there may still be broken.
        message = f"training needs scikit-learn, which this Python does not have ({type(error).__name__}: {error})"
        raise TrainingError(AI_014, message) from error
    return np, sp, svm


def count_matrix(dataset: Dataset, np: Any, sp: Any) -> Any:
    """Which row has which feature, without what spells payees and texts."""
    ends = np.frombuffer(dataset.ends, dtype=np.int64)
    columns = np.frombuffer(dataset.columns, dtype=np.int32)
    shape = (len(dataset), len(dataset.features))
    return sp.csr_matrix((np.ones(len(columns), np.float64), columns, ends), shape=shape)


def spell(blocks: Mapping[str, Sequence[str]], features: Numbering, sp: Any) -> tuple[Any, list[str]]:
    """Which payee or text is spelled with which part, as a matrix over all features."""
    parts = Numbering()
    rows: list[int] = []
    columns: list[int] = []
    for head, block in blocks.items():
        rows += [features.numbers[head]] * len(block)
        columns += [parts.number(part) for part in block]
    shape = (len(features), len(parts))
    return sp.csr_matrix(([1.0] * len(rows), (rows, columns)), shape=shape), parts.texts()


@dataclass(frozen=True)
class Counts:
    """Training rows as a matrix: which row has which feature, those that spell its payee and text among them."""

    matrix: Any
    spelling: Any
    features: list[str]
    classes: list[str]
    labels: Any
    # Columns whose features teach nothing where only one row has them.
    parts: Any


def count(dataset: Dataset, blocks: Mapping[str, Sequence[str]]) -> Counts:
    """Count the features of every row; raises TrainingError where there is too little to learn from."""
    np, sp, _ = libraries()
    if len(dataset) < LEAST_ROWS or len(dataset.classes) < 2:
        raise TrainingError(
            AI_012, f"{len(dataset)} decisions for {len(dataset.classes)} accounts are too few to learn from"
        )
    counts = count_matrix(dataset, np, sp)
    spelling, parts = spell(blocks, dataset.features, sp)
    features = dataset.features.texts() + parts
    return Counts(
        matrix=sp.hstack([counts, counts @ spelling], format="csr"),
        spelling=spelling,
        features=features,
        classes=dataset.classes.texts(),
        labels=np.frombuffer(dataset.labels, dtype=np.int32),
        parts=np.array([feature.startswith(PARTS) for feature in features]),
    )


def rarity(counts: Counts, rows: int, np: Any) -> Any:
    """What each feature weighs among the first ``rows`` rows; 0 for one that they do not have, or not often enough."""
    seen = np.asarray(counts.matrix[:rows].sum(axis=0)).ravel()
    kept = (seen >= LEAST_SEEN) | ((seen > 0) & ~counts.parts)
    return np.where(kept, np.log((1 + rows) / (1 + seen)) + 1, 0.0)


def weigh(matrix: Any, inverse: Any, np: Any, sp: Any) -> Any:
    """Rows of unit length, of the features that weigh something."""
    matrix = matrix.multiply(inverse).tocsr()
    matrix.eliminate_zeros()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.diags(1 / np.where(length > 0, length, 1.0)) @ matrix


def fit(counts: Counts, options: Options, check: Callable[[], object]) -> Model:
    """Learn each account against all others; ``check`` is called between slices of a second or so."""
    np, sp, svm = libraries()
    check()
    rows = len(counts.labels)
    inverse = rarity(counts, rows, np)
    kept = inverse > 0
    norms = inverse**2
    matrix = weigh(counts.matrix, inverse, np, sp)
    weights, bias = learn(matrix, counts.labels, len(counts.classes), options, check, np, svm)
    weights *= inverse[:, None].astype(np.float32)
    heads = counts.spelling.shape[0]
    # The row of a head holds what its parts add, so that a known payee is one look-up and not fifty.
    weights[:heads] += counts.spelling @ weights[heads:]
    norms[:heads] += counts.spelling @ norms[heads:]
    return Model(
        classes=counts.classes,
        bias=bias,
        offsets=np.zeros(len(counts.classes)),
        combiner=None,
        features=[feature for feature, yes in zip(counts.features, kept, strict=True) if yes],
        norms=norms[kept],
        weights=weights[kept],
        rows=rows,
        parameters={"kind": "linear_svc", **asdict(options)},
    )


def margins(
    counts: Counts, known: int, rows: Sequence[int], options: Options, check: Callable[[], object]
) -> tuple[Any, Any]:
    """What a model of the first ``known`` rows says of other ``rows``: their five largest margins, and the classes."""
    np, sp, svm = libraries()
    inverse = rarity(counts, known, np)
    labels = counts.labels[:known]
    classes = np.unique(labels)
    matrix = weigh(counts.matrix[:known], inverse, np, sp)
    places = np.searchsorted(classes, labels)
    weights, bias = learn(matrix, places, len(classes), options, check, np, svm)
    best, values = [], []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        check()
        asked = weigh(counts.matrix[list(rows[start : start + ROWS_AT_ONCE])], inverse, np, sp)
        decided = asked @ weights + bias
        order = np.argsort(-decided, axis=1, kind="stable")[:, :5]
        best.append(classes[order])
        values.append(np.take_along_axis(decided, order, axis=1))
    return np.concatenate(best), np.concatenate(values)


def learn(
    matrix: Any, labels: Any, classes: int, options: Options, check: Callable[[], object], np: Any, svm: Any
) -> tuple[Any, Any]:
    """Weights and bias of each class against all others, one class at a time: the slices of training."""
    weights = np.zeros((matrix.shape[1], classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    for number in range(classes):
        check()
        one = svm.LinearSVC(C=options.strength, max_iter=options.iterations, random_state=0)
        with warnings.catch_warnings():
            # The number of iterations is bounded on purpose.
            warnings.simplefilter("ignore")
            one.fit(matrix, labels == number)
        weights[:, number] = one.coef_[0]
        bias[number] = one.intercept_[0]
    check()
    return weights, bias


def decide(model: Model, features: Sequence[str], blocks: Mapping[str, Sequence[str]]) -> list[float]:
    """Margins of a document as the server computes them, feature by feature; for tests and evaluations."""
    places = {feature: place for place, feature in enumerate(model.features)}
    known = [places[f] for f in features if f in places]
    for head in (f for f in features if f in blocks and f not in places):
        known += [places[part] for part in blocks[head] if part in places]
    length = math.sqrt(sum(float(model.norms[place]) for place in known)) or 1.0
    sums = model.weights[known].sum(axis=0)
    return [float(total) / length + float(bias) for total, bias in zip(sums, model.bias, strict=True)]
