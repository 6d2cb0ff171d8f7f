"""The mails to organisations that are asked: invitations and reminders with a personal link."""

from sqlalchemy.orm import Session

from appeals import db, i18n, mail
from appeals.accounts.models import Coalition
from appeals.correspondence import services as correspondence
from appeals.correspondence import specimens
from appeals.correspondence.composing import written
from appeals.correspondence.kinds import ASKING, MailKind
from appeals.correspondence.services import Text
from appeals.drafting.models import Appeal, ListKind, Phase
from appeals.invitations import codes, links, rules, services
from appeals.invitations.models import Invitation
from appeals.invitations.reaching import addressee
from appeals.mail import recipients
from appeals.zones import zone_of

_SHOWN_TITLE = 300
_REMINDERS = {MailKind.REMINDER, MailKind.LAST_CALL}


def _compose(session: Session, queued: mail.Mail) -> mail.Message | None:
    invitation = session.get(Invitation, queued.subject_id)
    kind = MailKind(queued.template)
    if invitation is None or not _is_wanted(session, invitation, queued):
        return None
    text = _text(session, invitation, kind)
    url, code = links.url_of(invitation), codes.code_of(invitation)
    return _message(session, invitation, text, url, code)


for _kind in ASKING:
    _rank = mail.Rank.BULK if _kind in _REMINDERS else mail.Rank.INVITATION
    mail.composer(_kind, _rank)(_compose)


@mail.respects_night(*ASKING)
def _night(session: Session, queued: mail.Mail) -> mail.Night | None:
    """Whose night a reminder respects, and an invitation if the coordinator chose so."""
    if queued.rank < mail.Rank.BULK and services.QUIETLY not in queued.parameters:
        return None
    invitation = session.get(Invitation, queued.subject_id)
    if invitation is None:
        return None
    appeal, countries = invitation.appeal, invitation.organisation.countries
    return mail.Night(zone_of(countries, otherwise=appeal.zone), appeal.deadline)


def preview(
    session: Session, invitation: Invitation, kind: MailKind = MailKind.INVITATION
) -> mail.Message:
    """Return the mail as it would be sent now, with dots in place of the personal link."""
    text = _text(session, invitation, kind)
    shown = _message(session, invitation, text, links.masked_url())
    return mail.with_farewell(shown, recipients.masked_url())


@specimens.source(*ASKING)
class Asked(specimens.Source):
    """The organisations of an appeal that a mail can be shown for before it is sent."""

    def choices(self, session: Session, appeal: Appeal) -> dict[str, str]:
        language = i18n.interface_language()
        found = services.reachable(session, appeal, most=specimens.MOST)
        return {each.handle: each.organisation.label(language) for each in found}

    def compose(
        self, session: Session, appeal: Appeal, handle: str, text: Text, link: str
    ) -> mail.Message:
        invitation = services.get_invitation(session, appeal, handle)
        return _message(session, invitation, text, link)


def _text(session: Session, invitation: Invitation, kind: MailKind) -> Text:
    return correspondence.text_for(session, invitation.appeal, kind, invitation.language)


def _is_wanted(session: Session, invitation: Invitation, queued: mail.Mail) -> bool:
    """Return whether the mail still makes sense now that its turn has come."""
    if invitation.is_revoked or addressee(session, invitation.organisation) is None:
        return False
    if queued.template in _REMINDERS and not _is_to_be_reminded(session, invitation, queued):
        return False
    return invitation.appeal.phase is Phase.SIGN_ON


def _is_to_be_reminded(session: Session, invitation: Invitation, queued: mail.Mail) -> bool:
    """Return whether nothing has come between since this reminder was queued."""
    appeal, now = invitation.appeal, db.clock(session)
    planned = "plan_id" in queued.parameters
    return (
        invitation.is_silent
        and invitation.reminders_stopped_at is None
        and not rules.waits_for_decision(invitation.decides_by, now)
        and not services.is_over(appeal, now)
        and not invitation.organisation.refuses(appeal.topics)
        and not (planned and appeal.reminders_stopped_at is not None)
    )


def _message(
    session: Session, invitation: Invitation, text: Text, url: str, code: str = codes.MASKED
) -> mail.Message:
    # A preview shows the mail also where nobody can be written to.
    contact = addressee(session, invitation.organisation) or invitation.organisation.contact
    appeal = invitation.appeal
    title = appeal.title_for(invitation.language)
    return written(
        session,
        appeal,
        text,
        to=contact.email if contact else "",
        name=contact.name if contact else "",
        read=invitation.language,
        context={
            "coalition": session.get_one(Coalition, invitation.coalition_id).name,
            "organisation": invitation.organisation.label(invitation.language),
            "contact": contact.name if contact else "",
            "title": " ".join(title.text.split())[:_SHOWN_TITLE],
            "title_language": title.language or appeal.reference_language,
            "supports": invitation.list_kind is ListKind.SUPPORTER,
            "link": url,
            "code": code,
            "code_page": codes.page_url(),
        },
    )
