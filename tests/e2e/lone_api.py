"""The real api process alone: for days on which nothing else is needed, or nothing else is well."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.product import ROOT, Product, free_port, started

UP_SECONDS = 60
# Port 9 (discard): nobody listens there.
NOBODY = "http://127.0.0.1:9"
SECRET = "secret-of-the-tests"
ENGINE_TOKEN = "engine-token-of-the-tests"


def migrate(folder: Path) -> None:
    """A database with its tables and nothing in them."""
    environment = {"DATA_DIR": str(folder / "var"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "api.cli", "migrate"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


@contextmanager
def api_alone(
    folder: Path, *, root: Path = ROOT, engine: str = NOBODY, **environment: str
) -> Iterator[Product]:
    """The api of the code in `root` on the data in `folder`, as the supervisor starts it."""
    port = free_port()
    uvicorn = [sys.executable, "-m", "uvicorn", "api.main:app", "--host", "127.0.0.1"]
    command = [*uvicorn, "--port", str(port), "--no-access-log"]
    settings = {
        "LAVTERSKEL_SECRET": SECRET,
        "LAVTERSKEL_ENGINE_URL": engine,
        "LAVTERSKEL_ENGINE_TOKEN": ENGINE_TOKEN,
        **environment,
    }
    with started(command, folder, port, root, settings) as api:
        began = time.monotonic()
        while not _lives(api):
            assert api.process.poll() is None, api.log.read_text()[-3000:]
            assert time.monotonic() - began < UP_SECONDS, api.log.read_text()[-3000:]
            time.sleep(0.1)
        yield api


def _lives(api: Product) -> bool:
    try:
        return api.call("GET", "/health/live")[0] == 200
    except OSError:
        return False


def logged(api: Product) -> list[str]:
    """Names of the events in the log so far."""
    lines = api.log.read_text(errors="replace").splitlines()
    return [json.loads(line).get("event", "") for line in lines if line.startswith("{")]


def copy_of_the_code(folder: Path) -> Path:
    """A checkout whose texts can be broken: what the api reads is copied, all else is linked."""
    copied = ("api", "bot/norwegian", "models/crisis_net.zip")
    for name in (".", "bot", "models"):
        (folder / name).mkdir(parents=True)
        for entry in (ROOT / name).iterdir():
            path = entry.relative_to(ROOT).as_posix()
            hidden = entry.name.startswith(".") and entry.name != ".venv"
            if not hidden and path not in {*copied, "bot", "models"}:
                (folder / path).symlink_to(entry)
    ignored = shutil.ignore_patterns("node_modules", "__pycache__")
    for path in copied[:2]:
        shutil.copytree(ROOT / path, folder / path, ignore=ignored)
    shutil.copy(ROOT / copied[2], folder / copied[2])
    return folder
