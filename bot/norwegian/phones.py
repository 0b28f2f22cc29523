"""Phone numbers: the one that a person wants to be called on, or what is wrong with the answer.

Norwegian numbers have eight digits, the first one 2-9, with +47, 0047 or 47 before them or not
(Nkom's numbering plan E.164). Everything else gets a reason, so that the question asked again can
be a kind and a useful one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.norwegian.identifiers import MASK, ascii_digits, mask_identity_numbers
from bot.norwegian.tables import read_groups

Problem = Literal["too_short", "too_long", "foreign", "letters", "identity_number", "missing"]


@dataclass(frozen=True)
class PhoneResult:
    """``number`` in E.164 form and no problem, or a problem and no number."""

    number: str | None
    problem: Problem | None


@dataclass(frozen=True)
class _Sequence:
    """Groups of digits that stand together, with the text around them."""

    groups: tuple[str, ...]
    plus: bool
    start: int
    end: int
    broken: bool  # a letter stands in place of a digit just before it

    @property
    def digits(self) -> str:
        return "".join(self.groups)


_COUNTRY = "47"
_LENGTH = 8
# Inside a number: spaces, dots, dashes, brackets, single commas, at most three in a row.
_SEQUENCE = re.compile(
    r"\+?[0-9]+(?:[ \t\u00a0\u2000-\u200d\u202f.\-\u2010-\u2015\u2212()']{1,3}[0-9]+"
    r"|,[0-9]+)*"
)
_AREA_ZERO = re.compile(r"\(0\)")
_LOOKALIKES = frozenset("oilsbx|")
_MIXED = re.compile(r"[0-9][a-zæøå|*]{1,3}(?:[ .]?[0-9]|\b)|\b[oilsb|][0-9]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")

_WANTED = read_groups("phone_words")["wanted"]
_UNWANTED = read_groups("phone_words")["unwanted"]
_LABELS = ("mobil", "fast", "heim", "hjem", "jobb", "arbeid")
_LAST_ONE = re.compile(r"\bdet sis?te\b|\bden siste\b|\bsistnevnte\b", re.IGNORECASE)
_BREAK = re.compile(r"[,.;\n]|\bmen\b|\beller\b", re.IGNORECASE)
# "4..., nei, 9...": the later number replaces the earlier one.
_CORRECTION = re.compile(
    r"\b(?:nei|beklager|orsak|sorry|feil|mente|meinte|skulle|gammelt?|gammalt?|gamle)\b",
    re.IGNORECASE,
)
_UNITS = {
    "null": 0, "en": 1, "ein": 1, "ett": 1, "eitt": 1, "én": 1, "to": 2, "tre": 3, "fire": 4,
    "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "otte": 8, "ni": 9,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS = {
    "tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "femti": 50, "seksti": 60,
    "sytti": 70, "åtti": 80, "nitti": 90,
}  # fmt: skip


def parse_phone(text: str) -> PhoneResult:
    """The number to call, in E.164 form (+47 and eight digits), or the problem with the answer.

    With several numbers: the one that the person asks us to use, else the first.
    """
    masked, identity_numbers = mask_identity_numbers(ascii_digits(text))
    plain = _AREA_ZERO.sub("", masked)
    found = _numbers_in(plain)
    if not found and not any(c.isdigit() for c in plain):
        found = _spoken_number(plain)
    if found:
        return PhoneResult("+" + _COUNTRY + _choose(plain, found), None)
    if identity_numbers or MASK in plain:
        return PhoneResult(None, "identity_number")
    return PhoneResult(None, _problem(plain))


_Found = list[tuple[str, int, int]]  # national number, start, end


def _numbers_in(plain: str) -> _Found:
    found: _Found = []
    for sequence in _sequences(plain):
        if sequence.broken:
            continue
        found += [(number, sequence.start, sequence.end) for number in _split(sequence)]
    return found or _across_commas(plain)


def _across_commas(plain: str) -> _Found:
    """ "412, 34, 567": nothing but digits, commas and spaces, and one number in all."""
    if not re.fullmatch(r"[+0-9, .\-]+", plain.strip()):
        return []
    national = _national("".join(c for c in plain if c.isdigit()), "+" in plain)
    return [(national, 0, len(plain))] if national else []


def _sequences(plain: str) -> list[_Sequence]:
    sequences = []
    for match in _SEQUENCE.finditer(plain):
        before = plain[: match.start()]
        letter = before[-1:].lower()
        broken = letter in _LOOKALIKES and bool(letter) and not before[-2:-1].isalpha()
        groups = tuple(re.findall(r"[0-9]+", match.group()))
        plus = match.group().startswith("+")
        sequences.append(_Sequence(groups, plus, match.start(), match.end(), broken))
    return sequences


def _national(digits: str, plus: bool) -> str | None:
    """The eight digits of one Norwegian number, or None."""
    if digits.startswith("00"):
        digits, plus = digits[2:], True
    if digits.startswith(_COUNTRY) and len(digits) == _LENGTH + len(_COUNTRY):
        digits = digits[len(_COUNTRY) :]
    elif plus:
        return None
    return digits if len(digits) == _LENGTH and digits[0] in "23456789" else None


def _split(sequence: _Sequence) -> list[str]:
    """One number, or several written after each other with only spaces between them."""
    whole = _national(sequence.digits, sequence.plus)
    if whole:
        return [whole]
    for end in range(1, len(sequence.groups)):
        head = _national("".join(sequence.groups[:end]), sequence.plus)
        if head:
            tail = _Sequence(sequence.groups[end:], False, 0, 0, False)
            rest = _split(tail)
            if rest:
                return [head, *rest]
    return []


def _choose(plain: str, found: _Found) -> str:
    """The number with the best words around it; the first when nothing tells them apart."""
    if len(found) > 1 and _LAST_ONE.search(plain):
        return found[-1][0]
    asked_for = _labels_asked_for(plain[found[-1][2] :])
    scores = []
    for index, (_, start, end) in enumerate(found):
        before = plain[found[index - 1][2] : start] if index else plain[:start]
        after = plain[end : found[index + 1][1]] if index + 1 < len(found) else plain[end:]
        score = 2 if index and _CORRECTION.search(before) else 0
        if index:  # what stands before the comma belongs to the number before it
            before = _BREAK.split(before)[-1]
        own = _BREAK.split(after)[0] if _BREAK.search(after) or index + 1 == len(found) else ""
        if any(label in (before + own).lower() for label in asked_for):
            score += 2
        if index + 1 == len(found) and not asked_for:
            own = after
        scores.append(score + _score(before) + _score(own))
    return found[scores.index(max(scores))][0]


def _labels_asked_for(tail: str) -> list[str]:
    """ "Mobil 4..., fast 2.... Ring helst på mobilen": the label of the wanted number."""
    if _score(tail) != 1:
        return []
    return [label for label in _LABELS if label in tail.lower()]


def _score(words: str) -> int:
    said = {word.lower() for word in _WORD.findall(words)}
    if said & _UNWANTED:
        return -2
    return 1 if said & _WANTED else 0


def _problem(plain: str) -> Problem:
    sequences = _sequences(plain)
    if not sequences:
        return "missing"
    if _MIXED.search(plain) and sum(len(s.digits) for s in sequences) >= 4:
        return "letters"
    longest = max(sequences, key=lambda s: len(s.digits))
    digits = longest.digits
    if longest.plus and not digits.startswith(_COUNTRY):
        return "foreign" if len(digits) > 4 else "missing"
    if digits.startswith("00"):
        if not digits.startswith("00" + _COUNTRY):
            return "foreign"
        digits = digits[4:]
    elif longest.plus or (len(digits) > _LENGTH and digits.startswith(_COUNTRY)):
        digits = digits[2:]
    if len(digits) > _LENGTH:
        return "too_long"
    if len(digits) == _LENGTH:
        return "missing"  # eight digits, but no Norwegian number begins with 0 or 1
    has_words = bool(_WORD.search(plain))
    return "missing" if has_words and len(digits) < 4 else "too_short"


def _spoken_number(plain: str) -> _Found:
    """Number words: one digit each ("ni en to"), or pairs ("førtien tjuetre")."""
    digits = ""
    for word in _WORD.findall(plain.lower()):
        value = _spoken_value(word)
        if value is None:
            if digits and word not in {"og"}:
                break
            continue
        digits += value
    national = _national(digits, False) if len(digits) >= _LENGTH else None
    return [(national, 0, len(plain))] if national else []


def _spoken_value(word: str) -> str | None:
    if word in _UNITS:
        return str(_UNITS[word])
    if word in _TEENS:
        return str(_TEENS[word])
    for tens, value in _TENS.items():
        if word == tens:
            return str(value)
        rest = word[len(tens) :]
        if word.startswith(tens) and rest in _UNITS and _UNITS[rest]:
            return str(value + _UNITS[rest])
    return None
