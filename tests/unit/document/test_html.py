from io import BytesIO

import lxml.html
import pytest
from hypothesis import given
from markupsafe import Markup

from appeals.document.html import body_html, document_html, html_fragment, write_html
from appeals.document.tree import Block, BlockKind, Entry, Span, gap
from tests.unit.document.documents import (
    make_block,
    make_document,
    make_noted,
    make_roll,
    texts,
)


def written(*documents):
    file = BytesIO()
    write_html(documents, file)
    return file.getvalue().decode()


def parsed(*documents):
    return lxml.html.document_fromstring(written(*documents))


def test_each_language_is_marked_with_its_tag_and_direction():
    page = parsed(make_document(language="ru"), make_document(language="ar"))

    assert (page.get("lang"), page.get("dir")) == ("ru", "ltr")
    articles = [(a.get("lang"), a.get("dir")) for a in page.iter("article")]
    assert articles == [("ru", "ltr"), ("ar", "rtl")]
    assert [link.text for link in page.find(".//nav").iter("a")] == ["русский", "العربية"]


def test_one_language_needs_no_choice_of_languages():
    assert parsed(make_document()).find(".//nav") is None


def test_p35_and_p56_the_file_holds_nothing_active_and_asks_for_nothing():
    page = parsed(make_document())

    assert {element.tag for element in page.iter()}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "form", "base"}
    )
    assert "url(" not in page.find(".//style").text
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none';")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x>', "A & B", "=1+1"])
def test_a_hostile_name_is_only_text(name):
    page = parsed(make_document(rolls=(make_roll(name),)))

    item = page.find(".//ol/li/bdi")
    assert item.text == name
    assert len(item) == 0


def test_a_number_is_stated_only_where_the_count_is_broken():
    entries = tuple(Entry(number, f"Name {number}") for number in (1, 2, 5, 6, 9))

    page = parsed(make_document(rolls=(make_roll(entries=entries),)))

    assert [item.get("value") for item in page.iter("li")] == [None, None, "5", None, "9"]


def test_a_gap_does_not_disturb_the_numbers():
    entries = (Entry(1, "A"), Entry(2, gap().text, gap=True), Entry(3, "C"))

    page = parsed(make_document(rolls=(make_roll(entries=entries),)))

    assert [item.get("value") for item in page.iter("li")] == [None, None, None]
    assert [mark.text for mark in page.iter("mark")] == ["[…]"]


def test_a_list_without_numbers_is_one_without_order():
    page = parsed(make_document(rolls=(make_roll(numbered=False),)))

    assert [item.text_content() for item in page.find(".//ul")] == ["A", "B"]


def test_long_lists_are_written_whole():
    names = [f"Name {number}" for number in range(2500)]

    page = parsed(make_document(rolls=(make_roll(*names),)))

    assert [item.text for item in page.iter("bdi")] == names


def test_items_next_to_each_other_make_one_list():
    kinds = ["numbered_item", "numbered_item", "bulleted_item", "paragraph", "numbered_item"]

    html = body_html([make_block(BlockKind(kind), kind[0]) for kind in kinds], "en")

    assert html.replace("\n", "") == (
        "<ol><li>n</li><li>n</li></ol><ul><li>b</li></ul><p>p</p><ol><li>n</li></ol>"
    )


@pytest.mark.parametrize("kind", BlockKind)
def test_every_kind_of_block_is_shown(kind):
    element = lxml.html.fragment_fromstring(body_html([make_block(kind, "Text")], "en"))

    assert element.text_content().strip() == "Text"


def test_text_for_our_pages_is_safe_for_templates():
    assert isinstance(body_html([make_block()], "en"), Markup)
    assert "<ol>" in document_html(make_document())


def test_spans_become_elements():
    spans = (Span("a\nb", emphasis=True, strong=True), Span("c", link='https://e.org/"<'), gap())

    html = body_html([Block(BlockKind.PARAGRAPH, spans)], "en")

    assert html == (
        "<p><strong><em>a<br>b</em></strong>"
        '<a href="https://e.org/&quot;&lt;">c</a><mark>[…]</mark></p>\n'
    )


def test_a_fragment_is_bare_and_begins_below_the_title_of_the_page():
    kinds = (BlockKind.TITLE, BlockKind.DATE_LINE, BlockKind.HEADING)
    document = make_document(blocks=tuple(make_block(kind, kind) for kind in kinds))

    section = lxml.html.fragment_fromstring(html_fragment(document))

    assert (section.tag, section.get("lang"), section.get("dir")) == ("section", "en", "ltr")
    assert [child.tag for child in section] == ["h2", "p", "h3", "h3", "ol"]
    assert not section.xpath(".//@class | .//@style | .//@id")


@given(texts)
def test_a_name_reads_back_as_it_was_given(name):
    page = parsed(make_document(rolls=(make_roll(name, "B"),)))

    for line_break in page.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    assert next(page.iter("bdi")).text_content() == name


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\ud800", "\uffff"])
def test_characters_no_file_can_hold_are_left_out(control):
    html = written(make_document(rolls=(make_roll(f"Riv{control}er", f"A\x0b{control}B"),)))

    assert "<li><bdi>River</bdi></li>\n<li><bdi>A<br>B</bdi></li>" in html


def test_footnotes_stand_at_the_end_and_lead_back():
    blocks = (make_noted("First.", "Second."), make_block(), make_noted("Third."))

    article = parsed(make_document(blocks=blocks)).find(".//article")

    marks = article.xpath(".//sup/a[@role='doc-noteref']")
    notes = article.xpath("./section[@role='doc-endnotes']/ol/li")
    assert article[-1] is notes[0].getparent().getparent()
    assert [mark.text for mark in marks] == ["1", "2", "3"]
    assert [note.text for note in notes] == ["First. ", "Second. ", "Third. "]
    assert [mark.get("href") for mark in marks] == [f"#{note.get('id')}" for note in notes]
    back = [note.find("a[@role='doc-backlink']").get("href") for note in notes]
    assert back == [f"#{mark.get('id')}" for mark in marks]


def test_footnotes_are_counted_for_each_language_and_keep_apart():
    documents = [make_document(language=tag, blocks=(make_noted("A."),)) for tag in ("en", "ar")]

    page = parsed(*documents)

    assert [mark.text for mark in page.xpath("//sup/a")] == ["1", "1"]
    assert page.xpath("//@id") == ["en", "fnref-en-1", "fn-en-1", "ar", "fnref-ar-1", "fn-ar-1"]


def test_a_text_without_footnotes_has_no_place_for_them():
    assert "doc-endnotes" not in document_html(make_document())


def test_a_gap_in_another_language_says_so():
    spans = (Span("عدد الموقعين", gap=True, language="ar"),)

    html = body_html([Block(BlockKind.PARAGRAPH, spans)], "en")

    assert html == '<p><mark lang="ar" dir="rtl">عدد الموقعين</mark></p>\n'


def test_what_was_withdrawn_is_struck_through_under_its_number():
    entries = (Entry(1, "A"), Entry(2, "B", withdrawn=True), Entry(3, "C"))

    page = parsed(make_document(rolls=(make_roll(entries=entries),)))

    [items] = [each for each in page.iter("ol")]
    assert [item.text_content() for item in items] == ["A", "B", "C"]
    assert [item.find(".//s") is not None for item in items] == [False, True, False]
