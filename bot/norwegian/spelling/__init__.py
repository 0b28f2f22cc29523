"""One written form for the classifiers, whatever dialect, written form or typing it came in.

``letters`` levels characters, ``words`` knows other forms of a word and the regular endings,
``phrases`` needs the neighbour: "å snakka", "lege vakt". The person never sees the result.
"""

from __future__ import annotations

from bot.norwegian.spelling.letters import level_letters
from bot.norwegian.spelling.phrases import join_compounds, settle_in_context
from bot.norwegian.spelling.words import level_word

__all__ = ["normalise"]

# A word may need several steps ("sjølvmord" has a typo and another form); more are never needed for
# words people use, and the bound keeps nonsense cheap.
_MAX_ROUNDS = 4
_MAX_LENGTH = 4000


def normalise(text: str) -> str:
    """Lower-case words and numbers in moderate bokmål, single spaces, "?" kept. Idempotent."""
    words = level_letters(text[:_MAX_LENGTH]).split()
    for _ in range(_MAX_ROUNDS):
        levelled = _once(words)
        if levelled == words:
            break
        words = levelled
    return " ".join(words)


def _once(words: list[str]) -> list[str]:
    settled = settle_in_context(join_compounds(words))
    return " ".join(level_word(word) for word in settled).split()
