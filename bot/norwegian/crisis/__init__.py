"""The gateway's crisis net: reviewed patterns, no engine, no model, standard library only.

``words`` reads a message into words with their classes, ``patterns`` loads the reviewed file
``patterns.json``, ``matching`` finds a pattern's places, ``denial`` knows when a place is denied,
``people`` tells who it is about, and ``find`` weighs what was found. A finding that is not certain
means: ask the person, directly and kindly.
"""

from __future__ import annotations

from bot.norwegian.crisis.find import CrisisFinding, find_crisis, find_denied

__all__ = ["CrisisFinding", "find_crisis", "find_denied"]
