"""Norwegian expressions of time, read by a closed grammar: a range, a question, or nothing.

``tokens`` gives words their meaning, ``days`` and ``clock`` know the expressions, ``reading`` finds
them in a sentence with "ikke", "før", "eller" around them, ``combine`` makes one wish of them.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.norwegian.dates import calendar
from bot.norwegian.dates.clock import Line
from bot.norwegian.dates.combine import combine
from bot.norwegian.dates.reading import Reader
from bot.norwegian.dates.tokens import tokenise
from bot.norwegian.dates.when import When

__all__ = ["When", "parse_when"]

_MAX_LENGTH = 2000
# Any time will do, or the person has not made up her mind: nothing is fixed.
_ANY = re.compile(
    r"\b(?:når|nårtid|kortid|kor tid|ka tid|hva tid|kva tid|natid|nå) ?som ?h(?:e|æ)lst\b"
    r"|\bikk(?:j)?e bestemt\b|\b(?:det )?(?:er|e|spiller|speler) (?:meg )?(?:det )?(?:samme|same"
    r"|ingen rolle|inga rolle|ingenting|likegyldig)\b|\balt (?:passer|passar|går)\b"
    r"|\b(?:snarest|fortest|snarast|fortast)\b|\bså (?:snart|fort|tidlig|tidleg) som\b"
    r"|\b(?:alle|kvar|hver) (?:dager|dagar|dag|tider) (?:passer|passar|går|funker)\b"
)


def parse_when(text: str, now: datetime) -> When | None:
    """What a wish for a time means, seen from ``now`` (local time).

    None when the text says nothing about time, or nothing that can be used. A result without any
    field set means that any time will do. No date lies before the day of ``now``.
    """
    today = now.date()
    if len(text) > _MAX_LENGTH or not calendar.usable(today):
        return None
    tokens = tokenise(text)
    found = combine(Reader(Line(tokens), today).read(), today)
    if found is None and _ANY.search(text.lower()):
        return When()
    return found
