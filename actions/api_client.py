"""The api as the actions see it; the only file here that speaks HTTP.

Calls are described in docs/architecture.md («Internal API»).
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

import aiohttp

TIMEOUT_SECONDS = 2.0

Json = dict[str, Any]


class ApiError(Exception):
    """The api refused; `code` says why."""

    def __init__(self, code: str, body: Json) -> None:
        """`body` is the whole problem+json."""
        super().__init__(code)
        self.code = code
        self.body = body


class ApiUnavailable(Exception):
    """The api could not be reached or did not answer in time."""


class ApiClient:
    """One call a method; raises ApiError or ApiUnavailable."""

    def __init__(self, base: str | None = None, token: str | None = None) -> None:
        """Address and token come from the environment unless given."""
        self._base = base or os.environ.get("LAVTERSKEL_INTERNAL_URL", "http://127.0.0.1:8000")
        self._token = token or os.environ.get("LAVTERSKEL_INTERNAL_TOKEN", "")

    async def _call(self, method: str, path: str, body: Json | None = None) -> Json:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        headers = {"Authorization": f"Bearer {self._token}"}
        url = f"{self._base}/internal/v1{path}"
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
                session.request(method, url, json=body) as answer,
            ):
                data = await answer.json(content_type=None) if answer.status != 204 else {}
                if answer.status >= 400:
                    raise ApiError((data or {}).get("code", "error"), data or {})
                return data or {}
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
            raise ApiUnavailable(type(error).__name__) from error
        except Exception as error:
            # asyncio.TimeoutError is a class of its own on Python 3.10.
            if type(error).__name__ == "TimeoutError":
                raise ApiUnavailable("TimeoutError") from error
            raise

    async def offerings(self) -> list[Json]:
        """All offerings: slug, access, topics, for_relatives, bookable."""
        return list((await self._call("GET", "/offerings"))["offerings"])

    async def suggestions(self, topics: list[str], about: str | None) -> list[Json]:
        """Offerings that fit, best first: slug and the topics that it fits."""
        body = {"topics": topics, "about": about}
        return list((await self._call("POST", "/suggestions", body))["offerings"])

    async def search_slots(self, offering: str, wish: Json | None, limit: int) -> Json:
        """`{match, slots}` within the wish (dates, times, weekdays to avoid)."""
        wanted = {key: value for key, value in (wish or {}).items() if key in WISH_KEYS and value}
        return await self._call(
            "POST", "/slots/search", {"offering": offering, "limit": limit, **wanted}
        )

    async def hold(self, conversation: str, slot_id: str) -> Json:
        """Hold a slot for ten minutes; the same again renews it."""
        return await self._call(
            "PUT", f"/conversations/{quote(conversation)}/hold", {"slot_id": slot_id}
        )

    async def release(self, conversation: str) -> None:
        """Give a held slot back."""
        await self._call("DELETE", f"/conversations/{quote(conversation)}/hold")

    async def book(self, **fields: Any) -> Json:
        """Confirm the held slot."""
        return await self._call("POST", "/bookings", fields)

    async def booking_of(self, conversation: str) -> Json | None:
        """The newest active booking made in the conversation."""
        answer = await self._call("GET", f"/conversations/{quote(conversation)}/booking")
        return answer.get("booking")

    async def find_booking(self, reference: str, phone: str) -> Json:
        """A booking by reference and phone number."""
        return await self._call(
            "POST", "/bookings/lookup", {"reference": reference, "phone": phone}
        )

    async def move(self, reference: str, **fields: Any) -> Json:
        """Move a booking to another slot."""
        return await self._call("POST", f"/bookings/{quote(reference)}/move", fields)

    async def cancel(self, reference: str, client_id: str) -> Json:
        """Cancel a booking."""
        return await self._call(
            "POST", f"/bookings/{quote(reference)}/cancel", {"client_id": client_id}
        )

    async def request_callback(self, **fields: Any) -> Json:
        """Ask the municipality to call."""
        return await self._call("POST", "/callbacks", fields)


WISH_KEYS = ("date_from", "date_to", "time_from", "time_to", "not_weekdays", "channel")
