from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.norwegian.dates import When, calendar, parse_when
from bot.norwegian.tables import read_lines

NOWS = st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2040-12-31"))
FORMS = [form for line in read_lines("time_words") for form in line.split(":")[1].split()]
PIECES = st.sampled_from([*FORMS, "3.", "1/12", "10-12", "kl 8.30", "31", "49", ",", "?", "14.12."])
PHRASES = st.lists(PIECES, max_size=9).map(" ".join)
WEEKDAYS = ["mandag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"]


def readings(when: When) -> list[When]:
    return [when, *when.alternatives]


@given(st.text(), st.datetimes())
def test_any_text_at_any_time_is_read_without_an_error(text: str, now: datetime) -> None:
    parse_when(text, now)


@given(PHRASES, NOWS)
def test_ranges_are_in_order_and_never_in_the_past(text: str, now: datetime) -> None:
    when = parse_when(text, now)
    if when is None:
        return
    for reading in readings(when):
        today = now.date().isoformat()
        assert (reading.date_from or today) >= today
        assert (reading.date_to or today) >= today
        if reading.date_from and reading.date_to:
            assert reading.date_from <= reading.date_to
        if reading.time_from and reading.time_to:
            assert reading.time_from <= reading.time_to
        assert set(reading.not_weekdays) <= set(range(1, 8))


@given(PHRASES, NOWS)
def test_a_question_has_at_least_two_answers(text: str, now: datetime) -> None:
    when = parse_when(text, now)
    if when is not None:
        assert when.ambiguous == (len(when.alternatives) > 1)


@given(st.integers(0, 6), NOWS)
def test_a_weekday_is_within_a_week_and_is_that_weekday(weekday: int, now: datetime) -> None:
    when = parse_when(f"på {WEEKDAYS[weekday]}", now)
    assert when is not None
    assert when.date_from is not None
    found = date.fromisoformat(when.date_from)
    assert found.weekday() == weekday
    assert timedelta(1) <= found - now.date() <= timedelta(7)


@given(st.integers(1, 28), st.integers(1, 12), NOWS)
def test_a_written_date_is_the_next_such_date(day: int, month: int, now: datetime) -> None:
    for text in (f"{day}/{month}", f"den {day}.{month}.", f"kan eg kome {day}/{month}?"):
        when = parse_when(text, now)
        assert when is not None
        assert when.date_from == when.date_to
        found = date.fromisoformat(when.date_from or "")
        assert (found.day, found.month) == (day, month)
        assert 0 <= (found - now.date()).days <= 366


@given(st.integers(8, 20), st.sampled_from([0, 15, 30, 45]), NOWS)
def test_a_clock_time_in_figures_is_that_time(hour: int, minute: int, now: datetime) -> None:
    when = parse_when(f"kl {hour}:{minute:02d}", now)
    assert when is not None
    assert when.time_from == when.time_to == f"{hour:02d}:{minute:02d}"


@given(st.integers(1, 53), NOWS)
def test_a_week_is_a_monday_to_sunday_that_has_not_passed(week: int, now: datetime) -> None:
    when = parse_when(f"veke {week}", now)
    assert when is not None
    end = date.fromisoformat(when.date_to or "")
    assert end.isocalendar()[1:] == (week, 7)
    assert end >= now.date()


@given(st.integers(1900, 2999))
def test_easter_sunday_is_a_sunday_in_its_season(year: int) -> None:
    sunday = calendar.easter(year)
    assert sunday.isoweekday() == 7
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_easter_is_right_in_known_years() -> None:
    known = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16)}
    for year, (month, day) in known.items():
        assert calendar.easter(year) == date(year, month, day)
