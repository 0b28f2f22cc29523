"""The words around a name, mistyped: "nammnet er ...", "jeg hetr ...", "tlefon ..."."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.norwegian.nearness import Vocabulary
from bot.norwegian.tables import read_groups, read_words

_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS = read_groups("name_words")
# Words that are near to one of these and mean something else, and names.
_KEPT = _WORDS["around"] | _WORDS["not_around"] | read_words("first_names") | read_words("surnames")


@lru_cache(maxsize=1)
def _around() -> Vocabulary:
    return Vocabulary(_WORDS["around"], shortest=4, two_mistakes_from=10)


def corrected(text: str) -> str:
    """The text with "navnet", "heter", "telefon" and their like spelt as they should be."""
    return _WORD.sub(_as_meant, text)


def _as_meant(match: re.Match[str]) -> str:
    word = match.group()
    lower = word.lower()
    if lower in _KEPT:
        return word
    return _around().nearest(lower) or word
