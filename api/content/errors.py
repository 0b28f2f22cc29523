"""What can be wrong with content, told so that the one who changed the file can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.errors import NotFound, Unavailable


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """One thing wrong in one file. ``line`` counts from 1; None when no line can be named."""

    file: str
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, linje {self.line}" if self.line else self.file
        return f"{where}: {self.field + ': ' if self.field else ''}{self.message}"


class ContentBroken(Exception):
    """Raised by a strict load: every problem in every file at once."""

    def __init__(self, problems: Sequence[ContentProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class OfferingNotFound(NotFound):
    """No offering has that slug."""

    code = "offering_not_found"
    detail = "Vi fant ikke dette tilbudet."


class ContentMissing(Unavailable):
    """A text that is needed is not there, or its file could not be read."""

    code = "content_missing"
    detail = "En tekst mangler hos oss. Du kan ringe kommunen i stedet."
