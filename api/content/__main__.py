"""Checks all texts: ``python -m api.content``. Exit code 1 when a file is broken.

For whoever changes a text: first what is wrong (file, line, field), then claims that the intended
purpose rules out, then what is hard to read, then the help lines that somebody should call.
"""

import sys
from datetime import datetime

from api.content import review
from api.content.hours import OSLO
from api.content.service import load_texts


def main() -> int:
    """Print the report; the number of broken places decides the exit code."""
    texts = load_texts()
    _say("Feil som må rettes", [str(problem) for problem in texts.problems])
    claimed = review.forbidden(texts)
    _say("Påstander som ikke skal stå her", claimed)
    _say("Tekster som er tunge eller lange", review.remarks(texts))
    today = datetime.now(OSLO).date()
    _say("Hjelpetelefoner som må kontrolleres", review.due_helplines(texts, today))
    return 1 if texts.problems or claimed else 0


def _say(heading: str, items: list[str]) -> None:
    sys.stdout.write(f"{heading}: {len(items) or 'ingen'}\n")
    sys.stdout.writelines(f"  {item}\n" for item in items)


if __name__ == "__main__":
    sys.exit(main())
