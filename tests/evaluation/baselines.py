"""The baselines: exact look-up, and TF-IDF with a linear classifier from scikit-learn. Test first, then learn."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.schedule import training_days
from hera.demo.payers import Payment, business_days


@dataclass
class Run:
    """What a method guessed for every payment, with a score that orders its guesses, and what learning cost."""

    name: str
    accounts: list[str | None]
    scores: list[float]
    probabilities: list[float] | None = None
    trainings: int = 0
    training_seconds: float = 0.0
    classify_seconds: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)


def look_up(payments: Sequence[Payment]) -> Run:
    """Exact look-up of payee, text and unit; then of the payee; then the most frequent account.

    The account decided last is proposed, and the score is how often in a row it was. A day is learned at its end.
    """
    memory: dict[tuple[str, ...], tuple[str, int]] = {}
    counts: Counter[str] = Counter()
    run = Run("exact lookup", [], [])
    started = time.perf_counter()
    for _, day in business_days(payments):
        for payment in day:
            full, payee = _keys(payment)
            account, score = None, 0.0
            if full in memory:
                account, streak = memory[full]
                score = streak / (streak + 1.0)
            elif payee in memory:
                account, streak = memory[payee]
                score = streak / (streak + 1.0) - 0.001
            elif counts:
                account = counts.most_common(1)[0][0]
            run.accounts.append(account)
            run.scores.append(score)
        for payment in day:
            counts[payment.account] += 1
            for key in _keys(payment):
                account, streak = memory.get(key, (payment.account, 0))
                memory[key] = (payment.account, streak + 1 if account == payment.account else 1)
    run.classify_seconds = time.perf_counter() - started
    return run


def _keys(payment: Payment) -> tuple[tuple[str, ...], tuple[str, ...]]:
    payee = " ".join(payment.payee.lower().split())
    return (payee, " ".join(payment.text.lower().split()), payment.unit.lower()), (payee,)


def learn_texts(
    name: str, payments: Sequence[Payment], classifier: Callable[[], Any], first: int, growth: float
) -> Run:
    """TF-IDF of words and pairs of words, and of two to four characters, of payee, text and unit together.

    Vocabulary and weights are fitted anew at every training, on everything before it.
    """
    # Only make evaluate needs scikit-learn here; the unit tests of the other parts run without.
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    texts = [f"{payment.payee} {payment.text} {payment.unit}" for payment in payments]
    truth = np.array([payment.account for payment in payments])
    run = Run(name, [None] * len(payments), [0.0] * len(payments))
    trained = training_days([payment.date for payment in payments], first, growth)
    for start, end in zip(trained, [*trained[1:], len(payments)], strict=True):
        began = time.perf_counter()
        features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
        )
        matrix = features.fit_transform(texts[:start])
        if len(set(truth[:start])) < 2:
            run.accounts[start:end] = [str(truth[0])] * (end - start)
            continue
        model = classifier().fit(matrix, truth[:start])
        run.trainings += 1
        run.training_seconds += time.perf_counter() - began
        began = time.perf_counter()
        asked = features.transform(texts[start:end])
        if hasattr(model, "predict_proba"):
            values = model.predict_proba(asked)
            best = values.argmax(axis=1)
            scores = values.max(axis=1)
        else:
            values = model.decision_function(asked)
            if values.ndim == 1:
                values = np.stack([-values, values], axis=1)
            best = values.argmax(axis=1)
            # The distance to the second best tells more than the value itself.
            ranked = np.sort(values, axis=1)
            scores = ranked[:, -1] - ranked[:, -2]
        run.accounts[start:end] = [str(account) for account in model.classes_[best]]
        run.scores[start:end] = scores.tolist()
        run.classify_seconds += time.perf_counter() - began
    return run


def logistic_regression() -> Any:
    """A classifier for each account against all others."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    # liblinear is by far the fastest here; a tolerance of 0.01 costs no accuracy and saves most of the time.
    return OneVsRestClassifier(LogisticRegression(C=10.0, solver="liblinear", tol=0.01))


def linear_svm() -> Any:
    """A linear support vector machine for each account against all others."""
    from sklearn.svm import LinearSVC

    return LinearSVC(C=1.0)
