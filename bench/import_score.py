"""Precision and recall of what is read from published statements, against their `gold.json`.

python -m bench.import_score [FOLDER]

Each part of the import has a scorer: it takes a statement as read, the folder of the statement
and its gold, and yields what was found right. A new part (pairs, alignment, findings) is one more
function in `SCORERS`.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appeals.importing import reading
from appeals.importing.model import ListRole, Statement

STATEMENTS = Path("/work/shared/statements")
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


if __name__ == "__main__":
    main()
