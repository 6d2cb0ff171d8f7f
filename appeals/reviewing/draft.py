"""The draft as a reviewer reads it: row by row, with what has been said and is being typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from appeals.accounts.models import Coalition
from appeals.document.html import body_html
from appeals.drafting import plain_text
from appeals.drafting.diff import Piece, difference
from appeals.drafting.labels import uncounted
from appeals.drafting.models import Appeal, Segment, SegmentKind, SegmentSnapshot
from appeals.drafting.text import blocks
from appeals.errors import Invalid
from appeals.reviewing import rules, seals, services
from appeals.reviewing.models import Comment, CommentState, Reviewer
from appeals.reviewing.seals import Shown
from appeals.reviewing.services import Said

# What is set in the printed document as part of something larger, and stands alone here.
_SET_AS = {
    SegmentKind.NUMBERED_ITEM: SegmentKind.PARAGRAPH,
    SegmentKind.BULLETED_ITEM: SegmentKind.PARAGRAPH,
    SegmentKind.SIGNATORIES_HEADING: SegmentKind.HEADING,
    SegmentKind.SUPPORTERS_HEADING: SegmentKind.HEADING,
}


@dataclass(frozen=True)
class Typed:
    """What stands in the two fields of a segment, and the seal of the wording above them."""

    text: str
    proposal: str
    shown: str


@dataclass(frozen=True)
class Submission:
    """What the form sent, by segment; `withdrawn` names a comment to be taken back."""

    typed: Mapping[UUID, Typed]
    withdrawn: UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class Checked:
    """What a submission says, and what is wrong with it, by segment."""

    said: Sequence[Said]
    problems: Mapping[UUID, str]


@dataclass(frozen=True)
class Remark:
    """A comment as a reviewer may see it; `name` is None for their own."""

    comment: Comment
    name: str | None
    change: Sequence[Piece]
    # What the coordinators made of an accepted proposal, where that is something else.
    edited: Sequence[Piece]
    is_overtaken: bool

    @property
    def can_be_withdrawn(self) -> bool:
        return self.name is None and self.comment.state is CommentState.OPEN


@dataclass(frozen=True)
class Row:
    """A segment on the reviewer's page."""

    segment: Segment
    body: Markup
    reference: Markup | None
    mark: str
    typed: Typed
    is_begun: bool
    problem: str | None
    remarks: Sequence[Remark]

    @property
    def number(self) -> int:
        return self.segment.position + 1

    @property
    def lines(self) -> int:
        """A height for browsers that do not fit a text field to its content."""
        return min(2 + len(self.typed.proposal) // 60, 16)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The whole page, for one reviewer in one language."""

    reviewer: Reviewer
    name: str
    coalition: str
    language: str
    beside: bool
    rows: Sequence[Row] = field(default_factory=tuple)
    # What was said of parts that are no longer in the text.
    gone: Sequence[Remark] = field(default_factory=tuple)
    # The reviewer's own comments in each language that has any.
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_problems(self) -> bool:
        return any(row.problem for row in self.rows)


def read(form: Mapping[str, str]) -> Submission:
    """Read the form; raise `Invalid` for fields that no page of ours has sent."""
    verb, _colon, comment_id = form.get("do", "").partition(":")
    withdrawn = _id(comment_id) if verb == "withdraw" else None
    typed = {
        _id(name.partition(":")[2]): Typed(
            form.get(name.replace("shown", "text", 1), ""),
            form.get(name.replace("shown", "proposal", 1), ""),
            sealed,
        )
        for name, sealed in form.items()
        if name.startswith("shown:")
    }
    return Submission(typed, withdrawn, plain_text.clean(form.get(f"reason:{comment_id}", "")))


def check(reviewer: Reviewer, language: str, typed: Mapping[UUID, Typed]) -> Checked:
    """Return what was said of which wording; what stands as it was shown says nothing."""
    said: list[Said] = []
    problems: dict[UUID, str] = {}
    present = {segment.id: segment.text(language) for segment in reviewer.appeal.segments}
    for segment_id, each in typed.items():
        shown = seals.find_shown(reviewer.handle, each.shown)
        known = shown or Shown(segment_id, language, present.get(segment_id, ""))
        one = _said(known, each)
        problem = _problem(one, is_sealed=shown is not None) if one else None
        if problem:
            problems[segment_id] = problem
        elif one:
            said.append(one)
    return Checked(said, problems)


def lay_out(
    session: Session,
    reviewer: Reviewer,
    language: str,
    *,
    beside: bool = False,
    typed: Mapping[UUID, Typed] | None = None,
    problems: Mapping[UUID, str] | None = None,
    names_in: str,
) -> Draft:
    """Lay out the page; `typed` is shown instead of untouched fields, after what was refused."""
    appeal = reviewer.appeal
    beside = beside and language != appeal.reference_language
    comments = _visible(reviewer, services.list_comments(session, appeal))
    used = {each.id: each.text(language) for each in appeal.segments if each.is_used}
    remarks: dict[UUID, list[Remark]] = {}
    for each in comments:
        if each.language == language:
            remark = _remark(reviewer, each, used.get(each.segment_id), names_in)
            remarks.setdefault(each.segment_id, []).append(remark)
    marks = _marks(appeal)
    return Draft(
        reviewer=reviewer,
        name=services.name_of(reviewer, names_in),
        coalition=session.get_one(Coalition, reviewer.coalition_id).name,
        language=language,
        beside=beside,
        rows=[
            Row(
                segment,
                _set(appeal, segment, language),
                _set(appeal, segment, appeal.reference_language) if beside else None,
                marks.get(segment.id, ""),
                *_fields(reviewer, segment, language, (typed or {}).get(segment.id)),
                (problems or {}).get(segment.id),
                remarks.get(segment.id, ()),
            )
            for segment in appeal.segments
            if segment.is_used
        ],
        gone=[each for id, said in remarks.items() if id not in used for each in said],
        counts=_counts(reviewer, comments),
    )


def _said(shown: Shown, typed: Typed) -> Said | None:
    original = plain_text.clean(shown.text)
    text = rules.cleaned(typed.text)
    proposal = rules.cleaned(typed.proposal, original)
    is_changed = proposal not in ("", original)
    if not text and not is_changed:
        return None
    return Said(
        segment_id=shown.segment_id,
        language=shown.language,
        original=original,
        text=text,
        proposal=proposal if is_changed else None,
    )


def _problem(said: Said, *, is_sealed: bool) -> str | None:
    problem = None
    if len(said.text) > rules.LONGEST_COMMENT:
        problem = _("A comment can have at most %(most)s characters.", most=rules.LONGEST_COMMENT)
    elif len(said.proposal or "") > rules.LONGEST_PROPOSAL:
        problem = _("A wording can have at most %(most)s characters.", most=rules.LONGEST_PROPOSAL)
    elif not is_sealed:
        problem = _("The page was open for very long. Look at the wording and send again.")
    return str(problem) if problem else None


def _fields(
    reviewer: Reviewer, segment: Segment, language: str, typed: Typed | None
) -> tuple[Typed, bool]:
    """Return what the fields of a segment hold, and whether somebody has begun to write there.

    Fields in which nothing was written start from the present wording, and an old
    seal gives way to a fresh one.
    """
    present = Shown(segment.id, language, segment.text(language))
    fresh = seals.seal(reviewer.handle, present)
    if typed is None:
        return Typed("", present.text, fresh), False
    shown = seals.find_shown(reviewer.handle, typed.shown)
    if _said(shown or present, typed) is None:
        return Typed("", present.text, fresh), False
    return typed if shown else replace(typed, shown=fresh), True


def _visible(reviewer: Reviewer, comments: Iterable[Comment]) -> list[Comment]:
    """Return what this reviewer may see: their own, and others' only if that was agreed."""
    shared = reviewer.appeal.comments_shared
    return [
        each
        for each in comments
        if each.reviewer_id == reviewer.id
        or (shared and each.reviewer_id and each.state is not CommentState.WITHDRAWN)
    ]


def _remark(reviewer: Reviewer, comment: Comment, present: str | None, names_in: str) -> Remark:
    author = comment.reviewer
    is_own = author is None or author.id == reviewer.id
    proposal, edited = comment.proposal, comment.accepted_text
    return Remark(
        comment,
        None if is_own or author is None else services.name_of(author, names_in),
        difference(comment.original, proposal) if proposal is not None else (),
        difference(proposal, edited) if proposal is not None and edited is not None else (),
        is_overtaken=comment.state is CommentState.OPEN and comment.original != present,
    )


def _counts(reviewer: Reviewer, comments: Iterable[Comment]) -> dict[str, int]:
    own = [
        each.language
        for each in comments
        if each.reviewer_id == reviewer.id and each.state is not CommentState.WITHDRAWN
    ]
    return {tag: own.count(tag) for tag in reviewer.appeal.languages if tag in own}


def _set(appeal: Appeal, segment: Segment, language: str) -> Markup:
    """Return one wording set as it will be printed, but for the number of an item."""
    kind = _SET_AS.get(segment.kind, segment.kind)
    alone: SegmentSnapshot = {
        "id": str(segment.id),
        "kind": kind.value,
        "wordings": {language: segment.text(language)},
    }
    values = uncounted(appeal.local_deadline, language)
    return body_html(blocks([alone], language, values), f"{language}-{segment.id.hex}", level=2)


def _marks(appeal: Appeal) -> dict[UUID, str]:
    """Return what stands before the items of lists."""
    marks: dict[UUID, str] = {}
    number = 0
    for segment in appeal.segments:
        number = number + 1 if segment.kind is SegmentKind.NUMBERED_ITEM else 0
        if number:
            marks[segment.id] = f"{number}."
        elif segment.kind is SegmentKind.BULLETED_ITEM:
            marks[segment.id] = "•"
    return marks


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(_("The form names a segment that cannot be.")) from error
