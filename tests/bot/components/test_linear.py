"""Features and linear models: storing them changes nothing, and confidence means something."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.linear import LinearModel, LinearSettings, fit_one, fit_several, softmax
from bot.components.ngrams import NgramChannel, Ngrams

TEXTS = ["jeg sover dårlig", "eg søv ikkje", "hva koster det?", "å nei", "sov sov sov", ""]
PAIRS = [(text, text.upper()) for text in TEXTS]
CHANNELS = [NgramChannel("raw", "word", 1, 2), NgramChannel("normalised", "char_wb", 2, 4, 0.5)]


@pytest.fixture
def ngrams() -> Ngrams:
    fitted = Ngrams(CHANNELS)
    fitted.fit(PAIRS)
    return fitted


def test_many_texts_at_once_give_the_numbers_of_one_after_the_other() -> None:
    ngrams = Ngrams([*CHANNELS, NgramChannel("raw", "people"), NgramChannel("raw", "concepts")])
    ngrams.fit(PAIRS)
    many = [*PAIRS, ("qqq", "qqq")] * 60
    together = ngrams.transform(many)
    alone = scipy.sparse.vstack([ngrams.transform([pair]) for pair in many])
    assert together.shape == alone.shape
    assert abs(together - alone).max() < 1e-6


def test_a_word_familys_values_are_those_of_scikit_learn() -> None:
    channel = NgramChannel("raw", "char_wb", 2, 4)
    ours = Ngrams([channel])
    ours.fit(PAIRS)
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True).fit(TEXTS)
    unseen = ["sover du dårlig", "sov", "zzz"]
    np.testing.assert_allclose(
        ours.transform([(t, t) for t in unseen]).toarray(),
        theirs.transform(unseen).toarray(),
        atol=1e-5,
    )


def test_loaded_ngrams_give_the_same_features(ngrams: Ngrams, tmp_path: Path) -> None:
    ngrams.save(tmp_path)
    again = Ngrams.load(tmp_path)
    assert (again.transform(PAIRS) != ngrams.transform(PAIRS)).nnz == 0
    assert again.width == ngrams.width


def test_an_unknown_text_has_no_features(ngrams: Ngrams) -> None:
    assert ngrams.transform([("qqq", "☺")]).nnz == 0


def test_texts_without_a_single_ngram_train_to_nothing() -> None:
    empty = Ngrams(CHANNELS)
    empty.fit([("", ""), (" ", " ")])
    assert empty.transform([("hei", "hei")]).shape == (1, 0)


def rows(number: int, steepness: float) -> tuple[scipy.sparse.csr_matrix, list[str]]:
    """Two labels; the chance of "yes" rises with one feature, the faster the steeper."""
    random = np.random.default_rng(number)
    x = random.normal(size=(number, 3))
    chance = 1 / (1 + np.exp(-steepness * x[:, 0]))
    gold = np.where(random.random(number) < chance, "yes", "no")
    return scipy.sparse.csr_matrix(x.astype(np.float32)), list(gold)


def test_confidence_follows_how_often_the_model_is_right() -> None:
    x, gold = rows(3000, steepness=2)
    model = fit_one(x, gold, LinearSettings())
    unseen, truth = rows(1000, steepness=2)
    chances = model.probabilities(unseen)
    right = np.array(model.labels)[chances.argmax(axis=1)] == np.array(truth)
    assert chances.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.05)


def test_a_loaded_model_gives_the_same_probabilities(tmp_path: Path) -> None:
    x, gold = rows(200, steepness=4)
    model = fit_one(x, gold, LinearSettings())
    model.save(tmp_path)
    again = LinearModel.load(tmp_path)
    np.testing.assert_array_equal(again.probabilities(x), model.probabilities(x))
    assert (again.labels, again.figures) == (model.labels, model.figures)


def test_one_label_alone_is_certain() -> None:
    x, _ = rows(4, steepness=4)
    model = fit_one(x, ["only"] * 4, LinearSettings())
    assert model.probabilities(x).tolist() == [[1.0]] * 4


def test_several_labels_are_independent_of_each_other() -> None:
    x, _ = rows(600, steepness=4)
    dense = x.toarray()
    gold = [
        [name for name, value in (("first", a), ("second", b)) if value > 0]
        for a, b in dense[:, :2]
    ]
    model = fit_several(x, gold, LinearSettings(balanced=False))
    far = scipy.sparse.csr_matrix(np.array([[3, 3, 0], [-3, -3, 0], [3, -3, 0]], dtype=np.float32))
    said = model.probabilities(far) >= model.threshold
    assert said.tolist() == [[True, True], [False, False], [True, False]]


def test_probabilities_of_one_label_sum_to_one() -> None:
    np.testing.assert_allclose(softmax(np.array([[900.0, -900.0, 0.0]])).sum(axis=1), [1.0])
