"""All tables, one a file."""

from api.models.access_entry import AccessEntry
from api.models.base import Base, new_id, utcnow
from api.models.booking import Booking
from api.models.callback import Callback
from api.models.contact_attempt import ContactAttempt
from api.models.conversation import Conversation
from api.models.crisis_event import CrisisEvent
from api.models.erasure import Erasure
from api.models.message import Message
from api.models.outbox_item import OutboxItem
from api.models.slot import Slot
from api.models.staff_cell import StaffCell
from api.models.staff_member import StaffMember
from api.models.staff_session import StaffSession
from api.models.turn import Turn

__all__ = [
    "AccessEntry",
    "Base",
    "Booking",
    "Callback",
    "ContactAttempt",
    "Conversation",
    "CrisisEvent",
    "Erasure",
    "Message",
    "OutboxItem",
    "Slot",
    "StaffCell",
    "StaffMember",
    "StaffSession",
    "Turn",
    "new_id",
    "utcnow",
]
