"""The mails to organisations: the invitation and the reminder, each with a personal link."""

from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts.models import Coalition
from appeals.drafting.models import ListKind, Phase
from appeals.invitations import links
from appeals.invitations.models import Invitation

_SHOWN_TITLE = 300


@mail.composer("invitation", mail.Rank.INVITATION)
def invitation(session: Session, queued: mail.Mail) -> mail.Message | None:
    return _composed(session, queued)


@mail.composer("reminder")
def reminder(session: Session, queued: mail.Mail) -> mail.Message | None:
    return _composed(session, queued)


def preview(
    session: Session, invitation: Invitation, *, template: str = "invitation"
) -> mail.Message:
    """Return the mail as it would be sent now, with dots in place of the personal link."""
    return _message(session, invitation, template, links.masked_url())


def _composed(session: Session, queued: mail.Mail) -> mail.Message | None:
    invitation = session.get(Invitation, queued.subject_id)
    if invitation is None or not _is_wanted(invitation, queued.template):
        return None
    return _message(session, invitation, queued.template, links.url_of(invitation))


def _is_wanted(invitation: Invitation, template: str) -> bool:
    """Return whether the mail still makes sense now that its turn has come."""
    if invitation.is_revoked or invitation.organisation.contact is None:
        return False
    if template == "reminder" and not invitation.is_silent:
        return False
    return invitation.appeal.phase is Phase.SIGN_ON


def _message(session: Session, invitation: Invitation, template: str, url: str) -> mail.Message:
    contact = invitation.organisation.contact
    appeal = invitation.appeal
    deadline = appeal.deadline
    title = appeal.title_for(invitation.language)
    with i18n.speaking(invitation.language):
        local = i18n.format_datetime(deadline.astimezone(appeal.zone)) if deadline else None
        universal = i18n.format_datetime(deadline) if deadline else None
    return mail.rendered(
        template,
        reply_to=appeal.reply_to,
        to=contact.email if contact else "",
        name=contact.name if contact else "",
        language=invitation.language,
        coalition=session.get_one(Coalition, invitation.coalition_id).name,
        organisation=invitation.organisation.label(invitation.language),
        contact_name=contact.name if contact else "",
        title=" ".join(title.text.split())[:_SHOWN_TITLE],
        title_language=title.language or appeal.reference_language,
        supports=invitation.list_kind is ListKind.SUPPORTER,
        deadline=local,
        deadline_utc=universal,
        time_zone=appeal.time_zone,
        questions_to=appeal.reply_to,
        url=url,
    )
