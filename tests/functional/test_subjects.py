"""P34: who asks is told everything, and is forgotten where that can be; the proofs stay whole."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from appeals import db, ledger, mail
from appeals.accounts.models import Account, AccountSession
from appeals.accounts.permissions import Role
from appeals.endorsements.models import Endorsement, EndorsementState
from appeals.invitations.models import Handover, Invitation, Question
from appeals.ledger.models import Entry, Opening
from appeals.mail import Cause, Mail, MailState, Suppression, recipients
from appeals.organisations.models import Contact
from appeals.retention import subjects
from appeals.retention.subjects import Subject
from appeals.signatures.models import Signature
from tests import factories
from tests.conftest import sign_in
from tests.functional.asked import invitation_of, make_asked, opened, sign
from tests.functional.signing_in import text
from tests.functional.test_sessions import MINUTE, age

NOW = datetime.now(UTC)
ADA = "ada@river.example"


@pytest.fixture
def appeal(session, coalition_id, client):
    """River Watch asked a question and signed; Ada did both, and more of hers is known."""
    made = make_asked(session)
    page = opened(client, invitation_of(session))
    asked = {"name": "Ada Lovelace", "email": ADA, "question": "Who wrote it?"}
    client.post(f"{page}/question", data=asked)
    sign(client, page)
    contact = invitation_of(session).organisation.contacts[1]
    contact.name, contact.email = "Ada Lovelace", ADA
    session.add(
        Endorsement(
            appeal_id=made.id,
            name="Ada Lovelace",
            place="Tbilisi",
            is_named=True,
            email=ADA,
            identity=ADA,
            language="en",
            state=EndorsementState.COUNTED,
            asked_at=NOW,
            confirmed_at=NOW,
            mails=1,
        )
    )
    mail.suppress(session, ADA, Cause.UNSUBSCRIBED, now=NOW)
    recipients.remember(session, coalition_id, ADA)
    queued = session.scalars(select(Mail)).first()
    queued.recipient, queued.domain, queued.state = ADA, "river.example", MailState.SENT
    session.commit()
    return made


def kinds(found):
    return sorted({each.table for each in found})


def ask(client, path="", **typed):
    return client.post(f"/people{path}", data=typed)


def packed(answer):
    assert answer.status_code == 200, answer.status_code
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        return json.loads(file.read("data.json")), file.read("data.html").decode()


def test_p34_an_address_finds_what_is_kept_under_it(session, appeal):
    found = subjects.find(session, Subject(address=ADA.upper()), "en")

    assert kinds(found) == [
        *("contact", "endorsement", "mail", "question", "recipient", "suppression"),
    ]
    assert subjects.other_names(found, Subject(address=ADA)) == ["Ada Lovelace"]


def test_p34_a_name_finds_who_signed_and_what_the_log_can_prove(session, appeal):
    found = subjects.find(session, Subject(name="ada  lovelace"), "en")

    assert {"signature", "invitation", "ledger_opening", "question"} <= set(kinds(found))
    assert subjects.find(session, Subject(name="Ada Love"), "en") == []


def test_p34_nobody_of_another_coalition_is_found(session, appeal):
    other = factories.make_coalition()
    session.add(other)
    session.flush()
    db.enter(session, other.id)

    assert subjects.find(session, Subject(address=ADA, name="Ada Lovelace"), "en") == []


def test_what_stands_beside_but_is_another_person_is_not_told(session, appeal):
    session.add(
        Handover(
            invitation_id=invitation_of(session).id,
            number=2,
            given_by_name="Grace Hopper",
            given_by_role="Chair",
            to_name="Ada Lovelace",
            to_email=ADA,
            language="en",
            handed_over_at=NOW,
        )
    )
    session.commit()

    (told,) = [
        each
        for each in subjects.find(session, Subject(address=ADA), "en")
        if each.table == "handover"
    ]

    assert told.values["to_name"] == "Ada Lovelace"
    assert "Grace Hopper" not in told.values.values()


def test_no_answer_holds_a_secret_or_an_identifier(session, appeal, coordinator):
    told = json.dumps(
        [
            dict(each.values)
            for subject in (Subject(address=ADA), Subject(address=coordinator.email))
            for each in subjects.find(session, subject, "en")
        ]
    )

    for invitation in session.scalars(select(Invitation)):
        for secret in (str(invitation.id), invitation.id.hex, invitation.handle):
            assert secret not in told
    assert coordinator.fs_uniquifier not in told


def test_p34_the_holder_of_an_account_takes_all_of_it_along(session, signed_in, coordinator):
    told, page = packed(signed_in.post("/account/data"))

    kinds = {each["kind"] for each in told["data"]}
    assert {"account", "account_session", "membership"} <= kinds
    assert coordinator.email in page
    assert coordinator.fs_uniquifier not in json.dumps(told) + page
    assert told["coalition"] == "Rivers Coalition"


def test_p34_and_p42_proof_is_asked_for(app, session, appeal, coordinator, client):
    sign_in(client, coordinator)
    age(session, proved_at=6 * MINUTE)

    for path in ("/people", "/people/file", "/account/data"):
        answer = client.post(path, data={"address": ADA})
        assert answer.status_code == 403
        assert "river" not in text(answer).replace(f'value="{ADA}"', "")
    assert ask(client, "/erase", address=ADA, confirmation=ADA).status_code == 403
    session.expire_all()
    assert session.scalars(select(Contact).filter_by(email_index=ADA)).all() != []


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER, None])
def test_p34_only_coordinators_ask(app, session, coalition_id, role):
    account = factories.make_account(coalition_id, role=role)
    session.add(account)
    session.commit()
    client = sign_in(app.test_client(), account)

    assert client.get("/people").status_code == 403
    for path in ("", "/file", "/erase"):
        assert ask(client, path, address=ADA, confirmation=ADA).status_code == 403


def test_p34_the_page_shows_what_goes_and_what_stays(signed_in, appeal):
    page = text(ask(signed_in, address=ADA, name="Ada Lovelace"))

    for words in ("Contact of an organisation", "River Watch", "Who wrote it?", "Tbilisi"):
        assert words in page
    assert "What erasing removes" in page
    told, html = packed(ask(signed_in, "/file", address=ADA, name="Ada Lovelace"))
    assert {"contact", "signature", "endorsement"} <= {each["kind"] for each in told["data"]}
    assert "<script" not in html
    assert "Ada Lovelace" in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Enter an address or a name."),
        ({"address": "ada"}, "Enter an address such as"),
        ({"name": "A"}, "Enter the name in full."),
    ],
)
def test_what_cannot_be_looked_for_is_said(signed_in, appeal, typed, words):
    answer = ask(signed_in, **typed)

    assert answer.status_code == 422
    assert words in text(answer)


def test_p34_erasing_takes_a_typed_word(session, signed_in, appeal):
    answer = ask(signed_in, "/erase", address=ADA, name="Ada Lovelace", confirmation="Ada")

    assert answer.status_code == 422
    assert "Type exactly what you asked for." in text(answer)
    session.expire_all()
    assert session.scalars(select(Contact).filter_by(email_index=ADA)).all() != []


def test_p34_and_p23_erased_a_person_is_gone_and_the_proofs_are_whole(session, signed_in, appeal):
    ledger.sign_logs()
    session.expire_all()
    others = len(session.scalars(select(Contact)).all())

    answer = ask(signed_in, "/erase", address=ADA, name="Ada Lovelace", confirmation=ADA.upper())

    assert (answer.status_code, answer.headers["Location"]) == (303, "/people")
    session.expire_all()
    everything = "\n".join(
        str(row)
        for table in db.Base.metadata.sorted_tables
        for row in session.connection().execute(select(table))
    ).casefold()
    assert "lovelace" not in everything
    assert "river.example" not in everything
    assert len(session.scalars(select(Contact)).all()) == others - 1
    assert session.scalars(select(Question)).all() == []
    # What the organisation did stands, and can be proved.
    signature = session.scalars(select(Signature)).one()
    assert (signature.counts, signature.names["en"]["name"]) == (True, "River Watch")
    assert ledger.check(session, appeal.id) == []
    assert session.scalars(select(Opening.printed).where(Opening.printed.is_not(None))).all()
    # The block holds, although nobody can tell whom it is about.
    assert not mail.may_write_to(session, ADA)
    assert "@" not in session.scalars(select(Suppression.address)).one()


def test_p34_that_it_was_done_is_kept_and_not_of_whom(session, signed_in, appeal, coordinator):
    ask(signed_in, "/erase", address=ADA, confirmation=ADA)

    (entry,) = session.scalars(select(Entry).where(Entry.action == "person.erased"))
    assert entry.account_id == coordinator.id
    assert set(entry.details) == {"rows"}
    assert entry.details["rows"] == 6


def test_others_of_the_same_thread_stay(session, signed_in, appeal, client):
    page = opened(client, invitation_of(session))
    sign(client, page + "/change", name="Grace Hopper", role="Director")

    ask(signed_in, "/erase", name="Ada Lovelace", confirmation="Ada Lovelace")

    session.expire_all()
    names = [each.representative_name for each in session.scalars(select(Signature))]
    assert sorted(names) == ["", "Grace Hopper"]
    assert ledger.check(session, appeal.id) == []


def test_an_account_in_use_is_not_erased(session, signed_in, coordinator):
    ask(signed_in, "/erase", address=coordinator.email, confirmation=coordinator.email)

    session.expire_all()
    assert session.get(Account, coordinator.id).name == "Ada Example"
    assert len(session.scalars(select(AccountSession)).all()) == 1


def test_an_account_that_was_switched_off_is_erased(session, signed_in, coalition_id):
    other = factories.make_account(coalition_id, name="Grace", active=False)
    session.add(other)
    session.commit()

    ask(signed_in, "/erase", address=other.email, confirmation=other.email)

    session.expire_all()
    gone = session.get(Account, other.id)
    assert (gone.name, "@" in gone.email) == ("", False)
