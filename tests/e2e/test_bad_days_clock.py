"""The clock is wrong, is set, or jumps while somebody is in danger: numbers all the same.

The processes are the real ones; a small library stands between them and the kernel's wall clock.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.e2e.danger import ALWAYS, all_numbers_in_time, numbers_in_time
from tests.e2e.lone_api import logged
from tests.e2e.product import Person, Product, running
from tests.e2e.wall_clock import COMPILER, WallClock

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(COMPILER is None, reason="the clock of the tests needs a C compiler"),
]
VIOLENCE = ("mannen min slår meg nå", "112")
# A line that is open on working days from 9 to 15, and closed on holidays.
OFFICE = "vern-for-eldre"

# A moment, and whether an office is open then.
MOMENTS = {
    "an ordinary Tuesday": ("2026-11-24T10:00:00+01:00", True),
    "just before it closes": ("2026-11-24T14:59:30+01:00", True),
    "just after it closed": ("2026-11-24T15:00:01+01:00", False),
    "Christmas Eve, a Thursday": ("2026-12-24T10:00:00+01:00", False),
    "Maundy Thursday": ("2027-03-25T10:00:00+01:00", False),
    "the second before summer time": ("2027-03-28T01:59:59+01:00", False),
    "the first Monday of summer time": ("2027-03-29T09:30:00+02:00", False),
    "the first working day of summer time": ("2027-03-30T09:30:00+02:00", True),
    "the seventeenth of May, a Monday": ("2027-05-17T10:00:00+02:00", False),
    "the hour that comes twice": ("2027-10-31T02:30:00+01:00", False),
    "a leap day": ("2028-02-29T10:00:00+01:00", True),
    "a battery that is empty": ("1970-01-01T00:00:10+00:00", False),
    "after the seconds of 32 bits": ("2038-01-20T10:00:00+01:00", True),
    "a century ahead, a Sunday": ("2126-11-24T10:00:00+01:00", False),
}


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> WallClock:
    return WallClock.made_in(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def product(clock: WallClock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("elsewhen")
    with running(folder, **clock.environment) as started:
        yield started


@pytest.fixture(autouse=True)
def right_time(clock: WallClock) -> Iterator[None]:
    """Each test begins on a Tuesday at ten, and ends there."""
    clock.set_to(datetime.fromisoformat("2026-11-24T10:00:00+01:00"))
    yield
    clock.set_to(datetime.fromisoformat("2026-11-24T10:00:00+01:00"))


def open_lines(person: Person) -> dict[str, bool | None]:
    return {line["slug"]: line["open_now"] for line in person.data("crisis")["helplines"]}


def with_a_held_time(product: Product) -> Person:
    person = product.person()
    person.writes("jeg vil bestille time hos frisklivssentralen")
    person.presses("slot_id")
    return person


def books_after_all(person: Person) -> None:
    """The form that was laid aside goes on, and ends in the truth: booked, or other times."""
    person.presses("resume")
    person.writes("Åse")
    person.writes("412 34 567")
    person.presses("affirm")
    assert {"booking", "slots"} & set(person.kinds()), person.said()


@pytest.mark.parametrize("when", MOMENTS)
def test_whatever_the_clock_says_numbers_come_and_no_closed_line_is_called_open(
    product: Product, clock: WallClock, when: str
) -> None:
    moment, is_open = MOMENTS[when]
    clock.set_to(datetime.fromisoformat(moment))
    person = product.person()
    numbers_in_time(person, *VIOLENCE)
    lines = open_lines(person)
    assert lines[OFFICE] is is_open
    assert lines["112"] is lines["113"] is lines["116117"] is True
    # What is open stands before what is closed.
    assert list(lines.values()) == sorted(lines.values(), reverse=True)
    all_numbers_in_time(product.person(entry="relative"))
    assert "unhandled" not in logged(product)


@pytest.mark.parametrize(
    "jump",
    [timedelta(hours=-1), timedelta(days=-40), timedelta(hours=2), timedelta(hours=20)],
    ids=["back an hour", "back forty days", "two hours ahead", "a day ahead"],
)
def test_a_clock_that_jumps_between_hold_and_answer_keeps_no_numbers_back(
    product: Product, clock: WallClock, jump: timedelta
) -> None:
    person = with_a_held_time(product)
    clock.turn(jump)
    numbers_in_time(person)
    books_after_all(person)
    all_numbers_in_time(person)
    assert "unhandled" not in logged(product)


def test_a_clock_set_weeks_ahead_erases_the_conversation_but_gives_numbers(
    product: Product, clock: WallClock
) -> None:
    person = product.person()
    numbers_in_time(person)
    clock.turn(timedelta(days=21))
    numbers_in_time(person)
    clock.turn(timedelta(days=21))
    # Begins anew, and with that its round of erasures.
    product.kill("api.worker")
    body = {"client_id": "a", "text": "jeg vil ta livet mitt"}
    path = f"/api/conversations/{person.id}"
    began = time.monotonic()
    while product.call("GET", path, token=person.token)[0] != 401:
        assert time.monotonic() - began < 30
        time.sleep(0.2)
    status, answer = product.call("POST", f"{path}/messages", body, person.token)
    assert status == 401
    assert {line["phone"] for line in answer["helplines"]} >= ALWAYS
    # As the page does: what was written is said again in a new conversation.
    numbers_in_time(product.person())
