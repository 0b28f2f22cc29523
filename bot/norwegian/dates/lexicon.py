"""Words of time by their meaning, however they are written: known, joined, doubled or mistyped.

The words stand in ``tables/time_words.txt``; what can be derived (tjuefire, ellevetida) is derived.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.norwegian.nearness import Vocabulary
from bot.norwegian.tables import read_lines


@dataclass(frozen=True)
class Token:
    """``value`` is the number or name of the kind; written dates and times hold several numbers."""

    kind: str
    value: int | str | tuple[int, ...] = 0
    text: str = ""


_SLIP = "~"  # after a kind: misspelt forms that are known, but no start for guessing others
_LONGEST = 30
_SHORTEST_SOUND = 4  # "free" is not "fre"
# Kinds whose words are long and rare enough for a misspelling to be recognised.
_TYPO_KINDS = frozenset(
    [
        "weekday", "weekdays", "workdays", "month", "part", "tomorrow", "aftertomorrow", "unit",
        "coming", "clock", "latest", "earliest", "holiday", "ordinal", "feast", "feastday",
    ]
)  # fmt: skip
# Kinds known by their sound: single for double consonants, e for æ ("ættermiddan", "morgenn").
_SOUND_KINDS = _TYPO_KINDS | {"morgen", "after", "within", "loose", "quarter", "today"}
_TOMORROW = ("morgen", 1)  # "morra" sounds like "mora", the mother
_COMPOUND_TAILS = frozenset(
    ["part", "morgen", "unit", "weekday", "tomorrow", "on", "over", "number"]
)
_JOINED = frozenset(
    [
        ("weekday", "part"), ("weekday", "morgen"), ("next", "unit"), ("next", "weekday"),
        ("on", "weekday"), ("this", "unit"), ("in", "part"), ("on", "part"), ("quarter", "on"),
        ("quarter", "over"), ("half", "number"),
    ]
)  # fmt: skip
_ARTICLES = frozenset({"en", "ei", "ein", "et"})
_MORNING_WORDS = ("morgen", "morgon")
_FOLDED = frozenset("aoöä")  # what _fold may change
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Token]:
    lexicon: dict[str, Token] = {}
    for kind, value, forms in _groups():
        for form in forms:
            lexicon.setdefault(form, Token(kind.rstrip(_SLIP), value, form))
    _add_numbers(lexicon)
    return lexicon


def _groups() -> list[tuple[str, int | str, list[str]]]:
    groups: list[tuple[str, int | str, list[str]]] = []
    for line in read_lines("time_words"):
        head, _, forms = line.partition(":")
        kind, value = head.split()
        name = kind.startswith("feast")  # "0106" is a date and no number
        groups.append((kind, value if name or not value.isdigit() else int(value), forms.split()))
    return groups


def _add_numbers(lexicon: dict[str, Token]) -> None:
    """Tjuefire and fireogtyve; ellevetida and other hours with a loose edge."""
    numbers = {w: int(str(t.value)) for w, t in lexicon.items() if t.kind == "number"}
    units = {word: n for word, n in numbers.items() if 1 <= n <= 9}
    tens = {word: n for word, n in numbers.items() if n in {20, 30, 40, 50}}
    around = [word for word, token in lexicon.items() if token.kind == "timish"]
    for ten, value in tens.items():
        for unit, n in units.items():
            for form in (ten + unit, f"{unit}og{ten}"):
                lexicon.setdefault(form, Token("number", value + n, form))
    for hour, n in numbers.items():
        for tail in around if 1 <= n <= 12 and hour not in _ARTICLES else ():
            lexicon.setdefault(hour + tail, Token("loose", n, hour + tail))


@lru_cache(maxsize=1)
def _typo_words() -> Vocabulary:
    words = (form for kind, _, forms in _groups() if kind in _TYPO_KINDS for form in forms)
    return Vocabulary(words, shortest=5, two_mistakes_from=9)


@lru_cache(maxsize=1)
def _morning_words() -> Vocabulary:
    return Vocabulary(_MORNING_WORDS, shortest=5, two_mistakes_from=9)


@lru_cache(maxsize=1)
def _sounds() -> dict[str, Token | None]:
    """The word of each sound; None where words of different meaning sound the same."""
    sounds: dict[str, Token | None] = {}
    for word, token in _lexicon().items():
        if token.kind not in _SOUND_KINDS or (token.kind, token.value) == _TOMORROW:
            continue
        sound = _sound(word)
        other = sounds.setdefault(sound, token)
        if other and (other.kind, other.value) != (token.kind, token.value):
            sounds[sound] = None
    return sounds


def read_word(word: str, after_in: bool = False) -> list[Token]:
    """The word as one token of time, or two when it is two words; kind ``word`` when it is none.

    ``after_in``: "i" or a weekday stands before it, so that "mrogen" must be "morgen".
    """
    lexicon = _lexicon()
    word = word.replace("’", "'")
    known = lexicon.get(word)
    if known is None and not _FOLDED.isdisjoint(word):
        known = lexicon.get(_fold(word))
    if known is None and len(word) <= _LONGEST:
        joined = _compound(word)
        if joined:
            return joined
        known = _heard(word, after_in)
    return [Token(known.kind, known.value, word) if known else Token("word", 0, word)]


def _heard(word: str, after_in: bool) -> Token | None:
    """A word that sounds like a known one, or is a slip or two from one."""
    sound = _sound(word)
    known = _sounds().get(sound) if len(sound) >= _SHORTEST_SOUND else None
    if known:
        return known
    folded = _fold(word)
    folded = folded.replace("æ", "e", 1) if folded.startswith("æ") else folded
    near = _typo_words().nearest(folded) or (_morning_words().nearest(folded) if after_in else None)
    return _lexicon()[near] if near else None


def _fold(word: str) -> str:
    """ae, oe, aa and foreign vowels for æ, ø, å: keyboards without the Norwegian letters."""
    for written, meant in (("aa", "å"), ("oe", "ø"), ("ae", "æ"), ("ö", "ø"), ("ä", "æ")):
        word = word.replace(written, meant)
    return word


def _sound(word: str) -> str:
    return _DOUBLED.sub(r"\1", _fold(word).replace("æ", "e").replace("'", ""))


def _compound(word: str) -> list[Token]:
    """ "torsdagsettermiddag", "nesteuke", "kvartpå": two known words written as one."""
    lexicon = _lexicon()
    for cut in range(2, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        second = lexicon.get(tail)
        if not second or second.kind not in _COMPOUND_TAILS or tail in _ARTICLES:
            continue
        first = lexicon.get(head) or (lexicon.get(head[:-1]) if head[-1] in "s-" else None)
        if first and (first.kind, second.kind) in _JOINED:
            return [Token(first.kind, first.value, head), Token(second.kind, second.value, tail)]
    return []
