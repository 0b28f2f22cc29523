"""Client of the engine channel (docs/architecture.md, «Engine channel»).

A dead engine must not cost a person 2.5 seconds for each message: after some failures in a row it
is taken to be away and only a probe asks it again. A slow engine is waited for longer than the
person is, since its answer can still be shown later.
"""

import asyncio
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import httpx2
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.chat.breaker import Breaker
from api.health import metrics

log = structlog.get_logger(__name__)

TURN: Final = "/webhooks/lavterskel/turn"
READY: Final = "/webhooks/lavterskel/ready"
CONVERSATIONS: Final = "/webhooks/lavterskel/conversations"
# How long an answer is of use to anybody; below the engine's own 60 s lock.
LONGEST_SECONDS: Final = 20.0
PROBE_SECONDS: Final = 0.5
ERASE_SECONDS: Final = 2.0
# An engine asked late in a turn has at least this long before its silence counts against it.
FAIR_SECONDS: Final = 1.0
# An answer is a few thousand bytes and a handful of responses. More is an engine gone wrong, and
# reading it would hold up everybody else.
MOST_BYTES: Final = 512 * 1024
MOST_RESPONSES: Final = 50


class EngineState(StrEnum):
    """`starting`: not seen up yet, or says itself that it is not ready."""

    UP = "up"
    STARTING = "starting"
    AWAY = "away"


class EngineAway(Exception):
    """No answer that can be used."""


class NamedResponse(BaseModel):
    """A response by name, with ids and plain facts."""

    name: str = Field(max_length=80)
    values: dict[str, Any] = Field(default_factory=dict)


class EngineUnderstood(BaseModel):
    """What the engine understood; every field may be missing."""

    model_config = ConfigDict(extra="ignore")

    intent: str | None = None
    topic: str | None = None
    topics: list[str] = Field(default_factory=list)
    about: str | None = None
    offering: str | None = None
    aspect: str | None = None
    crisis: str | None = None
    crisis_certain: bool = False
    confidence: float = Field(default=0.0, allow_inf_nan=False)


class EngineAnswer(BaseModel):
    """The answer of one turn."""

    understood: EngineUnderstood
    responses: list[NamedResponse] = Field(max_length=MOST_RESPONSES)


@dataclass(frozen=True)
class EngineTurn:
    """One message for the engine; `crisis` is what the gateway's own net found."""

    sender: str
    client_id: str
    text: str = field(repr=False)
    language: str
    crisis: str | None = None
    crisis_certain: bool = False


class EngineClient:
    """Speaks to the engine; knows whether it is there."""

    def __init__(
        self, http: httpx2.AsyncClient, patience: float, breaker: Breaker | None = None
    ) -> None:
        """`http` has address and token; `patience` is how long a person waits, in seconds."""
        self._http = http
        self._patience = patience
        self._breaker = breaker or Breaker()
        self._state = EngineState.STARTING

    @property
    def state(self) -> EngineState:
        """As of the last call."""
        return self._state

    async def ensure_available(self) -> None:
        """`EngineAway` at once while the engine is known to be away; probes it now and then."""
        if not self._breaker.is_open:
            return
        if not (self._breaker.wants_probe() and await self.probe()):
            raise EngineAway

    async def probe(self) -> bool:
        """Ask whether it is ready, shortly."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                answer = await self._http.get(READY, timeout=PROBE_SECONDS)
        except (httpx2.HTTPError, OSError, TimeoutError):
            self._failed(EngineState.AWAY)
            return False
        if not answer.is_success:
            self._failed(EngineState.STARTING)
            return False
        self._succeeded()
        return True

    async def turn(self, turn: EngineTurn, until: float | None = None) -> EngineAnswer:
        """The answer, up to `LONGEST_SECONDS` later; `EngineAway` when there is none to use.

        `until`: when the person stops waiting, in seconds of the event loop's clock.
        """
        loop = asyncio.get_running_loop()
        # A slow answer counts as a failure when the person stops waiting, not at its end; but the
        # engine is not blamed for time that was spent before it was asked.
        patience = self._patience if until is None else min(self._patience, until - loop.time())
        alarm = loop.call_later(max(patience, FAIR_SECONDS), self._failed, EngineState.AWAY)
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                status, body = await self._post(turn)
        except (httpx2.HTTPError, OSError, TimeoutError) as error:
            self._failed(EngineState.AWAY)
            log.warning("engine_away", error=type(error).__name__)
            raise EngineAway from None
        finally:
            alarm.cancel()
        answer = self._read(status, body)
        self._succeeded()
        return answer

    async def _post(self, turn: EngineTurn) -> tuple[int, bytes]:
        """Status and body; no more of the body than shows that it is too long."""
        sent = {name: getattr(turn, name) for name in EngineTurn.__dataclass_fields__}
        body = bytearray()
        async with self._http.stream("POST", TURN, json=sent, timeout=LONGEST_SECONDS) as response:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    break
            return response.status_code, bytes(body)

    async def erase(self, conversation_id: str) -> bool:
        """Erase the engine's memory of a conversation; False when that must be tried again."""
        try:
            async with asyncio.timeout(ERASE_SECONDS):
                answer = await self._http.delete(
                    f"{CONVERSATIONS}/{conversation_id}", timeout=ERASE_SECONDS
                )
        except (httpx2.HTTPError, OSError, TimeoutError):
            return False
        return answer.is_success or answer.status_code == 404

    def _read(self, status: int, body: bytes) -> EngineAnswer:
        if status != 200:
            self._failed(EngineState.STARTING if status == 503 else EngineState.AWAY)
            log.warning("engine_refused", status=status)
            raise EngineAway
        try:
            if len(body) > MOST_BYTES:
                raise ValueError
            # Not pydantic's own JSON reader: its errors would quote the answer.
            return EngineAnswer.model_validate(json.loads(body))
        except (ValueError, RecursionError, ValidationError):
            self._failed(EngineState.AWAY)
            log.error("engine_garbage", size=len(body))
            raise EngineAway from None

    def _succeeded(self) -> None:
        self._breaker.succeeded()
        self._state = EngineState.UP
        metrics.ENGINE_UP.set(1)

    def _failed(self, state: EngineState) -> None:
        self._breaker.failed()
        never_seen = self._state is EngineState.STARTING
        self._state = EngineState.STARTING if never_seen else state
        metrics.ENGINE_UP.set(0)
