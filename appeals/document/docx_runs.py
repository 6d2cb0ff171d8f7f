"""Runs of WordprocessingML as strings: text set in one way, tagged with its language."""

from collections.abc import Iterable
from html import escape

from appeals import languages
from appeals.document.docx_footnotes import Footnotes
from appeals.document.inline import with_addresses
from appeals.document.markup import marked_up
from appeals.document.tree import Span

_EAST_ASIAN = {"ja", "ko", "yue", "zh"}
_MARK = '<w:rStyle w:val="FootnoteReference"/>'

TEXT = '<w:t xml:space="preserve">'
CONTROLS = {"\n": f"</w:t><w:br/>{TEXT}", "\t": f"</w:t><w:tab/>{TEXT}"}


class Runs:
    """Sets spans in one language; their footnotes are put with those of the file."""

    def __init__(self, language: str, footnotes: Footnotes) -> None:
        self.language = language
        self._properties = language_properties(language)
        self._footnotes = footnotes

    def of(self, spans: Iterable[Span]) -> str:
        return "".join(map(self.run, spans))

    def run(self, span: Span) -> str:
        if span.note:
            return self.footnote(self.of(with_addresses(span.note.spans)))
        return f"{self.opening(span)}{marked_up(span.text, CONTROLS)}</w:t></w:r>"

    def opening(self, span: Span) -> str:
        """Return how a run begins; its text follows."""
        return f"<w:r>{self.properties(span)}{TEXT}"

    def properties(self, span: Span) -> str:
        own = span.language
        language = language_properties(own) if own else self._properties
        return f"<w:rPr>{_marks(span)}{language}</w:rPr>"

    def footnote(self, runs: str) -> str:
        """Put a footnote with this text among those of the file; return its mark."""
        properties = f"<w:rPr>{_MARK}{self._properties}</w:rPr>"
        blank = f"<w:r><w:rPr>{self._properties}</w:rPr>{TEXT} </w:t></w:r>"
        number = self._footnotes.add(
            f"{paragraph_opening('FootnoteText', self.language)}"
            f"<w:r>{properties}<w:footnoteRef/></w:r>{blank}{runs}</w:p>"
        )
        return f'<w:r>{properties}<w:footnoteReference w:id="{number}"/></w:r>'


def language_properties(tag: str) -> str:
    """The run properties that say language and direction; the tag counts for its own script."""
    language = escape(tag)
    if languages.direction(tag) == "rtl":
        return f'<w:rtl/><w:lang w:val="{language}" w:bidi="{language}"/>'
    if tag.partition("-")[0] in _EAST_ASIAN:
        return f'<w:lang w:val="{language}" w:eastAsia="{language}"/>'
    return f'<w:lang w:val="{language}"/>'


def paragraph_opening(
    style: str, language: str, *, numbering: int | None = None, more: str = ""
) -> str:
    """Return how a paragraph begins; `more` are properties that stand behind all others."""
    numbered = (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>' if numbering else ""
    )
    bidi = "<w:bidi/>" if languages.direction(language) == "rtl" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbered}{bidi}{more}</w:pPr>'


def _marks(span: Span) -> str:
    strong = "<w:b/><w:bCs/>" if span.strong else ""
    emphasis = "<w:i/><w:iCs/>" if span.emphasis else ""
    struck = "<w:strike/>" if span.struck else ""
    gap = '<w:highlight w:val="yellow"/>' if span.gap else ""
    return strong + emphasis + struck + gap
