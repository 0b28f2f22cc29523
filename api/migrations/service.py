"""Runs the migrations from inside the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from api.settings import Settings

HERE = Path(__file__).parent


def alembic_config(settings: Settings) -> Config:
    """Alembic's configuration for the database of `settings`."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["settings"] = settings
    return config


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Bring the database up to `revision`."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(settings), revision)


def downgrade(settings: Settings, revision: str = "base") -> None:
    """Take the database back to `revision`."""
    command.downgrade(alembic_config(settings), revision)


def heads(settings: Settings) -> list[str]:
    """The newest migrations; there has to be exactly one."""
    return list(ScriptDirectory.from_config(alembic_config(settings)).get_heads())
