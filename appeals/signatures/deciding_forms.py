"""Forms of the coordinators about answers: disputes, reservations, mandates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from appeals.drafting.models import ListKind
from appeals.signatures.forms import one_line, seen, without_controls
from appeals.signatures.mandates import SHORTEST_WINDOW, Terms
from appeals.signatures.services import Representative


def text_field(label: Any, missing: Any, *, most: int = 2000) -> TextAreaField:
    return TextAreaField(
        label, [DataRequired(missing), Length(max=most), without_controls], filters=[seen]
    )


def line_field(label: Any, missing: Any) -> StringField:
    return StringField(
        label, [DataRequired(missing), Length(max=200), without_controls], filters=[one_line]
    )


class ReasonForm(FlaskForm):
    """Why a dispute ends as it does; the organisation reads it."""

    reason = text_field(
        _("Why? The organisation reads this."), _("Say why, so that the organisation understands.")
    )


class MandateForm(FlaskForm):
    """A standing mandate, as the organisation has given it."""

    scope = text_field(
        _("Which appeals is it for?"),
        _("Say which appeals the organisation has agreed to."),
        most=1000,
    )
    list_kind = SelectField(
        _("List"),
        choices=[
            SelectChoice(ListKind.SIGNATORY.value, _("Signatories")),
            SelectChoice(ListKind.SUPPORTER.value, _("Supporters")),
        ],
    )
    window_hours = IntegerField(
        _("Hours to object in"),
        [
            InputRequired(_("Enter a number of hours.")),
            NumberRange(
                min=SHORTEST_WINDOW, max=24 * 30, message=_("Enter a number from 24 to 720.")
            ),
        ],
        default=72,
    )
    granted_by_name = line_field(
        _("Who gave it for the organisation"), _("Enter who gave the mandate.")
    )
    granted_by_role = line_field(
        _("Role of that person in the organisation"), _("Enter the role of that person.")
    )
    granted_on = DateField(_("When was it given?"), [InputRequired(_("Enter the day."))])
    valid_until = DateField(_("Until when does it hold?"), [InputRequired(_("Enter the day."))])
    evidence = text_field(
        _("How do you know?"),
        _("Say how the organisation told you, for example “Letter of 3 May, in our files”."),
        most=1000,
    )

    today = date.max

    @classmethod
    def on(cls, today: date) -> "MandateForm":
        form = cls()
        form.today = today
        return form

    def validate_granted_on(self, field: Field) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_("This day is still to come."))

    def validate_valid_until(self, field: Field) -> None:
        if field.data and field.data < self.today:
            raise ValidationError(_("This day has passed. Enter a day to come."))

    def terms(self) -> Terms:
        return Terms(
            scope=self.scope.data or "",
            list_kind=ListKind(self.list_kind.data),
            window_hours=self.window_hours.data or SHORTEST_WINDOW,
            granted_by=Representative(
                name=self.granted_by_name.data or "", role=self.granted_by_role.data or ""
            ),
            granted_on=self.granted_on.data or self.today,
            valid_until=self.valid_until.data or self.today,
            evidence=self.evidence.data or "",
        )


class UseMandateForm(FlaskForm):
    """Why an appeal is within what a mandate is for."""

    basis = text_field(
        _("Why is this appeal within the mandate?"),
        _("Say why, so that the organisation understands."),
        most=1000,
    )


class PrintForm:
    """The wordings of a reservation as printed, one for each language; read from the request."""

    def __init__(self, languages: list[str], sent: Mapping[str, str]) -> None:
        self.wordings = {tag: seen(sent.get(f"wording_{tag}")) for tag in languages}

    @property
    def missing(self) -> list[str]:
        return [tag for tag, text in self.wordings.items() if not text]
