"""Review copies for the tests, and what Word does to one while somebody works on it."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml.ns import nsdecls, qn
from lxml import etree

from appeals.document.docx_review import write_review
from appeals.document.review_copy import Labels, Origin, ReviewCopy, ReviewRow
from appeals.readers import review
from appeals.readers.review import Edit
from appeals.reviewing.proposed import proposals

WORDINGS = [
    "Keep the river open",
    "We ask for **clean** water[^1].\n\n[^1]: As in *our* report.",
    "Read [our report](https://example.org/report) first.",
    "With respect",
]
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BY_NINO = 'w:author="Nino" w:date="2026-11-21T09:30:00Z"'
BY_ARAM = 'w:author="Aram" w:date="2026-11-22T10:00:00Z"'
NINO, ARAM = f'w:id="900" {BY_NINO}', f'w:id="901" {BY_ARAM}'

EDIT_OF_NINO = Edit("Nino", datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
EDIT_OF_ARAM = Edit("Aram", datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def id_of(number):
    return f"{number:032x}"


def make_copy(*wordings, language="en", references=(), **changes):
    references = references or [""] * len(wordings)
    rows = [
        ReviewRow(UUID(int=number), number, "Paragraph", wording, reference)
        for number, (wording, reference) in enumerate(zip(wordings, references, strict=True), 1)
    ]
    labels = Labels(language="en", instruction="Please.", number="No.", wording="Wording")
    values = {
        "origin": Origin("open-river", 7, language),
        "title": "Keep the river open",
        "rows": rows,
        "labels": labels,
    }
    return ReviewCopy(**(values | changes))


def written(copy):
    file = BytesIO()
    write_review(copy, file)
    return file.getvalue()


def numbered(*wordings):
    """Id and text of each segment by its number, as the revision has them."""
    return {n: (id_of(n), wording) for n, wording in enumerate(wordings, 1)}


class Sheet:
    """A copy that somebody has opened; `close` saves it."""

    def __init__(self, *wordings, **changes):
        self.open(written(make_copy(*(wordings or WORDINGS), **changes)))

    @classmethod
    def of(cls, file):
        sheet = cls.__new__(cls)
        sheet.open(file)
        return sheet

    def open(self, file):
        with ZipFile(BytesIO(file)) as parts:
            self.parts = {name: parts.read(name) for name in parts.namelist()}
        self.tree = etree.fromstring(self.parts["word/document.xml"])

    def close(self):
        self.parts["word/document.xml"] = etree.tostring(self.tree)
        file = BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as parts:
            for name, content in self.parts.items():
                parts.writestr(name, content)
        return file.getvalue()

    @property
    def table(self):
        return self.tree.find(f".//{qn('w:tbl')}")

    @property
    def rows(self):
        """The rows below the heading, so that the first one is that of the first segment."""
        return self.table.findall(qn("w:tr"))[1:]

    def cell(self, number, column=2):
        return self.rows[number - 1].findall(qn("w:tc"))[column - 1]

    def paragraph(self, number):
        return self.cell(number).find(qn("w:p"))

    def runs(self, number):
        return self.paragraph(number).findall(qn("w:r"))

    def retype(self, number, *markup):
        """Put this markup in the place of the text, the bookmark staying around it."""
        paragraph = self.paragraph(number)
        for child in paragraph.findall("*"):
            if child.tag not in {qn("w:pPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")}:
                paragraph.remove(child)
        at = paragraph.index(paragraph.find(qn("w:bookmarkEnd")))
        paragraph[at:at] = [element for each in markup for element in xml(each)]

    def drop_bookmarks(self):
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            for mark in list(self.tree.iter(qn(name))):
                mark.getparent().remove(mark)

    def drop_list(self):
        for name in [each for each in self.parts if each.startswith("customXml")]:
            del self.parts[name]

    def add_comments(self, *comments):
        """Each one an id, its text and attributes; anchors are put into the text by hand."""
        inside = "".join(
            f'<w:comment w:id="{id_}" {who}><w:p w14:paraId="0000000{id_}">'
            f"<w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
            for id_, text, who in comments
        )
        part = f'<w:comments {nsdecls("w")} xmlns:w14="{W14}">{inside}</w:comments>'
        self.parts["word/comments.xml"] = part.encode()


def xml(markup):
    return list(etree.fromstring(f"<root {nsdecls('w')}>{markup}</root>"))


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text, who=NINO, properties=""):
    return f"<w:ins {who}>{run(text, properties)}</w:ins>"


def deleted(text, who=NINO):
    kept = run(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f"<w:del {who}>{kept}</w:del>"


def returned(sheet):
    return review.read(sheet.close())


def row(sheet, number):
    return returned(sheet).rows[number - 1]


def proposed(sheet, *wordings):
    found = proposals(returned(sheet), numbered(*(wordings or WORDINGS)))
    return [(p.suggestion, p.segment_id and int(p.segment_id, 16), p.text) for p in found]


def comment_starts(id_):
    return f'<w:commentRangeStart w:id="{id_}"/>'


def comment_ends(id_):
    return f'<w:commentRangeEnd w:id="{id_}"/><w:r><w:commentReference w:id="{id_}"/></w:r>'
