"""Time and memory of the exports; DOCX and HTML against writing the same as bare strings.

python -m bench.export [--skip-loop] [--rounds N] [SIZE …]
"""

import argparse
import re
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from io import BytesIO

import docx

from appeals.document.docx import write_docx
from appeals.document.html import write_html
from appeals.document.json_file import write_json
from appeals.document.layout import PLAIN, Layout
from appeals.document.markdown_file import write_markdown
from appeals.document.odt import write_odt
from appeals.document.pdf import write_pdf
from appeals.document.plain_text import write_text
from appeals.document.tree import Block, BlockKind, Document, Entry, Roll, Span
from bench import measure

SIZES = (40, 1_000, 10_000)
NAMES = {
    "en": ("Centre for the Study of Rivers and Their People No", "CSR", ("Norway", "Ukraine")),
    "ru": ("Центр изучения рек и живущих у них людей №", "ЦИР", ("Норвегия", "Украина")),
}


def make_documents(size: int) -> list[Document]:
    """Two language versions of twelve paragraphs and `size` signatories each."""
    return [_document(language, size) for language in NAMES]


def bare_docx(documents: Sequence[Document]) -> Callable[[], bytes]:
    """The limit: the very text of our file, made anew from strings and put into a ZIP."""
    file = _written(write_docx, documents)
    with zipfile.ZipFile(BytesIO(file)) as parts:
        rest = {name: parts.read(name) for name in parts.namelist()}
    text = rest.pop("word/document.xml").decode()
    pieces = _pieces_around_names(text)
    names = [[entry.text for entry in d.rolls[0].entries] for d in documents]

    def work() -> bytes:
        result = BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in rest.items():
                target.writestr(name, content)
            target.writestr("word/document.xml", _assembled(pieces, names))
        return result.getvalue()

    assert _assembled(pieces, names) == text
    return work


def _pieces_around_names(text: str) -> list[tuple[str, str, str]]:
    """For each list: the text before it, and what stands before and after every name of it."""
    entry = re.compile(
        r'(<w:p><w:pPr><w:pStyle w:val="ListNumber"/>.*?<w:t [^>]*>).*?(</w:t>.*?</w:p>)'
    )
    found = {match[1]: match for match in entry.finditer(text)}
    pieces, at = [], 0
    for opening, last in found.items():
        first = text.index(opening)
        pieces.append((text[at:first], opening, last[2]))
        at = last.end()
    return [*pieces, (text[at:], "", "")]


def _assembled(pieces: Sequence[tuple[str, str, str]], names: Sequence[Sequence[str]]) -> str:
    parts = []
    for (before, opening, closing), of_list in zip(pieces, [*names, []], strict=True):
        parts.append(before)
        parts.extend(f"{opening}{escape(name, quote=False)}{closing}" for name in of_list)
    return "".join(parts)


def loop_docx(documents: Sequence[Document]) -> bytes:
    """What python-docx suggests: a paragraph at a time, all lists sharing one numbering."""
    file = docx.Document()
    for document in documents:
        for block in document.blocks:
            file.add_paragraph(block.text)
        for entry in document.rolls[0].entries:
            file.add_paragraph(entry.text, style="List Number")
    result = BytesIO()
    file.save(result)
    return result.getvalue()


def bare_html(documents: Sequence[Document]) -> Callable[[], bytes]:
    """The floor: the names escaped and joined, between the rest of our file as it stands."""
    texts = [[entry.text for entry in document.rolls[0].entries] for document in documents]
    parts = re.split(
        "(?<=<ol>\n).*?(?=</ol>)", _written(write_html, documents).decode(), flags=re.S
    )

    def work() -> bytes:
        result = BytesIO()
        for part, names in zip(parts, [*texts, []], strict=True):
            result.write(part.encode())
            items = [f"<li><bdi>{escape(name, quote=False)}</bdi></li>\n" for name in names]
            result.write("".join(items).encode())
        return result.getvalue()

    assert work() == _written(write_html, documents)
    return work


def _document(language: str, size: int) -> Document:
    name, acronym, countries = NAMES[language]
    paragraph = Block(BlockKind.PARAGRAPH, (Span(f"{name} " * 12),))
    blocks = (Block(BlockKind.TITLE, (Span(name),)), *[paragraph] * 12)
    entries = tuple(
        Entry(n, f"{name} {n}", acronym if n % 3 else "", countries[: n % 3])
        for n in range(1, size + 1)
    )
    return Document(language, blocks, (Roll((Span(name),), entries),))


def _written(
    write: Callable[[Sequence[Document], BytesIO], None], documents: Sequence[Document]
) -> bytes:
    file = BytesIO()
    write(documents, file)
    return file.getvalue()


def _compare(size: int, rounds: int) -> dict[str, float]:
    documents = make_documents(size)
    variants: dict[str, Callable[[], object]] = {
        "docx": partial(_written, write_docx, documents),
        "bare docx": bare_docx(documents),
        "html": partial(_written, write_html, documents),
        "bare html": bare_html(documents),
    }
    return measure.medians(variants, rounds=rounds)


def _print_speed(sizes: Sequence[int], rounds: int) -> dict[int, dict[str, float]]:
    titles = ("names × 2", "docx ms", "strings ms", "ratio ≤ 1.5", "growth")
    print(
        "".join(
            f"{title:>12}" for title in (*titles, "html ms", "join ms", "ratio ≤ 1.5", "growth")
        )
    )
    taken: dict[int, dict[str, float]] = {}
    for size in sizes:
        before = taken.get(max(taken, default=0))
        taken[size] = times = _compare(size, rounds)
        line = f"{size:>12,}"
        for kind in ("docx", "html"):
            bare = times[f"bare {kind}"]
            line += f"{1000 * times[kind]:>12.1f}{1000 * bare:>12.1f}{times[kind] / bare:>12.2f}"
            line += f"{times[kind] / before[kind]:>11.1f}×" if before else " " * 12
        print(line)
    return taken


def _print_loop(sizes: Sequence[int], taken: dict[int, dict[str, float]]) -> None:
    for size in sizes:
        seconds = measure.seconds(partial(loop_docx, make_documents(size)))
        ratio = seconds / taken[size]["docx"]
        print(f"add_paragraph, {size:,} × 2: {seconds:.2f} s, {ratio:.0f}× ours (100 wanted)")


def _print_others(size: int) -> None:
    """Seconds of the formats that have no bare counterpart, at most at 10,000 names."""
    documents = make_documents(size)
    variants = {
        "PDF, one language": (write_pdf, documents[:1], PLAIN),
        "PDF, two languages": (write_pdf, documents, PLAIN),
        "PDF, side by side": (write_pdf, documents, Layout(side_by_side=True)),
        "DOCX, side by side": (write_docx, documents, Layout(side_by_side=True)),
        "ODT": (write_odt, documents, PLAIN),
        "JSON": (_without_layout(write_json), documents, PLAIN),
        "Markdown": (_without_layout(write_markdown), documents, PLAIN),
        "plain text": (_without_layout(write_text), documents, PLAIN),
    }
    for name, (write, chosen, layout) in variants.items():
        took = measure.seconds(partial(write, chosen, BytesIO(), layout))
        print(f"{name}, {size:,} names: {took:.2f} s{' (10 allowed)' if 'PDF' in name else ''}")


def _without_layout(write: Callable[..., None]) -> Callable[..., None]:
    return lambda documents, target, _layout: write(documents, target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "--skip-loop", action="store_true", help="leave out add_paragraph (half a minute)"
    )
    parser.add_argument("--once", choices=["docx", "html"], help="only write this, say nothing")
    options = parser.parse_args()
    if options.once:
        write = {"docx": write_docx, "html": write_html}[options.once]
        _written(write, make_documents(options.sizes[0]))
        return

    taken = _print_speed(options.sizes, options.rounds)
    largest = max(options.sizes)
    for kind in ("docx", "html"):
        peak = measure.peak_megabytes("bench.export", "--once", kind, str(largest))
        print(f"{kind}, {largest:,} × 2: at most {peak:.0f} MB held (150 allowed; 250 for 100,000)")
    _print_others(min(largest, 10_000))
    if not options.skip_loop:
        _print_loop(options.sizes, taken)


if __name__ == "__main__":
    main()
