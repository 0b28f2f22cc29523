"""Sends what lies in the outbox.

A message is claimed (its next attempt moved ahead) in a transaction of its own before it is sent:
no transaction is open while a mail server thinks, and a worker that dies in between leaves a
message that is sent later. That can send one twice, which is better than never.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import structlog

from api.booking import ics, links
from api.booking import repository as bookings
from api.content.formatting import CalendarWords, when
from api.content.service import Texts
from api.content.taxonomy import Language
from api.db import Database
from api.models import Booking, Callback, OutboxItem, utcnow
from api.notifications import duty, repository
from api.notifications.errors import CannotSend, WillNeverSend
from api.notifications.mail import Mailer
from api.notifications.wording import Wording, get_wording
from api.settings import Settings

log = structlog.get_logger(__name__)

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MAX_ATTEMPTS = 12
LANGUAGES: Mapping[str, Language] = {"nb": "nb", "nn": "nn", "en": "en"}


async def send_due(database: Database, settings: Settings, texts: Texts, mailer: Mailer) -> int:
    """Send everything whose time has come; how many were sent."""
    async with database.reading() as session:
        due = await repository.due(session, utcnow())
    sent = 0
    for key in due:
        sent += await _send_one(database, settings, texts, mailer, key)
    return sent


async def _send_one(
    database: Database, settings: Settings, texts: Texts, mailer: Mailer, key: str
) -> bool:
    now = utcnow()
    async with database.transaction() as session:
        item = await repository.claim(session, key, now)
        if item is None:
            return False
        item.attempts += 1
        item.not_before = now + min(FIRST_PAUSE * 2 ** (item.attempts - 1), LONGEST_PAUSE)
        booking = await bookings.by_id(session, str(item.payload.get("booking_id", "")))
        callback = await repository.callback(session, str(item.payload.get("callback_id", "")))
    status = "waiting"
    try:
        if item.template == duty.TEMPLATE:
            message = compose_alert(item, callback, settings, texts, get_wording())
        else:
            message = compose(item, booking, settings, texts, get_wording())
        await mailer.send(message)
        status = "sent"
    except WillNeverSend:
        status = "dead"
    except CannotSend as error:
        log.warning("mail_deferred", attempts=item.attempts, error=str(error))
        status = "dead" if item.attempts >= MAX_ATTEMPTS else "waiting"
    if status != "waiting":
        await _finish(database, key, status, utcnow())
    return status == "sent"


async def _finish(database: Database, key: str, status: str, now: datetime) -> None:
    async with database.transaction() as session:
        item = await repository.item(session, key)
        if item is not None:
            item.status = status
            item.sent_at = now if status == "sent" else None
            # The address has done its work.
            item.recipient = ""


def compose(
    item: OutboxItem, booking: Booking | None, settings: Settings, texts: Texts, wording: Wording
) -> EmailMessage:
    """The message as it is true now; `WillNeverSend` when its booking is gone or has moved on."""
    if booking is None or booking.anonymised_at is not None:
        raise WillNeverSend("booking gone")
    # A confirmation that was delayed until after the cancellation would only confuse.
    if (booking.status == "cancelled") != (item.template == "booking_cancelled"):
        raise WillNeverSend("out of date")
    language = LANGUAGES.get(item.language, "nb")
    slot, municipality = booking.slot, texts.municipality
    values = {
        "reference": booking.reference or "",
        "when": when(slot.start, CalendarWords.of(texts.vocabulary, language)),
        "place": wording.text(f"place_{slot.channel}", language, location=slot.location),
        "manage_url": links.absolute(settings, links.manage_url(settings, booking)),
        "phone": municipality.phone,
        "municipality": municipality.name.in_(language),
    }
    subject = wording.text(f"{item.template}_subject", language, **values)
    message = _letter(item, settings, language, subject)
    message.set_content(wording.text(f"{item.template}_body", language, **values) + "\n")
    method = "CANCEL" if booking.status == "cancelled" else "PUBLISH"
    message.add_attachment(
        ics.calendar_of(booking, wording, utcnow()),
        maintype="text",
        subtype="calendar",
        filename="avtale.ics",
        params={"method": method, "charset": "utf-8"},
    )
    return message


def compose_alert(
    item: OutboxItem, callback: Callback | None, settings: Settings, texts: Texts, wording: Wording
) -> EmailMessage:
    """The alert to those on duty; `WillNeverSend` when nobody waits for it any more."""
    subject, body = duty.text_of(callback, settings, texts, wording)
    message = _letter(item, settings, "nb", subject)
    message["Importance"] = "high"
    message.set_content(body + "\n")
    return message


def _letter(item: OutboxItem, settings: Settings, language: Language, subject: str) -> EmailMessage:
    message = EmailMessage()
    message["To"] = item.recipient
    message["From"] = settings.mail_from
    message["Subject"] = subject
    message["Date"] = format_datetime(utcnow())
    message["Message-ID"] = make_msgid(domain="lavterskel")
    message["Content-Language"] = language
    # No automatic answers to an automatic message (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    return message
