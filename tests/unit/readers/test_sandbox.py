"""Files that mean harm, and files that are not what they seem: each refused in words."""

import subprocess
import sys
from threading import BoundedSemaphore

import pytest

from appeals.document.tree import BlockKind
from appeals.errors import Invalid, Unavailable
from appeals.readers import review, sandbox
from appeals.readers.lines import LineKind
from appeals.readers.parts import Part
from tests.unit.readers.files import archive_of, ordinary, rebuilt
from tests.unit.readers.open_documents import odt_file
from tests.unit.readers.pdfs import pdf_file
from tests.unit.readers.review.copies import Sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(autouse=True)
def _speaking(app):
    with app.test_request_context():
        yield


def answered(program):
    command = [sys.executable, "-c", program]
    return subprocess.run(command, input=b"x", capture_output=True, check=True).stdout


def refusal(name, data):
    with pytest.raises(Invalid) as refused:
        sandbox.read_file(name, data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Text.DOCX", ordinary()),
        ("text.txt", b"The dam stays closed."),
        ("text.htm", b"<p>The dam stays closed."),
        ("text.html", b"<!DOCTYPE html><p>The dam stays closed."),
    ],
)
def test_a_file_of_each_kind_is_read(name, data):
    assert sandbox.read_file(name, data) == [Part(BlockKind.PARAGRAPH, "The dam stays closed.")]


def test_a_review_copy_that_comes_back_is_read():
    file = Sheet().close()

    assert sandbox.read_review("Copy (2).docx", file) == review.read(file)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("copy.docx", ordinary(), "not the file that was made here"),
        ("copy.txt", b"The dam stays closed.", "not the file that was made here"),
        ("copy.docm", b"PK\x03\x04", "macros"),
        ("copy.docx", b"PK\x03\x04", "damaged"),
    ],
)
def test_another_file_than_the_review_copy_is_refused(name, data, said):
    with pytest.raises(Invalid) as refused:
        sandbox.read_review(name, data)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("text.xlsx", archive_of({"xl/workbook.xml": b"<workbook/>"}), "Files of this kind"),
        ("text", b"The dam", "Files of this kind cannot be read"),
        ("text.txt.exe", b"The dam", "Files of this kind cannot be read"),
        ("txt\u202e.docx", b"The dam", "not a Word document"),
        ("text.doc", OLE, "older Word"),
        ("text.docx", OLE + b"\0" * 600, "older Word"),
        ("text.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("text.docm", ordinary(), "macros"),
        ("text.docx", b"The dam stays closed.", "not a Word document"),
        ("text.docx", b"PK\x03\x04 and nothing more", "damaged"),
        ("text.txt", ordinary(), "In truth this is a file of the kind .docx"),
        ("text.pdf", ordinary(), "In truth this is a file of the kind .docx"),
        ("text.docx", odt_file(), "In truth this is a file of the kind .odt"),
        ("text.html", b"%PDF-1.7", "In truth this is a file of the kind .pdf"),
        ("text.txt", b"{\\rtf1 The dam}", "not a text"),
        ("text.md", b"\x89PNG\r\n", "not a text"),
        ("text.odt", b"The dam stays closed.", "of another kind than the end of its name"),
        ("text.odt", archive_of({"xl/workbook.xml": b"<a/>"}), "of another kind than"),
        ("text.pdf", b"The dam stays closed.", "of another kind than the end of its name"),
        ("text.odt", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("text.txt", b"", "no text in it"),
        ("text.docx", b"", "no text in it"),
        ("text.txt", b"x" * 20_000_001, "too large"),
        ("text.docx", archive_of({"xl/workbook.xml": b"<workbook/>"}), "not a Word document"),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_refused(name, data, said):
    assert said in refusal(name, data)


def test_a_hundred_megabytes_are_refused_before_a_process_is_started():
    assert "too large" in refusal("text.docx", b"PK\x03\x04" + bytes(100_000_000))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"word/vbaProject.bin": b"macro"}, "macros"),
        (
            {"word/document.xml": b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w/>'},
            "harm",
        ),
        ({f"word/media/image{n}.png": bytes(9_000_000) for n in range(3)}, "too large"),
        ({"word/document.xml": b"<w:document"}, "damaged"),
    ],
)
def test_what_the_other_process_finds_is_said_in_words(changes, said):
    assert said in refusal("text.docx", rebuilt(ordinary(), changes))


def test_a_reader_that_wants_all_memory_is_refused():
    program = (
        "import sys, types, appeals.readers.__main__ as process\n"
        "module = types.ModuleType('appeals.readers.text')\n"
        "module.read = lambda data: bytearray(600_000_000)\n"
        "sys.modules['appeals.readers.text'] = module\n"
        "process.main('text', 'parts', 5)\n"
    )

    assert answered(program) == b'{"trouble": "too_large"}'


def test_a_reader_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(sandbox, "LONGEST", 1)
    ring = "<i>a</i>*" * 60_000  # takes many seconds to set in Markdown

    assert "takes too long" in refusal("text.html", ring.encode())


def test_p57_many_files_at_once_wait_and_are_then_put_off(monkeypatch):
    monkeypatch.setattr(sandbox, "_BY_THE_CLOCK", 0.01)
    monkeypatch.setattr(sandbox, "_TURNS", BoundedSemaphore(1))

    with sandbox._TURNS, pytest.raises(Unavailable, match="Many files"):
        sandbox.read_file("text.txt", b"The dam")


def test_p57_the_process_knows_no_secrets_and_opens_nothing(monkeypatch):
    monkeypatch.setenv("APPEALS_SECRET_KEYS", "not-for-readers-of-files")
    seen = {}
    run = subprocess.run

    def watched(command, **options):
        seen.update(options)
        return run(command, **options)

    monkeypatch.setattr(sandbox.subprocess, "run", watched)
    sandbox.read_file("text.txt", b"The dam")

    assert set(seen["env"]) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    assert "not-for-readers" not in str(seen)


def test_the_process_can_open_no_file_once_it_reads():
    program = (
        "import sys, types, appeals.readers.__main__ as process\n"
        "module = types.ModuleType('appeals.readers.text')\n"
        "module.read = lambda data: open('/etc/hostname')\n"
        "sys.modules['appeals.readers.text'] = module\n"
        "process.main('text', 'parts', 5)\n"
    )

    assert answered(program) == b'{"trouble": "broken"}'


def test_several_files_are_read_at_once_each_line_with_its_source():
    files = [("a.txt", b"one\ntwo"), ("b.html", b"<p>one"), ("c.docx", ordinary())]
    files += [
        ("d.odt", odt_file()),
        ("e.md", b"# one"),
        ("f.pdf", pdf_file([("The dam stays closed.",)])),
    ]

    lines = sandbox.read_files([*files, ("g.txt", b"<!DOCTYPE html><p>one")])

    assert [(line.source, line.number, line.text) for line in lines] == [
        *((0, 1, "one"), (0, 2, "two"), (1, 1, "one"), (2, 1, "The dam stays closed.")),
        *((3, 1, "The dam stays closed."), (4, 1, "one"), (5, 1, "The dam stays closed.")),
        (6, 1, "one"),
    ]
    assert lines[-3].kind is LineKind.TITLE
    assert sandbox.read_lines(*files[0]) == lines[:2]


def test_of_several_files_the_one_that_cannot_be_read_is_named():
    files = [("a.txt", b"one"), ("evil\u202efdp.docx", b"two")]

    with pytest.raises(Invalid, match=r"^evilfdp\.docx: This is not a Word document"):
        sandbox.read_files(files)
    with pytest.raises(Invalid, match="At most 12 files"):
        sandbox.read_files([("a.txt", b"one")] * 13)


def test_a_pasted_text_is_cut_without_a_process():
    assert sandbox.read_pasted("*a*\n\nb")[0] == Part(BlockKind.PARAGRAPH, "*a*")
    with pytest.raises(Invalid, match="no text in it"):
        sandbox.read_pasted(" \n ")
