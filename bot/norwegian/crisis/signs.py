"""Patterns and the statistical net together: what the gateway goes by."""

from __future__ import annotations

from dataclasses import replace

from bot.norwegian.crisis.find import CrisisFinding, find_crisis, find_denied
from bot.norwegian.crisis.net import CrisisNet, crisis_net
from bot.norwegian.crisis.patterns import About
from bot.norwegian.crisis.people import child_concerned, child_writes, only_one_concerned
from bot.norwegian.crisis.words import read

# The id that stands for the statistical net where a pattern's id would stand.
STATISTICS = "statistics"


def find_signs(text: str) -> CrisisFinding | None:
    """The strongest sign of both nets; a pattern's category goes before a likely one."""
    finding = find_crisis(text)
    if finding is not None and finding.certain:
        return finding
    net = crisis_net()
    likely = _likely(net, text) if net is not None else None
    if finding is None or likely is None:
        return finding or likely
    return replace(finding, certain=likely.certain)


def _likely(net: CrisisNet, text: str) -> CrisisFinding | None:
    score = net.score(text)
    if score is None or score.chance < net.doubt:
        return None
    certain = score.chance >= net.certain
    # Counting words barely hears a denial: there it asks at most, and only when it is sure.
    if find_denied(text) is not None:
        if not certain:
            return None
        certain = False
    words = read(text)
    young = child_writes(words)
    about: About | None = only_one_concerned(words)
    category = "child_at_risk" if young and score.category == "violence" else score.category
    child = young or category == "child_at_risk" or child_concerned(words, 0, len(words.atoms))
    return CrisisFinding(category, certain, about, child, STATISTICS)
