"""The form before a mailing."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import Optional

# From here on the number of mails has to be typed.
MANY = 50


class SendForm(FlaskForm):
    """The last look before mails go out: as many as were shown, and typed if they are many."""

    expected = HiddenField()
    count = IntegerField(_("Number of mails"), [Optional()])
    quietly = BooleanField(_("Do not wake anybody: where it is night, the mail waits for morning"))

    @classmethod
    def showing(cls, number: int) -> "SendForm":
        form = cls()
        # What was typed stays; the number shown is always that of the page as it is now.
        form.expected.data = str(number)
        return form

    def confirms(self, number: int) -> bool:
        """Return whether this many mails were shown and, if they are many, typed."""
        if self.expected.data != str(number):
            self.form_errors.append(
                _("The list has changed since you opened this page. Please look at it again.")
            )
        elif number > MANY and self.count.data != number:
            self.count.errors = [*self.count.errors, _("Type the number of mails shown above.")]
        return not self.errors
