"""Dates, clock times, lists and phone numbers as a person writes them. Pure functions.

The names of weekdays and months are content (`texts/vocabulary.yml`) and are passed in; what stands
here is the grammar around them: order, full stops, «klokka», «og».
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

import phonenumbers

from api.content.hours import OSLO
from api.content.schemas import Vocabulary
from api.content.taxonomy import Language

PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
_AND: Final[dict[Language, str]] = {"nb": "og", "nn": "og", "en": "and"}
_AT: Final[dict[Language, str]] = {"nb": "klokka", "nn": "klokka", "en": "at"}
_AT_SHORT: Final[dict[Language, str]] = {"nb": "kl.", "nn": "kl.", "en": "at"}
# Longer names are cut to three letters on buttons; «mars», «juni» and «juli» stay whole.
_WHOLE_MONTH: Final = 4
_NORWAY: Final = 47
_DIGITS: Final = 8
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[ ]+")


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Names in one language; weekdays from Monday, months from January."""

    lang: Language
    weekdays: tuple[str, ...]
    months: tuple[str, ...]

    @classmethod
    def of(cls, vocabulary: Vocabulary, lang: Language) -> "CalendarWords":
        """The vocabulary's names in `lang`."""
        return cls(
            lang,
            tuple(day.in_(lang) for day in vocabulary.weekdays),
            tuple(month.in_(lang) for month in vocabulary.months),
        )


def join_words(items: Sequence[str], lang: Language) -> str:
    """«søvn», «søvn og alkohol», «søvn, uro og alkohol»; nothing gives the empty string."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {_AND[lang]} {words[-1]}"


def clock(moment: datetime, lang: Language) -> str:
    """«13.00», English «13:00», in Norwegian time."""
    local = moment.astimezone(OSLO)
    mark = ":" if lang == "en" else "."
    return f"{local.hour:02d}{mark}{local.minute:02d}"


def day(moment: date, words: CalendarWords) -> str:
    """«torsdag 26. november», English «Thursday 26 November»."""
    return _day(moment, words, words.months[moment.month - 1])


def day_short(moment: date, words: CalendarWords) -> str:
    """«torsdag 26. nov.», English «Thursday 26 Nov»."""
    month = words.months[moment.month - 1]
    if len(month) > _WHOLE_MONTH:
        month = month[:3] + ("" if words.lang == "en" else ".")
    return _day(moment, words, month)


def _day(moment: date, words: CalendarWords, month: str) -> str:
    dot = "" if words.lang == "en" else "."
    return f"{words.weekdays[moment.weekday()]} {moment.day}{dot} {month}"


def when(moment: datetime, words: CalendarWords) -> str:
    """«torsdag 26. november klokka 13.00», in Norwegian time."""
    local = moment.astimezone(OSLO)
    return f"{day(local, words)} {_AT[words.lang]} {clock(local, words.lang)}"


def when_short(moment: datetime, words: CalendarWords) -> str:
    """«torsdag 26. nov. kl. 13.00», for a button."""
    local = moment.astimezone(OSLO)
    return f"{day_short(local, words)} {_AT_SHORT[words.lang]} {clock(local, words.lang)}"


def phone(number: str) -> str:
    """Grouped as such a number is usually written: «412 34 567», «22 40 00 40», «+46 8 123 456».

    What is no phone number comes back as it is.
    """
    try:
        parsed = phonenumbers.parse(number, "NO")
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return number
    digits = str(parsed.national_number)
    if parsed.country_code != _NORWAY or len(digits) != _DIGITS:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    # Mobile (4, 9) and free (8) numbers are read in threes, the others in pairs.
    cuts = (0, 3, 5, 8) if digits[0] in "489" else (0, 2, 4, 6, 8)
    return " ".join(digits[start:end] for start, end in pairwise(cuts))


def fill(template: str, word: Callable[[str], str | None]) -> tuple[str, tuple[str, ...]]:
    """The template with each `{name}` replaced by `word(name)`, and the names that had no word.

    A sentence with an unknown name is left out whole: half a sentence would confuse, and a brace
    would look broken. None is unknown; the empty string is a part that is rightly left out.
    """
    missing: list[str] = []
    known: dict[str, str] = {}
    for name in dict.fromkeys(PLACEHOLDER.findall(template)):
        found = word(name)
        if found is None:
            missing.append(name)
        else:
            known[name] = found
    paragraphs = []
    for paragraph in template.split("\n\n"):
        kept = _without(paragraph, missing)
        if kept:
            # In one pass, so that braces in a person's own words stay what they are.
            paragraphs.append(PLACEHOLDER.sub(lambda hit: known[hit[1]], kept))
    return "\n\n".join(paragraphs), tuple(missing)


def _without(paragraph: str, missing: Sequence[str]) -> str:
    if not missing:
        return paragraph.strip()
    lines = []
    for line in paragraph.split("\n"):
        sentences = _SENTENCE_END.split(line)
        kept = [one for one in sentences if not set(PLACEHOLDER.findall(one)) & set(missing)]
        lines.append(" ".join(kept))
    return "\n".join(line for line in lines if line.strip()).strip()
