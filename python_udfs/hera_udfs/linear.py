"""A linear model over the features of documents: one set of weights for each account."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from hera_udfs.dataset import Dataset, Numbering
from hera_udfs.errors import AI_012, AI_014, TrainingError

TRIGRAM = "3:"
LEAST_ROWS = 20
# A feature that one row alone has teaches nothing for a word or a trigram: another row will not have it.
LEAST_SEEN = 2


@dataclass(frozen=True)
class Options:
    """What training can be told."""

    # Penalty of liblinear: smaller is smoother.
    strength: float = 1.0
    # Weight of a trigram beside a word: there are many, and they say the same.
    trigram: float = 0.3
    iterations: int = 60


@dataclass
class Model:
    """Weights by feature; a row of a whole holds what its parts add."""

    classes: list[str]
    features: list[str]
    weights: Any
    rows: int
    parameters: dict[str, Any]

    def among(self, classes: set[str]) -> Model:
        """The model that chooses among these classes only."""
        places = [place for place, name in enumerate(self.classes) if name in classes]
        return replace(self, classes=[self.classes[place] for place in places], weights=self.weights[:, places])


def libraries() -> tuple[Any, Any, Any]:
    """numpy, scipy.sparse and sklearn.linear_model, or an error that says how to get them."""
    try:
        return tuple(importlib.import_module(n) for n in ("numpy", "scipy.sparse", "sklearn.linear_model"))  # type: ignore[return-value]
    except Exception as error:
        # A package that is there may still be broken.
        message = f"training needs scikit-learn, which this Python does not have ({type(error).__name__}: {error})"
        raise TrainingError(AI_014, message) from error


def count_matrix(dataset: Dataset, np: Any, sp: Any) -> Any:
    """How often each row has each feature, trigrams apart."""
    ends = np.frombuffer(dataset.ends, dtype=np.int64)
    columns = np.frombuffer(dataset.columns, dtype=np.int32)
    shape = (len(dataset), len(dataset.features))
    matrix = sp.csr_matrix((np.ones(len(columns), np.float64), columns, ends), shape=shape)
    matrix.sum_duplicates()
    return matrix


def spell(words: Mapping[str, Sequence[str]], features: Numbering, np: Any, sp: Any) -> tuple[Any, list[str]]:
    """How often each word has each trigram, as a matrix over all features."""
    trigrams = Numbering()
    rows: list[int] = []
    columns: list[int] = []
    for word, parts in words.items():
        for part in parts:
            rows.append(features.numbers[word])
            columns.append(trigrams.number(part))
    shape = (len(features), len(trigrams))
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape), trigrams.texts()


def fit(
    dataset: Dataset, words: Mapping[str, Sequence[str]], options: Options, check: Callable[[], object]
) -> Model:
    """Learn weights for each account against all others; ``check`` is called between slices of a second or so."""
    np, sp, linear_model = libraries()
    if len(dataset) < LEAST_ROWS or len(dataset.classes) < 2:
        raise TrainingError(
            AI_012, f"{len(dataset)} decisions for {len(dataset.classes)} accounts are too few to learn from"
        )
    counts = count_matrix(dataset, np, sp)
    spelling, trigrams = spell(words, dataset.features, np, sp)
    features = dataset.features.texts() + trigrams
    matrix = sp.hstack([counts, (counts @ spelling) * options.trigram], format="csr")
    check()
    kept = keep(features, matrix, np)
    matrix = matrix[:, kept].tocsr()
    labels = np.frombuffer(dataset.labels, dtype=np.int32)
    weights = np.zeros((len(features), len(dataset.classes)), dtype=np.float32)
    bias = np.zeros(len(dataset.classes), dtype=np.float32)
    for number in range(len(dataset.classes)):
        check()
        one = linear_model.LogisticRegression(
            C=options.strength, solver="liblinear", dual=True, max_iter=options.iterations, random_state=0
        )
        with warnings.catch_warnings():
            # The number of iterations is bounded on purpose.
            warnings.simplefilter("ignore")
            one.fit(matrix, labels == number)
        weights[kept, number] = one.coef_[0]
        bias[number] = one.intercept_[0]
    check()
    weights[len(dataset.features) :] *= options.trigram
    stored = fold(dataset, spelling, weights, bias, np, sp)
    worth = stored & (np.abs(weights).max(axis=1) > 0)
    return Model(
        classes=dataset.classes.texts(),
        features=[feature for feature, yes in zip(features, worth, strict=True) if yes],
        weights=weights[worth],
        rows=len(dataset),
        parameters={"kind": "logistic", **asdict(options)},
    )


def keep(features: Sequence[str], matrix: Any, np: Any) -> Any:
    """Which features are learned from: words and trigrams must have come more than once."""
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel()
    spelled = np.array([feature[:2] in ("p:", "t:", TRIGRAM) for feature in features])
    return (seen >= LEAST_SEEN) | ~spelled


def fold(dataset: Dataset, spelling: Any, weights: Any, bias: Any, np: Any, sp: Any) -> Any:
    """Add to the row of a word what its trigrams add, to that of a payee its words, to that of the whole all of it.

    Returns which rows a model keeps: a word that came once is better looked up by its trigrams, which come again.
    """
    features = dataset.features.texts()
    single = np.array([feature[0] for feature in features])
    own = weights[: len(features)]
    own += spelling @ weights[len(features) :]
    for kind in ("i", "y"):
        parts = compose(dataset, single, kind, np, sp)
        own += parts @ own
    own[single == "k"] += bias
    seen = np.bincount(np.frombuffer(dataset.columns, dtype=np.int32), minlength=len(features))
    stored = (seen >= LEAST_SEEN) | ~np.isin(single, ("p", "t"))
    return np.concatenate([stored, np.ones(len(weights) - len(features), dtype=bool)])


def compose(dataset: Dataset, single: Any, kind: str, np: Any, sp: Any) -> Any:
    """What a payee (i) or a whole (y) is made of: its words; the payee and the words of the text."""
    wanted = {"i": ("p",), "y": ("i", "t")}[kind]
    rows: list[int] = []
    columns: list[int] = []
    done: set[int] = set()
    for start, end in zip(dataset.ends, dataset.ends[1:], strict=False):
        numbers = dataset.columns[start:end]
        whole = next((number for number in numbers if single[number] == kind), None)
        if whole is not None and whole not in done:
            done.add(whole)
            parts = [number for number in numbers if single[number] in wanted]
            rows += [whole] * len(parts)
            columns += parts
    shape = (len(single), len(single))
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
