"""P66, P36: messages hold no name, address, token or secret, and no row a reader's address."""

import io
import logging
import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
import structlog
from sqlalchemy import select

from appeals import config, db, jobs
from appeals.accounts import guards, services
from appeals.accounts.models import AccountSession, Coalition, KnownBrowser, SecurityEvent
from appeals.accounts.services import totp_secret
from appeals.endorsements import services as endorsements
from appeals.endorsements.models import Endorsement, Intake
from appeals.invitations import links
from appeals.jobs import Try
from appeals.limits import Attempt
from appeals.mail import Mail, MailState, delivery
from appeals.signatures.models import Signature
from tests.conftest import NOW
from tests.faults.servers import Picky, serving
from tests.functional.asked import (
    invitation_of,
    make_asked,
    opened,
    path_in,
    segment_ids,
    sent,
    sign,
)
from tests.functional.signing_in import PASSWORD, enter
from tests.unit.test_mail import server_at

NAME, ADDRESS, WORDS = "Zora Kanarienvogel", "zora.kanarie@birds.example", "Vogelgezwitscher"
WHO = {"name": NAME, "role": "Vogelwartin", "authority": "y"}
READER = "198.51.100.77"


@pytest.fixture
def messages(app, capsys):
    """All that is said on standard error and to any logger, at the most talkative level."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(lambda record: record.name != "mail.log")  # that of the tests' own server
    root = logging.getLogger()
    before, configured = root.level, structlog.get_config()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET))
    yield lambda: written.getvalue() + "".join(capsys.readouterr())
    root.setLevel(before)
    root.removeHandler(handler)
    structlog.configure(**configured)


@pytest.fixture
def account(session, coalition_id):
    made = services.create_account(
        session,
        ADDRESS,
        name=NAME,
        password=PASSWORD,
        coalition=session.get(Coalition, coalition_id),
        totp=True,
        now=NOW,
    )
    session.commit()
    return made


@pytest.fixture
def reader(app):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = READER
    return client


def every_row():
    connection = db.session().connection()
    return "\n".join(
        str(tuple(row))
        for table in db.Base.metadata.sorted_tables
        for row in connection.execute(select(table))
    )


def sign_in_and_fail(client, account):
    client.post("/sign-in", data={"email": ADDRESS, "password": f"not {WORDS}"})
    enter(client, account)
    client.get(f"/organisations?q={WORDS}")
    client.post("/people", data={"address": ADDRESS, "name": NAME})
    client.post("/reset-password", data={"email": ADDRESS})


def import_contacts(client):
    table = f"name_en,name_ru,countries,email,language\nBirds,Птицы,GE,{ADDRESS},en\n"
    sent_file = {"file": (io.BytesIO(table.encode()), f"{WORDS}.csv")}
    client.post("/organisations/import", data=sent_file)


def answer(session, client):
    page = opened(client, invitation_of(session))
    client.post(f"{page}/question", data={"name": NAME, "email": ADDRESS, "question": WORDS})
    part = str(segment_ids(client, page)[0])
    reserved = {"reserved_part": part, "reservation": WORDS}
    sign(client, page, **WHO, **reserved)
    dispute = path_in(sent(session, "receipt")[1], "/d/")
    client.post(client.get(dispute).headers["Location"], data=WHO | {"reason": WORDS})
    client.post(f"{page}/withdraw", data=WHO | {"reason": WORDS})
    lake = opened(client, invitation_of(session, "Lake House"))
    given = {"colleague_name": NAME, "colleague_email": ADDRESS, "language": "en"}
    client.post(f"{lake}/hand-over", data=WHO | given)
    client.get(f"{links.PATH}not-a-token-{WORDS}")
    client.get(f"/nothing/{WORDS}?q={ADDRESS}")
    return page


def endorse(session, appeal, account, client):
    endorsements.set_terms(
        session, appeal, Intake.OPEN, takes_requests=True, by=account.id, now=NOW
    )
    given = {"name": NAME, "place": WORDS, "email": ADDRESS, "is_named": True, "language": "en"}
    endorsements.endorse(session, appeal.id, endorsements.Given(**given), now=NOW)
    session.commit()


def deliver_all(app, session):
    """Send what waits to a server that does not know the address, and says so."""
    waiting = session.scalars(select(Mail.id)).all()
    session.commit()
    with serving(Picky(ADDRESS)) as port:
        before = app.extensions["appeals.settings"]
        config.init_app(app, replace(before, smtp=server_at(port), quiet_hours=None))
        for mail_id in waiting:
            jobs.run(app, Try("mail.deliver", {"mail_id": str(mail_id)}, f"mail-{mail_id}", 100))
        delivery.connection_to(server_at(port))._close()
        config.init_app(app, before)
    session.expire_all()
    assert {MailState.SENT, MailState.REFUSED} <= set(session.scalars(select(Mail.state)))
    session.commit()


def test_p66_no_message_holds_a_name_an_address_or_a_secret(
    app, session, account, reader, messages, monkeypatch
):
    appeal = make_asked(session)
    invitation = invitation_of(session)
    organisation = invitation.organisation
    organisation.contacts[0].name, organisation.contacts[0].email = NAME, ADDRESS
    session.commit()

    sign_in_and_fail(reader, account)
    import_contacts(reader)
    page = answer(session, reader)
    endorse(session, appeal, account, reader)
    deliver_all(app, session)
    monkeypatch.setattr("appeals.retention.subjects.find", broken)
    assert reader.post("/people", data={"name": NAME}).status_code == 500
    said = messages()
    assert said.count('"event": "request"') >= 20
    with reader.session_transaction() as cookie:
        key = cookie[guards.KEY]
    secrets = {
        *(NAME, "Kanarienvogel", ADDRESS, "birds.example", WORDS, "Vogelwartin", READER, PASSWORD),
        *(key, totp_secret(account), account.password, account.fs_uniquifier),
        *(links.token_of(each) for each in (invitation,)),
        *(invitation.handle, str(invitation.id), invitation.id.hex, page),
    }
    assert {each for each in secrets if each in said} == set()


def broken(*_arguments, **_named):
    raise ValueError(f"cannot do this for {NAME} <{ADDRESS}>")


def test_p36_no_row_has_a_readers_address(app, session, account, reader):
    appeal = make_asked(session)
    sign_in_and_fail(reader, account)
    answer(session, reader)
    endorse(session, appeal, account, reader)

    for table in (Signature, AccountSession, KnownBrowser, SecurityEvent, Attempt, Endorsement):
        assert session.scalars(select(table)).first() is not None, table
    rows = every_row()
    assert READER not in rows
    assert "198.51.100" not in rows


def test_p36_the_hash_of_a_network_is_keyed_and_another_one_every_day(app, session):
    from appeals import limits

    with app.app_context():
        today = limits._hashed("x 198.51.100.0/24", NOW)
        tomorrow = limits._hashed("x 198.51.100.0/24", NOW.replace(day=NOW.day + 1))
        before = app.extensions["appeals.settings"]
        config.init_app(app, replace(before, secret_keys=("another key that is long enough",)))
        rekeyed = limits._hashed("x 198.51.100.0/24", NOW)
        config.init_app(app, before)

    assert len({today, tomorrow, rekeyed}) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in (today, tomorrow, rekeyed))


def test_p66_neither_statements_nor_errors_of_the_database_tell_values(session, messages):
    assert not logging.getLogger("sqlalchemy.engine.Engine").isEnabledFor(logging.INFO)

    with pytest.raises(sa.exc.DBAPIError) as caught:
        session.execute(sa.text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": NAME})

    assert NAME not in str(caught.value)
