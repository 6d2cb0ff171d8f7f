"""Spans are written so that they are read back."""

from hypothesis import given
from hypothesis import strategies as st

from appeals.document.inline import parse
from appeals.document.tree import Span
from appeals.readers import marks

SPANS = st.builds(
    Span,
    text=st.text("ab *_[]\\(.é", min_size=1, max_size=8),
    emphasis=st.booleans(),
    strong=st.booleans(),
    link=st.sampled_from([None, "https://example.org/a_(b)", "mailto:a@example.org", "/here"]),
)


@given(st.lists(SPANS, max_size=6))
def test_no_word_is_lost_or_added_whatever_the_marks(spans):
    read = parse(marks.written(spans))

    assert "".join(span.text for span in read) == "".join(span.text for span in spans)


def test_blanks_stand_outside_the_marks():
    spans = [Span("a"), Span(" b ", strong=True), Span("c")]

    assert marks.written(spans) == "a **b** c"


def test_a_link_keeps_what_is_emphasised_in_it():
    link = "https://example.org"
    spans = [Span("see ", link=link), Span("this", emphasis=True, link=link)]

    assert parse(marks.written(spans)) == (
        Span("see", link=link),
        Span(" "),
        Span("this", emphasis=True, link=link),
    )
