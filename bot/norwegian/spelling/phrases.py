"""What only the neighbouring word can tell."""

from __future__ import annotations

from functools import cache

from bot.norwegian.spelling.words import other_forms
from bot.norwegian.tables import read_words

# After these a verb stands in the infinitive.
_BEFORE_INFINITIVE = frozenset(
    ["å", "kan", "kunne", "vil", "ville", "skal", "skulle", "må", "måtte", "bør", "burde", "tør"]
)
_VOWELS = frozenset("aeiouyæøå")
_LONG_ENOUGH = 4
_STARTS = frozenset(["?", "og", "men", "at", "fordi", "når", "som", "så"])


@cache
def _compounds() -> dict[str, tuple[str, ...]]:
    """First parts with the last parts they are split from."""
    found: dict[str, list[str]] = {}
    for word in read_words("spelling_compounds"):
        first, _, last = word.partition("|")
        found.setdefault(first, []).append(last.replace("|", ""))
    return {first: tuple(lasts) for first, lasts in found.items()}


def join_compounds(words: list[str]) -> list[str]:
    """ "lege vakt" is "legevakt"."""
    joined: list[str] = []
    index = 0
    compounds = _compounds()
    while index < len(words):
        word = words[index]
        lasts = compounds.get(word)
        if lasts and index + 1 < len(words) and words[index + 1].startswith(lasts):
            joined.append(word + words[index + 1])
            index += 2
        else:
            joined.append(word)
            index += 1
    return joined


def settle_in_context(words: list[str]) -> list[str]:
    """Forms that are two words in one: "e" for "jeg" and "er", infinitives without their -e."""
    settled: list[str] = []
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        if word == "e":
            # Sunnmøre and Romsdal say "e" for "jeg", most others for "er"; a sentence begins with
            # the pronoun, and a question with the verb is followed by one.
            pronoun = (not before or before in _STARTS) and not _pronoun_follows(words, index)
            settled.append("jeg" if pronoun else "er")
        elif word == "å" and _subject_follows(words, index):
            settled.append("og")  # "å" is how "og" sounds
        elif before in _BEFORE_INFINITIVE or other_forms().get(before) in _BEFORE_INFINITIVE:
            settled.append(_infinitive(word))
        else:
            settled.append(word)
    return settled


_PRONOUNS = frozenset(["det", "du", "jeg", "han", "hun", "dere", "de", "vi"])


def _following(words: list[str], index: int) -> str:
    word = words[index + 1] if index + 1 < len(words) else ""
    return other_forms().get(word, word)


def _pronoun_follows(words: list[str], index: int) -> bool:
    return _following(words, index) in _PRONOUNS


def _subject_follows(words: list[str], index: int) -> bool:
    return index > 0 and _following(words, index) in _PRONOUNS | {"så", "da", "nå"}


@cache
def _infinitives() -> frozenset[str]:
    """Verbs in -e that the lists know."""
    targets = set(other_forms().values()) | read_words("spelling_vocabulary")
    return frozenset(word for word in targets if word.endswith("e") and " " not in word)


def _infinitive(word: str) -> str:
    """ "Å snakka" (a-infinitive, west) and "å snakk" (apocope, further north) are "snakke"."""
    if len(word) < _LONG_ENOUGH - 1:
        return word
    full = word[:-1] + "e" if word.endswith("a") else word + "e"
    if word[-1] not in _VOWELS and full in _infinitives():
        return full
    if word.endswith("a") and len(word) >= _LONG_ENOUGH and word not in read_words("spelling_keep"):
        return other_forms().get(full, full)
    return word
