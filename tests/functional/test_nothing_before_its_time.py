"""Every byte the public gets, before and after something that is not public comes into being."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from appeals import ledger
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import ChangeClass
from appeals.drafting.services import Change
from appeals.endorsements import services as endorsements
from appeals.endorsements.models import Intake
from appeals.publishing.formats import Format
from appeals.statements import pages
from tests.functional.publishing import (
    dispute,
    make_publishable,
    publish,
    set_terms,
    sign,
)
from tests.functional.test_hostile_input import settings

NOW = datetime.now(UTC)
LINK = re.compile(r'(?:href|src)="(?:http://127\.0\.0\.1:8000)?(/[^"#]*)')
# What a page for one reader has of its own; the public pages proper have nothing of the kind.
OF_THE_READER = re.compile(r'name="csrf_token"( type="hidden")? value="[^"]*"')
# What somebody would guess of what is to come.
GUESSED = ("de", "fr", "all", "en-GB")


@pytest.fixture
def appeal(session, coalition_id):
    """An appeal that is public in English and Russian."""
    made = make_publishable(session, signed=2)
    publish(session, made)
    return made


@pytest.fixture
def look(app, appeal):
    """Return whatever the public can get by following links and by guessing."""

    def looked(*slugs):
        pages._kept.clear()
        return dict(_crawled(app.test_client(), _starts(appeal.slug, slugs)))

    return looked


def _starts(slug, others):
    found = ["/", "/statements/", "/sitemap.xml", "/robots.txt", "/verify", "/healthz", "/sign-in"]
    found += [f"/statements/feed/{tag}.atom" for tag in ("en", "ru", *GUESSED)]
    for each in (slug, *others):
        at = f"/statements/{each}"
        found += [f"{at}/", f"{at}/verify"]
        for tag in ("en", "ru", *GUESSED):
            found.append(f"{at}/{tag}")
            found += [f"{at}/{tag}.{kind}" for kind in Format]
            names = ("signatories", "embed", "endorsements", "endorse", "join", "join/sent")
            found += [f"{at}/{tag}/{name}" for name in names]
            found += [f"{at}/{tag}/signatories?q={each}" for each in ("Gamma", "a", "Delta")]
    return found


def _crawled(client, waiting):
    """Yield each address with status, bytes and headers."""
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        answer = client.get(path, headers={"Accept-Language": "en"})
        told = {
            name: value
            for name, value in answer.headers.items()
            if name not in {"Date", "Set-Cookie"}
        }
        content = answer.data.decode(errors="surrogateescape")
        yield path, (answer.status_code, OF_THE_READER.sub("", content), told)
        if answer.mimetype == "text/html":
            for link in map(unescape, LINK.findall(answer.text)):
                if link not in seen and link.startswith("/statements/"):
                    seen.add(link)
                    waiting.append(link)


def another_appeal(session, appeal, office):
    hidden = make_publishable(session, signed=3, title="A secret title")
    endorsements.set_terms(session, hidden, Intake.OPEN, takes_requests=True, by=None, now=NOW)
    hidden.slug = "secret"


def an_appeal_under_embargo(session, appeal, office):
    another_appeal(session, appeal, office)
    hidden = drafting.get_appeal(session, "secret")
    set_terms(session, hidden, embargo_until=NOW + timedelta(hours=1))
    publish(session, hidden)


def another_signatory(session, appeal, office):
    sign(session, appeal, "Gamma")


def an_edition_under_embargo(session, appeal, office):
    sign(session, appeal, "Gamma")
    set_terms(session, appeal, embargo_until=NOW + timedelta(hours=1))
    publish(session, appeal)


def another_revision(session, appeal, office):
    drafting.unlock(session, appeal, ChangeClass.SUBSTANCE, signed=True, by=None, now=NOW)
    first = appeal.body[0]
    changes = {
        tag: Change(text, wording_hash(first.text(tag)))
        for tag, text in (("en", "A secret paragraph."), ("ru", "Тайный абзац."))
    }
    drafting.save_texts(session, appeal, {first.id: changes}, by=None, now=NOW)
    drafting.lock(session, appeal, by=None, now=NOW)


def another_language(session, appeal, office):
    drafting.unlock(session, appeal, ChangeClass.TRANSLATION, signed=True, by=None, now=NOW)
    session.commit()
    path = f"/appeals/{appeal.slug}/settings"
    office.post(path, data=settings(further_language="de"))
    session.expire_all()
    assert "de" in appeal.languages


def a_dispute(session, appeal, office):
    """What is contested is held back from the next edition; of the last one nothing changes."""
    dispute(session, appeal, "Beta")


@pytest.mark.parametrize(
    "happens",
    [
        another_appeal,
        an_appeal_under_embargo,
        another_signatory,
        an_edition_under_embargo,
        another_revision,
        another_language,
        a_dispute,
    ],
)
def test_p30_every_public_byte_is_the_same_with_and_without_it(
    session, signed_in, appeal, look, happens
):
    ledger.sign_logs()
    before = look("secret")

    happens(session, appeal, signed_in)
    session.commit()
    ledger.sign_logs()

    after = look("secret")
    assert [path for path in before if before[path] != after.get(path)] == []
    assert set(after) == set(before)
    statuses = [status for status, _bytes, _headers in after.values()]
    assert statuses.count(200) > 30
    assert statuses.count(404) > 60
