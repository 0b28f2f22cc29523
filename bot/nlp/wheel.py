"""Opens the packed pipeline in `dist/`: the only part of this package that runs in service.

The wheel needs no installing: it is checked against its hash, opened into a temporary folder,
loaded and the folder removed (under a second). So a clean clone works as it is, no environment
changes, and several processes cannot get in each other's way. It is a proper wheel all the same:
installed, `spacy.load("nb_lavterskel")` gives the same pipeline.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language

PACKAGE = "nb_lavterskel"
DIST = Path(__file__).with_name("dist")
SUMS = "sha256sums.txt"
# In the loaded pipeline's meta: which wheel it came from.
HASH = "wheel_sha256"


class DamagedWheelError(Exception):
    """The packed pipeline is missing or not the one whose hash is written down."""


def find_wheel(dist: Path = DIST) -> Path:
    """The one wheel of the folder, its hash checked.

    Raises:
        DamagedWheelError: when it is missing or its bytes are others than when it was packed.
    """
    sums = dist / SUMS
    if not sums.is_file():
        raise DamagedWheelError(f"{sums} is missing. What to do: fetch the repository again.")
    wanted, _, name = sums.read_text(encoding="utf-8").strip().partition("  ")
    wheel = dist / name
    if not wheel.is_file() or hashlib.sha256(wheel.read_bytes()).hexdigest() != wanted:
        raise DamagedWheelError(
            f"{wheel} is missing or damaged. What to do: fetch the repository again "
            "(git checkout the file), or pack it anew with python -m bot.nlp.pack."
        )
    return wheel


def load_packed(exclude: Iterable[str] = (), dist: Path = DIST) -> Language:
    """The packed pipeline, ready to use; components in `exclude` are left out.

    Raises:
        DamagedWheelError: as `find_wheel`.
    """
    with tempfile.TemporaryDirectory(prefix="lavterskel-nlp-") as folder:
        with zipfile.ZipFile(find_wheel(dist)) as wheel:
            wheel.extractall(folder)
        (config,) = Path(folder).glob(f"{PACKAGE}/{PACKAGE}-*/config.cfg")
        nlp = widen(spacy.load(config.parent, exclude=list(exclude)))
    nlp.meta[HASH] = (dist / SUMS).read_text(encoding="utf-8").split()[0]
    return nlp


def widen(nlp: Language) -> Language:
    """Weights of half precision made single again, in place; thinc computes with no others."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is None:
            continue
        for node in model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float32"))
    return nlp
