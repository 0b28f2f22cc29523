"""Whether a sign is denied, and only then: "orker ikke" and "vil ikke leve" deny nothing.

A negation before the sign reaches it over words that only carry it on ("ikke slik at jeg har tenkt
på å"); one after it must refer back ("selvmord er det ikke snakk om", "det skal jeg ikke"). A
negation of something else ends at its comma ("er ikke redd, jeg vil dø") or says what is kept
silent ("har ikke sagt til noen at", "ingen vet at"), never that it is untrue.
"""

from __future__ import annotations

from bot.norwegian.crisis.matching import NEGATION
from bot.norwegian.crisis.words import Text

# Further away a negation belongs to something else.
_REACH = 10
# "Ikke bare slår han", "aldri har jeg hatt så lyst til": more than that, not the opposite.
_MORE_THAN = ("bare", "only", "just", "så", "such")
# "Ikke sagt til noen at", "ikke si det": what is kept silent may be true all the same.
_SAID = ("sagt", "si", "fortalt", "fortelle", "told", "tell")
_LISTENERS = ("til", "det", "dette", "noen", "henne", "ham", "dem", "legen", "anyone", "this")
_TWO_WORDS = (("uten", "at"), ("langt", "fra"))


def is_denied(text: Text, start: int, end: int, act: bool) -> bool:
    """Whether the words from ``start`` up to ``end`` are denied.

    ``act``: the sign is something a person does ("kutter meg ikke"); of a body that bleeds and
    "stopper ikke" the negation says the opposite.
    """
    return _denied_before(text, start) or _denied_after(text, end, act)


def without_negations(text: Text) -> tuple[Text, set[int]]:
    """The words without those that deny, and the clauses that held one.

    A sign that only shows in what is left is denied: "jeg vil ikke ta livet mitt".
    """
    gone = {
        index
        for index in text.places.get(NEGATION, ())
        if not _is_complaint(text, index) and not _any(text, index + 1, _MORE_THAN)
    }
    kept = [index for index in range(len(text.atoms)) if index not in gone]
    left = Text(
        [text.atoms[index] for index in kept],
        [text.sentence[index] for index in kept],
        [text.clause[index] for index in kept],
        text.asked,
    )
    return left, {text.clause[index] for index in gone}


def _denied_before(text: Text, start: int) -> bool:
    if start >= len(text.atoms):
        return False
    joined = _is_joined(text, start)
    for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if text.sentence[index] != text.sentence[start] or _begins_anew(text, index + 1):
            return False
        if _negates(text, index):
            return _reaches(text, index, start)
        if "@bridge" not in text.atoms[index] and not joined:
            return False
    return False


def _negates(text: Text, index: int) -> bool:
    """ "Ikke", and "uten at" and "langt fra", which are two words."""
    if NEGATION in text.atoms[index]:
        return True
    return any(text.has(index, one) and text.has(index + 1, two) for one, two in _TWO_WORDS)


def _is_joined(text: Text, start: int) -> bool:
    """ "Verken tanker om å dø eller om å skade meg": what denies the first denies both."""
    index = start - 1
    while index > 0 and _any(text, index, ("@pronoun", "å", "om", "på", "at", "har")):
        index -= 1
    return index > 0 and _any(text, index, ("eller", "or"))


def _begins_anew(text: Text, index: int) -> bool:
    """A new clause with a subject of its own: ", jeg vil dø", but not ", tanker om å dø"."""
    if text.clause[index] == text.clause[index - 1]:
        return False
    return not text.atoms[index].isdisjoint(("@pronoun", "@rel", "@child"))


def _reaches(text: Text, negation: int, start: int) -> bool:
    """Whether the negation says that the sign is not so."""
    if _is_complaint(text, negation) or _any(text, negation + 1, _MORE_THAN):
        return False
    between = range(negation + 1, start)
    # "Aldri har jeg hatt så lyst".
    if text.has(negation, "aldri") and any(text.has(index, "så") for index in between):
        return False
    silent = any(_any(text, i, _SAID) and _any(text, i + 1, _LISTENERS) for i in between)
    # "Jeg vil ikke at han skal slå meg mer": it happens.
    unwanted = text.has(negation + 1, "at") and _any(text, negation - 1, ("@want", "orker"))
    return not silent and not unwanted


def _is_complaint(text: Text, negation: int) -> bool:
    """ "Klarer ikke", "vet ikke om", "orker jeg ikke", "slutter ikke": no denial."""
    for index in range(negation - 1, max(-1, negation - 3), -1):
        if "@inability" in text.atoms[index]:
            return True
        if "@pronoun" not in text.atoms[index]:
            return False
    return False


def _any(text: Text, index: int, atoms: tuple[str, ...]) -> bool:
    return any(text.has(index, atom) for atom in atoms)


def _denied_after(text: Text, end: int, act: bool) -> bool:
    """ "... har jeg ikke", "... er det ikke snakk om", "... er ikke aktuelt"."""
    if end >= len(text.atoms) or text.clause[end] != text.clause[end - 1]:
        return False
    if act and NEGATION in text.atoms[end]:
        return not _any(text, end + 1, _MORE_THAN)
    if "@turn" not in text.atoms[end]:
        return False
    index = end + 1
    while text.has(index, "@pronoun") and index < end + 3:
        index += 1
    if not text.has(index, NEGATION):
        return False
    return index > end + 1 or any(text.has(index + ahead, "@matter") for ahead in (1, 2))
