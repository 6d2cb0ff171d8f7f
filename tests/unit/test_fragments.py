"""Kept pages: rendered once, and nobody is shown what belongs to somebody else."""

from markupsafe import Markup

from appeals.fragments import filled


def page(own):
    rendered.append(1)
    return f'<p title="{own["name"]}">{own["name"]}</p><a href="/x/{own["place"]}">here</a>'


rendered = []


def test_a_page_is_rendered_once_and_filled_in_for_each_reader():
    rendered.clear()

    first = filled("key", {"name": "River Watch", "place": "a1"}, page)
    second = filled("key", {"name": "Lake House", "place": "b2"}, page)

    assert first == '<p title="River Watch">River Watch</p><a href="/x/a1">here</a>'
    assert second == '<p title="Lake House">Lake House</p><a href="/x/b2">here</a>'
    assert len(rendered) == 1


def test_another_key_is_another_page():
    rendered.clear()

    filled("one", {"name": "a", "place": "a"}, page)
    filled("other", {"name": "a", "place": "a"}, page)

    assert len(rendered) == 2


def test_what_is_filled_in_is_escaped_unless_it_is_markup():
    html = filled("escaped", {"name": '<b> & "x"', "place": Markup("<i>")}, page)

    assert html.startswith('<p title="&lt;b&gt; &amp; &#34;x&#34;">')
    assert '"/x/<i>"' in html
