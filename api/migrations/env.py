"""Alembic's entry: opens the database of the settings and runs inside one transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, event, make_url, text

from api.models import Base
from api.models.base import UtcDateTime
from api.settings import Settings, get_settings

# Rather give up than queue behind a long reader and block everybody behind us.
LOCK_TIMEOUT = "5s"
# Any number will do, as long as all of our processes use the same.
ADVISORY_LOCK = 7_205_701


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Migrations must not depend on the models of the day."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _sqlite_transactions(engine: Any) -> None:
    """Let a failed migration leave nothing behind: the driver must not commit on its own."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def run() -> None:
    """Run the migrations that were asked for."""
    settings: Settings = context.config.attributes.get("settings") or get_settings()
    url = make_url(settings.sqlalchemy_url())
    if settings.is_sqlite:
        url = url.set(drivername="sqlite")
    engine = create_engine(url)
    if settings.is_sqlite:
        _sqlite_transactions(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            if not settings.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            context.run_migrations()
    engine.dispose()


run()
