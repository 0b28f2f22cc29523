"""Arithmetic on days: weeks, months, the next such date. Pure; weekdays are ISO, 1 to 7."""

from __future__ import annotations

from datetime import date, timedelta

Span = tuple[date, date]
_LAST_YEAR = 9000  # a clock that is set to nonsense must not make the arithmetic fail


def usable(today: date) -> bool:
    """Whether there is room for arithmetic around this day."""
    return 1900 < today.year < _LAST_YEAR


def add_days(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days=days)


def first_after(weekday: int, day: date) -> date:
    """The first such weekday after the day, never the day itself."""
    return add_days(day, (weekday - day.isoweekday() - 1) % 7 + 1)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return add_days(day, 1 - day.isoweekday())


def week_at(day: date, weeks: int = 0) -> Span:
    """Monday to Sunday of the day's week, or so many weeks later."""
    monday = add_days(monday_of(day), 7 * weeks)
    return monday, add_days(monday, 6)


def week_numbered(number: int, today: date) -> Span | None:
    """The next ISO week of that number that has not passed, or None for no such week."""
    year = today.isocalendar()[0]
    for candidate in range(year, year + 8 if number == 53 else year + 2):
        try:
            monday = date.fromisocalendar(candidate, number, 1)
        except ValueError:
            continue
        if add_days(monday, 6) >= today:
            return monday, add_days(monday, 6)
    return None


def weekend_at(day: date, weeks: int = 0) -> Span:
    """Saturday and Sunday of the day's week, or so many weeks later."""
    monday = add_days(monday_of(day), 7 * weeks)
    return add_days(monday, 5), add_days(monday, 6)


def month_span(year: int, month: int) -> Span:
    """First and last day; months beyond 12 run into the next years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), add_days(following, -1)


def next_month_named(month: int, today: date) -> Span:
    """The whole calendar month, this year's unless it has passed."""
    return month_span(today.year + (month < today.month), month)


def next_date(day: int, month: int, today: date) -> date | None:
    """The next such date that has not passed; 29 February may be years away."""
    for year in range(today.year, today.year + 9):
        found = make_date(year, month, day)
        if found and found >= today:
            return found
    return None


def next_day_of_month(day: int, today: date) -> date | None:
    """The next day of that number that has not passed."""
    for ahead in range(3):
        first, _ = month_span(today.year, today.month + ahead)
        found = make_date(first.year, first.month, day)
        if found and found >= today:
            return found
    return None


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nth_weekday(nth: int, weekday: int, span: Span) -> date | None:
    """The nth such weekday of a month; 0 is the last one."""
    days = [add_days(span[0], n) for n in range((span[1] - span[0]).days + 1)]
    days = [day for day in days if day.isoweekday() == weekday]
    if nth > len(days):
        return None
    return days[nth - 1]


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Gauss's rule in Meeus's form)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
