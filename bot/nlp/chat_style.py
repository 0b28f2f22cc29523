"""Makes newspaper sentences look like chat: small letters, no full stops, ae for æ, other names.

Pure functions over the words of `treebank`; every draw comes from the `Random` that is handed in.
A pipeline that has seen capitals alone finds next to no names in lower-cased text, and most
people write to a chat without capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.nlp.names import Names
from bot.nlp.treebank import Sentence, Word

_ENDS = frozenset({".", "!", "?"})
_INSIDE = frozenset({",", '"', "«", "»", "'", "”", "“"})
_OUTSIDE = "O"
# Two ways to write without the Norwegian letters; on phones with a foreign layout the second wins.
_SPELLINGS = (
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"},
    {"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"},
)


@dataclass(frozen=True)
class ChatStyle:
    """How often what is done, as shares of one; a text means one to eight sentences running.

    There is no writing in capitals: it would teach the lemmatizer remainders of names in
    capitals, which then stand in the packed vocabulary.
    """

    lower: float = 0.4  # a whole text in small letters
    lower_first: float = 0.1  # else: a sentence begins small, unless with a name
    no_end: float = 0.3  # full stops and question marks left out (each of them: four fifths)
    no_inside: float = 0.15  # commas and quotation marks left out
    no_letters: float = 0.03  # æ, ø and å written with other letters
    other_name: float = 0.3  # a name exchanged for one of our lists


def restyle(
    text: Sequence[Sentence], style: ChatStyle, names: Names, random: Random
) -> list[Sentence]:
    """The same text in another dress; words keep their tags, a changed name its kind."""
    sentences = [exchange_names(sentence, style.other_name, names, random) for sentence in text]
    if random.random() < style.no_end:
        sentences = [_without_end(sentence, random) for sentence in sentences]
    if random.random() < style.no_inside:
        sentences = [without(sentence, _INSIDE) for sentence in sentences]
    if random.random() < style.lower:
        sentences = [lowered(sentence) for sentence in sentences]
    elif random.random() < style.lower_first:
        sentences = [_begun_small(sentence) for sentence in sentences]
    if random.random() < style.no_letters:
        spelling = random.choice(_SPELLINGS)
        sentences = [_respelled(sentence, spelling) for sentence in sentences]
    return [sentence for sentence in sentences if sentence]


def lowered(sentence: Sentence) -> Sentence:
    """All words and lemmas in small letters."""
    return tuple(
        replace(word, form=word.form.lower(), lemma=word.lemma.lower()) for word in sentence
    )


def without(sentence: Sentence, signs: frozenset[str]) -> Sentence:
    """The sentence without these signs, unless they stand in a name; the space stays."""
    kept: list[Word] = []
    for word in sentence:
        if word.form not in signs or word.name != _OUTSIDE or word.pos != "PUNCT":
            kept.append(word)
        elif kept:
            kept[-1] = replace(kept[-1], space_after=kept[-1].space_after or word.space_after)
    return tuple(kept)


def _without_end(sentence: Sentence, random: Random) -> Sentence:
    last = sentence[-1]
    if last.form not in _ENDS or random.random() > 0.8:
        return sentence
    if len(sentence) == 1:
        return sentence
    return (*sentence[:-2], replace(sentence[-2], space_after=True))


def _begun_small(sentence: Sentence) -> Sentence:
    first = sentence[0]
    if first.pos == "PROPN" or first.name != _OUTSIDE or first.form.isupper():
        return sentence
    return (replace(first, form=first.form.lower(), lemma=first.lemma), *sentence[1:])


def _respelled(sentence: Sentence, spelling: dict[str, str]) -> Sentence:
    """Form and lemma with other letters: what the word is stays for the normaliser to say."""
    table = str.maketrans(spelling)
    return tuple(
        replace(word, form=word.form.translate(table), lemma=word.lemma.translate(table))
        for word in sentence
    )


def exchange_names(sentence: Sentence, share: float, names: Names, random: Random) -> Sentence:
    """The sentence with a share of its names replaced by others of the same kind and length."""
    if share <= 0.0:
        return sentence
    words = list(sentence)
    for start, end, kind in name_spans(sentence):
        span = words[start:end]
        if all(word.pos == "PROPN" for word in span) and random.random() < share:
            drawn = names.draw(kind, len(span), random)
            if drawn is not None:
                words[start:end] = _renamed(span, drawn)
    return tuple(words)


def _renamed(span: Sequence[Word], drawn: Sequence[str]) -> list[Word]:
    """The span's words with other forms; a genitive stays one."""
    renamed = [replace(word, form=name, lemma=name) for word, name in zip(span, drawn, strict=True)]
    last = span[-1]
    if "Case=Gen" in last.features:
        ending = "'" if drawn[-1][-1] in "sxzSXZ" else "s"
        renamed[-1] = replace(renamed[-1], form=drawn[-1] + ending)
    return renamed


def name_spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Names as (first place, place after the last, kind)."""
    spans: list[tuple[int, int, str]] = []
    for place, word in enumerate(sentence):
        prefix, _, kind = word.name.partition("-")
        if prefix == "B":
            spans.append((place, place + 1, kind))
        elif prefix == "I" and spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1, spans[-1][2])
    return spans
