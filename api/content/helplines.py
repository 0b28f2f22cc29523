"""Which help lines are shown, in which order, and what is open. Pure: the moment is passed in."""

from collections.abc import Iterable
from datetime import datetime

from api.content.due import is_offered
from api.content.emergency import EMERGENCY_LINES, EMERGENCY_ORDER
from api.content.hours import OSLO
from api.content.schemas import Helpline, Helplines
from api.content.taxonomy import Crisis, Topic


def open_now(line: Helpline, at: datetime) -> bool | None:
    """Whether the line answers at ``at`` (with time zone). None: its hours are not known."""
    if line.always:
        return True
    return line.hours.open_at(at) if line.hours else None


def lines_for(
    lines: Helplines,
    need: Crisis | Topic | None,
    at: datetime,
    *,
    demo: bool,
    child: bool = False,
) -> list[Helpline]:
    """Help lines for a crisis value, a topic, or (None) in general, in the order to show them.

    First the emergency number of the need, then what is open now, then lines with unknown hours,
    then closed ones; inside each group the order of the file. ``child``: the person is, or writes
    about, a child; then the line for children comes second and lines for adults only are left out.
    ``violence`` is both a crisis and a topic: the crisis order holds, since it is the safer one.
    """
    known = {line.slug: line for line in (*EMERGENCY_LINES, *lines.lines)}
    slugs = list(dict.fromkeys(_order(lines, need)))
    if child:
        slugs[1:1] = [slug for slug in lines.children if slug not in slugs[:1]]
        slugs = list(dict.fromkeys(slugs))
    today = at.astimezone(OSLO).date()
    shown = [known[slug] for slug in slugs if slug in known]
    shown = [line for line in shown if is_offered(line, today, demo=demo)]
    if child:
        shown = [line for line in shown if (line.min_age or 0) < 18]
    return shown[:1] + sorted(shown[1:], key=lambda line: _rank(line, at))


def _order(lines: Helplines, need: Crisis | Topic | None) -> Iterable[str]:
    for crisis, fixed in EMERGENCY_ORDER.items():
        if need == crisis:
            # The first number never depends on a file that somebody may have edited by mistake.
            return (fixed[0], *lines.by_crisis.get(crisis, fixed), *fixed)
    chosen = next((slugs for topic, slugs in lines.by_topic.items() if topic == need), None)
    return ("113", *(chosen or lines.general), "116117", "112")


def _rank(line: Helpline, at: datetime) -> int:
    return {True: 0, None: 1, False: 2}[open_now(line, at)]


def all_lines(lines: Helplines, at: datetime, *, demo: bool) -> list[Helpline]:
    """Every line that may be shown: the emergency numbers first, then the order of the file."""
    known = {line.slug: line for line in (*EMERGENCY_LINES, *lines.lines)}
    today = at.astimezone(OSLO).date()
    return [line for line in known.values() if is_offered(line, today, demo=demo)]
