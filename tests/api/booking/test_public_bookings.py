"""Booking on a page: one call takes the time, and the token that comes with it opens it again."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from bookers import rows, slots, token, wish
from calendars import OFFERING, add_slot, add_staff, next_weekday

from api.models import Booking, Callback, StaffCell

ELEVEN = "0101" + "99" + "12345"  # has the shape of an identity number, belongs to nobody


async def test_a_booking_gives_what_its_owner_needs(served: httpx2.AsyncClient) -> None:
    (slot_id,) = await slots(served, next_weekday(hour=9))
    answer = await served.post("/api/bookings", json=wish(slot_id))
    assert answer.status_code == 201
    made = answer.json()
    assert len(made["reference"]) == 7
    assert made["reference"][3] == "-"
    assert made["offering"] == OFFERING
    assert datetime.fromisoformat(made["start"]) == next_weekday(hour=9)
    assert made["start"][-6:] in {"+01:00", "+02:00"}
    assert made["manage_url"] == f"/time/{made['reference']}#t={made['manage_token']}"
    own = await served.get(f"/api/bookings/{made['reference']}", headers=token(made))
    assert own.json() == {k: v for k, v in made.items() if k != "manage_token"}
    (stored,) = await rows(served, Booking)
    assert stored.phone == "+4741234567"
    assert made["manage_token"] not in str(vars(stored))


async def test_the_same_again_is_the_same_booking(served: httpx2.AsyncClient) -> None:
    (slot_id,) = await slots(served, next_weekday())
    first = await served.post("/api/bookings", json=wish(slot_id))
    second = await served.post("/api/bookings", json=wish(slot_id))
    assert first.json() == second.json()
    assert (await served.get(f"/api/bookings/{first.json()['reference']}",
                             headers=token(second.json()))).status_code == 200  # fmt: skip
    assert len(await rows(served, Booking)) == 1


async def test_a_double_click_makes_one_booking(served: httpx2.AsyncClient) -> None:
    (slot_id,) = await slots(served, next_weekday())
    answers = await asyncio.gather(
        *(served.post("/api/bookings", json=wish(slot_id)) for _ in range(8))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["reference"] for answer in answers}) == 1
    assert len(await rows(served, Booking)) == 1


async def test_two_tabs_get_one_booking_and_one_plain_refusal(served: httpx2.AsyncClient) -> None:
    slot_id, other = await slots(served, next_weekday(), next_weekday(hour=11))
    answers = await asyncio.gather(
        *(served.post("/api/bookings", json=wish(slot_id, f"tab-{n}")) for n in range(2))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    (refused,) = [answer.json() for answer in answers if answer.status_code == 409]
    assert refused["code"] == "slot_taken"
    assert [slot["id"] for slot in refused["alternatives"]] == [other]


async def test_the_same_key_with_another_content_is_refused(served: httpx2.AsyncClient) -> None:
    slot_id, other = await slots(served, next_weekday(), next_weekday(hour=11))
    await served.post("/api/bookings", json=wish(slot_id))
    for body in (wish(slot_id, name="Ola"), wish(other)):
        answer = await served.post("/api/bookings", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "client_id_reused")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"consent": False}, 422, "invalid_request"),
        ({"name": "   "}, 422, "name_invalid"),
        ({"name": ELEVEN}, 422, "name_invalid"),
        ({"name": "x" * 501}, 422, "invalid_request"),
        ({"phone": "12345"}, 422, "phone_invalid"),
        ({"phone": ELEVEN}, 422, "phone_invalid"),
        ({"phone": None}, 422, "contact_missing"),
        ({"phone": None, "email": "kari"}, 422, "email_invalid"),
        ({"email": "kari@eksempel.no\r\nBcc: a@b.no"}, 422, "email_invalid"),
        ({"about": "neighbour"}, 422, "invalid_request"),
        ({"slot_id": "no-such-slot"}, 404, "slot_unknown"),
        ({"client_id": ""}, 422, "invalid_request"),
        ({"note": "x" * 5_001}, 422, "invalid_request"),
        ({"slot_id": "' OR 1=1 --"}, 404, "slot_unknown"),
    ],
)
async def test_what_cannot_be_used_has_a_code_and_takes_nothing(
    served: httpx2.AsyncClient, changes: dict[str, Any], status: int, code: str
) -> None:
    (slot_id,) = await slots(served, next_weekday())
    answer = await served.post("/api/bookings", json={**wish(slot_id), **changes})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert await rows(served, Booking) == []


async def test_malformed_json_is_told_as_such(served: httpx2.AsyncClient) -> None:
    answer = await served.post(
        "/api/bookings", content=b'{"client_id": ', headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")


@pytest.mark.parametrize(("phone", "stored"), [
    ("+47 41 23 45 67", "+4741234567"),
    ("0047 41234567", "+4741234567"),
    ("+45 32 12 34 56", "+4532123456"),
])  # fmt: skip
async def test_numbers_are_kept_in_one_form(
    served: httpx2.AsyncClient, phone: str, stored: str
) -> None:
    (slot_id,) = await slots(served, next_weekday())
    assert (await served.post("/api/bookings", json=wish(slot_id, phone=phone))).status_code == 201
    assert [booking.phone for booking in await rows(served, Booking)] == [stored]


async def test_identity_numbers_are_dropped_from_every_free_text(
    served: httpx2.AsyncClient,
) -> None:
    (slot_id,) = await slots(served, next_weekday())
    body = wish(
        slot_id,
        name=f"Kari {ELEVEN} Nordmann",
        note=f"Jeg er {ELEVEN}",
        summary=[f"mitt nummer {ELEVEN}", {"key": "hope", "text": f"sove, {ELEVEN}"}],
        interpreter=f"urdu {ELEVEN}",
    )
    assert (await served.post("/api/bookings", json=body)).status_code == 201
    (stored,) = await rows(served, Booking)
    assert stored.name == "Kari Nordmann"
    kept = f"{stored.note} {stored.summary} {stored.interpreter}"
    assert ELEVEN not in kept
    assert kept.count("[fjernet]") == 4
    assert [line["key"] for line in stored.summary] == ["words", "hope"]


@pytest.mark.parametrize(
    ("start", "kw", "code"),
    [
        (lambda: datetime.now(UTC) - timedelta(days=1), {}, "slot_past"),
        (lambda: datetime.now(UTC) + timedelta(minutes=20), {}, "slot_past"),
        (next_weekday, {"status": "closed"}, "slot_closed"),
    ],
)
async def test_a_slot_that_is_over_or_closed_is_refused_with_others(
    served: httpx2.AsyncClient, start: Any, kw: dict[str, Any], code: str
) -> None:
    (slot_id,) = await slots(served, start(), **kw)
    later = await slots(served, *(next_weekday(hour=hour) for hour in (10, 11, 12, 13)))
    answer = await served.post("/api/bookings", json=wish(slot_id))
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert [slot["id"] for slot in answer.json()["alternatives"]] == later[:3]


async def test_a_course_has_as_many_bookings_as_seats(served: httpx2.AsyncClient) -> None:
    (slot_id,) = await slots(served, next_weekday(), capacity=3)
    answers = await asyncio.gather(
        *(served.post("/api/bookings", json=wish(slot_id, f"c-{n}")) for n in range(7))
    )
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 4
    assert sorted(booking.seat for booking in await rows(served, Booking)) == [0, 1, 2]
    assert len(await rows(served, StaffCell)) == 3  # 45 minutes, shared by the whole course


async def test_one_member_of_staff_is_not_in_two_places(served: httpx2.AsyncClient) -> None:
    async with served.app.state.database.transaction() as session:
        member = await add_staff(session)
        first = await add_slot(session, next_weekday(hour=9), staff=member)
        overlap = await add_slot(
            session, next_weekday(hour=9, minute=30), staff=member, offering="frisklivssentral"
        )
        after = await add_slot(session, next_weekday(hour=9, minute=45), staff=member)
        ids = first.id, overlap.id, after.id
    assert (await served.post("/api/bookings", json=wish(ids[0], "a"))).status_code == 201
    refused = await served.post("/api/bookings", json=wish(ids[1], "b"))
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    shown = await served.get("/api/offerings/frisklivssentral/slots?to=2100-01-01")
    assert shown.status_code == 422
    day = next_weekday().date()
    shown = await served.get(f"/api/offerings/frisklivssentral/slots?from={day}&to={day}")
    assert shown.json() == {"slots": []}
    assert (await served.post("/api/bookings", json=wish(ids[2], "c"))).status_code == 201


async def test_slots_are_shown_by_day_and_channel(served: httpx2.AsyncClient) -> None:
    first, second = next_weekday(1), next_weekday(2)
    (early,) = await slots(served, first, channel="phone")
    (late,) = await slots(served, second)
    base = f"/api/offerings/{OFFERING}/slots?from={first.date()}"

    async def shown(query: str) -> list[str]:
        answer = await served.get(base + query)
        assert answer.status_code == 200
        return [slot["id"] for slot in answer.json()["slots"]]

    assert await shown(f"&to={second.date()}") == [early, late]
    assert await shown(f"&to={first.date()}") == [early]
    assert await shown(f"&to={second.date()}&channel=visit") == [late]
    for query, code in ((f"&to={first.date() - timedelta(days=1)}", "range_invalid"),
                        ("&to=tomorrow", "invalid_request")):  # fmt: skip
        answer = await served.get(base + query)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    missing = await served.get("/api/offerings/no-such-offering/slots")
    assert (missing.status_code, missing.json()["code"]) == (404, "offering_not_found")


async def test_a_wish_to_be_called_is_written_once(served: httpx2.AsyncClient) -> None:
    body = {"client_id": "c", "phone": "41234567", "when": f"etter kl 12, {ELEVEN}",
            "consent": True}  # fmt: skip
    first = await served.post("/api/callbacks", json=body)
    second = await served.post("/api/callbacks", json=body)
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    other = await served.post("/api/callbacks", json={**body, "phone": "41234568"})
    assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")
    bad = await served.post("/api/callbacks", json={**body, "client_id": "d", "phone": "hei"})
    assert (bad.status_code, bad.json()["code"]) == (422, "phone_invalid")
    (stored,) = await rows(served, Callback)
    assert stored.when_text == "etter kl 12, [fjernet]"
