"""The gateway's own crisis net, and how it is joined with what the engine finds.

The net runs here too so that it holds while the engine is away.
"""

import asyncio
from dataclasses import dataclass
from typing import Final, Literal

import structlog

from api.chat.engine import EngineUnderstood
from bot.norwegian.crisis import find_crisis

log = structlog.get_logger(__name__)

Net = Literal["gateway", "engine", "both"]
# Longer texts are read beside the event loop, so that nobody else waits for them.
_SHORT: Final = 2_000
# To the direct question: a yes, and no answer, are both met as danger.
_DANGER_CHOICES: Final = frozenset({"crisis_yes", "crisis_unsure"})
# When a danger is told without its kind: 113 first, and words that fit most.
UNNAMED: Final = "suicide"


@dataclass(frozen=True)
class Danger:
    """That life or safety may be at risk. `certain` False: the person is asked."""

    category: str
    certain: bool
    net: Net
    about: str | None = None
    child: bool = False


def warm_up() -> None:
    """Load the patterns, so that the first person in need does not wait for them."""
    try:
        find_crisis("")
    except Exception as error:
        log.error("crisis_net_failed", error=type(error).__name__)


async def find(text: str) -> Danger | None:
    """What the gateway's net finds in a text of any length; a broken net is logged, not raised."""
    try:
        is_short = len(text) <= _SHORT
        found = find_crisis(text) if is_short else await asyncio.to_thread(find_crisis, text)
    except Exception as error:
        log.error("crisis_net_failed", error=type(error).__name__)
        return None
    if found is None:
        return None
    return Danger(found.category, found.certain, "gateway", found.about, bool(found.child))


def of_choice(intent: str, remembered: str | None) -> Danger | None:
    """The answer to the direct question; `remembered` is the category that was asked about."""
    if intent not in _DANGER_CHOICES:
        return None
    return Danger(remembered or UNNAMED, True, "gateway")


def joined(gateway: Danger | None, understood: EngineUnderstood | None) -> Danger | None:
    """Both nets together: certain if either is; the certain one names the category."""
    if understood is None or understood.crisis is None:
        return gateway
    engine = Danger(understood.crisis, understood.crisis_certain, "engine", understood.about)
    if gateway is None:
        return engine
    leading = engine if engine.certain and not gateway.certain else gateway
    return Danger(
        leading.category,
        leading.certain,
        "both",
        gateway.about or engine.about,
        gateway.child,
    )
