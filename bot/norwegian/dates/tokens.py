"""From text to tokens of time: numbers, written dates and clock times, and words by their meaning.

A token's ``kind`` says what it is (``weekday``, ``month``, ``before`` ...; ``word`` when it says
nothing about time) and ``value`` which one.
"""

from __future__ import annotations

import re
import unicodedata

from bot.norwegian.dates.lexicon import Token, read_word

__all__ = ["MAX_TOKENS", "Token", "tokenise"]

MAX_TOKENS = 400
_PATTERN = re.compile(
    r"(?P<birth>\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?19\d{2}\b)"
    r"|(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<full>\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:20)?\d{2}\b(?![.:/]\d))"
    r"|(?P<slash>\b\d{1,2}\s?/\s?\d{1,2}\b)"
    r"|(?P<english>\b\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m\b\.?)"
    r"|(?P<colon>\b\d{1,2}[:;]\d{2}\b)"
    r"|(?P<dot>\b\d{1,2}\.\d{1,2}\b\.?(?!\d))"
    r"|(?P<four>\b\d{4}\b)"
    r"|(?P<ordinal>\b\d{1,2}\.(?=\s*(?:[^\W\d]|[-–]|$))|\b\d{1,2}(?:de|te|ende|st|nd|rd|th)\b)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<dash>[-–—])"
    r"|(?P<mark>[,;.!?\n/])"
)
# Several words with one meaning.
_PHRASES = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"\bf\.? ?o\.? ?m\b\.?|\bfr(?:a|å) og med\b", " fra "),
        (r"\bi (?:løpe|laupe|løp)t? (?:av|ta|tå) da(?:gen|'?n|gjen)\b", " i dag "),
        (r"\bi (?:løpe|laupe|løp)t? (?:av|ta|tå)\b", " i "),
        (r"\b(?:fr[ae]m|heilt?|helt) t(?:il|e)\b|\binntil\b", " innen "),
        (r"\bt\.o\.m\b\.?|\btil og med\b", " innen "),
        (r"\bst\.? ?hans\b", "sankthans"),
        # no time at all: "fra morgen til kveld", "takk for i dag"
        (r"\bfr(?:a|å) (?:dag|veke|uke|år|morgen|morgon|mårr?an|morran) t(?:il|e)"
         r" (?:dag|veke|uke|år|kveld|kvell|kvæll|natt)\b", " "),
        (r"\b(?<!time )for i (?:dag|kveld|kvell|kvæll)\b", " "),
        (r"\bkristi himmelfarts?(?: ?dag(?:en)?)?\b", "himmelfartsdag"),
        (r"\bnoon\b", "kl 12"),
        (r"\bquarter to\b", "kvart på"),
        (r"\b(five|ten|twenty)( minutes)? to (?=[a-z])", r"\1 på "),
        (r"\bin an? (?=week|month)", "om en "),
        (r"\bin (?=(?:\d+|two|three|four) (?:day|week|month))", "om "),
    )
)  # fmt: skip
_BIRTH_YEARS = range(1900, 2000)


def tokenise(text: str) -> list[Token]:
    """The tokens of the text, at most MAX_TOKENS of them."""
    plain = unicodedata.normalize("NFC", text.lower())
    for pattern, meant in _PHRASES:
        plain = pattern.sub(meant, plain)
    tokens: list[Token] = []
    for match in _PATTERN.finditer(plain):
        if len(tokens) >= MAX_TOKENS:
            break
        kind = match.lastgroup or ""
        if kind == "word":
            before = tokens[-1].kind if tokens else ""
            tokens.extend(read_word(match.group(), after_in=before in {"in", "weekday"}))
        else:
            tokens.append(_number(kind, match.group()))
            _settle_before(tokens)
    return tokens


def _number(kind: str, text: str) -> Token:
    if kind in {"dash", "mark"}:
        return Token("to" if kind == "dash" else "mark", "-" if kind == "dash" else text, text)
    numbers = tuple(int(n) for n in re.findall(r"\d+", text))
    if kind == "birth":
        return Token("word", 0, text)
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
    if kind == "english":
        return _english(numbers, text)
    value = numbers[0] if numbers and len(text) < 9 else 10**6
    return Token({"four": "four", "ordinal": "ordinal"}.get(kind, "number"), value, text)


def _english(numbers: tuple[int, ...], text: str) -> Token:
    """ "3 pm", "9.30am"; the nought before it says that nothing is left to guess."""
    hour = numbers[0] % 12 + (12 if "p" in text else 0)
    return Token("time", (hour, numbers[1] if len(numbers) > 1 else 0), f"0{text}")


def _settle_before(tokens: list[Token]) -> None:
    """What a number says about the words before it: "Monday at 10", "12. mars 1944"."""
    number = tokens[-1]
    if len(tokens) > 2 and tokens[-2].text == "at" and tokens[-3].kind in _DAY_KINDS:
        tokens[-2] = Token("clock", 0, "at")
    if number.kind == "four" and number.value in _BIRTH_YEARS:
        for index in range(len(tokens) - 2, max(len(tokens) - 5, -1), -1):
            if tokens[index].kind not in {"month", "number", "ordinal", "mark"}:
                break
            tokens[index] = Token("word", 0, tokens[index].text)


_DAY_KINDS = frozenset({"weekday", "month", "tomorrow", "aftertomorrow", "today", "part", "unit"})
