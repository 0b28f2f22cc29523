"""Shapes of the health answers."""

from typing import Literal

from pydantic import BaseModel


class Live(BaseModel):
    """The process runs."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """`degraded`: bookings and help lines work, the assistant itself does not answer just now."""

    status: Literal["ok", "degraded", "unavailable"]
    database: Literal["ok", "away", "not_migrated"]
    engine: Literal["ok", "away"]
