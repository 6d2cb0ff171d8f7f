"""The form of the page on which somebody says what they want to be written about."""

from collections.abc import Sequence
from enum import StrEnum

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, ValidationError

from appeals.signatures.subscriptions import Subscription


class Wish(StrEnum):
    """How much somebody wants to be written."""

    NOTHING = "nothing"
    SOME = "some"
    EVERYTHING = "everything"


WISHES = {
    Wish.NOTHING: _("Write to me no more"),
    Wish.SOME: _("Write to me, but not about some topics"),
    Wish.EVERYTHING: _("Write to me about every appeal"),
}
EXPLAINED = {
    Wish.NOTHING: _("No invitation, no reminder, no news to this address."),
    Wish.SOME: _("Your organisation is no longer asked about the topics you tick."),
    Wish.EVERYTHING: _("Invitations and reminders come as before."),
}


class SubscriptionForm(FlaskForm):
    """Nobody unsubscribes by pressing a button alone: the address has to be typed."""

    wish = RadioField(
        _("What do you want?"), [InputRequired(_("Choose one of these."))], choices=[]
    )
    topics = SelectMultipleField(
        _("Topics you do not want to be asked about"),
        choices={},
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    address = StringField(
        _("Your e-mail address, to confirm it"), [DataRequired(_("Type your address."))]
    )

    @classmethod
    def of(cls, subscription: Subscription) -> "SubscriptionForm":
        form = cls(topics=list(subscription.refused))
        form.subscription = subscription
        wishes = [each for each in Wish if subscription.topics or each is not Wish.SOME]
        form.wish.choices = [SelectChoice(each.value, WISHES[each]) for each in wishes]
        form.topics.choices = {each: each for each in subscription.topics}
        return form

    @property
    def chosen(self) -> Wish:
        return Wish(self.wish.data)

    @property
    def refused(self) -> Sequence[str]:
        return self.topics.data or []

    def validate_address(self, field: StringField) -> None:
        if field.data and not self.subscription.is_of(field.data):
            raise ValidationError(
                _("The mail with this link went to another address. Type that one.")
            )

    def validate_topics(self, field: SelectMultipleField) -> None:
        if self.wish.data == Wish.SOME and not field.data:
            raise ValidationError(_("Tick at least one topic."))

    subscription: Subscription
