"""The doors for the assistant's actions: holds, confirmation, moving, and who may come in."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from calendars import OFFERING, add_slot, add_staff, next_weekday
from fastapi import FastAPI
from sqlalchemy import select, update

from api.booking.service import Bookings
from api.models import Booking, Conversation, StaffCell, new_id, utcnow
from api.security import hash_token

BASE = "/internal/v1"


class World:
    """The internal API as the actions use it, with a calendar of a few slots."""

    def __init__(self, client: httpx2.AsyncClient, headers: dict[str, str]) -> None:
        self.client, self.headers = client, headers
        self.database = client.app.state.database

    async def call(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        return await self.client.request(method, BASE + path, json=body, headers=self.headers)

    async def slots(self, *starts: datetime, **kw: Any) -> list[str]:
        async with self.database.transaction() as session:
            return [(await add_slot(session, start, **kw)).id for start in starts]

    async def conversation(self) -> str:
        async with self.database.transaction() as session:
            session.add(Conversation(id=(key := new_id()), token_hash=hash_token(key)))
        return key

    async def hold(self, conversation: str, slot_id: str) -> httpx2.Response:
        return await self.call("PUT", f"/conversations/{conversation}/hold", {"slot_id": slot_id})

    async def confirm(
        self, conversation: str, client_id: str = "m-1", **kw: Any
    ) -> httpx2.Response:
        body = {"conversation_id": conversation, "client_id": client_id, "name": "Kari",
                "phone": "+4741234567", "about": "self", **kw}  # fmt: skip
        return await self.call("POST", "/bookings", body)

    async def let_holds_run_out(self) -> None:
        async with self.database.transaction() as session:
            past = utcnow() - timedelta(seconds=1)
            await session.execute(
                update(Booking).where(Booking.status == "held").values(held_until=past)
            )

    async def expire(self) -> int:
        async with self.database.transaction() as session:
            return await Bookings(session, self.client.app.state.settings).expire_holds()

    async def rows(self, model: Any) -> list[Any]:
        async with self.database.transaction() as session:
            return list(await session.scalars(select(model)))


@pytest.fixture
def world(served: httpx2.AsyncClient, internal: dict[str, str]) -> World:
    return World(served, internal)


async def test_a_held_time_is_not_offered_to_others_and_confirms_once(world: World) -> None:
    slot_id, other = await world.slots(next_weekday(), next_weekday(hour=11))
    mine, hers = await world.conversation(), await world.conversation()
    held = await world.hold(mine, slot_id)
    assert held.status_code == 200
    assert held.json()["slot"]["id"] == slot_id
    refused = await world.hold(hers, slot_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    assert [slot["id"] for slot in refused.json()["alternatives"]] == [other]
    first, second = await world.confirm(mine), await world.confirm(mine)
    assert first.status_code == 200
    assert first.json() == second.json()
    assert first.json()["manage_token"]
    changed = await world.confirm(mine, name="Ola")
    assert (changed.status_code, changed.json()["code"]) == (409, "client_id_reused")
    found = (await world.call("GET", f"/conversations/{mine}/booking")).json()["booking"]
    assert found["reference"] == first.json()["reference"]
    assert (await world.call("GET", f"/conversations/{hers}/booking")).json() == {"booking": None}


async def test_the_same_key_in_another_conversation_is_another_booking(world: World) -> None:
    references = set()
    for slot_id in await world.slots(next_weekday(), next_weekday(hour=11)):
        conversation = await world.conversation()
        await world.hold(conversation, slot_id)
        references.add((await world.confirm(conversation, "1")).json()["reference"])
    assert len(references) == 2


async def test_a_conversation_holds_one_time(world: World) -> None:
    first, second = await world.slots(next_weekday(), next_weekday(hour=11))
    mine, hers = await world.conversation(), await world.conversation()
    until = (await world.hold(mine, first)).json()["held_until"]
    assert (await world.hold(mine, first)).json()["held_until"] >= until
    assert (await world.hold(mine, second)).status_code == 200
    assert (await world.hold(hers, first)).status_code == 200
    taken = await world.hold(hers, second)
    assert taken.status_code == 409
    # The refusal took nothing away: she still has the first.
    assert (await world.confirm(hers)).status_code == 200
    assert (await world.call("DELETE", f"/conversations/{mine}/hold")).status_code == 204
    assert (await world.call("DELETE", f"/conversations/{mine}/hold")).status_code == 204
    gone = await world.confirm(mine)
    assert (gone.status_code, gone.json()["code"]) == (409, "hold_gone")


async def test_a_hold_that_ran_out_is_taken_over_by_the_next(world: World) -> None:
    slot_id, other = await world.slots(next_weekday(), next_weekday(hour=11))
    mine, hers = await world.conversation(), await world.conversation()
    await world.hold(mine, slot_id)
    await world.let_holds_run_out()
    assert (await world.hold(hers, slot_id)).status_code == 200
    assert (await world.confirm(hers)).status_code == 200
    gone = await world.confirm(mine)
    assert (gone.status_code, gone.json()["code"]) == (409, "hold_gone")
    assert [slot["id"] for slot in gone.json()["alternatives"]] == [other]


@pytest.mark.parametrize("swept", [False, True])
async def test_who_needed_longer_still_gets_her_time_if_nobody_took_it(
    world: World, swept: bool
) -> None:
    (slot_id,) = await world.slots(next_weekday())
    mine = await world.conversation()
    await world.hold(mine, slot_id)
    await world.let_holds_run_out()
    if swept:
        assert await world.expire() == 1
        assert await world.rows(StaffCell) == []
    assert (await world.confirm(mine)).status_code == 200
    assert len(await world.rows(StaffCell)) == 3
    assert await world.expire() == 0


async def test_sweeping_leaves_holds_that_have_time(world: World) -> None:
    (slot_id,) = await world.slots(next_weekday())
    await world.hold(await world.conversation(), slot_id)
    assert await world.expire() == 0
    assert [booking.status for booking in await world.rows(Booking)] == ["held"]


async def test_many_hold_one_time_and_one_has_it(world: World) -> None:
    (slot_id,) = await world.slots(next_weekday())
    conversations = [await world.conversation() for _ in range(12)]
    answers = await asyncio.gather(*(world.hold(one, slot_id) for one in conversations))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 11
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {
        "slot_taken"
    }


async def test_many_hold_times_that_overlap_and_one_has_it(world: World) -> None:
    async with world.database.transaction() as session:
        member = await add_staff(session)
        slots = [
            (await add_slot(session, next_weekday(hour=9, minute=m), staff=member)).id
            for m in (0, 15, 30)
        ]
    conversations = [await world.conversation() for _ in range(9)]
    answers = await asyncio.gather(
        *(world.hold(one, slots[n % 3]) for n, one in enumerate(conversations))
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 8


async def test_swapping_two_bookings_at_once_does_not_lock_up(world: World) -> None:
    ids = await world.slots(*(next_weekday(hour=hour) for hour in (9, 10, 11, 12)))
    made = []
    for slot_id in ids[:2]:
        conversation = await world.conversation()
        await world.hold(conversation, slot_id)
        made.append((await world.confirm(conversation)).json())
    both = await asyncio.gather(
        world.call("POST", f"/bookings/{made[0]['reference']}/move",
                   {"slot_id": ids[1], "client_id": "a"}),
        world.call("POST", f"/bookings/{made[1]['reference']}/move",
                   {"slot_id": ids[0], "client_id": "b"}),
    )  # fmt: skip
    assert {answer.status_code for answer in both} == {409}
    active = [b for b in await world.rows(Booking) if b.status == "confirmed"]
    assert {booking.slot_id for booking in active} == set(ids[:2])


async def test_lookup_needs_the_reference_and_the_number(world: World) -> None:
    (slot_id,) = await world.slots(next_weekday())
    mine = await world.conversation()
    await world.hold(mine, slot_id)
    made = (await world.confirm(mine)).json()
    typed = made["reference"].lower().replace("-", "")
    found = await world.call(
        "POST", "/bookings/lookup", {"reference": typed, "phone": "412 34 567"}
    )
    assert found.json() == made
    for body in ({"reference": made["reference"], "phone": "41234568"},
                 {"reference": "K7M-4PX", "phone": "41234567"}):  # fmt: skip
        answer = await world.call("POST", "/bookings/lookup", body)
        assert (answer.status_code, answer.json()["code"]) == (404, "booking_not_found")


async def test_moving_in_a_conversation_uses_up_its_hold(world: World) -> None:
    old, new = await world.slots(next_weekday(), next_weekday(hour=11))
    mine = await world.conversation()
    await world.hold(mine, old)
    made = (await world.confirm(mine)).json()
    await world.hold(mine, new)
    body = {"conversation_id": mine, "slot_id": new, "client_id": "m"}
    moved = await world.call("POST", f"/bookings/{made['reference']}/move", body)
    assert moved.status_code == 200
    again = await world.call("POST", f"/bookings/{made['reference']}/move", body)
    assert again.json() == moved.json()
    assert [(b.status, b.slot_id) for b in await world.rows(Booking)] == [("confirmed", new)]
    for _ in range(2):
        gone = await world.call("POST", f"/bookings/{made['reference']}/cancel", {"client_id": "x"})
        assert gone.json()["status"] == "cancelled"
    assert await world.rows(StaffCell) == []


async def test_what_has_been_can_neither_move_nor_be_cancelled(world: World) -> None:
    (slot_id, other) = await world.slots(next_weekday(), next_weekday(2))
    mine = await world.conversation()
    await world.hold(mine, slot_id)
    made = (await world.confirm(mine)).json()
    later = next_weekday(1, hour=12)
    async with world.database.transaction() as session:
        bookings = Bookings(session, world.client.app.state.settings, later)
        booking = await bookings.by_reference(made["reference"])
        for attempt in (bookings.move(booking, other), bookings.cancel(booking)):
            with pytest.raises(Exception, match="booking_past"):
                await attempt


async def test_search_answers_within_a_wish_near_it_or_not_at_all(world: World) -> None:
    tuesday = next_weekday(1)
    morning, afternoon, week_after = await world.slots(
        tuesday, tuesday.replace(hour=13), next_weekday(2, hour=13)
    )
    day = str(tuesday.date())

    async def search(**wish: Any) -> tuple[str, list[str]]:
        answer = await world.call("POST", "/slots/search", {"offering": OFFERING, **wish})
        assert answer.status_code == 200
        return answer.json()["match"], [slot["id"] for slot in answer.json()["slots"]]

    assert await search(date_from=day, date_to=day, time_from="12:00") == ("exact", [afternoon])
    assert await search(time_from="13:00", time_to="13:00") == ("exact", [afternoon, week_after])
    assert await search(date_from=day, date_to=day, time_from="15:00") == (
        "near", [morning, afternoon, week_after]
    )  # fmt: skip
    assert await search(date_from=day, not_weekdays=[2]) == ("none", [])
    assert await search(channel="home") == ("none", [])
    bad = await world.call("POST", "/slots/search", {"offering": "no-such-offering"})
    assert (bad.status_code, bad.json()["code"]) == (404, "offering_not_found")


async def test_catalogue_and_suggestions_are_told(world: World) -> None:
    offerings = (await world.call("GET", "/offerings")).json()["offerings"]
    assert {"slug", "access", "topics", "for_relatives", "bookable"} == set(offerings[0])
    assert {one["slug"] for one in offerings if one["bookable"]} >= {OFFERING}
    found = await world.call("POST", "/suggestions", {"topics": ["sleep"], "about": "self"})
    assert all("sleep" in one["topics"] for one in found.json()["offerings"])
    assert found.json()["offerings"]


async def test_a_call_back_in_a_conversation_is_written_once(world: World) -> None:
    conversation = await world.conversation()
    body = {"conversation_id": conversation, "client_id": "m", "phone": "41234567",
            "topics": ["sleep"], "summary": [{"key": "words", "text": "søv dårleg"}]}  # fmt: skip
    first = await world.call("POST", "/callbacks", body)
    assert first.status_code == 200
    assert (await world.call("POST", "/callbacks", body)).json() == first.json()


@pytest.mark.parametrize(
    ("host", "headers", "status", "code"),
    [
        ("127.0.0.1", {}, 401, "not_authenticated"),
        ("127.0.0.1", {"Authorization": "Bearer wrong"}, 401, "not_authenticated"),
        ("10.0.0.9", None, 403, "loopback_only"),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403, "loopback_only"),
    ],
)
async def test_only_our_own_actions_come_in(
    app: FastAPI, run, internal, host: str, headers: Any, status: int, code: str
) -> None:
    async with run(app, host) as client:
        answer = await client.get(
            f"{BASE}/offerings", headers=internal if headers is None else headers
        )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
