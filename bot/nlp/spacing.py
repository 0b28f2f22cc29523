"""Where spaces stand between the tokens of a sentence; the treebank's own files do not say.

By rule, as Norwegian is printed. Compared with the official parts, which do say it, by
`python -m bot.nlp.conversion`.
"""

from __future__ import annotations

from collections.abc import Sequence

_CLOSES = frozenset(".,:;?!)]}»”’…") | {"...", ".."}
_OPENS = frozenset("([{«“„")
_QUOTES = frozenset("\"'")


def spaces_after(tokens: Sequence[str]) -> list[bool]:
    """For each token: whether a space follows. A straight quote opens or closes by turns."""
    opening = _opening_quotes(tokens)
    spaces = []
    for place, sign in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        glued = (
            sign in _OPENS
            or place in opening
            or sign == "/"
            or following is None
            or following in _CLOSES
            or following == "/"
            or (following in _QUOTES and place + 1 not in opening)
        )
        spaces.append(not glued)
    if spaces:
        spaces[-1] = True  # the next sentence follows after a space
    return spaces


def _opening_quotes(tokens: Sequence[str]) -> set[int]:
    """Places of straight quotes that open: every other one of its kind."""
    opening: set[int] = set()
    is_open = dict.fromkeys(_QUOTES, False)
    for place, sign in enumerate(tokens):
        if sign in _QUOTES:
            is_open[sign] = not is_open[sign]
            if is_open[sign]:
                opening.add(place)
    return opening
