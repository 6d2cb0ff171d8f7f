"""PDF files for the tests, written by hand: ordinary ones, and some that mean harm."""

import io
import zlib

from pypdf import PdfWriter

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
FLATE = b"/Filter /FlateDecode"


def pdf_file(*pages):
    """A PDF whose pages are lists of lines: a text, and x, y and size in points."""
    first, objects = 10, {1: CATALOGUE, 5: FONT}
    for at, page in enumerate(pages):
        objects[first + 2 * at] = page_of(first + 2 * at + 1)
        shown = b"".join(_shown(*line) for line in page)
        objects[first + 2 * at + 1] = stream(zlib.compress(shown), FLATE)
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))
    return written(objects)


def _shown(text, x=72, y=700, size=11):
    said = text.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, said)


def page_of(content, resources=b"/Font << /F1 5 0 R >>"):
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
        b"/Contents %d 0 R /Resources << %s >> >>" % (content, resources)
    )


def one_page(content, filters=b"", *, resources=b"/Font << /F1 5 0 R >>", **objects):
    """A PDF of one page with this content stream; `objects` are others, by `n` and number."""
    more = {int(name[1:]): each for name, each in objects.items()}
    return written(
        {
            1: CATALOGUE,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: page_of(4, resources),
            4: stream(content, filters),
            5: FONT,
            **more,
        }
    )


def stream(data, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def written(objects):
    """A file of these objects by number; the first is the catalogue (ISO 32000-1, 7.5)."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, table = max(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, table)
    return bytes(out)


def locked(data, password, algorithm="AES-256"):
    """The same file, for whose opening a password is needed unless it is empty."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def endless_tree(depth):
    """Pages below pages, ten times as many at every step, all of them the same."""
    levels = {
        number: b"<< /Type /Pages /Count 1000 /Kids [%s] >>" % (b"%d 0 R " % (number + 1) * 10)
        for number in range(2, depth)
    }
    return written({1: CATALOGUE, **levels, depth: b"<< /Type /Page /MediaBox [0 0 1 1] >>"})


def repeated_page(times, content):
    """One page, referred to many times."""
    kids = b"3 0 R " * times
    return written(
        {
            1: CATALOGUE,
            2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (times, kids),
            3: page_of(4),
            4: stream(zlib.compress(content), FLATE),
            5: FONT,
        }
    )
