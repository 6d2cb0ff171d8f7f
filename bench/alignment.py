"""Time of the alignment as the text grows, across languages and within one.

python -m bench.alignment [--rounds N] [SIZE …]
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from appeals import demonstration
from appeals.drafting.alignment import Passage, align
from bench import measure

SIZES = (10, 100, 400, 1_000)
LANGUAGES = ("en", "ru")
Versions = dict[str, list[Passage]]


def make_versions(size: int) -> Versions:
    """The demonstration appeal again and again, cut into sentences so that no two are alike."""
    place = Path(str(demonstration.__file__)).parent
    texts = {tag: (place / f"{tag}.txt").read_text(encoding="utf-8") for tag in LANGUAGES}
    rows = list(zip(*(text.strip().split("\n\n") for text in texts.values()), strict=True))
    versions: Versions = {tag: [] for tag in LANGUAGES}
    for at in range(size):
        for tag, wording in zip(LANGUAGES, rows[at % len(rows)], strict=True):
            words = wording.split()
            # Each round begins elsewhere, so that paragraphs differ as those of a text do.
            cut = (at // len(rows) * 7) % max(len(words) // 2, 1)
            text = f"{' '.join(words[cut:] + words[:cut])} {at + 100}."
            versions[tag].append(Passage("paragraph", text, tag))
    return versions


def edited(passages: Sequence[Passage]) -> list[Passage]:
    """The same text after work on it: words changed, paragraphs gone, added and divided."""
    result: list[Passage] = []
    for at, passage in enumerate(passages):
        words = passage.text.split()
        if at % 11 == 3:
            continue
        if at % 7 == 2:
            words[len(words) // 3 : len(words) // 2] = ["changed", "here"]
        halves = [words[: len(words) // 2], words[len(words) // 2 :]] if at % 13 == 5 else [words]
        result += [Passage(passage.kind, " ".join(half), passage.language) for half in halves]
    return result


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", metavar="SIZE", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    before: tuple[int, dict[str, float]] | None = None
    for size in options.sizes:
        english, russian = make_versions(size).values()
        after = edited(english)
        taken = measure.medians(
            {
                "translated": lambda a=english, b=russian: align(a, b),
                "edited": lambda a=english, b=after: align(a, b),
            },
            rounds=options.rounds,
        )
        for name, seconds in taken.items():
            growth = ""
            if before:
                growth = (
                    f", {seconds / before[1][name]:.1f} times as long"
                    f" for {size / before[0]:.1f} times as much"
                )
            print(f"{size} × {size} {name}: {seconds * 1000:.1f} ms{growth}")
        before = (size, taken)


if __name__ == "__main__":
    main()
