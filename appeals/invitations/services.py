"""Choosing organisations, inviting and reminding them, and the course of their links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from appeals import db, ledger, mail
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind, Phase
from appeals.errors import Conflict, NotFound
from appeals.invitations import links, rules
from appeals.invitations.boards import MAILS
from appeals.invitations.models import Invitation
from appeals.languages import collation_key
from appeals.organisations import services as organisations
from appeals.organisations.models import Organisation


class Action(StrEnum):
    """What is written into the ledger here."""

    CHOSEN = "invitation.chosen"
    CHANGED = "invitation.changed"
    UNCHOSEN = "invitation.unchosen"
    SENT = "invitation.sent"
    REVOKED = "invitation.revoked"
    RESTORED = "invitation.restored"
    LINK_RENEWED = "link.renewed"
    LINK_SHOWN = "link.shown"
    REMINDED = "reminder.sent"


class SignOnClosed(Conflict):
    """The appeal takes no answers any more."""


class NotChangeable(Conflict):
    """The organisation has been invited or has answered; this can no longer be changed."""


class NoContact(Conflict):
    """The registry has no e-mail address for this organisation."""


class InvitationRevoked(Conflict):
    """The invitation was revoked; it has to be restored first."""


@dataclass(frozen=True)
class Invited:
    """Who gets a mail, and who cannot get one because the registry has no address."""

    invitations: list[Invitation]
    without_contact: list[Invitation]


def get_invitation(session: Session, appeal: Appeal, handle: str) -> Invitation:
    found = session.scalar(_of(appeal).where(Invitation.handle == handle))
    if found is None:
        raise NotFound
    return found


def is_over(appeal: Appeal, now: datetime) -> bool:
    """Whether the deadline has passed; the last word at signing has the database's clock."""
    return appeal.deadline is not None and appeal.deadline <= now


def chosen(session: Session, appeal: Appeal) -> dict[UUID, str]:
    """Return the organisations chosen so far, each with the handle of its invitation."""
    query = select(Invitation.organisation_id, Invitation.handle)
    return {id: handle for id, handle in session.execute(query.filter_by(appeal_id=appeal.id))}


def named(session: Session, organisation_ids: Sequence[UUID]) -> list[Organisation]:
    """Return those of the organisations that exist in this coalition."""
    return list(session.scalars(select(Organisation).where(Organisation.id.in_(organisation_ids))))


def matching(session: Session, search: str) -> list[Organisation]:
    """Return every organisation the registry finds for `search`."""
    found: list[Organisation] = []
    page = organisations.list_organisations(session, language="en", search=search, size=1000)
    found.extend(page.items)
    for number in range(2, page.pages + 1):
        page = organisations.list_organisations(
            session, language="en", search=search, page=number, size=1000
        )
        found.extend(page.items)
    return found


def choose(
    session: Session,
    appeal: Appeal,
    asked: Sequence[Organisation],
    list_kind: ListKind,
    *,
    language: str | None = None,
    by: UUID | None,
    now: datetime,
) -> list[Invitation]:
    """Mark organisations to be invited; return their invitations in the order given.

    Who is chosen already stays as it is. Without `language` each is asked in the
    language of its contact, as far as the appeal has it.
    """
    _one_at_a_time(session, appeal)
    known = {each.organisation_id: each for each in session.scalars(_of(appeal))}
    added = [each for each in dict.fromkeys(asked) if each.id not in known]
    for organisation in added:
        known[organisation.id] = _chosen(appeal, organisation, list_kind, language, now)
    session.add_all(known[organisation.id] for organisation in added)
    session.flush()  # for the ids
    for organisation in added:
        invitation = known[organisation.id]
        _record(session, Action.CHOSEN, invitation, by=by, now=now, list=list_kind.value)
    return [known[organisation.id] for organisation in asked]


def change_choice(
    session: Session,
    invitation: Invitation,
    list_kind: ListKind,
    language: str,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Ask for the other list or in another language, until the organisation has answered."""
    if invitation.answer is not None or language not in invitation.appeal.languages:
        raise NotChangeable
    if (invitation.list_kind, invitation.language) == (list_kind, language):
        return
    invitation.list_kind, invitation.language = list_kind, language
    details = {"list": list_kind.value, "language": language}
    _record(session, Action.CHANGED, invitation, by=by, now=now, **details)


def unchoose(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Take an organisation off the list of those to be invited; only before it is invited."""
    if invitation.invited_at is not None or invitation.answer is not None:
        raise NotChangeable
    _record(session, Action.UNCHOSEN, invitation, by=by, now=now)
    try:
        with session.begin_nested():
            session.delete(invitation)
    except IntegrityError as error:
        # A signature was recorded for it once, and that is kept.
        raise NotChangeable from error


def plan(session: Session, appeal: Appeal) -> Invited:
    """Return who would be invited now: all that are chosen and have not been invited."""
    found = session.scalars(
        _of(appeal)
        .where(Invitation.invited_at.is_(None), Invitation.revoked_at.is_(None))
        .where(Invitation.answer.is_(None))
    )
    waiting = _by_name(found, appeal)
    return Invited(
        [each for each in waiting if each.organisation.contact],
        [each for each in waiting if not each.organisation.contact],
    )


def invite(
    session: Session,
    appeal: Appeal,
    invitations: Iterable[Invitation] | None = None,
    *,
    by: UUID | None,
    now: datetime,
) -> Invited:
    """Open sign-on and queue a mail with a sign link to each.

    Without `invitations`: to all that `plan` names. Who was invited before gets
    nothing; that is what `resend` is for. Raises `drafting.services.TextNotFinal`
    and `SignOnClosed`.
    """
    _demand_final(appeal, now)
    _one_at_a_time(session, appeal)
    planned = plan(session, appeal)
    if invitations is not None:
        wanted = {invitation.id for invitation in invitations}
        planned = Invited(
            [each for each in planned.invitations if each.id in wanted],
            [each for each in planned.without_contact if each.id in wanted],
        )
    _open(session, appeal, by=by, now=now)
    for invitation in planned.invitations:
        invitation.invited_at = now
        _mail(session, invitation, by=by, now=now)
    return planned


def resend(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Mail the same link again; one that still waits for its turn is not doubled."""
    _demand_reachable(invitation, now)
    latest = mail.latest(session, [invitation.id], MAILS).get(invitation.id)
    if latest is not None and latest.is_underway:
        return
    _open(session, invitation.appeal, by=by, now=now)
    invitation.invited_at = invitation.invited_at or now
    _mail(session, invitation, by=by, now=now)


def revoke(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Make every link of the invitation stop working; an answer already given stays."""
    if not invitation.is_revoked:
        invitation.revoked_at = now
        _record(session, Action.REVOKED, invitation, by=by, now=now)


def restore(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Make the newest link work again."""
    if invitation.is_revoked:
        invitation.revoked_at = None
        _record(session, Action.RESTORED, invitation, by=by, now=now)


def new_link(
    session: Session,
    invitation: Invitation,
    *,
    send: bool = True,
    by: UUID | None,
    now: datetime,
) -> None:
    """Make a new link; the older ones only explain that there is a newer one."""
    if send:
        _demand_reachable(invitation, now)
    elif invitation.is_revoked:
        raise InvitationRevoked
    session.refresh(invitation, with_for_update=True)
    invitation.link_number += 1
    _record(session, Action.LINK_RENEWED, invitation, by=by, now=now, number=invitation.link_number)
    if send:
        # A mail that still waits is composed when it is sent and holds the new link as well.
        resend(session, invitation, by=by, now=now)


def show_link(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> str:
    """Return the sign link for a coordinator to pass on; that it was seen is recorded.

    An organisation without an address is invited by this.
    """
    _demand_final(invitation.appeal, now)
    if invitation.is_revoked:
        raise InvitationRevoked
    _open(session, invitation.appeal, by=by, now=now)
    invitation.invited_at = invitation.invited_at or now
    _record(session, Action.LINK_SHOWN, invitation, by=by, now=now, number=invitation.link_number)
    return links.url_of(invitation)


def remind(
    session: Session,
    appeal: Appeal,
    *,
    now: datetime,
    by: UUID | None,
    interval: timedelta = rules.PATIENCE,
    dry_run: bool = False,
) -> list[Invitation]:
    """Remind those who were invited and have not answered; return them.

    With `dry_run` nothing is sent. Raises `SignOnClosed` where answers are not taken.
    """
    if appeal.phase is not Phase.SIGN_ON or is_over(appeal, now):
        raise SignOnClosed
    if not dry_run:
        _one_at_a_time(session, appeal)
    due = _silent(session, appeal, now=now, interval=interval)
    if not dry_run:
        for invitation in due:
            invitation.reminded_at = now
            mail.queue(session, "reminder", invitation.id, now=now)
            _record(session, Action.REMINDED, invitation, by=by, now=now)
    return due


def _silent(
    session: Session, appeal: Appeal, *, now: datetime, interval: timedelta
) -> list[Invitation]:
    invited = session.scalars(
        _of(appeal)
        .where(Invitation.invited_at.is_not(None), Invitation.answer.is_(None))
        # Another request may have reminded them since this one read them.
        .execution_options(populate_existing=True)
    )
    reachable = [each for each in _by_name(invited, appeal) if each.organisation.contact]
    latest = mail.latest(session, [each.id for each in reachable], MAILS)
    refused = {id for id, each in latest.items() if each.state is mail.MailState.REFUSED}
    return rules.due_for_reminder(reachable, refused=refused, now=now, interval=interval)


def _of(appeal: Appeal) -> Select[Invitation]:
    # Whoever lists invitations names the organisations, which would else be asked one by one.
    return (
        select(Invitation)
        .where(Invitation.appeal_id == appeal.id)
        .options(selectinload(Invitation.organisation))
    )


def _by_name(invitations: Iterable[Invitation], appeal: Appeal) -> list[Invitation]:
    language = appeal.reference_language
    return sorted(
        invitations,
        key=lambda each: collation_key(each.organisation.label(language), language),
    )


def _chosen(
    appeal: Appeal,
    organisation: Organisation,
    list_kind: ListKind,
    language: str | None,
    now: datetime,
) -> Invitation:
    contact = organisation.contact
    wanted = language or (contact.language if contact else appeal.reference_language)
    return Invitation(
        appeal=appeal,
        organisation=organisation,
        list_kind=list_kind,
        language=rules.language_for(wanted, appeal.languages, appeal.reference_language),
        chosen_at=now,
    )


def _one_at_a_time(session: Session, appeal: Appeal) -> None:
    # Two coordinators who press Send at once queue here, so that nobody gets two mails.
    db.hold(session, appeal)


def _demand_final(appeal: Appeal, now: datetime) -> None:
    if not appeal.is_locked:
        raise drafting.TextNotFinal
    if appeal.phase is Phase.CLOSED or is_over(appeal, now):
        raise SignOnClosed


def _demand_reachable(invitation: Invitation, now: datetime) -> None:
    _demand_final(invitation.appeal, now)
    if invitation.is_revoked:
        raise InvitationRevoked
    if invitation.organisation.contact is None:
        raise NoContact


def _open(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    if appeal.phase is Phase.FINAL:
        drafting.open_sign_on(session, appeal, by=by, now=now)


def _mail(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    mail.queue(session, "invitation", invitation.id, now=now)
    _record(session, Action.SENT, invitation, by=by, now=now, language=invitation.language)


def _record(
    session: Session,
    action: Action,
    invitation: Invitation,
    *,
    by: UUID | None,
    now: datetime,
    **details: str | int | None,
) -> None:
    ledger.record(
        session,
        action,
        invitation.id,
        now=now,
        appeal_id=invitation.appeal_id,
        by=by,
        organisation=str(invitation.organisation_id),
        **details,
    )
