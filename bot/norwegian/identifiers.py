"""Identity numbers: find them in running text and take them out.

A fødselsnummer is DDMMYY and five digits more; a D-number adds 40 to the day; numbers made for
help systems and for testing add 40, 65 or 80 to the month. The check digits are not looked at:
a mistyped identity number is as private as a right one. Source: Skatteetaten's description of
the national identity number, and Norsk helsenett's of help numbers.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

MASK = "[fjernet]"

_LENGTH = 11
_DATE_LENGTH = 6
_PHONE_LENGTH = 8
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_D_NUMBER_OFFSET = 40
_MONTH_OFFSETS = (0, 40, 65, 80)

# What people put between the groups: spaces of any kind, dots, commas, dashes, slashes and signs
# that do not show. Not a colon: that is a time of the day. At most three, as in "010203 - 12345".
_SEPARATOR = r"[ \t\u00a0\u2000-\u200d\u2060\ufeff\u202f\u00ad.,/_\-\u2010-\u2015\u2212]{1,3}"
_GROUPS = re.compile(rf"[0-9]+(?:{_SEPARATOR}[0-9]+)*")
_DIGITS = re.compile(r"[0-9]+")
# A birth date with the century written out, then the five digits.
_LONG_DATE = re.compile(
    rf"(?<![0-9])([0-9]{{2}})({_SEPARATOR})?([0-9]{{2}})({_SEPARATOR})?(?:18|19|20)([0-9]{{2}})"
    rf"({_SEPARATOR})?[0-9]{{3}}(?:{_SEPARATOR})?[0-9]{{2}}(?![0-9])"
)

Span = tuple[int, int]


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of any script written 0-9; same length, same positions."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def is_identity_number(digits: str) -> bool:
    """Whether 11 ASCII digits begin with a plausible date of birth (D-numbers included)."""
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    return _plausible_date(int(digits[:2]), int(digits[2:4]))


def find_identity_numbers(text: str) -> list[Span]:
    """Start and end of each identity number in the text, in order, not overlapping."""
    plain = ascii_digits(text)
    spans: list[Span] = []
    for match in _LONG_DATE.finditer(plain):
        if _plausible_date(int(match.group(1)), int(match.group(3))):
            spans.append(match.span())
    for match in _GROUPS.finditer(plain):
        groups = [
            (match.start() + group.start(), match.start() + group.end())
            for group in _DIGITS.finditer(match.group())
        ]
        spans.extend(_spans_in(plain, groups))
    return _without_overlap(spans)


def mask_identity_numbers(text: str) -> tuple[str, int]:
    """Replace each identity number by ``[fjernet]``; the new text and how many there were."""
    spans = find_identity_numbers(text)
    parts: list[str] = []
    position = 0
    for start, end in spans:
        parts += [text[position:start], MASK]
        position = end
    parts.append(text[position:])
    return "".join(parts), len(spans)


def _plausible_date(day: int, month: int) -> bool:
    day = day - _D_NUMBER_OFFSET if day > _D_NUMBER_OFFSET else day
    for offset in _MONTH_OFFSETS:
        if 1 <= month - offset <= 12:
            return 1 <= day <= _DAYS_IN_MONTH[month - offset - 1]
    return False


def _spans_in(plain: str, groups: list[Span]) -> list[Span]:
    """Identity numbers that begin and end where groups of digits begin and end."""
    spans: list[Span] = []
    first = 0
    while first < len(groups):
        last = _end_of_eleven(groups, first)
        if last is not None and _is_written_as_identity_number(plain, groups, first, last):
            spans.append((groups[first][0], groups[last][1]))
            first = last
        first += 1
    return spans


def _end_of_eleven(groups: list[Span], first: int) -> int | None:
    total = 0
    for index in range(first, len(groups)):
        total += groups[index][1] - groups[index][0]
        if total >= _LENGTH:
            return index if total == _LENGTH else None
    return None


def _is_written_as_identity_number(plain: str, groups: list[Span], first: int, last: int) -> bool:
    chosen = groups[first : last + 1]
    if not is_identity_number("".join(plain[start:end] for start, end in chosen)):
        return False
    if _has_country_code(plain, groups, first):
        return False
    lengths = [end - start for start, end in chosen]
    if len(lengths) == 1 or all(length == 1 for length in lengths):
        return True
    if lengths[-1] == _PHONE_LENGTH and plain[chosen[-1][0]] in "23456789":
        return False  # "1.10 412..." is a date and a phone number
    return _is_natural_grouping(plain, chosen, lengths)


def _is_natural_grouping(plain: str, chosen: list[Span], lengths: list[int]) -> bool:
    """Keep out dates with times: "24.11.26 9.30-10" has eleven digits too."""
    if lengths[0] == 1:
        return False
    separators = {plain[a[1] : b[0]] for a, b in pairwise(chosen)}
    total = 0
    for index, length in enumerate(lengths):
        total += length
        if total == _DATE_LENGTH:
            tail = lengths[index + 1 :]
            return len(tail) <= 2 or all(n == 1 for n in tail) or len(separators) == 1
    return len(separators) == 1


def _has_country_code(plain: str, groups: list[Span], first: int) -> bool:
    """+46..., (+46)... or 00 46...; no country code begins with 0."""
    start = groups[first][0]
    if plain[start] != "0" and plain[:start].endswith("+"):
        return True
    return first > 0 and plain[groups[first - 1][0] : groups[first - 1][1]] == "00"


def _without_overlap(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
