"""E-mail about bookings: true when it is sent, kind, neutral, and never lost."""

import socketserver
import threading
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import httpx2
import pytest
from calendars import add_slot, next_weekday
from fastapi import FastAPI
from sqlalchemy import select, update

from api.content.service import get_texts
from api.models import OutboxItem, utcnow
from api.notifications import service
from api.notifications.errors import CannotSend, WillNeverSend
from api.notifications.mail import FileMailer, SmtpMailer, mailer_of
from api.notifications.wording import LANGUAGES, Wording, WordingBroken, get_wording


async def book(client: httpx2.AsyncClient, app: FastAPI, **changes: Any) -> dict[str, Any]:
    async with app.state.database.transaction() as session:
        slot_id = (await add_slot(session, next_weekday())).id
    body = {"client_id": "c", "slot_id": slot_id, "name": "Kari", "email": "kari@kommune.example",
            "consent": True, **changes}  # fmt: skip
    return (await client.post("/api/bookings", json=body)).json()


async def items(app: FastAPI) -> list[OutboxItem]:
    async with app.state.database.transaction() as session:
        return list(await session.scalars(select(OutboxItem).order_by(OutboxItem.created_at)))


async def send(app: FastAPI, mailer: Any = None) -> int:
    settings = app.state.settings
    return await service.send_due(
        app.state.database, settings, get_texts(), mailer or mailer_of(settings)
    )


def read(folder: Path) -> list[EmailMessage]:
    parser = BytesParser(policy=policy.default)
    return [parser.parsebytes(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_confirmation_says_when_where_and_how_to_change_it(
    client: httpx2.AsyncClient, app: FastAPI, language: str
) -> None:
    made = await book(client, app, language=language)
    assert await send(app) == 1
    (message,) = read(app.state.settings.data_dir / "mail")
    body = message.get_body(("plain",)).get_content()
    assert message["To"] == "kari@kommune.example"
    assert made["reference"] in message["Subject"]
    assert made["manage_token"] in body
    assert "http://localhost:8000/time/" in body
    assert "Storgata 1" in body
    assert "{" not in body
    assert "!" not in body
    for revealing in ("psykisk", "rus", "mental", "Kari"):
        assert revealing not in body
        assert revealing not in message["Subject"]
    (calendar,) = message.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    (item,) = await items(app)
    assert (item.status, item.recipient) == ("sent", "")
    assert await send(app) == 0


async def test_a_booking_without_an_address_sends_nothing(
    client: httpx2.AsyncClient, app: FastAPI
) -> None:
    await book(client, app, email=None, phone="41234567")
    assert await items(app) == []


async def test_a_late_confirmation_of_a_cancelled_booking_is_not_sent(
    client: httpx2.AsyncClient, app: FastAPI
) -> None:
    made = await book(client, app)
    headers = {"Authorization": f"Bearer {made['manage_token']}"}
    await client.delete(f"/api/bookings/{made['reference']}", headers=headers)
    assert await send(app) == 1
    (message,) = read(app.state.settings.data_dir / "mail")
    assert "METHOD:CANCEL" in next(message.iter_attachments()).get_content()
    assert [item.status for item in await items(app)] == ["dead", "sent"]


class Failing:
    """A mailer that refuses."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def send(self, message: EmailMessage) -> None:
        raise self.error


async def test_a_mail_server_that_is_away_is_tried_again_later_and_then_given_up(
    client: httpx2.AsyncClient, app: FastAPI
) -> None:
    await book(client, app)
    away = Failing(CannotSend("ConnectionRefusedError"))
    for attempt in range(1, service.MAX_ATTEMPTS + 1):
        assert await send(app, away) == 0
        (item,) = await items(app)
        assert item.attempts == attempt
        assert item.not_before > utcnow()
        assert await send(app, away) == 0  # not before its time
        async with app.state.database.transaction() as session:
            await session.execute(update(OutboxItem).values(not_before=utcnow()))
    assert (item.status, item.recipient) == ("dead", "")


async def test_a_refused_address_is_not_tried_again(
    client: httpx2.AsyncClient, app: FastAPI
) -> None:
    await book(client, app)
    await send(app, Failing(WillNeverSend("refused")))
    assert [item.status for item in await items(app)] == ["dead"]


class _Smtp(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321 to take a message, or to refuse its recipient."""

    def handle(self) -> None:
        server: Any = self.server
        self.wfile.write(b"220 test\r\n")
        data = False
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            if data:
                server.lines.append(line)
                data = line != "."
                if not data:
                    self.wfile.write(b"250 taken\r\n")
                continue
            word = line[:4].upper()
            data = word == "DATA"
            answers = {"DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n", "RCPT": server.rcpt}
            self.wfile.write(answers.get(word, b"250 ok\r\n"))


@pytest.fixture
def smtp() -> Any:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp) as server:
        server.lines, server.rcpt = [], b"250 ok\r\n"  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@kommune.example", "b@kommune.example", "x"
    made.set_content("hei")
    return made


async def test_smtp_takes_the_message(smtp: Any) -> None:
    await SmtpMailer(f"smtp://127.0.0.1:{smtp.server_address[1]}").send(message())
    assert "hei" in smtp.lines


@pytest.mark.parametrize(
    ("answer", "kind"), [(b"550 no such user\r\n", WillNeverSend), (b"451 later\r\n", CannotSend)]
)
async def test_smtp_tells_now_from_never(smtp: Any, answer: bytes, kind: type[Exception]) -> None:
    smtp.rcpt = answer
    with pytest.raises(kind):
        await SmtpMailer(f"smtp://127.0.0.1:{smtp.server_address[1]}").send(message())


async def test_smtp_that_is_not_there_can_be_tried_later() -> None:
    with pytest.raises(CannotSend):
        await SmtpMailer("smtp://127.0.0.1:1").send(message())


async def test_files_of_mail_are_for_us_alone(tmp_path: Path) -> None:
    await FileMailer(tmp_path / "mail").send(message())
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert file.stat().st_mode & 0o077 == 0


def test_texts_that_differ_in_their_values_are_refused() -> None:
    with pytest.raises(WordingBroken):
        Wording({"x": {"nb": "{a}", "nn": "{a}", "en": "{b}"}})
    with pytest.raises(WordingBroken):
        Wording({"x": {"nb": "a", "nn": "a"}})


def test_every_template_has_subject_and_body() -> None:
    names = get_wording().names()
    for template in ("booking_confirmed", "booking_moved", "booking_cancelled"):
        assert {f"{template}_subject", f"{template}_body"} <= names


def test_a_value_with_braces_is_put_in_as_it_is() -> None:
    wording = Wording({"x": dict.fromkeys(LANGUAGES, "{a}")})
    assert wording.text("x", "nb", a="{b}") == "{b}"
