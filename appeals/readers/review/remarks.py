"""Comments (ECMA-376 17.13.4), each with the passage it is about, by the row it begins in."""

from collections.abc import Mapping

from lxml import etree

from appeals.readers.review.archive import Archive
from appeals.readers.review.model import Remark
from appeals.readers.review.pieces import OUTSIDE, Place, text_of
from appeals.readers.review.sources import Sources, W, author_of, moment_of
from appeals.readers.review.walking import Walker

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MOST = 2_000
_LONGEST = 20_000  # characters
# Pieces of one passage: thousands of comments on the whole text must not cost the hour.
_MOST_QUOTED = 2_000


def remarks_by_row(archive: Archive, walker: Walker) -> Mapping[int, tuple[Remark, ...]]:
    """Return the comments in their order, an answer with the place of what it answers."""
    root = archive.find("word/comments.xml")
    if root is None:
        return {}
    comments = dict(_in_order(root, walker))
    parents = _parents(archive, comments)
    by_row: dict[int, list[Remark]] = {}
    places: dict[str, tuple[int, int]] = {}
    for id_, comment in comments.items():
        anchor = walker.anchors.get(id_)
        row = anchor.row if anchor else OUTSIDE
        remarks = by_row.setdefault(row, [])
        place = places.get(parents.get(id_, ""))
        places[id_] = (row, len(remarks))
        answers = place[1] if place and place[0] == row else None
        remarks.append(_remark(comment, _quoted(walker, id_), answers))
    return {row: tuple(remarks) for row, remarks in by_row.items()}


def _in_order(root: etree._Element, walker: Walker) -> list[tuple[str, etree._Element]]:
    """Return the comments by id, as they are anchored in the text; those without an anchor last."""
    comments = [(each.get(f"{W}id", ""), each) for each in root.iter(f"{W}comment")][:_MOST]
    last = len(walker.pieces) + 1

    def place(item: tuple[str, etree._Element]) -> int:
        anchor = walker.anchors.get(item[0])
        return anchor.start if anchor else last

    return sorted(comments, key=place)


def _parents(archive: Archive, comments: Mapping[str, etree._Element]) -> dict[str, str]:
    """Return for each answer the comment it answers; Word tells them by their paragraphs."""
    root = archive.find("word/commentsExtended.xml")
    if root is None:
        return {}
    owners = {
        paragraph.get(f"{_W14}paraId"): id_
        for id_, comment in comments.items()
        for paragraph in comment.iter(f"{W}p")
    }
    parents = {}
    for each in root.iter(f"{_W15}commentEx"):
        child = owners.get(each.get(f"{_W15}paraId"))
        parent = owners.get(each.get(f"{_W15}paraIdParent", "none"))
        if child and parent:
            parents[child] = parent
    return parents


def _remark(comment: etree._Element, quoted: str, answers: int | None) -> Remark:
    reader = Walker(Sources({}, {}, {}))
    reader.walk(comment, Place())
    text = text_of(reader.pieces)[:_LONGEST]
    return Remark(author_of(comment), moment_of(comment), text, quoted, answers)


def _quoted(walker: Walker, id_: str) -> str:
    anchor = walker.anchors.get(id_)
    if anchor is None or anchor.end is None:
        return ""
    end = min(anchor.end, anchor.start + _MOST_QUOTED)
    return text_of(walker.pieces[anchor.start : end])[:_LONGEST]
