"""DOCX with tracked changes (ECMA-376 17.13.5) that Word and LibreOffice accept or reject.

Accepting all of them gives the later text, rejecting all of them the earlier one.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import count
from typing import BinaryIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls

from appeals.document.docx_file import DocxFile
from appeals.document.docx_runs import Runs, paragraph_opening
from appeals.document.docx_text import STYLES, stretch_of
from appeals.document.redline import Comparison, Fate, Passage, Stretch, closed
from appeals.document.tree import BlockKind, Span

_TAGS = {
    Fate.REMOVED: "del",
    Fate.ADDED: "ins",
    Fate.MOVED_AWAY: "moveFrom",
    Fate.MOVED_HERE: "moveTo",
}
_GONE = {Fate.REMOVED, Fate.MOVED_AWAY}
# In a comment nothing can be tracked; so it is drawn.
_DRAWN = {Fate.REMOVED: "<w:strike/>", Fate.ADDED: '<w:u w:val="single"/>'}


# The kind of the items of a list, and its numbering.
_List = tuple[BlockKind | None, int | None]


def write_redline(comparison: Comparison, target: BinaryIO) -> None:
    """Write the comparison; the file holds no other name and no other date."""
    file = DocxFile(comparison.title, [comparison.language])
    writer = _Writer(comparison, file)
    text = "".join(writer.paragraphs())
    if comments := writer.comments():
        file.add_part(
            "word/comments.xml",
            comments.encode(),
            content_type=CONTENT_TYPE.WML_COMMENTS,
            relationship=RELATIONSHIP_TYPE.COMMENTS,
        )
    file.write([text], target)


class _Writer:
    def __init__(self, comparison: Comparison, file: DocxFile) -> None:
        self._comparison = comparison
        self._numbering = file.numbering
        self._runs = Runs(comparison.language, file.footnotes)
        self._introduction = Runs(comparison.spoken, file.footnotes)
        self._ids = count(1)
        self._comments: list[str] = []

    def paragraphs(self) -> Iterator[str]:
        passages = tuple(closed(self._comparison.passages))
        for passage, stretch in zip(passages, self._numberings(passages), strict=True):
            yield self._paragraph(passage, stretch)

    def comments(self) -> str:
        """Return the part that holds the comments; nothing if there are none."""
        if not self._comments:
            return ""
        return f"<w:comments {nsdecls('w')}>{''.join(self._comments)}</w:comments>"

    def _numberings(self, passages: Sequence[Passage]) -> Iterator[int | None]:
        """Number the later text: what has gone from between two items does not part their list."""
        present: _List = (None, None)
        past: _List = (None, None)
        for passage in passages:
            kind = passage.kind
            if passage.fate in _GONE and kind is not present[0]:
                past = past if kind is past[0] else (kind, self._numbered(kind, len(passages)))
                yield past[1]
                continue
            if kind is not present[0]:
                present, past = (kind, self._numbered(kind, len(passages))), (None, None)
            yield present[1]

    def _paragraph(self, passage: Passage, stretch: int | None) -> str:
        tag = _TAGS.get(passage.fate)
        mark = f"<w:rPr><w:{tag} {self._change()}/></w:rPr>" if tag else ""
        opening = paragraph_opening(
            STYLES[passage.kind],
            self._comparison.language,
            numbering=stretch,
            more=mark + self._former(passage),
        )
        text = "".join(self._stretch(each, passage) for each in passage.stretches)
        if passage.move:
            text = self._moved(passage, text)
        if passage.remark:
            text = self._commented(passage.remark, text)
        return f"{opening}{text}</w:p>"

    def _former(self, passage: Passage) -> str:
        """What tells that the paragraph was of another kind."""
        if passage.was is None:
            return ""
        before = paragraph_opening(
            STYLES[passage.was],
            self._comparison.language,
            numbering=self._numbered(passage.was, 1),
        )
        return f"<w:pPrChange {self._change()}>{before.removeprefix('<w:p>')}</w:pPrChange>"

    def _stretch(self, stretch: Stretch, passage: Passage) -> str:
        runs = "".join(self._run(span, stretch.fate, passage) for span in stretch.spans)
        tag = _TAGS.get(stretch.fate)
        if tag is None or not runs:
            return runs
        if stretch.fate is Fate.REMOVED:
            runs = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"<w:{tag} {self._change()}>{runs}</w:{tag}>"

    def _run(self, span: Span, fate: Fate, passage: Passage) -> str:
        if span.note is None:
            return self._runs.run(span)
        # Word moves a footnote with its mark: only what is added or removed is tracked in it.
        own = fate if fate in {Fate.ADDED, Fate.REMOVED} else Fate.KEPT
        whole = (Stretch(own, span.note.spans),)
        stretches = passage.notes.get(span.note.label, whole) if own is Fate.KEPT else whole
        text = "".join(self._stretch(each, passage) for each in stretches)
        return self._runs.footnote(text)

    def _moved(self, passage: Passage, text: str) -> str:
        tag, number = _TAGS[passage.fate], next(self._ids)
        stamp = f'w:id="{number}" w:name="{passage.move}" {self._stamp()}'
        return f'<w:{tag}RangeStart {stamp}/>{text}<w:{tag}RangeEnd w:id="{number}"/>'

    def _commented(self, remark: Sequence[Stretch], text: str) -> str:
        number = len(self._comments)
        self._comments.append(self._comment(number, remark))
        return (
            f'<w:commentRangeStart w:id="{number}"/>{text}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def _comment(self, number: int, remark: Sequence[Stretch]) -> str:
        comparison = self._comparison
        introduction = self._introduction.run(Span(comparison.introduction))
        drawn = "".join(self._drawn(each) for each in remark)
        return (
            f'<w:comment w:id="{number}" {self._stamp()}>'
            f"{paragraph_opening('Note', comparison.spoken)}{introduction}</w:p>"
            f"{paragraph_opening('Note', comparison.language)}{drawn}</w:p></w:comment>"
        )

    def _drawn(self, stretch: Stretch) -> str:
        runs = "".join(self._runs.run(span) for span in stretch.spans if not span.note)
        return runs.replace("<w:rPr>", f"<w:rPr>{_DRAWN.get(stretch.fate, '')}")

    def _numbered(self, kind: BlockKind, length: int) -> int | None:
        return stretch_of(kind, length, self._comparison.language, self._numbering)

    def _change(self) -> str:
        return f'w:id="{next(self._ids)}" {self._stamp()}'

    def _stamp(self) -> str:
        author, at = escape(self._comparison.author), self._comparison.at
        return f'w:author="{author}" w:date="{at:%Y-%m-%dT%H:%M:%SZ}"'
