"""References: short, and easy to read aloud on a bad line."""

import re
import secrets

# No vowels, so that no word comes out; nothing that looks like another sign (0 O, 1 I L, 5 S, 8 B).
LETTERS = "CDFGHJKMNPRTVWX"
ALPHABET = LETTERS + "234679"
_SHAPE = re.compile(rf"[{LETTERS}][{ALPHABET}]{{5}}")


def new_reference() -> str:
    """A random reference such as `K7M-4PX`; one of 61 million, the first sign a letter."""
    signs = secrets.choice(LETTERS) + "".join(secrets.choice(ALPHABET) for _ in range(5))
    return f"{signs[:3]}-{signs[3:]}"


def read_reference(text: str) -> str | None:
    """The reference as somebody typed it, in its one form; None when it cannot be one."""
    signs = re.sub(r"[\s.\-\u2010-\u2015\u2212]", "", text).upper()
    return f"{signs[:3]}-{signs[3:]}" if _SHAPE.fullmatch(signs) else None
