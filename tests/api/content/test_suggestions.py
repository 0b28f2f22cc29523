"""Suggestions: what fits what the person wrote, with the reason, the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.content.service import Texts, load_texts
from api.content.taxonomy import TOPICS

TEXTS = load_texts()


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(strict=True)


def test_sleep_and_alcohol_leads_to_prompt_help_with_both_as_reason(texts: Texts) -> None:
    best, second, *_ = texts.suggest(["sleep", "alcohol"], "self")
    assert best == ("rask-psykisk-helsehjelp", ("sleep", "alcohol"))
    assert second == ("rus-og-psykisk-helse", ("alcohol",))


def test_a_relative_worried_about_pills_gets_her_own_offer_first(texts: Texts) -> None:
    found = texts.suggest(["medication"], "relative")
    assert found[0] == ("parorendestotte", ("medication",))
    assert found[1][0] == "rus-og-psykisk-helse"


def test_support_for_relatives_is_not_pushed_on_the_person_herself(texts: Texts) -> None:
    for topic in ("sleep", "alcohol", "memory"):
        assert "parorendestotte" not in [slug for slug, _ in texts.suggest([topic], "self")]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_leads_somewhere_that_can_be_reached_without_applying(
    texts: Texts, topic: str
) -> None:
    for about in ("self", "relative", None):
        found = texts.suggest([topic], about)  # type: ignore[list-item,arg-type]
        assert any(texts.offering(slug).access != "application" for slug, _ in found), about


def test_no_topic_gives_no_suggestion(texts: Texts) -> None:
    assert texts.suggest([], "self") == []


@given(
    topics=st.lists(st.sampled_from(TOPICS), max_size=5),
    about=st.sampled_from(["self", "relative", None]),
)
def test_reasons_are_always_topics_that_the_person_named(topics: list, about: str | None) -> None:
    found = TEXTS.suggest(topics, about)  # type: ignore[arg-type]
    assert len({slug for slug, _ in found}) == len(found)
    for slug, reasons in found:
        assert reasons
        assert set(reasons) <= set(topics)
        assert slug in TEXTS.offerings
    assert found == TEXTS.suggest(topics, about)  # type: ignore[arg-type]
