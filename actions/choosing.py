"""Which of the offered times a message means: pure functions."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

Json = dict[str, Any]

ORDINALS = (
    r"\b(første|fyrste|fysste|ein|en|one|first|1|nr\.? ?1|nummer (?:1|en|ein|én))\b",
    r"\b(andre|to|second|2|nr\.? ?2|nummer (?:2|to))\b",
    r"\b(tredje|tre|third|3|nr\.? ?3|nummer (?:3|tre))\b",
    r"\b(fjerde|fire|fourth|4|nr\.? ?4|nummer (?:4|fire))\b",
)
LAST = re.compile(r"\b(siste|last)\b")
# «den første», not «første desember»: an ordinal counts only in a short answer without a month.
SHORT = 6
MONTH = re.compile(
    r"\b(januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b"
)


def by_ordinal(text: str, offered: list[Json]) -> Json | None:
    """«den første», «nr 2», «siste»."""
    lowered = text.lower()
    if len(lowered.split()) > SHORT or MONTH.search(lowered) or not offered:
        return None
    if re.search(r"\b(kl|klokk[ae]n?|halv|kvart)\b", lowered):
        return None
    if LAST.search(lowered):
        return offered[-1]
    for index, pattern in enumerate(ORDINALS):
        if index < len(offered) and re.search(pattern, lowered):
            return offered[index]
    return None


def matching(when: Json, offered: list[Json]) -> list[Json]:
    """Those of the offered slots that lie within the wish."""
    return [slot for slot in offered if _within(slot, when)]


def _within(slot: Json, when: Json) -> bool:
    start = datetime.fromisoformat(slot["start"])
    day, clock = start.date().isoformat(), start.strftime("%H:%M")
    date_from, date_to = when.get("date_from"), when.get("date_to")
    time_from, time_to = when.get("time_from"), when.get("time_to")
    if date_from and day < date_from:
        return False
    if date_to and day > date_to:
        return False
    if start.isoweekday() in (when.get("not_weekdays") or []):
        return False
    if time_from and time_from == time_to:
        return bool(clock == time_from)
    if time_from and clock < time_from:
        return False
    return not (time_to and clock > time_to)


def choose(text: str, when: Json | None, offered: list[Json]) -> Json | None:
    """The one slot that is surely meant, or None."""
    if when:
        hits = matching(when, offered)
        exact = when.get("date_from") and when.get("date_from") == when.get("date_to")
        timed = when.get("time_from") and when.get("time_from") == when.get("time_to")
        # A day alone picks a slot only when it was offered and is the only one that day.
        if len(hits) == 1 and (exact or timed):
            return hits[0]
        return None
    return by_ordinal(text, offered)
