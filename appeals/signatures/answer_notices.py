"""Notes to the coordinators who want to hear of every answer at once."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts.models import Account
from appeals.drafting.models import ListKind
from appeals.invitations.models import Answer, Invitation, Visibility
from appeals.invitations.notices import unhidden
from appeals.mail import Facts, Link, Mail, Message, Part, Quote
from appeals.signatures.models import Signature


@mail.composer("answer_signed", mail.Rank.INVITATION, asks=False)
def answer_signed(session: Session, queued: Mail) -> Message | None:
    signature = session.get(Signature, queued.subject_id)
    account = _account(session, queued)
    if signature is None or account is None:
        return None
    with i18n.speaking(account.language):
        supports = signature.list_kind is ListKind.SUPPORTER
        said = (
            _("An organisation supports a joint appeal.")
            if supports
            else _("An organisation has signed a joint appeal.")
        )
        about = _about(signature.invitation, account, *_signed_by(signature))
        subject = _("An organisation supports") if supports else _("An organisation has signed")
        return _note(account, signature.invitation, subject, [said, about])


@mail.composer("answer_declined", mail.Rank.INVITATION, asks=False)
def answer_declined(session: Session, queued: Mail) -> Message | None:
    """Tell of a refusal, unless the organisation has thought better of it."""
    invitation = session.get(Invitation, queued.subject_id)
    account = _account(session, queued)
    if invitation is None or account is None or invitation.answer is not Answer.DECLINED:
        return None
    with i18n.speaking(account.language):
        parts = [
            _("An organisation does not join a joint appeal."),
            _about(invitation, account, *_answered_by(invitation)),
            *_reason(invitation),
        ]
        return _note(account, invitation, _("An organisation has declined"), parts)


@mail.composer("answer_withdrawn", mail.Rank.INVITATION, asks=False)
def answer_withdrawn(session: Session, queued: Mail) -> Message | None:
    signature = session.get(Signature, queued.subject_id)
    account = _account(session, queued)
    if signature is None or account is None or signature.counts:
        return None
    invitation = signature.invitation
    with i18n.speaking(account.language):
        who = f"{signature.ended_by_name}, {signature.ended_by_role}"
        by = [(_("Withdrawn by:"), who)] if _is_open(invitation) else []
        said_why = invitation.answer in {Answer.WITHDRAWN, Answer.DECLINED}
        parts = [
            _("An organisation has taken its name back from a joint appeal."),
            _about(invitation, account, *by),
            *(_reason(invitation) if said_why and _is_open(invitation) else []),
        ]
        return _note(account, invitation, _("An organisation has withdrawn"), parts)


def _account(session: Session, queued: Mail) -> Account | None:
    account = session.get(Account, UUID(queued.parameters["account_id"]))
    return account if account and account.active else None


def _about(invitation: Invitation, account: Account, *more: tuple[str, str]) -> Facts:
    title = " ".join(invitation.appeal.title_for(account.language).text.split())
    organisation = unhidden(invitation, account.language)
    return Facts([(_("Appeal:"), title), (_("Organisation:"), organisation), *more])


def _is_open(invitation: Invitation) -> bool:
    return invitation.visibility is Visibility.PUBLIC


def _signed_by(signature: Signature) -> list[tuple[str, str]]:
    """Say who signed; a person's name would tell which organisation it is."""
    if not _is_open(signature.invitation):
        return []
    who = f"{signature.representative_name}, {signature.representative_role}"
    return [(_("Answered by:"), who)]


def _answered_by(invitation: Invitation) -> list[tuple[str, str]]:
    if not _is_open(invitation):
        return []
    who = f"{invitation.answered_by_name}, {invitation.answered_by_role}"
    return [(_("Answered by:"), who)]


def _reason(invitation: Invitation) -> list[Part]:
    return [Quote(invitation.decline_reason)] if invitation.decline_reason else []


def _note(account: Account, invitation: Invitation, subject: str, parts: list[Part]) -> Message:
    slug = invitation.appeal.slug
    own = mail.link("invitations.show", slug=slug, handle=invitation.handle)
    how = _("You chose to be told of every answer at once. You can change that here:")
    settings = Link(mail.link("digests.notices", slug=slug))
    return mail.note(account, subject, [*parts, Link(own), how, settings])
