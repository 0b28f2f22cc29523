"""Bokmål, nynorsk or English, told from the small words.

Content words say little in a short message; pronouns, negation and question words say nearly all.
Dialect goes to the nearest written form by its other marks, and to bokmål when it has none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from bot.norwegian.tables import read_lines

Language = Literal["nb", "nn", "en"]

_WORD = re.compile(r"[^\W\d_]+")
# Enough to tell: the rest of a very long text changes nothing.
_ENOUGH_WORDS = 200
# Nynorsk verbs and plurals: "snakkar", "dagane"; bokmål has -er, -ene.
_NN_ENDINGS = re.compile(r"[^\W\d_]{3,}(?:ane|leg|lege|legare|heit)$")
_NB_ENDINGS = re.compile(r"[^\W\d_]{3,}(?:ene|lig|lige|ligere|het)$")
_STRONG, _WEAK = 2.0, 1.0
_ENDING = 0.6


@cache
def _marks() -> dict[str, list[tuple[str, float]]]:
    marks: dict[str, list[tuple[str, float]]] = {}
    for line in read_lines("language_marks"):
        head, _, words = line.partition(":")
        language, strength = head.split()
        weight = _STRONG if strength == "strong" else _WEAK
        for word in words.split():
            marks.setdefault(word, []).append((language, weight))
    return marks


def detect(text: str, current: Language | None = None) -> Language | None:
    """The written language of a message, or None when it does not say ("ja", "hei", "41...").

    `current` is the form of the conversation so far: between bokmål and nynorsk it is left only for
    a clear sign, since a short or dialect answer («det e ho Borghild her») leans either way.
    """
    marks = _marks()
    scores = {"nb": 0.0, "nn": 0.0, "en": 0.0, "dialect": 0.0}
    for count, match in enumerate(_WORD.finditer(text.lower())):
        if count >= _ENOUGH_WORDS:
            break
        word = match.group()
        if word in marks:
            for language, weight in marks[word]:
                scores[language] += weight
        elif _NN_ENDINGS.match(word):
            scores["nn"] += _ENDING
        elif _NB_ENDINGS.match(word):
            scores["nb"] += _ENDING
    norwegian = scores["nb"] + scores["nn"] + scores["dialect"]
    if scores["en"] > norwegian:
        return "en" if scores["en"] >= _STRONG else None
    other = {"nb": "nn", "nn": "nb"}.get(current or "")
    if current and other and scores[other] - scores[current] < _STRONG:
        return current if norwegian else None
    if scores["nn"] and scores["nn"] >= scores["nb"]:
        # A tie ("eg vil ikke"): those who write nynorsk mix in bokmål far more than the reverse.
        return "nn"
    if scores["nb"] > scores["nn"] or scores["dialect"]:
        return "nb"
    return None
