"""What a Word file may hold is judged before anything parses it."""

import io
import stat
import zipfile

import pytest

from appeals.readers import docx
from appeals.readers.troubles import Unreadable
from tests.unit.readers.files import ordinary, part_of, rebuilt, with_document


def refusal(data):
    with pytest.raises(Unreadable) as refused:
        docx.read(data)
    return refused.value.trouble


def declared(declaration, encoding="utf-8"):
    def change(document):
        text = document.decode().partition("?>")[2]
        head = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}'
        return (head + text).encode(encoding)

    return with_document(change)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE w>",
    ],
)
def test_p57_a_document_type_is_refused_in_every_encoding(declaration, encoding):
    assert refusal(declared(declaration, encoding)) == "unsafe"


def test_an_encoding_in_which_a_document_type_could_hide_is_refused():
    data = with_document(lambda document: document.replace(b"UTF-8", b"UTF-7"))

    assert refusal(data) == "unsafe"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"word/vbaProject.bin": b"macro"}, "macros"),
        ({"word/activeX/activeX1.xml": b"<a/>"}, "macros"),
        ({"../../etc/cron.d/x.xml": b"<a/>"}, "unsafe"),
        ({"word/media/evil.exe": b"MZ"}, "unsafe"),
        ({"WORD/DOCUMENT.XML": b"<a/>"}, "unsafe"),
        ({f"word/media/image{n}.png": b"x" for n in range(201)}, "unsafe"),
        ({"word/media/image1.png": bytes(9_000_000)}, "unsafe"),
        ({f"word/media/image{n}.png": bytes(9_000_000) for n in range(3)}, "too_large"),
        ({"word/document.xml": None}, "not_word"),
        ({"word/document.xml": b"<w:document"}, "broken"),
        ({"word/document.xml": b"<a/>"}, "broken"),
    ],
    ids=[
        "macro",
        "activex",
        "traversal",
        "program",
        "duplicate",
        "entries",
        "ratio",
        "bomb",
        "nothing",
        "cut",
        "other",
    ],
)
def test_p57_an_archive_that_could_do_harm_is_refused(changes, said):
    assert said == refusal(rebuilt(ordinary(), changes))


def test_macros_that_only_the_list_of_contents_names_are_refused():
    data = ordinary()
    contents = part_of(data, "[Content_Types].xml").replace(b"main+xml", b"macroEnabled.main+xml")

    assert refusal(rebuilt(data, {"[Content_Types].xml": contents})) == "macros"


def test_an_encrypted_entry_is_refused():
    data = bytearray(ordinary())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1

    assert refusal(bytes(data)) == "password"


def test_a_link_to_another_file_is_refused():
    kept = io.BytesIO(ordinary())
    with zipfile.ZipFile(kept, "a") as archive:
        link = zipfile.ZipInfo("word/media/image1.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    assert refusal(kept.getvalue()) == "unsafe"


@pytest.mark.parametrize(
    "content",
    [
        b"".join(b"<w:p/><!--%d-->" % n for n in range(20_001)),
        b"<w:p/>" + b"".join(b"<!--%d-->" % n for n in range(400_000)),
    ],
    ids=["paragraphs", "letters"],
)
def test_a_text_too_long_to_be_read_is_refused_before_it_is(content):
    data = with_document(lambda document: document.replace(b"<w:sectPr", content + b"<w:sectPr"))

    assert refusal(data) == "too_much"
