"""A fingerprint of the code that the components share.

Rasa's training cache knows a component by the source of its class alone. Helpers in this folder
and the rules in `bot.norwegian` would change unseen, so every component adds this fingerprint.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

_BOT = Path(__file__).resolve().parents[1]


@functools.lru_cache(maxsize=1)
def source_fingerprint() -> str:
    """Hash of all Python and data files in `bot/components` and `bot/norwegian` (hex, sha256)."""
    digest = hashlib.sha256()
    for folder in ("components", "norwegian"):
        for path in sorted((_BOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(_BOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
