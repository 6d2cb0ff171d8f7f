"""Placeholders are found and filled, and nothing in a text is ever executed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from appeals.correspondence import filling
from appeals.correspondence.filling import Value

VALUES = {
    "name": Value("River & Co <b>"),
    "other": Value("{name} {{ 7 * 7 }}"),
    "nothing": Value(""),
    "list": Value("one\ntwo", Markup("<ul><li>one</li></ul>"), block=True),
}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dear {name}, { other }", ["name", "other"]),
        ("{name} and {name}", ["name"]),
        ("{{ name }}", ["name"]),
        ("{} { } {\nname}", []),
        ("{name.__class__} {name!r} {0}", ["name.__class__", "name!r", "0"]),
        ("{имя}", ["имя"]),
    ],
)
def test_names_in_braces_are_found(text, names):
    assert filling.used(text) == names


def test_a_name_that_does_not_exist_is_told():
    assert filling.unknown("{name} {nmae} {link.real}", ["name"]) == ["nmae", "link.real"]


def test_what_a_value_brings_is_not_looked_through_again():
    assert filling.plain("{other}", VALUES) == "{name} {{ 7 * 7 }}\n"


def test_a_paragraph_about_something_unknown_is_left_out_of_both_parts():
    text = "First.\n\nUntil {nothing}.\n\nLast."

    assert filling.plain(text, VALUES) == "First.\n\nLast.\n"
    assert filling.html(text, VALUES) == "<p>First.</p>\n<p>Last.</p>"


def test_markup_of_coordinators_and_organisations_is_text():
    html = filling.html("<script>x</script> {name}\nsecond line", VALUES)

    assert html == (
        "<p>&lt;script&gt;x&lt;/script&gt; River &amp; Co &lt;b&gt;<br>\nsecond line</p>"
    )


def test_a_list_stands_between_paragraphs():
    html = filling.html("Before {list} after", VALUES)

    assert html == "<p>Before </p>\n<ul><li>one</li></ul>\n<p> after</p>"


def test_a_subject_stays_one_line():
    assert filling.line("To {name}\r\nBcc: {list}", VALUES) == "To River & Co <b> Bcc: one two"


@given(st.text())
def test_any_text_without_known_names_comes_out_as_it_was(text):
    if filling.used(text):
        return

    assert filling.plain(text, {}) == "\n\n".join(filling.paragraphs(text)) + "\n"
