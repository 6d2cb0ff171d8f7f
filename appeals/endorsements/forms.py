"""Forms of endorsements: to give one, to confirm it, to take it back, and to decide about many."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from appeals import i18n
from appeals.accounts import addresses
from appeals.endorsements.models import Intake
from appeals.endorsements.services import Given
from appeals.signatures.forms import one_line, without_controls
from appeals.signatures.reply_forms import is_email, without_addresses

INTAKES = {
    Intake.CLOSED: _("No endorsements"),
    Intake.MODERATED: _("Each is looked at before it counts"),
    Intake.OPEN: _("A confirmed endorsement counts at once"),
}


class EndorseForm(FlaskForm):
    """A person's name under an appeal."""

    name = StringField(
        _("Your name"),
        [
            DataRequired(_("Enter your name.")),
            Length(max=100),
            without_controls,
            without_addresses,
        ],
        filters=[one_line],
    )
    place = StringField(
        _("Town or country"),
        [Optional(), Length(max=100), without_controls, without_addresses],
        filters=[one_line],
    )
    email = StringField(
        _("Your e-mail address"),
        [DataRequired(_("Enter your address: a mail to it asks you to confirm.")), is_email],
        filters=[one_line],
    )
    is_named = BooleanField(_("Show my name on this site"), default=False)
    # Nobody sees this field; whoever fills it in is a machine.
    website = StringField(_("Leave this field empty"))

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.website.data)

    def given(self) -> Given:
        return Given(
            name=self.name.data or "",
            place=self.place.data or "",
            email=addresses.writable(self.email.data or ""),
            is_named=bool(self.is_named.data),
            language=i18n.interface_language(),
        )


class ConfirmForm(FlaskForm):
    """Said by a person: a scanner ticks nothing."""

    mine = BooleanField(
        _("This is my name, and I stand behind the appeal"),
        [DataRequired(_("Tick this box to confirm."))],
    )


class TakeBackForm(FlaskForm):
    """To take an endorsement back for good."""

    sure = BooleanField(
        _("Take my name back and delete my address"), [DataRequired(_("Tick this box to confirm."))]
    )


class IntakeForm(FlaskForm):
    """Whether an appeal takes endorsements."""

    intake = RadioField(
        _("Endorsements by individuals"),
        [InputRequired(_("Choose one of these."))],
        choices=[SelectChoice(each.value, label) for each, label in INTAKES.items()],
    )

    def chosen(self) -> Intake:
        return Intake(self.intake.data)
