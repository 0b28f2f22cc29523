"""Starts rasa, actions, api and worker, and keeps them running (`python -m api.supervisor`).

Logs are prefixed with the process's name. One that dies is started again, with growing pauses if
it keeps dying. Ctrl-C and SIGTERM end all in order; if the supervisor itself is killed, the kernel
ends them (PR_SET_PDEATHSIG, Linux).
"""

import asyncio
import contextlib
import ctypes
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parents[1]
API_PYTHON = sys.executable
BOT_PYTHON = ROOT / ".venv" / "bot" / "bin" / "python"

STOP_SECONDS = 8.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
PREPARE_PAUSE = 15.0
# One that ran this long has recovered: the next death counts as the first.
SETTLED_SECONDS = 60.0
PR_SET_PDEATHSIG = 1


@dataclass
class Service:
    """One process to keep running."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: asyncio.subprocess.Process | None = field(default=None, repr=False)


def say(name: str, line: str) -> None:
    """One prefixed line of log. A disk that is full, or a terminal that is gone, ends nobody."""
    with contextlib.suppress(OSError):
        print(f"{name:<8}| {line}", flush=True)


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def load_secrets(folder: Path) -> dict[str, str]:
    """The installation's secrets: made once, kept in `secrets.json` that only its owner reads."""
    path = folder / "secrets.json"
    known: dict[str, str] = {}
    if path.exists():
        known = json.loads(path.read_text(encoding="utf-8"))
    wanted = {
        "LAVTERSKEL_SECRET": secrets.token_urlsafe(32),
        "LAVTERSKEL_ENGINE_TOKEN": secrets.token_urlsafe(32),
        "LAVTERSKEL_INTERNAL_TOKEN": secrets.token_urlsafe(32),
        "LAVTERSKEL_TRACKER_KEY": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    complete = {**wanted, **known}
    if complete != known:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(complete, file)
        temporary.replace(path)
    # What the operator has set in the environment wins.
    return {key: os.environ.get(key, value) for key, value in complete.items()}


def services(port: int, folder: Path) -> list[Service]:
    """The four processes with their commands and environments."""
    engine, actions = free_port(), free_port()
    shared = {
        **os.environ,
        **load_secrets(folder),
        "DATA_DIR": str(folder),
        "LAVTERSKEL_ENGINE_URL": f"http://127.0.0.1:{engine}",
        "LAVTERSKEL_ENGINE_PORT": str(engine),
        "LAVTERSKEL_ACTIONS_PORT": str(actions),
        "LAVTERSKEL_INTERNAL_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
        # Fewer allocator arenas: the engine's memory falls, its speed does not.
        "MALLOC_ARENA_MAX": "2",
    }
    bot = {
        **shared,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        # One message is one small matrix product: more threads only disturb each other.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    host = os.environ.get("LAVTERSKEL_HOST", "0.0.0.0")  # the public port
    rasa = [str(BOT_PYTHON), "-m", "bot.server"]
    uvicorn = [API_PYTHON, "-m", "uvicorn", "api.main:app", "--host", host, "--port", str(port)]
    return [
        Service("api", [*uvicorn, "--no-access-log", "--timeout-graceful-shutdown", "5"], shared),
        Service("rasa", rasa, bot),
        Service("actions", [str(BOT_PYTHON), "-m", "actions.server"], bot),
        Service("worker", [API_PYTHON, "-m", "api.worker"], shared),
    ]


def _end_with_parent(number: int = signal.SIGKILL) -> None:
    """Get this signal when the parent process is gone, however it went (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL("libc.so.6", use_errno=True).prctl(PR_SET_PDEATHSIG, number)


async def _keep_running(service: Service, stopping: asyncio.Event) -> None:
    pause = FIRST_PAUSE
    while not stopping.is_set():
        began = time.monotonic()
        service.process = await asyncio.create_subprocess_exec(
            *service.command,
            cwd=ROOT,
            env=service.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # Ctrl-C reaches the supervisor alone, which ends the others in order.
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        await _pass_on(service)
        code = await service.process.wait()
        if stopping.is_set():
            return
        if time.monotonic() - began > SETTLED_SECONDS:
            pause = FIRST_PAUSE
        say(service.name, f"ended ({code}); starting it again in {pause:.1f} s")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _pass_on(service: Service) -> None:
    assert service.process is not None
    assert service.process.stdout is not None
    while True:
        try:
            line = await service.process.stdout.readline()
        except ValueError:  # a line longer than the buffer
            continue
        if not line:
            return
        say(service.name, line.decode(errors="replace").rstrip())


async def _stop(running: list[Service]) -> None:
    alive = [item.process for item in running if item.process and item.process.returncode is None]
    for process in alive:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    ends = asyncio.gather(*(process.wait() for process in alive))
    try:
        await asyncio.wait_for(ends, STOP_SECONDS)
    except TimeoutError:
        for process in alive:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


async def _announce(port: int, engine: Mapping[str, str], began: float) -> None:
    public = f"http://localhost:{port}"
    while not await asyncio.to_thread(_answers, f"http://127.0.0.1:{port}/health/live"):
        await asyncio.sleep(0.3)
    say("start", f"pages are up after {time.monotonic() - began:.0f} s; the engine is loading …")
    ready = f"{engine['LAVTERSKEL_ENGINE_URL']}/webhooks/lavterskel/ready"
    while not await asyncio.to_thread(_answers, ready):
        await asyncio.sleep(0.3)
    say("start", f"ready after {time.monotonic() - began:.0f} s")
    say("start", f"Lavterskel: {public}   chat alone: {public}/chat   staff: {public}/ansatt/")


def _prepare(environment: Mapping[str, str]) -> bool:
    """Migrations, the demo municipality, and the first administrator's link; whether it worked."""
    done = subprocess.run(
        [API_PYTHON, "-m", "api.cli", "prepare"],
        cwd=ROOT,
        env=dict(environment),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    for line in done.stdout.splitlines():
        say("setup", line)
    return done.returncode == 0


async def _prepare_until_done(environment: Mapping[str, str], ready: asyncio.Event) -> None:
    """Try until the database can be used; `ready` is set after the first try, however it went.

    A database that is read-only or away on the morning after a power cut must not keep help lines
    off the air: the pages, the gateway's crisis net and the numbers need none.
    """
    while not await asyncio.to_thread(_prepare, environment):
        say("setup", "THE DATABASE CANNOT BE USED, see above. Nothing can be stored or booked;")
        say("setup", f"people are told so and get numbers. Next try in {PREPARE_PAUSE:.0f} s.")
        ready.set()
        await asyncio.sleep(PREPARE_PAUSE)
    ready.set()


async def supervise() -> None:
    """Run until told to stop."""
    began = time.monotonic()
    # `.env` holds for all four processes; what stands in the environment wins.
    for name, value in dotenv_values(ROOT / ".env").items():
        os.environ.setdefault(name, value or "")
    # Whatever is written here tells of people: no other user of the machine may read it.
    os.umask(0o077)
    port = int(os.environ.get("PORT", "8000"))
    folder = Path(os.environ.get("DATA_DIR", "var")).resolve()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError as error:
            raise SystemExit(
                f"Port {port} is in use. Choose another: make run PORT={port + 1}"
            ) from error
    running = services(port, folder)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopping.set)
    # The engine takes longest to load: it starts while the database is prepared.
    engine_first = [item for item in running if item.name in {"rasa", "actions"}]
    tasks = [asyncio.create_task(_keep_running(item, stopping)) for item in engine_first]
    try:
        tried = asyncio.Event()
        tasks.append(asyncio.create_task(_prepare_until_done(running[0].environment, tried)))
        await tried.wait()
        rest = [item for item in running if item not in engine_first]
        tasks += [asyncio.create_task(_keep_running(item, stopping)) for item in rest]
        announcing = asyncio.create_task(_announce(port, running[0].environment, began))
        await stopping.wait()
        announcing.cancel()
    finally:
        stopping.set()
        say("start", "stopping …")
        await _stop(running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def main() -> None:
    """The command."""
    if os.environ.get("LAVTERSKEL_STOP_WITH_PARENT"):
        # `make run` sets it: with make gone, nobody is left to press Ctrl-C.
        _end_with_parent(signal.SIGTERM)
    asyncio.run(supervise())


if __name__ == "__main__":
    main()
