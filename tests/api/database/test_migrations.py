"""Migrations: one head, up and down on both databases, and equal to the models."""

import re
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import IntegrityError

from api.migrations import service as migrations
from api.models import Base
from api.settings import Settings


def tables(settings: Settings) -> set[str]:
    url = make_url(settings.sqlalchemy_url())
    if settings.is_sqlite:
        url = url.set(drivername="sqlite")
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_there_is_one_head(settings: Settings) -> None:
    assert len(migrations.heads(settings)) == 1


def test_they_run_down_and_up_again(either: Settings) -> None:
    everything = {*Base.metadata.tables, "alembic_version"}
    assert tables(either) == everything
    migrations.downgrade(either)
    assert tables(either) == {"alembic_version"}
    migrations.upgrade(either)
    migrations.upgrade(either)
    assert tables(either) == everything


def test_the_models_ask_for_nothing_more(either: Settings) -> None:
    command.check(migrations.alembic_config(either))


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = settings.model_copy(update={"data_dir": tmp_path / "new"})
    monkeypatch.setattr(
        "alembic.ddl.impl.DefaultImpl.create_index",
        lambda *_, **__: (_ for _ in ()).throw(RuntimeError("disk full")),
    )
    with pytest.raises(RuntimeError):
        migrations.upgrade(broken)
    assert tables(broken) == set()


@pytest.mark.postgres
def test_on_postgresql_they_give_up_rather_than_block_everybody(
    postgres_settings: Settings,
) -> None:
    engine = create_engine(postgres_settings.sqlalchemy_url())
    with engine.connect() as other:
        other.execute(text("LOCK TABLE bookings IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(Exception, match="lock timeout"):
            migrations.downgrade(postgres_settings)
    engine.dispose()


def test_foreign_keys_hold_in_the_program(either: Settings) -> None:
    import asyncio

    from api.db import Database
    from api.models import Slot, new_id, utcnow

    async def add() -> None:
        database = Database(either)
        try:
            async with database.transaction() as session:
                session.add(Slot(id=new_id(), offering="x", staff_id="nobody", start=utcnow(),
                                 end=utcnow(), location="", channel="visit"))  # fmt: skip
        finally:
            await database.close()

    with pytest.raises(IntegrityError):
        asyncio.run(add())


def test_no_migration_depends_on_the_models_of_the_day() -> None:
    for path in (Path(migrations.__file__).parent / "versions").glob("*.py"):
        assert not re.search(r"^(from|import) api\b", path.read_text(), re.MULTILINE)
