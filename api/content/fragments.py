"""Small pieces of text that are put together with facts: titles of buttons, lines of a summary."""

from functools import cache
from typing import Final

from api.content.errors import ContentMissing, ContentProblem
from api.content.repository import TEXTS, build, read
from api.content.schemas import Translated
from api.content.taxonomy import Language

FILE: Final = "fragments.yml"


class Fragments:
    """The pieces by name."""

    def __init__(self, pieces: dict[str, Translated], problems: list[ContentProblem]) -> None:
        """`problems`: what could not be read."""
        self._pieces = pieces
        self.problems = tuple(problems)

    def text(self, name: str, lang: Language) -> str:
        """One piece, placeholders and all; `ContentMissing` when there is none."""
        if name not in self._pieces:
            raise ContentMissing(name=name)
        return self._pieces[name].in_(lang)

    def find(self, name: str, lang: Language) -> str | None:
        """As `text`, or None."""
        return self.text(name, lang) if name in self._pieces else None


@cache
def get_fragments() -> Fragments:
    """The pieces of this process, read once; a broken piece costs only itself."""
    file = read(TEXTS / FILE, TEXTS)
    if isinstance(file, ContentProblem):
        return Fragments({}, [file])
    pieces: dict[str, Translated] = {}
    problems: list[ContentProblem] = []
    for name, data in file.data.items():
        made = build(Translated, file, data, (name,))
        if isinstance(made, Translated):
            pieces[name] = made
        else:
            problems.extend(made)
    return Fragments(pieces, problems)
