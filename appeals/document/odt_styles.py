"""Styles of an OpenDocument text (ODF 1.3): those every program knows, and one set a language."""

from collections.abc import Iterable
from html import escape

from appeals import languages
from appeals.document.tree import BlockKind, Span

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for prefix, name in {
        "office": "office:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "style": "style:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "svg": "svg-compatible:1.0",
        "meta": "meta:1.0",
        "draw": "drawing:1.0",
    }.items()
)
NAMESPACES += (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)

STYLES = {
    BlockKind.TITLE: "Title",
    BlockKind.KICKER: "Subtitle",
    BlockKind.DATE_LINE: "Date",
    BlockKind.ADDRESSEE: "Addressee",
    BlockKind.CC: "Addressee",
    BlockKind.SALUTATION: "Salutation",
    BlockKind.HEADING: "Heading_20_1",
    BlockKind.PARAGRAPH: "Text_20_body",
    BlockKind.NUMBERED_ITEM: "Numbering_20_1",
    BlockKind.BULLETED_ITEM: "List_20_1",
    BlockKind.QUOTATION: "Quotations",
    BlockKind.CLOSING: "Closing",
    BlockKind.CONTACT: "Contact",
    BlockKind.NOTE: "Note",
}
_SOFT = 'fo:color="#505050"'
_HELD = 'fo:keep-with-next="always" fo:keep-together="always"'

# Name, what a paragraph is set like, and its letters: size in points, and more.
_PARAGRAPHS = (
    ("Text_20_body", 'fo:margin-bottom="7pt"', 11, ""),
    ("Title", f'fo:margin-bottom="10pt" {_HELD}', 20, 'fo:font-weight="bold"'),
    ("Subtitle", 'fo:margin-bottom="4pt" fo:keep-with-next="always"', 12, _SOFT),
    ("Date", 'fo:margin-bottom="12pt"', 11, _SOFT),
    (
        "Addressee",
        'fo:margin-bottom="14pt" style:contextual-spacing="true" fo:keep-together="always"',
        11,
        "",
    ),
    (
        "Salutation",
        'fo:margin-top="12pt" fo:margin-bottom="7pt" fo:keep-with-next="always"',
        11,
        "",
    ),
    (
        "Heading_20_1",
        f'fo:margin-top="18pt" fo:margin-bottom="8pt" {_HELD}',
        14,
        'fo:font-weight="bold"',
    ),
    (
        "Heading_20_2",
        f'fo:margin-top="12pt" fo:margin-bottom="6pt" {_HELD}',
        12,
        'fo:font-weight="bold"',
    ),
    ("Numbering_20_1", 'fo:margin-bottom="4pt" fo:keep-together="always"', 11, ""),
    ("List_20_1", 'fo:margin-bottom="4pt" fo:keep-together="always"', 11, ""),
    (
        "Quotations",
        'fo:margin-left="24pt" fo:margin-right="24pt" fo:margin-bottom="7pt"',
        11,
        _SOFT,
    ),
    ("Closing", 'fo:margin-top="6pt" fo:margin-bottom="7pt"', 11, ""),
    ("Contact", 'fo:margin-top="6pt" fo:margin-bottom="7pt"', 11, ""),
    ("Note", 'fo:margin-bottom="3pt"', 9.5, _SOFT),
    ("Table_20_Heading", 'fo:margin-bottom="2pt"', 8.5, _SOFT),
    ("Footnote", 'fo:margin-bottom="3pt"', 9.5, ""),
    ("Footer", 'fo:text-align="center"', 9, _SOFT),
    ("Letterhead", 'fo:margin-bottom="6pt" fo:keep-with-next="always"', 11, _SOFT),
    (
        "Letterhead_20_End",
        'fo:margin-bottom="24pt" fo:padding-bottom="8pt" fo:border-bottom="0.5pt solid #a0a0a0" '
        'fo:border-top="none" fo:border-left="none" fo:border-right="none"',
        11,
        _SOFT,
    ),
    ("Logos", 'fo:margin-top="14pt" fo:margin-bottom="7pt"', 11, ""),
)
_FONT = "Times New Roman"

_PAGE = """\
<office:automatic-styles>{automatic}<style:page-layout style:name="Page">\
<style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-left="28mm" \
fo:margin-right="28mm" fo:margin-top="25mm" fo:margin-bottom="12mm" \
style:writing-mode="{mode}"/><style:footer-style><style:header-footer-properties \
fo:min-height="13mm" fo:margin-top="4mm" style:dynamic-spacing="false"/></style:footer-style>\
</style:page-layout></office:automatic-styles><office:master-styles>\
<style:master-page style:name="Standard" style:page-layout-name="Page">\
<style:footer>{footer}</style:footer></style:master-page></office:master-styles>"""


class LanguageStyles:
    """Names the styles of one language's paragraphs and spans, and writes those that were asked.

    A style of its own, under the one every program knows, says which language it is.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._asked: dict[str, str] = {}

    def paragraph(self, parent: str, *, page: bool = False) -> str:
        name = f"{parent}_{self._language}{'_page' if page else ''}"
        if name not in self._asked:
            rtl = languages.direction(self._language) == "rtl"
            mode = f'style:writing-mode="{"rl-tb" if rtl else "lr-tb"}"'
            # LibreOffice takes "start" for the left hand inside a table.
            side = "" if parent == "Footer" else f' fo:text-align="{"right" if rtl else "left"}"'
            break_before = ' fo:break-before="page"' if page else ""
            self._asked[name] = (
                f'<style:style style:name="{name}" style:family="paragraph" '
                f'style:parent-style-name="{parent}">'
                f"<style:paragraph-properties {mode}{side}{break_before}/>"
                f"<style:text-properties {language_of(self._language)}/></style:style>"
            )
        return name

    def span(self, span: Span) -> str | None:
        """Return the name of a span's style; None for plain text of this language."""
        marks = "".join(sign for mark, sign in _MARKS.items() if getattr(span, mark))
        if not marks and not span.language:
            return None
        tag = span.language or self._language
        name = f"{marks or 'plain'}_{tag}"
        self._asked[name] = (
            f'<style:style style:name="{name}" style:family="text">'
            f"<style:text-properties {_looks(span)}{language_of(tag)}/></style:style>"
        )
        return name

    def written(self) -> str:
        return "".join(self._asked.values())


# What a style is called by.
_MARKS = {"emphasis": "e", "strong": "s", "struck": "t", "gap": "g"}


def language_of(tag: str) -> str:
    """Return what the properties of a text say of its language, for the script it is in."""
    subtags = tag.split("-")
    country = next((each for each in subtags[1:] if len(each) == 2), "none")
    script = next((each for each in subtags[1:] if len(each) == 4), "")
    plain = f'fo:language="{subtags[0]}" fo:country="{country}"'
    if script:
        plain += f' fo:script="{script}"'
    if languages.direction(tag) == "rtl":
        return f'{plain} style:language-complex="{subtags[0]}" style:country-complex="{country}"'
    if subtags[0] in {"ja", "ko", "yue", "zh"}:
        return f'{plain} style:language-asian="{subtags[0]}" style:country-asian="{country}"'
    return plain


def fonts() -> str:
    return (
        f'<office:font-face-decls><style:font-face style:name="{_FONT}" '
        f'svg:font-family="&apos;{_FONT}&apos;" style:font-family-generic="roman" '
        'style:font-pitch="variable"/></office:font-face-decls>'
    )


def common_styles() -> str:
    """The styles of the file, its lists and its table."""
    paragraphs = "".join(map(_paragraph, _PARAGRAPHS))
    return f"<office:styles>{_standard()}{paragraphs}{_OTHERS}</office:styles>"


def page(footer: str, automatic: Iterable[str], *, direction: str) -> str:
    mode = "rl-tb" if direction == "rtl" else "lr-tb"
    return _PAGE.format(automatic="".join(automatic), footer=footer, mode=mode)


def _looks(span: Span) -> str:
    emphasis = 'fo:font-style="italic" style:font-style-complex="italic" ' if span.emphasis else ""
    strong = 'fo:font-weight="bold" style:font-weight-complex="bold" ' if span.strong else ""
    struck = 'style:text-line-through-style="solid" ' if span.struck else ""
    return emphasis + strong + struck + ('fo:background-color="#ffff00" ' if span.gap else "")


def _standard() -> str:
    return (
        '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
        '<style:paragraph-properties fo:line-height="115%" fo:orphans="2" fo:widows="2"/>'
        f"<style:text-properties {_letters(11)}/></style:style>"
    )


def _paragraph(style: tuple[str, str, float, str]) -> str:
    name, paragraph, size, text = style
    shown = name.replace("_20_", " ")
    outline = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading") else ""
    outline = ' style:default-outline-level="1"' if name == "Title" else outline
    bold = ' style:font-weight-complex="bold"' if "bold" in text else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard"{outline}><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {_letters(size)} {text}{bold}/></style:style>"
    )


def _letters(size: float) -> str:
    """Arabic and Hebrew letters are drawn smaller, so they get a point more."""
    font = escape(_FONT)
    return (
        f'style:font-name="{font}" style:font-name-complex="{font}" style:font-name-asian="{font}" '
        f'fo:font-size="{size}pt" style:font-size-complex="{size + 1}pt"'
    )


def _list_style(name: str, level: str) -> str:
    return "".join(
        f'<text:list-style style:name="{name}_{direction}">{level}<style:list-level-properties '
        f'text:list-level-position-and-space-mode="label-alignment" fo:text-align="{side}">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        f'fo:margin-left="12mm" fo:text-indent="{indent}" text:list-tab-stop-position="12mm"/>'
        f"</style:list-level-properties></{level.split()[0][1:]}></text:list-style>"
        # From right to left LibreOffice sets a number flush with the wrong side.
        for direction, side, indent in (("ltr", "end", "-2.5mm"), ("rtl", "start", "-9mm"))
    )


_OTHERS = (
    '<style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor" '
    'style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="Footnote_20_Symbol" style:display-name="Footnote Symbol" '
    'style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    + _list_style(
        "Numbered",
        '<text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1">',
    )
    + _list_style("Bulleted", '<text:list-level-style-bullet text:level="1" text:bullet-char="•">')
    + '<text:notes-configuration text:note-class="footnote" style:num-format="1" '
    'style:num-suffix=" " text:citation-style-name="Footnote_20_Symbol" '
    'text:citation-body-style-name="Footnote_20_anchor" text:start-value="0" '
    'text:footnotes-position="page" text:start-numbering-at="document"/>'
)
