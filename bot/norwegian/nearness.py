"""Nearness of a mistyped word to known ones."""

from __future__ import annotations

from collections.abc import Iterable


def distance(one: str, two: str, limit: int) -> int:
    """Changes, insertions, deletions and swaps of neighbours between two words.

    Counts no further than ``limit + 1`` (optimal string alignment; Damerau 1964).
    """
    if abs(len(one) - len(two)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(two, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]


class Vocabulary:
    """Known words, kept so that the near ones are found without comparing with all of them."""

    def __init__(self, words: Iterable[str], shortest: int, two_mistakes_from: int) -> None:
        self.shortest = shortest
        self.two_mistakes_from = two_mistakes_from
        self._by_first: dict[str, list[tuple[str, int]]] = {}
        for word in sorted(words):
            if len(word) >= shortest:
                self._by_first.setdefault(word[0], []).append((word, _letters(word)))

    def nearest(self, word: str) -> str | None:
        """The known word that a mistyped one must be, or None. The first letter must be right."""
        if len(word) < self.shortest:
            return None
        limit = 1 if len(word) < self.two_mistakes_from else 2
        letters = _letters(word)
        best: str | None = None
        best_steps = limit + 1
        for candidate, theirs in self._by_first.get(word[0], ()):
            # One mistake changes at most one letter for another.
            if abs(len(candidate) - len(word)) > limit or (
                (letters ^ theirs).bit_count() > 2 * limit
            ):
                continue
            steps = distance(word, candidate, limit)
            if steps < best_steps:
                best, best_steps = candidate, steps
        return best


def _letters(word: str) -> int:
    """The set of the word's letters as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
