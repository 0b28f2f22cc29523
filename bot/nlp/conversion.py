"""How well the conversion of NDT's tags agrees with the official parts.

`python -m bot.nlp.conversion --treebank FOLDER [--show N]` compares every sentence that the NDT
files and the official dev and test parts have in common, token by token. No sentence is printed,
only the commonest differences of tags.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.nlp.treebank import STANDARDS, Part, Standard, Word, forms, read_official, read_parts

_COMPARED = ("pos", "features", "lemma", "name", "space_after")


def paired(treebank: Path, standard: Standard, part: Part) -> Iterator[tuple[Word, Word, bool]]:
    """Our word, the official word, and whether it ends its sentence."""
    ours = defaultdict(list)
    for document in read_parts(treebank, standard)[part]:
        for sentence in document.sentences:
            ours[forms(sentence)].append(sentence)
    for sentence in read_official(treebank, standard, part).sentences:
        waiting = ours[forms(sentence)]
        if waiting:
            last = len(sentence) - 1
            for place, (mine, theirs) in enumerate(zip(waiting.pop(0), sentence, strict=True)):
                yield mine, theirs, place == last


def _is_known_error(mine: Word, theirs: Word) -> bool:
    """UD nynorsk calls a name a NOUN where NDT's features name the gender before "prop"."""
    return mine.pos == "PROPN" and theirs.pos == "NOUN"


def main(arguments: list[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlp.conversion", description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help="the unpacked archive")
    parser.add_argument("--show", type=int, default=0, help="the commonest differences")
    options = parser.parse_args(arguments)
    parts: tuple[Part, ...] = ("dev", "test")
    for standard in STANDARDS:
        for part in parts:
            same: Counter[str] = Counter()
            differing: Counter[tuple[str, str, str, str]] = Counter()
            total = errors = 0
            for mine, theirs, is_last in paired(options.treebank, standard, part):
                total += 1
                errors += _is_known_error(mine, theirs)
                for field in _COMPARED:
                    a, b = getattr(mine, field), getattr(theirs, field)
                    if a == b or (field == "space_after" and is_last):
                        same[field] += 1
                    elif field in {"pos", "features"} and not _is_known_error(mine, theirs):
                        differing[field, mine.form.lower(), a, b] += 1
            shares = "  ".join(f"{field} {same[field] / total:.2%}" for field in _COMPARED)
            corrected = (same["pos"] + errors) / total
            print(f"{standard} {part}: {total} tokens  {shares}  pos, names kept {corrected:.2%}")
            for (field, form, a, b), count in differing.most_common(options.show):
                print(f"    {count:4d}  {field:8s} {form}: {a or '-'} / official {b or '-'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
