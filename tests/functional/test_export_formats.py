"""Every format and layout of the same appeal, through the page and as other programs read it."""

import csv
import hashlib
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from appeals.document.layout import Option
from appeals.publishing.formats import Format
from tests.functional.test_lists import appeal  # noqa: F401


def listed(client, slug):
    """The names of the signatories in English, in order."""
    page = html.fromstring(client.get(f"/appeals/{slug}/lists").text)
    table = page.xpath("//section[@aria-labelledby='list-signatory']//tbody")[0]
    return [cell.text_content() for cell in table.xpath(".//bdi[@lang='en']")]


def fetch(client, appeal, language="all", kind="docx", layout=()):
    return client.get(
        f"/appeals/{appeal.slug}/export/file",
        query_string={"language": language, "format": kind, "layout": list(layout)},
    )


@pytest.fixture
def client(signed_in):
    return signed_in


@pytest.mark.parametrize("kind", Format)
def test_every_format_is_a_file_and_the_same_twice(client, appeal, kind):
    made = [client.get(f"/appeals/{appeal.slug}/export/all.{kind.value}") for _time in range(2)]

    assert [each.status_code for each in made] == [200, 200]
    assert made[0].mimetype == kind.media_type.partition(";")[0]
    assert made[0].data == made[1].data
    name = f"{appeal.slug}-en-ru.{kind.extension}"
    assert f"filename={name}" in made[0].headers["Content-Disposition"]


@pytest.mark.parametrize("option", Option)
@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "odt"])
def test_every_layout_is_made_in_every_printed_format(client, appeal, kind, option):
    made = fetch(client, appeal, kind=kind, layout=[option.value])

    assert made.status_code == 200
    # The names of this appeal have no acronyms, and three need no second column; nobody is in a
    # category: see test_categories_in_print.
    if option not in {Option.NO_ACRONYMS, Option.TWO_COLUMNS, Option.BY_CATEGORY}:
        assert made.data != fetch(client, appeal, kind=kind).data


def test_every_format_has_the_same_names_under_the_same_numbers(client, appeal):
    names = listed(client, appeal.slug)
    numbered = [f"{number}. {name}" for number, name in enumerate(names, start=1)]

    text = fetch(client, appeal, "en", "txt").text
    markdown = fetch(client, appeal, "en", "md").text
    pdf = PdfReader(BytesIO(fetch(client, appeal, "en", "pdf").data))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for entry in numbered:
        assert entry in text
        assert entry in markdown
        assert entry in printed
    [version] = fetch(client, appeal, "en", "json").json["versions"]
    bare = [name.rpartition(" (")[0] for name in names]
    assert [entry["name"] for entry in version["lists"][0]["entries"]] == bare
    rows = list(csv.DictReader(StringIO(fetch(client, appeal, "en", "csv").text.lstrip("\ufeff"))))
    assert [row["name_en"] for row in rows if row["list"] == "signatory"] == bare
    sheet = load_workbook(BytesIO(fetch(client, appeal, "en", "xlsx").data)).active
    assert [row[2].value for row in sheet.iter_rows(min_row=2)][: len(bare)] == bare


def test_the_zip_holds_every_file_and_says_what_each_is(client, appeal):
    with ZipFile(BytesIO(fetch(client, appeal, kind="docx").data)):
        pass
    packed = client.get(f"/appeals/{appeal.slug}/export/all.zip").data

    with ZipFile(BytesIO(packed)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        contents = {name: archive.read(name) for name in archive.namelist()}
    del contents["manifest.json"]
    assert {file["name"] for file in manifest["files"]} == set(contents)
    for file in manifest["files"]:
        content = contents[file["name"]]
        assert file["size"] == len(content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
    made = {(file["format"], tuple(file["languages"])) for file in manifest["files"]}
    assert {kind for kind, _languages in made} == {each.value for each in Format} - {"zip"}
    assert {("docx", ("en",)), ("docx", ("ru",)), ("docx", ("en", "ru"))} <= made
    assert contents[f"{appeal.slug}-en.txt"] == fetch(client, appeal, "en", "txt").data


def test_side_by_side_takes_two_languages(client, appeal):
    [table] = Document(BytesIO(fetch(client, appeal, layout=["side-by-side"]).data)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["English", "Русский"]

    refused = fetch(client, appeal, "en", layout=["side-by-side"])

    assert refused.status_code == 422
    assert "Only two languages can stand side by side" in refused.text
    assert html.fromstring(refused.text).xpath("//input[@value='side-by-side']/@checked")


@pytest.mark.parametrize(
    "asked", [{"language": "xx"}, {"format": "exe"}, {"layout": "upside-down"}]
)
def test_what_there_is_not_is_refused_on_the_page(client, appeal, asked):
    response = client.get(
        f"/appeals/{appeal.slug}/export/file",
        query_string={"language": "en", "format": "docx", **asked},
    )

    assert response.status_code == 422
    assert "Please look at this again" in response.text


def test_several_languages_are_named_with_commas(client, appeal):
    response = client.get(f"/appeals/{appeal.slug}/export/ru,en.html")

    assert f"filename={appeal.slug}-ru-en.html" in response.headers["Content-Disposition"]
