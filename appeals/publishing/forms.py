"""Forms of the publication: its terms, a waiver, and the name that is typed to confirm."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from appeals.drafting.models import Appeal
from appeals.invitations.models import Visibility
from appeals.publishing import labels
from appeals.publishing.checklist import LONGEST_REASON, TermsSet
from appeals.publishing.models import Departure, Terms
from appeals.publishing.release import Line
from appeals.signatures.labels import VISIBILITIES
from appeals.signatures.visibility import Wish

_YEARS = range(2000, 2101)
_MOST = 1_000_000


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value


class TermsForm(FlaskForm):
    """On which terms an appeal is published; the embargo is in the appeal's own time zone."""

    embargo = DateTimeLocalField(
        _("Public from"), [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    minimum_signatories = IntegerField(
        _("At least so many signatories"), [Optional(), NumberRange(min=1, max=_MOST)]
    )
    minimum_countries = IntegerField(
        _("From at least so many countries"), [Optional(), NumberRange(min=1, max=300)]
    )
    departure = RadioField(
        _("If an organisation withdraws after publication"),
        choices=[SelectChoice(each.value, labels.DEPARTURES[each]) for each in Departure],
        default=Departure.EMPTY.value,
    )

    def __init__(self, appeal: Appeal, **given: object) -> None:
        super().__init__(**given)
        self._zone = appeal.zone

    @classmethod
    def of(cls, appeal: Appeal, terms: Terms | None) -> "TermsForm":
        if terms is None:
            return cls(appeal, formdata=None)
        until = terms.embargo_until
        return cls(
            appeal,
            formdata=None,
            embargo=until.astimezone(appeal.zone) if until else None,
            minimum_signatories=terms.minimum_signatories,
            minimum_countries=terms.minimum_countries,
            departure=terms.departure.value,
        )

    def validate_embargo(self, field: Field) -> None:
        if field.data and field.data.year not in _YEARS:
            raise ValidationError(_("Give a year between 2000 and 2100."))
        until = self._until(self._zone)
        # In the night when clocks go forward an hour does not exist.
        if until and until.astimezone(self._zone).replace(tzinfo=None) != field.data:
            raise ValidationError(_("This time of day does not exist on that day."))

    def terms(self) -> TermsSet:
        return TermsSet(
            minimum_signatories=self.minimum_signatories.data,
            minimum_countries=self.minimum_countries.data,
            embargo_until=self._until(self._zone),
            departure=Departure(self.departure.data),
        )

    def _until(self, zone: ZoneInfo) -> datetime | None:
        local = self.embargo.data
        return local.replace(tzinfo=zone).astimezone(UTC) if local else None


class WaiveForm(FlaskForm):
    line = HiddenField()
    reason = TextAreaField(
        _("Why it may be published all the same"),
        [DataRequired(_("Say why.")), Length(max=LONGEST_REASON)],
        filters=[_strip],
    )

    def validate_line(self, field: Field) -> None:
        if field.data not in {each.value for each in Line}:
            raise ValidationError(_("This line does not stop the publication."))

    def chosen(self) -> Line:
        return Line(self.line.data or "")


class ConfirmForm(FlaskForm):
    """The name of the appeal, typed: nobody publishes by a click too many."""

    after = HiddenField()
    name = StringField(
        _("Short name of the appeal"), [DataRequired(_("Type the name."))], filters=[_strip]
    )

    def __init__(self, appeal: Appeal, **given: object) -> None:
        super().__init__(**given)
        titles = {appeal.title_for(tag).text for tag in appeal.languages}
        self._names = {" ".join(each.split()).casefold() for each in {appeal.slug, *titles}}

    def validate_name(self, field: Field) -> None:
        if " ".join((field.data or "").split()).casefold() not in self._names:
            raise ValidationError(_("This is not the name of this appeal."))

    @property
    def known(self) -> int:
        """The number of the last edition whoever confirms knew of; -1 if it is no number."""
        given = self.after.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


class RetractForm(ConfirmForm):
    reason = TextAreaField(
        _("Reason"), [DataRequired(_("Say why.")), Length(max=LONGEST_REASON)], filters=[_strip]
    )


class HideForm(FlaskForm):
    """Why a name is hidden, and how far; a coordinator can only ever hide."""

    visibility = RadioField(
        _("How far is the name to be hidden?"),
        choices=[
            SelectChoice(each.value, VISIBILITIES[each])
            for each in (Visibility.WITHHELD, Visibility.CONFIDENTIAL)
        ],
        default=Visibility.WITHHELD.value,
    )
    reason = TextAreaField(
        _("Why? The organisation reads this."),
        [
            DataRequired(_("Say why, so that the organisation understands.")),
            Length(max=LONGEST_REASON),
        ],
        filters=[_strip],
    )

    def wish(self) -> Wish:
        return Wish(visibility=Visibility(self.visibility.data))
