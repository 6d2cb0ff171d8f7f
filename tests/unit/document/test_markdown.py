import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.document.inline import parse
from appeals.document.markdown import plain, tidied, written
from appeals.document.tree import Note, Span
from tests.unit.document.documents import texts

PIECES = st.sampled_from(
    [
        "the",
        "*",
        "_",
        "**",
        "[",
        "](https://e.org)",
        "\\",
        " ",
        "\n",
        "[^1]",
        "\n[^1]: ",
        "a",
        "(",
        ")",
    ]
)
NOTES = st.none() | st.builds(Note, st.just("x"), st.tuples(st.builds(Span, st.text("a *\n"))))
SPANS = st.lists(
    st.builds(
        Span,
        texts | st.lists(PIECES, max_size=4).map("".join),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, None, "https://example.org/a_(b)", "mailto:a@example.org"]),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, 2 * 3 and snake_case.",
        "We *ask* the **whole *city*** at [our site](https://example.org/a).",
        "A star \\*here\\*.",
        "One\ntwo",
        "The river[^1] is closed.\n\n[^1]: Since *May*.",
        "One[^1], two[^2].\n\n[^1]: A.\n[^2]: B\nC.",
        "[words](<https://example.org/a_(b)>)",
        "**strong***emphasis*",
        "*all of [this](https://example.org/a) and **that***",
        "[*a*](https://example.org/a)[b](https://example.org/b)",
    ],
)
def test_what_was_written_this_way_is_written_the_same_way(text):
    assert written(parse(text)) == text


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        ([Span(" ask ", emphasis=True), Span("now ")], " *ask* now "),
        ([Span("a", strong=True), Span("b", strong=True)], "**ab**"),
        ([Span("site", link="javascript:alert(1)")], "site"),
        ([Span("so"), Span("me", emphasis=True), Span("how")], "so*me*how"),
        ([Span("«", strong=True), Span("word")], "«word"),
        ([Span("*"), Span("x", emphasis=True)], "**x*"),
        ([Span("a[^1]\n[^1]: b")], "a\\[^1\\]\n\\[^1\\]: b"),
        ([Span("a"), Span("", note=Note("x", (Span(" b "),)))], "a[^1]\n\n[^1]: b"),
        ([Span("a"), Span("", note=Note("x", (Span(" "),)))], "a"),
        ([Span("a\x00\r\nb")], "a\nb"),
        ([], ""),
    ],
)
def test_what_markdown_cannot_say_is_left_out(spans, text):
    assert written(spans) == text


@given(SPANS)
def test_spans_read_back_as_they_were_written(spans):
    read = parse(written(spans))

    unmarked = [Span(span.text, link=span.link) for span in spans]
    assert read in {tidied(spans), tidied(unmarked)}


@given(SPANS)
def test_writing_twice_changes_nothing(spans):
    once = written(spans)

    assert written(parse(once)) == once


@given(SPANS)
def test_no_word_is_lost_or_added_whatever_the_marks(spans):
    read = parse(written(spans))

    assert "".join(span.text for span in read) == "".join(span.text for span in spans)


@given(st.lists(st.builds(Span, st.text("ab "), st.booleans(), note=NOTES), max_size=6))
def test_footnotes_read_back_in_their_order(spans):
    kept = [span.note for span in tidied(spans) if span.note]
    read = [span.note for span in parse(written(spans)) if span.note]

    assert read == kept
    assert [note.label for note in read] == [str(n) for n in range(1, len(read) + 1)]


@given(st.text("*_[]()\\ ab\n<>:/^1", max_size=30))
def test_plain_text_is_no_markup(text):
    assert parse(plain(text)) == ((Span(text),) if text else ())
