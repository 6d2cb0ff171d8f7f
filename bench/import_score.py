"""Precision and recall of what is read from published statements, against their `gold.json`.

python -m bench.import_score [FOLDER]

Each part of the import has a scorer: it takes a statement as read, the folder of the statement
and its gold, and yields what was found right: `SCORERS` of what is read, `EXAMINERS` of the audit.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from appeals.document.tree import BlockKind
from appeals.importing import reading
from appeals.importing.alignment import Link
from appeals.importing.audit import Audit
from appeals.importing.audit import audit as examine
from appeals.importing.model import ListRole, Statement

STATEMENTS = Path(__file__).parents[2] / "shared" / "statements"
_READ = {".txt", ".html", ".htm", ".md", ".docx", ".odt"}

Gold = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """How many of the things found are right, and of the right ones found."""

    what: str
    right: int
    found: int
    wanted: int

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else float(not self.wanted)
        recall = self.right / self.wanted if self.wanted else 1.0
        return (
            f"{self.what:<34} precision {precision:6.1%}  recall {recall:6.1%}"
            f"  ({self.right} right, {self.found} found, {self.wanted} wanted)"
        )


Scorer = Callable[[Statement, Gold], Iterator[Score]]


def compared(what: str, found: Sequence[object], wanted: Sequence[object]) -> Score:
    """Compare two collections without regard to order, but with regard to repetition."""
    common = Counter(found) & Counter(wanted)
    return Score(what, common.total(), len(found), len(wanted))


def of_lists(statement: Statement, gold: Gold) -> Iterator[Score]:
    """Sizes, ends and groups of the lists, where the gold says them ("lists")."""
    for version in statement.versions:
        wanted = gold.get("versions", {}).get(version.language, gold).get("lists", ())
        for at, each in enumerate(wanted):
            name = f"{version.language} list {at + 1}"
            found = version.lists[at].entries if at < len(version.lists) else ()
            right = min(len(found), each["count"])
            yield Score(f"{name} entries", right, len(found), each["count"])
            ends = [
                entry.raw[: len(end)] for entry, end in zip(_ends(found), _said(each), strict=False)
            ]
            yield compared(f"{name} first and last", ends, _said(each))
            groups = Counter(entry.group for entry in found if entry.group)
            yield compared(
                f"{name} groups",
                list(groups.items()),
                [(group["heading"], group["count"]) for group in each.get("groups", ())],
            )


def _ends(entries: Sequence[Any]) -> Sequence[Any]:
    return [entries[0], entries[-1]] if entries else []


def _said(wanted: Gold) -> list[str]:
    return [wanted["first"], wanted["last"]]


def of_entries(statement: Statement, gold: Gold) -> Iterator[Score]:
    """Names' lines, acronyms and countries, where the gold has them in pairs."""
    pairs = gold.get("signatory_pairs", ())
    for version in statement.versions if pairs else ():
        tag = version.language
        entries = version.entries(ListRole.SIGNATORIES)
        for what, found, wanted in (
            ("entries", [e.place.first for e in entries], [p[f"{tag}_line"] for p in pairs]),
            (
                "acronyms",
                [(e.place.first, e.acronym) for e in entries if e.acronym],
                [(p[f"{tag}_line"], p[f"acronym_{tag}"]) for p in pairs if p[f"acronym_{tag}"]],
            ),
            (
                "countries",
                [(e.place.first, e.country_words) for e in entries if e.countries],
                [(p[f"{tag}_line"], p[f"country_{tag}"]) for p in pairs if p[f"country_{tag}"]],
            ),
        ):
            yield compared(f"{tag} {what}", found, wanted)


def of_body(statement: Statement, gold: Gold) -> Iterator[Score]:
    """Lines of the body, where the gold has them."""
    wanted = gold.get("structure", {}).get("body", {})
    for version in statement.versions:
        if lines := wanted.get(f"{version.language}_lines"):
            found = [stretch.place.first for stretch in version.body]
            yield compared(f"{version.language} paragraphs", found, lines)


def of_languages(statement: Statement, gold: Gold) -> Iterator[Score]:
    wanted = gold.get("languages") or list(gold.get("versions", {}))
    found = [version.language for version in statement.versions]
    yield compared("languages", found, wanted)


SCORERS: list[Scorer] = [of_languages, of_body, of_lists, of_entries]

Examiner = Callable[[Audit, Gold], Iterator[Score]]


def of_pairs(audit: Audit, gold: Gold) -> Iterator[Score]:
    """Who is matched with whom, by lines; who is missing and who stands twice."""
    if "signatory_pairs" not in gold:
        return
    one, other = gold["languages"]
    wanted = [
        (pair[f"{one}_line"], pair[f"{other}_line"])
        for pair in gold["signatory_pairs"]
        if pair["same_organisation"]
    ]
    matching = audit.ground.matching
    found = [
        tuple(item.entry.place.first for _version, item in sorted(identity.items.items()))
        for identity in matching.identities
        if len(identity.items) == len(gold["languages"])
    ]
    yield compared("pairs", found, wanted)
    numbers = {pair[f"{other}_no"]: pair[f"{other}_line"] for pair in gold["signatory_pairs"]}
    twice = gold["unmatched"][f"{other}_duplicate_of"]
    yield compared(
        "entries that stand twice",
        [(each.item.entry.place.first, each.earlier.entry.place.first) for each in matching.again],
        [(numbers[int(again)], numbers[first]) for again, first in twice.items()],
    )


def of_alignment(audit: Audit, gold: Gold) -> Iterator[Score]:
    """Which paragraphs belong together, by lines; elsewhere what is split and joined."""
    ground = audit.ground
    if isinstance(gold.get("alignment"), list):
        lines = {each["id"]: each["line"] for tag in gold["paragraphs"].values() for each in tag}
        wanted = [
            tuple(tuple(lines[name] for name in row[tag]) for tag in gold["languages"])
            for row in gold["alignment"]
        ]
        found = [
            tuple(
                tuple(each.place.first for each in ground.alignment.stretches(version, places))
                for version, places in ((0, link.ours), (link.version, link.theirs))
            )
            for link in ground.alignment.links
            if not link.is_lone
        ]
        yield compared("alignment", found, wanted)
    elif "between_versions" in gold:
        shapes = gold["between_versions"]["alignment"]
        wanted_shapes = [
            (pair.partition("-")[2], "split" if "split" in said else "joined")
            for pair, rows in shapes.items()
            for said in (rows if isinstance(rows, list) else ())
            # The points of a list are passages of their own here, and the list is not one.
            if ("split" in said and "bullet" not in said) or "merge" in said
        ]
        found_shapes = [
            (ground.language(link.version), "split" if len(link.theirs) > 1 else "joined")
            for link in ground.alignment.links
            if not link.is_plain and not link.is_lone and _is_body(audit, link)
        ]
        yield compared("splits and merges", found_shapes, wanted_shapes)


def _is_body(audit: Audit, link: Link) -> bool:
    kinds = {each.kind for each in audit.ground.alignment.stretches(0, link.ours)}
    return kinds.isdisjoint({BlockKind.CONTACT, BlockKind.TITLE})


# What the categories of a gold file are called here.
CODES = {
    "date_differs": {"date_differs", "page_date"},
    "title_missing": {"title_missing"},
    "signatory_missing": {"missing"},
    "signatory_duplicate": {"doubled"},
    "list_missing": {"list_missing"},
    "paragraph_split": {"split"},
    "list_style_differs": {"list_style"},
    "country_differs": {"country_differs"},
    "country_missing_ru": {"country_missing"},
    "country_untranslated_ru": {"country_untranslated"},
    "typo_ru": {"text.slips", "text.stray_letter"},
    "typo_en": {"text.provision_word"},
}


def of_findings(audit: Audit, gold: Gold) -> Iterator[Score]:
    """Errors and warnings of the gold file that a program can find, by what they are called here.

    Right is a finding of a code that is still wanted; what the audit finds of these
    codes beyond that lowers the precision.
    """
    wanted = [
        each
        for each in gold.get("discrepancies", ())
        if each["level"] in {"error", "warning"} and each["detectable"].startswith("deterministic")
    ]
    if not wanted:
        return
    known = set().union(*CODES.values())
    for what, levels in (("errors", {"error"}), ("errors and warnings", {"error", "warning"})):
        found = [
            each.code
            for each in audit.findings
            if each.level.value in levels and each.code in known
        ]
        spare, right = Counter(found), 0
        due = [each for each in wanted if each["level"] in levels]
        for each in due:
            code = next((code for code in CODES.get(each["category"], ()) if spare[code]), None)
            if code:
                spare[code] -= 1
                right += 1
        yield Score(what, right, len(found), len(due))
    told = Counter(finding.level.value for finding in audit.findings)
    print(f"  told: {', '.join(f'{number} {level}s' for level, number in told.items())}")


EXAMINERS: list[Examiner] = [of_pairs, of_alignment, of_findings]


def sources(folder: Path, gold: Gold) -> Iterator[list[Path]]:
    """The files of a statement as they belong together: one of all languages, or one a language."""
    if source := gold.get("source"):
        yield [folder / Path(source).name]
        return
    if (folder / "statement.txt").exists():
        yield [folder / "statement.txt"]
        return
    files = [path for path in sorted(folder.iterdir()) if path.suffix in _READ]
    for suffix in sorted({path.suffix for path in files}):
        yield [path for path in files if path.suffix == suffix]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=STATEMENTS)
    folder = parser.parse_args(arguments).folder
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for files in sources(path.parent, gold):
            _print(path.parent, files, gold)


def _print(folder: Path, files: Sequence[Path], gold: Gold) -> None:
    data = [(file.name, file.read_bytes()) for file in files]
    start = time.perf_counter()
    statement = reading.read_files(data)
    taken = time.perf_counter() - start
    names = ", ".join(file.name for file in files)
    print(f"\n{folder.name}: {names} ({taken:.2f} s, {len(statement.questions)} questions)")
    for scorer in SCORERS:
        for score in scorer(statement, gold):
            print(f"  {score}")
    audit = examine(_reference_first(statement, gold))
    for examiner in EXAMINERS:
        for score in examiner(audit, gold):
            print(f"  {score}")


def _reference_first(statement: Statement, gold: Gold) -> Statement:
    """Files are read by name; the gold holds the others against its first language."""
    first = (gold.get("languages") or list(gold.get("versions", {})))[0]
    versions = sorted(statement.versions, key=lambda version: version.language != first)
    return replace(statement, versions=tuple(versions))


if __name__ == "__main__":
    main()
