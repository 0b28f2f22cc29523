"""How far one way of writing lies from another: nynorsk from bokmål, typos from clean text.

Two groups are never the same lines in two dresses, and none is endless. So each distance comes with
the margin that chance alone explains; what is smaller than its margin says nothing.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

# A tag and the tag that it is held against.
AGAINST = (
    ("nynorsk", "bokmål"),
    ("dialect", "bokmål"),
    ("english", "bokmål"),
    ("typo", "clean"),
    ("long", "short"),
)
# 95 % of the normal distribution lies within so many standard errors.
_TWO_SIDED_95 = 1.96

Figures = dict[str, dict[str, Any]]


def distances(by_tag: dict[str, Figures]) -> dict[str, dict[str, Any]]:
    """For each tag of `AGAINST` that the lines have, its distance from the other.

    Args:
        by_tag: for each tag the figures of each field, with `accuracy` (0 to 1) and `n`.

    Returns:
        `{tag: {"from": other, "fields": {field: {"accuracy", "margin"}}}}`: a share, negative where
        the tag is the weaker one, and the 95 % margin on both sides of it.
    """
    found = {}
    for tag, other in AGAINST:
        here, there = by_tag.get(tag, {}), by_tag.get(other, {})
        fields = {name: _distance(here[name], there[name]) for name in here if name in there}
        if fields:
            found[tag] = {"from": other, "fields": fields}
    return found


def _distance(here: dict[str, Any], there: dict[str, Any]) -> dict[str, float]:
    variance = sum(
        figures["accuracy"] * (1 - figures["accuracy"]) / figures["n"] for figures in (here, there)
    )
    return {
        "accuracy": round(here["accuracy"] - there["accuracy"], 4),
        "margin": round(_TWO_SIDED_95 * sqrt(variance), 4),
    }
