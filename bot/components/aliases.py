"""Finding a known name in running text in spite of case, inflection, spacing and typing errors.

Pure string work without Rasa. Both sides are folded (æ/ae, ø/oe/o, å/aa/a, doubled letters), their
words cut to a stem, and joined, so that "frisk livs sentralen" meets "frisklivssentral".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_FOLDS = (("ae", "e"), ("oe", "o"), ("aa", "a"), ("æ", "e"), ("ø", "o"), ("å", "a"))
_DOUBLED = re.compile(r"(.)\1+")
# Definite, plural and genitive endings, bokmål and nynorsk, longest first.
_ENDINGS = (
    *("enes", "anes", "ene", "ane", "ens", "ets", "ers"),
    *("en", "et", "er", "ar", "or", "as"),
    *("a", "e", "s", "n"),
)
_SHORTEST_STEM = 4
_LONGEST_TEXT = 120  # words; an alias beyond that is not what the message is about
_EXTRA_WORDS = 2  # "frisk livs sentral" has two words more than its alias


@dataclass(frozen=True)
class AliasMatch:
    """`value` is what the alias stands for; `quality` grows with length, falls with errors."""

    value: str
    quality: float


class AliasIndex:
    """Aliases by their folded form, found exactly or within a few typing errors."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        """`aliases` maps each alias, as people may write it, to its value."""
        self._exact: dict[str, str] = {}
        self._pieces: dict[str, tuple[str, ...]] = {}
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._most_words = 1
        for alias, value in aliases.items():
            words = fold_words(alias)
            if not words:
                continue
            self._exact.setdefault("".join(words), value)
            self._most_words = max(self._most_words, len(words))
        for key in self._exact:
            self._by_shape[(key[0], len(key))].append(key)
            self._pieces[key] = _pieces(key, 2 * errors_allowed(len(key)) + 1)

    def find(self, text: str) -> AliasMatch | None:
        """The longest and closest alias in the text; the first one where two are as good."""
        best: AliasMatch | None = None
        for window in self._windows(fold_words(text)[:_LONGEST_TEXT]):
            match = self._look_up(window)
            if match and (best is None or match.quality > best.quality):
                best = match
        return best

    def _windows(self, words: list[str]) -> Iterator[str]:
        for first in range(len(words)):
            joined = ""
            for word in words[first : first + self._most_words + _EXTRA_WORDS]:
                joined += word
                yield joined

    def _look_up(self, window: str) -> AliasMatch | None:
        if window in self._exact:
            return AliasMatch(self._exact[window], float(len(window)))
        allowed = errors_allowed(len(window))
        best: AliasMatch | None = None
        for length in range(len(window) - allowed, len(window) + allowed + 1):
            for key in self._by_shape.get((window[0], length), ()):
                if not any(piece in window for piece in self._pieces[key]):
                    continue
                errors = distance(window, key, min(allowed, errors_allowed(length)))
                quality = len(key) - 2.0 * errors if errors is not None else 0.0
                if errors is not None and (best is None or quality > best.quality):
                    best = AliasMatch(self._exact[key], quality)
        return best


def fold_words(text: str) -> list[str]:
    """The text's words, lower-cased, folded and cut to their stems."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return [_stem(_fold(word)) for word in _WORD.findall(lowered)]


def _fold(word: str) -> str:
    for old, new in _FOLDS:
        word = word.replace(old, new)
    plain = unicodedata.normalize("NFD", word)
    return _DOUBLED.sub(r"\1", "".join(c for c in plain if not unicodedata.combining(c)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _pieces(key: str, number: int) -> tuple[str, ...]:
    """The key cut into that many pieces.

    An error spoils two pieces at most (a swap across a border), so with 2 n + 1 pieces at least one
    stands untouched in any text with n errors. Looking for it is far cheaper than the distance.
    """
    borders = [len(key) * i // number for i in range(number + 1)]
    return tuple(key[a:b] for a, b in pairwise(borders))


def errors_allowed(length: int) -> int:
    """Typing errors forgiven in a name of that many letters; short names must be exact."""
    if length < 7:
        return 0
    return 1 if length < 11 else 2


def distance(a: str, b: str, most: int) -> int | None:
    """Edits (change, drop, add, swap neighbours) from a to b; None when more than `most`."""
    if abs(len(a) - len(b)) > most:
        return None
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
