"""Claims that no text may make, as the intended purpose has it (docs/intended-purpose.md).

The list is data, so that whoever answers for the texts can read and lengthen it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from api.content.errors import ContentProblem
from api.content.repository import read

FILE: Final = Path(__file__).with_name("forbidden_claims.yml")
# A sentence ends at a mark before a space, or at the end of a line.
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+|\n+")


class ClaimsBroken(ValueError):
    """The list itself cannot be read; then nothing can be said about the texts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One kind of claim. `found` and `fine` are sentences that prove the patterns."""

    name: str
    why: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    found: tuple[str, ...]
    fine: tuple[str, ...]

    def stands_in(self, sentence: str) -> bool:
        """Whether the sentence makes the claim."""
        if not any(pattern.search(sentence) for pattern in self.patterns):
            return False
        return not any(pattern.search(sentence) for pattern in self.unless)


@cache
def claims() -> tuple[Claim, ...]:
    """The list; `ClaimsBroken` when the file is not what it should be."""
    file = read(FILE, FILE.parent)
    if isinstance(file, ContentProblem):
        raise ClaimsBroken(str(file))
    try:
        return tuple(
            Claim(
                name=name,
                why=str(entry["why"]),
                patterns=_compiled(entry["patterns"]),
                unless=_compiled(entry["unless"]),
                found=tuple(entry["found"]),
                fine=tuple(entry["fine"]),
            )
            for name, entry in file.data.items()
        )
    except (KeyError, TypeError, re.error) as error:
        raise ClaimsBroken(str(error)) from error


def made_in(text: str) -> Iterator[tuple[Claim, str]]:
    """Each forbidden claim of a text, with the sentence that makes it."""
    for sentence in _SENTENCE.split(text):
        for claim in claims():
            if claim.stands_in(sentence):
                yield claim, sentence.strip()


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
