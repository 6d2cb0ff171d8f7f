"""What everybody may read, and that nothing is there before its time."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from appeals import db, mail
from appeals.publishing import editions
from appeals.publishing.models import EditionFile
from tests import factories
from tests.functional.publishing import NOW, make_publishable, publish, set_terms, sign, withdraw

UNKNOWN = "/statements/appeal-nowhere"


@pytest.fixture
def appeal(session, coalition_id):
    return make_publishable(session, signed=2)


@pytest.fixture
def page(appeal):
    return f"/statements/{appeal.slug}"


def bare(response, page):
    """The bytes of an answer without its address and the tokens of its forms."""
    text = response.text.replace(page, UNKNOWN)
    return response.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", text)


def headers(response):
    kept = {"Set-Cookie", "Content-Length"}
    return {key: value for key, value in response.headers if key not in kept}


@pytest.mark.parametrize("path", ["/", "/en", "/ru", "/en.docx", "/all.html", "/fr"])
def test_p30_what_is_not_public_is_answered_as_what_is_unknown(client, session, appeal, page, path):
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + timedelta(hours=1))
    publish(session, appeal)

    answered, unknown = client.get(page + path), client.get(UNKNOWN + path)

    assert answered.status_code == 404
    assert bare(answered, page) == bare(unknown, page)
    assert headers(answered) == headers(unknown)


def test_p30_the_list_is_the_same_to_the_byte_with_an_unpublished_appeal_in_the_database(
    client, session, coalition_id
):
    before = client.get("/statements/")
    appeal = make_publishable(session, signed=3)
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + timedelta(hours=1))
    publish(session, appeal)

    assert client.get("/statements/").data == before.data
    assert "Nothing has been published yet" in before.text


@pytest.mark.parametrize(
    ("asked", "language"),
    [("ru-RU,ru;q=0.9", "ru"), ("fr,ru;q=0.5", "ru"), ("de", "en"), ("", "en")],
)
def test_the_reader_is_led_to_their_language(client, session, appeal, page, asked, language):
    publish(session, appeal)

    answered = client.get(f"{page}/", headers={"Accept-Language": asked})

    assert (answered.status_code, answered.headers["Location"]) == (303, f"{page}/{language}")
    assert "Accept-Language" in answered.headers["Vary"]
    assert 'hreflang="x-default"' in answered.headers["Link"]


def test_a_page_is_for_everybody_and_can_be_kept(signed_in, session, appeal, page):
    publish(session, appeal)

    first = signed_in.get(f"{page}/ru")
    again = signed_in.get(f"{page}/ru", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Set-Cookie" not in first.headers
    assert "Cookie" not in first.headers.get("Vary", "")
    assert (again.status_code, again.data) == (304, b"")
    assert "csrf_token" not in first.text
    assert "Ada Example" not in first.text


def test_a_page_speaks_the_language_of_its_text(client, session, appeal, page):
    publish(session, appeal)

    text = client.get(f"{page}/ru", headers={"Accept-Language": "en"}).text

    assert '<html lang="ru"' in text
    assert "Откройте реку" in text
    assert "Альфа (Грузия)" in text
    assert "Об этом выпуске" in text


def test_a_page_says_of_itself_what_programs_ask(client, session, appeal, page):
    edition = publish(session, appeal)

    text = client.get(f"{page}/en").text

    base = f"http://127.0.0.1:8000{page}"
    assert f'<link rel="alternate" hreflang="ru" href="{base}/ru">' in text
    assert f'<meta property="og:url" content="{base}/en">' in text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    found = json.loads(data)
    assert found["headline"] == "Keep the river open"
    assert found["identifier"] == f"sha256:{edition.content_hash}"
    assert found["workTranslation"] == [
        {"@type": "Article", "inLanguage": "ru", "url": f"{base}/ru"}
    ]


def test_a_title_cannot_break_out_of_what_programs_read(client, session, coalition_id):
    appeal = make_publishable(session, signed=1, title="</script><b>&\"'")
    publish(session, appeal)

    text = client.get(f"/statements/{appeal.slug}/en").text

    assert "</script><b>" not in text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert json.loads(data)["headline"] == "</script><b>&\"'"


def test_every_file_is_given_as_it_was_kept(client, session, appeal, page):
    publish(session, appeal)

    for kept in session.scalars(select(EditionFile)).all():
        answered = client.get(f"{page}/{kept.language}.{kept.format}")

        assert answered.status_code == 200
        assert hashlib.sha256(answered.data).hexdigest() == kept.sha256
        assert answered.headers["ETag"] == f'"{kept.sha256}"'
        assert answered.headers["Content-Disposition"].startswith("attachment")
        if kept.language != "all":
            assert kept.sha256[:8] in client.get(f"{page}/{kept.language}").text
    assert client.get(f"{page}/en.pdf.exe").status_code == 404
    assert client.get(f"{page}/all").status_code == 404


def test_the_page_is_drawn_from_the_edition_alone(client, session, appeal, page):
    publish(session, appeal)
    before = client.get(f"{page}/en").data
    sign(session, appeal, "Gamma")
    withdraw(session, appeal, "Beta")

    assert client.get(f"{page}/en").data == before


def test_a_later_edition_takes_the_place_of_the_first_and_tells_of_it(
    client, session, appeal, page
):
    publish(session, appeal)
    sign(session, appeal, "Gamma")
    publish(session, appeal)

    text = client.get(f"{page}/en").text

    assert "No. 3 joined after publication." in text
    assert "Edition 1" in text
    assert "Edition 2" in text


def test_what_is_taken_off_is_gone_from_page_list_and_files(
    client, session, appeal, page, coordinator
):
    publish(session, appeal)
    etag = client.get(f"{page}/en").headers["ETag"]
    assert appeal.slug in client.get("/statements/").text

    editions.retract(session, appeal, "x", by=coordinator.id, now=NOW)
    session.commit()

    assert client.get(f"{page}/en", headers={"If-None-Match": etag}).status_code == 404
    assert client.get(f"{page}/en.docx").status_code == 404
    assert appeal.slug not in client.get("/statements/").text


def test_the_list_names_the_newest_edition_of_each_appeal_in_the_readers_language(
    client, session, appeal
):
    publish(session, appeal)
    sign(session, appeal, "Gamma")
    publish(session, appeal)

    text = client.get("/statements/", headers={"Accept-Language": "ru"}).text

    assert text.count("Откройте реку") == 1
    assert "3 подписавшиеся организации" in text
    assert f"/statements/{appeal.slug}/ru" in text


def test_appeals_of_every_coalition_are_public(client, session, appeal, page):
    publish(session, appeal)
    other = factories.make_coalition(name="Lakes")
    session.add(other)
    session.commit()
    db.enter(session, other.id)

    assert client.get(f"{page}/en").status_code == 200


def test_the_mail_leads_to_the_page(session, appeal, client):
    publish(session, appeal)

    queued = session.scalars(select(mail.Mail).where(mail.Mail.template == "published")).first()
    message = mail.compose(session, queued)
    address = re.search(r"http://127\.0\.0\.1:8000(/statements/\S+)", message.text).group(1)
    assert client.get(address).status_code == 200
