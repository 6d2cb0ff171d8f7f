"""Time of the parity check as the text grows.

python -m bench.parity [--rounds N] [SIZE …]
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from appeals import demonstration
from appeals.drafting.parity import AlignedSegment, Glossary, Term, TermKind, Text, check
from appeals.drafting.parity.reading import read
from bench import measure

SIZES = (10, 100, 1_000)
LANGUAGES = ("en", "ru")
GLOSSARY = Glossary(
    (
        Term({"en": ("Velmora",), "ru": ("Вельмора", "Вельморская")}),
        Term({"en": ("Tarvenia",), "ru": ("Тарвения",)}),
        Term({"en": ("Ministry of Justice",), "ru": ("Министерство юстиции",)}),
        *(
            Term({"en": (f"ABC{number}",), "ru": (f"АБВ{number}",)}, TermKind.ACRONYM)
            for number in range(20)
        ),
    )
)


def make_text(size: int) -> Text:
    """The demonstration appeal again and again, each segment a little different."""
    place = Path(str(demonstration.__file__)).parent
    pages = [(place / f"{tag}.txt").read_text(encoding="utf-8").split("\n\n") for tag in LANGUAGES]
    # Headings and list items are short; paragraphs are what takes time.
    rows = [row for row in zip(*pages, strict=True) if len(row[0]) > 250]
    segments = [
        AlignedSegment(
            str(at),
            "paragraph",
            {
                tag: f"{wording.strip()} {at + 100}."
                for tag, wording in zip(LANGUAGES, rows[at % len(rows)], strict=True)
            },
        )
        for at in range(size)
    ]
    return Text("en", LANGUAGES, tuple(segments))


def _check_anew(text: Text) -> None:
    read.cache_clear()
    check(text, GLOSSARY)


def _with_one_wording_changed(text: Text) -> Text:
    """What a save leaves: all wordings but one were read before."""
    first, *rest = text.segments
    stamp = time.perf_counter_ns()
    changed = replace(first, wordings={**first.wordings, "en": f"{first.wordings['en']} {stamp}"})
    return replace(text, segments=(changed, *rest))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", metavar="SIZE", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    before: tuple[int, float] | None = None
    for size in options.sizes:
        text = make_text(size)
        characters = sum(len(w) for segment in text.segments for w in segment.wordings.values())
        taken = measure.medians(
            {
                "check": lambda text=text: _check_anew(text),
                "save": lambda text=text: check(_with_one_wording_changed(text), GLOSSARY),
            },
            rounds=options.rounds,
        )
        save, taken = taken["save"], taken["check"]
        growth = ""
        if before:
            growth = (
                f", {taken / before[1]:.1f} times as long for {size / before[0]:.0f} times as much"
            )
        print(
            f"2 × {size} segments, {characters:,} characters: {taken * 1000:.1f} ms{growth}; "
            f"again with one wording changed {save * 1000:.1f} ms"
        )
        before = (size, taken)


if __name__ == "__main__":
    main()
