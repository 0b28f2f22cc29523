"""Which help lines somebody at the municipality has to check, and why. Pure; the day is passed in.

A wrong number can cost a life, so a check counts for half a year at most, whatever the file says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

from api.content.schemas import Helpline, Helplines

LONGEST_CHECK: Final = timedelta(days=184)
# So early a line is named that somebody has time to check it before it is taken off.
SOON: Final = timedelta(days=30)

State = Literal["expired", "never", "soon", "off", "valid", "always"]
_ORDER: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Check:
    """How a line stands on a day.

    `valid_until`: the last day on which its check counts, None without one. `shown`: whether people
    are shown it that day. States: `off`: switched off, `note` says why; `soon`: expires in a month;
    `always`: an emergency number, which is fixed in the code and needs no check.
    """

    line: Helpline
    state: State
    valid_until: date | None
    shown: bool


def valid_until(line: Helpline) -> date | None:
    """The last day on which the check counts; None when there is none, or it is not whole."""
    if line.checked_on is None or line.checked_by is None or line.valid_until is None:
        return None
    return min(line.valid_until, line.checked_on + LONGEST_CHECK)


def is_checked(line: Helpline, today: date) -> bool:
    """Whether somebody has checked the line, not in the future, and the check still counts."""
    until = valid_until(line)
    return until is not None and line.checked_on is not None and line.checked_on <= today <= until


def is_offered(line: Helpline, today: date, *, demo: bool) -> bool:
    """Whether the line may be shown. Emergency numbers always; in the demo those with a source.

    Elsewhere only lines that the municipality has checked and whose check has not expired.
    """
    if line.always:
        return True
    return line.enabled and (demo or is_checked(line, today))


def checks(lines: Helplines, today: date, *, demo: bool) -> list[Check]:
    """Every line, those that need a person first."""
    found = [
        Check(line, _state(line, today), valid_until(line), is_offered(line, today, demo=demo))
        for line in lines.lines
    ]
    return sorted(found, key=lambda check: _ORDER.index(check.state))


def due(found: Iterable[Check]) -> list[Check]:
    """Those that somebody has to look at now or soon; lines switched off are left out."""
    return [check for check in found if check.state in {"never", "expired", "soon"}]


def _state(line: Helpline, today: date) -> State:
    if line.always:
        return "always"
    if not line.enabled:
        return "off"
    until = valid_until(line)
    if until is None:
        return "never"
    if not is_checked(line, today):
        return "expired"
    return "soon" if until - today <= SOON else "valid"
