"""Forms of an organisation for what is neither yes nor no; each needs something typed."""

import re
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from appeals import codes, i18n
from appeals.accounts import addresses
from appeals.invitations.services import Asked, Colleague
from appeals.languages import language_name
from appeals.signatures.forms import (
    Represented,
    authority_field,
    name_field,
    one_line,
    role_field,
    seen,
    without_controls,
)


def without_addresses(_form: FlaskForm, field: Any) -> None:
    """Refuse a name that advertises something to whoever gets a mail with it."""
    if re.search(r"[/@:<>]|www\.", field.data or "", re.IGNORECASE):
        raise ValidationError(_("Enter the name alone, without an address."))


def is_email(_form: FlaskForm, field: Any) -> None:
    if field.data and not addresses.writable(field.data):
        raise ValidationError(_("This is not an e-mail address. Check it letter by letter."))


class DeferForm(Represented, FlaskForm):
    """The day on which the organisation's own body decides."""

    day = DateField(
        _("When does your board or other body decide?"),
        [InputRequired(_("Enter the day on which your organisation decides."))],
    )
    name = name_field()
    role = role_field()
    authority = authority_field()

    # The first and the last day that make sense, in the appeal's own time zone.
    today = date.min
    last: date | None = None

    @classmethod
    def between(cls, today: date, last: date | None, day: date | None = None) -> "DeferForm":
        form = cls(day=day)
        form.today, form.last = today, last
        return form

    def chosen(self) -> date:
        return cast(date, self.day.data)

    def validate_day(self, field: Field) -> None:
        if field.data is None:
            return
        if field.data < self.today:
            raise ValidationError(_("This day has passed. Enter a day to come."))
        if self.last and field.data > self.last:
            raise ValidationError(
                _(
                    "Answers are taken until %(day)s. If your board decides later, ask the "
                    "coordinator a question instead: the date may be moved.",
                    day=i18n.format_date(self.last),
                )
            )


class QuestionForm(FlaskForm):
    """A question to the coordinators."""

    question = TextAreaField(
        _("Your question"),
        [DataRequired(_("Write your question.")), Length(max=4000), without_controls],
        filters=[seen],
    )
    name = StringField(
        _("Your name"),
        [
            DataRequired(_("Enter your name.")),
            Length(max=200),
            without_controls,
            without_addresses,
        ],
        filters=[one_line],
    )
    email = StringField(
        _("Your e-mail address"),
        [DataRequired(_("Enter the address the answer shall go to.")), is_email],
        filters=[one_line],
    )

    def asked(self) -> Asked:
        return Asked(
            text=self.question.data or "",
            name=self.name.data or "",
            email=addresses.writable(self.email.data or ""),
            language=i18n.interface_language(),
        )


class HandOverForm(Represented, FlaskForm):
    """A colleague who answers instead, and who says so."""

    colleague_name = StringField(
        _("Name of your colleague"),
        [
            DataRequired(_("Enter the name of your colleague.")),
            Length(max=200),
            without_controls,
            without_addresses,
        ],
        filters=[one_line],
    )
    colleague_email = StringField(
        _("E-mail address of your colleague"),
        [DataRequired(_("Enter the address of your colleague.")), is_email],
        filters=[one_line],
    )
    language = SelectField(_("Language your colleague reads"))
    name = name_field()
    role = role_field()
    authority = authority_field()

    @classmethod
    def of(cls, languages: list[str], asked_in: str) -> "HandOverForm":
        form = cls(language=asked_in)
        own = i18n.interface_language()
        form.language.choices = {tag: language_name(tag, own) for tag in languages}
        return form

    def colleague(self) -> Colleague:
        return Colleague(
            name=self.colleague_name.data or "",
            email=addresses.writable(self.colleague_email.data or ""),
            language=self.language.data,
        )


class ContestForm(Represented, FlaskForm):
    """Somebody of the organisation says that this is not what it wants, and why."""

    name = name_field()
    role = role_field()
    reason = TextAreaField(
        _("What is not right?"),
        [DataRequired(_("Say in a few words what is not right.")), Length(max=2000)],
        filters=[seen],
    )
    authority = authority_field()

    def validate_reason(self, field: Field) -> None:
        without_controls(self, field)


class RevokeMandateForm(Represented, FlaskForm):
    """The organisation takes its standing mandate back."""

    name = name_field()
    role = role_field()
    authority = authority_field()


class CodeForm(FlaskForm):
    """The short code of a mail, and the address the mail was sent to."""

    address = StringField(
        _("E-mail address the mail was sent to"),
        [DataRequired(_("Enter the address the mail was sent to.")), is_email],
        filters=[one_line],
    )
    code = StringField(
        _("Code from the mail"),
        [DataRequired(_("Enter the code from the mail.")), Length(max=40)],
        filters=[one_line],
    )

    def validate_code(self, field: Field) -> None:
        if field.data and not codes.is_well_typed(field.data):
            raise ValidationError(
                _("A character of this code is wrong or missing. Compare it with the mail.")
            )

    @property
    def entered_address(self) -> str:
        return addresses.writable(self.address.data or "")
