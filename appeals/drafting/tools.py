"""The buttons of the editor other than Save, each done to one segment after a save."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals.drafting import plain_text, services
from appeals.drafting.editor import Submission, Tool
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.errors import Invalid

_ITEMS = frozenset({SegmentKind.NUMBERED_ITEM, SegmentKind.BULLETED_ITEM})


@dataclass(frozen=True)
class Use:
    """A tool in somebody's hand: what was sent with it, who uses it, when."""

    session: Session
    appeal: Appeal
    segment: Segment
    tool: Tool
    submission: Submission
    by: UUID
    now: datetime


@dataclass(frozen=True)
class Used:
    """Where to look after it, and what to tell, if anything."""

    segment: Segment
    told: str = ""


def use(using: Use) -> Used:
    """Use a tool; raise what the services raise, and `Invalid` for one that does not exist."""
    if using.tool.verb not in _TOOLS:
        raise Invalid(_("The form asks for something that this page does not do."))
    return _TOOLS[using.tool.verb](using)


def _add(using: Use) -> Used:
    kind = using.segment.kind if using.segment.kind in _ITEMS else SegmentKind.PARAGRAPH
    added = services.add_segment(
        using.session, using.appeal, after=using.segment, kind=kind, by=using.by, now=using.now
    )
    return Used(added)


def _move(offset: int) -> Callable[[Use], Used]:
    def move(using: Use) -> Used:
        services.move_segment(
            using.session, using.appeal, using.segment, offset, by=using.by, now=using.now
        )
        return Used(using.segment)

    return move


def _split(using: Use) -> Used:
    parts = services.split_segment(
        using.session, using.appeal, using.segment, by=using.by, now=using.now
    )
    return Used(
        using.segment, _("The segment is divided into %(number)s segments.", number=len(parts))
    )


def _merge(using: Use) -> Used:
    services.merge_segment(using.session, using.appeal, using.segment, by=using.by, now=using.now)
    return Used(using.segment, _("The two segments are one now. Look at the seam."))


def _delete(using: Use) -> Used:
    neighbour = using.appeal.segments[max(using.segment.position - 1, 0)]
    services.delete_segment(using.session, using.appeal, using.segment, by=using.by, now=using.now)
    return Used(neighbour, _("The segment is deleted. Earlier revisions keep what it said."))


def _confirm(using: Use) -> Used:
    services.confirm_wording(
        using.session,
        using.appeal,
        using.segment,
        using.tool.language,
        reference_hash=_shown(using, using.appeal.reference_language),
        by=using.by,
        now=using.now,
    )
    return Used(using.segment)


def _mark_read(using: Use) -> Used:
    services.mark_read(
        using.session,
        using.appeal,
        using.segment,
        using.tool.language,
        seen=_shown(using, using.tool.language),
        by=using.by,
        now=using.now,
    )
    return Used(using.segment)


def _nothing(using: Use) -> Used:
    return Used(using.segment)


def _shown(using: Use, language: str) -> str:
    """Return the hash of the wording that stood on the page when the button was pressed."""
    typed = using.submission.changes.get(using.segment.id, {}).get(language)
    text = plain_text.clean(typed.text) if typed else using.segment.text(language)
    return wording_hash(text)


_TOOLS: dict[str, Callable[[Use], Used]] = {
    "add": _add,
    "up": _move(-1),
    "down": _move(1),
    "split": _split,
    "merge": _merge,
    "delete": _delete,
    "right": _confirm,
    "read": _mark_read,
    "theirs": _nothing,  # giving way was done when the form was read
}
