"""What the texts say: easy to read, true to their sources, honest about what is not known."""

import re
from itertools import chain
from statistics import median

import pytest

from api.content.readability import lix, paragraphs, sentences, words
from api.content.review import (
    MAX_LIX,
    MAX_MEDIAN_LIX,
    Passage,
    hard,
    helpline_passages,
    long_paragraphs,
    names,
    offering_passages,
    page_passages,
    remarks,
)
from api.content.service import Texts, load_texts
from api.content.taxonomy import LANGUAGES

CONFESSES = {
    "nb": r"\b(ikke|spør)\b",
    "nn": r"\b(ikkje|spør)\b",
    "en": r"\b(no|not|ask)\b",
}


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(strict=True)


def test_lix_is_words_per_sentence_plus_share_of_long_words() -> None:
    # 10 words, 2 sentences, 2 long words (snakker, kommunen): 10/2 + 100*2/10
    assert lix("Du kan ringe nå. De som snakker, er i kommunen.") == pytest.approx(25.0)
    assert lix("") == 0.0


def test_names_of_offerings_and_gaps_count_as_short_words() -> None:
    bare = lix("Det er x her nå.")
    assert lix("Det er frisklivssentralen her nå.", ["Frisklivssentral"]) == bare
    assert lix("Det er {offering_description} her nå.") == bare


def test_times_and_abbreviations_end_no_sentence() -> None:
    assert len(sentences("Det er åpent til 16.15 kl. ni. Kom gjerne.")) == 2
    assert words("Ring 113 nå") == ["Ring", "113", "nå"]
    assert len(paragraphs("En.\n\nTo.\n\n\n")) == 2


def test_a_long_or_heavy_text_is_found() -> None:
    heavy = Passage("x", "nb", "Kommunikasjonsavdelingens saksbehandlingsrutiner iverksettes.")
    assert hard(heavy, ()) is not None
    assert list(long_paragraphs(Passage("x", "nb", "ord " * 61)))
    assert list(long_paragraphs(Passage("x", "nb", "En. To. Tre. Fire.")))
    assert not list(long_paragraphs(Passage("x", "nb", "En. To. Tre.\n\nFire.")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_offerings_are_easy_to_read(texts: Texts, lang: str) -> None:
    known = names(texts)
    # A shared text counts once, however many offerings use it.
    distinct = {p.text for p in offering_passages(texts) if p.lang == lang}
    values = [lix(text, known) for text in distinct]
    assert len(values) > 100
    assert median(values) <= MAX_MEDIAN_LIX
    assert max(values) <= MAX_LIX


def test_nothing_is_too_long_for_one_bubble(texts: Texts) -> None:
    passages = chain(offering_passages(texts), page_passages(texts), helpline_passages(texts))
    assert [found for passage in passages for found in long_paragraphs(passage)] == []


def test_pages_and_help_lines_are_easy_to_read(texts: Texts) -> None:
    known = names(texts)
    passages = chain(page_passages(texts), helpline_passages(texts))
    assert [found for passage in passages if (found := hard(passage, known))] == []


def test_the_report_finds_what_a_writer_spoils(texts: Texts) -> None:
    offering = texts.offering("fysioterapi")
    spoilt = offering.short.model_copy(update={"nb": "Spesialisthelsetjenesten " * 61})
    changed = Texts(offerings={"x": offering.model_copy(update={"short": spoilt})})
    assert any("offerings/fysioterapi.yml short (nb): 61 ord" in line for line in remarks(changed))


def test_every_offering_has_a_dated_review_and_a_source(texts: Texts) -> None:
    for offering in texts.offerings.values():
        assert offering.reviewed.isoformat() == "2026-11-21"
        assert offering.reviewed_by == "redaksjonen, demo"
        assert all(source.title for source in offering.sources)


def test_what_is_not_known_is_said(texts: Texts) -> None:
    for offering in texts.offerings.values():
        for aspect in offering.unknown:
            for lang in LANGUAGES:
                text = offering.aspects[aspect].in_(lang)
                assert re.search(CONFESSES[lang], text, re.IGNORECASE), (
                    offering.slug,
                    aspect,
                    text,
                )


def test_no_waiting_time_is_invented(texts: Texts) -> None:
    for offering in texts.offerings.values():
        assert "waiting_time" in offering.unknown
        for lang in LANGUAGES:
            text = offering.aspects["waiting_time"].in_(lang)
            assert not re.search(r"\d|\buke|\bveke|\bweek|\bkort\b|\bshort\b", text), offering.slug


def test_only_prompt_mental_health_care_is_said_to_be_free(texts: Texts) -> None:
    free = {
        slug
        for slug, offering in texts.offerings.items()
        if re.search(r"gratis", offering.aspects["cost"].nb)
    }
    assert free == {"rask-psykisk-helsehjelp"}


def test_what_needs_an_application_or_referral_is_never_said_to_be_free_of_it(
    texts: Texts,
) -> None:
    for slug, offering in texts.offerings.items():
        text = offering.aspects["referral"].nb
        if offering.access == "application":
            assert text.startswith("Du må søke"), slug
        if slug == "larings-og-mestringstilbud":
            assert "Ofte må legen din henvise deg" in text
        if text.startswith("Nei"):
            assert offering.access != "application", slug


def test_prompt_mental_health_care_is_told_as_the_sources_have_it(texts: Texts) -> None:
    offering = texts.offering("rask-psykisk-helsehjelp")
    assert "over 16 år" in offering.who_for.nb
    assert "avhengig" not in offering.description.nb + offering.who_for.nb
    assert "minst én i teamet er psykolog" in offering.content.nb


@pytest.mark.parametrize(
    "forbidden",
    [
        r"\bgaranti",
        r"\bblir frisk\b|\bget well\b|\brecover",
        r"\bkurer|\bcure",
        r"\balkoholiker|\bmisbruk|\bnarkoman|\babuser\b",
        r"\bdiagnosen din\b",
        r"\bdu bør slutte\b",
        r"!",
    ],
)
def test_no_text_promises_diagnoses_or_scolds(texts: Texts, forbidden: str) -> None:
    for passage in chain(offering_passages(texts), page_passages(texts), helpline_passages(texts)):
        assert not re.search(forbidden, passage.text, re.IGNORECASE), passage


def test_the_demo_municipality_says_that_it_is_invented(texts: Texts) -> None:
    assert texts.municipality.demo
    assert "finnes ikke" in (texts.notice("nb") or "")
    assert texts.municipality.tel == "0" * 8
    for offering in texts.offerings.values():
        place = offering.aspects["location"].nb
        if "Eksempelveien" in place:
            assert "diktet opp" in place, offering.slug


def test_privacy_says_how_long_everything_is_kept(texts: Texts) -> None:
    page = texts.page("personvern")
    for lang in LANGUAGES:
        said = " ".join(p.in_(lang) for section in page.sections for p in section.paragraphs)
        for fact in ("24", "90", "196", "113"):
            assert fact in said, (lang, fact)
