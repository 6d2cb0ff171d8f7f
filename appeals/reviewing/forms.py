"""Forms of the coordinators: on what terms partners comment, who is asked, which file came back."""

from datetime import UTC, datetime
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateTimeLocalField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, ValidationError

from appeals import i18n
from appeals.accounts import addresses
from appeals.drafting.models import Appeal
from appeals.languages import language_name
from appeals.organisations import names
from appeals.organisations.messages import NAME_FAULTS
from appeals.reviewing.models import Reviewer
from appeals.reviewing.services import Person

_YEARS = range(2000, 2101)
READERS = {
    "coordinators": _("Only the coordinators"),
    "partners": _("The coordinators and the other partners who are asked"),
}
READERS_EXPLAINED = {
    "coordinators": _("Nobody else learns who commented or what they said."),
    "partners": _(
        "Each comment is shown with the name of its organisation. Partners are told so before "
        "they comment; who has said nothing is not named."
    ),
}


class TermsForm(FlaskForm):
    """Until when partners comment, and who reads it; the date is one of the appeal's own zone."""

    until = DateTimeLocalField(
        _("Comments are taken until"),
        [InputRequired(_("Say until when comments are taken."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    readers = RadioField(
        _("Who reads the comments"), choices=lambda: _texts(READERS), default="coordinators"
    )

    zone = ZoneInfo("UTC")

    @classmethod
    def of(cls, appeal: Appeal) -> "TermsForm":
        until = appeal.comments_until
        form = cls(
            until=until.astimezone(appeal.zone) if until else None,
            readers="partners" if appeal.comments_shared else "coordinators",
        )
        form.zone = appeal.zone
        return form

    def validate_until(self, field: Field) -> None:
        local: datetime | None = field.data
        if local is None:
            return
        if local.year not in _YEARS:
            raise ValidationError(_("Give a year between 2000 and 2100."))
        # In the night when clocks go forward an hour does not exist.
        if self.until_in_utc().astimezone(self.zone).replace(tzinfo=None) != local:
            raise ValidationError(_("This time of day does not exist on that day."))

    def until_in_utc(self) -> datetime:
        local = cast(datetime, self.until.data)
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    @property
    def shared(self) -> bool:
        return bool(self.readers.data == "partners")


class PersonForm(FlaskForm):
    """Somebody who is asked to comment."""

    name = StringField(_("Name of the person or organisation"))
    email = StringField(_("E-mail address"))
    language = SelectField(_("Language of the mail and of the first page"), [InputRequired()])

    @classmethod
    def of(cls, appeal: Appeal, reviewer: Reviewer | None = None) -> "PersonForm":
        form = cls(obj=reviewer)
        form.language.choices = appeal_languages(appeal)
        return form

    def validate_name(self, field: Field) -> None:
        try:
            names.clean(field.data or "")
        except names.BadName as error:
            raise ValidationError(NAME_FAULTS[error.fault]) from error

    def validate_email(self, field: Field) -> None:
        if not addresses.writable(field.data or ""):
            raise ValidationError(_("This is not an e-mail address. Check it letter by letter."))

    def person(self) -> Person:
        """The person as entered; only of a form that is valid."""
        return Person(
            name=names.clean(self.name.data or ""),
            email=addresses.writable(self.email.data or ""),
            language=self.language.data,
        )


class ChooseForm(FlaskForm):
    """Organisations of the registry whose contacts are asked to comment."""

    organisation = SelectMultipleField(_("Organisations"), coerce=UUID, validate_choice=False)
    language = SelectField(_("Language of the mail and of the first page"), default="")
    q = HiddenField()

    @classmethod
    def of(cls, appeal: Appeal) -> "ChooseForm":
        form = cls()
        own = str(_("The language of each contact"))
        form.language.choices = {"": own, **appeal_languages(appeal)}
        return form

    def validate_organisation(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one organisation."))


class FileForm(FlaskForm):
    """A marked-up file that has come back."""

    file = FileField(
        _("Marked-up Word file (.docx)"), [FileRequired(_("Choose the file that was marked up."))]
    )


class ReceivedForm(FileForm):
    """A marked-up file that a coordinator received, and from whom."""

    sender = SelectField(_("Who marked it up"), default="")

    @classmethod
    def of(cls, reviewers: dict[str, str]) -> "ReceivedForm":
        form = cls()
        unknown = str(_("Somebody else: the names in the file count"))
        form.sender.choices = {"": unknown, **reviewers}
        return form


def appeal_languages(appeal: Appeal) -> dict[str, str]:
    own = i18n.interface_language()
    return {tag: language_name(tag, own) for tag in appeal.languages}


def _texts(options: dict[str, str]) -> dict[str, str]:
    return {value: str(label) for value, label in options.items()}
