"""An appeal, published: every file opened by another program and held to the tree.

The demonstration, and the statement of 2021 as it really was signed.
"""

import csv
import hashlib
import json
import re
import subprocess
from io import BytesIO, StringIO
from zipfile import ZipFile

import jsonschema
import pypdfium2
import pytest
from lxml import etree, html
from openpyxl import load_workbook
from sqlalchemy import select

from appeals import db
from appeals.accounts.models import Account, Coalition
from appeals.demonstration import loading
from appeals.document import images
from appeals.document.frozen import thaw
from appeals.document.json_file import schema
from appeals.document.layout import laid_out
from appeals.document.typography import loosened
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import services as invitations
from appeals.publishing import checklist, files, services, shown, stationery
from appeals.publishing.formats import Format
from appeals.publishing.freezing import ALL
from appeals.publishing.stationery import StationerySet
from tests import factories
from tests.functional.publishing import NOW, publish, sign
from tests.sent_files import make_picture
from tests.unit.document import office
from tests.unit.drafting.parity.texts import STATEMENTS

HEAD = StationerySet(
    names={"en": "Coalition for the Laboratory", "ru": "Коалиция в защиту лаборатории"},
    addresses={"en": "12 Bridge Street", "ru": "Мостовая улица, 12"},
)


@pytest.fixture(params=["demonstration", "kazakhstan-2021"])
def edition(app, session, request):
    """The first edition of an appeal, its lines waived as a coordinator would."""
    made = {"demonstration": demonstration, "kazakhstan-2021": real_statement}[request.param]
    appeal = made(session)
    by = session.scalars(select(Account)).first()
    logo = images.anew(make_picture())
    wanted = StationerySet(names=HEAD.names, addresses=HEAD.addresses, logo=logo)
    stationery.set_stationery(session, appeal, wanted, by=by.id, now=NOW)
    for line in checklist.check_release(session, appeal).stopping:
        checklist.waive(session, appeal, line.line, "It has to be today.", by=by.id, now=NOW)
    session.commit()
    return publish(session, appeal)


def demonstration(session):
    loading.load(session, now=NOW)
    session.commit()
    with db.everywhere(session):
        coalition = session.scalars(select(Coalition)).one()
    db.enter(session, coalition.id)
    return session.scalars(select(Appeal)).one()


def real_statement(session):
    """The statement with its 41 organisations; where a language lacked a name, the other's."""
    folder = STATEMENTS / "kazakhstan-2021"
    if not folder.is_dir():
        pytest.skip(f"THE REAL STATEMENT IS NOT PUBLISHED: there is no {folder}")
    coalition = factories.make_coalition()
    session.add(coalition)
    session.flush()
    db.enter(session, coalition.id)
    session.add(factories.make_account(coalition.id))
    texts = {
        tag: re.split(r"\n\s*\n", (folder / f"{tag}.txt").read_text(encoding="utf-8").strip())
        for tag in ("en", "ru")
    }
    appeal = factories.make_appeal(len(texts["en"]))
    for number, segment in enumerate(appeal.segments[1 : len(texts["en"]) + 1]):
        for wording in segment.wordings:
            wording.text = texts[wording.language][number].strip()
    session.add(appeal)
    _let_sign(session, appeal, folder / "organisations.csv")
    return appeal


def _let_sign(session, appeal, table):
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = {kind: [] for kind in ListKind}
    for row in rows:
        names = {
            tag: row[f"name_{tag}"] or row["name_ru"] or row["name_en"] for tag in ("en", "ru")
        }
        countries = re.findall(r"[A-Z]{2}", row["countries"])
        organisation = factories.make_organisation(names, countries=countries)
        for name in organisation.names:
            name.acronym = row[f"acronym_{name.language}"]
        session.add(organisation)
        asked[ListKind(row["list"])].append(organisation)
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    for kind, organisations in asked.items():
        invitations.choose(session, appeal, organisations, kind, by=None, now=NOW)
    invitations.invite(session, appeal, by=None, now=NOW)
    for kind, organisations in asked.items():
        for organisation in organisations:
            sign(session, appeal, organisation.name_in("en").name, kind)
    session.commit()


@pytest.fixture
def documents(edition):
    return {each.language: each for each in laid_out(thaw(edition.frozen))}


@pytest.fixture
def kept(session, edition):
    def content(language, kind):
        return shown.get_file(session, edition, language, kind).content

    return content


def spaced(text):
    return " ".join(loosened(text).split())


def segments(document):
    head = document.letterhead
    return [spaced(t) for t in (head.name, *head.lines, *(b.text for b in document.blocks))]


def names(document):
    return [f"{e.number}. {spaced(e.text)}" for roll in document.rolls for e in roll.entries]


def words(text):
    """The letters and digits alone: programs break lines and words where they like."""
    return re.sub(r"\W+", "", loosened(text))


def pandoc(content, kind, folder):
    source = folder / f"file.{kind}"
    source.write_bytes(content)
    said = subprocess.run(
        [office.program("pandoc"), "--wrap=none", "--to=plain", source],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    return spaced(said)


def test_the_lists_number_the_same_in_both_languages(documents):
    assert list(documents) == ["en", "ru"]
    english, russian = documents.values()
    assert len(names(english)) > 5
    assert [each.partition(".")[0] for each in names(english)] == [
        each.partition(".")[0] for each in names(russian)
    ]
    assert [block.kind for block in english.blocks] == [block.kind for block in russian.blocks]


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_libreoffice_reads_all_and_makes_a_pdf_of_it(documents, kept, kind, tmp_path):
    content = kept(ALL, kind)

    said = spaced("\n".join(office.as_text(content, tmp_path, kind)))
    made = office.converted(content, tmp_path, "pdf", kind)

    pages = pypdfium2.PdfDocument(made)
    printed = words("".join(page.get_textpage().get_text_range() for page in pages))
    for document in documents.values():
        assert [each for each in segments(document) + names(document) if each not in said] == []
        assert [each for each in names(document) if words(each) not in printed] == []


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "html", "md"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_pandoc_reads_all(documents, kept, kind, language, tmp_path):
    said = words(pandoc(kept(language, kind), kind, tmp_path))

    document = documents[language]
    listed = [spaced(entry.text) for roll in document.rolls for entry in roll.entries]
    assert [each for each in segments(document) + listed if words(each) not in said] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_pdf_has_every_segment_and_every_number(documents, kept, language):
    document = documents[language]
    foot = re.compile(words("".join(span.text for span in document.colophon)) + r"\d+$")
    pages = [
        words(page.get_textpage().get_text_range())
        for page in pypdfium2.PdfDocument(kept(language, "pdf"))
    ]
    # What goes on overleaf is parted by what stands at the foot of every page.
    assert all(foot.search(page) for page in pages)
    printed = "".join(foot.sub("", page) for page in pages)

    wanted = [*segments(document), *names(document)]
    assert [each for each in wanted if words(each) not in printed] == []


@pytest.mark.parametrize("kind", ["html", "fragment"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_is_well_formed_and_says_all(documents, kept, language, kind):
    content = kept(language, kind).decode()

    # XML forgives nothing: what is open is closed, what is quoted is ended, no name comes twice.
    strict = re.sub(r"<(meta|img|br)\b([^>]*)>", r"<\1\2/>", content)
    strict = strict.removeprefix("<!doctype html>\n")
    page = etree.fromstring(strict)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each.lstrip("#") for each in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    read = html.fromstring(content)
    numbered = []
    for items in read.xpath("//ol[not(ancestor::*[@role])]"):
        due = int(items.get("start", 1))
        for item in items.xpath("li"):
            due = int(item.get("value", due))
            numbered.append(f"{due}. {spaced(item.text_content())}")
            due += 1
    assert [each for each in names(documents[language]) if each not in numbered] == []


def test_data_and_tables_say_the_same(documents, kept):
    data = json.loads(kept(ALL, "json"))
    jsonschema.validate(data, schema())
    rows = list(csv.DictReader(StringIO(kept(ALL, "csv").decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(kept(ALL, "xlsx"))).active
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]

    assert [list(rows[0]), *(list(row.values()) for row in rows)] == cells
    for version in data["versions"]:
        document, tag = documents[version["language"]], version["language"]
        texts = [
            "".join(each.get("text", "") for each in part["content"]) for part in version["text"]
        ]
        assert [spaced(t) for t in texts] == [spaced(block.text) for block in document.blocks]
        numbered = [(e.number, e.name) for roll in document.rolls for e in roll.entries]
        assert [(e["number"], e["name"]) for each in version["lists"] for e in each["entries"]] == (
            numbered
        )
        assert [(int(row["number"]), row[f"name_{tag}"]) for row in rows] == numbered


@pytest.mark.parametrize("language", ["en", "ru"])
def test_plain_text_says_all(documents, kept, language):
    said = spaced(kept(language, "txt").decode())

    document = documents[language]
    assert [each for each in segments(document) + names(document) if each not in said] == []


def test_the_zip_is_what_its_manifest_says(session, edition):
    export = services.export(session, edition.appeal, ["en", "ru"])

    with ZipFile(BytesIO(files.as_bytes(export, Format.ZIP))) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read(files.MANIFEST))
        hashes = {
            name: hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name != files.MANIFEST
        }
    assert {each["name"]: each["sha256"] for each in manifest["files"]} == hashes
