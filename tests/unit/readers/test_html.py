"""A web page becomes parts."""

import pytest

from appeals.readers import html
from appeals.readers.troubles import Unreadable


def read(page, encoding="utf-8"):
    return [(part.kind.value, part.text) for part in html.read(page.encode(encoding))]


def test_a_page_is_read_without_what_is_not_its_text():
    page = """<!DOCTYPE html><html lang=en><head><title>Site: page</title><style>p {}</style></head>
    <body><nav><a href="/">Home</a></nav><h1>Open the river</h1>
    <p>We <em>ask</em> the <b>city</b>.<script>alert(1)</script></p>
    <!-- not this --><blockquote><p>Nobody asked us.</p></blockquote></body></html>"""

    assert read(page) == [
        ("title", "Open the river"),
        ("paragraph", "We *ask* the **city**."),
        ("quotation", "Nobody asked us."),
    ]


def test_the_main_part_is_read_where_the_page_names_it():
    page = "<header><p>Login</p></header><main><h2>Appeal</h2><p>Text.</p></main><p>Imprint</p>"

    assert read(page) == [("title", "Appeal"), ("paragraph", "Text.")]


def test_what_stands_around_the_main_part_is_listed_as_furniture():
    page = "<body><div><h1>Site</h1><main><h2>Appeal</h2><p>Text.</p></main><p>Imprint</p></div>"
    lines = [each for each in html.read_lines(page.encode()) if each.text]

    assert [(each.text, each.kind.value) for each in lines] == [
        ("Site", "furniture"),
        ("Appeal", "title"),
        ("Text.", "text"),
        ("Imprint", "furniture"),
    ]


def test_lists_inside_lists_are_items_in_order():
    page = "<ol><li>one<ul><li>a</li><li>b</li></ul>more</li><li><p>two</p><p>lines</p></li></ol>"

    assert read(page) == [
        ("numbered_item", "one"),
        ("bulleted_item", "a"),
        ("bulleted_item", "b"),
        ("paragraph", "more"),
        ("numbered_item", "two\nlines"),
    ]


def test_two_line_breaks_part_paragraphs_and_one_does_not():
    assert read("one<br>still<br><br>two<br> <br/>three") == [
        ("paragraph", "one\nstill"),
        ("paragraph", "two"),
        ("paragraph", "three"),
    ]


def test_blanks_are_those_a_browser_shows():
    assert read("<p>  a\n  b <b> c </b>\u00a0d </p>") == [("paragraph", "a b **c** \u00a0d")]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/local", "#top", "data:text/html,x"])
def test_a_link_that_leads_nowhere_outside_is_plain_text(address):
    assert read(f'<p><a href="{address}">here</a></p>') == [("paragraph", "here")]


def test_marks_that_markdown_cannot_say_are_left_out():
    assert read("<p>un<b>(believ)</b>able</p>") == [("paragraph", "un(believ)able")]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("cp1251", '<meta charset="windows-1251">'),
        ("cp1251", ""),
        ("koi8-r", '<meta http-equiv=Content-Type content="text/html; charset=koi8-r">'),
        ("utf-16", ""),
    ],
)
def test_a_page_is_read_in_its_encoding(encoding, head):
    page = f"{head}<p>Плотина закрыта, реки больше нет.</p>"

    assert read(page, encoding) == [("paragraph", "Плотина закрыта, реки больше нет.")]


def test_a_wrong_claim_about_the_encoding_is_not_believed():
    page = "<meta charset=windows-1251><p>Плотина закрыта, реки больше нет.</p>"

    assert read(page) == [("paragraph", "Плотина закрыта, реки больше нет.")]


def test_a_page_without_text_is_refused():
    with pytest.raises(Unreadable, match="empty"):
        read("<html><body><script>app()</script></body></html>")


def test_arabic_stays_as_it_is():
    assert read("<p dir=rtl>نطالب بفتح <b>السد</b> فورا.</p>") == [
        ("paragraph", "نطالب بفتح **السد** فورا.")
    ]
