"""Forms of endorsements and requests: to give them, to confirm them, to decide about them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from appeals import i18n
from appeals.accounts import addresses
from appeals.drafting.models import ListKind
from appeals.endorsements.models import Intake
from appeals.endorsements.services import Asked, Given
from appeals.languages import language_name
from appeals.signatures.forms import one_line, seen, without_controls
from appeals.signatures.reply_forms import is_email, without_addresses

NEW = "new"
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
    """Said by a person: the name is typed once more, which no scanner does."""

    name = StringField(
        _("Type your name once more"), [DataRequired(_("Type your name."))], filters=[one_line]
    )

    @classmethod
    def of(cls, name: str, **given: Any) -> "ConfirmForm":
        form = cls(**given)
        form.wanted = name
        return form

    wanted = ""

    def validate_name(self, field: Field) -> None:
        if folded(field.data) != folded(self.wanted):
            raise ValidationError(
                _("This is not the name that was entered: %(name)s", name=self.wanted)
            )


class TakeBackForm(ConfirmForm):
    """To take an endorsement back for good."""


def folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


class TermsForm(FlaskForm):
    """Whom the appeal takes besides those it invites."""

    intake = RadioField(
        _("Endorsements by individuals"),
        [InputRequired(_("Choose one of these."))],
        choices=[SelectChoice(each.value, label) for each, label in INTAKES.items()],
    )
    takes_requests = BooleanField(_("Organisations that were not invited may ask to sign"))

    def chosen(self) -> Intake:
        return Intake(self.intake.data)


class JoinForm(FlaskForm):
    """An organisation that was not invited asks to sign; `joining_form` adds a name a language."""

    country = SelectField(_("Country"), [InputRequired(_("Choose a country."))])
    website = StringField(
        _("Website"), [Optional(), Length(max=200), without_controls], filters=[one_line]
    )
    person = StringField(
        _("Your name"),
        [
            DataRequired(_("Enter your name.")),
            Length(max=100),
            without_controls,
            without_addresses,
        ],
        filters=[one_line],
    )
    role = StringField(
        _("Your role in the organisation"),
        [
            DataRequired(_("Enter your role, for example chair or director.")),
            Length(max=100),
            without_controls,
        ],
        filters=[one_line],
    )
    email = StringField(
        _("Your e-mail address"),
        [DataRequired(_("Enter the address the link shall go to.")), is_email],
        filters=[one_line],
    )
    message = TextAreaField(
        _("What should the coordinators know of your organisation?"),
        [Optional(), Length(max=2000), without_controls],
        filters=[seen],
    )
    telephone = StringField(_("Leave this field empty"))

    tags: Sequence[str] = ()

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.telephone.data)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        sound = super().validate(extra_validators)
        if sound and not self._names():
            self[f"name_{self.tags[0]}"].errors = [
                _("Enter the name of your organisation in at least one language.")
            ]
            return False
        return bool(sound)

    def asked(self) -> Asked:
        return Asked(
            names=self._names(),
            country=self.country.data or "",
            website=self.website.data or "",
            person=self.person.data or "",
            role=self.role.data or "",
            email=addresses.writable(self.email.data or ""),
            language=i18n.interface_language(),
            message=self.message.data or "",
        )

    def _names(self) -> dict[str, str]:
        given = {tag: self[f"name_{tag}"].data or "" for tag in self.tags}
        return {tag: name for tag, name in given.items() if name}


def joining_form(tags: Sequence[str], countries: Mapping[str, str]) -> JoinForm:
    """Return the form with a name in each of `tags`; `countries` are names by code."""
    names = {
        f"name_{tag}": StringField(
            _("Name in %(language)s", language=language_name(tag, i18n.interface_language())),
            [Optional(), Length(max=300), without_controls],
            filters=[one_line],
        )
        for tag in tags
    }
    form: JoinForm = type("NamedJoinForm", (JoinForm,), {**names, "tags": tuple(tags)})()
    by_name = sorted(countries.items(), key=lambda each: each[1])
    form.country.choices = [("", _("Choose …")), *by_name]
    return form


class AcceptForm(FlaskForm):
    """Which organisation of the registry it is, and in which list it is asked to stand."""

    organisation = RadioField(
        _("Which organisation is it?"), [InputRequired(_("Choose one of these."))]
    )
    list_kind = RadioField(
        _("List"),
        [InputRequired(_("Choose one of these."))],
        choices=[
            SelectChoice(ListKind.SIGNATORY.value, _("Signatories")),
            SelectChoice(ListKind.SUPPORTER.value, _("Supporters")),
        ],
        default=ListKind.SIGNATORY.value,
    )

    @classmethod
    def among(cls, known: Mapping[UUID, str]) -> "AcceptForm":
        """Offer what the registry has that looks alike; without that it can only be new."""
        form = cls(organisation=None if known else NEW)
        form.organisation.choices = [
            *((str(each), name) for each, name in known.items()),
            (NEW, _("A new organisation")),
        ]
        return form

    @property
    def organisation_id(self) -> UUID | None:
        chosen = self.organisation.data
        return None if chosen == NEW else UUID(chosen)


class DeclineForm(FlaskForm):
    """Why an organisation is not invited; it reads this."""

    reason = TextAreaField(
        _("Why? Whoever asked reads this."),
        [
            DataRequired(_("Say why, so that the organisation understands.")),
            Length(max=2000),
            without_controls,
        ],
        filters=[seen],
    )
