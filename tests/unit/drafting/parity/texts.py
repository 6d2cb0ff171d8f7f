"""Texts for the tests of the parity check: small ones, the demonstration, a real statement."""

from collections.abc import Mapping
from pathlib import Path

from appeals.drafting.parity import AlignedSegment, Finding, Glossary, Text, check

DEMONSTRATION = Path(__file__).parents[4] / "appeals" / "demonstration"
STATEMENTS = Path(__file__).parents[5] / "shared" / "statements"
KINDS = [
    "addressee",
    "salutation",
    *["paragraph"] * 6,
    *["numbered_item"] * 3,
    "closing",
]


def make_text(*segments: Mapping[str, str], reference: str = "en", kind: str = "paragraph") -> Text:
    languages = tuple({tag: None for segment in segments for tag in segment})
    return Text(
        reference,
        languages,
        tuple(AlignedSegment(str(at), kind, wordings) for at, wordings in enumerate(segments)),
    )


def findings(
    glossary: Glossary | None = None, *, reference: str = "en", **wordings: str
) -> list[Finding]:
    """What is found in one segment."""
    text = make_text(wordings, reference=reference)
    return list(check(text, glossary or Glossary()))


def rules(glossary: Glossary | None = None, **wordings: str) -> set[str]:
    return {finding.rule for finding in findings(glossary, **wordings)}


def demonstration() -> Text:
    pages = {tag: paragraphs(DEMONSTRATION / f"{tag}.txt") for tag in ("en", "ru")}
    return Text(
        "en",
        ("en", "ru"),
        tuple(
            AlignedSegment(str(at), kind, {"en": english, "ru": russian})
            for at, (kind, english, russian) in enumerate(
                zip(KINDS, pages["en"], pages["ru"], strict=True)
            )
        ),
    )


def paragraphs(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").strip("\n").split("\n\n")
