"""Forms of the sign page and of the coordinator's lists."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any
from unicodedata import category
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    AnyOf,
    DataRequired,
    InputRequired,
    Length,
    StopValidation,
    ValidationError,
)

from appeals.drafting.models import ListKind, ListOrder
from appeals.invitations.models import Visibility
from appeals.signatures import labels
from appeals.signatures.models import Signature
from appeals.signatures.recording import Received
from appeals.signatures.services import Consent, Representative, Reserved, offered
from appeals.signatures.visibility import Wish


class Choice(StrEnum):
    """What a partner can answer on the sign page."""

    SIGN = "sign"
    SUPPORT = "support"
    DECLINE = "decline"


ANSWERS = [
    SelectChoice(Choice.SIGN.value, _("Sign")),
    SelectChoice(Choice.SUPPORT.value, _("Support")),
    SelectChoice(Choice.DECLINE.value, _("Decline")),
]
EXPLAINED = {
    Choice.SIGN: _("Your organisation stands in the numbered list of signatories."),
    Choice.SUPPORT: _("Your organisation stands in the separate list of supporters."),
    Choice.DECLINE: _("Your organisation is not named. You may say why."),
}
# How the same answers are called where the text was changed after the organisation signed.
CONFIRMATIONS = {
    Choice.SIGN: _("Keep our name under the changed text"),
    Choice.SUPPORT: _("Keep our support for the changed text"),
    Choice.DECLINE: _("Withdraw our name"),
}
CONFIRMATIONS_EXPLAINED = {
    Choice.SIGN: _("Your organisation stays in the list of signatories, under the present text."),
    Choice.SUPPORT: _("Your organisation stays in the list of supporters, under the present text."),
    Choice.DECLINE: _("Your organisation is no longer named. You may say why."),
}
ORDERS = {
    ListOrder.NAME: _("By name"),
    ListOrder.COUNTRY: _("By country, then by name"),
    ListOrder.TIME: _("By time of signing"),
    ListOrder.HAND: _("By hand"),
}


def seen(text: str | None) -> str:
    """Strip; what nobody would see on paper counts as nothing."""
    return text.strip() if text and any(map(_is_visible, text)) else ""


def one_line(text: str | None) -> str:
    """Strip, and join what was pasted over several lines."""
    return " ".join(seen(text).split())


def without_controls(_form: FlaskForm, field: Any) -> None:
    """Refuse characters that print as nothing or turn the direction of a line."""
    for sign in field.data or "":
        is_break = sign in _BREAKS and isinstance(field, TextAreaField)
        if not is_break and (category(sign) == "Cc" or sign in _TURNING):
            raise ValidationError(_("This contains invisible characters. Type it anew."))


_BREAKS = "\t\n\r"
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Letters and signs by their category, and yet blank.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"


def _is_visible(sign: str) -> bool:
    return category(sign)[0] in "LNPS" and sign not in _BLANK


def name_field() -> StringField:
    return StringField(
        _("Your name"),
        [DataRequired(_("Enter your name.")), Length(max=200), without_controls],
        filters=[one_line],
    )


def role_field() -> StringField:
    return StringField(
        _("Your role in the organisation"),
        [
            DataRequired(_("Enter your role, for example “Director”.")),
            Length(max=200),
            without_controls,
        ],
        filters=[one_line],
    )


def authority_field() -> BooleanField:
    return BooleanField(
        _("I am authorised to answer on behalf of my organisation"),
        [DataRequired(_("Confirm that you may answer on behalf of your organisation."))],
    )


class Represented:
    """Whoever answers says who they are and that they may: no button alone decides anything."""

    name: StringField
    role: StringField

    def representative(self) -> Representative:
        return Representative(name=self.name.data or "", role=self.role.data or "")


def _needed_for_later(form: FlaskForm, field: DateField) -> None:
    """Ask for a day only where one goes with what was chosen."""
    is_later = form.visibility.data == Visibility.LATER
    if is_later and not any(field.raw_data or ()):
        field.errors = []
        raise StopValidation(_("Enter the day from which your name may be public."))
    if not is_later:
        field.errors = []
        raise StopValidation


class Shown:
    """How the name is to be shown; the day is one of the appeal's own time zone.

    `shown` is what the page said it was: whoever leaves that as it is chooses nothing.
    """

    visibility = RadioField(
        _("How is your name to be shown?"),
        choices=[SelectChoice(each.value, labels.VISIBILITIES[each]) for each in Visibility],
        default=Visibility.PUBLIC.value,
        validate_choice=False,
    )
    public_from = DateField(_("Public from this day on"), [_needed_for_later])
    shown = HiddenField(default=f"{Visibility.PUBLIC.value} ")

    def validate_visibility(self, field: RadioField) -> None:
        if field.data and field.data not in set(Visibility):
            raise ValidationError(_("Choose one of the answers."))

    def wish(self, zone: ZoneInfo, present: Wish) -> Wish | None:
        """Return what was chosen, None where nothing was.

        What was hidden while the page was open is not shown again by a page that
        did not know of it.
        """
        later = self.visibility.data == Visibility.LATER
        day = self.public_from.data if later else None
        if not self.visibility.data or said(self.visibility.data, day) == self.shown.data:
            return None
        since = datetime.combine(day, time.min, zone).astimezone(UTC) if day else None
        chosen = Wish(visibility=Visibility(self.visibility.data), public_from=since)
        knew = shown_as(present, zone)["shown"] == self.shown.data
        return chosen if knew or not present.hides_more_than(chosen) else None

    def refuse_day(self) -> None:
        self.public_from.errors = [*self.public_from.errors, _("Choose a day to come.")]


def said(visibility: str, day: date | None) -> str:
    """Return in short how a name is shown, as a page carries it."""
    return f"{visibility} {day.isoformat() if day else ''}"


def shown_as(wish: Wish, zone: ZoneInfo) -> dict[str, Any]:
    """Return the fields of `Shown` filled in as it is."""
    day = wish.public_from.astimezone(zone).date() if wish.public_from else None
    visibility = wish.visibility.value
    return {"visibility": visibility, "public_from": day, "shown": said(visibility, day)}


class AnswerForm(Represented, Shown, FlaskForm):
    """Sign, support or decline the text that was shown."""

    class Meta:
        csrf = False  # checked for every form before it is read; the page writes the field

    answer = RadioField(
        _("Answer of your organisation"),
        [InputRequired(_("Choose one of the answers."))],
        choices=ANSWERS,
    )
    name = name_field()
    role = role_field()
    reason = TextAreaField(
        _("Reason for declining"),
        [Length(max=2000), without_controls],
        filters=[seen],
    )
    reserved_part = SelectField(
        _("Which part is it about?"), choices=[], validate_choice=False, default=""
    )
    reservation = TextAreaField(
        _("What does your organisation not stand behind?"),
        [Length(max=1000), without_controls],
        filters=[seen],
    )
    may_print = BooleanField(_("It may be printed as a footnote under the list"))
    authority = authority_field()
    # Written by the page itself, which knows what it shows.
    text_hash = HiddenField()
    language = HiddenField()

    @classmethod
    def offering(
        cls,
        asked: ListKind,
        signature: Signature | None = None,
        reserved: Reserved | None = None,
        shown: Mapping[str, Any] | None = None,
    ) -> "AnswerForm":
        """Return the form with the answers open to this organisation, filled in if it answered."""
        given = _given(signature, reserved) if signature else {}
        form = cls(data={**given, **(shown or {})})
        if ListKind.SIGNATORY not in offered(asked):
            form.answer.choices = [each for each in ANSWERS if each.value != Choice.SIGN]
        return form

    @classmethod
    def confirming(
        cls, signature: Signature, reserved: Reserved | None, shown: Mapping[str, Any]
    ) -> "AnswerForm":
        """Return the form that asks a signatory again: to keep the name or to withdraw it."""
        form = cls(data={**_given(signature, reserved), **shown, "answer": None})
        kept = Choice.SUPPORT if signature.list_kind is ListKind.SUPPORTER else Choice.SIGN
        form.answer.choices = [
            SelectChoice(each.value, CONFIRMATIONS[each]) for each in (kept, Choice.DECLINE)
        ]
        return form

    @property
    def choice(self) -> Choice:
        return Choice(self.answer.data)

    def consent(self, zone: ZoneInfo, shown: Wish) -> Consent:
        """Return what was decided; `shown` is how the name is shown now, `zone` the appeal's."""
        supports = self.choice is Choice.SUPPORT
        return Consent(
            list_kind=ListKind.SUPPORTER if supports else ListKind.SIGNATORY,
            representative=self.representative(),
            language_read=self.language.data or "",
            text_hash=self.text_hash.data or "",
            reserved=self._reserved(),
            wish=self.wish(zone, shown),
        )

    def validate_reserved_part(self, field: SelectField) -> None:
        if not self.reservation.data:
            return
        if self.answer.data == Choice.DECLINE:
            raise ValidationError(
                _("A reservation goes with a signature. Choose “Sign” or “Support”, or empty it.")
            )
        if _uuid(field.data) is None:
            raise ValidationError(_("Choose the part of the text it is about."))

    def _reserved(self) -> Reserved | None:
        part = _uuid(self.reserved_part.data)
        if not self.reservation.data or part is None:
            return None
        return Reserved(
            segment_id=part, text=self.reservation.data, may_print=bool(self.may_print.data)
        )


class WithdrawForm(Represented, FlaskForm):
    """Take a signature back."""

    name = name_field()
    role = role_field()
    reason = TextAreaField(
        _("Reason for withdrawing"),
        [Length(max=2000), without_controls],
        filters=[seen],
    )
    authority = authority_field()


class VisibilityForm(Represented, Shown, FlaskForm):
    """Change how the name is shown, whatever else was answered."""

    name = name_field()
    role = role_field()
    authority = authority_field()


class RecordForm(FlaskForm):
    """Enter an answer that came by mail or telephone."""

    list_kind = SelectField(
        _("List"),
        choices=[
            SelectChoice(ListKind.SIGNATORY.value, _("Signatories")),
            SelectChoice(ListKind.SUPPORTER.value, _("Supporters")),
        ],
    )
    name = StringField(
        _("Name of the representative"),
        [
            DataRequired(_("Enter who decided for the organisation.")),
            Length(max=200),
            without_controls,
        ],
        filters=[one_line],
    )
    role = StringField(
        _("Role of the representative"),
        [DataRequired(_("Enter the role of that person.")), Length(max=200), without_controls],
        filters=[one_line],
    )
    basis = TextAreaField(
        _("On what basis do you enter this?"),
        [
            DataRequired(_("Say how the organisation told you, for example “E-mail of 3 May”.")),
            Length(max=1000),
            without_controls,
        ],
        filters=[seen],
        description=_("It is kept with the signature, under your name."),
    )
    visibility = SelectField(
        _("How the name is to be shown"),
        choices=[
            SelectChoice(each.value, labels.VISIBILITIES[each])
            for each in Visibility
            if each is not Visibility.LATER
        ],
        description=_("Afterwards only the organisation itself can show more of it."),
        validate_choice=False,
    )

    def validate_visibility(self, field: SelectField) -> None:
        if field.data and field.data not in set(Visibility) - {Visibility.LATER}:
            raise ValidationError(_("Choose one of the answers."))

    def received(self) -> Received:
        chosen = self.visibility.data
        return Received(
            list_kind=ListKind(self.list_kind.data),
            representative=Representative(name=self.name.data or "", role=self.role.data or ""),
            basis=self.basis.data or "",
            wish=Wish(visibility=Visibility(chosen)) if chosen else None,
        )


class OrderForm(FlaskForm):
    """By what the lists are ordered, and in which language names are compared."""

    order = SelectField(
        _("Order"), choices=[SelectChoice(order.value, text) for order, text in ORDERS.items()]
    )
    language = SelectField(_("Language of the names that decide"))


class MoveForm(FlaskForm):
    """One place up or down."""

    signature = HiddenField(validators=[InputRequired()])
    direction = HiddenField(validators=[AnyOf(["up", "down"])])


def _given(signature: Signature, reserved: Reserved | None) -> dict[str, Any]:
    # Not the name: without something typed a form decides nothing, so that no scanner corrects.
    supports = signature.list_kind is ListKind.SUPPORTER
    return {
        "answer": Choice.SUPPORT if supports else Choice.SIGN,
        "role": signature.representative_role,
        "reserved_part": str(reserved.segment_id) if reserved else "",
        "reservation": reserved.text if reserved else "",
        "may_print": reserved is not None and reserved.may_print,
    }


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
