"""Whether a message's main claim is denied: «jeg sover ikke», not «redd når jeg ikke sover».

By rule over words and their kinds, as Rasa never runs a parser. Norwegian word order does most of
the work: in a main clause the finite verb comes second and the negation after it; a subordinate
clause begins with a word that says so, and an infinitive with «å».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.text_reader import TextReader

NEGATED = "negated"

# With the dialects' forms: Trøndelag itj, eastern itte, western ikkje, isje, kje.
_NOT = {"ikke", "ikkje", "ikkj", "ikje", "ikk", "itj", "itje", "ittj", "itte", "inte", "innj",
        "isje", "kje"}  # fmt: skip
_NEGATIONS = _NOT | {"aldri", "alder", "ingen", "inga", "ingenting", "inkje", "intet", "hverken",
                     "verken", "korkje", "neppe"}  # fmt: skip
# Before these a negation denies nothing: "ikke sant", "ikke bare ... men også", "ingen årsak".
_NO_DENIAL = {"sant", "bare", "berre", "minst", "verst", "årsak", "problem"}
# Begin a subordinate clause; "om", "som", "da" and others do where their kind says so.
_ALWAYS_BELOW = {"at", "fordi", "hvis", "viss", "dersom", "når", "mens", "medan", "ettersom",
                 "enda", "inntil"}  # fmt: skip
_QUESTION_WORDS = {"hva", "kva", "ka", "hvem", "kven", "hvor", "kor", "kvar", "hvordan", "korleis",
                   "hvorfor", "kvifor", "hvilken"}  # fmt: skip
_ENDS = frozenset({".", "!", "?", "\n", ";"})
_VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True)
class Word:
    """A word in small letters with what the rule needs to know of it."""

    form: str
    pos: str
    finite: bool
    subject: bool  # may stand as the subject after the verb of a question


def is_denied(words: Sequence[Word]) -> bool:
    """True when the main claim is denied.

    The claim is the first sentence with a finite verb, or what follows its «men»; without any
    verb («ikke i dag») it is the whole message.
    """
    sentences = list(_sentences(words))
    for place, sentence in enumerate(sentences):
        if any(word.finite for word in sentence):
            following = sentences[place + 1] if place + 1 < len(sentences) else []
            if following and following[0].form == "men" and any(w.finite for w in following):
                return _sentence_is_denied(following)
            return _sentence_is_denied(sentence)
    return any(_denies(words, place) for place in range(len(words)))


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    current: list[Word] = []
    for word in words:
        current.append(word)
        if word.form.strip(" \t") in _ENDS:
            yield current
            current = []
    if current:
        yield current


def _sentence_is_denied(sentence: list[Word]) -> bool:
    places = [i for i, word in enumerate(sentence) if word.form == "men"]
    for place in reversed(places):  # what comes after "but" is what counts
        if any(word.finite for word in sentence[place:]) and place > 0:
            return _sentence_is_denied(sentence[place + 1 :])
    main = _main_places(sentence)
    if main and main[0] == 0 and _asks_kindly([sentence[place] for place in main]):
        return False
    return any(_denies(sentence, place) for place in main)


def _denies(words: Sequence[Word], place: int) -> bool:
    if words[place].form not in _NEGATIONS:
        return False
    following = words[place + 1].form if place + 1 < len(words) else ""
    before = words[place - 1].form if place else ""
    if before in {"hvorfor", "kvifor"}:  # «hvorfor ikke» agrees
        return False
    return following not in _NO_DENIAL


def _asks_kindly(main: list[Word]) -> bool:
    """«Kan du ikke hjelpe meg» asks; «får ikke sove» lacks its subject and denies."""
    spoken = [word for word in main if word.pos not in {"PUNCT", "INTJ", "CCONJ"}]
    return len(spoken) > 1 and spoken[0].finite and spoken[1].subject


def _main_places(sentence: list[Word]) -> list[int]:
    """Places of the words that belong to the main clause."""
    main: list[int] = []
    below = False  # inside a subordinate clause or an infinitive
    below_has_verb = False
    main_has_verb = False
    for place, word in enumerate(sentence):
        if _begins_below(sentence, place, main_has_verb):
            below, below_has_verb = True, word.form == "å"
        elif below and (word.form == "," or (word.finite and below_has_verb and not main_has_verb)):
            # The clause that came first is over: a comma, or the main clause's own verb.
            below = False
        elif below and word.finite:
            below_has_verb = True
        if not below:
            main.append(place)
            main_has_verb = main_has_verb or word.finite
    return main


def _begins_below(sentence: list[Word], place: int, main_has_verb: bool) -> bool:
    word = sentence[place]
    following = sentence[place + 1].form if place + 1 < len(sentence) else ""
    if word.form in _ALWAYS_BELOW or (word.form == "å" and word.pos == "PART"):
        return True
    if word.pos == "SCONJ":
        return following != "å"  # «for å»: the infinitive begins by itself
    if word.form == "som" and word.pos == "PRON":
        return True
    # «jeg vet ikke hva jeg skal gjøre»: a question word after the verb asks inside the sentence.
    return word.form in _QUESTION_WORDS and main_has_verb


def words_of(doc: Any) -> list[Word]:
    """A spaCy document's words; kinds are empty where its pipeline does not tell them."""
    words = []
    for token in doc:
        finite = token.pos_ in _VERBS and "Fin" in token.morph.get("VerbForm")
        nominative = "Acc" not in token.morph.get("Case") and not token.morph.get("Reflex")
        subject = token.pos_ in {"PRON", "PROPN", "NOUN"} and nominative
        words.append(Word(token.lower_, token.pos_, finite, subject))
    return words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Negation(TextReader):
    """Sets the message property `negated`, True or False, where the pipeline tells verbs."""

    def read(self, message: Message) -> None:
        """Reads the document that spaCy made of the text; without one nothing is set."""
        doc = message.get(SPACY_DOCS[TEXT])
        if doc is not None and doc.has_annotation("POS"):
            message.set(NEGATED, is_denied(words_of(doc)), add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Marks the training lines too, so that a classifier may learn from it."""
        self.process(training_data.training_examples)
        return training_data
