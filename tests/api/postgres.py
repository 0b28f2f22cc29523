"""A real PostgreSQL for tests, in a folder of its own, run as somebody who is not root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEWEST_FIRST = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def binaries() -> Path | None:
    """Where the server's programs are; None when it is not installed."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    return NEWEST_FIRST[0] if NEWEST_FIRST else None


def _unprivileged() -> str | None:
    """Whom to run the server as; None when we are nobody special ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def cluster() -> Iterator[str]:
    """A running server; gives the folder of its socket. It listens on no port."""
    programs = binaries()
    assert programs is not None
    user = _unprivileged()
    # Not pytest's own folder: only root may enter that one.
    folder = Path(tempfile.mkdtemp(prefix="lavterskel-pg-"))
    data = folder / "data"
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        if user:
            command = ["setpriv", f"--reuid={user}", "--clear-groups", *command]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=60)

    try:
        run("initdb", "-D", str(data), "-U", "lavterskel", "-A", "trust", "-E", "UTF8",
            "--locale=C", "--no-sync")  # fmt: skip
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=120"
        run("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield str(folder)
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
