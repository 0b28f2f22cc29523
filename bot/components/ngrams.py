"""Word and character n-grams of a text, weighted by tf-idf: the features of every classifier.

Character n-grams are what makes misspelt, dialectal and inflected words resemble each other; word
n-grams keep what is fixed ("hva koster", "ikke lenger"). Both are taken from the raw and from the
normalised text. Stored as plain JSON and numpy arrays, never as pickles.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer

# Single letters count: "å", "i", "e" (= er) and "æ" (= jeg) carry meaning.
_WORD = r"(?u)\b\w+\b|[?]"


@dataclass(frozen=True)
class NgramChannel:
    """One family of n-grams.

    `source` is "raw" or "normalised", `analyzer` "word" or "char_wb", `shortest` and `longest` the
    lengths, `weight` the length of the family's vector beside the others.
    """

    source: str
    analyzer: str
    shortest: int
    longest: int
    weight: float = 1.0

    def vectoriser(self) -> TfidfVectorizer:
        """An unfitted vectoriser for this family; each text's vector has length 1."""
        return TfidfVectorizer(
            analyzer=self.analyzer,
            ngram_range=(self.shortest, self.longest),
            token_pattern=_WORD,
            lowercase=True,
            sublinear_tf=True,
            dtype=np.float32,
        )


class Ngrams:
    """Several families of n-grams side by side.

    Texts come as pairs (raw, normalised); the result is a sparse matrix, one row a pair.
    """

    def __init__(self, channels: Sequence[NgramChannel]) -> None:
        """Takes the families; `fit` or `load` makes the object usable."""
        self.channels = list(channels)
        self._vectorisers: list[TfidfVectorizer] = []

    @property
    def width(self) -> int:
        """Number of features."""
        return sum(len(v.vocabulary_) for v in self._vectorisers)

    def fit(self, pairs: Sequence[tuple[str, str]]) -> scipy.sparse.csr_matrix:
        """Learns vocabulary and weights; returns the features of the same texts.

        Raises:
            ValueError: when no text holds a single n-gram.
        """
        self._vectorisers = [channel.vectoriser() for channel in self.channels]
        blocks = [
            vectoriser.fit_transform(_texts(pairs, channel)) * channel.weight
            for channel, vectoriser in zip(self.channels, self._vectorisers)
        ]
        return scipy.sparse.hstack(blocks, format="csr", dtype=np.float32)

    def transform(self, pairs: Sequence[tuple[str, str]]) -> scipy.sparse.csr_matrix:
        """Features of new texts, shape (len(pairs), width); unknown n-grams leave no trace."""
        blocks = [
            vectoriser.transform(_texts(pairs, channel)) * channel.weight
            for channel, vectoriser in zip(self.channels, self._vectorisers)
        ]
        return scipy.sparse.hstack(blocks, format="csr", dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Writes `ngrams.json` and `ngrams.npz` into the folder."""
        description = [
            {**asdict(channel), "terms": _terms(vectoriser)}
            for channel, vectoriser in zip(self.channels, self._vectorisers)
        ]
        (folder / "ngrams.json").write_text(
            json.dumps(description, ensure_ascii=False), encoding="utf-8"
        )
        weights = {str(i): v.idf_.astype(np.float32) for i, v in enumerate(self._vectorisers)}
        np.savez(folder / "ngrams.npz", **weights)

    @classmethod
    def load(cls, folder: Path) -> Ngrams:
        """Reads what `save` wrote."""
        description = json.loads((folder / "ngrams.json").read_text(encoding="utf-8"))
        terms = [entry.pop("terms") for entry in description]
        ngrams = cls([NgramChannel(**entry) for entry in description])
        with np.load(folder / "ngrams.npz", allow_pickle=False) as weights:
            for i, channel in enumerate(ngrams.channels):
                vectoriser = channel.vectoriser()
                vectoriser.vocabulary = {term: n for n, term in enumerate(terms[i])}
                vectoriser.idf_ = weights[str(i)]
                ngrams._vectorisers.append(vectoriser)
        return ngrams


def _texts(pairs: Sequence[tuple[str, str]], channel: NgramChannel) -> list[str]:
    which = 0 if channel.source == "raw" else 1
    return [pair[which] for pair in pairs]


def _terms(vectoriser: TfidfVectorizer) -> list[str]:
    """The vocabulary in the order of its columns."""
    vocabulary: dict[str, int] = vectoriser.vocabulary_
    return sorted(vocabulary, key=lambda term: vocabulary[term])
