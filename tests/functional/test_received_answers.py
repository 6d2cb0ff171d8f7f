"""Answers that came by mail: shown row by row, then recorded all or none."""

import io
import re
from datetime import timedelta

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from appeals.drafting import services as drafting
from appeals.drafting.models import ChangeClass
from appeals.invitations.models import Invitation
from appeals.ledger import Entry
from appeals.mail import Mail
from appeals.signatures import answer_sheets, receiving
from appeals.signatures.models import Signature
from appeals.signatures.receiving import Effect, Obstacle
from tests import factories
from tests.functional.asked import NOW, invitation_of, make_asked, opened, sign

TODAY = NOW.date().isoformat()
HEADING = "organisation,answer,name,role,received,language,evidence"


def table(*rows):
    return "\n".join([HEADING, *rows])


def row(organisation="River Watch", answer="sign", received=TODAY, language="en", evidence="mail"):
    return f"{organisation},{answer},Ada Lovelace,Chair,{received},{language},{evidence}"


def planned(session, appeal, *rows, now=NOW):
    sheet = answer_sheets.read(table(*rows).encode())
    assert sheet.faults == ()
    return receiving.plan(session, appeal, sheet, now=now)


def obstacles(session, appeal, *rows, now=NOW):
    return [each.obstacle for each in planned(session, appeal, *rows, now=now).rows]


def send(client, appeal, text):
    """Send a table and return the address of the page that shows what it would do."""
    return client.post(f"/appeals/{appeal.slug}/lists/receive", data={"text": text}).headers[
        "Location"
    ]


def confirm(client, page):
    found = re.search(r'name="fingerprint"[^>]*value="([0-9a-f]{64})"', client.get(page).text)
    return client.post(page, data={"fingerprint": found.group(1) if found else ""})


def test_the_page_shows_first_and_then_records_with_evidence_and_receipts(
    signed_in, session, coordinator
):
    appeal = make_asked(session)
    text = table(row(evidence="mail to Vera"), row("Lake House", "decline", language=""))

    page = send(signed_in, appeal, text)
    shown = signed_in.get(page).text
    assert session.scalars(select(Signature)).all() == []
    done = confirm(signed_in, page)

    assert "mail to Vera" in shown
    assert done.status_code == 303
    session.expire_all()
    signature = session.scalars(select(Signature)).one()
    assert signature.basis == f"{TODAY}: mail to Vera"
    assert signature.recorded_by == coordinator.id
    assert signature.representative_name == "Ada Lovelace"
    receipts = session.scalars(select(Mail).where(Mail.template == "receipt")).all()
    assert len(receipts) == 2
    declined = invitation_of(session, "Lake House")
    assert (declined.answer, declined.answer_basis) == ("declined", f"{TODAY}: mail")
    actions = session.execute(select(Entry.action, Entry.account_id)).all()
    assert ("signature.recorded", coordinator.id) in actions
    assert ("invitation.declined", coordinator.id) in actions


def test_confirming_twice_records_once(signed_in, session):
    appeal = make_asked(session)
    page = send(signed_in, appeal, table(row()))

    confirm(signed_in, page)
    again = signed_in.post(page, data={"fingerprint": "0" * 64})

    assert again.headers["Location"].endswith("/lists/receive")
    assert len(session.scalars(select(Signature)).all()) == 1


def test_with_one_bad_row_nothing_is_recorded(signed_in, session):
    appeal = make_asked(session)
    page = send(signed_in, appeal, table(row(), row("Nobody Knows Us")))

    confirm(signed_in, page)

    assert session.scalars(select(Signature)).all() == []
    assert session.scalars(select(Invitation).where(Invitation.answer.is_not(None))).all() == []


def test_what_changed_since_it_was_shown_is_shown_again(signed_in, client, session):
    appeal = make_asked(session)
    page = send(signed_in, appeal, table(row(), row("Lake House")))
    text = signed_in.get(page).text
    fingerprint = re.search(r'value="([0-9a-f]{64})"', text).group(1)
    sign(client, opened(client, invitation_of(session)))

    refused = signed_in.post(page, data={"fingerprint": fingerprint})

    assert refused.headers["Location"] == page
    assert len(session.scalars(select(Signature)).all()) == 1


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        ("River Watch", None),
        ("  river   WATCH ", None),
        ("Речной дозор", None),
        ("River Wotch", Obstacle.UNKNOWN),
    ],
)
def test_an_organisation_is_known_by_its_names(session, coalition_id, called, expected):
    assert obstacles(session, make_asked(session), row(called)) == [expected]


def test_a_misspelled_name_is_told_what_it_may_have_been(session, coalition_id):
    [only] = planned(session, make_asked(session), row("River Wotch")).rows

    assert only.likes == ["River Watch"]


def test_an_acronym_of_two_is_refused(session, coalition_id):
    appeal = make_asked(session)
    for each in (invitation_of(session), invitation_of(session, "Lake House")):
        each.organisation.names[0].acronym = "RW"
    session.flush()

    assert obstacles(session, appeal, row("RW")) == [Obstacle.AMBIGUOUS]


def test_what_is_wrong_with_a_row_is_told(session, coalition_id):
    appeal = make_asked(session)
    tomorrow = (NOW + timedelta(days=2)).date().isoformat()

    assert obstacles(session, appeal, row(), row()) == [None, Obstacle.TWICE]
    assert obstacles(session, appeal, row(received=tomorrow)) == [Obstacle.FUTURE]
    assert obstacles(session, appeal, row(received="2001-01-01")) == [Obstacle.DRAFT]
    assert obstacles(session, appeal, row(language="fr")) == [Obstacle.LANGUAGE]
    invitation_of(session).disputed_at = NOW
    invitation_of(session, "Lake House").revoked_at = NOW
    assert obstacles(session, appeal, row(), row("Lake House")) == [
        Obstacle.DISPUTED,
        Obstacle.REVOKED,
    ]


def test_an_answer_to_a_text_changed_in_substance_since_is_refused(session, coalition_id):
    appeal = make_asked(session)
    earlier = drafting.latest_locked(session, appeal)
    earlier.locked_at = NOW - timedelta(days=5)
    _change(session, appeal, ChangeClass.SUBSTANCE)

    old, new = (NOW - timedelta(days=3)).date().isoformat(), TODAY

    assert obstacles(session, appeal, row(received=old), row("Lake House", received=new)) == [
        Obstacle.OLD_TEXT,
        None,
    ]


def test_an_answer_to_a_text_with_a_slip_holds_for_the_mended_one(session, coalition_id):
    appeal = make_asked(session)
    earlier = drafting.latest_locked(session, appeal)
    earlier.locked_at = NOW - timedelta(days=5)
    _change(session, appeal, ChangeClass.TYPO)

    [only] = planned(
        session, appeal, row(received=(NOW - timedelta(days=3)).date().isoformat())
    ).rows

    assert (only.effect, only.read) == (Effect.SIGNS, earlier)


def _change(session, appeal, change):
    """Put a newer final text behind the present one, classed as this change."""
    from uuid import uuid4

    from appeals.drafting.models import Revision

    before = drafting.latest_locked(session, appeal)
    session.add(
        Revision(
            id=uuid4(),
            appeal_id=appeal.id,
            number=before.number + 1,
            segments=before.segments,
            hashes=before.hashes,
            set_hash="f" * 64,
            change=change,
            created_at=NOW,
            locked_at=NOW - timedelta(days=1),
        )
    )
    session.flush()


def test_who_has_signed_is_left_as_is_and_never_withdrawn_by_a_table(client, session, coalition_id):
    appeal = make_asked(session)
    sign(client, opened(client, invitation_of(session)))
    session.expire_all()

    [same] = planned(session, appeal, row()).rows

    assert same.effect is Effect.NOTHING
    assert obstacles(session, appeal, row(answer="decline")) == [Obstacle.DIFFERS]
    assert obstacles(session, appeal, row(answer="support")) == [Obstacle.DIFFERS]


def test_who_was_not_chosen_is_chosen_by_it(signed_in, session):
    appeal = make_asked(session)
    session.add(factories.make_organisation({"en": "Late Comers", "ru": "Поздние"}))
    session.commit()
    [only] = planned(session, appeal, row("Late Comers")).rows
    assert only.is_uninvited

    confirm(signed_in, send(signed_in, appeal, table(row("Late Comers", "support"))))

    assert invitation_of(session, "Late Comers").answer == "supports"


def test_a_closed_appeal_takes_none(signed_in, session):
    appeal = make_asked(session, deadline=NOW + timedelta(days=1))
    appeal.deadline = NOW - timedelta(minutes=1)
    session.commit()
    page = send(signed_in, appeal, table(row()))

    confirm(signed_in, page)

    assert session.scalars(select(Signature)).all() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("organisation", ""),
        ("answer", "maybe"),
        ("answer", ""),
        ("name", ""),
        ("role", "Ch\u202eair"),
        ("received", "yesterday"),
        ("received", "2026-02-30"),
        ("language", "not a language"),
        ("evidence", ""),
        ("evidence", "x" * 1001),
    ],
)
def test_a_bad_cell_is_named(column, value):
    cells = {
        "organisation": "River Watch",
        "answer": "sign",
        "name": "Ada",
        "role": "Chair",
        "received": "2026-11-20",
        "language": "en",
        "evidence": "mail",
    } | {column: value}

    sheet = answer_sheets.read("\n".join([",".join(cells), ",".join(cells.values())]).encode())

    assert sheet.rows == ()
    assert {(fault.row, fault.column) for fault in sheet.faults} == {(2, column)}


def test_a_workbook_says_the_same_as_a_pasted_table():
    book = Workbook()
    book.active.append(HEADING.split(","))
    book.active.append(
        ["River Watch", "sign", "Ada", "Chair", NOW.date(), "en", "mail, see folder"]
    )
    out = io.BytesIO()
    book.save(out)
    pasted = (
        "\t".join(HEADING.split(","))
        + "\n"
        + "\t".join(["River Watch", "sign", "Ada", "Chair", TODAY, "en", "mail, see folder"])
    )

    assert answer_sheets.read(out.getvalue()) == answer_sheets.read(pasted.encode())


def test_a_table_without_a_column_is_refused():
    sheet = answer_sheets.read(b"organisation,answer,colour\nRiver Watch,sign,blue")

    assert {fault.column for fault in sheet.faults} == {
        "colour",
        "name",
        "role",
        "received",
        "evidence",
    }
