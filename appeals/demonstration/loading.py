"""Load the demonstration through the same services that everybody uses.

Its times are counted back from now, so that the board looks like a living one.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts import services as accounts
from appeals.accounts.models import Account, Coalition
from appeals.accounts.permissions import Role
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, ListKind, SegmentKind
from appeals.drafting.services import AppealDetails, Change
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.invitations.services import Asked
from appeals.organisations import imports, spreadsheet
from appeals.signatures import services as signatures
from appeals.signatures.services import Consent, Representative

FOLDER = Path(__file__).parent
# Known to everybody who reads this: the demonstration serves this machine alone.
PASSWORD = "living rivers demonstration"  # noqa: S105


def is_loaded(session: Session) -> bool:
    return session.scalar(select(Coalition.id).limit(1)) is not None


def read_story() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "story.toml").read_text(encoding="utf-8"))


def load(session: Session, *, now: datetime) -> None:
    """Make the coalition, its accounts, registry, appeal, invitations and answers."""
    story = read_story()
    invited_at = _ago(now, story["invited"])
    begun_at = invited_at - timedelta(days=6)
    coordinator = _open_accounts(session, story, now=begun_at)
    appeal = _write(session, story, by=coordinator.id, now=begun_at)
    _choose(session, appeal, by=coordinator.id, now=begun_at)
    drafting.lock(session, appeal, by=coordinator.id, now=invited_at)
    invited = invitations.invite(session, appeal, by=coordinator.id, now=invited_at)
    by_address = {_address(each): each for each in invited.invitations}
    for told in sorted(story["answers"], key=lambda each: -each.get("answered", 0)):
        _answer(session, by_address[told["email"]], told, now=now)
    invitations.remind(session, appeal, by=coordinator.id, now=_ago(now, story["reminded"]))
    invitations.add_usual(session, appeal, by=coordinator.id, now=now)


def codes(session: Session) -> list[tuple[Account, str]]:
    """Return the demonstration's accounts with the sign-in code of this half minute."""
    found = session.scalars(select(Account).order_by(Account.created_at, Account.email))
    return [
        (account, pyotp.TOTP(accounts.totp_secret(account)).now())
        for account in found
        if account.tf_totp_secret
    ]


def _open_accounts(session: Session, story: Mapping[str, Any], *, now: datetime) -> Account:
    coalition = accounts.default_coalition(session)
    coalition.name = story["coalition"]
    db.enter(session, coalition.id)
    for role in (Role.COORDINATOR, Role.TRANSLATOR):
        accounts.create_account(
            session,
            story[role.value]["email"],
            name=story[role.value]["name"],
            language=story[role.value]["language"],
            password=PASSWORD,
            role=role,
            coalition=coalition,
            totp=True,
            now=now,
        )
    coordinator = accounts.find_account(session, story["coordinator"]["email"])
    assert coordinator is not None  # noqa: S101
    return coordinator


def _write(session: Session, story: Mapping[str, Any], *, by: UUID, now: datetime) -> Appeal:
    languages = tuple(story["languages"])
    deadline = now + timedelta(days=18 + story["deadline_after_days"])
    details = AppealDetails(
        slug=story["slug"],
        languages=languages,
        reference_language=story["reference"],
        time_zone=story["time_zone"],
        deadline=deadline,
        soft_deadline=deadline - timedelta(days=story["asked_days_before"]),
        reply_to=story["coordinator"]["email"],
        titles=story["title"],
    )
    texts = {tag: (FOLDER / f"{tag}.txt").read_text(encoding="utf-8") for tag in languages}
    appeal = drafting.create_from_texts(session, details, texts, by=by, now=now)
    for segment, kind in zip(appeal.body, story["kinds"], strict=True):
        segment.kind = SegmentKind(kind)
    session.flush()
    typed = {
        segment.id: {
            tag: Change(story[segment.kind.value][tag], seen=wording_hash(segment.text(tag)))
            for tag in languages
        }
        for segment in appeal.segments
        if segment.kind.value in story
    }
    drafting.save_texts(session, appeal, typed, by=by, now=now)
    return appeal


def _choose(session: Session, appeal: Appeal, *, by: UUID, now: datetime) -> None:
    sheet = spreadsheet.read((FOLDER / "organisations.csv").read_bytes())
    for row, organisation in imports.import_sheet(session, sheet, by=by, now=now).rows:
        kind = ListKind(row.list or ListKind.SIGNATORY)
        invitations.choose(session, appeal, [organisation], kind, by=by, now=now)


def _answer(
    session: Session, invitation: Invitation, told: Mapping[str, Any], *, now: datetime
) -> None:
    if "opened" in told:
        opened_at = _ago(now, told["opened"])
        signatures.note_opened(signatures.take_turn(session, invitation.id, now=opened_at))
    if "answered" not in told:
        _reply(session, invitation, told, now=now)
        return
    turn = signatures.take_turn(session, invitation.id, now=_ago(now, told["answered"]))
    who = Representative(name=told["representative"], role=told["role"])
    if told["answer"] == "declined":
        signatures.decline(turn, who, told["reason"])
        return
    supports = told["answer"] == "supported"
    consent = Consent(
        list_kind=ListKind.SUPPORTER if supports else ListKind.SIGNATORY,
        representative=who,
        language_read=told["read"],
        text_hash=turn.facts.text_hash,
    )
    signatures.sign(turn, consent)


def _reply(
    session: Session, invitation: Invitation, told: Mapping[str, Any], *, now: datetime
) -> None:
    """Say what is not an answer yet: a question, or the day on which the board decides."""
    turn = signatures.take_turn(session, invitation.id, now=_ago(now, told.get("opened", 0)))
    if "asks" in told:
        asked = Asked(
            text=told["asks"],
            name=told["representative"],
            email=_address(invitation),
            language=invitation.language,
        )
        signatures.ask(turn, asked)
    if "decides_in" in told:
        who = Representative(name=told["representative"], role=told["role"])
        day = (now + timedelta(days=told["decides_in"])).date()
        signatures.defer(turn, who, day)


def _address(invitation: Invitation) -> str:
    contact = invitation.organisation.contact
    return contact.email if contact else ""


def _ago(now: datetime, hours: float) -> datetime:
    return now - timedelta(hours=hours)
