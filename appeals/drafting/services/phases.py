"""Phases: when partners comment, when the text is final, when organisations are asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.drafting.models import Appeal, ChangeClass, ConsentDefault, Phase, Revision
from appeals.drafting.services.actions import Action
from appeals.drafting.services.checking import demand_checked
from appeals.drafting.services.revisions import (
    keep_revision,
    latest_locked,
    latest_revision,
)
from appeals.drafting.services.state import hold, hold_draft
from appeals.drafting.services.wordings import missing_wordings
from appeals.errors import Conflict, Incomplete, Invalid
from appeals.ledger import Logged


class ChangeClassNeeded(Conflict):
    """Organisations have signed: it has to be said what kind of change is to come."""


class NotOnlyTranslation(Conflict):
    """The text was unlocked to mend a translation, and the reference wording was changed."""


@dataclass(frozen=True)
class ConsentTerms:
    """Until when signatories confirm a change of substance, and what if they do not."""

    until: datetime
    default: ConsentDefault


Opened = Callable[[Session, Appeal, datetime], None]
_when_opened: list[Opened] = []


def when_opened(function: Opened) -> Opened:
    """Register what higher features do in the transaction that opens an appeal for answers."""
    _when_opened.append(function)
    return function


class TextNotFinal(Conflict):
    """Nobody can be asked to sign a text that may still change."""


def open_comments(
    session: Session,
    appeal: Appeal,
    until: datetime,
    *,
    shared: bool,
    by: UUID | None,
    now: datetime,
) -> None:
    """Let partners comment until this moment, or change the date while they do.

    The text stays open to its writers. With `shared` partners see each other's comments.
    """
    hold_draft(session, appeal)
    if until <= db.clock(session):
        raise Invalid(_("This moment has passed already."))
    was_open = appeal.phase is Phase.COMMENTS
    appeal.phase = Phase.COMMENTS
    appeal.comments_until, appeal.comments_shared = until, shared
    action = Action.COMMENTS_CHANGED if was_open else Action.COMMENTS_OPENED
    _record(session, action, appeal, by=by, now=now, until=until.isoformat(), shared=int(shared))


def close_comments(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    """Take no further comments; the text is a draft of its writers again."""
    _pass(session, appeal, Phase.COMMENTS, Phase.DRAFT)
    _record(session, Action.COMMENTS_CLOSED, appeal, by=by, now=now)


def lock(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> Revision:
    """Make the text final.

    Raises `Incomplete` with everything that is missing, and `Unmended` with the
    errors of the parity check that are neither mended nor waived.
    """
    hold_draft(session, appeal)
    if not any(segment.is_used for segment in appeal.body):
        raise Incomplete([_("The appeal has no text yet.")])
    missing = missing_wordings(appeal)
    if missing:
        raise Incomplete([str(each) for each in missing])
    demand_checked(session, appeal)
    keep_revision(session, appeal, by=by, now=now)
    revision = latest_revision(session, appeal)
    assert revision is not None  # noqa: S101
    if revision.locked_at is None:
        _class_change(session, appeal, revision)
        revision.locked_at = now
    appeal.pending_change = None
    appeal.pending_consent_until = appeal.pending_consent_default = None
    appeal.phase = Phase.FINAL
    ledger.record(
        session,
        Action.TEXT_LOCKED,
        revision.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        logged=_final_text(revision),
        revision=revision.number,
        set_hash=revision.set_hash,
    )
    return revision


def unlock(
    session: Session,
    appeal: Appeal,
    change: ChangeClass | None,
    *,
    signed: bool,
    terms: ConsentTerms | None = None,
    by: UUID | None,
    now: datetime,
) -> None:
    """Let the text change again; once somebody has signed, only for a classed change.

    `terms` are those of a change of substance; without them its signatories are
    asked again without a date. An unlocked text can be said to be changed otherwise.
    """
    hold(session, appeal)
    if not appeal.is_locked and appeal.pending_change is None:
        raise Conflict(_("The text is not locked."))
    if signed and change is None:
        raise ChangeClassNeeded(_("Say what kind of change is to come."))
    if appeal.is_locked:
        appeal.phase = Phase.DRAFT
    appeal.pending_change = change
    asks = terms if change is ChangeClass.SUBSTANCE else None
    appeal.pending_consent_until = asks.until if asks else None
    appeal.pending_consent_default = asks.default if asks else None
    _record(
        session,
        Action.TEXT_UNLOCKED,
        appeal,
        by=by,
        now=now,
        logged=Logged(result=change.value if change else None),
        change=change.value if change else None,
    )


def open_sign_on(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    """Let organisations answer; raise `TextNotFinal` before the text is locked."""
    hold(session, appeal)
    if appeal.phase is Phase.SIGN_ON:
        return
    if appeal.phase is not Phase.FINAL:
        raise TextNotFinal(_("Lock the text before organisations are asked to sign it."))
    appeal.phase = Phase.SIGN_ON
    appeal.opened_at = appeal.opened_at or now
    _record(session, Action.SIGN_ON_OPENED, appeal, by=by, now=now, logged=Logged())
    for join_in in _when_opened:
        join_in(session, appeal, now)


def close(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    """Take no further answers."""
    _pass(session, appeal, Phase.SIGN_ON, Phase.CLOSED)
    _record(session, Action.SIGN_ON_CLOSED, appeal, by=by, now=now, logged=Logged())


def reopen(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    """Take answers again, to the same text."""
    _pass(session, appeal, Phase.CLOSED, Phase.SIGN_ON)
    _record(session, Action.SIGN_ON_REOPENED, appeal, by=by, now=now, logged=Logged())


def _final_text(revision: Revision) -> Logged:
    """Return what the log has of a text that is made final: its hashes, and what was changed."""
    return Logged(
        text=revision.set_hash,
        result=revision.change.value if revision.change else None,
        printed={"hashes": revision.hashes, "revision": revision.number},
    )


def _class_change(session: Session, appeal: Appeal, revision: Revision) -> None:
    """Say of a revision that is made final what kind of change it is, as was announced."""
    revision.change = appeal.pending_change
    revision.consent_until = appeal.pending_consent_until
    revision.consent_default = appeal.pending_consent_default
    before = latest_locked(session, appeal)
    if revision.change is not ChangeClass.TRANSLATION or before is None:
        return
    reference = appeal.reference_language
    if before.hashes.get(reference) != revision.hashes[reference]:
        raise NotOnlyTranslation(
            _(
                "The text was unlocked to mend a translation, but the reference wording was "
                "changed as well. Say that it is another kind of change, or undo that."
            )
        )


def _pass(session: Session, appeal: Appeal, before: Phase, after: Phase) -> None:
    hold(session, appeal)
    if appeal.phase is not before:
        raise Conflict(_("The appeal is in another phase in the meantime."))
    appeal.phase = after


def _record(
    session: Session,
    action: Action,
    appeal: Appeal,
    *,
    by: UUID | None,
    now: datetime,
    logged: Logged | None = None,
    **details: str | int | None,
) -> None:
    id = appeal.id
    ledger.record(session, action, id, now=now, appeal_id=id, by=by, logged=logged, **details)
