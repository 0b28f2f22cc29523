"""Writes and reads the access log."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit import repository
from api.audit.schemas import Action, Entry, RecordKind

PAGE = 100


class AccessLog:
    """The log within one transaction, for one member of staff.

    An entry names the record by kind and key and holds nothing of what stands in it.
    """

    def __init__(self, session: AsyncSession, staff_id: str) -> None:
        """`staff_id`: who sees or does."""
        self.session = session
        self.staff_id = staff_id

    def note(
        self, action: Action, kind: RecordKind | None = None, record_id: str | None = None
    ) -> None:
        """Write down one view or change."""
        repository.add(self.session, self.staff_id, action, kind, record_id)

    async def note_listed(self, records: Iterable[tuple[RecordKind, str]], since: datetime) -> None:
        """Write down what was seen in a list, once a record since `since`.

        A list that is looked at twenty times a day tells the auditor no more than once does.
        """
        seen = {key: kind for kind, key in records}
        have = await repository.noted_since(self.session, self.staff_id, "listed", since, seen)
        for key in seen.keys() - have:
            self.note("listed", seen[key], key)


async def newest(session: AsyncSession, record_id: str | None, page: int) -> Sequence[Entry]:
    """A page (from 1) of the log, newest first."""
    rows = await repository.entries(session, record_id, (page - 1) * PAGE, PAGE)
    return [
        Entry(entry.at, who, entry.action, entry.record_kind, entry.record_id, subject)
        for entry, who, subject in rows
    ]
