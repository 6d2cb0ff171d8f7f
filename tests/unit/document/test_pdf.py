import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from appeals.document.layout import Layout
from appeals.document.pdf import Unprintable, write_pdf
from appeals.document.tree import Block, BlockKind, Entry, Span, gap
from tests.unit.document import office
from tests.unit.document.documents import make_block, make_document, make_noted, make_roll

SCRIPTS = {
    "ru": "Откройте библиотеку",
    "el": "Ανοίξτε τη βιβλιοθήκη",
    "ka": "გახსენით ბიბლიოთეკა",
    "hy": "Բացեք գրադարանը",
    "ar": "افتحوا المكتبة",
    "he": "פתחו את הספרייה",
}


def written(*documents, layout=None):
    file = BytesIO()
    write_pdf(documents, file, layout or Layout())
    return file.getvalue()


def text_of(file, folder):
    """What another program reads, with every blank made one space."""
    source = folder / "file.pdf"
    source.write_bytes(file)
    said = subprocess.run(
        [office.program("pdftotext"), source, "-"], check=True, capture_output=True, text=True
    ).stdout
    return " ".join(said.split())


def test_the_file_is_tagged_and_says_title_and_language():
    pdf = PdfReader(BytesIO(written(make_document(language="ru"))))

    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "ru"
    assert pdf.metadata.title == "Open the library"
    assert pdf.metadata.creation_date is None


def test_headings_are_bookmarks():
    documents = [make_document(language=tag) for tag in ("en", "ru")]

    pdf = PdfReader(BytesIO(written(*documents)))

    def titles(outline):
        return [titles(each) if isinstance(each, list) else each.title for each in outline]

    assert titles(pdf.outline) == ["Open the library", ["Signed by"]] * 2


@pytest.mark.parametrize("layout", [[], ["side-by-side"], ["two-columns"]])
def test_the_same_documents_give_the_same_bytes(layout):
    documents = [make_document(language=tag) for tag in ("en", "ar")]
    made = [written(*documents, layout=Layout.of(layout)) for _time in range(2)]

    assert made[0] == made[1]


@pytest.mark.office
def test_every_script_is_set_in_a_font_that_has_it(tmp_path):
    for tag, words in SCRIPTS.items():
        title = Block(BlockKind.TITLE, (Span(words, strong=True),))
        document = make_document(language=tag, blocks=(title, make_block(text=words)), rolls=())
        file = written(document)

        fonts = {
            str(font["/BaseFont"])
            for page in PdfReader(BytesIO(file)).pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert all("Noto" in font for font in fonts), fonts
        if tag not in {"ar", "he"}:  # pdftotext gives their words in an order of its own
            assert text_of(file, tmp_path).count(words) == 2


@pytest.mark.office
@pytest.mark.parametrize("layout", [[], ["side-by-side"], ["two-columns"]])
def test_all_that_is_in_the_tree_is_read_by_another_program(tmp_path, layout):
    entries = (Entry(2, "Alpha", "AA", ("Norway",)), Entry(7, gap("B").text, gap=True))
    blocks = (
        make_block(BlockKind.TITLE, "Title of it"),
        *(make_block(kind, f"Words of {kind.value}") for kind in BlockKind),
        make_noted("A note"),
        Block(BlockKind.PARAGRAPH, (Span("The law", link="https://example.org/law"),)),
    )
    roll = make_roll(entries=entries, remark=(Span("* Late"),))
    documents = [
        make_document(language=tag, blocks=blocks, rolls=(roll,), colophon=(Span(f"Foot {tag}"),))
        for tag in ("en", "fr")
    ]

    said = text_of(written(*documents, layout=Layout.of(layout)), tmp_path)

    for kind in BlockKind:
        assert said.count(f"Words of {kind.value}") == 2
    assert said.count("A note") == 2
    assert said.count("(https://example.org/law)") == 2
    assert said.count("* Late") == 2
    assert "Foot en" in said
    for entry in ("2. Alpha (AA, Norway)", "7. [… B]"):
        assert said.count(entry) == 2


@pytest.mark.parametrize("text", ["#panic()", "= Heading", "$x$", "*a*", '"; #read("/etc/passwd")'])
def test_no_text_is_taken_for_a_command(text):
    pdf = PdfReader(BytesIO(written(make_document(blocks=(make_block(text=text),), rolls=()))))

    assert text in "".join(page.extract_text() for page in pdf.pages).replace("\n", " ")


def test_a_document_without_a_title_has_its_headings_a_level_higher():
    pdf = PdfReader(BytesIO(written(make_document(blocks=(make_block(),)))))

    assert [each.title for each in pdf.outline] == ["Signed by"]


def test_a_letter_that_no_font_has_is_named_instead_of_printed_as_a_box():
    with pytest.raises(Unprintable) as refused:
        written(make_document(blocks=(make_block(text="unassigned \u0378"),)))

    assert refused.value.text in {"\u0378", "\\u{378}"}
