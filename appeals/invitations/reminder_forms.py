"""Forms of the planned reminders: one plan, and how often anybody is reminded at most."""

from datetime import time

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from appeals.correspondence.kinds import MailKind
from appeals.invitations import labels
from appeals.invitations.models import DeadlineKind, Unit
from appeals.invitations.schedule import USUAL_TIME, Timing

KINDS = (MailKind.REMINDER, MailKind.LAST_CALL)
# What nobody means who types it.
_MOST_BEFORE = {Unit.DAYS: 90, Unit.HOURS: 240}


class PlanForm(FlaskForm):
    """When the silent are to be reminded, and with which mail."""

    kind = RadioField(
        _("Mail"),
        [InputRequired()],
        choices=lambda: {kind.value: str(labels.KINDS[kind]) for kind in KINDS},
        default=MailKind.REMINDER.value,
    )
    before = IntegerField(_("How long before"), [InputRequired(), NumberRange(min=1)], default=3)
    unit = SelectField(
        _("Days or hours"),
        choices=lambda: {unit.value: str(label) for unit, label in labels.UNITS.items()},
        default=Unit.DAYS.value,
    )
    deadline = SelectField(
        _("Which deadline"),
        choices=lambda: {kind.value: str(label) for kind, label in labels.DEADLINES.items()},
        default=DeadlineKind.FINAL.value,
    )
    time_of_day = TimeField(
        _("Time of day"), [Optional()], format=["%H:%M", "%H:%M:%S"], default=USUAL_TIME
    )
    active = BooleanField(_("Send this reminder"), default=True)

    @classmethod
    def of(cls, timing: Timing, *, active: bool) -> "PlanForm":
        return cls(
            formdata=None,
            kind=timing.kind.value,
            before=timing.before,
            unit=timing.unit.value,
            deadline=timing.deadline.value,
            time_of_day=timing.time_of_day or USUAL_TIME,
            active=active,
        )

    def validate_before(self, field: IntegerField) -> None:
        if self.unit.data not in set(Unit) or field.data is None:
            return
        if field.data > _MOST_BEFORE[Unit(self.unit.data)]:
            raise ValidationError(_("At most 90 days or 240 hours before."))

    def timing(self) -> Timing:
        unit = Unit(self.unit.data)
        counted: time | None = (self.time_of_day.data or USUAL_TIME) if unit is Unit.DAYS else None
        return Timing(
            deadline=DeadlineKind(self.deadline.data),
            kind=MailKind(self.kind.data),
            before=self.before.data or 1,
            unit=unit,
            time_of_day=counted,
        )


class MostForm(FlaskForm):
    most = IntegerField(
        _("Reminders to one organisation at most"),
        [InputRequired(), NumberRange(min=0, max=10)],
    )
