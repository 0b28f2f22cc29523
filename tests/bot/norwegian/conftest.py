"""Hypothesis for this folder: no test fails on a busy machine, and no run differs from the next.

For a search with new examples: ``HYPOTHESIS_SEARCH=1000 pytest tests/bot/norwegian``.
"""

import os

from hypothesis import settings

_SEARCH = os.environ.get("HYPOTHESIS_SEARCH", "")

settings.register_profile(
    "norwegian",
    deadline=None,
    derandomize=not _SEARCH,
    database=None,
    max_examples=int(_SEARCH or 100),
)
settings.load_profile("norwegian")
