"""The form in which a coordinator chooses how to hear of answers."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from appeals.invitations.labels import MODES
from appeals.invitations.models import NoticeMode


class NoticesForm(FlaskForm):
    mode = RadioField(
        _("Signatures, refusals and withdrawals"),
        [InputRequired(_("Choose one."))],
        choices=lambda: {mode.value: str(MODES[mode]) for mode in NoticeMode},
    )
    hour = SelectField(
        _("Hour of the daily mail"),
        coerce=int,
        choices={str(hour): f"{hour:02}:00" for hour in range(24)},
    )
