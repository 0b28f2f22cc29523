"""What surrounds every request: an id, a size limit, headers, one log line, no escaped exception.

Plain ASGI rather than Starlette's BaseHTTPMiddleware, which runs the application in another task
and loses context variables.
"""

import time
from uuid import uuid4

import structlog
from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import errors
from api.health import metrics

log = structlog.get_logger(__name__)

MAX_BODY_BYTES = 256 * 1024

# No inline script or style anywhere; the web assets are files of our own.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
# The chat may be embedded in the municipality's own pages; nothing else may.
EMBEDDABLE = frozenset({"/chat"})


def security_headers(path: str) -> dict[str, str]:
    """Headers of an answer for `path`."""
    embeddable = path in EMBEDDABLE
    headers = {
        "Content-Security-Policy": CSP.format(ancestors="*" if embeddable else "'none'"),
        "X-Content-Type-Options": "nosniff",
        # An address may hold a booking's reference.
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if not embeddable:
        headers["X-Frame-Options"] = "DENY"
    return headers


def route_template(scope: Scope) -> str:
    """The route's template, never the path itself: a path may hold a reference."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "unmatched"


class RequestFrame:
    """The outermost layer of our own."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = uuid4().hex[:16]
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        status = 0

        async def framed_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                headers.update(security_headers(scope["path"]))
                if scope["path"].startswith(("/api/", "/internal/", "/ansatt")):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._answer(scope, receive, framed_send)
        except Exception as error:
            # Re-raised, it would reach the server's log with its message, which may quote a person.
            response = await scope["app"].exception_handlers[Exception](Request(scope), error)
            if status == 0:
                await response(scope, receive, framed_send)
        finally:
            self._record(scope, status, time.perf_counter() - started)
            structlog.contextvars.unbind_contextvars("request_id")

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdigit() and int(declared) > MAX_BODY_BYTES:
            too_large = errors.problem(413, errors.TooLarge.code, errors.TooLarge.detail)
            await too_large(scope, receive, send)
            return
        received = 0

        async def counted_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY_BYTES:
                raise HTTPException(413)
            return message

        await self.app(scope, counted_receive, send)

    @staticmethod
    def _record(scope: Scope, status: int, seconds: float) -> None:
        route, method = route_template(scope), scope["method"]
        if method not in {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}:
            method = "other"
        metrics.REQUESTS.labels(method, route, str(status)).inc()
        metrics.REQUEST_SECONDS.labels(method, route).observe(seconds)
        if not route.startswith(("/health", "/metrics")):
            log.info(
                "request", method=method, route=route, status=status, ms=round(seconds * 1000, 1)
            )
