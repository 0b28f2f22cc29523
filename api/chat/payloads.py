"""What a button sends: `intent` or `intent?key=value&key=value`, values URL-quoted.

Pure functions. The engine gets a button as a Rasa command, `/intent{json}`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

MAX_LENGTH: Final = 500
_NAME: Final = re.compile(r"[a-z][a-z_]*")
_QUOTED: Final = re.compile(r"(?:[^%&=?\s]|%[0-9A-Fa-f]{2})+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
# These four make up one thing for the engine, a wished time.
_WHEN: Final = ("date_from", "date_to", "time_from", "time_to")


class BadPayload(ValueError):
    """Not of the grammar."""


@dataclass(frozen=True)
class Button:
    """An intent with its values."""

    intent: str
    values: Mapping[str, str] = field(default_factory=dict)


def parse(payload: str) -> Button:
    """The button behind a payload; `BadPayload` when it is not of the grammar."""
    intent, mark, query = payload.partition("?")
    if len(payload) > MAX_LENGTH or not _NAME.fullmatch(intent) or (mark and not query):
        raise BadPayload
    values: dict[str, str] = {}
    for pair in query.split("&") if query else []:
        key, equals, quoted = pair.partition("=")
        if not equals or not _NAME.fullmatch(key) or key in values:
            raise BadPayload
        values[key] = _unquoted(quoted)
    return Button(intent, values)


def _unquoted(quoted: str) -> str:
    if not _QUOTED.fullmatch(quoted):
        raise BadPayload
    try:
        value = unquote(quoted, errors="strict")
        value.encode()
    except UnicodeError as error:
        raise BadPayload from error
    if _CONTROL.search(value):
        raise BadPayload
    return value


def build(intent: str, values: Mapping[str, str] | None = None) -> str:
    """The payload of a button; keys keep their order."""
    query = "&".join(f"{key}={quote(value, safe='-._~:')}" for key, value in (values or {}).items())
    payload = f"{intent}?{query}" if query else intent
    parse(payload)
    return payload


def command(button: Button) -> str:
    """The engine's form: `/book{"offering": "frisklivssentral"}`; without values only `/book`."""
    values: dict[str, object] = {k: v for k, v in button.values.items() if k not in _WHEN}
    wish = {key: button.values[key] for key in _WHEN if key in button.values}
    if wish:
        values["when"] = wish
    return f"/{button.intent}{json.dumps(values, ensure_ascii=False) if values else ''}"
