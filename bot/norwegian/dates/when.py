"""The answer of the grammar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class When:
    """A wish for a time. Dates are ISO, times ``HH:MM``, both ends included; None is "not said".

    ``not_weekdays`` holds ISO weekdays, 1 (Monday) to 7. ``ambiguous``: the person should be asked;
    the fields hold the best reading and ``alternatives`` all of them, best first.
    """

    date_from: str | None = None
    date_to: str | None = None
    time_from: str | None = None
    time_to: str | None = None
    not_weekdays: tuple[int, ...] = ()
    ambiguous: bool = False
    alternatives: tuple[When, ...] = ()
