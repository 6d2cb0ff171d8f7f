"""Mails about endorsements and requests: to whoever gave them, and to the coordinators."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts.models import Account, Coalition
from appeals.drafting.models import Appeal
from appeals.endorsements import links
from appeals.endorsements.models import Endorsement, EndorsementState, JoinRequest, RequestState
from appeals.mail import Facts, Link, Mail, Message, Part, Quote


@mail.composer("endorsement", mail.Rank.PERSONAL)
def endorsement(session: Session, queued: Mail) -> Message | None:
    """Ask the reader of an address whether it was they who typed it in."""
    kept = session.get(Endorsement, queued.subject_id)
    if kept is None or kept.state is EndorsementState.HIDDEN:
        return None
    is_new = kept.state is EndorsementState.PENDING
    with i18n.speaking(kept.language):
        parts = _asking(kept) if is_new else _telling(kept)
        parts.append(session.get_one(Coalition, kept.coalition_id).name)
        subject = _("Please confirm your name") if is_new else _("Your name under a joint appeal")
    reader = mail.Stranger(kept.name, kept.email, kept.language)
    return mail.note(reader, subject, parts, reply_to=kept.appeal.reply_to)


@mail.composer("join_request", mail.Rank.PERSONAL)
def join_request(session: Session, queued: Mail) -> Message | None:
    """Tell a coordinator that organisations ask to join."""
    request = session.get(JoinRequest, queued.subject_id)
    account = session.get(Account, UUID(queued.parameters["account_id"]))
    if request is None or account is None or not account.active:
        return None
    if request.state is not RequestState.OPEN:
        return None
    with i18n.speaking(account.language):
        parts: list[Part] = [
            _("An organisation that was not invited asks to sign a joint appeal."),
            Facts(
                [
                    (_("Appeal:"), _title(request.appeal, account.language)),
                    (_("Organisation:"), request.label(account.language)),
                    (_("Asked by:"), f"{request.person}, {request.role}"),
                ]
            ),
            _("Nobody has checked who wrote this. Decide about it, and about those that follow:"),
            Link(mail.link("endorsements.requests", slug=request.appeal.slug)),
        ]
        subject = _("An organisation asks to join a joint appeal")
    return mail.note(account, subject, parts)


@mail.composer("join_declined", mail.Rank.PERSONAL)
def join_declined(session: Session, queued: Mail) -> Message | None:
    """Tell whoever asked why the organisation is not invited."""
    request = session.get(JoinRequest, queued.subject_id)
    if request is None or request.state is not RequestState.DECLINED or not request.reason:
        return None
    with i18n.speaking(request.language):
        parts: list[Part] = [
            _("You asked for your organisation to sign a joint appeal. It will not be invited."),
            Facts([(_("Appeal:"), _title(request.appeal, request.language))]),
            _("The coordinators write:"),
            Quote(request.reason),
            session.get_one(Coalition, request.coalition_id).name,
        ]
        subject = _("Your request to join a joint appeal")
    reader = mail.Stranger(request.person, request.email, request.language)
    return mail.note(reader, subject, parts, reply_to=request.appeal.reply_to)


def _asking(kept: Endorsement) -> list[Part]:
    return [
        _("Somebody entered this address to put a name under a joint appeal."),
        _about(kept),
        _("If it was you, open this page and confirm it. Until then nothing is counted or shown:"),
        Link(links.url_of(kept)),
        _("If it was not you, delete this mail. The address is then deleted within seven days."),
    ]


def _telling(kept: Endorsement) -> list[Part]:
    return [
        _("You have confirmed your name under this joint appeal already; it is counted once."),
        _about(kept),
        _("On this page you can take it back:"),
        Link(links.url_of(kept)),
    ]


def _about(kept: Endorsement) -> Facts:
    return Facts([(_("Appeal:"), _title(kept.appeal, kept.language)), (_("Name:"), kept.name)])


def _title(appeal: Appeal, language: str) -> str:
    return " ".join(appeal.title_for(language).text.split())
