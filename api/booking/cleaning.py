"""What people type, made storable: identity numbers are dropped before anything is kept."""

import hmac
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import phonenumbers

from api.booking.errors import EmailInvalid, NameInvalid, PhoneInvalid
from api.booking.schemas import SummaryLine
from bot.norwegian.identifiers import mask_identity_numbers
from bot.norwegian.phones import parse_phone

MAX_NAME = 200
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@(?:[^\s@<>,;:\"()\[\]\\.]+\.)+[^\s@.\d]{2,}")
_MASK_OR_SPACE = re.compile(r"(?:\[fjernet\]|\s)+")


def clean_text(text: str | None) -> str | None:
    """Free text without identity numbers and control signs; None when nothing is left."""
    if text is None:
        return None
    readable = "".join(
        sign for sign in text if sign == "\n" or not unicodedata.category(sign).startswith("C")
    )
    masked, _ = mask_identity_numbers(readable)
    return masked.strip() or None


def clean_name(text: str) -> str:
    """A name on one line, 1-200 characters; `NameInvalid` when there is none."""
    masked = clean_text(text.replace("\n", " ").replace("\t", " ")) or ""
    name = _MASK_OR_SPACE.sub(" ", masked).strip()[:MAX_NAME].strip()
    if not any(sign.isalpha() for sign in name):
        raise NameInvalid()
    return name


def clean_phone(text: str) -> str:
    """E.164; `PhoneInvalid` with the problem. Foreign numbers need their country code."""
    result = parse_phone(text)
    if result.number:
        return str(result.number)
    if result.problem != "identity_number":
        foreign = _foreign(text)
        if foreign:
            return foreign
    raise PhoneInvalid(problem=result.problem)


def _foreign(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text.strip(), None)
    except phonenumbers.NumberParseException:
        return None
    # A Norwegian number that our own grammar has refused is not let in by the back door.
    if number.country_code == 47 or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def clean_email(text: str) -> str:
    """An address that a message can be sent to; `EmailInvalid` otherwise."""
    address = text.strip()
    if len(address) > MAX_NAME or not _EMAIL.fullmatch(address):
        raise EmailInvalid()
    return address


def clean_summary(summary: Sequence[SummaryLine | str] | str | None) -> list[dict[str, Any]] | None:
    """Lines of `{key, text | topics | about}`; plain strings become lines of own words."""
    lines = [summary] if isinstance(summary, str) else list(summary or [])
    cleaned = []
    for line in lines:
        given = SummaryLine(key="words", text=line) if isinstance(line, str) else line
        values = given.model_dump(exclude_none=True)
        if "text" in values:
            values["text"] = clean_text(given.text)
        if any(value for key, value in values.items() if key != "key"):
            cleaned.append(values)
    return cleaned or None


def digest(secret: str, content: Any) -> str:
    """Keyed digest of JSON content, 64 hexadecimal digits.

    Keyed, because a plain digest of a phone number can be found again by trying them all.
    """
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hmac.digest(secret.encode(), canonical.encode(), "sha256").hex()
