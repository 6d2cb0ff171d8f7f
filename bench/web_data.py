"""A database for the web benchmark: one appeal, and as many invitations and signatures as asked."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from appeals import db, ledger, tokens
from appeals.app import create_app
from appeals.config import Settings
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind, Revision, SegmentKind
from appeals.invitations.models import Answer, Invitation
from appeals.mail import Mail, MailState, Rank
from appeals.migrate import migrate
from appeals.organisations import names
from appeals.organisations.models import Contact, Organisation, OrganisationName
from appeals.signatures.models import Signature
from appeals.signatures.services import Action
from appeals.tokens import Claim, Purpose
from tests import factories

NOW = datetime.now(UTC)
_PARAGRAPHS = 12
_TEXTS = {
    "en": "The river belongs to those who live beside it, and they were not asked. " * 16,
    "ru": "Река принадлежит тем, кто живёт на её берегах, а их никто не спросил. " * 16,
}
_COUNTRIES = ("GE", "NO", "UA", "KZ", "DE", "US")
_AT_ONCE = 5_000

Rows = dict[type[db.Base], list[dict[str, Any]]]


@dataclass(frozen=True)
class Link:
    """What a browser holds that has opened a sign link."""

    handle: str
    token: str
    text_hash: str


def make_database(settings: Settings, *, signed: int, silent: int) -> list[Link]:
    """Fill an empty database; return the links of the `silent`, who can still sign."""
    app = create_app(settings)
    migrate(app)
    links: list[Link] = []
    with app.app_context():
        with db.transaction() as session:
            revision = _write_appeal(session)
        numbers = iter(range(signed + silent))
        while some := list(islice(numbers, _AT_ONCE)):
            rows: Rows = defaultdict(list)
            for number in some:
                _write_organisation(rows, revision, number, signed=number < signed)
            with db.transaction() as session:
                for kind, values in rows.items():
                    session.execute(sa.insert(kind), values)
            links += _links(settings, revision, rows[Invitation])
        with db.transaction() as session:
            session.execute(sa.text(_JOBS_DONE))
    return links


# Of each mail that was sent there is a finished job.
_JOBS_DONE = """
    INSERT INTO workflow_status (workflow_uuid, status, name, queue_name, priority, created_at,
        updated_at, completed_at, recovery_attempts, application_name, application_version)
    SELECT 'mail-' || id, 'SUCCESS', 'appeals.job', 'appeals', 0, 1, 1, 1, 1, 'appeals', '1'
    FROM mail
"""


def _write_appeal(session: db.ScopedSession) -> Revision:
    coalition = factories.make_coalition()
    session.add(coalition)
    session.flush()
    db.enter(session, coalition.id)
    appeal = factories.make_appeal(0, slug="rivers", deadline=NOW + timedelta(days=3))
    for position in range(_PARAGRAPHS):
        appeal.segments.append(factories.make_segment(position + 9, SegmentKind.PARAGRAPH, _TEXTS))
    session.add(appeal)
    session.flush()
    revision = drafting.lock(session, appeal, by=None, now=NOW)
    drafting.open_sign_on(session, appeal, by=None, now=NOW)
    return revision


def _write_organisation(rows: Rows, revision: Revision, number: int, *, signed: bool) -> None:
    """Add an invited organisation with all that a signature leaves behind, if it has signed."""
    owner = {"coalition_id": revision.coalition_id}
    organisation = {"id": uuid4(), "countries": [_COUNTRIES[number % len(_COUNTRIES)]], **owner}
    called = {"en": f"River Watch {number}", "ru": f"Речной дозор {number}"}
    of_it = {"organisation_id": organisation["id"], **owner}
    rows[Organisation].append(
        {**organisation, "aliases": [], "searched": "", "created_at": NOW, "updated_at": NOW}
    )
    rows[OrganisationName] += [
        {"id": uuid4(), "language": tag, "name": name, "acronym": "", "sort_key": "",
         "folded": names.skeleton(name), **of_it}
        for tag, name in called.items()
    ]  # fmt: skip
    rows[Contact].append(
        {"id": uuid4(), "position": 0, "name": "", "email": f"{number}@river.example",
         "language": "en", **of_it}
    )  # fmt: skip
    invitation = {
        "id": uuid4(), "handle": secrets.token_hex(8), "appeal_id": revision.appeal_id,
        "list_kind": ListKind.SIGNATORY, "language": "en", "link_number": 1, "chosen_at": NOW,
        "invited_at": NOW, "answer": Answer.SIGNED if signed else None,
        "answered_at": NOW if signed else None, **of_it,
    }  # fmt: skip
    rows[Invitation].append(invitation)
    if signed:
        _write_signature(rows, revision, invitation, organisation["countries"], called)


def _write_signature(
    rows: Rows,
    revision: Revision,
    invitation: dict[str, Any],
    countries: Sequence[str],
    called: dict[str, str],
) -> None:
    owner = {"coalition_id": revision.coalition_id}
    signature_id = uuid4()
    rows[Signature].append(
        {
            "id": signature_id, "appeal_id": revision.appeal_id, "revision_id": revision.id,
            "organisation_id": invitation["organisation_id"], "invitation_id": invitation["id"],
            "list_kind": ListKind.SIGNATORY, "language_read": "en", "countries": countries,
            "names": {
                tag: {"name": name, "acronym": "", "sort_key": ""} for tag, name in called.items()
            },
            "representative_name": "Ada Lovelace", "representative_role": "Chair",
            "signed_at": NOW, "decided_at": NOW, **owner,
        }
    )  # fmt: skip
    rows[ledger.Entry].append(
        {
            "at": NOW, "action": Action.SIGNED.value, "appeal_id": revision.appeal_id,
            "subject_id": signature_id, "account_id": None,
            "details": {"organisation": str(invitation["organisation_id"])}, **owner,
        }
    )  # fmt: skip
    rows[Mail].append(
        {
            "id": uuid4(), "template": "receipt", "subject_id": signature_id, "parameters": {},
            "state": MailState.SENT, "rank": Rank.PERSONAL, "queued_at": NOW, "sent_at": NOW,
            **owner,
        }
    )  # fmt: skip


def _links(
    settings: Settings, revision: Revision, invitations: Sequence[dict[str, Any]]
) -> list[Link]:
    return [
        Link(
            each["handle"],
            tokens.dump(settings.secret_keys, Purpose.SIGN, Claim(each["id"], 1)),
            revision.set_hash,
        )
        for each in invitations
        if each["answer"] is None
    ]
