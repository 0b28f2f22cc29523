"""Logs: one JSON object a line, without anything that a person wrote or is called by.

What is logged is chosen, not filtered afterwards: route templates instead of paths, counts instead
of contents. The processor below is the net under that, for third-party loggers and for mistakes.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

# Keys that would hold something personal or secret; their values never leave the process.
FORBIDDEN = frozenset(
    {
        "text", "message", "name", "phone", "email", "note", "summary", "query", "query_string",
        "url", "body", "token", "authorization", "cookie", "password", "recipient", "exception",
        "exc_info", "stack",
    }
)  # fmt: skip
REMOVED = "[fjernet]"


def drop_personal(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace the values of forbidden keys; an exception keeps only its type."""
    error = event.pop("exc_info", None)
    if error:
        kind = sys.exc_info()[0] if error is True else type(error)
        if isinstance(error, tuple):
            kind = error[0]
        event["error"] = getattr(kind, "__name__", "unknown")
    for key in FORBIDDEN & event.keys():
        event[key] = REMOVED
    return event


def configure(level: str) -> None:
    """Set up structlog and bring the standard library's loggers to the same form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        drop_personal,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        # Tests swap the configuration; a cached logger would keep the old one.
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    for old in [h for h in root.handlers if getattr(h, "lavterskel", False)]:
        root.removeHandler(old)
    handler.lavterskel = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(level)
    # Both write whole addresses, with the token of a calendar file in the query.
    logging.getLogger("uvicorn.access").disabled = True
    for chatty in ("httpx2", "httpcore2", "aiosqlite"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
