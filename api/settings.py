"""Settings, read once from the environment and `.env` (prefix `LAVTERSKEL_`).

The whole table stands in docs/operations.md; a test keeps the two equal.
"""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

OSLO = ZoneInfo("Europe/Oslo")


class Settings(BaseSettings):
    """Every knob of the api and the worker; with none set it runs on SQLite."""

    model_config = SettingsConfigDict(
        env_prefix="LAVTERSKEL_", env_file=".env", extra="ignore", populate_by_name=True
    )

    data_dir: Path = Field(default=Path("var"), validation_alias="DATA_DIR")
    database_url: str | None = None
    redis_url: str | None = None
    environment: Literal["demo", "production"] = "demo"
    public_url: str | None = None
    port: int = Field(default=8000, validation_alias="PORT")
    smtp_url: str | None = None
    mail_from: str = "ikke-svar@kommune.example"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    engine_url: str = "http://127.0.0.1:5005"
    engine_token: str = ""
    engine_timeout: timedelta = timedelta(seconds=2.5)
    internal_token: str = ""
    metrics_token: str = ""
    secret: str = ""

    rate_limits: Literal["on", "off"] = "on"
    message_max_chars: int = 30_000
    # The engine's classifiers gain nothing from more; the crisis net reads everything.
    engine_max_chars: int = 2_000

    hold_minutes: int = 10
    minimum_notice: timedelta = timedelta(hours=2)
    conversation_retention: timedelta = timedelta(hours=24)
    booking_retention: timedelta = timedelta(days=90)
    access_log_retention: timedelta = timedelta(days=5 * 365)
    staff_session_hours: int = 8

    def sqlalchemy_url(self) -> str:
        """Address of the database, with an async driver."""
        if self.database_url:
            return self.database_url
        return f"sqlite+aiosqlite:///{(self.data_dir / 'lavterskel.db').resolve()}"

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is in use."""
        return self.sqlalchemy_url().startswith("sqlite")


@lru_cache
def get_settings() -> Settings:
    """The process's settings; tests build their own `Settings(...)` instead."""
    return Settings()
