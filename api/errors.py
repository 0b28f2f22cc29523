"""The error tree, and how it is told.

LavterskelError
├── BadInput          400/413/422   what was sent cannot be used
├── NotAuthenticated  401           no token, or a wrong one
├── NotAllowed        403           known, but may not
├── NotFound          404
├── Conflict          409           the world has changed: a slot is taken, a hold is gone
├── TooMany           429
└── Unavailable       503           a part of the service is away

Programs get RFC 9457 problem+json with a stable `code`; `detail` is a Norwegian sentence that a
person can be shown. The assistant's own sentence for a code is content (texts/responses).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

log = structlog.get_logger(__name__)

PROBLEM = "application/problem+json"


class LavterskelError(Exception):
    """Root of everything that the service refuses on purpose."""

    status: ClassVar[int] = 500
    code: str = "error"
    detail: str = "Noe gikk galt hos oss. Prøv igjen, eller ring kommunen."

    def __init__(self, code: str | None = None, detail: str | None = None, **extra: Any) -> None:
        """`code` and `detail` replace the class's own; `extra` becomes members of the problem."""
        self.code = code or self.code
        self.detail = detail or self.detail
        self.extra: Mapping[str, Any] = extra
        super().__init__(self.code)


class BadInput(LavterskelError):
    """What was sent cannot be used as it stands."""

    status = 422
    code = "invalid_request"
    detail = "Noe i det du sendte mangler eller er skrevet på en måte vi ikke forstår."


class TooLarge(BadInput):
    """What was sent is too long."""

    status = 413
    code = "too_large"
    detail = "Det ble for langt. Del det gjerne opp i flere meldinger."


class NotAuthenticated(LavterskelError):
    """No token, or a wrong one."""

    status = 401
    code = "not_authenticated"
    detail = "Denne siden har ikke tilgang lenger. Last siden på nytt for å begynne igjen."


class NotAllowed(LavterskelError):
    """Known, but may not."""

    status = 403
    code = "not_allowed"
    detail = "Du har ikke tilgang til dette."


class NotFound(LavterskelError):
    """Nothing by that name."""

    status = 404
    code = "not_found"
    detail = "Vi fant ikke det du spurte etter."


class Conflict(LavterskelError):
    """The world has changed since it was asked."""

    status = 409
    code = "conflict"
    detail = "Dette er endret siden sist. Se en gang til, og prøv igjen."


class TooMany(LavterskelError):
    """Too many requests in a short time."""

    status = 429
    code = "too_many_requests"
    detail = "Det kom svært mange forespørsler på en gang. Vent litt, og prøv igjen."


class Unavailable(LavterskelError):
    """A part of the service is away."""

    status = 503
    code = "unavailable"
    detail = "Tjenesten er borte et øyeblikk. Prøv igjen om litt, eller ring kommunen."


def problem(
    status: int,
    code: str,
    detail: str,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """An RFC 9457 answer."""
    body = {
        "type": f"urn:lavterskel:{code}",
        "title": code,
        "status": status,
        "code": code,
        "detail": detail,
        **(extra or {}),
    }
    return JSONResponse(body, status, headers=dict(headers or {}), media_type=PROBLEM)


def install(app: FastAPI) -> None:
    """Register the handlers."""
    app.add_exception_handler(LavterskelError, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_bug)


async def _on_refusal(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, LavterskelError)  # noqa: S101 (registered for this type alone)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return problem(error.status, error.code, error.detail, error.extra, headers)


async def _on_invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    # Only where and why: the value itself may be a name, a number or a message.
    fields = [
        {
            "field": ".".join(str(part) for part in item["loc"][1:]) or "body",
            "problem": item["type"],
        }
        for item in error.errors()
    ]
    malformed = any(item["type"] == "json_invalid" for item in error.errors())
    status, code = (400, "malformed_json") if malformed else (422, "invalid_request")
    return problem(status, code, BadInput.detail, {"errors": fields})


async def _on_http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    known: dict[int, type[LavterskelError]] = {
        401: NotAuthenticated,
        403: NotAllowed,
        404: NotFound,
        413: TooLarge,
        429: TooMany,
    }
    kind = known.get(error.status_code)
    code = kind.code if kind else f"http_{error.status_code}"
    detail = kind.detail if kind else BadInput.detail
    return problem(error.status_code, code, detail, headers=error.headers)


async def _on_bug(request: Request, error: Exception) -> JSONResponse:
    # The message of an exception may quote what a person wrote; its type and place do not.
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""
    route = request.scope.get("route")
    log.error(
        "unhandled", error=type(error).__name__, where=where, route=getattr(route, "path", "?")
    )
    return problem(500, LavterskelError.code, LavterskelError.detail)
