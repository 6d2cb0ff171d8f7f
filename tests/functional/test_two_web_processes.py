"""Two applications on one database, as two web processes have it: nothing is remembered apart."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from appeals import db
from appeals.app import create_app
from appeals.drafting.models import Appeal
from appeals.invitations import links
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.migrate import migrate
from appeals.signatures.models import Signature
from tests import factories
from tests.conftest import make_settings
from tests.functional.asked import WHO, make_asked, sign

NOW = datetime.now(UTC)


@pytest.fixture
def two(tmp_path):
    """Two applications, and the path of a link of an appeal that one of them has made."""
    first, second = (create_app(make_settings(tmp_path)) for _ in range(2))
    for app in (first, second):
        app.config["WTF_CSRF_ENABLED"] = False
    migrate(first)
    with first.test_request_context():
        session = db.session()
        coalition = factories.make_coalition()
        session.add(coalition)
        session.flush()
        db.enter(session, coalition.id)
        make_asked(session)
        link = links.PATH + links.token_of(session.scalars(select(Invitation)).first())
    return first, second, link


def change(app, do):
    """Change the first invitation in this application."""
    with app.test_request_context(), db.transaction() as session:
        with db.everywhere(session):
            invitation = session.scalars(select(Invitation).order_by(Invitation.handle)).all()
        for each in invitation:
            db.enter(session, each.coalition_id)
            do(session, each)


def spellings(link):
    """Return other ways to write the same token."""
    payload, _, signature = link.removeprefix(links.PATH).partition(".")
    last = base64.urlsafe_b64encode(bytes(range(64)) * 3).decode()
    for character in sorted(set(last) - {"="}):
        yield f"{links.PATH}{payload}.{signature[:-1]}{character}"
    yield f"{link}="
    yield f"{links.PATH}{payload}=.{signature}"
    yield f"{links.PATH}{payload}.{signature}%20"
    yield f"{links.PATH}{payload.replace('_', '/')}.{signature}"


def test_p06_a_link_that_one_process_revokes_is_dead_in_the_other_at_once(two):
    first, second, link = two
    reader = second.test_client()
    page = reader.get(link).location
    assert reader.get(page).status_code == 200

    change(first, lambda session, each: invitations.revoke(session, each, by=None, now=NOW))

    assert reader.get(link).status_code == 410
    assert reader.get(page).status_code == 410
    assert reader.post(page, data=WHO | {"answer": "sign"}).status_code == 410
    for spelling in spellings(link):
        answer = second.test_client().get(
            spelling, environ_overrides={"REMOTE_ADDR": f"10.0.{hash(spelling) % 250}.1"}
        )
        assert answer.status_code in {404, 410}, spelling


def test_p06_and_p12_a_deadline_that_one_process_moves_holds_in_the_other_at_once(two):
    first, second, link = two
    reader = second.test_client()
    page = reader.get(link).location
    reader.get(page)

    def pass_by(session, each):
        session.get_one(Appeal, each.appeal_id).deadline = NOW - timedelta(seconds=1)

    change(first, pass_by)

    assert sign(reader, page).status_code == 410
    with second.app_context():
        session = db.session()
        with db.everywhere(session):
            assert session.scalars(select(Signature)).all() == []
