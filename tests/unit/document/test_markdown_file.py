from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from appeals.document.markdown_file import write_markdown
from appeals.document.tree import Block, BlockKind, Entry, Note, Span
from tests.unit.document import office
from tests.unit.document.documents import (
    make_block,
    make_document,
    make_noted,
    make_roll,
    texts,
)


def written(*documents):
    file = BytesIO()
    write_markdown(documents, file)
    return file.getvalue().decode()


def rendered(*documents):
    return html.fragment_fromstring(
        MarkdownIt("commonmark").render(written(*documents)), create_parent=True
    )


def words(element):
    return " ".join(element.text_content().split())


def test_a_document_reads_as_markdown():
    said = written(make_document(colophon=(Span("Edition 1"),)))

    assert said == (
        '<div lang="en" dir="ltr">\n\n# Open the library\n\nWe ask.\n\n## Signed by\n\n'
        "<!-- -->\n\n1. A\n2. B\n\n---\n\nEdition 1\n\n</div>\n"
    )


def test_a_hole_in_the_numbers_begins_a_new_list():
    roll = make_roll(entries=tuple(Entry(n, f"Name {n}") for n in (2, 3, 7)))

    lists = rendered(make_document(rolls=(roll, roll))).findall(".//ol")

    assert [(each.get("start"), len(each)) for each in lists] == [
        ("2", 2),
        ("7", 1),
        ("2", 2),
        ("7", 1),
    ]


def test_footnotes_are_numbered_through_the_languages(tmp_path):
    documents = [
        make_document(language=tag, blocks=(make_noted(f"Note {tag}"),), rolls=())
        for tag in ("en", "ru")
    ]

    said = written(*documents)

    assert said.endswith("\n[^1]: Note en\n[^2]: Note ru\n")
    source, target = tmp_path / "file.md", tmp_path / "file.html"
    source.write_text(said, encoding="utf-8")
    office.run_pandoc(source, target)
    page = html.fromstring(target.read_text(encoding="utf-8"))
    assert [div.get("lang") for div in page.iter("div") if div.get("lang")] == ["en", "ru"]
    assert len(page.xpath("//*[contains(@class, 'footnote-ref')]")) == 2


marked = st.builds(
    Span,
    st.text(st.sampled_from("ab *_[]()<>&1.\\`\u00a0é"), min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, "https://example.org/a_(b)"]),
)


@given(st.lists(marked, min_size=1, max_size=4))
def test_marked_words_are_read_back(spans):
    block = Block(BlockKind.PARAGRAPH, tuple(spans))

    page = rendered(make_document(blocks=(block,), rolls=()))

    assert words(page) == " ".join(block.text.split())


@given(texts, texts)
@example("\t:", "0")  # four blanks before it would make it code
def test_any_text_is_read_back_as_it_stands(paragraph, name):
    document = make_document(blocks=(make_block(text=paragraph),), rolls=(make_roll(name),))

    page = rendered(document)

    assert words(page) == " ".join(f"{paragraph} Signed by {name}".split())
    assert [words(item) for item in page.iter("li")] == [" ".join(name.split())]


@pytest.mark.parametrize("kind", BlockKind)
@pytest.mark.parametrize("text", ["1. One", "# Two", "> Three", "- Four", "+ 5", "a\n- b", "~~~"])
def test_no_text_becomes_a_mark_of_a_block(kind, text):
    page = rendered(make_document(blocks=(make_block(kind, text),), rolls=()))

    assert words(page) == " ".join(text.split())


def test_emphasis_is_kept():
    spans = (Span("We "), Span("ask ", strong=True), Span("you", emphasis=True), Span("."))
    note = Span("", note=Note("1", (Span("x", strong=True),)))

    said = written(make_document(blocks=(Block(BlockKind.PARAGRAPH, (*spans, note)),), rolls=()))

    assert "We **ask** *you*.[^1]" in said
    assert "[^1]: **x**" in said
