"""Around a published appeal: its signatories searched, feeds, files checked, names added to it."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from lxml import etree
from sqlalchemy import select

from appeals import mail
from appeals.endorsements import services
from appeals.endorsements.models import Endorsement, Intake, JoinRequest
from appeals.publishing.models import Departure
from tests.functional.publishing import make_publishable, notes, publish, set_terms, sign, withdraw

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NOW = datetime.now(UTC)


@pytest.fixture
def appeal(session, coalition_id):
    made = make_publishable(session, signed=2)
    publish(session, made)
    return made


@pytest.fixture
def page(appeal):
    return f"/statements/{appeal.slug}"


def open_to(session, appeal, coordinator, intake=Intake.OPEN, *, takes_requests=True):
    services.set_terms(
        session, appeal, intake, takes_requests=takes_requests, by=coordinator.id, now=NOW
    )
    session.commit()


def listed(response):
    return re.findall(r'<li value="(\d+)"><bdi>([^<]*)</bdi>', response.text)


def names_of(response):
    return [name.partition(" (")[0] for _number, name in listed(response)]


def test_signatories_are_searched_and_keep_their_numbers(client, page):
    every = listed(client.get(f"{page}/en/signatories"))
    found = client.get(f"{page}/en/signatories?q=BETA")

    assert len(every) == 2
    assert names_of(found) == ["Beta"]
    assert listed(found)[0] in every
    assert "1 of 2" in found.text


def test_signatories_are_searched_in_the_language_of_the_page(client, page):
    assert names_of(client.get(f"{page}/ru/signatories?q=альф")) == ["Альфа"]
    assert names_of(client.get(f"{page}/ru/signatories?q=alpha")) == []


def test_a_country_is_asked_for_by_the_name_that_is_printed(client, page):
    text = client.get(f"{page}/en/signatories").text
    country = re.search(r'<option value="(\w+)">\w+ \(1\)', text).group(1)

    assert len(names_of(client.get(f"{page}/en/signatories?country={country}"))) == 1


@pytest.mark.parametrize("departure", Departure)
def test_who_withdrew_after_publication_is_no_longer_found(
    client, session, appeal, page, departure
):
    set_terms(session, appeal, departure=departure)
    withdraw(session, appeal, "Beta")
    publish(session, appeal)

    assert names_of(client.get(f"{page}/en/signatories")) == ["Alpha"]


def test_the_feed_of_a_language_tells_of_each_appeal_published_in_it(client, appeal):
    feed = etree.fromstring(client.get("/statements/feed/ru.atom").data)

    links = [each.get("href") for each in feed.findall(f"{ATOM}entry/{ATOM}link")]
    assert links == [f"http://127.0.0.1:8000/statements/{appeal.slug}/ru"]
    assert client.get("/statements/feed/de.atom").status_code == 404


def test_the_sitemap_names_every_language_version(client, appeal):
    sitemap = etree.fromstring(client.get("/sitemap.xml").data)

    base = f"http://127.0.0.1:8000/statements/{appeal.slug}"
    assert [each.text for each in sitemap.iter(f"{SITEMAP}loc")] == [f"{base}/en", f"{base}/ru"]
    assert "/sitemap.xml" in client.get("/robots.txt").text


def test_other_sites_may_frame_the_lists_and_nothing_else(client, page):
    embedded, statement = client.get(f"{page}/en/embed"), client.get(f"{page}/en")

    assert names_of(embedded) == ["Alpha", "Beta"]
    assert "<script" not in embedded.text
    assert "frame-ancestors *" in embedded.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded.headers
    assert statement.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("language", ["en", "all"])
def test_a_published_file_is_recognised_by_its_bytes(client, page, language):
    content = client.get(f"{page}/{language}.docx").data

    answer = client.post(f"{page}/verify", data={"file": (BytesIO(content), "statement.docx")})

    assert "Yes: it is a file of the newest edition" in answer.text
    assert hashlib.sha256(content).hexdigest() in re.sub(r"<[^>]*>|\s", "", answer.text)


def test_a_changed_file_is_none_of_ours(client, page):
    content = client.get(f"{page}/en.docx").data + b" "

    answer = client.post(f"{page}/verify", data={"file": (BytesIO(content), "statement.docx")})

    assert "none of the published files" in answer.text


def test_a_file_of_a_former_edition_is_told_as_that(client, session, appeal, page):
    content = client.get(f"{page}/en.html").data
    sign(session, appeal, "Gamma")
    publish(session, appeal)

    answer = client.post(f"{page}/verify", data={"sha256": hashlib.sha256(content).hexdigest()})

    assert "it is of edition 1. The newest is edition 2" in answer.text


def test_p30_a_file_of_an_edition_that_waits_for_its_hour_is_none_of_ours(
    client, session, appeal, page
):
    sign(session, appeal, "Gamma")
    set_terms(session, appeal, embargo_until=NOW + timedelta(hours=1))
    waiting = publish(session, appeal)

    answer = client.post(f"{page}/verify", data={"sha256": waiting.files[0].sha256})

    assert "none of the published files" in answer.text


@pytest.mark.parametrize("data", [{}, {"sha256": "12 34"}])
def test_a_check_of_nothing_says_what_is_missing(client, page, data):
    assert client.post(f"{page}/verify", data=data).status_code == 422


def endorse(client, page, **changes):
    values = {"name": "Ada Lovelace", "email": "ada@lilac.example", "is_named": "y"} | changes
    return client.post(f"{page}/en/endorse", data=values)


def test_somebody_endorses_and_stands_on_the_page_once_it_is_confirmed(
    client, session, appeal, page, coordinator
):
    open_to(session, appeal, coordinator)
    assert "/en/endorse" in client.get(f"{page}/en").text

    assert client.get(endorse(client, page).headers["Location"]).status_code == 200
    assert "Ada Lovelace" not in client.get(f"{page}/en/endorsements").text

    queued = session.scalars(select(mail.Mail).where(mail.Mail.template == "endorsement")).one()
    link = re.search(r"8000(/e/\S+)", mail.compose(session, queued).text).group(1)
    client.post(client.get(link).headers["Location"], data={"name": "ada  lovelace"})
    listed_page = client.get(f"{page}/en/endorsements")
    assert "Ada Lovelace" in listed_page.text
    assert "ada@lilac.example" not in listed_page.text


def test_p43_the_answer_is_the_same_for_a_known_address(client, session, appeal, page, coordinator):
    open_to(session, appeal, coordinator)

    first, again = endorse(client, page), endorse(client, page)

    assert (first.status_code, first.data) == (again.status_code, again.data)
    assert len(session.scalars(select(Endorsement)).all()) == 1


def test_a_machine_that_fills_in_everything_leaves_nothing(
    client, session, appeal, page, coordinator
):
    open_to(session, appeal, coordinator)

    assert endorse(client, page, website="http://spam.example").status_code == 303

    assert session.scalars(select(Endorsement)).all() == []


def test_p44_one_network_sends_ten_names_a_minute_and_keeps_what_it_typed(
    client, session, appeal, page, coordinator
):
    open_to(session, appeal, coordinator)

    answers = [endorse(client, page, email=f"p{number}@lilac.example") for number in range(11)]

    assert [each.status_code for each in answers] == [303] * 10 + [429]
    assert answers[-1].headers["Retry-After"]
    assert 'value="Ada Lovelace"' in answers[-1].text


def test_where_endorsements_are_closed_there_is_no_page_for_them(client, page):
    assert client.get(f"{page}/en/endorse").status_code == 404
    assert client.get(f"{page}/en/endorsements").status_code == 404
    assert endorse(client, page).status_code == 404


def join(client, page, **changes):
    values = {
        "name_en": "Meadow House",
        "country": "GE",
        "person": "Bea",
        "role": "Chair",
        "email": "bea@meadow.example",
    } | changes
    return client.post(f"{page}/en/join", data=values)


def test_an_organisation_asks_to_sign(client, session, appeal, page, coordinator):
    open_to(session, appeal, coordinator)

    assert join(client, page).status_code == 303

    assert session.scalars(select(JoinRequest)).one().names == {"en": "Meadow House"}


@pytest.mark.parametrize("missing", ["country", "person", "role", "email", "name_en"])
def test_a_request_that_lacks_something_says_what(
    client, session, appeal, page, coordinator, missing
):
    open_to(session, appeal, coordinator)

    answer = join(client, page, **{missing: ""})

    assert answer.status_code == 422
    assert f'id="{missing}-error"' in answer.text
    assert session.scalars(select(JoinRequest)).all() == []


PUBLIC = (
    "/en",
    "/en/signatories",
    "/en/embed",
    "/verify",
    "/en/endorse",
    "/en/endorsements",
    "/en/join",
    "/en/endorse/sent",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_p30_no_page_tells_an_appeal_under_embargo_from_one_that_is_not_there(
    client, session, coalition_id, coordinator, path
):
    hidden = make_publishable(session, signed=2)
    open_to(session, hidden, coordinator)
    set_terms(session, hidden, embargo_until=NOW + timedelta(hours=1))
    publish(session, hidden)

    answered, unknown = (
        client.get(f"/statements/{slug}{path}") for slug in (hidden.slug, "appeal-nowhere")
    )

    assert answered.status_code == unknown.status_code == 404
    tokens = re.compile(r'name="csrf_token" value="[^"]*"')
    assert tokens.sub("", answered.text.replace(hidden.slug, "appeal-nowhere")) == tokens.sub(
        "", unknown.text
    )


@pytest.mark.parametrize(
    "path", ["/statements/", "/statements/feed/en.atom", "/sitemap.xml", "/robots.txt"]
)
def test_p30_lists_for_everybody_are_the_same_with_and_without_what_is_hidden(
    client, session, coalition_id, path
):
    before = client.get(path)
    hidden = make_publishable(session, signed=2)
    set_terms(session, hidden, embargo_until=NOW + timedelta(hours=1))
    publish(session, hidden)

    after = client.get(path)

    assert (before.data, before.headers["ETag"]) == (after.data, after.headers["ETag"])


def test_the_lists_searched_are_those_of_the_edition(client, session, appeal, page):
    sign(session, appeal, "Gamma")

    assert names_of(client.get(f"{page}/en/signatories")) == ["Alpha", "Beta"]


@pytest.mark.parametrize("departure", [Departure.STRUCK, Departure.FOOTNOTE])
def test_a_frame_shows_who_withdrew_as_the_page_does(client, session, appeal, page, departure):
    set_terms(session, appeal, departure=departure)
    withdraw(session, appeal, "Beta")
    edition = publish(session, appeal)

    text = client.get(f"{page}/en/embed").text

    assert ("<s>Beta" in text) == (departure is Departure.STRUCK)
    assert all(note in text for note in notes(edition))
