"""Which of the offered times a message means."""

import pytest

from actions.choosing import by_ordinal, choose

OFFERED = [
    {"id": "a", "start": "2026-11-26T12:00:00+01:00"},
    {"id": "b", "start": "2026-11-26T13:00:00+01:00"},
    {"id": "c", "start": "2026-11-27T09:30:00+01:00"},
]


def when(day=None, clock=None, to=None):
    return {"date_from": day, "date_to": to or day, "time_from": clock, "time_to": clock}


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("den første", "a"),
        ("tar nr 2", "b"),
        ("den siste", "c"),
        ("fysste", "a"),
        ("nummer tre", "c"),
    ],
)
def test_an_ordinal_picks_by_place(text, id_):
    assert by_ordinal(text, OFFERED)["id"] == id_


@pytest.mark.parametrize(
    "text",
    ["første desember", "halv to", "klokka to", "jeg vet ikke helt hvilken av de to som er best"],
)
def test_dates_clock_times_and_doubt_are_no_ordinals(text):
    assert by_ordinal(text, OFFERED) is None


def test_a_clock_time_picks_when_only_one_fits():
    assert choose("klokka 13", when(clock="13:00"), OFFERED)["id"] == "b"


def test_a_day_picks_when_it_has_one_time():
    assert choose("fredag", when("2026-11-27"), OFFERED)["id"] == "c"


def test_a_day_with_two_times_picks_none():
    assert choose("torsdag", when("2026-11-26"), OFFERED) is None


def test_a_wish_outside_what_was_offered_picks_none():
    assert choose("mandag", when("2026-11-30"), OFFERED) is None


TWINS = [
    {"id": "t", "start": "2026-11-26T12:00:00+01:00", "channel": "phone"},
    {"id": "v", "start": "2026-11-26T12:00:00+01:00", "channel": "visit"},
]


def test_two_times_at_the_same_hour_are_told_apart_by_how_one_meets():
    assert choose("klokka 12 på telefon", when(clock="12:00"), [*OFFERED, *TWINS])["id"] == "t"
    assert choose("heller oppmøte", None, TWINS)["id"] == "v"


def test_the_same_hour_asked_for_again_is_taken():
    assert choose("klokka 12", when(clock="12:00"), [*OFFERED, *TWINS]) is None
    assert choose("klokka 12", when(clock="12:00"), TWINS)["id"] == "t"
