"""Lines into a statement: its language versions, their texts and their lists."""

from collections.abc import Sequence
from dataclasses import replace

from appeals.document.tree import BlockKind
from appeals.importing import chrome, claims, dates, languages, listing, lists, parts, texts, words
from appeals.importing.items import Found
from appeals.importing.model import (
    Dated,
    Dropped,
    FoundList,
    ListRole,
    Question,
    Statement,
    Stretch,
    Version,
)
from appeals.importing.rows import Row, cut_short, rows_of
from appeals.importing.texts import Text
from appeals.readers.lines import Line

_SHORT = 80  # characters


def taken_apart(lines: Sequence[Line]) -> Statement:
    """Take a written statement apart; every line that says something is somewhere in the result."""
    rows, dropped = chrome.parted(rows_of(lines))
    stretches, questions = languages.versions(rows)
    versions: list[Version] = []
    for language, own in stretches:
        version, left_out, asked = _version(language, own)
        versions.append(version)
        dropped += left_out
        questions += asked
    return Statement(
        lines=tuple(lines),
        versions=tuple(versions),
        dropped=tuple(sorted(dropped, key=lambda each: (each.line.source, each.line.number))),
        questions=tuple(questions),
    )


def _version(language: str, rows: Sequence[Row]) -> tuple[Version, list[Dropped], list[Question]]:
    found = listing.with_roles(lists.find(rows))
    read = [listing.read(each, language) for each in found]
    before, after = _around(rows, found)
    site = {texts.letters_of(entry.name) for each, _asked in read for entry in each.entries}
    text = parts.read(before, after, site)
    title = next(iter(text.head.get(BlockKind.TITLE, [])), None)
    dated, page_date, others = _dates(text, language)
    for stretch in others:
        text.tail.setdefault(BlockKind.DATE_LINE, []).append(stretch)
    version = Version(
        language=language,
        body=tuple(text.body),
        head=dict(parts.kinds(text.head)),
        tail=dict(parts.kinds(text.tail)),
        dated=dated,
        page_date=page_date,
        lists=_claimed([each for each, _asked in read], title, _sayings(text)),
    )
    return version, text.dropped, [each for _list, asked in read for each in asked]


def _around(rows: Sequence[Row], found: Sequence[Found]) -> tuple[list[Row], list[Row]]:
    """The rows above and between the lists, and those below the last one."""
    taken = {at for each in found for at in range(each.at, each.end)}
    last = max((each.end for each in found), default=len(rows))
    before = [row for at, row in enumerate(rows) if at not in taken and at < last]
    for each in found:
        if each.heading and each.heading.before and each.row:
            above = sum(at not in taken for at in range(each.at))
            before.insert(above, cut_short(each.row, each.heading.before))
    after = [row for each in found for row in each.others] + list(rows[last:])
    return before, after


def _dates(text: Text, language: str) -> tuple[Dated | None, Dated | None, list[Stretch]]:
    """Which date is that of the statement, which that of the page; and what dates are left."""
    of_page = [each for each in text.dates if each[0].is_beside_page or _says_page(each[0])]
    own = [each for each in text.dates if each not in of_page]
    dated = _dated(own[0], language) if own else None
    page_date = _dated(of_page[0], language) if of_page else None
    others = [stretch for _row, stretch in (*own[1:], *of_page[1:])]
    return dated, page_date, others


def _says_page(row: Row) -> bool:
    return bool(words.beginning("page_dates").match(row.folded))


def _dated(found: tuple[Row, Stretch], language: str) -> Dated:
    row, stretch = found
    return Dated(stretch, dates.day_in(row.raw, language))


def _sayings(text: Text) -> list[str]:
    """What may say how many have signed: the text, and a short line below the lists."""
    below = [each.text for each in text.tail.get(BlockKind.NOTE, []) if len(each.text) < _SHORT]
    return [each.text for each in text.body] + below


def _claimed(
    found: Sequence[FoundList], title: Stretch | None, sayings: Sequence[str]
) -> tuple[FoundList, ...]:
    """Put to each list the total that is claimed for it; title and text speak of the first."""
    result: list[FoundList] = []
    for at, each in enumerate(found):
        heading = each.heading.text if each.heading else ""
        is_main = at == 0 and each.role is ListRole.SIGNATORIES
        total = claims.total_of(
            heading,
            title.text if title and is_main else "",
            sayings if is_main else [],
        )
        result.append(replace(each, claimed=total))
    return tuple(result)
