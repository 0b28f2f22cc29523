"""Trains the Rasa model when something that it is made of has changed (`python -m bot.train`).

The model and a fingerprint of its ingredients stand side by side in `models/`. An interrupted
training leaves the old pair in place.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import logging
import os
import subprocess
import sys
import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "models"
MODEL = MODELS / "lavterskel.tar.gz"
FINGERPRINT = MODELS / "lavterskel.fingerprint"
CRISIS_NET = MODELS / "crisis_net.zip"
_FILES = ("config.yml", "domain.yml", "bot/crisis_net.py")
_FOLDERS = ("data", "bot/components", "bot/norwegian", "bot/nlp/dist")
_PACKAGES = ("rasa", "scikit-learn", "spacy", "numpy")


def fingerprint(root: Path = ROOT) -> str:
    """Hash (hex, sha256) of the files and package versions that decide what a training gives."""
    digest = hashlib.sha256()
    paths = [root / name for name in _FILES]
    for folder in _FOLDERS:
        paths.extend(sorted((root / folder).rglob("*")))
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    for package in _PACKAGES:
        digest.update(f"{package}=={importlib.metadata.version(package)}".encode())
    return digest.hexdigest()


def is_current(now: str) -> bool:
    """True when the stored model was made from ingredients with that fingerprint."""
    if not (MODEL.is_file() and CRISIS_NET.is_file() and FINGERPRINT.is_file()):
        return False
    return FINGERPRINT.read_text(encoding="utf-8").strip() == now


def quiet() -> None:
    """Telemetry off, start-up chatter away, no message text in logs; runs before rasa's import."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    import sanic.app  # noqa: F401, PLC0415  it switches deprecation warnings on: first
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    warnings.filterwarnings("ignore", category=DeprecationWarning)
    # Our OfferingMatcher reads the synonyms; Rasa knows only its own reader of them.
    warnings.filterwarnings("ignore", message=".*EntitySynonymMapper.*")
    # Unconfigured, Rasa writes every parsed text to the terminal.
    configure_structlog(logging.WARNING)


def train_model(
    data: Path, target: Path, domain: Path | None = None, config: Path | None = None
) -> None:
    """Trains on `data` (a file or folder) into `target` (a .tar.gz path), atomically.

    `domain` None, or one that does not exist, trains the understanding alone.

    Raises:
        RuntimeError: when Rasa made no model.
    """
    quiet()
    from rasa import model_training  # noqa: PLC0415  after quiet()

    _leave_out_fingerprints()
    if data == ROOT / "data":
        _trust_own_lines()
    settings = str(config or ROOT / "config.yml")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".training-") as folder:
        if domain is not None and domain.exists():
            made = model_training.train(
                domain=str(domain),
                config=settings,
                training_files=[str(data)],
                output=folder,
                fixed_model_name=target.name,
                core_additional_arguments={"augmentation_factor": 0},
            ).model
        else:
            made = model_training.train_nlu(
                config=settings, nlu_data=str(data), output=folder, fixed_model_name=target.name
            )
        if not made:
            raise RuntimeError("Rasa made no model; its message stands above.")
        Path(made).replace(target)


def _leave_out_fingerprints() -> None:
    """Rasa hashes every line with all its features after every component, for a cache of its own.

    That is a quarter of the training's time (measured with py-spy on 24,000 lines), and whether
    anything has to be trained at all is decided by our own fingerprint. A name that never comes
    again keeps the cache from ever being right by accident.
    """
    from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: PLC0415

    TrainingData.fingerprint = lambda _: uuid.uuid4().hex  # type: ignore[method-assign]


def _trust_own_lines() -> None:
    """Leaves out Rasa's schema check of the project's own lines, half of their reading time.

    The check is a test (tests/nlu/test_training_data.py); a foreign file is still checked.
    """
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader  # noqa: PLC0415

    RasaYAMLReader.validate = lambda *_: None  # type: ignore[method-assign]


@contextmanager
def training_crisis_net(data: Path, target: Path) -> Iterator[None]:
    """Trains the gateway's own net on the same lines meanwhile, in a process of its own.

    Raises:
        RuntimeError: when the body has ended and the net could not be trained.
    """
    command = [sys.executable, "-m", "bot.crisis_net", str(data), str(target)]
    process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603  our own module
    try:
        yield
        if process.wait() != 0:
            raise RuntimeError("The gateway's crisis net was not trained; see the message above.")
    finally:
        process.kill()
        process.wait()


def main(arguments: list[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    options = parser.parse_args(arguments)
    now = fingerprint()
    if is_current(now) and not options.force:
        print("The model is up to date: models/lavterskel.tar.gz")
        return 0
    MODELS.mkdir(exist_ok=True)
    domain = ROOT / "domain.yml"
    what = "understanding and dialogue" if domain.exists() else "understanding only (no domain.yml)"
    print(f"Training {what} from data/ … this takes about three minutes.", flush=True)
    started = time.monotonic()
    try:
        with training_crisis_net(ROOT / "data", CRISIS_NET):
            train_model(ROOT / "data", MODEL, domain)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    FINGERPRINT.write_text(now + "\n", encoding="utf-8")
    print(f"Trained in {time.monotonic() - started:.0f} s: models/lavterskel.tar.gz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
