"""Whatever the bytes: parts come out, or one word of trouble."""

from hypothesis import given, settings
from hypothesis import strategies as st

from appeals.readers import docx, html, text
from appeals.readers.parts import Part
from appeals.readers.troubles import Unreadable
from tests.unit.readers.files import ordinary, part_of, rebuilt

# Without its styles, which are what takes time to read.
ORDINARY = rebuilt(ordinary(), {"word/styles.xml": None, "word/stylesWithEffects.xml": None})
DOCUMENT = part_of(ORDINARY, "word/document.xml")
TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<li>", "</li>", "<ol>", "</ul>", "<br>", "<b>", "</i>", "<pre>", "<h1>"),
        *("</h1>", "<a href='https://a.b'>", "</a>", "<blockquote>", "<td>", " a ", "*_[", "\n"),
        *("<!-- ", "&amp;", "&#11;", "\x0b", "\x0c", "\u00a0", "ы", "1. b"),
    ]
)


def outcome(reader, data):
    try:
        return reader.read(data)
    except Unreadable:
        return []


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused(data):
    assert all(isinstance(part, Part) for part in outcome(text, data))
    assert all(isinstance(part, Part) for part in outcome(html, data))


@given(st.lists(TAGS, max_size=30))
def test_a_page_in_pieces_is_read_or_refused(tags):
    parts = outcome(html, "".join(tags).encode())

    assert all(part.text.strip() and "\n\n" not in part.text for part in parts)


@settings(max_examples=60)
@given(st.integers(0, len(ORDINARY) - 1), st.integers(1, 255))
def test_a_word_file_with_a_broken_byte_is_read_or_refused(at, change):
    broken = bytearray(ORDINARY)
    broken[at] ^= change

    assert all(isinstance(part, Part) for part in outcome(docx, bytes(broken)))


@settings(max_examples=60)
@given(st.integers(0, len(DOCUMENT) - 1), st.integers(0, 400))
def test_a_word_file_with_a_hole_in_its_text_is_read_or_refused(at, size):
    holed = rebuilt(ORDINARY, {"word/document.xml": DOCUMENT[:at] + DOCUMENT[at + size :]})

    assert all(isinstance(part, Part) for part in outcome(docx, holed))
