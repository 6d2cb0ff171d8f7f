"""Two revisions as one text with what changed in it, as Word tracks changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from appeals.document.inline import parse, with_addresses
from appeals.document.redline import Fate, Passage, Stretch
from appeals.document.tree import BlockKind, Note, Span
from appeals.drafting.diff import TOKEN, PieceKind, steps, woven
from appeals.drafting.models import SegmentSnapshot

_PRINTED = {kind.value: kind for kind in BlockKind}
_FATES = {
    PieceKind.SAME: Fate.KEPT,
    PieceKind.REMOVED: Fate.REMOVED,
    PieceKind.ADDED: Fate.ADDED,
}


def passages(
    old: Sequence[SegmentSnapshot], new: Sequence[SegmentSnapshot], language: str
) -> Iterator[Passage]:
    """Yield the text in one language: what stays at its place and, between, what came and went."""
    before = {each["id"]: each for each in old if each["wordings"].get(language)}
    after = {each["id"]: each for each in new if each["wordings"].get(language)}
    for kind, id_ in steps(list(before), list(after)):
        was, now = before.get(id_), after.get(id_)
        if kind is PieceKind.SAME and was and now:
            yield _kept(was, now, language)
        elif kind is PieceKind.REMOVED and was:
            yield _left(was, now, language)
        elif now:
            yield _arrived(was, now, language)


def stretches(old: Sequence[Span], new: Sequence[Span]) -> tuple[Stretch, ...]:
    """Return what changed between two texts, word by word, in letters and in setting."""
    former, present = _notes(old), _notes(new)
    return tuple(
        Stretch(_FATES[kind], _joined(now, present) if now else _joined(was, former))
        for kind, was, now in woven(_words(old), _words(new), is_blank=_is_blank)
    )


def _kept(was: SegmentSnapshot, now: SegmentSnapshot, language: str) -> Passage:
    former, kind = _kind(was), _kind(now)
    old, new = _spans(was, language), _spans(now, language)
    return Passage(
        kind,
        Fate.KEPT,
        stretches(old, new),
        was=None if former is kind else former,
        notes=_changed_notes(_notes(old), _notes(new)),
    )


def _left(was: SegmentSnapshot, now: SegmentSnapshot | None, language: str) -> Passage:
    moved = now is not None and _is_alike(was, now, language)
    return _whole(was, language, Fate.MOVED_AWAY if moved else Fate.REMOVED)


def _arrived(was: SegmentSnapshot | None, now: SegmentSnapshot, language: str) -> Passage:
    if was is None:
        return _whole(now, language, Fate.ADDED)
    if _is_alike(was, now, language):
        return _whole(now, language, Fate.MOVED_HERE)
    # LibreOffice loses what was changed inside a moved passage; so it is told in a remark.
    remark = stretches(_spans(was, language), _spans(now, language))
    return replace(_whole(now, language, Fate.ADDED), remark=remark)


def _whole(segment: SegmentSnapshot, language: str, fate: Fate) -> Passage:
    stretch = Stretch(fate, _spans(segment, language))
    moves = fate in {Fate.MOVED_AWAY, Fate.MOVED_HERE}
    move = f"move_{segment['id'].replace('-', '')}" if moves else ""
    return Passage(_kind(segment), fate, (stretch,), move=move)


def _is_alike(was: SegmentSnapshot, now: SegmentSnapshot, language: str) -> bool:
    return was["kind"] == now["kind"] and was["wordings"][language] == now["wordings"][language]


def _kind(segment: SegmentSnapshot) -> BlockKind:
    return _PRINTED.get(segment["kind"], BlockKind.HEADING)  # the headings of the lists


def _spans(segment: SegmentSnapshot, language: str) -> tuple[Span, ...]:
    return _set(parse(segment["wordings"][language]))


def _set(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans as they are printed, footnotes too: links have become text."""
    return tuple(
        replace(
            span,
            link=None,
            note=Note(span.note.label, _set(span.note.spans)) if span.note else None,
        )
        for span in with_addresses(spans)
    )


def _words(spans: Sequence[Span]) -> list[Span]:
    """Cut spans into words; footnotes with the same label are the same word."""
    return [
        word
        for span in spans
        for word in (
            [replace(span, note=Note(span.note.label, ()))]
            if span.note
            else [replace(span, text=token) for token in TOKEN.findall(span.text)]
        )
    ]


def _is_blank(span: Span) -> bool:
    return span.note is None and span.text.isspace()


def _notes(spans: Sequence[Span]) -> dict[str, Note]:
    return {span.note.label: span.note for span in spans if span.note}


def _changed_notes(
    before: Mapping[str, Note], after: Mapping[str, Note]
) -> dict[str, tuple[Stretch, ...]]:
    return {
        label: stretches(before[label].spans, note.spans)
        for label, note in after.items()
        if label in before and before[label] != note
    }


def _joined(words: Sequence[Span], notes: Mapping[str, Note]) -> tuple[Span, ...]:
    """Put words set alike together again, and the footnotes at their marks."""
    return tuple(
        replace(
            style,
            text="".join(word.text for word in group),
            note=notes[style.note.label] if style.note else None,
        )
        for style, group in groupby(words, key=lambda word: replace(word, text=""))
    )
