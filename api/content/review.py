"""Reads all texts with a critical eye: what is broken, hard to read, too long, or not checked."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from api.content import due
from api.content.claims import made_in
from api.content.readability import lix, paragraphs, sentences, words
from api.content.schemas import Offering, Translated
from api.content.service import Texts
from api.content.taxonomy import LANGUAGES, Language

MAX_LIX: Final = 40.0
MAX_MEDIAN_LIX: Final = 28.0
MAX_WORDS: Final = 60
MAX_SENTENCES: Final = 3


_DUE: Final[dict[due.State, str]] = {
    "never": "ikke kontrollert",
    "expired": "kontrollen gikk ut {day}",
    "soon": "kontrollen går ut {day}",
}


class Passage(NamedTuple):
    """One text in one language; ``where`` is file and field."""

    where: str
    lang: Language
    text: str


def names(texts: Texts) -> tuple[str, ...]:
    """Names of offerings, which no writer can choose and LIX therefore does not count."""
    return tuple(
        offering.title.in_(lang) for offering in texts.offerings.values() for lang in LANGUAGES
    )


def offering_passages(texts: Texts) -> Iterator[Passage]:
    """Everything that is said about the offerings."""
    for offering in texts.offerings.values():
        for name, text in _offering_texts(offering):
            yield from _passages(f"offerings/{offering.slug}.yml {name}", text)


def page_passages(texts: Texts) -> Iterator[Passage]:
    """Paragraphs of the static pages."""
    for page in texts.pages.values():
        yield from _passages(f"pages/{page.slug}.yml intro", page.intro)
        for number, section in enumerate(page.sections):
            for place, text in enumerate(section.paragraphs):
                yield from _passages(f"pages/{page.slug}.yml sections.{number}.{place}", text)


def helpline_passages(texts: Texts) -> Iterator[Passage]:
    """What the help lines say about themselves."""
    for line in texts.helplines.lines:
        yield from _passages(f"helplines.yml {line.slug}.text", line.text)


def response_passages(texts: Texts) -> Iterator[Passage]:
    """The assistant's own sentences, with their variants and simpler versions."""
    for name, response in texts.responses.items():
        yield from _passages(name, response)
        if response.simple:
            yield from _passages(f"{name} simple", response.simple)
        for variant, words_of in response.variants.items():
            yield from _passages(f"{name} {variant}", words_of)


def long_paragraphs(passage: Passage) -> Iterator[str]:
    """Paragraphs that are too much for one bubble, as sentences for the one who writes."""
    for paragraph in paragraphs(passage.text):
        count, parts = len(words(paragraph)), len(sentences(paragraph))
        if count > MAX_WORDS or parts > MAX_SENTENCES:
            size = f"{count} ord og {parts} setninger i ett avsnitt"
            yield f"{passage.where} ({passage.lang}): {size}"


def hard(passage: Passage, known: tuple[str, ...]) -> str | None:
    """A sentence about a text that is hard to read, or None."""
    value = lix(passage.text, known)
    return f"{passage.where} ({passage.lang}): LIX {value:.0f}" if value > MAX_LIX else None


def due_helplines(texts: Texts, today: date) -> list[str]:
    """Lines that have never been checked, or whose check has expired or soon will, with the day."""
    waiting = due.due(due.checks(texts.helplines, today, demo=texts.demo))
    return [
        f"{one.line.slug}: {_DUE[one.state].format(day=one.valid_until)}"
        f" ({one.line.phone}, {one.line.source.key if one.line.source else 'uten kilde'})"
        for one in waiting
    ]


def forbidden(texts: Texts) -> list[str]:
    """Claims that no text may make (docs/intended-purpose.md), with the reason."""
    found = [
        f"{passage.where} ({passage.lang}): «{sentence}» {claim.why}"
        for passage in _all_passages(texts)
        for claim, sentence in made_in(passage.text)
    ]
    return list(dict.fromkeys(found))


def _all_passages(texts: Texts) -> Iterator[Passage]:
    return chain(
        offering_passages(texts),
        page_passages(texts),
        helpline_passages(texts),
        response_passages(texts),
    )


def remarks(texts: Texts) -> list[str]:
    """Everything about reading ease that the one who writes should look at."""
    known = names(texts)
    found: list[str] = []
    for passage in _all_passages(texts):
        found.extend(long_paragraphs(passage))
        found.extend(filter(None, [hard(passage, known)]))
    return list(dict.fromkeys(found))


def _offering_texts(offering: Offering) -> Iterator[tuple[str, Translated]]:
    yield "short", offering.short
    yield "description", offering.description
    yield "simple", offering.simple
    yield "who_for", offering.who_for
    yield "content", offering.content
    for aspect, text in offering.aspects.items():
        yield f"aspects.{aspect}", text


def _passages(where: str, text: Translated) -> Iterator[Passage]:
    for lang in LANGUAGES:
        yield Passage(where, lang, text.in_(lang))
