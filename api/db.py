"""Database access: engine, the two kinds of session, and the only commits of the program.

One request is one transaction. A write transaction takes SQLite's write lock when it begins
(`BEGIN IMMEDIATE`): a deferred one that reads first and writes later can fail half-way with
"database is locked", which no busy time-out cures.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from api.settings import Settings

BUSY_TIMEOUT_MS = 5_000


class Database:
    """Engine and sessions of one process."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the engine; nothing is opened before the first session."""
        url = settings.sqlalchemy_url()
        self.is_sqlite = url.startswith("sqlite")
        options: dict[str, Any] = {"pool_pre_ping": not self.is_sqlite}
        self.engine: AsyncEngine = create_async_engine(url, **options)
        if self.is_sqlite:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            _prepare_sqlite(self.engine)
        readers = self.engine.execution_options(sqlite_begin="DEFERRED")
        self._write = async_sessionmaker(self.engine, expire_on_commit=False)
        self._read = async_sessionmaker(readers, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A write session: committed when the block ends well, rolled back otherwise."""
        async with self._write() as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for reading only; whatever it changed is rolled back."""
        async with self._read() as session:
            yield session
            await session.rollback()

    async def forget(self) -> None:
        """Let what was deleted leave SQLite's write-ahead log too; best effort, tried again."""
        if not self.is_sqlite:
            return
        async with self.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection
            await (await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")).close()

    async def close(self) -> None:
        """Give back all connections."""
        await self.engine.dispose()


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _: object) -> None:
        # SQLAlchemy, not the driver, decides when a transaction begins (see on_begin).
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # Erased means gone from the file too, not only from the index.
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")


def get_database(request: Request) -> Database:
    """The application's database."""
    database: Database = request.app.state.database
    return database


async def write_session(
    database: Annotated[Database, Depends(get_database)],
) -> AsyncIterator[AsyncSession]:
    """One request, one transaction."""
    async with database.transaction() as session:
        yield session


async def read_session(
    database: Annotated[Database, Depends(get_database)],
) -> AsyncIterator[AsyncSession]:
    """A session for requests that only read."""
    async with database.reading() as session:
        yield session


DatabaseDep = Annotated[Database, Depends(get_database)]
# scope="function": committed before the answer leaves, so that what is told is true.
WriteSession = Annotated[AsyncSession, Depends(write_session, scope="function")]
ReadSession = Annotated[AsyncSession, Depends(read_session, scope="function")]
