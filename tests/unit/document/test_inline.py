import pytest
from hypothesis import given

from appeals.document.inline import parse, printed_address
from appeals.document.tree import Note, Span
from tests.unit.document.documents import texts


def test_emphasis_strong_and_links_are_read():
    spans = parse("We *ask* the **whole *city*** at [our site](https://example.org/a).")

    assert spans == (
        Span("We "),
        Span("ask", emphasis=True),
        Span(" the "),
        Span("whole ", strong=True),
        Span("city", emphasis=True, strong=True),
        Span(" at "),
        Span("our site", link="https://example.org/a"),
        Span("."),
    )


@pytest.mark.parametrize(
    "text",
    [
        "1. first",
        "# five",
        "- a dash",
        "    four spaces",
        "* a star",
        "> said",
        "---",
        "snake_case_name and 2 * 3",
        "<b>bold</b> &amp; `code`",
        "one\ntwo  \nthree",
        "[a](javascript:alert(1))",
        "[a](JavaScript&colon;alert(1))",
        "[a](data:text/html,x)",
        "[a](//example.org)",
        "[a](/relative)",
        "[a](https://)",
        "[unclosed](https://example.org",
        "https://example.org",
    ],
)
def test_whatever_is_not_markup_stays_as_it_was_typed(text):
    assert parse(text) == (Span(text),)


def test_a_backslash_makes_a_star_a_star():
    assert parse(r"\*not set\* apart") == (Span("*not set* apart"),)


def test_an_image_is_only_a_link():
    assert parse("![logo](https://example.org/x.png)") == (
        Span("!"),
        Span("logo", link="https://example.org/x.png"),
    )


def test_an_empty_segment_has_no_spans():
    assert parse("") == ()


def marked(label, *spans):
    return Span("", note=Note(label, spans))


@pytest.mark.parametrize("before", ["\n", "\n\n", "  \n \n"])
def test_a_footnote_is_read_from_the_last_lines(before):
    spans = parse(f"The river[^1] is *closed*.{before}[^1]: Since **May**.")

    note = marked("1", Span("Since "), Span("May", strong=True), Span("."))
    assert spans == (
        Span("The river"),
        note,
        Span(" is "),
        Span("closed", emphasis=True),
        Span("."),
    )


def test_footnotes_stand_below_each_other_in_any_order():
    spans = parse("One[^1], two[^b].\n[^b]: Of the\nsecond.\n\n[^1]: Of the first.")

    assert spans == (
        Span("One"),
        marked("1", Span("Of the first.")),
        Span(", two"),
        marked("b", Span("Of the\nsecond.")),
        Span("."),
    )


def test_a_mark_may_stand_inside_other_markup():
    spans = parse("*our[^1] river* and [the[^2] site](https://example.org)\n[^1]: A.\n[^2]: B.")

    link = "https://example.org"
    assert spans == (
        Span("our", emphasis=True),
        Span("", emphasis=True, note=Note("1", (Span("A."),))),
        Span(" river", emphasis=True),
        Span(" and "),
        Span("the", link=link),
        marked("2", Span("B.")),
        Span(" site", link=link),
    )


@pytest.mark.parametrize(
    "text",
    [
        "a mark[^1] without a text",
        "a text without a mark\n[^1]: here",
        "[^1]: a text alone",
        "another[^1] mark\n[^2]: here",
        "nothing[^1]\n[^1]:",
        "not[^1] at the beginning [^1]: of a line",
        "too[^abcdefghijklmnopqrstu] long\n[^abcdefghijklmnopqrstu]: a label",
    ],
)
def test_half_a_footnote_stays_visible(text):
    assert parse(text) == (Span(text),)


def test_a_footnote_is_printed_once():
    spans = parse("One[^1] and again[^1].\n[^1]: First.\n[^1]: Second.\n[^2]: Third.")

    rest = Span(" and again[^1].\n[^1]: Second.\n[^2]: Third.")
    assert spans == (Span("One"), marked("1", Span("First.")), rest)


def test_a_backslash_makes_a_mark_plain_text():
    assert parse("One\\[^1].\n[^1]: First.") == (Span("One[^1].\n[^1]: First."),)


@given(texts)
def test_text_without_markup_characters_comes_back_whole(text):
    plain = text.translate({ord(character): None for character in "*_[\\"})

    assert "".join(span.text for span in parse(plain)) == plain


@pytest.mark.parametrize(
    ("link", "printed"),
    [
        ("mailto:press@example.org", "press@example.org"),
        ("https://example.org/%D1%80%D0%B5%D0%BA%D0%B0", "https://example.org/река"),
    ],
)
def test_an_address_is_printed_as_people_write_it(link, printed):
    assert printed_address(link) == printed
