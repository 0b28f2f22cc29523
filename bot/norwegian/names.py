"""The name in an answer to "what is your name": "det e ho Borghild her" is Borghild.

A closed set of ways to introduce oneself is taken away; what is left must look like a name and
hold no word that belongs to a sentence. When in doubt the answer is None, and the assistant asks
again: a wrong name is worse than one question more.
"""

from __future__ import annotations

import re
import unicodedata

from bot.norwegian.identifiers import mask_identity_numbers
from bot.norwegian.tables import read_groups, read_words

_MAX_WORDS = 5
# The full stop of "Kari M. Hansen" and "Jens Chr. Hauge", kept as a letter while sentences are cut.
_DOT = "\u02d1"
_ABBREVIATION = re.compile(r"\b([^\W\d_]|chr|joh|fr|aug)\.(?=\s+[^\W\d_]|$)", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:egentlig|eigentleg|altså|berre|bare|jo|då|da|no|nå|vel|då)\s+", re.IGNORECASE
)
_MAX_LENGTH = 400
_FIRST = read_words("first_names")
_LAST = read_words("surnames")
_NOT_NAMES = read_words("not_names")
_KNOWN = _FIRST | _LAST
_WORDS = read_groups("name_words")
_PARTICLES, _TITLES, _ARTICLES = _WORDS["particles"], _WORDS["titles"], _WORDS["articles"]
_VIETNAMESE = _WORDS["vietnamese"]
_ENDINGS = tuple(_WORDS["endings"])


_I = r"(?:jeg|eg|æ|æg|e|i|je|jæ|jei|ej|eig|æi|me|jai|jaj)"
_CALLED = (
    r"(?:heter|heiter|hete|heite|hetter|hette|heitte|heitar|hæite|hæiter|heitte|het|heitr|hter|heetr"
    r"|heitær|haiter|hetar|heitter|kalles|kallast|blir kalt|blir kalla|vert kalla)"
)
_IS = r"(?:er|e|æ|ær|va|var|is)"
_NAME_NOUN = r"(?:fulle?\s+)?(?:namn|navn|namnet|navnet|nam|nav|nan|name|namne|navne|nabn)\b"
# Ways of saying one's own name, the surest first. What follows is the name.
_INTRODUCTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\W){_I}\s+{_CALLED}\s+(?P<name>.+)",
        rf"(?:^|\W){_CALLED}\s+{_I}\s+(?P<name>.+)",
        rf"(?:^|\W)(?:mi(?:tt|n)?|mett)\s+{_NAME_NOUN}\s+(?:{_IS}\s+)?(?P<name>.+)",
        rf"(?:^|\W)(?:my\s+)?{_NAME_NOUN}(?:\s+mitt|\s+mett)?\s*(?::|{_IS}\b|=)\s*(?P<name>.+)",
        rf"^{_NAME_NOUN}\s+(?P<name>.+)",
        rf"^(?P<name>.+?)\s+{_CALLED}\s+{_I}\b",
        rf"^(?P<name>.+?)\s+{_IS}\s+{_NAME_NOUN}(?:\s+mitt)?\b",
        r"(?:^|\W)(?:skrive?|notere?|sette?|kalle)\s+(?:opp\s+|ned\s+|meg\s+)?(?P<name>.+)",
        r"(?:^|\W)(?:kall|kalle|kalla)\s+(?:meg|mæ)\s+(?:for\s+|bare\s+|berre\s+)?(?P<name>.+)",
        rf"(?:^|\W){_CALLED}\s+(?P<name>.+)",
    )
)
# "det er ...", "eg er ...": a name only when the words are known ones or written with capitals.
_MAYBE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\W)(?:det|d|de|dette|detta|dæ|this|it)(?:\s+|'){_IS}\s+(?:bare\s+|berre\s+)?(?P<name>.+)",
        rf"(?:^|\W)(?:{_I}\s+{_IS}|i'm|i am|im)\s+(?P<name>.+)",
    )
)
_HERE = re.compile(r"^(?P<name>.+?)\s+(?:her|hær|here)\b.*", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:ja|jo|jau|nei|hei|hallo|heisann|hei hei|ok|okei|greit|takk|god dag|god kveld|goddag"
    r"|altså|vel|øh|eh|ehm|joda|jada|sorry|beklager|halla|hi|hello|yes|sjølvsagt|selvsagt|unnskyld"
    r"|selvfølgelig|gjerne|morn|å|mvh|hilsen|helsing|vennlig hilsen"
    r"|venleg helsing|berre|bare)\b[\s,.!:;-]*)+",
    re.IGNORECASE,
)
# Where a name ends: "Kari fra Bergen", "Kari, 82 år", "Kari med C", "Kari og Ola".
_TAIL = re.compile(
    r"\s+(?:fra|frå|ifra|i|på|som|og|å|med|men|født|fødd|bor|bur|her|hær|here|heter|heiter|er|e|mvh"
    r"|tlf|telefon|mobil|nummer|mob|nr|and|from|sier|takk|heitte|var|vart|igjen|att|då|da|til|for|ja"
    r"|vil|har|skal|eg|jeg|æ|eller|hei|kaller|kalles|kallast|eigentleg|egentlig)(?=\s|$).*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*(?:[,;\n!()\"«»“”/|]|\.(?=\s|$)|\s[-–—]\s|:\s|\?)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’`][^\W\d_]+)*\.?")
_DIGITS = re.compile(r"\+?[0-9][0-9 .()\-]*")
_CONTACT = re.compile(
    r"\b(?:tlf|telefon(?:en|nummer(?:et)?)?|mobil(?:en|nummer(?:et)?)?|mob|nummer(?:et)?|nr)\b"
    r"(?:\s+(?:mitt|er|e))*[.:]*",
    re.IGNORECASE,
)


def parse_name(text: str) -> str | None:
    """The person's name as it is to be shown, with capitals and without titles, or None."""
    plain = unicodedata.normalize("NFC", text).replace("[fjernet]", " ").strip()
    if not plain or len(plain) > _MAX_LENGTH:
        return None
    plain = mask_identity_numbers(plain)[0].replace("[fjernet]", " ")
    plain = _ABBREVIATION.sub(rf"\1{_DOT}", plain)
    clauses = _clauses(plain)
    for patterns, sure in ((_INTRODUCTIONS, True), (_MAYBE, False), ((_HERE,), True)):
        for pattern in patterns:
            for clause in clauses:
                match = pattern.search(clause)
                name = _as_name(match.group("name"), sure) if match else None
                if name:
                    return _fuller(name, clauses)
    return _bare(clauses)


def _fuller(name: str, clauses: list[str]) -> str:
    """ "Namnet er Lund, Marit Lund": the same name said again with more of it."""
    for clause in clauses if " " not in name else ():
        again = _as_name(clause, sure=False)
        if again and name in again.split():
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


def _bare(clauses: list[str]) -> str | None:
    """The answer is nothing but the name."""
    if len(clauses) >= 2:
        reversed_name = _surname_first(clauses[0], clauses[1])
        if reversed_name:
            return reversed_name
    for index, clause in enumerate(clauses):
        name = _as_name(clause, sure=False, alone=True)
        if name and (index == 0 or _known(name.split())):
            return name
        if index == 0 and not name and _is_sentence(clause):
            continue
    return None


def _surname_first(first: str, second: str) -> str | None:
    """ "Hansen, Kari"."""
    one, two = first.lower(), second.lower()
    surname = one in _LAST or one.endswith("sen")
    if surname and one not in _FIRST and two.split()[0] in _FIRST:
        return _as_name(f"{second} {first}", sure=True)
    return None


def _is_sentence(clause: str) -> bool:
    return any(word.lower().rstrip(".") in _NOT_NAMES for word in clause.split())


def _as_name(text: str, sure: bool, alone: bool = False) -> str | None:
    """The text as a name, or None. ``sure``: an introduction stood before it."""
    text = _FILLER.sub("", text)
    cut = _cut(text)
    words = [word.strip(".'’`") for word in _WORD.findall(cut)]
    words = _without_titles([word for word in words if word])
    if not all(c.isalpha() or c in "-'’`" for word in words for c in word):
        return None
    if not 1 <= len(words) <= _MAX_WORDS:
        return None
    if not any(
        c in "aeiouyæøåáäöéèêëíóúüąęěőűāēīūơưạảấầẩẫậắằẳẵặ"
        for c in unicodedata.normalize("NFKD", " ".join(words)).lower() + " ".join(words).lower()
    ):
        return None  # fmt: skip
    whole = len(cut) == len(text) or cut != cut.lower()  # "sliter med søvn" is cut, and no name
    if not _may_be_name(words, sure or (alone and whole)):
        return None
    return _capitals(words)


def _cut(text: str) -> str:
    """End the name where a sentence goes on, but keep "Ho Thi Lan" and "Thi Ha"."""
    text = _HERE.sub(r"\g<name>", text)
    if any(word.lower() in _VIETNAMESE for word in text.split()):
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
    if len(words[0]) <= 1 + words[0].endswith(_DOT) and words[0] != words[0].lower():
        return False  # an initial
    return words[0].lower() in _ARTICLES and (not given or family_name_follows)


def _may_be_name(words: list[str], trusted: bool) -> bool:
    lower = [word.lower() for word in words]
    if (lower[0] in _PARTICLES and len(words) == 1) or lower[0] in _TITLES:
        return False
    if len(words) > 1 and _is_vietnamese(lower):
        return True
    if any(_is_plain_word(word, len(words)) for word in lower):
        return False
    if _known(lower):
        return True
    capitals = all(w[0].isupper() or w.lower() in _PARTICLES for w in words)
    if not trusted and not (capitals and any(w[1:].islower() for w in words)):
        return False
    if not capitals and any(word.endswith(_ENDINGS) for word in lower):
        return False
    return len(words[-1]) > 1 and (len(words) <= 4 or capitals)


def _is_vietnamese(lower: list[str]) -> bool:
    middle = lower[0] in _LAST and lower[1] in {"van", "văn", "thi", "thị"}
    return middle or bool(_VIETNAMESE & set(lower))


def _is_plain_word(word: str, count: int) -> bool:
    """A word of a sentence. "Liv" alone is a name; a particle inside a name is no word."""
    if word in _FIRST or (count > 1 and (word in _PARTICLES or word in _LAST)):
        return False
    return word in _NOT_NAMES


def _known(words: list[str]) -> bool:
    parts = {part for word in words for part in [word.lower(), *word.lower().split("-")]}
    return bool(parts & _KNOWN)


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
    return " ".join(shown).replace(_DOT, ".")
