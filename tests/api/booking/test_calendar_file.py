"""The calendar file, read by two other programs' eyes."""

from datetime import datetime, timedelta
from typing import Any

import httpx2
import vobject
from calendars import add_slot, next_weekday
from icalendar import Calendar

from api.settings import OSLO


async def booked(client: httpx2.AsyncClient, start: datetime, **changes: Any) -> dict[str, Any]:
    async with client.app.state.database.transaction() as session:
        slot_id = (await add_slot(session, start)).id
    body = {"client_id": "c", "slot_id": slot_id, "name": "Kari Nordmann", "phone": "41234567",
            "note": "sover ikke", "consent": True, **changes}  # fmt: skip
    return (await client.post("/api/bookings", json=body)).json()


async def test_both_readers_find_the_time_in_summer_and_winter(served: httpx2.AsyncClient) -> None:
    year = datetime.now(OSLO).year + 1
    for n, start in enumerate((datetime(year, 1, 12, 9, tzinfo=OSLO),
                               datetime(year, 7, 13, 9, tzinfo=OSLO))):  # fmt: skip
        made = await booked(served, start, client_id=f"c-{n}")
        answer = await served.get(made["ics_url"])
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
        assert event.decoded("dtstart") == start
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=45)
        other = vobject.readOne(answer.text)
        assert other.vevent.dtstart.value == start
        assert other.vevent.dtstart.value.utcoffset() == start.utcoffset()
        assert other.method.value == "PUBLISH"
        assert other.vevent.sequence.value == "0"
        assert "TZID=Europe/Oslo:" in answer.text


async def test_lines_end_as_the_standard_says_and_none_is_too_long(
    served: httpx2.AsyncClient,
) -> None:
    made = await booked(served, next_weekday())
    content = (await served.get(made["ics_url"])).content
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75


async def test_others_who_see_the_calendar_learn_nothing(served: httpx2.AsyncClient) -> None:
    made = await booked(served, next_weekday())
    text = (await served.get(made["ics_url"])).text
    for revealing in ("Kari", "41234567", "sover", "psykisk", "rask", made["manage_token"]):
        assert revealing not in text
    assert made["reference"] in text
    assert "CLASS:PRIVATE" in text


async def test_a_change_counts_up_and_a_cancellation_removes(served: httpx2.AsyncClient) -> None:
    made = await booked(served, next_weekday())
    async with served.app.state.database.transaction() as session:
        later = (await add_slot(session, next_weekday(2))).id
    headers = {"Authorization": f"Bearer {made['manage_token']}"}
    path = f"/api/bookings/{made['reference']}"
    before = Calendar.from_ical((await served.get(made["ics_url"])).content).walk("VEVENT")[0]
    await served.patch(path, headers=headers, json={"slot_id": later})
    moved = Calendar.from_ical((await served.get(made["ics_url"])).content).walk("VEVENT")[0]
    await served.delete(path, headers=headers)
    gone = vobject.readOne((await served.get(made["ics_url"])).text)
    assert moved["uid"] == before["uid"] == gone.vevent.uid.value
    assert moved.decoded("dtstart") == next_weekday(2)
    assert [before["sequence"], moved["sequence"], int(gone.vevent.sequence.value)] == [0, 1, 2]
    assert (gone.method.value, gone.vevent.status.value) == ("CANCEL", "CANCELLED")


async def test_a_wrong_token_is_told_as_an_unknown_booking(served: httpx2.AsyncClient) -> None:
    made = await booked(served, next_weekday())
    wrong = await served.get(f"/api/bookings/{made['reference']}.ics?token=wrong")
    unknown = await served.get("/api/bookings/K7M-4PX.ics?token=wrong")
    assert wrong.status_code == 404
    assert wrong.json() == unknown.json()
    missing = await served.get(f"/api/bookings/{made['reference']}.ics")
    assert (missing.status_code, missing.json()["code"]) == (422, "invalid_request")
