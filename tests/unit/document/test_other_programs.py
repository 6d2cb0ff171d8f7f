"""What other programs read in our files, held against the tree: segments, names and numbers."""

import csv
import subprocess
from io import BytesIO
from itertools import product

import pytest

from appeals.document.docx import write_docx
from appeals.document.html import write_html
from appeals.document.inline import parse
from appeals.document.layout import Layout, laid_out
from appeals.document.odt import write_odt
from appeals.document.pdf import write_pdf
from appeals.document.tree import Block, BlockKind, Document, Entry, Roll, Span
from appeals.document.typography import loosened
from appeals.languages import country_name
from tests.journeys.main_job import STATEMENT
from tests.unit.document import office

# Long names, as they are; each script in turn.
NAMES = (
    "Association of Libraries, Reading Rooms and Book Buses of the Northern Districts",
    "Объединение библиотек, читален и книжных автобусов северных районов",
    "Ένωση βιβλιοθηκών, αναγνωστηρίων και κινητών βιβλιοθηκών των βορείων περιοχών",
    "ჩრდილოეთის რაიონების ბიბლიოთეკებისა და სამკითხველოების გაერთიანება",
    "Հյուսիսային շրջանների գրադարանների և ընթերցասրահների միություն",
)
WRITERS = {"docx": write_docx, "odt": write_odt, "html": write_html, "pdf": write_pdf}
LAYOUTS = ([], ["side-by-side"], ["two-columns"], ["by-country"])


def invented(size, *, hole=True):
    documents = []
    for place, tag in enumerate(("en", "ru")):
        title, text = NAMES[place], f"{NAMES[place]}: {NAMES[1 - place]}. "
        blocks = (
            Block(BlockKind.TITLE, (Span(title),)),
            Block(BlockKind.PARAGRAPH, (Span(text + "№ 5 — 2021"),)),
            Block(BlockKind.NUMBERED_ITEM, (Span(f"{title}, first"),)),
            Block(BlockKind.NUMBERED_ITEM, (Span(f"{title}, second"),)),
        )
        countries = ("Norway", "Georgia") if tag == "en" else ("Норвегия", "Грузия")
        entries = tuple(
            Entry(n, f"{NAMES[n % 5]} {n:03}", f"A{n}" if n % 2 else "", (countries[n % 2],))
            for n in range(1, size + 1)
            if n != 7 or not hole
        )
        documents.append(Document(tag, blocks, (Roll((Span(f"{tag} list"),), entries),)))
    return documents


def statement():
    """The statement of 2021, which lies outside this project."""
    if not STATEMENT.is_dir():
        pytest.skip("the statement is not here")
    table = (STATEMENT / "organisations.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    return [_version(tag, rows) for tag in ("en", "ru")]


def _version(tag, rows):
    text = (STATEMENT / f"{tag}.txt").read_text(encoding="utf-8-sig")
    paragraphs = [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]
    blocks = tuple(Block(BlockKind.PARAGRAPH, parse(each)) for each in paragraphs)
    rolls = []
    for kind in ("signatory", "supporter"):
        listed = [row for row in rows if row["list"] == kind]
        entries = tuple(
            Entry(
                number,
                row[f"name_{tag}"] or row["name_en"],
                row[f"acronym_{tag}"],
                tuple(country_name(code, tag) for code in row["countries"].split()),
            )
            for number, row in enumerate(listed, start=1)
        )
        rolls.append(Roll((Span(kind),), entries, kind=kind))
    return Document(tag, blocks, tuple(rolls))


def read(kind, documents, options, folder):
    """What another program reads in the file, every blank made one space."""
    layout = Layout.of(options)
    file = BytesIO()
    WRITERS[kind](laid_out(documents, layout), file, layout)
    source = folder / f"file.{kind}"
    source.write_bytes(file.getvalue())
    if kind == "pdf":
        said = _run("pdftotext", "-layout", source, "-")
    elif kind == "html":
        said = _run("pandoc", "--wrap=none", "--to=plain", source)
    else:
        said = "\n".join(office.as_text(file.getvalue(), folder, kind))
    return spaced(said)


def _run(program, *arguments):
    command = [office.program(program), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def spaced(text):
    return " ".join(loosened(text).split())


def lost(documents, said, options):
    """Return the segments and numbered names that are not there, each as often as it should be."""
    printed = laid_out(documents, Layout.of(options))
    wanted = [block.text for document in printed for block in document.blocks]
    wanted += [
        f"{entry.number}. {entry.text}"
        for document in printed
        for roll in document.rolls
        for entry in roll.entries
    ]
    return [each for each in map(spaced, wanted) if each not in said]


@pytest.mark.office
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        *product(["docx", "odt"], LAYOUTS),
        # pandoc reads no `value` of an item, and groups jump from number to number.
        *product(["html"], LAYOUTS[:3]),
    ],
)
def test_another_program_reads_every_segment_and_every_number(kind, options, tmp_path):
    documents = invented(40, hole=kind != "html")

    assert lost(documents, read(kind, documents, options, tmp_path), options) == []


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt", "html"])
@pytest.mark.parametrize("size", [1, 400])
def test_it_does_so_however_many_have_signed(kind, size, tmp_path):
    documents = invented(size, hole=kind != "html")

    assert lost(documents, read(kind, documents, [], tmp_path), []) == []


@pytest.mark.office
@pytest.mark.parametrize("size", [1, 40, 400])
def test_the_pdf_has_every_word_of_every_name(size, tmp_path):
    # Lines and pages break anywhere, so words are counted.
    documents = invented(size)

    said = read("pdf", documents, [], tmp_path).split()

    for document in documents:
        for entry in document.rolls[0].entries:
            assert f"{entry.number}." in said
            assert said.count(f"{entry.number:03}") == 2


@pytest.mark.office
@pytest.mark.parametrize("options", LAYOUTS[:3])
@pytest.mark.parametrize("kind", ["docx", "odt", "html"])
def test_the_statement_of_2021_comes_out_whole(kind, options, tmp_path):
    documents = statement()

    assert lost(documents, read(kind, documents, options, tmp_path), options) == []
