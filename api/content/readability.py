"""How easy a text is to read: LIX, and the size of its paragraphs.

LIX (Björnsson 1968) is words per sentence plus the share of long words in per cent; under 30 is as
easy as a children's book, over 50 is officialese. It says nothing about whether a text is kind.
"""

import re
from collections.abc import Iterable
from typing import Final

LONG_WORD: Final = 7  # letters; LIX counts words of more than six letters as long

# What stands in braces is filled later and is not the writer's choice.
_GAP: Final = re.compile(r"\{[a-z_]+\}")
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# A full stop inside a number or before a small letter ends nothing ("16.15", "kl. 9").
_END: Final = re.compile(r"[.!?:](?=\s+[^a-zæøå]|\s*$)|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a paragraph ends one too."""
    return [part for part in _END.split(text) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text; numbers count."""
    return _WORD.findall(text)


def paragraphs(text: str) -> list[str]:
    """Paragraphs, each of which is one bubble in the chat."""
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def lix(text: str, names: Iterable[str] = ()) -> float:
    """LIX of a text; each of ``names`` (of offerings and the like) counts as one short word."""
    text = _GAP.sub("X", text)
    for name in sorted(names, key=len, reverse=True):
        # Names are bent in the sentence: frisklivssentral-en, helsestasjon-en for eldre.
        bent = r"\w{0,3}\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"\b{bent}\w{{0,3}}\b", "X", text, flags=re.IGNORECASE)
    all_words = words(text)
    if not all_words:
        return 0.0
    long_words = sum(len(word) >= LONG_WORD for word in all_words)
    return len(all_words) / max(1, len(sentences(text))) + 100 * long_words / len(all_words)
