"""Contact data in the database: sealed, found by its index, under keys that are kept elsewhere."""

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from appeals import db, resealing, sealed
from appeals.config import BadSetting, from_environment
from appeals.keyring import Sealing, ring
from appeals.organisations import services as organisations
from appeals.organisations.models import Contact
from appeals.reviewing.models import Reviewer
from appeals.sealing import Keyring, new_key
from tests import factories
from tests.conftest import NOW
from tests.journeys.service import make_service

# What people are found or spoken of by, as far as it is not published.
PERSONAL = {"email", "address", "recipient", "person", "personal"}
PERSONAL_ENDS = ("_email", "_by_name", "_by_role", "representative_name", "representative_role")
# They sign in with it, and answers to mails go to it: see the README.
OPEN = {("account", "email")}


def columns(kind):
    for table in db.Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, kind):
                yield table, column


@pytest.fixture
def organisation(session, coalition_id):
    made = factories.make_organisation(
        contacts=[Contact(position=0, name="Ada Zquill", email="Ada@Zquill.example", language="en")]
    )
    session.add(made)
    session.commit()
    return made


def stored(session):
    row = session.execute(sa.text("SELECT name, email, email_index FROM contact")).one()
    return tuple(row)


def test_p05_whatever_says_who_somebody_is_or_where_mail_reaches_them_is_sealed(app):
    personal = {
        (table.name, column.name)
        for table in db.Base.metadata.sorted_tables
        for column in table.columns
        if column.name in PERSONAL or column.name.endswith(PERSONAL_ENDS)
    }

    found = {(table.name, column.name) for table, column in columns(sealed.Sealed)}

    assert personal - found == OPEN
    assert ("contact", "name") in found


def test_each_column_is_sealed_for_its_own_place(app):
    kinds = (sealed.Sealed, sealed.SealedBytes)

    for table, column in columns(kinds):
        assert column.type.place == f"{table.name}.{column.name}"
    for table, column in columns(sealed.Blind):
        assert isinstance(table.c[column.type.of].type, sealed.Sealed)


def test_a_contact_is_sealed_and_read_as_it_was(session, organisation):
    name, email, index = stored(session)
    session.expire_all()

    contact = session.scalars(select(Contact)).one()

    assert (contact.name, contact.email) == ("Ada Zquill", "Ada@Zquill.example")
    assert name.startswith(ring().prefix) and email.startswith(ring().prefix)
    assert index == ring().index("ada@zquill.example", "address")


def test_comparing_what_is_sealed_is_refused_where_it_is_written(app):
    for condition in (
        lambda: Contact.email == "ada@zquill.example",
        lambda: Contact.email.in_(["ada@zquill.example"]),
        lambda: Contact.email.contains("ada"),
        lambda: Contact.email > "ada",
    ):
        with pytest.raises(sealed.NotComparable):
            condition()
    assert str(Contact.email.is_(None)) == "contact.email IS NULL"


def test_a_corrected_address_is_found_and_the_former_is_not(session, organisation, coalition_id):
    organisation.contacts[0].email = "bea@zquill.example"
    session.commit()

    def found(address):
        return session.scalars(select(Contact.id).where(Contact.email_index == address)).all()

    assert found("BEA@zquill.example ") == [organisation.contacts[0].id]
    assert found("ada@zquill.example") == []


@pytest.mark.parametrize("search", ["zquill", "Ada", "ada@", "@zquill.example", "ada zquill"])
def test_no_part_of_a_contact_is_searched(session, organisation, search):
    assert organisations.list_organisations(session, language="en", search=search).total == 0


def test_the_board_finds_a_whole_address_in_any_case(session, organisation, signed_in):
    page = signed_in.get("/organisations/", query_string={"search": "ADA@zquill.example"}).text

    assert "River Watch" in page
    assert "only if it is typed in full" in page


@pytest.mark.parametrize(
    "change", ["name = email", "email = 'eve@evil.example'", "email = 'v1.' || email"]
)
def test_t8_what_is_written_past_us_reads_as_unreadable_and_not_as_true(
    session, organisation, signed_in, change
):
    session.execute(sa.text(f"UPDATE contact SET {change}"))
    session.commit()
    session.expire_all()

    contact = session.scalars(select(Contact)).one()

    assert sealed.UNREADABLE in (contact.name, contact.email)
    assert "eve@evil" not in contact.email
    assert signed_in.get(f"/organisations/{organisation.id}").status_code == 200


def test_two_are_not_asked_under_one_address(session, coalition_id):
    appeal = factories.make_appeal()
    session.add(appeal)
    session.flush()
    values = {"appeal": appeal, "name": "Ada", "language": "en", "chosen_at": NOW}
    session.add(Reviewer(email="ada@zquill.example", **values))
    session.flush()

    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.add(Reviewer(email="ADA@zquill.example", **values))
        session.flush()


# Rotation


@pytest.fixture
def keys(app, session):
    """Let the application work with other keys until the test is over."""
    before = app.extensions["appeals.sealing"] = ring()

    def change(*given, index_key=b"i" * 32):
        app.extensions["appeals.sealing"] = Keyring(given, index_key)

    yield change
    app.extensions["appeals.sealing"] = before


def rotate(session):
    rows = 0
    for table in resealing.tables():
        batch = resealing.reseal(session, table)
        while batch:
            rows += batch.rows
            batch = resealing.reseal(session, table, after=batch.last)
    resealing.confirm(session)
    session.commit()
    session.expire_all()
    return rows


def test_p08_after_rotation_the_older_key_is_not_needed(session, keys, coalition_id, monkeypatch):
    old, new = b"o" * 32, b"n" * 32
    monkeypatch.setattr(resealing, "_AT_ONCE", 2)
    keys(old)
    session.add_all(factories.make_organisation() for _ in range(5))
    session.commit()
    addresses = sorted(each.email for each in session.scalars(select(Contact)))

    keys(old, new)
    assert rotate(session) == 5
    assert rotate(session) == 0
    keys(new)

    assert sorted(each.email for each in session.scalars(select(Contact))) == addresses
    # Contacts of these have no name, and nothing is kept as nothing.
    assert dict(resealing.count_by_key(session)) == {ring().newest: 5}
    probe = session.scalars(select(Sealing.probe)).one()
    assert ring().open(probe, "sealing.probe")


def test_rotation_leaves_alone_what_no_key_opens(session, keys, organisation):
    session.execute(sa.text("UPDATE contact SET name = 'Eve'"))
    keys(b"o" * 32, b"n" * 32)

    batch = resealing.reseal(session, Contact.__table__)

    assert (batch.rows, batch.unreadable) == (1, 2)  # the address is under a third key
    assert stored(session)[0] == "Eve"


def test_after_reindexing_addresses_are_found_with_the_other_key(session, keys, coalition_id):
    keys(b"o" * 32)
    session.add(factories.make_organisation(contacts=[
        Contact(position=0, name="", email="ada@zquill.example", language="en")
    ]))  # fmt: skip
    session.commit()
    wanted = select(Contact.id).where(Contact.email_index == "ada@zquill.example")

    keys(b"o" * 32, index_key=b"j" * 32)
    before = session.scalars(wanted).all()
    resealing.reindex(session)

    assert before == []
    assert len(session.scalars(wanted).all()) == 1
    assert session.scalars(select(Sealing.indexed)).one() == ring().index("joint appeals", "probe")


# The start


@pytest.fixture
def service(tmp_path):
    made = make_service(tmp_path)
    made.run("migrate")
    return made


def test_p62_without_the_right_keys_nothing_starts_and_it_is_said_which(service):
    other = {**service.environment, "APPEALS_SEALING_KEYS": new_key()}
    service.environment = other

    for command in (("web",), ("worker",), ("mail", "status"), ("migrate",)):
        said = service.run(*command, status=1)
        assert "APPEALS_SEALING_KEYS" in said
        assert "put back the key" in said


def test_keys_are_rotated_and_indices_made_anew_by_commands(service):
    first = service.environment["APPEALS_SEALING_KEYS"]
    second = service.run("sealing", "key").strip()
    service.environment["APPEALS_SEALING_KEYS"] = f"{first},{second}"
    service.run("sealing", "rotate")
    service.environment["APPEALS_SEALING_KEYS"] = second
    assert "seals what is written now" in service.run("sealing", "status")

    service.environment["APPEALS_INDEX_KEY"] = new_key()
    assert "appeals sealing reindex" in service.run("mail", "status", status=1)
    service.run("sealing", "reindex")
    service.run("mail", "status")


def test_keys_that_are_unset_are_made_once_for_nobody_else_to_read(tmp_path):
    service = make_service(tmp_path)
    del service.environment["APPEALS_SEALING_KEYS"], service.environment["APPEALS_INDEX_KEY"]

    service.run("migrate")
    files = [tmp_path / "data" / name for name in ("sealing_key", "index_key")]
    made = [file.read_text() for file in files]
    service.run("mail", "status")

    assert [file.read_text() for file in files] == made
    assert [oct(file.stat().st_mode)[-3:] for file in files] == ["600", "600"]
    assert made[0] != made[1]


@pytest.mark.parametrize("name", ["APPEALS_SEALING_KEYS", "APPEALS_INDEX_KEY"])
@pytest.mark.parametrize("value", ["short", "AAAA", "%%%"])
def test_a_key_that_is_none_stops_the_start(tmp_path, name, value):
    with pytest.raises(BadSetting, match=name):
        from_environment({"APPEALS_DATA_DIR": str(tmp_path), name: value})
