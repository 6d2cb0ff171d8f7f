"""The formats of an export, and what each is for."""

from enum import StrEnum

from appeals import spreadsheets


class Format(StrEnum):
    """What an appeal can be exported as."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    FRAGMENT = "fragment"  # bare HTML to paste into a site's editor
    ODT = "odt"
    TXT = "txt"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ZIP = "zip"  # all of them, with a manifest

    @property
    def extension(self) -> str:
        return "fragment.html" if self is Format.FRAGMENT else self.value

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


# Text that is set for reading, rather than for a machine.
PRINTED = frozenset({Format.DOCX, Format.PDF, Format.HTML, Format.FRAGMENT, Format.ODT})

# What holds several languages in one file, and what has them beside each other in any case.
TOGETHER = frozenset({Format.DOCX, Format.PDF, Format.HTML, Format.ODT})
ONCE = frozenset({Format.CSV, Format.XLSX, Format.JSON})

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Format.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html; charset=utf-8",
    Format.FRAGMENT: "text/html; charset=utf-8",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.TXT: "text/plain; charset=utf-8",
    Format.MD: "text/markdown; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: spreadsheets.XLSX,
    Format.JSON: "application/json",
    Format.ZIP: "application/zip",
}
