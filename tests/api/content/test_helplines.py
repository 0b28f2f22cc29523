"""Help lines: the right number first, and nothing called open on a guess."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.content.due import is_offered
from api.content.helplines import lines_for, open_now
from api.content.hours import OSLO, Hours, is_holiday
from api.content.schemas import Helpline
from api.content.service import Texts, load_texts
from api.content.taxonomy import CRISES, LANGUAGES, TOPICS
from api.content.wording import hours_text

MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)

# Written down a second time on purpose: a slip in the content file must not pass unseen.
NUMBERS = {
    "113": "113",
    "112": "112",
    "116117": "116117",
    "mental-helse": "116123",
    "kirkens-sos": "22400040",
    "giftinformasjonen": "22591300",
    "vo-linjen": "116006",
    "vern-for-eldre": "80030196",
    "alarmtelefonen": "116111",
    "parorendesenteret": "90904848",
    "parorende-rus": "80040567",
    "leve": "22361700",
    "veiledning-helsenorge": "23327000",
}
FIRST = {
    "suicide": "113",
    "self_harm": "113",
    "overdose": "113",
    "medical_emergency": "113",
    "psychosis": "113",
    "violence": "112",
    "danger_to_others": "112",
    "child_at_risk": "112",
}


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(strict=True)


TEXTS = load_texts()


def line(texts: Texts, slug: str) -> Helpline:
    return next(line for line in texts.helplines.lines if line.slug == slug)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def slugs(texts: Texts, need: str, when: str = "2026-11-23T11:00", **more: bool) -> list[str]:
    return [x.slug for x in texts.helplines_for(need, at(when), "nb", **more)]  # type: ignore[arg-type]


def test_every_number_shown_is_the_one_that_was_looked_up(texts: Texts) -> None:
    shown = texts.all_helplines(at("2026-11-23T11:00"), "nb")
    assert {x.slug: x.tel for x in shown} == NUMBERS
    assert all(x.phone.replace(" ", "") == x.tel for x in shown)


@pytest.mark.parametrize("slug", ["rusinfo", "demenslinjen", "hjelpelinjen", "lpp"])
def test_lines_without_a_written_number_or_with_two_are_off(texts: Texts, slug: str) -> None:
    off = line(texts, slug)
    assert (off.enabled, off.phone, off.tel) == (False, None, None)
    assert off.note


@given(moment=MOMENTS, need=st.sampled_from(CRISES), child=st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_crisis_gets_its_emergency_number_first_and_an_open_line_at_any_time(
    moment: datetime, need: str, child: bool
) -> None:
    shown = TEXTS.helplines_for(need, moment, "nb", child=child)  # type: ignore[arg-type]
    assert shown[0].slug == FIRST[need]
    assert shown[0].open_now is True
    assert any(x.open_now for x in shown[1:])
    assert len({x.slug for x in shown}) == len(shown)


@given(moment=MOMENTS, need=st.sampled_from((None, *TOPICS)))
@settings(max_examples=200, deadline=None)
def test_closed_lines_never_stand_before_open_ones(moment: datetime, need: str | None) -> None:
    shown = TEXTS.helplines_for(need, moment, "nn")  # type: ignore[arg-type]
    ranks = [{True: 0, None: 1, False: 2}[x.open_now] for x in shown]
    assert ranks == sorted(ranks)
    assert {"113", "112", "116117"} <= {x.slug for x in shown}


def test_each_crisis_gets_the_lines_that_belong_to_it(texts: Texts) -> None:
    assert slugs(texts, "overdose")[:2] == ["113", "giftinformasjonen"]
    assert slugs(texts, "violence")[:2] == ["112", "vo-linjen"]
    assert slugs(texts, "child_at_risk")[:2] == ["112", "alarmtelefonen"]
    assert slugs(texts, "suicide") == ["113", "116117", "mental-helse", "kirkens-sos"]
    assert slugs(texts, "psychosis")[:2] == ["113", "116117"]


def test_a_child_gets_the_line_for_children_and_no_line_for_adults(texts: Texts) -> None:
    assert slugs(texts, "suicide", child=True)[:2] == ["113", "alarmtelefonen"]
    violence = slugs(texts, "violence", child=True)
    assert violence[:2] == ["112", "alarmtelefonen"]
    assert not {"vo-linjen", "vern-for-eldre"} & set(violence)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T14:59", True),
        ("2026-11-23T15:00", False),
        ("2026-11-22T12:00", False),  # Sunday
        ("2026-12-24T10:00", False),  # Christmas Eve, a Thursday
        ("2026-12-31T10:00", False),
        ("2027-03-29T10:00", False),  # Easter Monday
        ("2027-05-17T10:00", False),  # also Whit Monday that year
        ("2027-03-30T10:00", True),
    ],
)
def test_weekday_hours_follow_the_norwegian_calendar(
    texts: Texts, when: str, is_open: bool
) -> None:
    assert open_now(line(texts, "vern-for-eldre"), at(when)) is is_open


def test_hours_are_local_time_through_summer_time(texts: Texts) -> None:
    vern = line(texts, "vern-for-eldre")
    assert open_now(vern, datetime(2026, 7, 6, 7, 30, tzinfo=UTC)) is True  # 09:30 in Oslo
    assert open_now(vern, datetime(2026, 11, 23, 7, 30, tzinfo=UTC)) is False  # 08:30 in Oslo


def test_a_moment_without_a_time_zone_is_refused(texts: Texts) -> None:
    with pytest.raises(ValueError, match="time zone"):
        open_now(line(texts, "vern-for-eldre"), datetime(2026, 11, 23, 10))  # noqa: DTZ001


def test_unknown_hours_are_neither_open_nor_closed(texts: Texts) -> None:
    assert open_now(line(texts, "parorendesenteret"), at("2026-11-23T11:00")) is None


def test_round_the_clock_lines_are_open_on_christmas_eve(texts: Texts) -> None:
    assert open_now(line(texts, "mental-helse"), at("2026-12-24T23:59")) is True


def test_outside_the_demo_only_lines_with_a_valid_check_are_offered(texts: Texts) -> None:
    today = date(2026, 11, 21)
    unchecked = line(texts, "mental-helse")
    checked = unchecked.model_copy(
        update={"checked_on": today, "checked_by": "vakt", "valid_until": today + timedelta(30)}
    )
    assert is_offered(unchecked, today, demo=True)
    assert not is_offered(unchecked, today, demo=False)
    assert is_offered(checked, today, demo=False)
    assert is_offered(checked, today + timedelta(30), demo=False)
    assert not is_offered(checked, today + timedelta(31), demo=False)
    assert all(
        is_offered(line(texts, slug), today, demo=False) for slug in ("112", "113", "116117")
    )


def test_outside_the_demo_a_crisis_still_gets_the_emergency_numbers(texts: Texts) -> None:
    shown = lines_for(texts.helplines, "suicide", at("2026-11-23T03:00"), demo=False)
    assert [x.slug for x in shown] == ["113", "116117"]


def test_an_unchecked_line_says_so_in_each_language(texts: Texts) -> None:
    said = {
        lang: texts.helplines_for("suicide", at("2026-11-23T11:00"), lang)[2].notice
        for lang in LANGUAGES
    }
    assert said == {
        "nb": "Ikke kontrollert av kommunen ennå",
        "nn": "Ikkje kontrollert av kommunen enno",
        "en": "Not yet checked by the municipality",
    }


def test_opening_hours_are_told_in_words(texts: Texts) -> None:
    words = texts.vocabulary
    hours = Hours.model_validate_json(
        '{"weekly": {"mon": ["09:00-11:30", "12:00-15:00"], "tue": ["09:00-11:30", "12:00-15:00"],'
        ' "thu": ["16:15-24:00"]}, "holidays": "open"}'
    )
    assert hours_text(hours, words, "nb") == ("Mandag–tirsdag 9–11.30 og 12–15, torsdag 16.15–24")
    assert hours_text(hours, words, "en") == ("Monday–Tuesday 9–11:30 and 12–15, Thursday 16:15–24")
    vern = line(texts, "vern-for-eldre").hours
    assert hours_text(vern, words, "nn") == "Måndag–fredag 9–15, stengt på heilagdagar"
    assert hours_text(None, words, "nb") == "Åpningstiden er ikke kjent her"


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"always": true, "weekly": {"mon": ["09:00-10:00"]}}',
        '{"weekly": {"mon": ["9-10"]}}',
        '{"weekly": {"mon": ["15:00-09:00"]}}',
        '{"weekly": {"mon": ["09:00-24:30"]}}',
        '{"weekly": {"måndag": ["09:00-10:00"]}}',
        '{"always": true, "closed_days": ["24.12"]}',
    ],
)
def test_hours_that_make_no_sense_are_refused(body: str) -> None:
    with pytest.raises(ValueError):
        Hours.model_validate_json(body)


def test_ordinary_sundays_are_no_holidays() -> None:
    assert not is_holiday(date(2026, 11, 22))
    assert is_holiday(date(2027, 5, 17))
