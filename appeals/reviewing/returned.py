"""What a returned file says, as remarks on single segments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from appeals.readers.review import Remark as Margin
from appeals.readers.review import Returned
from appeals.reviewing.proposed import Proposal, Segments, Suggestion, owners, proposals


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing said of one segment: a comment, or with `proposal` another wording for it.

    `segment_id` is 32 hex digits; `author` is empty where the file does not say.
    """

    segment_id: str
    original: str
    author: str = ""
    text: str = ""
    proposal: str | None = None


def remarks(returned: Returned, segments: Segments) -> list[Remark]:
    """Return everything the file says, in the order of the text.

    `segments` are those of the revision that the file was made of. A row that was
    added becomes another wording of the segment above it: the same, an empty line,
    the new paragraph. Whoever accepts it can divide the segment there. What stands
    outside the table is said of the first segment, and what stands below it of the last.
    """
    texts = dict(segments.values())
    said = _said(returned, segments)
    changes = _changes(returned, segments)
    found: list[Remark] = []
    for id_, original in texts.items():
        found += [
            Remark(segment_id=id_, original=original, author=author, text=text)
            for author, text in said[id_]
        ]
        found += _proposal(id_, original, changes[id_])
    return found


def _said(returned: Returned, segments: Segments) -> Mapping[str, list[tuple[str, str]]]:
    said: dict[str, list[tuple[str, str]]] = {id_: [] for id_, _text in segments.values()}
    if not said:
        return said
    first, *_others, last = [*said, *said]
    owner = owners(returned, segments)
    for place, row in enumerate(returned.rows):
        at = owner.get(place) or row.after
        said[at if at in said else first] += _margin(row.remarks)
    said[first] += _margin(returned.remarks)
    if returned.below.strip():
        said[last].append(("", returned.below))
    return said


def _margin(found: Sequence[Margin]) -> Iterator[tuple[str, str]]:
    """Yield author and text, after the passage or the comment that it answers."""
    for each in found:
        about = found[each.answers].text if each.answers is not None else each.quoted
        yield each.author, f"“{about}”\n{each.text}" if about else each.text


def _changes(returned: Returned, segments: Segments) -> Mapping[str, list[Proposal]]:
    changes: dict[str, list[Proposal]] = {id_: [] for id_, _text in segments.values()}
    for each in proposals(returned, segments):
        # Programs exchange quotation marks and blanks by themselves; nobody proposed that.
        if each.was_tracked or not each.is_typographic:
            changes.get(each.segment_id or next(iter(changes), ""), []).append(each)
    return changes


def _proposal(id_: str, original: str, changes: Sequence[Proposal]) -> Iterator[Remark]:
    added = [each for each in changes if each.suggestion is Suggestion.INSERT]
    reworded = [each.text for each in changes if each.suggestion is not Suggestion.INSERT]
    above = [each.text for each in added if each.segment_id is None]
    below = [each.text for each in added if each.segment_id is not None]
    proposal = "\n\n".join(filter(None, [*above, *(reworded or [original]), *below]))
    if proposal != original:
        authors = [edit.author for each in changes for edit in each.edits]
        author = next(filter(None, authors), "")
        yield Remark(segment_id=id_, original=original, author=author, proposal=proposal)
