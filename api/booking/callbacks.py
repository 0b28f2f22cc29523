"""Wishes to be called."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.booking import cleaning, repository
from api.booking.errors import ClientIdReused, PhoneInvalid
from api.booking.references import new_reference
from api.booking.schemas import CallbackIn, InternalCallbackIn
from api.content.service import Texts
from api.models import Callback, new_id
from api.notifications import outbox
from api.settings import Settings

MAX_WHEN = 500


async def request(
    session: AsyncSession,
    settings: Settings,
    given: CallbackIn | InternalCallbackIn,
    texts: Texts | None = None,
) -> Callback:
    """Write the wish down; the same `client_id` does it once.

    An urgent one is told to those on duty, who stand in `texts`, in the same transaction.
    """
    internal = given if isinstance(given, InternalCallbackIn) else None
    conversation_id = internal.conversation_id if internal else None
    if not given.phone.strip():
        raise PhoneInvalid(problem="missing")
    fields = _fields(given, urgent=internal is not None and internal.urgent)
    key = cleaning.digest("", ["callback", conversation_id or "public", given.client_id])
    request_hash = cleaning.digest(settings.secret, fields)
    conversation = None
    if conversation_id:
        conversation = await repository.lock_conversation(session, conversation_id)
    done = await repository.callback_by_client_id(session, key)
    if done:
        if done.request_hash != request_hash:
            raise ClientIdReused()
        return done
    reference = new_reference()
    while await repository.reference_exists(session, reference):
        reference = new_reference()
    callback = Callback(
        id=new_id(),
        reference=reference,
        client_id=key,
        request_hash=request_hash,
        conversation_id=conversation_id,
        language=conversation.language if conversation else given.language,
        **fields,
    )
    if not await repository.add_callback(session, callback):
        raise ClientIdReused()
    if callback.urgent and texts:
        await outbox.duty_alerted(session, texts, callback)
    return callback


def _fields(given: CallbackIn | InternalCallbackIn, *, urgent: bool) -> dict[str, Any]:
    return {
        "phone": cleaning.clean_phone(given.phone),
        "name": cleaning.clean_name(given.name) if given.name and given.name.strip() else None,
        "when_text": (cleaning.clean_text(given.when) or "")[:MAX_WHEN] or None,
        "about": given.about,
        "topics": list(given.topics),
        "offering": given.offering,
        "summary": cleaning.clean_summary(given.summary),
        "urgent": urgent,
    }
