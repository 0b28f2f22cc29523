"""An engine gone wrong: it takes every question and answers whatever it is told to."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Behaviour = Callable[[socket.socket], None]


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """A whole answer over HTTP."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answering(*responses: dict[str, Any], **understood: Any) -> bytes:
    """What a well engine says."""
    return json.dumps({"understood": understood, "responses": list(responses)}).encode()


def sending(raw: bytes) -> Behaviour:
    """Send these bytes and hang up."""
    return lambda connection: connection.sendall(raw)


WELL = sending(http(answering({"name": "utter_thank", "values": {}}, intent="thank")))


def after(seconds: float) -> Behaviour:
    """A right answer, late."""

    def behave(connection: socket.socket) -> None:
        time.sleep(seconds)
        WELL(connection)

    return behave


def without_end(connection: socket.socket) -> None:
    """A body as fast as it can be read, until nobody reads it."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    while True:
        connection.sendall(chunk)


def in_drops(connection: socket.socket) -> None:
    """One byte every tenth of a second, so that the line is never silent."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    for _ in range(250):
        connection.sendall(b" ")
        time.sleep(0.1)


@dataclass
class BadEngine:
    """`behaviour` is for turns; whether it is ready is always answered with a yes."""

    behaviour: Behaviour = WELL
    asked: int = 0
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def serve(self) -> None:
        """Until the listener is closed."""
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        # A caller that has hung up is no news.
        with connection, suppress(OSError):
            head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
            if not head.startswith(b"POST"):
                connection.sendall(http(b"{}"))
                return
            length = int(head.lower().partition(b"content-length:")[2].split()[0])
            while len(body) < length:
                body += connection.recv(65536)
            opens = json.loads(body)["text"].startswith("/open")
            self.asked += not opens
            (WELL if opens else self.behaviour)(connection)

    def close(self) -> None:
        """No new connections."""
        self._listener.close()


@contextmanager
def bad_engine() -> Iterator[BadEngine]:
    """An engine that is well until it is told otherwise."""
    engine = BadEngine()
    threading.Thread(target=engine.serve, daemon=True).start()
    yield engine
    engine.close()
