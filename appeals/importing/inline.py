"""Names in a row: on one line with commas or semicolons, or in two columns."""

import re
from collections.abc import Sequence

from appeals.importing import countries, legal_forms, words
from appeals.importing.items import Item
from appeals.importing.model import Place
from appeals.importing.people import is_name, is_organisation
from appeals.importing.rows import Row
from appeals.importing.separators import cut

_WIDE = re.compile(r"\t+|(?:\s|\u00a0){3,}")
_NUMBERED = re.compile(r"(?:^|(?<=[\s;,]))\(?(\d{1,3})[.)]\s*(?=[^\s\d])")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,4})[.)]\s*(?=[^\s\d])")
_SLASHED = re.compile(r"\s+[/|•·]\s+")
_DASHED = re.compile(r"\s+[-–—]\s+")


def items_of(text: str, place: Place, *, group: str = "") -> list[Item]:
    """Cut names that stand in a row at what parts them; one item if nothing does."""
    return [Item(part, place, number=number, group=group) for number, part in _parts(text.strip())]


def over_rows(texts: Sequence[str]) -> str:
    """Return names in a row that take several rows as one text; empty if each row is a name."""
    inner = [len(cut(text.strip().rstrip(";؛"), ";؛")) for text in texts]
    whole = " ".join(text.strip() for text in texts)
    if sum(count > 1 for count in inner) >= len(texts) * 0.6:
        return whole
    pieces = [len(_pieces(text.strip().rstrip(",،"))) for text in texts]
    if sum(is_name(cut(text, ",،")[0]) for text in texts) > len(texts) / 2:
        return ""
    names = _pieces(whole)
    is_ended = len(_last_cut(names)) > len(names)
    fewest = 2 if is_ended else 2.5
    return whole if (is_ended or whole.endswith(".")) and sum(pieces) >= fewest * len(texts) else ""


def _parts(text: str) -> list[tuple[int | None, str]]:
    bare = text[:-1] if text.endswith(".") and not text[-3:-1].isupper() else text
    if numbered := _numbered(bare):
        return list(numbered)
    parts = _pieces(bare)
    return [(None, part) for part in _last_cut(parts)] if len(parts) > 1 else [(None, bare)]


def _numbered(text: str) -> list[tuple[int, str]]:
    """ "1. One, 2. Two, 3. Three": numbers that count up from one."""
    marks = list(_NUMBERED.finditer(text))
    counted = [int(mark[1]) for mark in marks]
    if len(counted) < 3 or counted != list(range(counted[0], counted[0] + len(counted))):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        (int(mark[1]), text[mark.end() : end].strip(" ,;"))
        for mark, end in zip(marks, ends, strict=True)
    ]


def _pieces(text: str) -> list[str]:
    for marks in (";؛", ",،"):
        parts = [part.strip() for part in cut(text, marks) if part.strip()]
        if len(parts) > 1:
            return _whole(parts) if marks == ",،" else parts
    for pattern in (_SLASHED, _DASHED):
        parts = [part.strip() for part in pattern.split(text) if part.strip()]
        if len(parts) > 2:
            return parts
    return [text]


def _whole(parts: Sequence[str]) -> list[str]:
    """Put to a name what follows its comma and is none itself: a country, a legal form."""
    result: list[str] = []
    for part in parts:
        if (result and (countries.codes_of(part) or legal_forms.is_legal_form(part))) or (
            result and countries.is_city(part) and is_organisation(result[-1])
        ):
            result[-1] = f"{result[-1]}, {part}"
        else:
            result.append(part)
    return result


def _last_cut(parts: Sequence[str]) -> list[str]:
    """The last two names of a row have "and" between them, the last one may begin with it."""
    *others, last = parts
    last = re.sub(rf"^(?:{words.alternatives('conjunctions')})\s+", "", last)
    if last != parts[-1]:
        return [*others, last]
    halves = re.split(rf"\s+(?:{words.alternatives('conjunctions')}|&)\s+", last)
    if len(others) > 1 and len(halves) == 2 and all(_is_own(half) for half in halves):
        return [*others, *halves]
    arabic = re.split(r"\s+و(?=\S)", last)
    if len(others) > 1 and len(arabic) == 2 and is_organisation(arabic[1]):
        return [*others, *arabic]
    return [*others, last]


def _is_own(half: str) -> bool:
    """Whether one side of an "and" is a name of its own, not half of "Rights and Freedoms"."""
    return half[:1].isupper() and (is_organisation(half) or half.isupper())


def columns_of(row: Row) -> list[tuple[int | None, str]]:
    """Cut a row that holds several names side by side; empty if it holds one."""
    if not row.lines or len(row.lines) > 1:
        return []
    parts = [part.strip() for part in _WIDE.split(row.lines[0].text.strip()) if part.strip()]
    if len(parts) < 2 or len(parts) > 4:
        return []
    if row.number is not None and re.fullmatch(r"\(?\d+[.)]?", parts[0]):
        parts[:2] = [f"{row.number}. {parts[1]}"]
    if len(parts) < 2 or any(countries.codes_of(part) for part in parts[1:]):
        return []
    if any(part[:1].islower() or len(part.split()) > 20 for part in parts[1:]):
        return []
    return [_counted(part) for part in parts]


def _counted(part: str) -> tuple[int | None, str]:
    match = _COLUMN_NUMBER.match(part)
    return (int(match[1]), part[match.end() :]) if match else (None, part)
