"""From text to tokens of time: numbers, written dates and clock times, and words by their meaning.

A token's ``kind`` says what it is (``weekday``, ``month``, ``before`` ...; ``word`` when it says
nothing about time) and ``value`` which one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.norwegian.nearness import Vocabulary
from bot.norwegian.tables import read_lines

MAX_TOKENS = 400


@dataclass(frozen=True)
class Token:
    """``value`` is the number or name of the kind; written dates and times hold several numbers."""

    kind: str
    value: int | str | tuple[int, ...] = 0
    text: str = ""


_PATTERN = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<full>\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:20)?\d{2}\b(?![.:/]\d))"
    r"|(?P<slash>\b\d{1,2}\s?/\s?\d{1,2}\b)"
    r"|(?P<colon>\b\d{1,2}[:;]\d{2}\b)"
    r"|(?P<dot>\b\d{1,2}\.\d{1,2}\b\.?(?!\d))"
    r"|(?P<four>\b\d{4}\b)"
    r"|(?P<ordinal>\b\d{1,2}\.(?=\s*(?:[^\W\d]|[-–]|$))|\b\d{1,2}(?:de|te|ende)\b)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<dash>[-–—])"
    r"|(?P<mark>[,;.!?\n/])"
)
_FROM = re.compile(r"\bf\.? ?o\.? ?m\b\.?|\bfra og med\b|\bfrå og med\b")
_NUMERIC = {"iso", "full", "slash", "colon", "dot"}
# Kinds whose words are long and rare enough for a misspelling to be recognised.
_TYPO_KINDS = frozenset(
    [
        "weekday",
        "weekdays",
        "workdays",
        "month",
        "part",
        "tomorrow",
        "aftertomorrow",
        "unit",
        "coming",
        "clock",
        "latest",
        "earliest",
        "holiday",
        "ordinal",
    ]
)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Token]:
    lexicon: dict[str, Token] = {}
    for line in read_lines("time_words"):
        head, _, forms = line.partition(":")
        kind, value = head.split()
        for form in forms.split():
            token = Token(kind, int(value) if value.isdigit() else value, form)
            lexicon.setdefault(form, token)
    return lexicon


@lru_cache(maxsize=1)
def _typo_words() -> Vocabulary:
    words = (word for word, token in _lexicon().items() if token.kind in _TYPO_KINDS)
    return Vocabulary(words, shortest=5, two_mistakes_from=9)


def tokenise(text: str) -> list[Token]:
    """The tokens of the text, at most MAX_TOKENS of them."""
    plain = _FROM.sub(" fra ", unicodedata.normalize("NFC", text.lower()))
    tokens: list[Token] = []
    for match in _PATTERN.finditer(plain):
        if len(tokens) >= MAX_TOKENS:
            break
        kind = match.lastgroup or ""
        if kind == "word":
            tokens.extend(_word(match.group()))
        else:
            tokens.append(_number(kind, match.group()))
    return tokens


def _number(kind: str, text: str) -> Token:
    if kind in {"dash", "mark"}:
        return Token("to" if kind == "dash" else "mark", "-" if kind == "dash" else text, text)
    numbers = tuple(int(n) for n in re.findall(r"\d+", text))
    if kind == "iso":
        return Token("date", (numbers[2], numbers[1], numbers[0]), text)
    if kind == "full":
        year = numbers[2] if numbers[2] > 99 else 2000 + numbers[2]
        return Token("date", (numbers[0], numbers[1], year), text)
    if kind == "slash":
        return Token("date", numbers, text)
    if kind == "colon":
        return Token("time", numbers, text)
    if kind == "dot":
        return Token("dot", numbers, text)
    value = numbers[0] if numbers and len(text) < 9 else 10**6
    return Token({"four": "four", "ordinal": "ordinal"}.get(kind, "number"), value, text)


def _word(word: str) -> list[Token]:
    lexicon = _lexicon()
    word = word.replace("’", "'")
    known = lexicon.get(word)
    if known is None and not _FOLDED.isdisjoint(word):
        known = lexicon.get(_fold(word))
    if known:
        return [Token(known.kind, known.value, word)]
    if len(word) > 30:
        return [Token("word", 0, word)]
    parts = _compound(word)
    if parts:
        return parts
    near = _typo_words().nearest(_fold(word))
    if near:
        known = _lexicon()[near]
        return [Token(known.kind, known.value, word)]
    return [Token("word", 0, word)]


_FOLDED = frozenset("aoöä")  # what _fold may change


def _fold(word: str) -> str:
    """ae, oe, aa and foreign vowels for æ, ø, å: keyboards without the Norwegian letters."""
    for written, meant in (("aa", "å"), ("oe", "ø"), ("ae", "æ"), ("ö", "ø"), ("ä", "æ")):
        word = word.replace(written, meant)
    return word


def _compound(word: str) -> list[Token]:
    """ "torsdagsettermiddag", "nesteuke", "påmandag": two known words written as one."""
    lexicon = _lexicon()
    for cut in range(2, len(word) - 2):
        head, tail = word[:cut], word[cut:]
        second = lexicon.get(tail)
        if not second or second.kind not in {"part", "morgen", "unit", "weekday", "tomorrow"}:
            continue
        first = lexicon.get(head) or (lexicon.get(head[:-1]) if head[-1] in "s-" else None)
        if first and (first.kind, second.kind) in _JOINED:
            return [Token(first.kind, first.value, head), Token(second.kind, second.value, tail)]
    return []


_JOINED = frozenset(
    [
        ("weekday", "part"), ("weekday", "morgen"), ("next", "unit"), ("next", "weekday"),
        ("on", "weekday"), ("this", "unit"), ("in", "part"), ("on", "part"),
    ]
)  # fmt: skip
