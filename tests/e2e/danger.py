"""Somebody in danger writes, and the numbers come within three seconds."""

import logging
import time

from tests.e2e.product import Person

log = logging.getLogger(__name__)

LONGEST_SECONDS = 3.0
# What is written, and the number that has to stand first.
DANGERS = (
    ("jeg vil ta livet mitt", "113"),
    ("mannen min slår meg nå", "112"),
    ("mor puster ikke", "113"),
)
ALWAYS = {"113", "112", "116 117"}


def numbers_in_time(person: Person, text: str = DANGERS[0][0], first: str = DANGERS[0][1]) -> None:
    """The crisis reply comes first, with the right number first, within three seconds.

    Written twice when the first answer takes longer, since the machine itself may stall once.
    """
    seconds: list[float] = []
    for _ in range(2):
        began = time.monotonic()
        person.writes(text)
        seconds.append(time.monotonic() - began)
        assert person.kinds()[0] == "crisis", f"{text}: {person.said()}"
        phones = [line["phone"] for line in person.data("crisis")["helplines"]]
        assert phones[0] == first, f"{text}: {phones}"
        assert "116 117" in phones
        assert person.messages[0]["text"].strip()
        if seconds[-1] < LONGEST_SECONDS:
            log.info("«%s» answered after %.2f s", text, seconds[-1])
            return
    raise AssertionError(f"«{text}» answered after {seconds} seconds")


def all_numbers_in_time(person: Person) -> None:
    """Each of the dangers gets its own number."""
    for text, first in DANGERS:
        numbers_in_time(person, text, first)
