"""Colleagues are invited into the coalition or into one of its appeals, and accept.

Whoever invites does not learn whether the address has an account: the same mail
goes out, and the page behind its link, which only its reader opens, asks for what
is wanting.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger, mail
from appeals.accounts import addresses, history, links, sessions
from appeals.accounts.history import Event
from appeals.accounts.links import LinkOver, LinkUnknown
from appeals.accounts.models import Account, Coalition, ColleagueInvitation, Membership
from appeals.accounts.permissions import Role
from appeals.accounts.services.actions import Action
from appeals.accounts.services.opening import find_account, open_account
from appeals.accounts.services.state import coalition_id
from appeals.errors import Conflict, Invalid, NotFound
from appeals.tokens import Claim

LINK_HOLDS = timedelta(days=7)
# What came of an invitation is on record elsewhere; its address is deleted after this.
# After the link's end.
KEPT = timedelta(days=30)


class AlreadyMember(Conflict):
    """Whoever has this address belongs to the coalition."""


class AlreadyInvited(Conflict):
    """An invitation to this address waits for an answer."""


def invite_colleague(
    session: Session,
    email: str,
    role: Role,
    *,
    appeal_id: UUID | None = None,
    language: str,
    by: UUID,
    now: datetime,
) -> ColleagueInvitation:
    """Ask somebody to belong to the coalition with a role in it, or in one appeal alone.

    Raises `Invalid` for what is no address, `AlreadyMember` and `AlreadyInvited`.
    """
    try:
        address = addresses.normal(email)
    except addresses.BadAddress as error:
        raise Invalid(f"{email!r} is not an e-mail address.") from error
    here = coalition_id(session)
    db.hold(session, session.get_one(Coalition, here))  # of two who invite the second sees it
    if session.scalars(_member(here, address)).first():
        raise AlreadyMember
    if any(each.email == address for each in list_pending(session, appeal_id)):
        raise AlreadyInvited
    invitation = ColleagueInvitation(
        id=uuid4(),
        email=address,
        language=language,
        role=role,
        appeal_id=appeal_id,
        invited_by=by,
        invited_at=now,
        link_number=1,
        expires_at=now + LINK_HOLDS,
    )
    session.add(invitation)
    session.flush()
    _record(session, Action.INVITED, invitation, by=by, now=now)
    mail.queue(session, "accounts_colleague", invitation.id, now=now)
    return invitation


def list_pending(session: Session, appeal_id: UUID | None = None) -> Sequence[ColleagueInvitation]:
    """List who was invited into the coalition, or into this appeal, and has not accepted."""
    pending = session.scalars(
        select(ColleagueInvitation).where(
            ColleagueInvitation.appeal_id == appeal_id
            if appeal_id
            else ColleagueInvitation.appeal_id.is_(None),
            ColleagueInvitation.accepted_at.is_(None),
            ColleagueInvitation.revoked_at.is_(None),
        )
    )
    return sorted(pending, key=lambda each: each.email)  # sealed, so SQL cannot order by it


def get_pending(
    session: Session, invitation_id: UUID, appeal_id: UUID | None = None
) -> ColleagueInvitation:
    """Return one of those that `list_pending` lists; raises `NotFound`."""
    pending = list_pending(session, appeal_id)
    found = next((each for each in pending if each.id == invitation_id), None)
    if found is None:
        raise NotFound
    return found


def send_again(
    session: Session, invitation: ColleagueInvitation, *, by: UUID, now: datetime
) -> None:
    """Mail a new link, good for as long as the first was; the former one works no more."""
    _hold_pending(session, invitation)
    invitation.link_number += 1
    invitation.expires_at = now + LINK_HOLDS
    _record(session, Action.INVITATION_SENT_AGAIN, invitation, by=by, now=now)
    mail.queue(session, "accounts_colleague", invitation.id, now=now)


def revoke(session: Session, invitation: ColleagueInvitation, *, by: UUID, now: datetime) -> None:
    """Let nobody accept an invitation any more."""
    _hold_pending(session, invitation)
    invitation.revoked_at = now
    _record(session, Action.INVITATION_REVOKED, invitation, by=by, now=now)


def find_invitation(session: Session, claim: Claim) -> ColleagueInvitation:
    """Return the invitation of a link; raises `LinkUnknown` and `LinkOver`."""
    with db.everywhere(session):
        found = session.get(ColleagueInvitation, claim.id)
    if found is None:
        raise LinkUnknown
    links.judge(
        claim,
        newest=found.link_number,
        is_open=found.is_pending,
        expires_at=found.expires_at,
        now=db.clock(session),
    )
    return found


def join(
    session: Session, invitation: ColleagueInvitation, account: Account, *, now: datetime
) -> None:
    """Accept with the account that has the invited address; raises `LinkOver` and `NotFound`."""
    if account.email != invitation.email:
        raise NotFound
    _hold_pending(session, invitation)
    whole = account.membership_in(invitation.coalition_id)
    if whole is None:
        whole = Membership(coalition_id=invitation.coalition_id, appeal_id=None, role=None)
        account.memberships.append(whole)
    whole.left_at = None
    _accept(session, invitation, account, whole, now)


def join_anew(
    session: Session,
    invitation: ColleagueInvitation,
    *,
    name: str,
    hashed: str,
    language: str,
    now: datetime,
) -> Account:
    """Accept with a new account; raises `LinkOver`, also where there is an account by now."""
    _hold_pending(session, invitation)
    if find_account(session, invitation.email):
        raise LinkOver
    whole = Membership(coalition_id=invitation.coalition_id, appeal_id=None, role=None)
    account = open_account(
        session,
        invitation.email,
        whole,
        name=name,
        hashed=hashed,
        language=language,
        now=now,
        by=invitation.invited_by,
    )
    _accept(session, invitation, account, whole, now)
    return account


def _accept(
    session: Session,
    invitation: ColleagueInvitation,
    account: Account,
    whole: Membership,
    now: datetime,
) -> None:
    db.enter(session, invitation.coalition_id)
    appeal_id, by = invitation.appeal_id, invitation.invited_by
    if appeal_id is None:
        whole.role = invitation.role
    elif own := account.membership_in(invitation.coalition_id, appeal_id):
        own.role = invitation.role
    else:
        account.memberships.append(
            Membership(
                coalition_id=invitation.coalition_id, appeal_id=appeal_id, role=invitation.role
            )
        )
    invitation.accepted_at = now
    session.flush()
    sessions.withdraw_proof(session, account.id)
    history.note(session, account.id, Event.JOINED, now=now, by=by)
    ledger.record(
        session,
        Action.JOINED,
        account.id,
        now=now,
        appeal_id=appeal_id,
        by=by,
        role=invitation.role.value,
    )


def _hold_pending(session: Session, invitation: ColleagueInvitation) -> None:
    db.enter(session, invitation.coalition_id)
    db.hold(session, invitation)
    if not invitation.is_pending:
        raise LinkOver


def _member(coalition: UUID, email: str):  # type: ignore[no-untyped-def]
    return (
        select(Membership.id)
        .join(Account)
        .where(
            Account.email == email,
            Membership.coalition_id == coalition,
            Membership.appeal_id.is_(None),
            Membership.left_at.is_(None),
        )
    )


def _record(
    session: Session,
    action: Action,
    invitation: ColleagueInvitation,
    *,
    by: UUID,
    now: datetime,
) -> None:
    ledger.record(
        session,
        action,
        invitation.id,
        now=now,
        appeal_id=invitation.appeal_id,
        by=by,
        role=invitation.role.value,
    )
