"""What stands in the access log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RecordKind = Literal["booking", "callback", "slot", "staff"]
Action = Literal[
    "login",
    "logout",
    "listed",
    "viewed",
    "contact_no_answer",
    "contact_contacted",
    "contact_done",
    "contact_undone",
    "cancelled",
    "slot_closed",
    "slot_opened",
    "password_set",
    "staff_invited",
    "staff_deactivated",
    "staff_activated",
    "role_changed",
    "log_viewed",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `who` is None for somebody who is no longer there.

    `subject`: the colleague whose access was changed, where that is what it tells of.
    """

    at: datetime
    who: str | None
    action: str
    kind: str | None
    record_id: str | None
    subject: str | None
