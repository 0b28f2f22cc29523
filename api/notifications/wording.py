"""Texts of messages, from the YAML files beside this module; checked when they are loaded."""

import re
from functools import cache
from pathlib import Path

import yaml

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("nb", "nn", "en")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class WordingBroken(ValueError):
    """A text lacks a language, or its languages ask for different values."""


class Wording:
    """All texts by name and language."""

    def __init__(self, texts: dict[str, dict[str, str]]) -> None:
        """Refuse texts that are not the same in every language."""
        for name, forms in texts.items():
            if set(forms) != set(LANGUAGES):
                raise WordingBroken(f"{name}: languages {sorted(forms)}")
            if len({frozenset(_PLACEHOLDER.findall(text)) for text in forms.values()}) > 1:
                raise WordingBroken(f"{name}: placeholders differ")
        self._texts = texts

    def names(self) -> frozenset[str]:
        """Names of all texts."""
        return frozenset(self._texts)

    def text(self, name: str, language: str, **values: str) -> str:
        """A text with its values filled in; an unknown language gives bokmål."""
        forms = self._texts[name]
        form = forms.get(language, forms["nb"])
        # Not str.format: a value is put in as it is, whatever braces it holds.
        return _PLACEHOLDER.sub(lambda found: values[found[1]], form).rstrip("\n")


@cache
def get_wording() -> Wording:
    """The texts of this process."""
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(TEXTS.glob("*.yml")):
        texts.update(yaml.safe_load(path.read_text(encoding="utf-8")))
    return Wording(texts)
