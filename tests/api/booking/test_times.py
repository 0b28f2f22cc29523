"""Arithmetic on times, references and cleaning; no database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.booking import cleaning, times
from api.booking.errors import EmailInvalid, NameInvalid, PhoneInvalid
from api.booking.references import ALPHABET, new_reference, read_reference
from api.booking.times import Wish, cells, choose, closest
from api.settings import OSLO
from api.setup import plan


@dataclass(frozen=True)
class Free:
    start: datetime


def free(*moments: str) -> list[Free]:
    return [Free(datetime.fromisoformat(moment).replace(tzinfo=OSLO)) for moment in moments]


THURSDAY = date(2026, 11, 26)


def test_an_afternoon_begins_at_twelve_and_ends_before_five() -> None:
    slots = free("2026-11-26T11:45", "2026-11-26T12:00", "2026-11-26T16:45", "2026-11-26T17:00")
    wish = Wish(THURSDAY, THURSDAY, time(12), time(17))
    assert choose(slots, wish, 4) == ("exact", slots[1:3])


def test_a_point_in_time_is_that_time_only() -> None:
    slots = free("2026-11-26T12:00", "2026-11-26T13:00")
    assert choose(slots, Wish(time_from=time(13), time_to=time(13)), 4) == ("exact", slots[1:])


def test_near_is_the_same_day_first_and_later_days_at_the_same_time() -> None:
    slots = free("2026-11-25T13:00", "2026-11-26T09:00", "2026-11-26T11:00", "2026-11-27T09:00",
                 "2026-11-27T13:00")  # fmt: skip
    wish = Wish(THURSDAY, THURSDAY, time(12), time(17))
    match, chosen = choose(slots, wish, 2)
    assert match == "near"
    assert chosen == [slots[2], slots[4]]


def test_a_day_that_is_ruled_out_is_never_shown() -> None:
    slots = free("2026-11-26T09:00", "2026-11-27T09:00")
    assert choose(slots, Wish(not_weekdays=frozenset({4})), 4) == ("exact", slots[1:])
    wish = Wish(THURSDAY, THURSDAY, not_weekdays=frozenset({4, 5}))
    assert choose(slots, wish, 4) == ("none", [])


def test_several_days_are_shown_rather_than_one_morning() -> None:
    slots = free("2026-11-26T09:00", "2026-11-26T10:00", "2026-11-26T11:00", "2026-11-27T09:00")
    assert choose(slots, Wish(), 3)[1] == [slots[0], slots[1], slots[3]]
    assert choose(slots, Wish(), 4)[1] == slots


@given(
    st.lists(st.integers(0, 24 * 60 * 20), max_size=40, unique=True),
    st.integers(1, 8),
    st.integers(0, 15),
    st.integers(0, 23),
)
def test_what_is_chosen_is_free_in_order_and_not_before_the_wish(
    minutes: list[int], limit: int, day: int, hour: int
) -> None:
    base = datetime(2026, 11, 20, tzinfo=UTC)
    slots = sorted((Free(base + timedelta(minutes=m)) for m in minutes), key=lambda s: s.start)
    first = base.date() + timedelta(days=day)
    match, chosen = choose(slots, Wish(first, first + timedelta(days=2), time(hour)), limit)
    assert len(chosen) <= limit
    assert chosen == sorted(set(chosen), key=lambda s: s.start)
    assert set(chosen) <= set(slots)
    assert all(slot.start.astimezone(OSLO).date() >= first for slot in chosen)
    assert (match == "none") == (not chosen)


def test_alternatives_are_the_nearest_on_either_side() -> None:
    slots = free("2026-11-25T09:00", "2026-11-26T08:00", "2026-11-26T10:00", "2026-12-26T10:00")
    assert closest(slots, slots[1].start + timedelta(hours=1), 2) == slots[1:3]


@given(st.integers(0, 10_000), st.integers(1, 300))
def test_cells_cover_the_appointment_and_no_more(offset: int, minutes: int) -> None:
    start = datetime(2026, 3, 28, tzinfo=UTC) + timedelta(minutes=offset)
    end = start + timedelta(minutes=minutes)
    found = cells(start.astimezone(OSLO), end.astimezone(OSLO))
    assert found[0] <= start < found[0] + times.CELL
    assert found[-1] < end <= found[-1] + times.CELL
    assert all(b - a == times.CELL for a, b in pairwise(found))
    assert all(cell.minute % 15 == 0 and cell.tzinfo is UTC for cell in found)


def test_references_have_nothing_that_sounds_or_looks_like_something_else() -> None:
    assert not set("0O1IL5S8BAEUY") & set(ALPHABET)
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    for reference in made:
        assert read_reference(f" {reference.lower().replace('-', ' – ')} ") == reference


@pytest.mark.parametrize("text", ["", "K7M", "K7M-4PXX", "0OI-111", "' OR 1=1", "🙂", "K" * 10_000])
def test_what_is_no_reference_is_none(text: str) -> None:
    assert read_reference(text) is None


@given(st.text(max_size=300))
def test_a_name_is_clean_or_refused(text: str) -> None:
    try:
        name = cleaning.clean_name(text)
    except NameInvalid:
        return
    assert 1 <= len(name) <= 200
    assert name == " ".join(name.split())
    assert "[fjernet]" not in name
    assert any(sign.isalpha() for sign in name)


@given(st.text(max_size=60))
def test_a_phone_number_is_one_or_is_refused(text: str) -> None:
    try:
        number = cleaning.clean_phone(text)
    except PhoneInvalid:
        return
    assert number.startswith("+")
    assert number[1:].isdecimal()


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@b", "@b.no", "a b@c.no", "a@b..no", "a@b.no,c@d.no", "<a@b.no>", "a@b.n",
     "a@b.no\r\nBcc: c@d.no", "x" * 200 + "@b.no"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(EmailInvalid):
        cleaning.clean_email(text)


def test_an_address_is_kept_as_it_was_written() -> None:
    assert cleaning.clean_email(" Kari.Nordmann+x@Kommune.Example\n") == (
        "Kari.Nordmann+x@Kommune.Example"
    )


def test_a_digest_needs_the_key() -> None:
    assert cleaning.digest("a", {"x": 1}) == cleaning.digest("a", {"x": 1})
    assert cleaning.digest("a", {"x": 1}) != cleaning.digest("b", {"x": 1})


@pytest.mark.parametrize(
    ("day", "opened"),
    [
        ((2026, 12, 23), True), ((2026, 12, 24), False), ((2026, 12, 25), False),
        ((2026, 12, 31), False), ((2027, 1, 1), False), ((2027, 3, 25), False),
        ((2027, 5, 17), False), ((2026, 11, 28), False), ((2026, 11, 27), True),
    ],
)  # fmt: skip
def test_the_municipality_keeps_its_holidays(day: tuple[int, int, int], opened: bool) -> None:
    assert plan.is_open(date(*day)) is opened
    assert bool(list(plan.appointments(date(*day), 45))) is opened


@pytest.mark.parametrize("minutes", [30, 45, 60])
@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2026, 6, 25)])
def test_a_day_has_its_times_between_half_past_eight_and_half_past_three(
    day: date, minutes: int
) -> None:
    made = list(plan.appointments(day, minutes))
    assert len(made) >= 4
    assert made[0].start.time() == time(8, 30)
    assert made[-1].end.time() <= time(15, 30)
    assert any(one.start.hour >= 12 for one in made)
    for one, following in pairwise(made):
        assert one.end + plan.PAUSE <= following.start
    assert all(not (time(11, 30) < one.end.time() and one.start.time() < time(12)) for one in made)
