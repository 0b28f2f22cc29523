"""The whole product on a free port, and a person who writes to it over HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 240
Json = dict[str, Any]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Product:
    """A running supervisor with its four processes."""

    base: str
    folder: Path
    log: Path
    process: subprocess.Popen[bytes]

    def call(
        self, method: str, path: str, body: Any = None, token: str | None = None
    ) -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Request(
            self.base + path,
            method=method,
            headers=headers,
            data=None if body is None else data,
        )
        try:
            with urlopen(request, timeout=15) as answer:
                text = answer.read().decode()
                return answer.status, json.loads(text) if text.startswith(("{", "[")) else text
        except HTTPError as error:
            text = error.read().decode()
            return error.code, json.loads(text) if text.startswith(("{", "[")) else text

    def pids(self, part: str) -> list[int]:
        """Process ids of a service, among the supervisor's children."""
        children = subprocess.run(
            ["ps", "--ppid", str(self.process.pid), "-o", "pid=,args="],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.splitlines()
        return [int(line.split()[0]) for line in children if part in line]

    def kill(self, part: str) -> None:
        pids = self.pids(part)
        assert pids, f"no process {part}"
        for pid in pids:
            os.kill(pid, signal.SIGKILL)

    def ready(self) -> bool:
        try:
            status, body = self.call("GET", "/health/ready")
        except OSError:
            return False
        return status == 200 and "ok" in str(body.get("engine", body)).lower() + str(body).lower()

    def person(self, **start: str) -> "Person":
        status, body = self.call("POST", "/api/conversations", start)
        assert status == 201, body
        return Person(self, body["id"], body["token"], body["messages"])


@dataclass
class Person:
    """Somebody who writes, presses buttons, and reads the answers."""

    product: Product
    id: str
    token: str
    messages: list[Json]
    understood: Json = field(default_factory=dict)

    def _send(self, body: Json) -> list[Json]:
        body = {"client_id": uuid4().hex, **body}
        path = f"/api/conversations/{self.id}/messages"
        status, answer = self.product.call("POST", path, body, self.token)
        assert status == 200, answer
        self.messages, self.understood = answer["messages"], answer["understood"]
        return self.messages

    def writes(self, text: str) -> list[Json]:
        return self._send({"text": text})

    def presses(self, part: str) -> list[Json]:
        """The first button whose title or payload contains this."""
        for message in self.messages:
            for choice in message["choices"]:
                if part.lower() in choice["title"].lower() or part in choice["payload"]:
                    return self._send({"choice": choice["payload"]})
        raise AssertionError(f"no button «{part}» in {self.said()}")

    def said(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    def kinds(self) -> list[str]:
        return [message["kind"] for message in self.messages]

    def data(self, kind: str) -> Json:
        return next(message["data"] for message in self.messages if message["kind"] == kind)


@contextmanager
def running(
    folder: Path, *, root: Path = ROOT, until: str = "ready after", **environment: str
) -> Iterator[Product]:
    """Start the supervisor in `root`, wait until it says `until`; end it at the close."""
    port = free_port()
    supervisor = [sys.executable, "-m", "api.supervisor"]
    with started(supervisor, folder, port, root, environment) as product:
        wait_for(product, until)
        yield product


@contextmanager
def started(
    command: list[str], folder: Path, port: int, root: Path, environment: dict[str, str]
) -> Iterator[Product]:
    """A process of the product with its log and data in `folder`; ended at the close."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log.txt"
    full = {
        **os.environ,
        "PORT": str(port),
        "DATA_DIR": str(folder / "var"),
        "LAVTERSKEL_HOST": "127.0.0.1",
        "LAVTERSKEL_RATE_LIMITS": "off",
        **environment,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=root, env=full, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield Product(f"http://127.0.0.1:{port}", folder, log, process)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def wait_for(product: Product, said: str) -> None:
    """Until this stands in the log."""
    began = time.monotonic()
    while said not in product.log.read_text(errors="replace"):
        assert product.process.poll() is None, product.log.read_text(errors="replace")[-3000:]
        assert time.monotonic() - began < READY_SECONDS, product.log.read_text()[-3000:]
        time.sleep(0.5)
