"""How long each thing is kept: all rules in one list, in the order in which they are carried out.

The periods are `APPEALS_RETENTION_*`; what is kept for a fixed time is kept as its feature says.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from appeals import rates
from appeals.accounts import history, sessions
from appeals.accounts.models import (
    Account,
    AccountSession,
    ColleagueInvitation,
    EmailChange,
    KnownBrowser,
    Passkey,
    SecurityEvent,
)
from appeals.accounts.services import addresses as account_addresses
from appeals.accounts.services import inviting
from appeals.digests.models import Digest
from appeals.drafting.models import Revision
from appeals.endorsements.models import Endorsement, EndorsementState, JoinRequest, RequestState
from appeals.importing.models import ImportedFinding, ImportedStatement, StatementUpload
from appeals.importing.services import uploads as statements
from appeals.invitations.models import Answer, Handover, Invitation, Question
from appeals.ledger.models import Leaf, Opening
from appeals.limits import Attempt
from appeals.mail import UNDERWAY, Bounce, Mail
from appeals.mail.bounces import SOFT_MEMORY
from appeals.organisations import uploads as tables
from appeals.organisations.models import Contact, Organisation, Upload
from appeals.publishing import making
from appeals.publishing.models import Edition, MadeFile
from appeals.retention.rules import Condition, Part, Rule, blanking, deleting
from appeals.retention.timing import Reckoning
from appeals.reviewing.models import Comment, Reviewer
from appeals.signatures.models import Disclosure, Dispute, Mandate, Reservation, Signature

_Column = InstrumentedAttribute[Any]
_STOOD = (Answer.SIGNED, Answer.SUPPORTS, Answer.WITHDRAWN)
_NOBODY = {"password": "!", "tf_totp_secret": None, "mf_recovery_codes": None}


def _is_over(reckoning: Reckoning) -> ColumnElement[bool]:
    """An invitation about which nobody is asked again; a late answer begins the time anew."""
    signed = Invitation.answer.in_(_STOOD)
    unsigned = or_(Invitation.answer.is_(None), Invitation.answer.not_in(_STOOD))
    return or_(
        and_(signed, _lies_back(reckoning, "SIGNERS")),
        and_(unsigned, _lies_back(reckoning, "UNANSWERED")),
    )


def _lies_back(reckoning: Reckoning, period: str) -> ColumnElement[bool]:
    moments = (Invitation.answered_at, Invitation.disputed_at)
    ending = reckoning.before(period)
    return and_(
        Invitation.appeal_id.in_(reckoning.over(period)),
        *(or_(moment.is_(None), moment <= ending) for moment in moments),
    )


def _logged_and_over(reckoning: Reckoning) -> ColumnElement[bool]:
    answered = exists().where(Invitation.id == Leaf.thread_id)
    over = Leaf.appeal_id.in_(reckoning.over("SIGNERS"))
    return Opening.leaf_number.in_(select(Leaf.number).where(over, ~answered))


def _asked_and_over(reckoning: Reckoning) -> ColumnElement[bool]:
    return Question.invitation_id.in_(select(Invitation.id).where(_is_over(reckoning)))


def _reserved_and_over(reckoning: Reckoning) -> ColumnElement[bool]:
    is_printed = and_(Reservation.may_print, Reservation.decided_at.is_not(None))
    signed = select(Signature.id).where(Signature.appeal_id.in_(reckoning.over("SIGNERS")))
    return and_(~is_printed, Reservation.signature_id.in_(signed))


def _needs_no_contact(reckoning: Reckoning) -> ColumnElement[bool]:
    """Nothing an organisation was asked for needs its contacts, and none was entered of late."""
    waits = exists().where(
        Invitation.organisation_id == Organisation.id,
        ~_is_over(reckoning),
    )
    asked = exists().where(Invitation.organisation_id == Organisation.id)
    mandated = exists().where(
        Mandate.organisation_id == Organisation.id,
        Mandate.revoked_at.is_(None),
        Mandate.valid_until >= reckoning.as_of.date(),
    )
    untouched = or_(
        and_(asked, Organisation.updated_at <= reckoning.before("UNANSWERED")),
        Organisation.updated_at <= reckoning.before("DRAFTS"),
    )
    unneeded = select(Organisation.id).where(~waits, ~mandated, untouched)
    return Contact.organisation_id.in_(unneeded)


def _mandate_is_over(reckoning: Reckoning) -> ColumnElement[bool]:
    ended = reckoning.before("SIGNERS")
    return or_(Mandate.revoked_at <= ended, Mandate.valid_until <= ended.date())


def _request_is_over(reckoning: Reckoning) -> ColumnElement[bool]:
    ended = reckoning.before("UNANSWERED")
    decided = and_(JoinRequest.state != RequestState.OPEN, JoinRequest.decided_at <= ended)
    return or_(decided, JoinRequest.appeal_id.in_(reckoning.over("UNANSWERED")))


def _mail_is_over(reckoning: Reckoning) -> ColumnElement[bool]:
    long_ago = reckoning.before("MAIL")
    went = or_(Mail.sent_at <= long_ago, and_(Mail.sent_at.is_(None), Mail.queued_at <= long_ago))
    return and_(Mail.state.not_in(UNDERWAY), went)


def _nothing_shows_it(reckoning: Reckoning) -> ColumnElement[bool]:
    """The boards say of each invitation and each reviewer what became of their mails."""
    shown = or_(
        exists().where(Invitation.id == Mail.subject_id),
        exists().where(
            Reviewer.id == Mail.subject_id, Reviewer.appeal_id.not_in(reckoning.over("DRAFTS"))
        ),
        exists().where(Bounce.mail_id == Mail.id),
    )
    return and_(_mail_is_over(reckoning), ~shown)


def _is_abandoned(reckoning: Reckoning) -> ColumnElement[bool]:
    """A revision that was never made final, and that nothing else names."""
    newer = aliased(Revision)
    newest = ~exists().where(newer.appeal_id == Revision.appeal_id, newer.number > Revision.number)
    named = or_(
        exists().where(Signature.revision_id == Revision.id),
        exists().where(Edition.revision_id == Revision.id),
        exists().where(ImportedStatement.revision_id == Revision.id),
        newest,
    )
    over = Revision.appeal_id.in_(reckoning.over("DRAFTS"))
    return and_(Revision.locked_at.is_(None), over, ~named)


def _is_switched_off(reckoning: Reckoning) -> ColumnElement[bool]:
    lately = exists().where(
        SecurityEvent.account_id == Account.id,
        SecurityEvent.kind == history.Event.SWITCHED_OFF.value,
        SecurityEvent.at > reckoning.before("SECURITY"),
    )
    return and_(~Account.active, Account.created_at <= reckoning.before("SECURITY"), ~lately)


def _counted_and_over(reckoning: Reckoning) -> ColumnElement[bool]:
    is_counted = Endorsement.state == EndorsementState.COUNTED
    return and_(is_counted, Endorsement.appeal_id.in_(reckoning.over("SIGNERS")))


def _since(column: _Column, fixed: timedelta) -> Condition:
    return lambda reckoning: column <= reckoning.as_of - fixed


def _kept_for(column: _Column, period: str) -> Condition:
    return lambda reckoning: column <= reckoning.before(period)


def _of_appeals_over(column: _Column, period: str) -> Condition:
    return lambda reckoning: column.in_(reckoning.over(period))


RULES: tuple[Rule, ...] = (
    deleting("attempts", Attempt, _since(Attempt.at, rates.LONGEST)),
    deleting(
        "sessions",
        AccountSession,
        lambda reckoning: or_(
            AccountSession.created_at < reckoning.as_of - sessions.LONGEST,
            AccountSession.seen_at < reckoning.as_of - sessions.IDLE,
        ),
    ),
    deleting("uploaded tables", Upload, _since(Upload.uploaded_at, tables.LIFETIME)),
    deleting(
        "uploaded statements",
        StatementUpload,
        _since(StatementUpload.uploaded_at, statements.LIFETIME),
    ),
    deleting("files that were made", MadeFile, _since(MadeFile.asked_at, making.LIFETIME)),
    deleting(
        "unconfirmed endorsements",
        Endorsement,
        lambda reckoning: and_(
            Endorsement.state == EndorsementState.PENDING,
            Endorsement.asked_at <= reckoning.before("PENDING"),
        ),
    ),
    deleting(
        "endorsements that do not count",
        Endorsement,
        lambda reckoning: and_(
            Endorsement.state.in_((EndorsementState.WAITING, EndorsementState.HIDDEN)),
            Endorsement.appeal_id.in_(reckoning.over("SIGNERS")),
        ),
    ),
    blanking(
        "names of endorsers who are only counted",
        Endorsement,
        lambda reckoning: and_(~Endorsement.is_named, _counted_and_over(reckoning)),
        name="",
        place="",
    ),
    blanking(
        "addresses of endorsers",
        Endorsement,
        _counted_and_over,
        email="",
        identity=Endorsement.handle,  # it has to differ from every other in the appeal
    ),
    deleting("requests to join", JoinRequest, _request_is_over),
    deleting("questions", Question, _asked_and_over),
    deleting("reservations that are not printed", Reservation, _reserved_and_over),
    # In one transaction: the daily check compares signatures with what opens their leaves.
    blanking(
        "who answered for an organisation",
        Invitation,
        _is_over,
        Part(
            Signature,
            Signature.invitation_id,
            {
                **{"representative_name": "", "representative_role": "", "basis": ""},
                **{"ended_by_name": None, "ended_by_role": None},
            },
        ),
        Part(
            Dispute,
            Dispute.invitation_id,
            {
                **{"raised_by_name": "", "raised_by_role": "", "reason": ""},
                "resolution_reason": "",
            },
        ),
        Part(
            Disclosure,
            Disclosure.invitation_id,
            {"chosen_by_name": None, "chosen_by_role": None, "reason": None},
        ),
        Part(
            Handover,
            Handover.invitation_id,
            {"given_by_name": "", "given_by_role": "", "to_name": "", "to_email": ""},
        ),
        Part(
            Opening,
            Leaf.thread_id,
            {"personal": None, "personal_nonce": None},
            through=Leaf.number == Opening.leaf_number,
        ),
        answered_by_name=None,
        answered_by_role=None,
        decline_reason=None,
        answer_basis=None,
    ),
    blanking(
        "others who are named in a log",
        Opening,
        _logged_and_over,
        personal=None,
        personal_nonce=None,
    ),
    blanking(
        "who gave a mandate",
        Mandate,
        _mandate_is_over,
        granted_by_name="",
        granted_by_role="",
        revoked_by_name=None,
        revoked_by_role=None,
        evidence="",
    ),
    deleting("contacts", Contact, _needs_no_contact),
    deleting("comments", Comment, _of_appeals_over(Comment.appeal_id, "DRAFTS")),
    deleting("reviewers", Reviewer, _of_appeals_over(Reviewer.appeal_id, "DRAFTS")),
    deleting("drafts of a text", Revision, _is_abandoned),
    deleting(
        "findings of an import",
        ImportedFinding,
        _of_appeals_over(ImportedFinding.appeal_id, "DRAFTS"),
    ),
    blanking(
        "reasons of a retraction",
        Edition,
        lambda reckoning: and_(
            Edition.retraction_reason.is_not(None),
            Edition.appeal_id.in_(reckoning.over("DRAFTS")),
        ),
        retraction_reason="",
    ),
    blanking(
        "what came back of mails",
        Bounce,
        _since(Bounce.at, SOFT_MEMORY),
        address="",
        said=None,
    ),
    blanking(
        "recipients of mails",
        Mail,
        _mail_is_over,
        recipient=None,
        domain=None,
        reason=None,
    ),
    deleting("mails", Mail, _nothing_shows_it),
    deleting(
        "invitations of colleagues",
        ColleagueInvitation,
        _since(ColleagueInvitation.expires_at, inviting.KEPT),
    ),
    deleting(
        "changes of an address",
        EmailChange,
        _since(EmailChange.expires_at, account_addresses.KEPT),
    ),
    deleting("digests", Digest, _kept_for(Digest.covers_until, "MAIL")),
    deleting("known browsers", KnownBrowser, _kept_for(KnownBrowser.used_at, "SECURITY")),
    deleting(
        "passkeys of accounts that were switched off",
        Passkey,
        lambda reckoning: Passkey.account_id.in_(
            select(Account.id).where(_is_switched_off(reckoning))
        ),
    ),
    blanking(
        "accounts that were switched off",
        Account,
        _is_switched_off,
        name="",
        email=cast(Account.id, String),  # it has to differ from every other
        **_NOBODY,
    ),
    deleting("security events", SecurityEvent, _kept_for(SecurityEvent.at, "SECURITY")),
)
