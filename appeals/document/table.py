"""The lists as one table: a row an organisation, its names in every language beside each other.

A list some of whose names are withheld ends with a row without a number that says so.
"""

from collections.abc import Iterator, Sequence

from appeals.document.tree import Document, Entry, Roll

_COLUMNS = ("name", "acronym", "countries", "mark")


def rows(documents: Sequence[Document]) -> Iterator[list[str | int]]:
    """Yield a heading, then a row for every entry of every list.

    The columns are named in the way of the import, and the same whoever looks.
    """
    names = (f"{name}_{each.language}" for each in documents for name in _COLUMNS)
    yield ["list", "number", *names, "withdrawn"]
    for rolls in zip(*(document.rolls for document in documents), strict=True):
        yield from _of_list(rolls)


def _of_list(rolls: Sequence[Roll]) -> Iterator[list[str | int]]:
    for entries in zip(*(roll.entries for roll in rolls), strict=True):
        cells = [cell for entry in entries for cell in _cells(entry)]
        gone = "yes" if entries[0].withdrawn else ""
        yield [rolls[0].kind, entries[0].number, *cells, gone]
    if rolls[0].withheld:
        said = ["".join(span.text for span in roll.ending) for roll in rolls]
        yield [rolls[0].kind, "", *(cell for words in said for cell in (words, "", "", "")), ""]


def _cells(entry: Entry) -> tuple[str, ...]:
    name = "" if entry.gap else entry.name
    return name, entry.acronym, " / ".join(entry.countries), entry.mark
