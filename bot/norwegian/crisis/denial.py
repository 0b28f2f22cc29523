"""Whether a sign is denied, and only then: "orker ikke" and "vil ikke leve" deny nothing.

A negation before the sign reaches it over words that only carry it on ("ikke slik at jeg har tenkt
på å"); one after it must refer back ("selvmord er det ikke snakk om", "det skal jeg ikke").
"""

from __future__ import annotations

from bot.norwegian.crisis.matching import NEGATION
from bot.norwegian.crisis.words import Text

# Further away a negation belongs to something else.
_REACH = 9


def is_denied(text: Text, start: int, end: int, act: bool) -> bool:
    """Whether the words from ``start`` up to ``end`` are denied.

    ``act``: the sign is something a person does ("kutter meg ikke"); of a body that bleeds and
    "stopper ikke" the negation says the opposite.
    """
    return _denied_before(text, start) or _denied_after(text, end, act)


def _denied_before(text: Text, start: int) -> bool:
    if start >= len(text.atoms):
        return False
    for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if text.sentence[index] != text.sentence[start]:
            return False
        if NEGATION in text.atoms[index]:
            return not _is_inability(text, index)
        if "@bridge" not in text.atoms[index]:
            return False
    return False


def _is_inability(text: Text, negation: int) -> bool:
    """ "Klarer ikke", "vet ikke om", "orker jeg ikke", "why not": a complaint, no denial."""
    for index in range(negation - 1, max(-1, negation - 3), -1):
        if "@inability" in text.atoms[index]:
            return True
        if "@pronoun" not in text.atoms[index]:
            return False
    return False


def _denied_after(text: Text, end: int, act: bool) -> bool:
    """ "... har jeg ikke", "... er det ikke snakk om", "... er ikke aktuelt"."""
    if end >= len(text.atoms) or text.clause[end] != text.clause[end - 1]:
        return False
    if act and NEGATION in text.atoms[end]:
        return True
    if "@turn" not in text.atoms[end]:
        return False
    index = end + 1
    while text.has(index, "@pronoun") and index < end + 3:
        index += 1
    if not text.has(index, NEGATION):
        return False
    return index > end + 1 or any(text.has(index + ahead, "@matter") for ahead in (1, 2))
