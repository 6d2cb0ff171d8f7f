"""The log of an appeal: what becomes a leaf, when it is signed, and what a look at it finds."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from appeals import ledger
from appeals.ledger import keys, merkle, notes
from appeals.ledger.models import Leaf, Log, Opening, SignedCheckpoint
from appeals.signatures.models import Signature
from tests.functional.asked import WHO, invitation_of, make_asked, opened, sign


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def page(client, session, appeal):
    """The sign page, where River Watch has signed."""
    address = opened(client, invitation_of(session))
    sign(client, address)
    return address


def leaves(session, appeal):
    found = select(Leaf).where(Leaf.appeal_id == appeal.id).order_by(Leaf.number)
    return session.scalars(found.execution_options(populate_existing=True)).all()


def kinds(session, appeal):
    return [json.loads(leaf.entry)["type"] for leaf in leaves(session, appeal)]


def checkpoint(session, appeal):
    return notes.verified(ledger.state(session, appeal).checkpoint, keys.public_keys())


def faults(session, appeal):
    return {fault.kind.value for fault in ledger.check(session, appeal.id)}


def test_text_opening_and_signature_are_leaves(session, appeal, page):
    assert kinds(session, appeal) == ["text.locked", "sign_on.opened", "signature.signed"]


def test_p23_a_leaf_says_no_name_and_is_opened_by_what_stands_apart(session, appeal, page):
    leaf = leaves(session, appeal)[-1]
    opening = session.get_one(Opening, leaf.number)

    signature = session.scalars(select(Signature)).one()
    content = json.loads(leaf.entry)
    assert content["text"] == signature.revision.set_hash
    assert set(content) == {"v", "appeal", "type", "t", "text", "printed", "personal"}
    for secret in ("River", "Речной", "Ada", "Chair", signature.organisation_id.hex):
        assert secret not in leaf.entry
    assert json.loads(opening.printed)["names"]["ru"]["name"] == "Речной дозор"
    assert json.loads(opening.personal)["name"] == "Ada Lovelace"
    assert "Ada" not in opening.printed


def test_every_further_act_follows_the_one_before(session, appeal, client, page):
    sign(client, page + "/change", role="Director")
    client.post(page + "/withdraw", data=WHO)

    assert kinds(session, appeal)[2:] == [
        "signature.signed",
        "signature.corrected",
        "signature.withdrawn",
    ]
    hashes = [leaf.hash for leaf in leaves(session, appeal)]
    follow = [json.loads(leaf.entry).get("follows") for leaf in leaves(session, appeal)]
    assert follow[2:] == [None, *hashes[2:4]]


def test_p20_a_checkpoint_is_signed_over_all_that_waits(session, appeal, page):
    assert ledger.state(session, appeal).checkpoint is None

    ledger.sign_logs()

    found = leaves(session, appeal)
    assert [leaf.position for leaf in found] == [0, 1, 2]
    assert checkpoint(session, appeal) == notes.Checkpoint(
        f"127.0.0.1:8000/ledger/{appeal.id.hex}",
        3,
        merkle.root_of(merkle.leaf_hash(leaf.entry.encode()) for leaf in found),
    )
    assert ledger.is_sound(session, appeal)


def test_the_log_goes_on_where_it_was_signed(session, appeal, client, page):
    ledger.sign_logs()
    first = checkpoint(session, appeal)
    sign(client, opened(client, invitation_of(session, "Lake House")))

    ledger.sign_logs()
    ledger.sign_logs()

    second = checkpoint(session, appeal)
    hashes = [bytes.fromhex(leaf.hash) for leaf in leaves(session, appeal)]
    assert (first.size, second.size) == (3, 4)
    assert merkle.proves_consistency(
        merkle.consistency_proof(hashes, 3),
        size=3,
        root=first.root,
        newer_size=4,
        newer_root=second.root,
    )
    signed = select(SignedCheckpoint.size).where(SignedCheckpoint.appeal_id == appeal.id)
    assert sorted(session.scalars(signed)) == [3, 4]


def test_a_receipt_names_the_entry_and_once_there_is_one_its_number(session, appeal, page):
    invitation = invitation_of(session)
    before = ledger.find_receipt(session, appeal.id, invitation.id)
    ledger.sign_logs()
    after = ledger.find_receipt(session, appeal.id, invitation.id)

    assert (before.hash, before.number, before.checkpoint) == (after.hash, None, None)
    assert after.number == 3
    assert after.checkpoint == ledger.state(session, appeal).checkpoint


def test_the_short_code_is_size_and_root(session, appeal, page):
    assert ledger.short_code(session, appeal) == ""

    ledger.sign_logs()

    size, code = ledger.short_code(session, appeal).split()
    assert size == "3"
    assert [len(group) for group in code.split("-")] == [5] * 5


def change(session, statement, **values):
    """What somebody does who has the database and knows how to switch its triggers off."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    tables = ("ledger_leaf", "ledger_checkpoint")
    if on_sqlite:
        found = session.execute(
            sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _sql in found:
            session.execute(sa.text(f"DROP TRIGGER {name}"))
    else:
        for table in tables:
            session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    session.execute(sa.text(statement), values)
    if on_sqlite:
        for _name, sql in found:
            session.execute(sa.text(sql))
    else:
        for table in tables:
            session.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    session.commit()
    session.expire_all()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaf SET entry = 'x' WHERE position IS NOT NULL",
        "UPDATE ledger_leaf SET position = position + 10 WHERE position IS NOT NULL",
        "UPDATE ledger_leaf SET hash = 'x' WHERE position IS NULL",
        "DELETE FROM ledger_leaf",
        "UPDATE ledger_checkpoint SET note = 'x'",
        "DELETE FROM ledger_checkpoint",
    ],
)
def test_p15_the_database_itself_refuses_to_change_the_log(
    session, appeal, client, page, statement
):
    ledger.sign_logs()
    sign(client, opened(client, invitation_of(session, "Lake House")))

    with pytest.raises(sa.exc.DBAPIError, match="append-only"), session.begin_nested():
        session.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE signature SET names = replace(CAST(names AS TEXT), 'River', 'Rival')",
         {"signature_changed"}),
        ("UPDATE signature SET list_kind = 'supporter'", {"signature_changed"}),
        ("UPDATE signature SET representative_name = 'Eve'", {"signature_changed"}),
        ("UPDATE signature SET representative_name = representative_role", {"signature_changed"}),
        ("UPDATE ledger_opening SET personal = personal_nonce",
         {"opening_changed", "signature_changed"}),
        ("DELETE FROM ledger_opening", {"signature_changed"}),
        ("UPDATE signature SET ended_at = decided_at", {"signature_missing"}),
        ("UPDATE revision SET segments = replace(CAST(segments AS TEXT), 'Paragraph 1', 'Other')",
         {"text_changed"}),
        ("UPDATE revision SET set_hash = 'x'", {"text_changed", "signature_changed"}),
        ("UPDATE ledger_opening SET printed = replace(printed, 'River', 'Rival')",
         {"opening_changed", "signature_changed"}),
        ("UPDATE ledger_leaf SET entry = replace(entry, 'signature.signed', 'signature.imported')",
         {"leaf_changed", "not_a_prefix"}),
        ("DELETE FROM ledger_leaf WHERE position = 1", {"leaf_missing", "not_a_prefix"}),
        ("DELETE FROM ledger_checkpoint", {"checkpoint_broken"}),
        ("UPDATE ledger_checkpoint SET note = replace(note, '3', '4')", {"checkpoint_broken"}),
        ("UPDATE ledger_log SET size = 2", {"not_a_prefix"}),
    ],
)  # fmt: skip
def test_p22_a_change_behind_the_back_of_the_service_is_found(
    session, appeal, page, statement, expected
):
    ledger.sign_logs()
    assert ledger.is_sound(session, appeal)
    if session.get_bind().dialect.name != "sqlite":
        statement = statement.replace("'Rival')", "'Rival')::json", "signature SET" in statement)
        statement = statement.replace("'Other')", "'Other')::json")

    change(session, statement)

    assert expected <= faults(session, appeal)
    assert not ledger.is_sound(session, appeal)


def test_the_nightly_check_notes_what_is_wrong_and_that_it_is_well_again(session, appeal, page):
    ledger.sign_logs()
    was = session.scalars(sa.text("SELECT representative_name FROM signature")).one()
    change(session, "UPDATE signature SET representative_name = 'Eve'")
    look(session, appeal)
    assert ledger.find_fault(session, appeal) == "signature_changed"

    change(session, f"UPDATE signature SET representative_name = '{was}'")
    look(session, appeal)

    assert ledger.find_fault(session, appeal) is None
    assert ledger.state(session, appeal).checked_at is not None


def look(session, appeal):
    """Check as if a day had passed."""
    change(session, "UPDATE ledger_log SET checked_at = NULL")
    from appeals.ledger.checking import check_logs

    check_logs()


def test_nothing_is_signed_over_a_log_that_is_not_what_was_signed(session, appeal, client, page):
    ledger.sign_logs()
    change(session, "DELETE FROM ledger_opening")
    change(session, "DELETE FROM ledger_leaf WHERE position = 2")
    sign(client, opened(client, invitation_of(session, "Lake House")))

    ledger.sign_logs()

    assert ledger.state(session, appeal).waiting == 1
    assert checkpoint(session, appeal).size == 3
    assert ledger.find_fault(session, appeal) == "not_a_prefix"


def test_p23_erasing_what_opens_the_leaves_leaves_the_log_whole(session, appeal, page):
    ledger.sign_logs()
    before = ledger.state(session, appeal).checkpoint

    signature = session.scalars(select(Signature)).one()
    signature.representative_name = signature.representative_role = ""
    ledger.erase_personal(session, invitation_of(session).id)
    session.commit()

    opening = session.scalars(select(Opening).where(Opening.printed.contains("River"))).one()
    assert (opening.personal, opening.personal_nonce) == (None, None)
    assert ledger.is_sound(session, appeal)
    assert ledger.state(session, appeal).checkpoint == before


def test_a_signature_nobody_gave_is_found(session, appeal, page):
    ledger.sign_logs()
    other = invitation_of(session, "Lake House")
    signature = session.scalars(select(Signature)).one()
    values = {
        column.key: getattr(signature, column.key) for column in sa.inspect(Signature).column_attrs
    }
    session.add(
        Signature(
            **values
            | {"id": None, "invitation_id": other.id, "organisation_id": other.organisation_id}
        )
    )
    session.commit()

    assert faults(session, appeal) == {"signature_added"}


def test_logs_are_kept_apart(session, coalition_id, appeal, page):
    other = make_asked_again(session)
    ledger.sign_logs()

    assert checkpoint(session, appeal).size == 3
    assert checkpoint(session, other).size == 2
    assert len(session.scalars(select(Log)).all()) == 2


def make_asked_again(session):
    from appeals.invitations.models import Invitation

    other = make_asked(session)
    assert session.scalars(select(Invitation).where(Invitation.appeal_id == other.id)).all()
    return other
