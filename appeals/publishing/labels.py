"""Words for the release checklist and for editions, and where each line is mended."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from appeals import i18n
from appeals.drafting.models import Appeal
from appeals.publishing.models import Departure
from appeals.publishing.release import Checked, Light, Line, State

LINES = {
    Line.COMPLETE: _("Text and names in every language"),
    Line.PARITY: _("Parity of the languages"),
    Line.CONSENT: _("Consent to the present text"),
    Line.DISPUTES: _("Disputes"),
    Line.DEADLINE: _("Deadline for signing"),
    Line.SIGNATORIES: _("Number of signatories"),
    Line.COUNTRIES: _("Number of countries"),
    Line.EMBARGO: _("Embargo"),
}
LIGHTS = {
    Light.GREEN: ("signed", _("In order")),
    Light.AMBER: ("warning", _("Worth a look")),
    Light.RED: ("error", _("Stops the publication")),
}
WAIVED = _("Waived")

DEPARTURES = {
    Departure.EMPTY: _("The number is left empty"),
    Departure.STRUCK: _("The name is struck through"),
    Departure.FOOTNOTE: _("The name stays, with a note"),
}
DEPARTURE_DESCRIPTIONS = {
    Departure.EMPTY: _(
        "The name is gone from the next edition. The safest for whoever is at risk."
    ),
    Departure.STRUCK: _("Everybody sees who withdrew."),
    Departure.FOOTNOTE: _("A note below the list says that the organisation withdrew."),
}

# Endpoints of the pages where a line is mended; those of one appeal take its slug.
PLACES = {
    Line.COMPLETE: (
        ("drafting.edit", _("To the text")),
        ("signatures.reservations", _("To the reservations")),
        ("organisations.index", _("To the organisations")),
    ),
    Line.PARITY: (("drafting.check", _("To the findings")),),
    Line.CONSENT: (("invitations.board", _("To the invitations")),),
    Line.DISPUTES: (("signatures.disputes", _("To the disputes")),),
    Line.DEADLINE: (("drafting.settings", _("To the settings")),),
    Line.SIGNATORIES: (("invitations.board", _("To the invitations")),),
    Line.COUNTRIES: (("invitations.board", _("To the invitations")),),
}


def told(checked: Checked, state: State, appeal: Appeal) -> str:
    """Say how a line stands; what lists are shown for is a sentence each beside it."""
    return str(_TOLD[checked.line](state, appeal.zone))


def _complete(state: State, _zone: ZoneInfo) -> object:
    if not state.missing:
        return gettext("Nothing is missing in any language.")
    number = len(state.missing)
    return ngettext("%(num)s thing is missing:", "%(num)s things are missing:", number)


def _parity(state: State, _zone: ZoneInfo) -> object:
    if state.parity_errors:
        return ngettext(
            "%(num)s error is neither mended nor waived.",
            "%(num)s errors are neither mended nor waived.",
            state.parity_errors,
        )
    if state.parity_waived:
        return ngettext(
            "%(num)s error was waived.", "%(num)s errors were waived.", state.parity_waived
        )
    return gettext("The check finds no error.")


def _consent(state: State, _zone: ZoneInfo) -> object:
    if state.not_agreed:
        return ngettext(
            "%(num)s organisation has not agreed to the present text:",
            "%(num)s organisations have not agreed to the present text:",
            len(state.not_agreed),
        )
    if state.kept:
        return ngettext(
            "%(num)s name stays under an earlier text; the list says so.",
            "%(num)s names stay under an earlier text; the list says so.",
            state.kept,
        )
    return gettext("Everybody listed stands behind the present text.")


def _disputes(state: State, _zone: ZoneInfo) -> object:
    if state.disputes:
        return ngettext(
            "%(num)s dispute is open; the name is held out of the list.",
            "%(num)s disputes are open; the names are held out of the lists.",
            len(state.disputes),
        )
    return gettext("No dispute is open.")


def _deadline(state: State, zone: ZoneInfo) -> object:
    if state.is_closed:
        return gettext("The appeal is closed: no further answers are taken.")
    if state.deadline is None:
        return gettext("No deadline is set: organisations can go on signing.")
    return gettext("It is set to %(moment)s.", moment=_moment(state.deadline, zone))


def _signatories(state: State, _zone: ZoneInfo) -> object:
    number = ngettext("%(num)s organisation.", "%(num)s organisations.", state.signatories)
    return _with_minimum(number, state.minimum_signatories)


def _countries(state: State, _zone: ZoneInfo) -> object:
    number = ngettext("%(num)s country.", "%(num)s countries.", state.countries)
    return _with_minimum(number, state.minimum_countries)


def _embargo(state: State, zone: ZoneInfo) -> object:
    if state.embargo_until is None:
        return gettext("None: what you publish is public at once.")
    return gettext("Until %(moment)s.", moment=_moment(state.embargo_until, zone))


def _with_minimum(number: str, minimum: int | None) -> object:
    if minimum is None:
        return number
    return gettext(
        "%(number)s At least asked for: %(minimum)s",
        number=number,
        minimum=i18n.format_number(minimum),
    )


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return f"{i18n.format_datetime(moment.astimezone(zone))} ({zone.key})"


_TOLD: dict[Line, Callable[[State, ZoneInfo], object]] = {
    Line.COMPLETE: _complete,
    Line.PARITY: _parity,
    Line.CONSENT: _consent,
    Line.DISPUTES: _disputes,
    Line.DEADLINE: _deadline,
    Line.SIGNATORIES: _signatories,
    Line.COUNTRIES: _countries,
    Line.EMBARGO: _embargo,
}
