"""Passwords: hashing in a thread of its own, and which ones are too easy to guess."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import BoundedSemaphore

import yaml
from anyio import to_thread
from pwdlib import PasswordHash

from api.security import new_token
from api.staff.errors import PasswordRefused

MIN, MAX = 12, 128
# A sequence or a repetition has few different signs.
MIN_DIFFERENT = 5
# One hash takes 64 MiB and a core; more at once would starve the conversations.
_AT_ONCE = BoundedSemaphore(2)
_HASHER = PasswordHash.recommended()
_WORDS = Path(__file__).parent / "templates" / "trivial_passwords.yml"


@cache
def _nobodys_hash() -> str:
    return _hash(new_token())


def _hash(word: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(word)


def _verify(word: str, stored: str) -> bool:
    with _AT_ONCE:
        return _HASHER.verify(word, stored)


@cache
def _trivial() -> tuple[str, ...]:
    words: list[str] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return tuple(words)


def _normal(password: str) -> str:
    # «å» is one sign on one keyboard and two on another.
    return unicodedata.normalize("NFKC", password)


async def hashed(password: str) -> str:
    """Argon2id, with its parameters in it."""
    return await to_thread.run_sync(_hash, _normal(password))


async def verified(password: str, stored: str | None) -> bool:
    """Whether it is the password; without a stored hash the same work is done for nothing."""
    nobodys = await to_thread.run_sync(_nobodys_hash)
    against = stored if stored is not None else nobodys
    fits = await to_thread.run_sync(_verify, _normal(password)[:MAX], against)
    return fits and stored is not None


def require_strong(password: str, *about_the_owner: str) -> None:
    """`PasswordRefused` with a sentence that says what to do instead."""
    word = _normal(password)
    if len(word) < MIN:
        raise PasswordRefused(
            detail=f"Passordet må ha minst {MIN} tegn. Flere ord etter hverandre er lett å huske."
        )
    if len(word) > MAX:
        raise PasswordRefused(detail=f"Passordet kan ha høyst {MAX} tegn.")
    if _guessable(word.casefold(), about_the_owner):
        raise PasswordRefused(
            detail=(
                "Dette passordet er lett å gjette. Bruk ikke navnet ditt, e-posten din, tall "
                "i rekkefølge eller et vanlig passord. Bruk heller flere ord uten sammenheng."
            )
        )


def _guessable(word: str, about_the_owner: tuple[str, ...]) -> bool:
    if len(set(word)) < MIN_DIFFERENT or _mostly_sequence(word):
        return True
    known = {
        part
        for text in about_the_owner
        for part in re.split(r"[\s@._+-]+", text.casefold())
        if len(part) > 3
    }
    rest = re.sub(r"[\W\d_]+", "", word)
    for part in sorted({*known, *_trivial()}, key=len, reverse=True):
        rest = rest.replace(part, "")
    # What is left when all that can be guessed is taken away.
    return len(set(rest)) < MIN_DIFFERENT


def _mostly_sequence(word: str) -> bool:
    steps = sum(abs(ord(b) - ord(a)) <= 1 for a, b in pairwise(word))
    return steps >= 0.7 * (len(word) - 1)
