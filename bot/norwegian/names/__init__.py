"""The name in an answer to "what is your name": "det e ho Borghild her" is Borghild.

A closed set of ways to introduce oneself is taken away; what is left must look like a name and
hold no word that belongs to a sentence. When in doubt the answer is None, and the assistant asks
again: a wrong name is worse than one question more.
"""

from __future__ import annotations

import re
import unicodedata

from bot.norwegian.identifiers import mask_identity_numbers
from bot.norwegian.names.introductions import HERE, INTRODUCTIONS, MAYBE
from bot.norwegian.names.labels import labelled
from bot.norwegian.names.shape import DOT, as_name, is_first, is_known, is_last, is_plain_word
from bot.norwegian.names.slips import corrected

__all__ = ["parse_name"]

_MAX_LENGTH = 400
_ABBREVIATION = re.compile(r"\b([^\W\d_]|chr|joh|fr|aug)\.(?=\s+[^\W\d_]|$)", re.IGNORECASE)
_TITLE = re.compile(r"\b(frk|hr|dr|prof|mr|mrs|ms)\.\s+", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:ja|jo|jau|nei|hei|hallo|heisann|hei hei|ok|okei|greit|takk|god dag|god kveld|goddag"
    r"|altså|vel|øh|eh|ehm|joda|jada|sorry|beklager|halla|hi|hello|yes|sjølvsagt|selvsagt|unnskyld"
    r"|selvfølgelig|gjerne|morn|å|mvh|(?:med )?(?:vennlig|venleg|beste|kjærlig|mange)?"
    r" ?(?:hilsen|helsing|hilsner)(?: fra| frå)?|berre|bare)\b[\s,.!:;-]*)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*(?:[,;\n!()\"«»“”/|]|\.(?=\s|$)|\s[-–—]\s|:\s|\?)\s*")
_DIGITS = re.compile(r"\+?[0-9][0-9 .()\-]*")
_CONTACT = re.compile(
    r"\b(?:tlf+|tel|telefon(?:en|nummer(?:et)?)?|mobil+(?:en|n|nummer(?:et)?)?|mob|nummer(?:et|e)?|nr)\b"
    r"(?:\s+(?:mitt|er|e))*[.:]*",
    re.IGNORECASE,
)  # fmt: skip


def parse_name(text: str) -> str | None:
    """The person's name as it is to be shown, with capitals and without titles, or None."""
    plain = unicodedata.normalize("NFC", text).replace("[fjernet]", " ").strip()
    if not plain or len(plain) > _MAX_LENGTH:
        return None
    plain = mask_identity_numbers(plain)[0].replace("[fjernet]", " ")
    plain = _ABBREVIATION.sub(rf"\1{DOT}", _TITLE.sub(r"\1 ", plain))
    plain = corrected(plain)
    name = labelled(plain)
    if name:
        return name
    clauses = _clauses(plain)
    for patterns, sure in ((INTRODUCTIONS, True), (MAYBE, False), ((HERE,), False)):
        for pattern in patterns:
            for clause in clauses:
                match = pattern.search(clause)
                name = as_name(match.group("name"), sure) if match else None
                if name:
                    return _fuller(name, [other for other in clauses if other != clause])
    return _bare(clauses, talks="?" in plain)


def _fuller(name: str, clauses: list[str]) -> str:
    """ "Namnet er Lund, Marit Lund": the same name said again with more of it elsewhere."""
    for clause in clauses if " " not in name else ():
        again = as_name(clause, sure=False)
        if again and name != again and name in again.split():
            return again
    return name


def _clauses(plain: str) -> list[str]:
    """The parts of the answer that are not questions, numbers and "tlf" taken away."""
    without = _DIGITS.sub(" , ", _CONTACT.sub(" , ", plain))
    clauses = []
    position = 0
    for match in [*_CLAUSE.finditer(without), None]:
        end = match.start() if match else len(without)
        asked = match is not None and "?" in match.group()
        clause = _LEAD.sub("", without[position:end].strip()).strip(" .:-–—*_~=+<>")
        if clause and not asked:
            clauses.append(clause)
        position = match.end() if match else end
    return clauses


def _bare(clauses: list[str], talks: bool) -> str | None:
    """The answer is nothing but the name; ``talks`` when it asks something too."""
    if len(clauses) >= 2:
        reversed_name = _surname_first(clauses[0], clauses[1])
        if reversed_name:
            return reversed_name
    talks = talks or any(len(clause.split()) > 2 for clause in clauses[1:])
    for index, clause in enumerate(clauses):
        name = as_name(clause, sure=False, alone=index == 0 and not talks)
        if name and (index == 0 or is_known(name.split())):
            return _fuller(name, clauses[index + 1 :])
    return None


def _surname_first(first: str, second: str) -> str | None:
    """ "Hansen, Kari"."""
    one, given = first.lower(), second.lower().split()
    if not (is_last(one) or one.endswith("sen")) or is_first(one) or is_plain_word(one, 1):
        return None
    if is_first(given[0]) and one not in given:
        return as_name(f"{second} {first}", sure=True)
    return None
