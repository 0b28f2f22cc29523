"""Characters: case, foreign vowels, keyboards without æ, ø and å, letters held down too long."""

from __future__ import annotations

import re
import unicodedata

# Swedish, German and Danish keyboards, and accents that Norwegian uses only for stress (én, òg).
_SAME_LETTER = str.maketrans("äöéèêëóòôáàâíìúùüý’`´", "æøeeeeoooaaaiiuuuy'''")
_THREE_OR_MORE = re.compile(r"([^\W\d_])\1{2,}")
_NOT_WORD = re.compile(r"[^\w?]|_")
_QUESTION = re.compile(r"\s*\?[\s?]*")
# aa, ae and oe for å, æ and ø, but not where they are real: "poesi", "Israel", "noe".
_DIGRAPHS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_REAL_DIGRAPHS = re.compile(
    r"^(?:noe|faen|poesi\w*|israel\w*|michael\w*|raphael|kanaan|zoe|joe|aero\w*|koeff\w*"
    r"|\w+oene?)$"  # skoen, broene
)


def level_letters(text: str) -> str:
    """Lower case, Norwegian letters, no marks but "?", no letter more than twice in a row."""
    plain = unicodedata.normalize("NFC", text.lower()).translate(_SAME_LETTER)
    plain = _NOT_WORD.sub(" ", plain.replace("'", ""))
    plain = _QUESTION.sub(" ? ", plain)
    plain = _THREE_OR_MORE.sub(r"\1", plain)
    return " ".join(_with_norwegian_letters(word) for word in plain.split())


def _with_norwegian_letters(word: str) -> str:
    if not any(pair in word for pair, _ in _DIGRAPHS) or _REAL_DIGRAPHS.search(word):
        return word
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    return _THREE_OR_MORE.sub(r"\1", word)
