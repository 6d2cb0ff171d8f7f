"""A coordinator's own template: page, styles, header and footer stay, its text goes."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from appeals.document.docx import write_docx
from appeals.document.docx_own_template import Unsuitable
from appeals.document.tree import Span
from tests.unit.document import office
from tests.unit.document.documents import make_document


def make_template(change=None):
    template = docx.Document()
    template.add_paragraph("Text of the template")
    section = template.sections[0]
    section.page_width = Mm(148)
    section.header.paragraphs[0].text = "Coalition for Rivers"
    section.footer.paragraphs[0].text = "12 Bridge Street"
    template.styles["Title"].font.size = Pt(33)
    if change:
        change(template)
    file = BytesIO()
    template.save(file)
    return file.getvalue()


def written(template, **changes):
    file = BytesIO()
    write_docx([make_document(**changes)], file, template=template)
    return file.getvalue()


def test_the_page_is_theirs_and_the_text_ours():
    file = docx.Document(BytesIO(written(make_template(), colophon=(Span("Edition 1"),))))

    section = file.sections[0]
    assert round(section.page_width.mm) == 148
    assert section.header.paragraphs[0].text == "Coalition for Rivers"
    assert [p.text for p in section.footer.paragraphs] == ["Edition 1", "12 Bridge Street"]
    assert file.styles["Title"].font.size == Pt(33)
    assert [(p.style.name, p.text) for p in file.paragraphs] == [
        ("Title", "Open the library"),
        ("Body Text", "We ask."),
        ("Heading 1", "Signed by"),
        ("List Number", "A"),
        ("List Number", "B"),
    ]


def test_styles_are_found_by_name_where_word_has_ids_in_its_language():
    def rename(template):
        template.styles["Title"].style_id = "a3"
        template.sections[0].header.paragraphs[0].style = template.styles["Title"]

    file = docx.Document(BytesIO(written(make_template(rename))))

    assert file.paragraphs[0].style.font.size == Pt(33)
    assert file.sections[0].header.paragraphs[0].style.name == "Title"


def test_a_style_with_its_own_numbers_takes_none_of_ours():
    def number(template):
        properties = template.styles["Heading 1"].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 1

    file = docx.Document(BytesIO(written(make_template(number))))

    assert not list(file.styles.element.iter(qn("w:numPr")))


def test_p56_a_header_that_leads_outside_is_refused():
    def link(template):
        part = template.sections[0].header.part
        part.relate_to("https://example.org/logo", RELATIONSHIP_TYPE.IMAGE, is_external=True)

    with pytest.raises(Unsuitable, match="header"):
        written(make_template(link))


@pytest.mark.parametrize("field", ["INCLUDEPICTURE https://x", 'DDEAUTO c:\\\\cmd "x"'])
def test_p56_a_field_that_fetches_is_refused(field):
    def add(template):
        run = template.sections[0].header.paragraphs[0].add_run()._r
        run.append(run.makeelement(qn("w:instrText"), {}))
        run[-1].text = field

    with pytest.raises(Unsuitable):
        written(make_template(add))


def test_nothing_of_the_template_but_its_frame_travels():
    with ZipFile(BytesIO(written(make_template()))) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}

    assert not any(b"Text of the template" in each for each in contents.values())
    assert not any(name.startswith(("customXml", "docProps/thumb")) for name in contents)
    assert b"External" not in b"".join(contents.values())


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path):
    lines = office.as_text(written(make_template()), tmp_path)

    assert lines[:2] == ["Open the library", "We ask."]
    assert "1. A" in lines
