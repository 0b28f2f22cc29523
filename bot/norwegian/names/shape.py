"""Whether words are a name, where it ends, and how it is shown."""

from __future__ import annotations

import re
import unicodedata

from bot.norwegian.tables import read_groups, read_words

_MAX_WORDS = 5
# The full stop of "Kari M. Hansen" and "Jens Chr. Hauge", kept as a letter while sentences are cut.
DOT = "\u02d1"
_FIRST = read_words("first_names")
_LAST = read_words("surnames")
_NOT_NAMES = read_words("not_names")
_KNOWN = _FIRST | _LAST
_WORDS = read_groups("name_words")
_PARTICLES, _TITLES, _ARTICLES = _WORDS["particles"], _WORDS["titles"], _WORDS["articles"]
_VIETNAMESE, _BOTH = _WORDS["vietnamese"], _WORDS["both"]
_ENDINGS = tuple(_WORDS["endings"])
_NOUN_ENDINGS = tuple(_WORDS["noun_endings"])
_DOUBLED = re.compile(r"(.)\1+")
_ORDINARY = _NOT_NAMES | _WORDS["ordinary"] | read_words("spelling_vocabulary")
_ORDINARY_SOUNDS = frozenset(_DOUBLED.sub(r"\1", word) for word in _ORDINARY)
# Two-part names of Old Norse make, of which no list holds all: Torbjørg, Halldis, Asgeir.
_NORSE = re.compile(
    rf"(?:{'|'.join(_WORDS['norse_first'])})(?:{'|'.join(_WORDS['norse_last'])})|o['’]\w{{3,}}"
)  # fmt: skip
_FILLER = re.compile(
    r"^(?:egentlig|eigentleg|altså|berre|bare|bærre|jo|då|da|no|nå|vel|just|really)\s+",
    re.IGNORECASE,
)
# Where a name ends: "Kari fra Bergen", "Kari, 82 år", "Kari med C", "Kari og Ola".
_TAIL = re.compile(
    r"\s+(?:fra|frå|ifra|i|på|som|og|å|med|men|født|fødd|bor|bur|her|hær|here|heter|heiter|er|e|mvh"
    r"|tlf|telefon|mobil|nummer|mob|nr|and|from|sier|takk|heitte|var|vart|igjen|att|då|da|til|for|ja"
    r"|vil|har|skal|eg|jeg|æ|eller|hei|kaller|kalles|kallast|eigentleg|egentlig|du|altså|speaking"
    r"|snakka|snakker|snakkar|skriv|skriver|ringer|ringjer|ringte|please|the)(?=\s|$).*",
    re.IGNORECASE,
)  # fmt: skip
_HERE = re.compile(r"\s+(?:her|hær|here)\b.*", re.IGNORECASE)
_FARM_NAME = re.compile(r"\sÅ$")  # the surname, not "og" in dialect
_WORD = re.compile(r"[^\W\d_]+(?:[-'’`][^\W\d_]+)*\.?")
_VOWELS = frozenset("aeiouyæøåáäöéèêëíóúüąęěőűāēīūơưạảấầẩẫậắằẳẵặ")


def as_name(text: str, sure: bool, alone: bool = False) -> str | None:
    """The text as a name, or None.

    ``sure``: a plain introduction stood before it. ``alone``: the answer is nothing but the text,
    so that one unknown word with a capital may be a name; in a sentence the capital says nothing.
    """
    text = _FILLER.sub("", text)
    cut = _cut(text)
    words = [word.strip(".'’`") for word in _WORD.findall(cut)]
    words = _without_titles([word for word in words if word])
    if not all(c.isalpha() or c in "-'’`" for word in words for c in word):
        return None
    if not 1 <= len(words) <= _MAX_WORDS or not _has_vowel(" ".join(words)):
        return None
    starts = text.startswith(words[0])
    single = alone and len(cut) == len(text) if starts else True
    if not _may_be_name(words, sure, single or len(words) > 1):
        return None
    return _capitals(words)


def is_known(words: list[str]) -> bool:
    """Whether the first word, or a part of it when it is a double name, is a known name."""
    first = words[0].lower()
    return any(part in _KNOWN or _NORSE.fullmatch(part) for part in (first, *first.split("-")))


def is_first(word: str) -> bool:
    """A first name that is known, in lower case."""
    return word in _FIRST


def is_last(word: str) -> bool:
    """A surname that is known, in lower case."""
    return word in _LAST


def is_plain_word(word: str, count: int) -> bool:
    """A word of a sentence. "Liv" alone is a name; a particle inside a name is no word."""
    if word in _FIRST or (count > 1 and (word in _PARTICLES or word in _LAST)):
        return False
    return word in _NOT_NAMES


def _has_vowel(text: str) -> bool:
    lower = text.lower()
    return not _VOWELS.isdisjoint(unicodedata.normalize("NFKD", lower) + lower)


def _cut(text: str) -> str:
    """End the name where a sentence goes on, but keep "Ho Thi Lan" and "Thi Ha"."""
    text = _HERE.sub("", text)
    if _FARM_NAME.search(text) or any(word.lower() in _VIETNAMESE for word in text.split()):
        return text
    return _TAIL.sub("", text)


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and (words[0].lower() in _TITLES or _is_article(words)):
        words = words[1:]
    return words


def _is_article(words: list[str]) -> bool:
    """ "Ho Borghild", "ho Nguyen Thi Lan", but not "Ho Thi Lan"."""
    given = _VIETNAMESE & {word.lower() for word in words[1:]}
    family_name_follows = words[1].lower() in _VIETNAMESE - {"thi", "thị"}
    if len(words[0]) <= 1 + words[0].endswith(DOT) and words[0] != words[0].lower():
        return False  # an initial
    return words[0].lower() in _ARTICLES and (not given or family_name_follows)


def _may_be_name(words: list[str], sure: bool, enough: bool) -> bool:
    lower = [word.lower() for word in words]
    if (lower[0] in _PARTICLES and len(words) == 1) or lower[0] in _TITLES:
        return False
    if len(words) > 1 and _is_vietnamese(lower):
        return True
    capitals = all(w[0].isupper() or w.lower() in _PARTICLES for w in words)
    if any(is_plain_word(word, len(words)) for word in _doubtful(words, capitals)):
        return False
    if is_known(lower):
        return sure or capitals or len(words) < 3 or any(is_known([w]) for w in lower[1:])
    ordinary = any(word.endswith(_ENDINGS) for word in (lower[:1] if capitals else lower))
    if not sure and not (enough and capitals and any(w[1:].islower() for w in words)):
        return False
    if ordinary and not (sure and capitals):
        return False
    if not sure and len(words) == 1 and _is_ordinary(lower[0]):
        return False
    return (len(words[-1]) > 1 or lower[-1] == "å") and (len(words) <= 4 or capitals)


def _is_ordinary(word: str) -> bool:
    """A word of the language, a slip of one ("hallloo", "avslut"), or a noun with its article."""
    squeezed = _DOUBLED.sub(r"\1", word)
    return (
        word in _ORDINARY
        or squeezed in _ORDINARY_SOUNDS
        or word.endswith(_NOUN_ENDINGS)
        or len(word) < 3
    )


def _doubtful(words: list[str], capitals: bool) -> list[str]:
    """The words that may belong to a sentence; "Vår Haug", in capitals, is a person."""
    named = capitals and len(words) > 1 and not all(word.isupper() for word in words)
    return [word.lower() for word in words if not (named and word.lower() in _BOTH)]


def _is_vietnamese(lower: list[str]) -> bool:
    middle = lower[0] in _LAST and lower[1] in {"van", "văn", "thi", "thị"}
    return middle or bool(_VIETNAMESE & set(lower))


def _capitals(words: list[str]) -> str:
    shown = []
    vietnamese = len(words) > 1 and _is_vietnamese([word.lower() for word in words])
    for index, word in enumerate(words):
        if index and not vietnamese and (word in _PARTICLES or word.startswith(("al-", "el-"))):
            shown.append(word)
        elif word.islower() or (word.isupper() and len(word) > 1):
            shown.append(re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word))
        else:
            shown.append(word[0].upper() + word[1:])
    return " ".join(shown).replace(DOT, ".")
