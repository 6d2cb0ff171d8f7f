"""The digest as a coordinator reads it: what happened, what waits, how the appeal stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy.orm import Session

from appeals import db, i18n, mail
from appeals.accounts.models import Account
from appeals.digests.events import Event, Waiting, happened, waiting
from appeals.digests.rules import days_left
from appeals.drafting.models import Appeal
from appeals.invitations.figures import get_figures
from appeals.mail import Facts, Items, Link, Mail, Message, Part

# So many names are listed of each kind of event; the number of the others is told.
_NAMES = 50
_SAID = {
    Event.SIGNED: lazy_gettext("Signed"),
    Event.SUPPORTS: lazy_gettext("Support the appeal"),
    Event.ENTERED: lazy_gettext("Entered under a mandate"),
    Event.CONFIRMED: lazy_gettext("Confirmed the changed text"),
    Event.DECLINED: lazy_gettext("Declined"),
    Event.WITHDRAWN: lazy_gettext("Took their names back"),
    Event.OBJECTED: lazy_gettext("Objected to the use of their mandate"),
    Event.LAPSED: lazy_gettext("Lapsed, because the changed text was not confirmed"),
    Event.DISPUTED: lazy_gettext("Contest their signatures"),
    Event.ASKED: lazy_gettext("Asked you something"),
    Event.DEFERRED: lazy_gettext("Decide later"),
    Event.HANDED_OVER: lazy_gettext("Handed over to a colleague"),
}


@mail.composer("digest", mail.Rank.INVITATION, asks=False)
def digest(session: Session, queued: Mail) -> Message | None:
    """Tell a coordinator of one day; what waits and the figures are those of now."""
    about = queued.parameters
    appeal = session.get(Appeal, queued.subject_id)
    account = session.get(Account, UUID(about["account_id"]))
    if appeal is None or account is None or not account.active:
        return None
    since, until = (datetime.fromisoformat(about[name]) for name in ("since", "until"))
    language = i18n.nearest(account.language)
    now = db.clock(session)
    with i18n.speaking(language):
        withheld = _("an organisation whose name is withheld")
        events = happened(
            session, appeal, since, until, reader=account.id, language=language, withheld=withheld
        )
        title = " ".join(appeal.title_for(language).text.split())
        parts: list[Part] = [
            _("What happened to this joint appeal:"),
            Facts([(_("Appeal:"), title), (_("Time:"), _span(appeal, since, until))]),
            *_events(events),
            *_waits(appeal, waiting(session, appeal, now=now)),
            _("How the appeal stands:"),
            _stands(session, appeal, now),
            Link(mail.link("invitations.board", slug=appeal.slug)),
            _("You can choose when you get this mail, or get none:"),
            Link(mail.link("digests.notices", slug=appeal.slug)),
        ]
        subject = _("Daily digest of a joint appeal")
    return mail.note(account, subject, parts)


def _span(appeal: Appeal, since: datetime, until: datetime) -> str:
    first, last = (i18n.format_datetime(each.astimezone(appeal.zone)) for each in (since, until))
    return f"{first} – {last} ({appeal.time_zone})"


def _events(events: Mapping[Event, Sequence[str]]) -> list[Part]:
    parts: list[Part] = []
    for event, names in events.items():
        listed = list(names[:_NAMES])
        if len(names) > _NAMES:
            more = len(names) - _NAMES
            listed.append(ngettext("and %(num)s more", "and %(num)s more", more))
        parts += [f"{_SAID[event]} ({len(names)}):", Items(listed)]
    return parts


def _waits(appeal: Appeal, found: Waiting) -> list[Part]:
    lines = [
        ngettext("%(num)s question has no answer", "%(num)s questions have no answer", number)
        for number in [found.questions]
        if number
    ]
    if found.disputes:
        lines.append(
            ngettext("%(num)s dispute is open", "%(num)s disputes are open", found.disputes)
        )
    if found.refused:
        lines.append(
            ngettext(
                "%(num)s mail was not delivered", "%(num)s mails were not delivered", found.refused
            )
        )
    if found.unknown:
        lines.append(
            ngettext(
                "%(num)s mail was perhaps not delivered",
                "%(num)s mails were perhaps not delivered",
                found.unknown,
            )
        )
    if found.objections:
        lines.append(
            ngettext(
                "%(num)s name entered under a mandate can still be objected to",
                "%(num)s names entered under a mandate can still be objected to",
                found.objections,
            )
        )
    return [_("What waits:"), Items(lines)] if lines else []


def _stands(session: Session, appeal: Appeal, now: datetime) -> Facts:
    figures = get_figures(session, appeal)
    return Facts(
        [
            (_("Invited:"), str(figures.share.invited)),
            (_("Answered:"), str(figures.share.answered)),
            (_("Signed or support:"), str(figures.share.joined)),
            (_("Date to answer by:"), _left(appeal, appeal.soft_deadline, now)),
            (_("Deadline for signing:"), _left(appeal, appeal.deadline, now)),
        ]
    )


def _left(appeal: Appeal, deadline: datetime | None, now: datetime) -> str | None:
    if deadline is None or deadline <= now:
        return None
    day = i18n.format_datetime(deadline.astimezone(appeal.zone))
    number = days_left(deadline, appeal.zone, now)
    left = ngettext("in %(num)s day", "in %(num)s days", number) if number else _("today")
    return f"{day} ({left})"
