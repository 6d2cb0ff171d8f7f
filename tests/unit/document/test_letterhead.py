"""Letterhead, logos and the block of addressees in every printed format and layout."""

import json
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pypdfium2
import pytest
from lxml import html
from pypdf import PdfReader

from appeals.document import images, markdown_file, plain_text
from appeals.document.docx import write_docx
from appeals.document.frozen import freeze, thaw
from appeals.document.html import html_fragment, write_html
from appeals.document.layout import PLAIN, Layout, laid_out
from appeals.document.odt import write_odt
from appeals.document.pdf import write_pdf
from appeals.document.picture_sizes import LETTERHEAD, LOGO, fitted
from appeals.document.tree import BlockKind, Letterhead, letterheads
from tests.sent_files import make_picture, make_template
from tests.unit.document.documents import make_block, make_document, make_roll

LOGO_OF_ALL = replace(images.anew(make_picture()), text='Rivers <&> "Co"')
LOGO_OF_ONE = replace(images.anew(make_picture((90, 90))), text="River Watch")
BESIDE = Layout(side_by_side=True)
WRITERS = {"docx": write_docx, "odt": write_odt, "html": write_html, "pdf": write_pdf}


def make_headed(language="en", name="Rivers <&> Co", **changes):
    head = Letterhead(name, ("12 Bridge Street", "a@b.example"), LOGO_OF_ALL)
    rolls = (make_roll(logos=(LOGO_OF_ONE,)),)
    return make_document(language=language, letterhead=head, rolls=rolls, **changes)


def written(kind, documents, layout=PLAIN):
    file = BytesIO()
    WRITERS[kind](documents, file, layout)
    return file.getvalue()


def xml(kind, documents, layout=PLAIN):
    part = {"docx": "word/document.xml", "odt": "content.xml"}[kind]
    with ZipFile(BytesIO(written(kind, documents, layout))) as archive:
        return archive.read(part).decode()


def addressed():
    kinds = ("title", "addressee", "addressee", "cc", "salutation", "paragraph")
    return make_document(blocks=tuple(make_block(BlockKind(each), each) for each in kinds))


def test_what_went_through_json_is_drawn_the_same_with_the_pictures_beside_it():
    document = make_headed()
    stored = json.loads(json.dumps(freeze([document])))

    contents = {each.sha256: each.content for each in document.pictures}
    [thawed] = thaw(stored, contents)

    assert thawed == document
    for kind in WRITERS:
        assert written(kind, [thawed]) == written(kind, [document])
    assert "iVBOR" not in json.dumps(stored)


def test_a_picture_keeps_its_proportions_in_the_room_there_is():
    wide, high = replace(LOGO_OF_ALL, width=900, height=100), replace(LOGO_OF_ALL, height=9000)

    assert fitted(wide, LETTERHEAD) == (70, 7.78)
    assert fitted(high, LOGO)[1] == LOGO[1]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("layout", [PLAIN, BESIDE])
def test_the_same_letterhead_gives_the_same_bytes(kind, layout):
    documents = [make_headed(), make_headed("ar", "ائتلاف")]

    assert written(kind, documents, layout) == written(kind, documents, layout)


def test_side_by_side_the_logo_stands_once_and_both_names_above_the_table():
    documents = [make_headed(), make_headed("ar", "ائتلاف")]

    assert [(tag, bool(each.logo)) for tag, each in letterheads(documents)] == [
        ("en", True),
        ("ar", False),
    ]
    text = xml("docx", documents, BESIDE)
    above, below = text.split("<w:tbl>")[0], text.split("</w:tbl>")[1]
    assert above.count("<w:drawing>") == below.count("<w:drawing>") == 1
    assert "Rivers &lt;&amp;&gt; Co" in above
    assert "ائتلاف" in above
    text = xml("odt", documents, BESIDE)
    assert text.split("<table:table ")[0].count("<draw:frame") == 1
    assert text.split("</table:table>")[1].count("<draw:frame") == 1
    page = html.fromstring(written("html", documents, BESIDE))
    assert page.xpath("//table/preceding-sibling::div/@dir") == ["ltr", "rtl"]
    assert page.xpath("//table/following-sibling::ul[@class='logos']//@alt") == ["River Watch"]
    [pdf] = PdfReader(BytesIO(written("pdf", documents, BESIDE))).pages
    assert len(pdf.images) == 2


def test_two_languages_that_say_the_same_say_it_once():
    assert len(letterheads([make_headed(), make_headed("fr")])) == 1


def test_what_a_picture_shows_is_told_in_every_format():
    document = make_headed()

    assert 'descr="Rivers &lt;&amp;&gt; &quot;Co&quot;"' in xml("docx", [document])
    assert "<svg:title>River Watch</svg:title>" in xml("odt", [document])
    page = html.fromstring(written("html", [document]))
    assert page.xpath("//img/@alt") == ['Rivers <&> "Co"', "River Watch"]
    told = str(PdfReader(BytesIO(written("pdf", [document]))).trailer["/Root"]["/StructTreeRoot"])
    assert told  # PDF/UA-1 is refused by typst itself where a picture says nothing


def test_a_picture_that_comes_twice_is_in_the_file_once():
    documents = [make_headed(), make_headed("ru", "Реки")]

    for kind in ("docx", "odt"):
        with ZipFile(BytesIO(written(kind, documents))) as archive:
            pictures = [each for each in archive.namelist() if each.endswith(".png")]
        assert len(pictures) == 2


def test_each_language_version_has_its_own_head_on_a_page_of_its_own():
    file = docx.Document(BytesIO(written("docx", [make_headed(), make_headed("ru", "Реки")])))

    heads = [p for p in file.paragraphs if p.style.name == "Letterhead"]
    assert [bool(p.paragraph_format.page_break_before) for p in heads] == [False, True]


def test_a_fragment_for_a_site_has_no_head_and_no_pictures():
    assert "<img" not in html_fragment(make_headed())
    assert "Bridge Street" not in html_fragment(make_headed())


def test_the_html_file_asks_for_nothing_but_itself():
    page = html.fromstring(written("html", [make_headed()]))

    assert all(each.startswith("data:image/png;base64,") for each in page.xpath("//@src"))
    [policy] = page.xpath("//meta[@http-equiv]/@content")
    assert "img-src data:;" in policy
    assert "default-src 'none'" in policy


def test_addressees_are_lines_of_one_block_before_the_salutation():
    document = addressed()

    styles = docx.Document(BytesIO(written("docx", [document]))).paragraphs
    assert [p.style.name for p in styles][1:5] == ["Addressee"] * 3 + ["Salutation"]
    style = styles[1].style.element.xml
    assert "<w:contextualSpacing" in style
    assert styles[1].style.paragraph_format.space_after.pt == 14
    page = html.fromstring(written("html", [document]))
    assert page.xpath("//p[@class='addressee']/br")
    assert [p.get("class") for p in page.xpath("//article/p")][:3] == [
        "addressee",
        "cc",
        "salutation",
    ]
    text = plain_text.text_of([document])
    assert "\n\naddressee\naddressee\n\ncc\n\nsalutation\n" in text
    file = BytesIO()
    markdown_file.write_markdown([document], file)
    assert "\n\naddressee\\\naddressee\n\ncc\n\nsalutation\n" in file.getvalue().decode()
    assert html_fragment(document).count("addressee<br>addressee") == 1
    [pdf] = PdfReader(BytesIO(written("pdf", [document]))).pages
    assert re.search(r"addressee\s+addressee\s+cc\s+salutation", pdf.extract_text())
    assert (
        'style:contextual-spacing="true"'
        in ZipFile(BytesIO(written("odt", [document]))).read("styles.xml").decode()
    )


def test_a_list_with_missing_numbers_fills_both_columns_of_the_pdf():
    roll = make_roll(*(f"Name {n}" for n in range(1, 21)))
    roll = replace(roll, entries=tuple(e for e in roll.entries if e.number % 3))
    layout = Layout(two_columns=True)

    [page] = pypdfium2.PdfDocument(written("pdf", [make_document(rolls=(roll,))], layout))

    text = page.get_textpage()
    said = text.get_text_range()
    places = [round(text.get_charbox(found.start())[0]) for found in re.finditer("Name", said)]
    left, right = min(places), max(places)
    assert right - left > 150
    assert places == [left] * 7 + [right] * 7
    assert [f"{e.number}." for e in roll.entries] == re.findall(r"\d+\.", said)


def test_a_single_name_is_not_parted_into_columns():
    layout = Layout(two_columns=True)

    assert 'w:num="2"' not in xml("docx", [make_document(rolls=(make_roll("A"),))], layout)
    assert "text:section" not in xml("odt", [make_document(rolls=(make_roll("A"),))], layout)
    assert 'w:num="2"' in xml("docx", [make_document(rolls=(make_roll("A", "B"),))], layout)


def test_side_by_side_a_name_is_not_parted_by_the_end_of_a_page():
    documents = laid_out([make_document(), make_document(language="ru")], BESIDE)

    rows = xml("docx", documents, BESIDE).split("<w:tr>")[1:]

    held = ["<w:cantSplit/>" in row for row in rows]
    assert held == [True, False, False, True, True, True]


def test_a_table_is_as_wide_as_the_page_of_the_template():
    file = BytesIO()
    documents = [make_document(), make_document(language="ru")]
    write_docx(documents, file, BESIDE, template=make_template())

    [table] = docx.Document(BytesIO(file.getvalue())).tables
    assert round(sum(column.width.mm for column in table.columns)) == 118
