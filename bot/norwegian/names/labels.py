"""A name given in two parts with their labels: "fornavn Odd, etternavn Haugen"."""

from __future__ import annotations

import re

from bot.norwegian.names.shape import as_name

_FIRST = r"(?P<first>for(?:e)?na(?:v|m)n(?:et)?|first name)"
_LAST = r"(?P<last>ette(?:r)?na(?:v|m)n(?:et)?|slektsna(?:v|m)n(?:et)?|last name|surname)"
_LABEL = re.compile(
    rf"\b(?:{_FIRST}|{_LAST})(?:\s+(?:mitt|mett))?\s*(?::|=|\b(?:er|e|is)\b)?", re.IGNORECASE
)
_END = re.compile(r"[,;\n(?!]|\.(?=\s|$)|[0-9]|\s(?:og|å|mens|men|and)(?=\s|$)", re.IGNORECASE)


def labelled(plain: str) -> str | None:
    """The first name, the surname or both, in the right order; None without a label."""
    found: dict[str, str] = {}
    labels = list(_LABEL.finditer(plain))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(plain)
        value = _END.split(plain[label.end() : end].strip(), maxsplit=1)[0].strip()
        asked = "?" in plain[label.end() : end]
        name = as_name(value, sure=True) if value and not asked else None
        if name:
            found.setdefault("first" if label.group("first") else "last", name)
    return " ".join(found[part] for part in ("first", "last") if part in found) or None
