"""Forms of what files look like: letterhead, logos, Word template."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from appeals import i18n
from appeals.document.tree import Picture
from appeals.drafting.models import Appeal
from appeals.languages import language_name
from appeals.publishing.models import Stationery
from appeals.publishing.stationery import LONGEST_ADDRESS, LONGEST_NAME, StationerySet


class TemplateForm(FlaskForm):
    file = FileField(_("Word file"), [FileRequired(_("Choose a file."))])

    @property
    def sent(self) -> tuple[str, bytes]:
        """Name and content of the file."""
        upload: FileStorage = self.file.data
        return upload.filename or "", upload.read()


class StationeryForm(FlaskForm):
    """The parts that have no language; `stationery_form` adds a name and an address for each."""

    logo = FileField(_("Logo"))
    without_logo = BooleanField(_("Print no logo from now on"))
    prints_logos = BooleanField(_("Print the logos of organisations below the lists"))
    # What the fields of each language are called, set by `stationery_form`.
    tags: tuple[str, ...] = ()

    @property
    def sent(self) -> tuple[str, bytes] | None:
        """Name and content of the logo, if one was chosen."""
        upload: FileStorage | None = self.logo.data
        if not isinstance(upload, FileStorage) or not upload.filename:
            return None
        return upload.filename, upload.read()

    def stationery(self, logo: Picture | None) -> StationerySet:
        return StationerySet(
            names={tag: self[f"name_{tag}"].data or "" for tag in self.tags},
            addresses={tag: self[f"address_{tag}"].data or "" for tag in self.tags},
            prints_logos=self.prints_logos.data,
            logo=logo,
            without_logo=self.without_logo.data and logo is None,
        )


def stationery_form(appeal: Appeal) -> type[StationeryForm]:
    """Return the form with a name and an address for each language of the appeal."""
    spoken = i18n.interface_language()
    fields: dict[str, Any] = {"tags": tuple(appeal.languages)}
    for tag in appeal.languages:
        language = language_name(tag, spoken)
        fields[f"name_{tag}"] = StringField(
            gettext("Name, %(language)s", language=language),
            [Optional(), Length(max=LONGEST_NAME)],
            filters=[_one_line],
        )
        fields[f"address_{tag}"] = TextAreaField(
            gettext("Address, %(language)s", language=language),
            [Optional(), Length(max=LONGEST_ADDRESS)],
            filters=[_lines],
        )
    return type("StationeryForm", (StationeryForm,), fields)


def filled(found: Stationery | None) -> dict[str, Any]:
    """Return what is set now, by field."""
    if found is None:
        return {}
    names = {f"name_{tag}": text for tag, text in found.names.items()}
    addresses = {f"address_{tag}": text for tag, text in found.addresses.items()}
    return {**names, **addresses, "prints_logos": found.prints_logos}


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


def _lines(value: str | None) -> str | None:
    return (
        "\n".join(" ".join(line.split()) for line in value.splitlines()).strip() if value else value
    )
