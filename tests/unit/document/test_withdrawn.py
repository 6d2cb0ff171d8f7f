"""A name that was withdrawn after publication is struck through in every format."""

from io import BytesIO

import pytest

from appeals.document.json_file import write_json
from appeals.document.markdown_file import write_markdown
from appeals.document.odt import write_odt
from appeals.document.pdf import _parts
from appeals.document.plain_text import write_text
from appeals.document.tree import Entry
from tests.unit.document.documents import make_document, make_roll

ENTRIES = (Entry(1, "River Watch"), Entry(2, "Lake House", withdrawn=True), Entry(3, "Meadow"))


@pytest.fixture
def document():
    return make_document(language="en", rolls=(make_roll(entries=ENTRIES, kind="signatory"),))


def written(write, document):
    target = BytesIO()
    write([document], target)
    return target.getvalue()


@pytest.mark.parametrize("write", [write_text, write_markdown])
def test_in_plain_letters_between_tildes(write, document):
    text = written(write, document).decode()

    assert "2. ~~Lake House~~" in text
    assert "~~River Watch" not in text


def test_in_data_as_a_fact(document):
    assert '"withdrawn"' in written(write_json, document).decode()


def test_in_pdf_and_odt_with_a_line(document):
    from zipfile import ZipFile

    struck = [each for part in _parts(document, 1) for each in part.get("items", ())]
    assert [{"text": "Lake House", "struck": True}] in struck

    odt = ZipFile(BytesIO(written(write_odt, document))).read("content.xml").decode()
    assert "line-through" in odt
