"""What coordinators read of the comments: filtered, grouped by wording, with differences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from appeals.drafting.diff import Piece, difference
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Segment
from appeals.paging import Page, placed
from appeals.reviewing import services
from appeals.reviewing.models import Comment, CommentState

PAGE_SIZE = 20  # wordings that were commented on


class Wanted(StrEnum):
    """Which comments are listed."""

    OPEN = "open"
    ANSWERED = "answered"
    ALL = "all"

    def fits(self, state: CommentState) -> bool:
        if self is Wanted.ALL:
            return True
        if self is Wanted.OPEN:
            return state is CommentState.OPEN
        return state not in {CommentState.OPEN, CommentState.WITHDRAWN}


@dataclass(frozen=True)
class Filter:
    """What was asked for; `who` is the handle of a reviewer."""

    wanted: Wanted = Wanted.OPEN
    who: str = ""
    language: str = ""
    segment: UUID | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The filter as it stands in an address."""
        given = {
            "state": "" if self.wanted is Wanted.OPEN else self.wanted.value,
            "who": self.who,
            "language": self.language,
            "segment": str(self.segment) if self.segment else "",
        }
        return {name: value for name, value in given.items() if value}

    def fits(self, comment: Comment) -> bool:
        handle = comment.reviewer.handle if comment.reviewer else ""
        return (
            self.wanted.fits(comment.state)
            and self.who in ("", handle)
            and self.language in ("", comment.language)
            and self.segment in (None, comment.segment_id)
        )


@dataclass(frozen=True)
class Card:
    """A comment with its differences.

    `since` is how the wording has changed since it was commented on, while that is
    undecided; `overtaken_by` names whose proposal was taken over meanwhile, if that is why.
    """

    comment: Comment
    name: str
    change: Sequence[Piece] = ()
    since: Sequence[Piece] = ()
    overtaken_by: str | None = None
    edited: Sequence[Piece] = ()

    @property
    def is_overtaken(self) -> bool:
        return bool(self.since)

    @property
    def leaves_out(self) -> bool:
        """Whether the wording is proposed to be struck out altogether."""
        return self.comment.proposal == ""

    @property
    def adds_paragraph(self) -> bool:
        proposal = self.comment.proposal or ""
        return "\n\n" in proposal and "\n\n" not in self.comment.original


@dataclass(frozen=True)
class Group:
    """The comments on one wording; without `segment` it is no longer in the text."""

    segment_id: UUID
    segment: Segment | None
    language: str
    cards: Sequence[Card]

    @property
    def text(self) -> str:
        return self.segment.text(self.language) if self.segment else ""

    @property
    def seen(self) -> str:
        return wording_hash(self.text)

    @property
    def proposals(self) -> int:
        states = (card.comment for card in self.cards if card.comment.is_proposal)
        return sum(each.state is CommentState.OPEN for each in states)


def read_filter(given: Mapping[str, str]) -> Filter:
    """Read a filter from an address; what makes no sense is left out."""
    state = given.get("state", "")
    return Filter(
        Wanted(state) if state in set(Wanted) else Wanted.OPEN,
        given.get("who", ""),
        given.get("language", ""),
        _uuid(given.get("segment", "")),
    )


def people(comments: Iterable[Comment], language: str) -> dict[str, str]:
    """Return whoever has commented, by handle, in alphabetical order."""
    reviewers = {each.reviewer for each in comments if each.reviewer}
    names = {each.handle: services.name_of(each, language) for each in reviewers}
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def groups(
    appeal: Appeal, comments: Sequence[Comment], chosen: Filter, language: str, *, page: int
) -> Page[Group]:
    """Return a page of what the filter lets through, in the order of the text."""
    segments = {segment.id: segment for segment in appeal.segments}
    listed: dict[tuple[UUID, str], list[Comment]] = {}
    for each in comments:
        if chosen.fits(each):
            listed.setdefault((each.segment_id, each.language), []).append(each)
    places = sorted(listed, key=lambda key: _place(appeal, segments.get(key[0]), key[1]))
    number, pages = placed(page, len(places), PAGE_SIZE)
    shown = places[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    found = [
        Group(
            segment_id, segment, tag, _cards(segment, listed[segment_id, tag], comments, language)
        )
        for segment_id, tag in shown
        for segment in [segments.get(segment_id)]
    ]
    return Page(found, number, pages, len(places))


def named(comment: Comment, language: str) -> str:
    """Return whose a comment is; with whoever the file named, where it came in one."""
    if comment.reviewer is None:
        return comment.author_name
    name = services.name_of(comment.reviewer, language)
    is_another = comment.author_name not in (name, comment.reviewer.name)
    return f"{name} ({comment.author_name})" if is_another else name


def _place(appeal: Appeal, segment: Segment | None, language: str) -> tuple[int, int]:
    position = segment.position if segment else len(appeal.segments)
    known = language in appeal.languages
    return position, appeal.languages.index(language) if known else len(appeal.languages)


def _cards(
    segment: Segment | None, listed: Sequence[Comment], comments: Iterable[Comment], language: str
) -> list[Card]:
    accepted = [each for each in comments if each.state is CommentState.ACCEPTED]
    return [_card(segment, each, accepted, language) for each in listed]


def _card(
    segment: Segment | None, comment: Comment, accepted: Iterable[Comment], language: str
) -> Card:
    card = Card(comment, named(comment, language))
    proposal, edited = comment.proposal, comment.accepted_text
    if proposal is not None:
        card = replace(card, change=difference(comment.original, proposal))
        if edited is not None:
            card = replace(card, edited=difference(proposal, edited))
    present = segment.text(comment.language) if segment else None
    if comment.state is CommentState.OPEN and present not in (None, comment.original):
        since = difference(comment.original, present or "")
        made = (named(each, language) for each in accepted if _made(each, comment, present))
        card = replace(card, since=since, overtaken_by=next(made, None))
    return card


def _made(other: Comment, comment: Comment, present: str | None) -> bool:
    """Return whether the present wording comes from another proposal, accepted meanwhile."""
    if (other.segment_id, other.language) != (comment.segment_id, comment.language):
        return False
    taken = other.proposal if other.accepted_text is None else other.accepted_text
    return taken == present and (other.answered_at or other.created_at) >= comment.created_at


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
