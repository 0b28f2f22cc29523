"""An urgent wish to be called: told to those on duty, with nothing about the person in it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import time_machine
from fastapi import FastAPI
from sqlalchemy import select, update

from api.content.hours import OSLO
from api.content.service import Texts, get_texts
from api.models import Callback, Conversation, OutboxItem, StaffMember, new_id
from api.notifications import duty, service
from api.notifications.mail import mailer_of
from tests.api.notifications.test_outbox import read

MONDAY = datetime(2026, 11, 23, 11, tzinfo=OSLO)
SATURDAY = datetime(2026, 11, 21, 22, tzinfo=OSLO)


@pytest.fixture
async def conversation(client: httpx2.AsyncClient, app: FastAPI) -> str:
    async with app.state.database.transaction() as session:
        row = Conversation(id=new_id(), token_hash="x", language="nn")
        session.add(row)
        return row.id


async def ask(
    client: httpx2.AsyncClient, internal: dict[str, str], conversation: str, **changes: Any
) -> dict[str, Any]:
    body = {"client_id": uuid4().hex, "conversation_id": conversation, "phone": "412 34 567",
            "name": "Kari Nordmann", "urgent": True, **changes}  # fmt: skip
    answer = await client.post("/internal/v1/callbacks", json=body, headers=internal)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def rows(app: FastAPI, model: Any) -> list[Any]:
    async with app.state.database.transaction() as session:
        return list(await session.scalars(select(model)))


async def send(app: FastAPI) -> int:
    settings = app.state.settings
    return await service.send_due(app.state.database, settings, get_texts(), mailer_of(settings))


def letters(app: FastAPI) -> list[Any]:
    folder: Path = app.state.settings.data_dir / "mail"
    return read(folder)


async def test_inside_duty_hours_those_on_duty_are_told_at_once_and_of_nobody_by_name(
    client: httpx2.AsyncClient, app: FastAPI, internal: dict[str, str], conversation: str
) -> None:
    with time_machine.travel(MONDAY, tick=True):
        made = await ask(client, internal, conversation)
        assert made["alerted"] is True
        assert await send(app) == 1
    (message,) = letters(app)
    (callback,) = await rows(app, Callback)
    assert callback.urgent
    assert message["To"] == get_texts().municipality.duty_email
    body = message.get_content()
    assert f"/ansatt/oppringing/{callback.id}" in body
    assert made["reference"] in message["Subject"]
    everything = f"{message['Subject']} {body}"
    for private in ("Kari", "Nordmann", "412", "34567", "selvmord", "vold", "psykisk", "rus"):
        assert private not in everything
    assert "erstatter ikke 113" in body


async def test_outside_duty_hours_nobody_is_said_to_read_and_the_alert_waits_for_them(
    client: httpx2.AsyncClient, app: FastAPI, internal: dict[str, str], conversation: str
) -> None:
    with time_machine.travel(SATURDAY, tick=True):
        made = await ask(client, internal, conversation)
        assert made["alerted"] is False
        assert await send(app) == 0
    (item,) = await rows(app, OutboxItem)
    assert item.not_before == datetime(2026, 11, 23, 9, tzinfo=OSLO)
    with time_machine.travel(datetime(2026, 11, 23, 9, 1, tzinfo=OSLO), tick=True):
        assert await send(app) == 1


async def test_the_same_request_again_alerts_nobody_twice(
    client: httpx2.AsyncClient, app: FastAPI, internal: dict[str, str], conversation: str
) -> None:
    with time_machine.travel(MONDAY, tick=True):
        first = await ask(client, internal, conversation, client_id="same")
        again = await ask(client, internal, conversation, client_id="same")
    assert first == again
    assert len(await rows(app, OutboxItem)) == 1


async def test_an_ordinary_wish_to_be_called_alerts_nobody(
    client: httpx2.AsyncClient, app: FastAPI, internal: dict[str, str], conversation: str
) -> None:
    with time_machine.travel(MONDAY, tick=True):
        made = await ask(client, internal, conversation, urgent=False)
        public = {"client_id": "p", "phone": "41234567", "consent": True, "urgent": True}
        assert (await client.post("/api/callbacks", json=public)).status_code == 201
    assert made["alerted"] is False
    assert await rows(app, OutboxItem) == []
    assert not any(row.urgent for row in await rows(app, Callback))


async def test_an_alert_is_not_sent_when_somebody_has_been_in_touch_already(
    client: httpx2.AsyncClient, app: FastAPI, internal: dict[str, str], conversation: str
) -> None:
    with time_machine.travel(MONDAY, tick=True):
        await ask(client, internal, conversation)
        async with app.state.database.transaction() as session:
            await session.execute(update(Callback).values(contact_status="contacted"))
        assert await send(app) == 0
    assert [item.status for item in await rows(app, OutboxItem)] == ["dead"]


async def test_without_a_duty_address_everybody_who_can_log_in_is_told(
    client: httpx2.AsyncClient, app: FastAPI
) -> None:
    texts = get_texts()
    municipality = texts.municipality.model_copy(update={"duty_email": None})
    alone = Texts(**{**texts.__dict__, "loaded_municipality": municipality})
    async with app.state.database.transaction() as session:
        assert not await duty.answers(session, alone, MONDAY)
        for name, password, active in (
            ("ola", "hash", True), ("kalender", None, True), ("sluttet", "hash", False),
        ):  # fmt: skip
            session.add(StaffMember(id=new_id(), name=name, email=f"{name}@kommune.example",
                                    password_hash=password, active=active))  # fmt: skip
    async with app.state.database.transaction() as session:
        assert await duty.addresses(session, alone) == ["ola@kommune.example"]
        assert await duty.answers(session, alone, MONDAY)
        assert not await duty.answers(session, alone, SATURDAY)
        assert not await duty.answers(session, Texts(), MONDAY)
