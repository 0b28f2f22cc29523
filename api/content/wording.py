"""Phrases made from data: opening hours, and help lines as the API shows them."""

from datetime import datetime, time

from api.content.due import is_checked
from api.content.helplines import open_now
from api.content.hours import OSLO, WEEKDAYS, Hours
from api.content.schemas import Helpline, Vocabulary
from api.content.taxonomy import Language
from api.content.views import HelplineOut


def clock(moment: time | None, lang: Language) -> str:
    """``9``, ``16.15`` (English ``16:15``); None, the end of the day, is ``24``."""
    if moment is None:
        return "24"
    mark = ":" if lang == "en" else "."
    return f"{moment.hour}{mark}{moment.minute:02d}" if moment.minute else str(moment.hour)


def hours_text(hours: Hours | None, vocabulary: Vocabulary, lang: Language) -> str:
    """Opening hours as a phrase, e.g. ``mandag–fredag 9–15, ikke på helligdager``."""
    if hours is None:
        return vocabulary.labels["hours_unknown"].in_(lang)
    if hours.always:
        return vocabulary.labels["hours_always"].in_(lang)
    parts = [
        f"{_days(first, last, vocabulary, lang)} {_times(hours, first, lang)}"
        for first, last in _runs(hours)
    ]
    if hours.holidays == "closed":
        parts.append(vocabulary.labels["hours_not_holidays"].in_(lang))
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _runs(hours: Hours) -> list[tuple[int, int]]:
    """Open weekdays (0 is Monday) with equal hours next to each other, as first and last."""
    runs: list[tuple[int, int]] = []
    for number, day in enumerate(WEEKDAYS):
        times = hours.weekly.get(day, ())
        if not times:
            continue
        if runs and runs[-1][1] == number - 1 and hours.weekly[WEEKDAYS[number - 1]] == times:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _days(first: int, last: int, vocabulary: Vocabulary, lang: Language) -> str:
    names = [day.in_(lang) for day in vocabulary.weekdays]
    return names[first] if first == last else f"{names[first]}–{names[last]}"


def _times(hours: Hours, day: int, lang: Language) -> str:
    between = " and " if lang == "en" else " og "
    return between.join(
        f"{clock(start, lang)}–{clock(end, lang)}"
        for start, end in hours.intervals_on(WEEKDAYS[day])
    )


def helpline_out(
    line: Helpline, vocabulary: Vocabulary | None, at: datetime, lang: Language
) -> HelplineOut:
    """A help line in one language. Without a vocabulary (its file is broken) hours stay empty."""
    notice = None
    if vocabulary and not line.always and not is_checked(line, at.astimezone(OSLO).date()):
        notice = vocabulary.labels["not_checked"].in_(lang)
    return HelplineOut(
        slug=line.slug,
        name=line.name.in_(lang),
        owner=line.owner,
        phone=line.phone or "",
        tel=line.tel or "",
        hours=hours_text(line.hours, vocabulary, lang) if vocabulary else "",
        open_now=open_now(line, at),
        always=line.always,
        free=line.free,
        price=line.price.in_(lang),
        who_for=line.who_for.in_(lang),
        text=line.text.in_(lang),
        source=line.source,
        checked_on=line.checked_on,
        valid_until=line.valid_until,
        notice=notice,
    )
