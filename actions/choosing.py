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


CHANNELS = {
    "phone": re.compile(r"\b(telefon\w*|tlf|ringe?|ringje?|oppringt|oppringd)\b"),
    "video": re.compile(r"\bvideo\w*\b"),
    "visit": re.compile(
        r"\b(oppmøte|møte opp|møtes|møtast|fysisk|på kontoret|hos dere|hos dykk)\b"
    ),
    "home": re.compile(r"\b(hjemme|heime|hjem til|heim til|hjemmebesøk|heimebesøk)\b"),
}


def channel_in(text: str) -> str | None:
    """How the person wants to meet, when the message says so."""
    lowered = text.lower()
    return next((name for name, words in CHANNELS.items() if words.search(lowered)), None)


def choose(text: str, when: Json | None, offered: list[Json]) -> Json | None:
    """The one slot that is surely meant, or None."""
    channel = channel_in(text)
    hits = matching(when, offered) if when else list(offered)
    if channel:
        hits = [slot for slot in hits if slot.get("channel") == channel] or hits
    if not when:
        only = hits[0] if channel and len(hits) == 1 else None
        return only or by_ordinal(text, offered)
    exact = when.get("date_from") and when.get("date_from") == when.get("date_to")
    timed = when.get("time_from") and when.get("time_from") == when.get("time_to")
    if not hits or not (exact or timed):
        return None
    # A day alone picks a slot only when it was offered and is the only one that day. The same hour
    # asked for again, with nothing else on offer, is a choice: what differs is read back.
    same = len({slot["start"] for slot in hits}) == 1 and len(hits) == len(offered)
    return hits[0] if len(hits) == 1 or same else None
