"""Files that mean harm: each is refused in words, soon, in little memory, and leaves nothing."""

import re
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from flask_babel import force_locale

from appeals import config
from appeals.errors import Invalid
from appeals.readers import formats, messages, sandbox
from appeals.readers.troubles import Trouble, Unreadable
from tests.unit.readers.files import archive_of, ordinary, rebuilt, with_document
from tests.unit.readers.open_documents import content, odt_file
from tests.unit.readers.pdfs import FLATE, endless_tree, locked, one_page, pdf_file, repeated_page

SECONDS = 30  # a reading process is ended after twenty
KILOBYTES = 256 * 1024
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FORM = b"<< /Type /XObject /Subtype /Form /Length 300 /Resources << /XObject << /X %d 0 R >> >> >>"


def odt_with(**parts):
    return odt_file(**{name.replace("__", "/") + ".xml": part for name, part in parts.items()})


def declared(declaration):
    return odt_with(content=content("<text:p>&e;</text:p>", head=declaration).encode())


def form(number):
    return FORM % number + b"\nstream\n" + b"/X Do " * 50 + b"\nendstream"


def flate(data):
    return one_page(zlib.compress(data), FLATE)


def typed(count):
    lines = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % n for n in range(count))
    return with_document(lambda document: document.replace(b"<w:sectPr", lines + b"<w:sectPr", 1))


WORD = {
    "bomb": (lambda: rebuilt(ordinary(), {"word/media/a.png": bytes(15_000_000)}), "harm"),
    "large": (lambda: rebuilt(ordinary(), {"word/document.xml": bytes(30_000_000)}), "too large"),
    "inside": (lambda: rebuilt(ordinary(), {"word/embeddings/a.zip": archive_of({})}), "harm"),
    "external": (lambda: rebuilt(ordinary(), {"word/styles.xml": EXTERNAL.encode()}), "harm"),
    "macro": (lambda: rebuilt(ordinary(), {"word/vbaProject.bin": b"x"}), "macros"),
    "lines": (lambda: typed(50_000), "more than 40,000 lines"),
    "deep": (lambda: with_document(lambda d: d.replace(b"<w:p", b"<w:p>" * 3000)), "damaged"),
}
WRITER = {
    "bomb": (lambda: odt_file(**{"Pictures/a.png": bytes(15_000_000)}), "harm"),
    "blanks": (lambda: odt_file(" " * 15_000_000), "harm"),
    "external": (lambda: declared(EXTERNAL), "harm"),
    "laughs": (lambda: declared(LAUGHS), "harm"),
    "program": (lambda: odt_with(Basic__Standard__Module1=b"<a/>"), "macros"),
    "inside": (lambda: odt_file(**{"Pictures/../a.zip": archive_of({})}), "harm"),
    "password": (
        lambda: odt_with(**{"META-INF__manifest": b"<a encryption-data=''/>"}),
        "password",
    ),
    "locked": (lambda: odt_file(**{"encrypted-package": b"x"}), "password"),
    "lines": (lambda: odt_file("<text:p>a</text:p><!--1-->" * 50_000), "harm"),
    "deep": (lambda: odt_file("<text:section>" * 400), "damaged"),
}
PDF = {
    "flate": (lambda: flate(bytes(100_000_000)), "harm"),
    "twice": (
        lambda: one_page(
            zlib.compress(zlib.compress(bytes(100_000_000))),
            b"/Filter [/FlateDecode /FlateDecode]",
        ),
        "harm",
    ),
    "run length": (lambda: one_page(b"\x81a" * 4_000_000, b"/Filter /RunLengthDecode"), "harm"),
    "operators": (lambda: flate(b"q " * 3_900_000), "harm"),
    "letters": (lambda: flate(b"BT /F1 9 Tf (%s) Tj ET" % (b"a" * 5_000_000)), "lines, or very"),
    "tree": (lambda: endless_tree(20), "harm"),
    "deep tree": (lambda: endless_tree(500), "harm"),
    "pages": (lambda: repeated_page(501, b"BT ET"), "more than 500 pages"),
    "busy pages": (lambda: repeated_page(400, b"BT /F1 9 Tf %sET" % (b"(a) Tj " * 60_000)), "long"),
    "forms": (
        lambda: one_page(
            b"/X Do " * 50, resources=b"/XObject << /X 6 0 R >>", n6=form(7), n7=form(8), n8=form(6)
        ),
        "pictures",
    ),
    "objects": (lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 500_000, "damaged"),
    "nested": (lambda: one_page(b"[" * 200_000), "damaged"),
    "password": (lambda: locked(pdf_file([("The dam stays closed.",)]), "secret"), "password"),
}
TEXTS = {
    "lines.txt": (lambda: b"line\n" * 50_000, "more than 40,000 lines"),
    "lines.html": (lambda: b"<p>line" * 50_000, "more than 40,000 lines"),
    "lines.md": (lambda: b"line\n\n" * 50_000, "more than 40,000 lines"),
    "tags.html": (lambda: b"<p>a</p>" * 2_400_000, "too large"),
    "deep.html": (lambda: b"<b>" * 300_000 + b"a", "harm"),
    "stars.md": (lambda: b"**a *b" * 120_000, "too large"),
    "zeros.txt": (lambda: bytes(19_000_000), "not a text"),
}
CASES = {
    **{f"{name}.docx": case for name, case in WORD.items()},
    **{f"{name}.odt": case for name, case in WRITER.items()},
    **{f"{name}.pdf": case for name, case in PDF.items()},
    **TEXTS,
}
# A process counts the memory of the one that began it as its own, so a small one must begin it.
LAUNCHER = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdin=0, stdout=-3, stderr=-3)
print(os.wait4(child.pid, 0)[2].ru_maxrss)
"""


@pytest.fixture(autouse=True)
def _speaking(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("name", CASES)
def test_p57_a_file_that_means_harm_is_refused_soon(name):
    make, said = CASES[name]
    data, started = make(), time.monotonic()

    # On a busy machine the time can be up before the fault is found.
    with pytest.raises(Invalid, match=f"{said}|takes too long"):
        sandbox.read_lines(name, data)

    assert time.monotonic() - started < SECONDS
    assert children() == []


@pytest.mark.parametrize("trouble", Trouble)
def test_every_refusal_is_said_in_the_language_of_the_reader(trouble):
    in_english = str(messages.invalid(Unreadable(trouble)))
    with force_locale("ru"):
        in_russian = str(messages.invalid(Unreadable(trouble)))

    assert re.search("[a-z]{3}", in_english)
    assert len(re.findall("[а-яё]", in_russian)) > len(re.findall("[a-z]", in_russian))


@pytest.mark.parametrize("name", CASES)
def test_p57_a_file_that_means_harm_gets_little_memory(name):
    data = CASES[name][0]()
    module = ("-m", "appeals.readers", formats.reader_of(name, data), "lines", "8")

    done = subprocess.run(
        [sys.executable, "-c", LAUNCHER, *module],
        input=data,
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(config.PACKAGE.parent)},
    )

    assert 0 < int(done.stdout) < KILOBYTES


def test_a_hundred_megabytes_are_refused_at_once():
    started = time.monotonic()
    for name in ("a.docx", "a.odt", "a.pdf", "a.html", "a.md", "a.txt"):
        with pytest.raises(Invalid, match="too large"):
            sandbox.read_lines(name, bytes(100_000_000))

    assert time.monotonic() - started < 2


def children():
    tasks = Path("/proc/self/task")
    return [pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
