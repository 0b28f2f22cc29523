"""Single words: other forms of a word, regular endings, misspellings of words of the field."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.norwegian.nearness import Vocabulary
from bot.norwegian.spelling.letters import level_letters
from bot.norwegian.tables import read_lines, read_words

_LONGEST = 30
# Regular differences between the written forms, for words that no list knows. Reasons beside them.
_ENDINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[^\W\d_]{3})legare$", "ligere"),  # vanskelegare: -leg is nynorsk for -lig
        (r"(?<=[^\W\d_]{3})leg(e|t|)$", r"lig\1"),  # vanskeleg
        (r"(?<=[^\W\d_]{3})heit(a|en|er|)$", r"het\1"),  # ærlegheit: -heit for -het
        (r"(?<=[^\W\d_]{3})hæit$", "het"),
        (r"(?<=[^\W\d_]{3})semd(a|)$", r"het"),  # einsemd: -semd where bokmål has -het
        (r"(?<=[^\W\d_]{3})(?:ingane|ingan)$", "ingene"),
        (r"(?<=[^\W\d_]{4})ane$", "ene"),  # dagane: plural definite, masculine in nynorsk
        (r"(?<=[^\W\d_]{4})ar$", "er"),  # snakkar, dagar: present tense and plural
        (r"(?<=[^\W\d_]{4})ande$", "ende"),  # pårørande: present participle
        (r"(?<=[^\W\d_]{4})inga$", "ingen"),  # drikkinga: feminine definite
    )
)


@cache
def other_forms() -> dict[str, str]:
    """Each listed form with the form it stands for."""
    forms: dict[str, str] = {}
    for line in read_lines("spelling_words"):
        target, _, others = line.partition(":")
        for other in others.split():
            form = level_letters(other)
            # An apostrophe marks a form that is noted but would be another word without it.
            if form and "'" not in other and form != target:
                forms.setdefault(form, target.strip())
    for target in set(forms.values()):
        forms.pop(target, None)
    return forms


@cache
def _kept() -> frozenset[str]:
    return read_words("spelling_keep") | read_words("spelling_vocabulary")


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary(read_words("spelling_vocabulary"), shortest=6, two_mistakes_from=9)


@cache
def _targets() -> frozenset[str]:
    return frozenset(word for form in other_forms().values() for word in form.split())


# People share most of their words, and looking for a misspelling is the slowest thing done here.
@lru_cache(maxsize=32768)
def level_word(word: str) -> str:
    """The one form of a word; sometimes two words ("idag")."""
    known = other_forms().get(word)
    if known is not None:
        return known
    if len(word) < 4 or len(word) > _LONGEST or word in _kept() or word in _targets():
        return word
    if not word.isalpha():
        return word
    for pattern, replacement in _ENDINGS:
        levelled, changed = pattern.subn(replacement, word)
        if changed:
            return other_forms().get(levelled, levelled)
    return _misspelt(word)


def _misspelt(word: str) -> str:
    single = re.sub(r"([^\W\d_])\1", r"\1", word)  # "sooverr": letters doubled by a heavy thumb
    if single != word and (single in _kept() or single in _targets()):
        return single
    return _vocabulary().nearest(word) or word
