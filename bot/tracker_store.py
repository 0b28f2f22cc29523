"""Rasa's events, encrypted at rest and erasable.

Rasa's own SQL store keeps every message readable and has no way to delete a conversation. This one
keeps its table, but encrypts each event with Fernet (AES-128-CBC and HMAC-SHA256, from
`cryptography`), leaves the columns for intent and action empty, and can erase.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import sqlalchemy as sa
from cryptography.fernet import Fernet
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

SCHEMA = "engine"


def database_options() -> dict[str, Any]:
    """How Rasa's SQLAlchemy 1.4 reaches the database of the settings.

    SQLite gets a file of its own, so that the engine's writes never wait for the api's; PostgreSQL
    a schema of its own, and psycopg2, since 1.4 does not know psycopg 3.
    """
    url = os.environ.get("LAVTERSKEL_DATABASE_URL", "")
    if url.startswith("postgresql"):
        parts = urlsplit(url)
        os.environ.setdefault("POSTGRESQL_SCHEMA", SCHEMA)
        return {
            # Rasa knows the schema's name only with this very dialect; its driver is psycopg2.
            "dialect": "postgresql",
            "host": parts.hostname,
            "port": parts.port,
            "db": parts.path.lstrip("/"),
            "username": unquote(parts.username or "") or None,
            "password": unquote(parts.password or "") or None,
            # sslmode and the like, which libpq knows under the same names.
            "query": dict(parse_qsl(parts.query)),
        }
    folder = Path(os.environ.get("DATA_DIR", "var"))
    folder.mkdir(parents=True, exist_ok=True)
    return {"dialect": "sqlite", "db": str(folder / "engine.db")}


class EncryptedTrackerStore(SQLTrackerStore):
    """SQLTrackerStore with encryption and erasure. Needs `LAVTERSKEL_TRACKER_KEY`."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Settings come from the environment; `host` (the endpoint's url) is not used."""
        key = os.environ.get("LAVTERSKEL_TRACKER_KEY")
        if not key:
            raise ValueError("LAVTERSKEL_TRACKER_KEY is not set: events would be readable")
        self._fernet = Fernet(key.encode())
        options = database_options()
        if options["dialect"].startswith("postgresql"):
            _make_schema(options)
        super().__init__(domain=domain, event_broker=event_broker, **options)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _prepare_sqlite)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions).all()
            events = [json.loads(self._fernet.decrypt(row.data.encode())) for row in rows]
        if not (self.domain and events):
            return None
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    def _event_query(
        self, session: Any, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> Any:
        """Events in the order in which they were stored, of the last session or of all.

        Rasa finds the last session by time: when the clock is set back, it loses all that comes
        after, and somebody's answers with it.
        """
        event = self.SQLEvent
        query = session.query(event).filter(event.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            begun = (
                session.query(sa.func.max(event.id))
                .filter(event.sender_id == sender_id, event.type_name == SessionStarted.type_name)
                .scalar_subquery()
            )
            query = query.filter(event.id >= sa.func.coalesce(begun, 0))
        return query.order_by(event.id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are new."""
        await self.stream_events(tracker)
        with self.session_scope() as session:
            for event in self._additional_events(session, tracker):
                text = json.dumps(event.as_dict()).encode()
                row = self.SQLEvent(
                    sender_id=tracker.sender_id,
                    type_name=event.type_name,
                    timestamp=event.timestamp,
                    data=self._fernet.encrypt(text).decode(),
                )
                session.add(row)
            session.commit()

    def erase(self, sender_id: str) -> int:
        """Delete every event of a conversation; how many there were."""
        with self.session_scope() as session:
            rows = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            count = rows.delete(synchronize_session=False)
            session.commit()
            if self.engine.dialect.name == "sqlite":
                session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return int(count)

    def erase_silent_since(self, timestamp: float) -> int:
        """Delete conversations without an event after this time (Unix seconds); how many events."""
        event = self.SQLEvent
        with self.session_scope() as session:
            silent = (
                session.query(event.sender_id)
                .group_by(event.sender_id)
                .having(sa.func.max(event.timestamp) < timestamp)
            )
            senders = [row[0] for row in silent.all()]
            if not senders:
                return 0
            rows = session.query(event).filter(event.sender_id.in_(senders))
            count = rows.delete(synchronize_session=False)
            session.commit()
            return int(count)


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    # Erased means gone from the file too.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _make_schema(options: dict[str, Any]) -> None:
    url = sa.engine.URL.create(
        options["dialect"],
        options["username"],
        options["password"],
        options["host"],
        options["port"],
        options["db"],
        options.get("query") or {},
    )
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    engine.dispose()
