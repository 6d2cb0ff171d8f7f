"""What formats, layouts and choices of languages are called on the page."""

from flask_babel import gettext as _

from appeals import i18n
from appeals.document.layout import Option
from appeals.drafting.models import Appeal
from appeals.languages import language_name
from appeals.publishing.formats import Format
from appeals.publishing.models import MadeFile


def usual() -> dict[Format, str]:
    """What most people come for."""
    return {
        Format.DOCX: _("Word document"),
        Format.PDF: _("PDF"),
        Format.HTML: _("Web page in one file"),
        Format.FRAGMENT: _("To paste into a website"),
    }


def others() -> dict[Format, str]:
    return {
        Format.ODT: _("OpenDocument text (ODT), for LibreOffice"),
        Format.TXT: _("Plain text, also for a mail"),
        Format.MD: _("Markdown"),
        Format.XLSX: _("Lists as an Excel table (XLSX)"),
        Format.CSV: _("Lists as a table for other programs (CSV)"),
        Format.JSON: _("Data for other programs (JSON)"),
    }


def options() -> dict[Option, str]:
    return {
        Option.SIDE_BY_SIDE: _("Two languages side by side"),
        Option.TWO_COLUMNS: _("Lists in two columns"),
        Option.BY_COUNTRY: _("Lists grouped by country"),
        Option.BY_CATEGORY: _("Lists grouped by category"),
        Option.NO_COUNTRIES: _("Names without countries"),
        Option.NO_ACRONYMS: _("Names without acronyms"),
    }


def language_choices(appeal: Appeal) -> list[tuple[str, str]]:
    """All languages, each pair with the reference, and each alone."""
    spoken = i18n.interface_language()
    names = {tag: language_name(tag, spoken) for tag in appeal.languages}
    chosen = list(names.items())
    if len(names) > 1:
        chosen.insert(0, ("all", _("All languages, one after the other")))
    if len(names) > 2:
        reference = appeal.reference_language
        chosen += [
            (f"{reference},{tag}", _("%(one)s and %(other)s", one=names[reference], other=name))
            for tag, name in names.items()
            if tag != reference
        ]
    return chosen


def called(file: MadeFile) -> str:
    """Say which format and languages a file has."""
    spoken = i18n.interface_language()
    labels = {**usual(), **others(), Format.ZIP: _("Everything in one ZIP file")}
    names = ", ".join(language_name(tag, spoken) for tag in file.languages)
    return f"{labels[Format(file.format)]} – {names}"
