"""Who at the municipality is told at once that somebody wants to be called, and when they read."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from api.booking import links
from api.content.service import Texts
from api.models import Callback
from api.notifications import repository
from api.notifications.errors import WillNeverSend
from api.notifications.wording import Wording
from api.settings import Settings

TEMPLATE: Final = "duty_alert"
PARTS: Final = ("subject", "body")
# Reached, or finished with: an alert would only disturb.
_ANSWERED: Final = frozenset({"contacted", "done"})


async def addresses(session: AsyncSession, texts: Texts) -> list[str]:
    """Where alerts go: the municipality's duty address, else everybody who can log in."""
    municipality = texts.loaded_municipality
    if municipality and municipality.duty_email:
        return [municipality.duty_email]
    return await repository.staff_addresses(session)


async def answers(session: AsyncSession, texts: Texts, at: datetime) -> bool:
    """Whether an alert of this moment is read soon: it is duty time, and somebody gets it."""
    municipality = texts.loaded_municipality
    if municipality is None or not municipality.duty_hours.open_at(at):
        return False
    return bool(await addresses(session, texts))


def next_opening(texts: Texts, at: datetime) -> datetime:
    """When the alert is to be sent: now in duty hours, or not known; else when they begin."""
    municipality = texts.loaded_municipality
    return (municipality.duty_hours.next_opening(at) if municipality else None) or at


def text_of(
    callback: Callback | None, settings: Settings, texts: Texts, wording: Wording
) -> tuple[str, str]:
    """Subject and body; `WillNeverSend` when somebody has been in touch, or the data is gone."""
    if callback is None or callback.anonymised_at or callback.contact_status in _ANSWERED:
        raise WillNeverSend("nobody waits")
    values = {
        "reference": callback.reference,
        "record_url": links.absolute(settings, links.staff_url(settings, callback)),
        "municipality": texts.municipality.name.nb,
    }
    subject, body = (wording.text(f"{TEMPLATE}_{part}", "nb", **values) for part in PARTS)
    return subject, body
