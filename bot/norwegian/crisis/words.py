"""A message as words: each with the forms and classes that patterns may ask for.

A word answers to itself, to its form in moderate bokmål and to every class that holds one of
these. Only single words are looked at, so reading takes time in proportion to the length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.norwegian.crisis.lexicon import dialect_forms, lexicon
from bot.norwegian.spelling.letters import level_letters
from bot.norwegian.spelling.words import other_forms

# A word, or the marks between words. An apostrophe inside a word stays ("don't", "tv'en").
_PIECE = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*|\.{2,}|[^\w\s]|\n[\s\n]*\n|\n")
# A year long enough ago to be a memory.
_YEAR = re.compile(r"19\d\d|20[01]\d|202[0-4]")
# "Drep'n", "ser'a": him and her, as they are said.
_SHORT_PRONOUN = re.compile(r"(?<=\w\w)['’`´]([na])$")
# Words that are level as they stand; most are, and long texts have many.
_LEVEL = re.compile(r"(?!.*(?:aa|ae|oe|(.)\1\1))[a-zæøå]+")
_SENTENCE_ENDS = frozenset(".!?;:")
_JOINS = frozenset(["og", "men", "så", "and", "but", "jeg", "nå"])
# Enough for any real message; what comes after is not read by a person in a hurry either.
_MAX_LENGTH = 40_000
# Longer "words" are pasted strings; no pattern asks for them.
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Text:
    """Words in order; ``atoms[i]`` is all that word i answers to.

    ``sentence[i]`` and ``clause[i]`` count from 0; ``asked`` holds the sentences that end in "?".
    """

    atoms: list[frozenset[str]] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each atom stands, in order."""
        places: dict[str, list[int]] = {}
        for index, atoms in enumerate(self.atoms):
            for atom in atoms:
                places.setdefault(atom, []).append(index)
        return places

    def has(self, index: int, atom: str) -> bool:
        """Whether word ``index`` exists and answers to the atom."""
        return 0 <= index < len(self.atoms) and atom in self.atoms[index]

    def clause_ends_before(self, index: int) -> bool:
        """Whether a clause ends before word ``index``, or the message does."""
        if index >= len(self.atoms):
            return True
        joined = not self.atoms[index].isdisjoint(_JOINS)
        return joined or (index > 0 and self.clause[index] != self.clause[index - 1])

    def span_of_sentence(self, index: int) -> tuple[int, int]:
        """First word and the word after the last one of the sentence that holds a word."""
        start = end = index
        while start > 0 and self.sentence[start - 1] == self.sentence[index]:
            start -= 1
        while end < len(self.atoms) and self.sentence[end] == self.sentence[index]:
            end += 1
        return start, end


def read(text: str) -> Text:
    """The words of any text; never fails."""
    result = Text()
    sentence = clause = 0
    plain = unicodedata.normalize("NFC", text[:_MAX_LENGTH]).lower()
    for match in _PIECE.finditer(plain):
        piece = match.group()
        if piece[0].isalnum():
            for atoms in _atoms_of(_SHORT_PRONOUN.sub(_full_pronoun, piece[:_LONGEST_WORD])):
                result.atoms.append(atoms)
                result.sentence.append(sentence)
                result.clause.append(clause)
        elif piece in _SENTENCE_ENDS or piece.count("\n") > 1:
            if piece == "?":
                result.asked.add(sentence)
            sentence += 1
            clause += 1
        else:
            clause += 1
    return result


def _full_pronoun(match: re.Match[str]) -> str:
    return " han" if match.group(1) == "n" else " hun"


@lru_cache(maxsize=32768)
def _atoms_of(piece: str) -> tuple[frozenset[str], ...]:
    words = [piece] if _LEVEL.fullmatch(piece) else level_letters(piece).split()
    # "Samboer" is levelled to "sambør"; the word as it was written counts too.
    return tuple(_word_atoms(word, {piece} if len(words) == 1 else set()) for word in words)


def _word_atoms(word: str, written: set[str]) -> frozenset[str]:
    known = lexicon()
    forms = {word, *other_forms().get(word, "").split()} | written
    if word in dialect_forms():
        forms.add(dialect_forms()[word])
    forms |= known.written_forms(word)
    if forms == {word} and not known.holds(word):
        right = known.meant(word)
        if right is not None:
            forms = {right, *other_forms().get(right, "").split()}
    if _YEAR.fullmatch(word):
        forms.add("@year")
    return frozenset(forms.union(*(known.classes_of(form) for form in forms)))
