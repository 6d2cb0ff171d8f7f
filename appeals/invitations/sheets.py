"""The board as a table to take away; it holds no addresses, which are not needed to count."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from appeals import i18n
from appeals.drafting.models import Appeal
from appeals.invitations import labels
from appeals.invitations.boards import Row
from appeals.languages import country_name, language_name
from appeals.spreadsheets import Cell


def sheet(appeal: Appeal, rows: Sequence[Row]) -> Iterator[Sequence[Cell]]:
    """Yield the heading and the rows; moments are in the appeal's own time zone."""
    spoken = i18n.interface_language()
    zone = appeal.time_zone
    yield [
        _("Organisation"),
        _("Countries"),
        _("List"),
        _("Language"),
        _("State"),
        _("How the name is shown"),
        _("Chosen (%(zone)s)", zone=zone),
        _("Invited (%(zone)s)", zone=zone),
        _("Reminded (%(zone)s)", zone=zone),
        _("Opened (%(zone)s)", zone=zone),
        _("Answered (%(zone)s)", zone=zone),
        _("What the mail server said"),
    ]
    for row in rows:
        each = row.invitation
        moments = (
            each.chosen_at,
            each.invited_at,
            each.reminded_at,
            each.opened_at,
            each.answered_at,
        )
        yield [
            each.organisation.label(spoken),
            ", ".join(country_name(code, spoken) for code in each.organisation.countries),
            str(labels.LISTS[each.list_kind]),
            language_name(each.language, spoken),
            str(labels.STATES[row.state]),
            str(labels.VISIBILITIES[each.visibility]),
            *(moment and moment.astimezone(appeal.zone) for moment in moments),
            _why_not(row),
        ]


def _why_not(row: Row) -> str | None:
    if row.obstacle:
        return str(labels.CAUSES[row.obstacle.cause])
    return (row.bounce.said if row.bounce else None) or (row.mail.reason if row.mail else None)
