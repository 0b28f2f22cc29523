"""A stand-in for the engine: a real HTTP server that speaks the channel's protocol.

It can be told to be slow, to hang up, to answer rubbish, nothing or 503, and to be dead.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "engine-token-of-the-tests"


def understood(**fields: Any) -> dict[str, Any]:
    """As the channel tells it."""
    plain = {
        "intent": "concern",
        "topic": None,
        "topics": [],
        "about": None,
        "offering": None,
        "aspect": None,
        "crisis": None,
        "crisis_certain": False,
        "confidence": 0.9,
    }
    return plain | fields


def answer(*responses: str | dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An answer with these responses."""
    listed = [r if isinstance(r, dict) else {"name": r, "values": {}} for r in responses]
    return {"understood": understood(**fields), "responses": listed}


@dataclass
class FakeEngine:
    """What it answers and how, and what it was sent."""

    reply: Callable[[dict[str, Any]], Any] = lambda _: answer("utter_thank")
    delay: float = 0.0
    raw: bytes | None = None
    status: int = 200
    ready: int = 200
    turns: list[dict[str, Any]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    refused: int = 0
    under_way: dict[str, int] = field(default_factory=dict)
    most_under_way: int = 0
    _server: ThreadingHTTPServer | None = None
    _port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def texts(self) -> list[str]:
        """Texts of the turns but for openings."""
        return [turn["text"] for turn in self.turns if not turn["text"].startswith("/open")]

    def start(self) -> None:
        """Listen, on the same port as before when it was up once."""
        engine = self

        class Handler(_Handler):
            owner = engine

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 64

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A caller that has hung up is no news."""

        self._server = Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def die(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @contextmanager
    def serving(self, sender: str) -> Iterator[None]:
        """Count how many turns of one conversation run at the same time."""
        with self._lock:
            self.under_way[sender] = self.under_way.get(sender, 0) + 1
            self.most_under_way = max(self.most_under_way, self.under_way[sender])
        yield
        with self._lock:
            self.under_way[sender] -= 1


class _Handler(BaseHTTPRequestHandler):
    owner: FakeEngine

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _is_trusted(self) -> bool:
        if self.headers.get("Authorization") == f"Bearer {TOKEN}":
            return True
        self.owner.refused += 1
        self._send(401, b"{}")
        return False

    def do_GET(self) -> None:
        self._send(self.owner.ready, b"{}")

    def do_DELETE(self) -> None:
        if self._is_trusted():
            self.owner.erased.append(self.path.rsplit("/", 1)[1])
            self._send(204, b"")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._is_trusted():
            return
        with self.owner.serving(body["sender"]):
            self.owner.turns.append(body)
            time.sleep(self.owner.delay if not body["text"].startswith("/open") else 0)
            opening = answer("utter_greet", intent="greet")
            reply = opening if body["text"].startswith("/open") else self.owner.reply(body)
        raw = self.owner.raw
        self._send(self.owner.status, raw if raw is not None else json.dumps(reply).encode())
