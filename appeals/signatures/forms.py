"""Forms of the sign page and of the coordinator's lists."""

from enum import StrEnum
from typing import Any
from unicodedata import category
from uuid import UUID

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, ValidationError

from appeals.drafting.models import ListKind, ListOrder
from appeals.signatures.models import Signature
from appeals.signatures.recording import Received
from appeals.signatures.services import Consent, Representative, Reserved, offered


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


class AnswerForm(Represented, FlaskForm):
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
    ) -> "AnswerForm":
        """Return the form with the answers open to this organisation, filled in if it answered."""
        form = cls(data=_given(signature, reserved) if signature else None)
        if ListKind.SIGNATORY not in offered(asked):
            form.answer.choices = [each for each in ANSWERS if each.value != Choice.SIGN]
        return form

    @classmethod
    def confirming(cls, signature: Signature, reserved: Reserved | None = None) -> "AnswerForm":
        """Return the form that asks a signatory again: to keep the name or to withdraw it."""
        form = cls(data=_given(signature, reserved) | {"answer": None})
        kept = Choice.SUPPORT if signature.list_kind is ListKind.SUPPORTER else Choice.SIGN
        form.answer.choices = [
            SelectChoice(each.value, CONFIRMATIONS[each]) for each in (kept, Choice.DECLINE)
        ]
        return form

    @property
    def choice(self) -> Choice:
        return Choice(self.answer.data)

    def consent(self) -> Consent:
        supports = self.choice is Choice.SUPPORT
        return Consent(
            list_kind=ListKind.SUPPORTER if supports else ListKind.SIGNATORY,
            representative=self.representative(),
            language_read=self.language.data or "",
            text_hash=self.text_hash.data or "",
            reserved=self._reserved(),
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

    def received(self) -> Received:
        return Received(
            list_kind=ListKind(self.list_kind.data),
            representative=Representative(name=self.name.data or "", role=self.role.data or ""),
            basis=self.basis.data or "",
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
