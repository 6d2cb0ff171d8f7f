from io import BytesIO

from hypothesis import given

from appeals.document.plain_text import text_of, write_text
from appeals.document.tree import Block, BlockKind, Entry, Span
from tests.unit.document.documents import (
    make_block,
    make_document,
    make_noted,
    make_roll,
    texts,
)


def words(text):
    return text.split()


def test_a_document_is_laid_out_as_a_person_would_type_it():
    blocks = (
        make_block(BlockKind.TITLE, "Open the library"),
        make_block(BlockKind.ADDRESSEE, "To the mayor"),
        make_block(BlockKind.ADDRESSEE, "To the council"),
        make_block(BlockKind.NUMBERED_ITEM, "Open it."),
        make_block(BlockKind.NUMBERED_ITEM, "Keep it open."),
        make_block(BlockKind.QUOTATION, "Books are bread."),
        make_block(BlockKind.CONTACT, "press@example.org"),
    )

    said = text_of([make_document(blocks=blocks, colophon=(Span("Edition 1"),))])

    assert said == (
        "Open the library\n================\n\n"
        "To the mayor\nTo the council\n\n"
        "1. Open it.\n2. Keep it open.\n\n"
        "    Books are bread.\n\n"
        "Signed by\n---------\n\n1. A\n2. B\n\n"
        "press@example.org\n\n"
        "-- \nEdition 1\n"
    )


def test_long_paragraphs_and_names_are_wrapped_under_themselves():
    roll = make_roll(entries=(Entry(9, "A"), Entry(10, "Word " * 30 + "end")))

    lines = text_of([make_document(blocks=(make_block(text="word " * 60),), rolls=(roll,))]).split(
        "\n"
    )

    assert max(map(len, lines)) <= 72
    assert " 9. A" in lines
    first = next(n for n, line in enumerate(lines) if line.startswith("10. Word"))
    assert lines[first + 1].startswith("    Word")


def test_footnotes_and_addresses_are_told_at_the_end_and_behind_the_words():
    linked = Block(BlockKind.PARAGRAPH, (Span("The law", link="https://example.org/law"),))

    said = text_of([make_document(blocks=(make_noted("First"), linked), rolls=())])

    assert said == "We ask[1].\n\nThe law (https://example.org/law)\n\n[1] First\n"


def test_numbers_keep_their_holes_and_languages_are_parted():
    roll = make_roll(entries=(Entry(2, "A"), Entry(5, "B", "BB", ("Norway",), mark="*")))
    documents = [make_document(language=tag, blocks=(), rolls=(roll,)) for tag in ("en", "ru")]

    said = text_of(documents)

    assert said.count("2. A\n5. B (BB, Norway)*\n") == 2
    assert f"\n\n{'=' * 72}\n\n\n" in said


@given(texts, texts)
def test_whatever_is_written_is_read(paragraph, name):
    document = make_document(blocks=(make_block(text=paragraph),), rolls=(make_roll(name),))
    file = BytesIO()

    write_text([document], file)

    read = file.getvalue().decode()
    assert words(read) == words(f"{paragraph} Signed by --------- 1. {name}")
