"""The ordinary case of each thing; a test names only what it is about."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from appeals.accounts.models import Account, Coalition, Membership
from appeals.accounts.permissions import Role
from appeals.drafting.models import Appeal, ListOrder, Phase, Segment, SegmentKind, Wording
from appeals.organisations import names
from appeals.organisations.models import Contact, Organisation, OrganisationName

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def make_coalition(**changes: Any) -> Coalition:
    return Coalition(**({"id": uuid4(), "name": "Rivers Coalition", "created_at": NOW} | changes))


def make_account(
    coalition_id: UUID, *, role: Role | None = Role.COORDINATOR, **changes: Any
) -> Account:
    values: dict[str, Any] = {
        "id": uuid4(),
        "email": f"{uuid4().hex[:8]}@coalition.example",
        "name": "Ada Example",
        "language": "en",
        "password": "!",
        "active": True,
        "fs_uniquifier": uuid4().hex,
        "created_at": NOW,
    }
    account = Account(**(values | changes))
    account.memberships.append(
        Membership(coalition_id=coalition_id, appeal_id=None, role=role, vouched_at=NOW)
    )
    return account


def make_organisation(
    name_by_language: dict[str, str] | None = None, **changes: Any
) -> Organisation:
    values: dict[str, Any] = {
        "id": uuid4(),
        "countries": ["GE"],
        "aliases": [],
        "created_at": NOW,
        "updated_at": NOW,
    }
    organisation = Organisation(**(values | changes))
    for language, name in (name_by_language or {"en": "River Watch", "ru": "Речной дозор"}).items():
        organisation.names.append(
            OrganisationName(
                language=language, name=name, acronym="", sort_key="", folded=names.skeleton(name)
            )
        )
    if not organisation.contacts:
        organisation.contacts.append(
            Contact(
                position=0, name="", email=f"{organisation.id.hex[:8]}@org.example", language="en"
            )
        )
    return organisation


def make_appeal(paragraphs: int = 2, **changes: Any) -> Appeal:
    """An appeal in English and Russian with a title, paragraphs and both list headings."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "slug": f"appeal-{uuid4().hex[:8]}",
        "languages": ["en", "ru"],
        "reference_language": "en",
        "phase": Phase.DRAFT,
        "time_zone": "Europe/Berlin",
        "deadline": None,
        "order": ListOrder.NAME,
        "order_language": "en",
        "reply_to": "coordinator@coalition.example",
        "created_at": NOW,
    }
    appeal = Appeal(**(values | changes))
    content = [
        (SegmentKind.TITLE, "Keep the river open", "Откройте реку"),
        *(
            (SegmentKind.PARAGRAPH, f"Paragraph {number}.", f"Абзац {number}.")
            for number in range(1, paragraphs + 1)
        ),
        (SegmentKind.SIGNATORIES_HEADING, "Signed by", "Подписали"),
        (SegmentKind.SUPPORTERS_HEADING, "Supported by", "Поддержали"),
    ]
    for position, (kind, english, russian) in enumerate(content):
        appeal.segments.append(make_segment(position, kind, {"en": english, "ru": russian}))
    return appeal


def make_segment(position: int, kind: SegmentKind, texts: dict[str, str]) -> Segment:
    segment = Segment(id=uuid4(), position=position, kind=kind)
    for language, text in texts.items():
        segment.wordings.append(
            Wording(language=language, text=text, translates=None, updated_at=NOW)
        )
    return segment
