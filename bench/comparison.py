"""Time of comparing two revisions as the text grows, against difflib on the same words.

python -m bench.comparison [--rounds N] [WORDS …]
"""

import argparse
import difflib
import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from appeals import demonstration
from appeals.drafting.diff import compare
from appeals.drafting.models import SegmentSnapshot
from bench import measure

SIZES = (500, 5_000, 50_000)
WORDS_A_SEGMENT = 90
# difflib is asked only for what it does within a minute.
LONGEST_FOR_DIFFLIB = 5_000


def make_revisions(words: int) -> tuple[list[SegmentSnapshot], list[SegmentSnapshot]]:
    """The demonstration's words in two revisions: one word in twenty changed, a segment moved."""
    place = Path(str(demonstration.__file__)).parent / "en.txt"
    known = place.read_text(encoding="utf-8").split()
    chance = random.Random(words)
    before = [chance.choice(known) for _word in range(words)]
    after = [chance.choice(known) if chance.random() < 0.05 else word for word in before]
    old, new = _segments(before), _segments(after)
    new.insert(0, new.pop(len(new) // 2))
    return old, new


def _segments(words: Sequence[str]) -> list[SegmentSnapshot]:
    starts = range(0, len(words), WORDS_A_SEGMENT)
    return [
        {
            "id": str(start),
            "kind": "paragraph",
            "wordings": {"en": " ".join(words[start : start + WORDS_A_SEGMENT])},
        }
        for start in starts
    ]


def _by_difflib(old: Sequence[SegmentSnapshot], new: Sequence[SegmentSnapshot]) -> object:
    words = [" ".join(each["wordings"]["en"] for each in side).split() for side in (old, new)]
    return difflib.SequenceMatcher(None, *words, autojunk=False).get_opcodes()


def _as_one(segments: Sequence[SegmentSnapshot]) -> list[SegmentSnapshot]:
    """The whole text in one segment: the hardest case."""
    text = " ".join(each["wordings"]["en"] for each in segments)
    return [{"id": "0", "kind": "paragraph", "wordings": {"en": text}}]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", metavar="WORDS", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    print(f"{'words':>8}{'ms (60 at 5,000)':>18}{'in one segment':>16}{'difflib':>12}")
    for size in options.sizes:
        old, new = make_revisions(size)
        variants = {
            "segments": partial(compare, old, new, "en"),
            "one": partial(compare, _as_one(old), _as_one(new), "en"),
        }
        taken = measure.medians(variants, rounds=options.rounds)
        line = f"{size:>8,}{1000 * taken['segments']:>18.1f}{1000 * taken['one']:>16.1f}"
        if size <= LONGEST_FOR_DIFFLIB:
            line += f"{1000 * measure.seconds(partial(_by_difflib, old, new)):>12.0f}"
        print(line)


if __name__ == "__main__":
    main()
