"""Linear classifiers with calibrated confidence: one label of several, or several at once.

Scores are w·x + b. Probabilities come from the scores by two numbers (scale, shift) that are fitted
on lines which the scoring model had not seen, so that "0.8" means right in about
eight cases of ten. Stored as JSON and numpy arrays, never as pickles.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]
_UNSEEN_SCORE = -1.0  # what a support vector machine says of a label that it did not see
_SEED = 20


@dataclass(frozen=True)
class LinearSettings:
    """`estimator` is "svm" or "logistic", `cost` its C.

    One line in `held_out` is kept for the calibration: a second model, trained without these
    lines, scores them: 1.8 trainings in all, where three folds take 3.

    `balanced` lets rare labels weigh as much as frequent ones; half of all lines are concerns.
    """

    estimator: str = "svm"
    cost: float = 1.0
    held_out: int = 5
    balanced: bool = True


@dataclass
class LinearModel:
    """Weights of shape (features, labels) and what turns scores into probabilities."""

    labels: list[str]
    several: bool
    weights: Floats
    bias: Floats
    scale: float = 3.0
    shift: float = 0.0
    threshold: float = 0.5
    figures: dict[str, float] = field(default_factory=dict)

    def probabilities(self, x: scipy.sparse.csr_matrix) -> NDArray[np.float64]:
        """Shape (rows, labels): rows sum to 1 for one label, are independent for several."""
        return self._calibrate(np.asarray(x @ self.weights) + self.bias)

    def _calibrate(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.several:
            return sigmoid(self.scale * scores + self.shift)
        return softmax(self.scale * scores)

    def save(self, folder: Path) -> None:
        """Writes `linear.json` and `linear.npz` into the folder."""
        description = {
            key: getattr(self, key)
            for key in ("labels", "several", "scale", "shift", "threshold", "figures")
        }
        (folder / "linear.json").write_text(
            json.dumps(description, ensure_ascii=False), encoding="utf-8"
        )
        np.savez(folder / "linear.npz", weights=self.weights, bias=self.bias)

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Reads what `save` wrote."""
        description = json.loads((folder / "linear.json").read_text(encoding="utf-8"))
        with np.load(folder / "linear.npz", allow_pickle=False) as arrays:
            return cls(weights=arrays["weights"], bias=arrays["bias"], **description)


def fit_one(
    x: scipy.sparse.csr_matrix, gold: Sequence[str], settings: LinearSettings
) -> LinearModel:
    """A model that gives each row exactly one of the labels in `gold`."""
    labels = sorted(set(gold))
    column = {label: i for i, label in enumerate(labels)}
    y = np.array([column[label] for label in gold])
    model = _fit_scores(x, y, labels, False, settings)
    if len(labels) > 1:
        unseen = _unseen_scores(x, y, labels, False, settings)
        if unseen is not None:
            scores, gold_there = unseen
            model.scale = _fit_scale(scores, gold_there)
            right = scores.argmax(axis=1) == gold_there
            model.figures = {"accuracy": round(float(right.mean()), 4)}
    return model


def fit_several(
    x: scipy.sparse.csr_matrix, gold: Sequence[Sequence[str]], settings: LinearSettings
) -> LinearModel:
    """A model that gives each row any number of the labels in `gold`, none included."""
    labels = sorted({label for row in gold for label in row})
    y = np.array([[label in row for label in labels] for row in gold], dtype=int)
    model = _fit_scores(x, y, labels, True, settings)
    unseen = _unseen_scores(x, y, labels, True, settings)
    if unseen is not None:
        scores, gold_there = unseen
        model.scale, model.shift = _fit_sigmoid(scores, gold_there)
        model.threshold, f1 = _best_threshold(model._calibrate(scores), gold_there)
        model.figures = {"f1": round(f1, 4)}
    return model


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of positive numbers that sum to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def sigmoid(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each number between 0 and 1."""
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))


def _fit_scores(
    x: scipy.sparse.csr_matrix,
    y: NDArray[np.int_],
    labels: list[str],
    several: bool,
    settings: LinearSettings,
) -> LinearModel:
    """Weights and bias; a label that no row or every row carries gets a constant score."""
    # Once and for all: liblinear wants doubles in order, and would make them anew for each label;
    # putting them in order happens in place, which threads must not do at the same time.
    x = x.astype(np.float64)
    x.sum_duplicates()
    weights = np.zeros((x.shape[1], len(labels)), dtype=np.float32)
    bias = np.full(len(labels), _UNSEEN_SCORE, dtype=np.float32)

    def fit(i: int) -> None:
        target = y[:, i] if several else (y == i).astype(int)
        if target.min() == target.max():
            bias[i] = -_UNSEEN_SCORE if target.min() else _UNSEEN_SCORE
            return
        estimator = _estimator(settings)
        estimator.fit(x, target)
        weights[:, i] = estimator.coef_[0]
        bias[i] = estimator.intercept_[0]

    # Each label has its own problem, and liblinear lets go of the interpreter while it solves it.
    with warnings.catch_warnings(), ThreadPoolExecutor(os.cpu_count()) as threads:
        warnings.simplefilter("ignore", ConvergenceWarning)
        for _ in threads.map(fit, range(len(labels))):
            pass
    return LinearModel(labels, several, weights, bias)


def _estimator(settings: LinearSettings) -> LinearSVC | LogisticRegression:
    common = {
        "C": settings.cost,
        "class_weight": "balanced" if settings.balanced else None,
        "random_state": _SEED,
    }
    if settings.estimator == "logistic":
        return LogisticRegression(solver="liblinear", **common)
    # A thousand times looser than the default: the same answers in half of the time (ADR 3).
    return LinearSVC(tol=1e-1, **common)


def _unseen_scores(
    x: scipy.sparse.csr_matrix,
    y: NDArray[np.int_],
    labels: list[str],
    several: bool,
    settings: LinearSettings,
) -> tuple[NDArray[np.float64], NDArray[np.int_]] | None:
    """Scores and gold of the held-out rows, from a model that never saw them; None for too few."""
    rows = x.shape[0]
    if rows < 10 * settings.held_out:
        return None
    unseen = np.random.default_rng(_SEED).permutation(rows)[:: settings.held_out]
    seen = np.setdiff1d(np.arange(rows), unseen)
    part = _fit_scores(x[seen], y[seen], labels, several, settings)
    return np.asarray(x[unseen] @ part.weights) + part.bias, y[unseen]


def _fit_scale(scores: NDArray[np.float64], y: NDArray[np.int_]) -> float:
    """The factor that makes the softmax of unseen scores most likely."""

    def loss(log_scale: float) -> float:
        chances = softmax(np.exp(log_scale) * scores)[np.arange(len(y)), y]
        return float(-np.log(np.maximum(chances, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 4.0), method="bounded").x))


def _fit_sigmoid(scores: NDArray[np.float64], y: NDArray[np.int_]) -> tuple[float, float]:
    """Factor and shift that make the sigmoid of unseen scores most likely."""

    def loss(parameters: NDArray[np.float64]) -> float:
        chances = sigmoid(parameters[0] * scores + parameters[1])
        right = np.where(y == 1, chances, 1.0 - chances)
        return float(-np.log(np.maximum(right, 1e-12)).mean())

    scale, shift = minimize(loss, x0=np.array([3.0, 0.0]), method="Nelder-Mead").x
    return float(scale), float(shift)


def _best_threshold(chances: NDArray[np.float64], y: NDArray[np.int_]) -> tuple[float, float]:
    """The threshold with the best F1 over all labels and lines, and that F1."""

    def f1(threshold: float) -> float:
        said = chances >= threshold
        right = float((said & (y == 1)).sum())
        return 2 * right / max(float(said.sum() + y.sum()), 1.0)

    best = max((round(t, 2) for t in np.arange(0.15, 0.75, 0.05)), key=f1)
    return float(best), f1(best)
