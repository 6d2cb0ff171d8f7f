"""What follows from a report: who is written to no more, and what the board and pages say."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from appeals import db, mail
from appeals.drafting.models import Appeal
from appeals.invitations import boards
from appeals.invitations import services as invitations
from appeals.invitations.rules import BoardState
from appeals.mail import Bounce, BounceKind, Cause, Mail, MailState, bounces, claims, delivery
from appeals.mail.reports import read
from appeals.mail.verp import ReturnAddress
from tests import factories
from tests.functional.asked import NOW, invitation_of, make_asked, sent
from tests.returned import report

OURS = ReturnAddress("bounces@coalition.example", ["a-key-that-is-only-for-tests"])
DAY = timedelta(days=1)


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def invitation(session, appeal):
    return invitation_of(session)


@pytest.fixture
def went_out(session, invitation):
    """The invitation's mail, accepted by the server."""
    return deliver(session, invitation)


def deliver(session, invitation):
    row = session.scalars(
        select(Mail).where(Mail.subject_id == invitation.id).order_by(Mail.queued_at.desc())
    ).first()
    delivery._composed(session, row)
    row.state, row.sent_at = MailState.SENT, NOW
    session.commit()
    return row


def comes_back(session, row, name, *, now=NOW, recipient=None):
    raw = report(name, OURS.of(row.id), recipient or row.recipient)
    return bounces.record(session, read(raw, OURS), now=now)


def another_mail(session, address, now):
    made = uuid4()
    db.append(
        session, Mail, id=made, template="invitation", subject_id=uuid4(), parameters={}, rank=1,
        attempt=1, doubts=0, state=MailState.SENT, queued_at=now, recipient=address,
    )  # fmt: skip
    return session.get_one(Mail, made)


def address_of(invitation):
    return invitation.organisation.contact.email


def rows(session):
    return session.scalars(select(Bounce)).all()


def test_a_mailbox_that_is_not_there_is_written_to_no_more(session, appeal, invitation, went_out):
    assert comes_back(session, went_out, "postfix_unknown")

    assert mail.suppressed(session, [address_of(invitation)]) == {
        address_of(invitation): Cause.BOUNCED
    }
    assert went_out.state is MailState.REFUSED
    assert went_out.reason.startswith("550 5.1.1 <…>: Recipient address rejected")
    assert boards.row(session, invitation, now=NOW).state is BoardState.BOUNCED
    [other] = [each for each in boards.board(session, appeal, now=NOW).rows if not each.bounce]
    assert other.state is not BoardState.BOUNCED


def test_the_same_report_read_twice_is_one(session, went_out):
    assert comes_back(session, went_out, "postfix_unknown")
    assert not comes_back(session, went_out, "postfix_unknown")

    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    "name", ["postfix_delayed", "exchange_full", "gmail_policy", "away_german"]
)
def test_what_may_pass_changes_nothing_yet(session, invitation, went_out, name):
    comes_back(session, went_out, name)

    assert mail.may_write_to(session, address_of(invitation))
    assert went_out.state is MailState.SENT
    assert boards.row(session, invitation, now=NOW).state is BoardState.SENT


def test_a_complaint_is_heeded_though_the_mail_arrived(session, invitation, went_out):
    comes_back(session, went_out, "complaint")

    assert set(mail.suppressed(session, [address_of(invitation)]).values()) == {Cause.COMPLAINED}
    assert went_out.state is MailState.SENT


def test_of_an_automatic_reply_nothing_but_that_it_came_is_kept(session, went_out):
    comes_back(session, went_out, "away_english")

    [kept] = rows(session)
    assert (kept.kind, kept.said, kept.status) == (BounceKind.AUTO_REPLY, None, None)


def test_a_forwarded_mail_is_our_addresss_trouble_and_the_other_is_not_kept(
    session, invitation, went_out
):
    comes_back(session, went_out, "gmail_forwarded")

    [kept] = rows(session)
    assert kept.forwarded
    assert "private" not in kept.said
    assert not mail.may_write_to(session, address_of(invitation))
    assert mail.may_write_to(session, "a.private.person@bigmail.example")


def test_the_address_the_mail_went_to_is_given_up_and_not_the_present_one(
    session, invitation, went_out
):
    invitation.organisation.contact.email = "new@lilac.example"
    session.commit()

    comes_back(session, went_out, "postfix_unknown")

    assert mail.may_write_to(session, "new@lilac.example")
    assert not mail.may_write_to(session, went_out.recipient)


@pytest.mark.parametrize(
    ("days", "given_up"),
    [
        ((0, 1, 3), True),
        ((0, 1, 2), False),
        ((0, 9), False),
        ((0, 61, 62), False),
        ((0, 0, 0, 0), False),
    ],
)
def test_an_address_is_given_up_after_several_mails_in_several_days(days, given_up):
    softs = [(uuid4(), NOW - 70 * DAY + each * DAY) for each in days]

    assert bounces.worn_out(softs, now=max(at for _mail, at in softs)) is given_up


def test_warnings_about_one_mail_are_one():
    one = uuid4()

    assert not bounces.worn_out([(one, NOW - day * DAY) for day in range(5)], now=NOW)


def test_a_mailbox_that_stays_full_is_given_up(session, coalition_id):
    for day in (0, 2, 4):
        row = another_mail(session, "full@lilac.example", NOW + day * DAY)
        assert mail.may_write_to(session, "full@lilac.example")
        comes_back(session, row, "exchange_full", now=NOW + day * DAY)

    assert not mail.may_write_to(session, "full@lilac.example")


@pytest.mark.parametrize(
    ("answer", "state", "open_"),
    [
        ("550 5.1.1 <{}>: no such mailbox", BoardState.BOUNCED, False),
        ("550 5.7.1 we do not like your face", BoardState.REFUSED, True),
    ],
)
def test_a_refusal_at_the_door_is_the_same_news(
    session, invitation, went_out, answer, state, open_
):
    went_out.state = MailState.SENDING
    session.commit()
    claim = claims.Claim(went_out, went_out.attempt)

    claims.note(claim, MailState.REFUSED, answer.format(went_out.recipient), doubt=False)

    session.expire_all()
    assert mail.may_write_to(session, address_of(invitation)) is open_
    assert boards.row(session, invitation, now=NOW).state is state
    [kept] = rows(session)
    assert went_out.recipient not in kept.said


def test_reports_about_another_coalitions_mail_stay_there(session, coalition_id, went_out):
    other = factories.make_coalition(name="Lakes Coalition")
    session.add(other)
    session.flush()
    db.enter(session, other.id)

    comes_back(session, went_out, "postfix_unknown")

    db.enter(session, other.id)
    assert rows(session) == []
    assert mail.may_write_to(session, went_out.recipient)
    db.enter(session, coalition_id)
    assert len(rows(session)) == 1


def test_who_is_written_to_no_more_is_not_reminded(session, appeal, invitation, went_out):
    later = NOW + 5 * DAY
    for other in invitation.organisation.contacts[1:]:
        mail.suppress(session, other.email, mail.Cause.UNSUBSCRIBED, now=NOW)
    before = invitations.remind(session, appeal, by=None, now=later, dry_run=True)
    comes_back(session, went_out, "complaint")

    after = invitations.remind(session, appeal, by=None, now=later, dry_run=True)

    assert {each.id for each in before} - {each.id for each in after} == {invitation.id}


def page_of(appeal, invitation):
    return f"/appeals/{appeal.slug}/invitations/{invitation.handle}"


def test_the_pages_tell_and_another_contact_is_one_click_away(
    session, signed_in, appeal, invitation, went_out
):
    former, second = invitation.organisation.contacts
    dead = former.email
    comes_back(session, went_out, "postfix_unknown")
    session.commit()
    page = page_of(appeal, invitation)

    board = signed_in.get(f"/appeals/{appeal.slug}/invitations").text
    assert "Came back" in board
    shown = signed_in.get(page).text
    assert "There is no such mailbox." in shown
    assert "Recipient address rejected" in shown
    assert f"Write to {second.email} instead" in shown
    assert "Send the mail again" not in shown

    answer = signed_in.post(f"{page}/write-to/{second.id}")

    assert answer.status_code == 303
    session.expire_all()
    contacts = [each.email for each in invitation.organisation.contacts]
    assert contacts == [f"second@{invitation.organisation_id.hex}.org", dead]
    newest = sent(session, "invitation")[-1]
    assert newest.to == contacts[0]
    assert "Came back" not in signed_in.get(page).text.partition("<dl")[0]


def test_a_corrected_address_gets_the_mail(session, signed_in, appeal, invitation, went_out):
    comes_back(session, went_out, "postfix_unknown")
    session.commit()
    page = page_of(appeal, invitation)

    wrong = signed_in.post(f"{page}/address", data={"email": "ada(at)lilac.example"})
    same = signed_in.post(f"{page}/address", data={"email": went_out.recipient.upper()})

    assert wrong.status_code == 422
    assert "ada(at)lilac.example" in wrong.text
    assert same.status_code == 303
    session.expire_all()
    assert address_of(invitation) == went_out.recipient

    signed_in.post(f"{page}/address", data={"email": "bea@lilac.example"})

    session.expire_all()
    assert address_of(invitation) == "bea@lilac.example"
    assert sent(session, "invitation")[-1].to == "bea@lilac.example"


def test_nobody_is_proposed_who_is_not_written_to_either(
    session, signed_in, appeal, invitation, went_out
):
    second = invitation.organisation.contacts[1].email
    mail.suppress(session, second, Cause.UNSUBSCRIBED, now=NOW)
    comes_back(session, went_out, "postfix_unknown")
    session.commit()

    shown = signed_in.get(page_of(appeal, invitation)).text

    assert "instead" not in shown
    assert "other contacts of the organisation are not written to" in shown


def test_a_contact_of_another_organisation_is_not_to_be_found(
    session, signed_in, appeal, invitation
):
    other = invitation_of(session, "Lake House").organisation.contact

    answer = signed_in.post(f"{page_of(appeal, invitation)}/write-to/{other.id}")

    assert answer.status_code == 404
    assert session.get_one(Appeal, appeal.id)
