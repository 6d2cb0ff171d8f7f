"""Headings of lists and of their groups: what they are of, and whether a row is one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from appeals.importing import countries, words
from appeals.importing.dates import is_date
from appeals.importing.model import ListRole
from appeals.importing.prose import ends_sentence
from appeals.importing.rows import Row
from appeals.readers.lines import LineKind

_LONGEST = 45  # words of a heading
_SHORT = 8
_LAST_CLAUSE = re.compile(r"(?s)(.*[.!?…؟։]['\"»”)]*)\s+(.+)$")
_COLON = re.compile(r"[:՝：]\s*")
_MARKS_END = (":", "：", "՝", ",", "–", "-", "—")


@dataclass(frozen=True)
class Heading:
    """The heading of a list; `before` is what stands above it in its row, `after` below."""

    role: ListRole
    text: str
    before: str = ""
    after: str = ""
    # Whether the words alone would do, without what follows.
    sure: bool = True
    endorsed: bool = False


@lru_cache(maxsize=4096)
def role_of(text: str) -> ListRole | None:
    """What a heading says that its list is of; None if it speaks of no list."""
    folded = words.folded(text)
    for role, field in (
        (ListRole.LATE, "late"),
        (ListRole.INDIVIDUALS, "individuals"),
        (ListRole.SUPPORTERS, "supported"),
        (ListRole.SIGNATORIES, "endorsed"),
        (ListRole.SIGNATORIES, "signed"),
    ):
        if words.anywhere(field).search(folded):
            return role
    return None


def is_endorsed(text: str) -> bool:
    folded = words.folded(text)
    return bool(words.anywhere("endorsed").search(folded)) and not words.anywhere("signed").search(
        folded
    )


def heading_in(row: Row) -> Heading | None:
    """Return the heading of a list that a row is, ends with, or begins with."""
    if row.number is not None or row.cells:
        return None
    if found := _before_names(row):
        return found
    if row.count <= _LONGEST and (found := _alone(row)):
        return found
    return _at_the_end(row)


def _alone(row: Row) -> Heading | None:
    """A row that is a heading as a whole: "Signed by:", "Signatories", "Yours sincerely,"."""
    role = role_of(row.text)
    if role is None:
        return None
    is_marked = row.text.endswith(_MARKS_END) or row.kind is LineKind.HEADING
    if is_marked and _COLON.search(row.text[:-1]) and _after_colon(row.text[:-1]).count(",") > 1:
        return None
    if is_marked and not _holds_sentences(row.text):
        return Heading(role, row.text, endorsed=is_endorsed(row.text))
    if row.count <= _SHORT and not ends_sentence(row.text) and not row.text.endswith(";"):
        begins = _begins_with_role(row.folded)
        return Heading(role, row.text, sure=begins, endorsed=is_endorsed(row.text))
    return None


def _holds_sentences(text: str) -> bool:
    return bool(_LAST_CLAUSE.match(text)) and len(_LAST_CLAUSE.match(text)[1].split()) > 3  # type: ignore[index]


def _begins_with_role(folded: str) -> bool:
    """Whether the word that makes it a heading is among the first ones."""
    beginning = " ".join(folded.split()[:4])
    return any(
        words.anywhere(field).search(beginning)
        for field in ("late", "individuals", "supported", "endorsed", "signed")
    )


def _after_colon(text: str) -> str:
    parts = _COLON.split(text, maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


def _before_names(row: Row) -> Heading | None:
    """A heading with the names on its own line: "Signed by: One; Two; Three."."""
    match = _COLON.search(row.text)
    if not match or not row.text[match.end() :]:
        return None
    heading, names = row.text[: match.end()].strip(), row.text[match.end() :]
    before, said = _cut(heading)
    role = role_of(said)
    if role is None or len(said.split()) > _LONGEST:
        return None
    if not are_names(names) and not _is_one_name(said, names):
        return None
    return Heading(role, said, before=before, after=names, endorsed=is_endorsed(said))


def _is_one_name(said: str, name: str) -> bool:
    """Whether a short heading has its only name on its line: "Supported by: River Watch"."""
    is_short = len(said.split()) <= _SHORT and len(name.split()) <= _SHORT
    return is_short and name[:1].isupper() and not ends_sentence(name) and not is_date(name)


def are_names(text: str) -> bool:
    """Whether a text on one line looks like names in a row rather than a sentence."""
    if text.count(";") >= 1 or text.count("؛") >= 1:
        return True
    parts = [part.strip() for part in re.split(r",|،|\s/\s|\s[-–—•·]\s", text) if part.strip()]
    capitals = [part for part in parts if not part[:1].islower()]
    short = sum(len(part.split()) <= 10 for part in parts)
    return len(parts) >= 2 and len(capitals) >= 0.7 * len(parts) and short >= 0.8 * len(parts)


def _at_the_end(row: Row) -> Heading | None:
    """A heading that is the last sentence of a paragraph: "… now. Signed by:"."""
    if not row.text.endswith((":", "：", "՝")):
        return None
    before, said = _cut(row.text)
    role = role_of(said)
    if role is None or not before or len(said.split()) > _LONGEST:
        return None
    return Heading(role, said, before=before, endorsed=is_endorsed(said))


def _cut(text: str) -> tuple[str, str]:
    match = _LAST_CLAUSE.match(text)
    return (match[1], match[2]) if match else ("", text)


def is_group(row: Row) -> bool:
    """Whether a row names a kind or a country that the entries below it share."""
    if row.count > 12 or row.cells:
        return False
    bare = row.text.rstrip(":： ").strip()
    if words.whole("groups").match(words.folded(bare)):
        return True
    if row.number is None and countries.codes_of(bare):
        return True
    return row.number is None and (row.text.endswith(":") or row.kind is LineKind.HEADING)
