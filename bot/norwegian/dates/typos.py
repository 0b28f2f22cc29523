"""Nearness of a mistyped word to a known one."""

from __future__ import annotations


def distance(one: str, two: str, limit: int) -> int:
    """Changes, insertions, deletions and swaps of neighbours between two words.

    Counts no further than ``limit + 1`` (optimal string alignment; Damerau 1964).
    """
    if abs(len(one) - len(two)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(two, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The one known word that a mistyped word must be, or None when there is none or a doubt.

    One mistake from five letters, two from nine; the first letter must be right.
    """
    limit = 0 if len(word) < 5 else 1 if len(word) < 9 else 2
    if not limit:
        return None
    found: dict[str, int] = {}
    for candidate in known:
        if candidate[0] == word[0] and abs(len(candidate) - len(word)) <= limit:
            steps = distance(word, candidate, limit)
            if steps <= limit:
                found[candidate] = steps
    if not found:
        return None
    return min(found, key=lambda candidate: (found[candidate], candidate))
