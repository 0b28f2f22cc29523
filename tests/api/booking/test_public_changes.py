"""A booking's owner moves it, cancels it, and is the only one who can."""

from datetime import datetime

import httpx2
import pytest
from bookers import rows, slots, token, wish
from calendars import add_slot, add_staff, next_weekday

from api.models import OutboxItem, StaffCell


async def test_cancelling_frees_the_time_for_the_next(served: httpx2.AsyncClient) -> None:
    (slot_id,) = await slots(served, next_weekday())
    made = (await served.post("/api/bookings", json=wish(slot_id, email="k@eksempel.no"))).json()
    for _ in range(2):
        gone = await served.delete(f"/api/bookings/{made['reference']}", headers=token(made))
        assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")
    assert await rows(served, StaffCell) == []
    assert (await served.post("/api/bookings", json=wish(slot_id, "next"))).status_code == 201
    moved = await served.patch(
        f"/api/bookings/{made['reference']}", headers=token(made), json={"slot_id": slot_id}
    )
    assert (moved.status_code, moved.json()["code"]) == (409, "booking_cancelled")
    told = [item.template for item in await rows(served, OutboxItem)]
    assert sorted(told) == ["booking_cancelled", "booking_confirmed"]


async def test_moving_keeps_the_old_time_until_the_new_one_is_sure(
    served: httpx2.AsyncClient,
) -> None:
    old, new, taken = await slots(
        served, next_weekday(), next_weekday(hour=11), next_weekday(hour=13)
    )
    made = (await served.post("/api/bookings", json=wish(old))).json()
    await served.post("/api/bookings", json=wish(taken, "other"))
    path = f"/api/bookings/{made['reference']}"
    refused = await served.patch(path, headers=token(made), json={"slot_id": taken})
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    assert (await served.get(path, headers=token(made))).json()["start"] == made["start"]
    assert (await served.post("/api/bookings", json=wish(old, "thief"))).status_code == 409
    moved = await served.patch(path, headers=token(made), json={"slot_id": new})
    assert moved.status_code == 200
    assert datetime.fromisoformat(moved.json()["start"]) == next_weekday(hour=11)
    assert moved.json()["reference"] == made["reference"]
    assert (await served.post("/api/bookings", json=wish(old, "next"))).status_code == 201


async def test_a_booking_may_move_to_a_time_that_overlaps_its_own(
    served: httpx2.AsyncClient,
) -> None:
    async with served.app.state.database.transaction() as session:
        member = await add_staff(session)
        old = (await add_slot(session, next_weekday(hour=9), staff=member)).id
        new = (await add_slot(session, next_weekday(hour=9, minute=30), staff=member)).id
    made = (await served.post("/api/bookings", json=wish(old))).json()
    path = f"/api/bookings/{made['reference']}"
    moved = await served.patch(path, headers=token(made), json={"slot_id": new})
    assert moved.status_code == 200
    cells = await rows(served, StaffCell)
    assert {cell.slot_id for cell in cells} == {new}


async def test_a_booking_does_not_move_to_another_offering(served: httpx2.AsyncClient) -> None:
    (old,) = await slots(served, next_weekday())
    (new,) = await slots(served, next_weekday(hour=11), offering="frisklivssentral")
    made = (await served.post("/api/bookings", json=wish(old))).json()
    answer = await served.patch(
        f"/api/bookings/{made['reference']}", headers=token(made), json={"slot_id": new}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "other_offering")


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
async def test_unknown_reference_and_wrong_token_are_told_alike(
    served: httpx2.AsyncClient, method: str
) -> None:
    slot_id, other = await slots(served, next_weekday(), next_weekday(hour=11))
    made = (await served.post("/api/bookings", json=wish(slot_id))).json()
    others = (await served.post("/api/bookings", json=wish(other, "other"))).json()
    answers = []
    for reference, header in (
        (made["reference"], "wrong"),
        (made["reference"], others["manage_token"]),
        ("K7M-4PX", made["manage_token"]),
        ("x' OR '1'='1", "wrong"),
    ):
        answer = await served.request(
            method,
            f"/api/bookings/{reference}",
            headers={"Authorization": f"Bearer {header}"},
            json={"slot_id": other},
        )
        answers.append((answer.status_code, answer.json()))
    assert answers[0][0] == 404
    assert answers[0][1]["code"] == "booking_not_found"
    assert all(answer == answers[0] for answer in answers)
    bare = await served.request(method, f"/api/bookings/{made['reference']}", json={})
    assert (bare.status_code, bare.json()["code"]) == (401, "not_authenticated")


async def test_a_reference_is_read_as_people_type_it(served: httpx2.AsyncClient) -> None:
    (slot_id,) = await slots(served, next_weekday())
    made = (await served.post("/api/bookings", json=wish(slot_id))).json()
    typed = made["reference"].lower().replace("-", " ")
    assert (await served.get(f"/api/bookings/{typed}", headers=token(made))).status_code == 200
