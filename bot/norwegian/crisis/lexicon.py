"""The word classes of the pattern file, and the mistyped words that must be one of theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bot.norwegian.nearness import Vocabulary

PATTERN_FILE = Path(__file__).with_name("patterns.json")
# Shorter words have too many neighbours that are words of their own ("slår", "står").
_ONE_MISTAKE_FROM, _TWO_MISTAKES_FROM = 5, 10
_PREFIX = 3
_DOUBLED = re.compile(r"(.)\1+")
_SWAPS_FROM = 4
# A word or a beginning in a sequence, not the name of a class or a context.
_LITERAL = re.compile(r"(?<![@$\w])[^\W\d_]{3,}\*?")
# Endings of the present, the infinitive and plurals, with those of bokmål.
_ENDINGS = (("ar", ("er",)), ("a", ("e", "en")), ("ane", ("ene",)), ("an", ("ene", "er")))


@cache
def pattern_file() -> dict[str, Any]:
    """The reviewed file as it stands: ``classes``, ``forms``, ``typos``, ``contexts``..."""
    content: dict[str, Any] = json.loads(PATTERN_FILE.read_text(encoding="utf-8"))
    return content


class Lexicon:
    """Which classes a word belongs to; ``tablett*`` in the file stands for all that begins so."""

    def __init__(
        self,
        classes: dict[str, str],
        typos: Iterable[str],
        real: Iterable[str] = (),
        stems: Iterable[str] = (),
        literals: Iterable[str] = (),
    ) -> None:
        """``classes``: name -> words; ``typos``: words looked for; ``real``: not their typos.

        ``stems``: beginnings that patterns ask for themselves ("forebygg*"); ``literals``: words.
        """
        self._words: dict[str, set[str]] = {}
        self._prefixes: dict[str, list[tuple[str, str]]] = {}
        for name, words in classes.items():
            for word in words.split():
                if word.endswith("*"):
                    stem = word[:-1]
                    self._prefixes.setdefault(stem[:_PREFIX], []).append((stem, f"@{name}"))
                else:
                    self._words.setdefault(word, set()).add(f"@{name}")
        for stem in stems:
            self._prefixes.setdefault(stem[:_PREFIX], []).append((stem, f"{stem}*"))
        self._real = frozenset(real)
        self._known = frozenset(literals).union(self._words, self._real)
        self._mistyped = Vocabulary(typos, _ONE_MISTAKE_FROM, _TWO_MISTAKES_FROM)
        looked_for = sorted(word for word in self._known if len(word) >= _SWAPS_FROM)
        self._swapped = {form: word for word in looked_for for form in _with_swaps(word)}
        self._single = {_without_doubles(w): w for w in looked_for if len(w) > _SWAPS_FROM}

    def classes_of(self, word: str) -> set[str]:
        """Names with "@" before them."""
        found = set(self._words.get(word, ()))
        for stem, name in self._prefixes.get(word[:_PREFIX], ()):
            if word.startswith(stem):
                found.add(name)
        return found

    def holds(self, word: str) -> bool:
        """Whether any class holds the word, or it is known as a word of its own."""
        return word in self._known or bool(self.classes_of(word))

    def written_forms(self, word: str) -> set[str]:
        """The bokmål forms that a nynorsk or dialect ending may stand for, if they are asked for.

        "Kuttar" and "skadar" in the present, "vakna" and "våkn" in the infinitive, "tablettan".
        """
        if len(word) < _SWAPS_FROM:
            return set()
        forms = {word + "e"}
        for ending, others in _ENDINGS:
            if word.endswith(ending):
                forms.update(word[: -len(ending)] + other for other in others)
        return {form for form in forms if form in self._known or self.classes_of(form)}

    def meant(self, word: str) -> str | None:
        """The word of the list that this one is mistyped from, or None."""
        if len(word) < _SWAPS_FROM:
            return None
        single = _without_doubles(word)
        if single != word and single in self._known:
            return single
        return self._swapped.get(word) or self._single.get(single) or self._mistyped.nearest(word)


@cache
def dialect_forms() -> dict[str, str]:
    """A form said or written somewhere -> the form that classes and sequences hold."""
    forms = pattern_file()["forms"]
    return {other: form for form, others in forms.items() for other in others.split()}


@cache
def lexicon() -> Lexicon:
    """The lexicon of the pattern file."""
    content = pattern_file()
    asked = _words_in_sequences()
    return Lexicon(
        content["classes"],
        content["typos"].split(),
        content["not_typos"].split(),
        sorted(word[:-1] for word in asked if word.endswith("*")),
        sorted(word for word in asked if not word.endswith("*")),
    )


def _words_in_sequences() -> set[str]:
    """The words and beginnings ("forebygg*") that sequences, not classes, ask for."""
    content = pattern_file()
    lines = [line for entry in content["patterns"] for line in entry["match"]]
    lines += [line for entry in content["patterns"] for line in entry.get("unless", ())]
    lines += [line for context in content["contexts"].values() for line in context]
    return {word for line in lines for word in _LITERAL.findall(line.replace("_", " "))}


def _with_swaps(word: str) -> Iterator[str]:
    return (
        word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        for i in range(len(word) - 1)
        if word[i] != word[i + 1]
    )


def _without_doubles(word: str) -> str:
    """ "leevee" is "leve": letters that a heavy thumb wrote twice."""
    return _DOUBLED.sub(r"\1", word)
