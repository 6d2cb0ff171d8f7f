"""However an organisation comes under an appeal, the same is written down of it."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from appeals import ledger
from appeals.drafting.models import ListKind, Revision
from appeals.ledger.models import Leaf, Opening
from appeals.mail import Mail
from appeals.signatures.models import Mandate, Signature
from appeals.signatures.services import importing
from appeals.signatures.services.importing import Printed
from tests.conftest import sign_in
from tests.functional.asked import NOW, invitation_of, make_asked, opened, sign
from tests.functional.test_mandates import BASIS, GRANTED
from tests.functional.test_received_answers import confirm, row, send, table

RECORDED = {
    "list_kind": "signatory",
    "basis": "Letter of 3 May",
    "name": "Ada Lovelace",
    "role": "Chair",
}


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def invitation(session, appeal):
    return invitation_of(session)


@pytest.fixture
def office(app, coordinator):
    return sign_in(app.test_client(), coordinator)


@pytest.fixture
def lists(appeal):
    return f"/appeals/{appeal.slug}/lists"


@pytest.fixture
def by_link(client, invitation):
    sign(client, opened(client, invitation))


@pytest.fixture
def by_record(office, lists, invitation):
    office.post(f"{lists}/record/{invitation.organisation_id}", data=RECORDED)


@pytest.fixture
def by_table(office, appeal):
    confirm(office, send(office, appeal, table(row())))


@pytest.fixture
def by_mandate(office, session, lists, invitation):
    office.post(f"/mandates/new/{invitation.organisation_id}", data=GRANTED)
    mandate = session.scalars(select(Mandate)).one()
    office.post(f"{lists}/record/mandate/{mandate.handle}", data=BASIS)


@pytest.fixture
def by_import(session, invitation):
    names = {
        each.language: {"name": each.name, "acronym": each.acronym}
        for each in invitation.organisation.names
    }
    printed = Printed(
        invitation=invitation,
        list_kind=ListKind.SIGNATORY,
        names=names,
        countries=["GE"],
        source="list.txt, line 3",
    )
    revision = session.scalars(select(Revision)).one()
    importing.enter(session, revision, [printed], by=None, now=NOW)
    session.commit()


def check_leaf(session, appeal):
    """Look at what the log has of the one signature; return what opens it."""
    signature = session.scalars(select(Signature)).one()
    thread = select(Leaf).filter_by(thread_id=signature.invitation_id)
    leaf = session.scalars(thread.order_by(Leaf.number.desc())).first()
    entry = json.loads(leaf.entry)
    opening = session.get_one(Opening, leaf.number)
    assert entry["type"].startswith("signature.")
    assert entry["text"] == signature.revision.set_hash
    assert json.loads(opening.printed) == {
        "organisation": signature.organisation_id.hex,
        "names": {
            "en": {"acronym": "", "name": "River Watch"},
            "ru": {"acronym": "", "name": "Речной дозор"},
        },
        "countries": ["GE"],
        "list": "signatory",
    }
    ledger.settle(session, appeal.id)
    assert list(ledger.check(session, appeal.id)) == []
    return set(entry), set(json.loads(opening.personal))


WAYS = ("by_link", "by_record", "by_table", "by_mandate", "by_import")


@pytest.mark.parametrize("way", WAYS)
def test_p14_the_leaf_of_a_signature_is_the_same_whichever_way_it_came(
    request, session, appeal, way
):
    request.getfixturevalue(way)

    entry, personal = check_leaf(session, appeal)

    # What is entered under a mandate counts from a moment on.
    further = {"from"} if way == "by_mandate" else set()
    assert entry == {"v", "appeal", "type", "t", "text", "printed", "personal"} | further
    assert personal == {"name", "role", "language", "basis"}


@pytest.mark.parametrize("way", [each for each in WAYS if each != "by_import"])
def test_p14_and_p16_every_contact_gets_a_receipt_whichever_way_it_came(
    request, session, invitation, way
):
    request.getfixturevalue(way)

    told = select(Mail).where(Mail.template.in_(["receipt", "mandate_used"]))
    assert len(session.scalars(told).all()) == len(invitation.organisation.contacts) == 2


def test_p10_the_database_itself_takes_no_second_signature(session, by_link):
    signature = session.scalars(select(Signature)).one()
    columns = Signature.__table__.columns
    same = {each.name: getattr(signature, each.name) for each in columns if each.name != "id"}

    with pytest.raises(IntegrityError):
        session.execute(insert(Signature).values(id=uuid4(), **same))
