"""The release checklist and publishing, as a coordinator's browser sees them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from appeals import db
from appeals.accounts.models import AccountSession
from appeals.accounts.permissions import Role
from appeals.publishing import editions, files
from appeals.publishing.formats import Format
from appeals.publishing.freezing import render_again
from appeals.publishing.models import Departure, Edition, ReleaseWaiver, Terms
from tests import factories
from tests.conftest import sign_in
from tests.functional.publishing import dispute, make_publishable, publish, set_terms, sign

TERMS = {"embargo": "", "minimum_signatories": "", "minimum_countries": "", "departure": "empty"}


@pytest.fixture
def appeal(session, coalition_id):
    return make_publishable(session, signed=2)


@pytest.fixture
def page(appeal):
    return f"/appeals/{appeal.slug}/publish"


def confirm(client, page, name, after="0"):
    return client.post(f"{page}/confirm", data={"name": name, "after": after})


def editions_of(session):
    session.expire_all()
    return session.scalars(select(Edition)).all()


def test_a_reader_of_the_appeal_may_not_publish(app, session, coalition_id, appeal, page):
    reader = factories.make_account(coalition_id, role=Role.READER)
    session.add(reader)
    session.commit()
    client = sign_in(app.test_client(), reader)

    assert client.get(page).status_code == 403
    assert confirm(client, page, appeal.slug).status_code == 403
    assert "/publish" not in client.get(f"/appeals/{appeal.slug}/").text


def test_each_line_says_how_it_stands_and_where_it_is_mended(signed_in, session, appeal, page):
    dispute(session, appeal, "Beta")

    text = signed_in.get(page).text

    assert "1 line stops the publication." in text
    assert "1 dispute is open; the name is held out of the list." in text
    assert f"/appeals/{appeal.slug}/lists/disputes" in text
    assert f"{page}/confirm" not in text
    assert signed_in.get(f"{page}/confirm").status_code == 303


def test_a_line_is_waived_with_a_reason_by_name(signed_in, session, appeal, page, coordinator):
    dispute(session, appeal, "Beta")
    refused = signed_in.post(f"{page}/waive", data={"line": "disputes", "reason": " "})
    assert refused.status_code == 422
    assert "Say why." in refused.text

    signed_in.post(f"{page}/waive", data={"line": "disputes", "reason": "It must be today."})

    text = signed_in.get(page).text
    assert "Waived by Ada Example" in text
    assert "It must be today." in text
    assert "Nothing stops the publication." in text
    signed_in.post(f"{page}/unwaive", data={"line": "disputes"})
    assert session.scalars(select(ReleaseWaiver)).all() == []


def test_what_cannot_be_waived_is_not(signed_in, session, page):
    answered = signed_in.post(
        f"{page}/waive", data={"line": "complete", "reason": "x"}, follow_redirects=True
    )

    assert "cannot be waived" in answered.text
    assert session.scalars(select(ReleaseWaiver)).all() == []


def test_terms_are_kept_in_the_time_zone_of_the_appeal(signed_in, session, page):
    data = TERMS | {"embargo": "2030-07-01T12:00", "minimum_signatories": "3"}

    assert signed_in.post(f"{page}/terms", data=data).status_code == 303

    terms = session.scalars(select(Terms)).one()
    assert terms.embargo_until == datetime(2030, 7, 1, 10, tzinfo=UTC)
    assert (terms.minimum_signatories, terms.departure) == (3, Departure.EMPTY)
    assert 'value="2030-07-01T12:00"' in signed_in.get(page).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("minimum_signatories", "0", "Number must be"),
        ("minimum_countries", "many", "Not a valid integer"),
        ("embargo", "2030-03-31T02:30", "does not exist"),
        ("departure", "x", "Not a valid choice"),
    ],
)
def test_bad_terms_are_refused_in_words(signed_in, session, page, field, typed, said):
    answered = signed_in.post(f"{page}/terms", data=TERMS | {field: typed})

    assert answered.status_code == 422
    assert said in answered.text
    assert session.scalars(select(Terms)).all() == []


def test_publishing_takes_the_typed_name(signed_in, session, appeal, page):
    shown = signed_in.get(f"{page}/confirm").text
    assert "At once" in shown
    assert re.search(r'name="after"[^>]*value="0"', shown)

    assert confirm(signed_in, page, "something").status_code == 422
    assert editions_of(session) == []
    assert confirm(signed_in, page, f" {appeal.slug.upper()} ").status_code == 303

    [edition] = editions_of(session)
    assert edition.released_at is not None
    text = signed_in.get(page).text
    assert "Edition 1 is public." in text
    assert edition.content_hash[:8] in text


def test_the_title_in_any_language_is_a_name_too(signed_in, session, page):
    assert confirm(signed_in, page, "Откройте реку").status_code == 303


def test_a_form_left_open_publishes_no_second_time(signed_in, session, appeal, page):
    confirm(signed_in, page, appeal.slug)

    answered = signed_in.post(
        f"{page}/confirm", data={"name": appeal.slug, "after": "0"}, follow_redirects=True
    )

    assert "Somebody else has published an edition" in answered.text
    assert len(editions_of(session)) == 1


@pytest.mark.parametrize("after", ["", "x", "-1", "²", "99999999999"])
def test_a_form_without_its_number_publishes_nothing(signed_in, session, appeal, page, after):
    assert confirm(signed_in, page, appeal.slug, after).status_code == 303
    assert editions_of(session) == []


def test_what_waits_says_when_and_can_be_called_off(signed_in, session, appeal, page):
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + timedelta(days=1))
    confirm(signed_in, page, appeal.slug)
    assert "It appears in all languages at" in signed_in.get(page).text

    signed_in.post(f"{page}/call-off")

    assert editions_of(session) == []
    assert "No edition is waiting" in signed_in.post(f"{page}/call-off", follow_redirects=True).text


def test_taking_off_needs_a_reason_and_the_name(signed_in, session, appeal, page):
    publish(session, appeal)
    assert signed_in.get(f"{page}/retract").status_code == 200
    for data in ({"name": appeal.slug}, {"name": "x", "reason": "A name must go."}):
        assert signed_in.post(f"{page}/retract", data=data).status_code == 422

    data = {"name": appeal.slug, "reason": "A name must go."}
    assert signed_in.post(f"{page}/retract", data=data).status_code == 303

    text = signed_in.get(page).text
    assert "A name must go." in text
    assert "These files had been public." in text
    assert signed_in.get(f"/statements/{appeal.slug}/en").status_code == 404


def test_kept_files_can_be_fetched_also_when_they_are_public_no_more(
    signed_in, session, appeal, page
):
    edition = publish(session, appeal)
    signed_in.post(f"{page}/retract", data={"name": appeal.slug, "reason": "x"})
    sign(session, appeal, "Gamma")
    publish(session, appeal)

    answered = signed_in.get(f"{page}/editions/1/ru.docx")

    stored = next(f for f in edition.files if (f.language, f.format) == ("ru", "docx"))
    assert answered.data == stored.content
    assert f"{appeal.slug}-1-ru.docx" in answered.headers["Content-Disposition"]
    for missing in ("3/ru.docx", "1/fr.docx", "1/ru.exe", "0/ru.docx"):
        assert signed_in.get(f"{page}/editions/{missing}").status_code == 404


def test_p42_publishing_wants_password_and_code_of_the_last_minutes(
    signed_in, session, appeal, page
):
    for row in session.scalars(select(AccountSession)):
        row.proved_at -= timedelta(minutes=6)
    session.commit()

    answer = confirm(signed_in, page, appeal.slug)

    assert answer.status_code == 403
    assert 'name="proof-code"' in answer.text
    assert editions_of(session) == []


def test_who_signs_while_the_files_are_written_is_in_the_edition(
    signed_in, session, appeal, page, monkeypatch
):
    prepare, signing = editions.prepare, iter(["Gamma"])

    def overtaken(*given):
        ready = prepare(*given)
        for name in signing:
            sign(session, appeal, name)
        return ready

    monkeypatch.setattr(editions, "prepare", overtaken)

    confirm(signed_in, page, appeal.slug)

    [edition] = editions_of(session)
    assert edition.signatories == 3
    assert edition.files[0].content == render_again(edition, appeal, "all", Format.DOCX)


def test_files_are_written_anew_three_times_and_no_more(
    signed_in, session, appeal, page, monkeypatch
):
    tried = []

    def overtaken(*_given, **_named):
        tried.append(1)
        raise editions.Overtaken("Try again in a while.")

    monkeypatch.setattr(editions, "publish", overtaken)

    response = confirm(signed_in, page, appeal.slug)

    assert (response.status_code, len(tried)) == (303, 3)
    assert "Try again in a while." in signed_in.get(page).text
    assert editions_of(session) == []


def test_nothing_is_drawn_while_others_wait_to_write(signed_in, session, appeal, page, monkeypatch):
    drawn, writing = files.drawn, []

    def noted(*given):
        writing.append(db.session().writes)
        return drawn(*given)

    monkeypatch.setattr(files, "drawn", noted)

    confirm(signed_in, page, appeal.slug)

    assert len(editions_of(session)) == 1
    assert set(writing) == {False}
