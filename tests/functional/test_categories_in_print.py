"""Lists grouped by the coalition's own words, in the words of each language."""

from io import BytesIO

import docx
import pytest
from lxml import html

from appeals.document.layout import Layout
from appeals.publishing.formats import Format
from appeals.publishing.freezing import ALL, render_again
from tests.functional.publishing import invitation_of, make_publishable, publish


@pytest.fixture
def appeal(session, coalition_id):
    made = make_publishable(session, signed=3)
    for name, words in (("Alpha", ["network", "media"]), ("Gamma", ["media"])):
        invitation_of(session, made, name).organisation.categories = words
    session.commit()
    return made


@pytest.fixture
def client(signed_in):
    return signed_in


def name_categories(client, **names):
    """Fill in names by category and language, as `media_ru`."""
    page = html.fromstring(client.get("/organisations/categories").text)
    labels = {each.text_content().strip(): each.get("for") for each in page.xpath("//label")}
    spoken = {"en": "English", "ru": "Russian"}
    data = {
        labels[f"{word}, {spoken[tag]}"]: name
        for place, name in names.items()
        for word, _sign, tag in [place.partition("_")]
    }
    return client.post("/organisations/categories", data=data)


def parts(content):
    file = docx.Document(BytesIO(content))
    return [p.text for p in file.paragraphs if p.style.name in ("Heading 2", "List Number")]


def exported(client, appeal, language, *layout):
    return client.get(
        f"/appeals/{appeal.slug}/export/file",
        query_string={"language": language, "format": "docx", "layout": list(layout)},
    )


def test_groups_have_the_name_of_their_language_or_else_the_word_itself(client, appeal):
    assert name_categories(client, media_ru="СМИ", network_en="Networks").status_code == 303

    english = parts(exported(client, appeal, "en", "by-category").data)
    russian = parts(exported(client, appeal, "ru", "by-category").data)

    assert english[0].startswith("Beta (")
    assert [each for each in english if "(" not in each] == ["media", "Networks"]
    assert [each for each in russian if "(" not in each] == ["СМИ", "network"]


def test_an_empty_name_returns_to_the_word_itself(client, appeal):
    name_categories(client, media_ru="СМИ")
    name_categories(client, media_ru="")

    assert "media" in parts(exported(client, appeal, "ru", "by-category").data)


def test_two_ways_to_group_are_one_too_many(client, appeal):
    response = exported(client, appeal, "en", "by-category", "by-country")

    assert response.status_code == 422
    assert "by country or by category" in response.text


def test_an_edition_keeps_its_groups(client, session, appeal):
    name_categories(client, media_ru="СМИ")
    edition = publish(session, appeal)
    name_categories(client, media_ru="Другое")
    invitation_of(session, appeal, "Gamma").organisation.categories = []
    session.commit()

    layout = Layout.of(["by-category"])
    again = render_again(edition, appeal, ALL, Format.DOCX, layout)

    assert "СМИ" in parts(again)
    assert "Другое" not in parts(again)
    assert b"network" not in render_again(edition, appeal, ALL, Format.JSON)
