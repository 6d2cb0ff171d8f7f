import pytest
from hypothesis import given

from appeals.document.inline import parse, printed_address
from appeals.document.tree import Span
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
