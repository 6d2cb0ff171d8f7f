"""OpenDocument texts for the tests: written by hand, as small as they can be."""

from tests.unit.readers.files import archive_of

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def odt_file(body="<text:p>The dam stays closed.</text:p>", *, styles="", **others):
    """An OpenDocument text; `others` are further parts of its archive, by name."""
    return archive_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content(body, styles=styles).encode(),
            "META-INF/manifest.xml": MANIFEST,
            **others,
        },
        plain=("mimetype",),
    )


def content(body, *, styles="", head=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
