"""Which form the person wants: what she writes, unless she has asked for one by name."""

import re
from collections.abc import Mapping
from typing import Final

from api.content.taxonomy import LANGUAGES, Language
from bot.norwegian.language import detect

_NAMED: Final[tuple[tuple[Language, re.Pattern[str]], ...]] = (
    ("nn", re.compile(r"\b(ny-?norsk|nynosk|new norwegian)", re.IGNORECASE)),
    ("en", re.compile(r"\b(engelsk|english)", re.IGNORECASE)),
    ("nb", re.compile(r"\b(bokm[åa]+l|norsk|norwegian)", re.IGNORECASE)),
)


def written(text: str, current: Language | None = None) -> Language | None:
    """The form that the text is written in; None when it does not say.

    `current` is the form of the conversation so far, left only for a clear sign.
    """
    found = detect(text, current)
    return next((language for language in LANGUAGES if language == found), None)


def named(text: str) -> Language | None:
    """The form that the text names: «kan du skrive nynorsk», «do you speak English»."""
    return next((language for language, words in _NAMED if words.search(text)), None)


def chosen(values: Mapping[str, object]) -> Language | None:
    """The form in a button's or a response's values."""
    return next((known for known in LANGUAGES if known == values.get("language")), None)
