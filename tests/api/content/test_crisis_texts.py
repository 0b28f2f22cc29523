"""What people in danger are told: calm, true, the right number, and never alone with a machine."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from api.content.fragments import get_fragments
from api.content.hours import OSLO
from api.content.rendering import Rendered, render, render_crisis
from api.content.scene import Scene
from api.content.service import Texts, load_texts
from api.content.taxonomy import CRISES, LANGUAGES, Language

WEB = Path(__file__).resolve().parents[3] / "api" / "web" / "src" / "texts"
TEXTS = load_texts(strict=True)
PRODUCTION = Texts(**{**TEXTS.__dict__, "production": True})
DAY = datetime(2026, 11, 23, 11, tzinfo=OSLO)
NIGHT = datetime(2026, 11, 22, 3, tzinfo=OSLO)
FIRST = {"violence": "112", "danger_to_others": "112", "child_at_risk": "112"}
READS_ALONG = {
    "nb": "ingen mennesker leser med",
    "nn": "ingen menneske les med",
    "en": "no human being reads along",
}
WITH_YOU = {
    "nb": r"\b(er det|er det en (annen )?voksen).{0,60}\bhos deg",
    "nn": r"\b(er det|er det ein (annan )?vaksen).{0,60}\bhos deg",
    "en": r"\bis there .{0,40}\bwith you",
}
AGAINST_WILL = {"nb": "også om", "nn": "òg om", "en": "even if"}
UNTIL_HELP = {"nb": "til hjelpen kommer", "nn": "til hjelpa kjem", "en": "until help comes"}
# Words that tell somebody who looks over the shoulder what it is about.
TELLING = re.compile(r"\b(vold|vald|mishandl|overgrep|violence|abuse|politianmeld)", re.IGNORECASE)
NUMBERS = re.compile(r"\b\d[\d ]+\d\b")


def scene(
    lang: Language, *, at: datetime = DAY, texts: Texts = TEXTS, young: bool = False
) -> Scene:
    return Scene(texts, get_fragments(), lang, at, young=young)


def told(lang: Language, category: str, *, certain: bool = True, **who: object) -> Rendered:
    return render_crisis(scene(lang), category, certain=certain, **who)  # type: ignore[arg-type]


def every_reply(certain: bool) -> Iterator[tuple[Language, str, str | None, bool, Rendered]]:
    for lang in LANGUAGES:
        for category in CRISES:
            for about in (None, "self", "relative"):
                for young in (False, True):
                    said = told(lang, category, certain=certain, about=about, young=young)
                    yield lang, category, about, young, said


@pytest.mark.parametrize("certain", [True, False])
def test_the_text_names_the_number_that_stands_first_on_the_card(certain: bool) -> None:
    for lang, category, about, young, said in every_reply(certain):
        first = FIRST.get(category, "113")
        assert said.data["helplines"][0]["phone"] == first, category
        numbers = NUMBERS.findall(said.text)
        assert numbers, (lang, category)
        assert numbers[0] == first, (lang, category, about, young, said.text)


@pytest.mark.parametrize("certain", [True, False])
def test_everybody_is_told_that_no_human_reads_along(certain: bool) -> None:
    for lang, category, about, _, said in every_reply(certain):
        assert READS_ALONG[lang] in said.text, (lang, category, about)
        assert "!" not in said.text


def test_everybody_is_asked_whether_somebody_is_there() -> None:
    for lang, category, about, _, said in every_reply(True):
        assert re.search(WITH_YOU[lang], said.text, re.IGNORECASE), (
            lang,
            category,
            about,
            said.text,
        )


def test_a_relative_is_told_to_call_against_the_persons_will_and_to_stay() -> None:
    for lang, category, about, young, said in every_reply(True):
        if about != "relative" or (young and category == "child_at_risk"):
            continue
        assert AGAINST_WILL[lang] in said.text, (lang, category)
        assert UNTIL_HELP[lang] in said.text, (lang, category)
        assert "din skyld" not in said.text


def test_a_relative_is_never_spoken_to_as_the_one_in_danger() -> None:
    for lang, own in (
        ("nb", "livet ditt nå"),
        ("nn", "livet ditt no"),
        ("en", "take your life now"),
    ):
        assert own in told(lang, "suicide", about="self").text  # type: ignore[arg-type]
        for child in (False, True):
            said = told(lang, "suicide", about="relative", child=child)  # type: ignore[arg-type]
            assert own not in said.text


def test_a_parent_and_a_child_both_get_the_line_for_children_each_in_own_words() -> None:
    parent = told("nb", "suicide", about="relative", child=True)
    child = told("nb", "suicide", about="self", child=True, young=True)
    for said in (parent, child):
        assert said.data["helplines"][1]["phone"] == "116 111"
        assert "116 111" in said.text
    assert "voksne kan også ringe" in parent.text
    assert "voksen du er trygg på" in child.text
    assert "voksen du er trygg på" not in parent.text
    assert "116 111" in told("nb", "child_at_risk", child=True).text
    assert "ikke din skyld" in told("nb", "child_at_risk", child=True, young=True).text


def test_poisoning_names_the_poisons_information_right_after_113() -> None:
    for about in ("self", "relative"):
        said = told("nb", "overdose", about=about)
        assert [line["phone"] for line in said.data["helplines"]][:2] == ["113", "22 59 13 00"]
        assert "Giftinformasjonen svarer på spørsmål om forgiftning på 22 59 13 00." in said.text


def test_where_a_line_may_not_be_shown_the_text_does_not_name_it_either() -> None:
    for lang in LANGUAGES:
        for category in CRISES:
            for young in (False, True):
                said = render_crisis(
                    scene(lang, texts=PRODUCTION), category, certain=True, child=True, young=young
                )
                shown = {line["phone"] for line in said.data["helplines"]}
                assert shown <= {"113", "112", "116 117"}
                assert set(NUMBERS.findall(said.text)) <= shown, said.text
                assert "{" not in said.text


def test_where_somebody_may_look_over_the_shoulder_the_words_are_discreet_and_name_the_exit() -> (
    None
):
    for lang in LANGUAGES:
        label = json.loads((WEB / f"{lang}.json").read_text(encoding="utf-8"))["exit"]
        for certain in (True, False):
            for category, about, young in (
                ("violence", "self", False),
                ("violence", "relative", False),
                ("child_at_risk", "self", True),
            ):
                said = told(lang, category, certain=certain, about=about, young=young)
                assert label in said.text, (lang, category, certain)
                assert not TELLING.search(said.text), said.text


def test_what_was_just_said_is_said_again_in_short_but_never_where_113_is_all() -> None:
    for lang in LANGUAGES:
        for category in ("suicide", "violence", "psychosis", "self_harm", "child_at_risk"):
            full, short = told(lang, category), told(lang, category, again=True)
            assert len(short.text) < len(full.text) / 1.5
            assert FIRST.get(category, "113") in short.text
            assert short.data == full.data
        for category in ("overdose", "medical_emergency"):
            assert told(lang, category, again=True).text == told(lang, category).text


def test_inside_duty_hours_a_call_is_offered_outside_them_it_is_said_that_nobody_reads() -> None:
    for lang, nobody in (
        ("nb", "Ingen i kommunen leser dette nå"),
        ("nn", "Ingen i kommunen les dette no"),
        ("en", "Nobody in the municipality reads this now"),
    ):
        day = render(scene(lang), "utter_crisis_contact", {"category": "suicide"})  # type: ignore[arg-type]
        night = render(scene(lang, at=NIGHT), "utter_crisis_contact", {"category": "suicide"})  # type: ignore[arg-type]
        assert nobody not in day.text
        assert night.text.startswith(nobody)
        assert TEXTS.municipality.duty_text.in_(lang) in night.text  # type: ignore[arg-type]
        assert [choice.payload for choice in night.choices] == ["request_callback"]


def test_duty_follows_holidays_and_is_not_assumed_when_it_is_not_known() -> None:
    assert scene("nb").on_duty
    assert not scene("nb", at=datetime(2026, 12, 25, 11, tzinfo=OSLO)).on_duty
    assert not scene("nb", texts=Texts()).on_duty


def test_the_next_duty_is_found_over_a_holiday_and_through_a_change_of_the_clock() -> None:
    duty = TEXTS.municipality.duty_hours
    assert duty.next_opening(DAY) == DAY
    # Wednesday before Christmas, after hours: Christmas Eve to Sunday are closed.
    found = duty.next_opening(datetime(2026, 12, 23, 16, tzinfo=OSLO))
    assert found == datetime(2026, 12, 28, 9, tzinfo=OSLO)
    friday = datetime(2027, 3, 12, 22, tzinfo=OSLO)
    assert duty.next_opening(friday) == datetime(2027, 3, 15, 9, tzinfo=OSLO)
    assert str(duty.next_opening(datetime(2026, 10, 24, 12, tzinfo=OSLO))).endswith(
        "09:00:00+01:00"
    )


def test_a_child_is_asked_for_a_grown_up_when_nobody_is_there() -> None:
    said = render(scene("nb", young=True), "utter_company_no", {"category": "suicide"})
    assert "en voksen du er trygg på" in said.text
    grown = render(scene("nb"), "utter_company_no", {"category": "violence", "about": "self"})
    assert "112" in grown.text
