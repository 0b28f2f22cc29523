"""Access to functions of `bot.norwegian` by name; a missing module switches its use off.

The components can then be trained and tested on their own, and a half-installed checkout degrades
to plain statistics instead of failing at start.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from typing import Any

logger = logging.getLogger(__name__)


def find_function(module: str, name: str) -> Callable[..., Any] | None:
    """`bot.norwegian.<module>.<name>`, or None where that module does not exist.

    Only a missing module is forgiven. An error inside one, or a missing function, is raised.
    """
    path = f"bot.norwegian.{module}"
    try:
        found = importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name is None or not path.startswith(error.name):
            raise
        found = None
    if found is None or found.__file__ is None:  # None: a folder without code
        logger.warning("%s is not installed; %s is not used.", path, name)
        return None
    function: Callable[..., Any] = getattr(found, name)
    return function
