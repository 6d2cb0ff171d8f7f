"""The document every file and page is drawn from: one tree for each language of an appeal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count, groupby, takewhile
from operator import attrgetter, eq
from typing import Literal

from appeals import languages
from appeals.document.markup import printable

GAP = "[…]"


class BlockKind(StrEnum):
    """The part a block plays; the value is what the kind is called in storage."""

    TITLE = "title"
    KICKER = "kicker"
    DATE_LINE = "date_line"
    ADDRESSEE = "addressee"
    CC = "cc"
    SALUTATION = "salutation"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NUMBERED_ITEM = "numbered_item"
    BULLETED_ITEM = "bulleted_item"
    QUOTATION = "quotation"
    CLOSING = "closing"
    CONTACT = "contact"
    NOTE = "note"


_AFTER_ROLLS = frozenset({BlockKind.CC, BlockKind.CONTACT, BlockKind.NOTE})


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; in print a number takes the place of its label."""

    label: str
    spans: tuple["Span", ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text set in one way; a gap is something missing that a draft shows.

    A span with a note is the note's mark and has no text of its own.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    link: str | None = None
    gap: bool = False
    note: Note | None = None
    # BCP 47, where it is not the language of the document.
    language: str | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG by its lower-case hex SHA-256; `text` says what it shows, sizes are pixels.

    A logo has the number of the entry it belongs to. The bytes are kept beside a document,
    once for all its languages; without them it can still be told which picture it is.
    """

    sha256: str
    media_type: str
    width: int
    height: int
    text: str = ""
    number: int = 0
    content: bytes = field(default=b"", repr=False, compare=False)

    @property
    def extension(self) -> str:
        return "png" if self.media_type == "image/png" else "jpg"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: what stands at the head of the first page of a language version."""

    name: str
    lines: tuple[str, ...] = ()
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation in a list; a gap has no name in this language yet.

    A `mark` such as an asterisk is explained by the remark of the list. What was
    withdrawn after publication is struck through and keeps its number. The category
    is printed nowhere but above a group.
    """

    number: int
    name: str
    acronym: str = ""
    countries: tuple[str, ...] = ()
    gap: bool = False
    mark: str = ""
    withdrawn: bool = False
    category: str = ""

    @property
    def span(self) -> "Span":
        """The entry as printed, with how it is set."""
        return Span(self.text, gap=self.gap, struck=self.withdrawn)

    @property
    def text(self) -> str:
        """The entry as printed, without its number: "Name (ACR, Country / Country)"."""
        if self.mark:  # rare, and lists are long
            return replace(self, mark="").text + self.mark
        if not self.countries:
            return f"{self.name} ({self.acronym})" if self.acronym else self.name
        countries = " / ".join(self.countries)
        if self.acronym:
            return f"{self.name} ({self.acronym}, {countries})"
        return f"{self.name} ({countries})"


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of signatories or of supporters under its heading, sorted by number.

    It ends with how many are withheld, if that is said at all; the remark stands below it, below
    that the notes, one for each entry that has one, and the logos in the order of the numbers.
    `kind` is what data files call the list. A group of a list is a roll of its own, at level 3.
    """

    heading: tuple[Span, ...]
    entries: tuple[Entry, ...]
    numbered: bool = True
    remark: tuple[Span, ...] = ()
    notes: tuple[tuple[Span, ...], ...] = ()
    kind: str = ""
    level: Literal[2, 3] = 2
    # Organisations that are counted without being named, and the words for them.
    withheld: int = 0
    ending: tuple[Span, ...] = ()
    logos: tuple[Picture, ...] = ()

    @property
    def remarks(self) -> tuple[tuple[Span, ...], ...]:
        """All that stands below the list, a paragraph each."""
        return tuple(each for each in (self.ending, self.remark, *self.notes) if each)

    def stretches(self) -> Iterator[Sequence[Entry]]:
        """Cut the list at every missing number and around what is set otherwise.

        A stretch is set in one go: its entries are gaps, or withdrawn, or neither.
        """
        if self._is_unbroken():
            yield self.entries
            return
        placed = groupby(
            enumerate(self.entries),
            key=lambda item: (item[1].number - item[0], item[1].gap, item[1].withdrawn),
        )
        yield from ([entry for _place, entry in stretch] for _key, stretch in placed)

    def _is_unbroken(self) -> bool:
        numbers = map(attrgetter("number"), self.entries)
        return (
            all(map(eq, numbers, count(1)))
            and not any(map(attrgetter("gap"), self.entries))
            and not any(map(attrgetter("withdrawn"), self.entries))
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """The edition a document is of, for programs; the colophon says it to people.

    `day` is ISO 8601, `text` the lower-case hex SHA-256 over all language versions, `checkpoint`
    the short code of the log; then the addresses of the page and of where files are checked.
    """

    edition: int
    day: str
    text: str
    address: str
    check: str
    checkpoint: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One language version, ready to print; `language` is BCP 47.

    The colophon says what file this is; it stands at the end, or at the foot of every page.
    """

    language: str
    blocks: tuple[Block, ...]
    rolls: tuple[Roll, ...] = ()
    colophon: tuple[Span, ...] = ()
    origin: Origin | None = None
    letterhead: Letterhead | None = None

    @property
    def title(self) -> str:
        """The title as one line of plain text, empty if there is none."""
        return self._line(BlockKind.TITLE)

    @property
    def subject(self) -> str:
        """What kind of text it is, as its kicker says; empty if there is none."""
        return self._line(BlockKind.KICKER)

    def _line(self, kind: BlockKind) -> str:
        texts = (block.text for block in self.blocks if block.kind is kind)
        return " ".join(printable(next(texts, "")).split())

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return languages.direction(self.language)

    @property
    def logos(self) -> tuple[Picture, ...]:
        """The logos of all lists, in their order."""
        return tuple(logo for roll in self.rolls for logo in roll.logos)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture in the document."""
        own = self.letterhead.logo if self.letterhead else None
        return (own, *self.logos) if own else self.logos

    @property
    def before_rolls(self) -> tuple[Block, ...]:
        return self.blocks[: len(self.blocks) - len(self.after_rolls)]

    @property
    def after_rolls(self) -> tuple[Block, ...]:
        """The copies, contacts and notes that end the text: in print they follow the lists."""
        ending = takewhile(lambda block: block.kind in _AFTER_ROLLS, reversed(self.blocks))
        return tuple(ending)[::-1]


def gap(hint: str = "") -> Span:
    """A visible hole, with a hint at what belongs there (the title, the name elsewhere)."""
    return Span(f"{GAP[:-1]} {hint}]" if hint else GAP, gap=True)


def runs(blocks: Sequence[Block]) -> Iterator[tuple[BlockKind, list[Block]]]:
    """Gather neighbours of one kind, so that items next to each other make one list."""
    return ((kind, list(group)) for kind, group in groupby(blocks, key=lambda block: block.kind))


def colophons(documents: Sequence[Document]) -> list[tuple[str, tuple[Span, ...]]]:
    """Return each colophon once, with the language it is in."""
    seen: dict[tuple[Span, ...], str] = {}
    for document in documents:
        if document.colophon:
            seen.setdefault(document.colophon, document.language)
    return [(language, spans) for spans, language in seen.items()]


def at_foot(
    documents: Sequence[Document], *, beside: bool = False
) -> list[tuple[str, tuple[Span, ...]]]:
    """Return what stands at the foot of every page, with its language.

    Several languages would fill the page from below: there each colophon ends its own text,
    unless they stand beside each other.
    """
    found = colophons(documents)
    return found if beside or len(found) == 1 else []


def letterheads(documents: Sequence[Document]) -> list[tuple[str, Letterhead]]:
    """Return what stands above documents side by side, with its language: nothing said twice."""
    found: dict[tuple[str, tuple[str, ...]], tuple[str, Letterhead]] = {}
    logos: set[str] = set()
    for document in documents:
        if (letterhead := document.letterhead) is None:
            continue
        if letterhead.logo and letterhead.logo.sha256 in logos:
            letterhead = replace(letterhead, logo=None)
        elif letterhead.logo:
            logos.add(letterhead.logo.sha256)
        found.setdefault((letterhead.name, letterhead.lines), (document.language, letterhead))
    return list(found.values())
