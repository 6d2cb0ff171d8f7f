"""What is kept how long (P33, P36): each kind at the edge of its time, and what outlives it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from appeals import config, db, ledger, mail
from appeals.accounts import history, sessions
from appeals.accounts.models import Account, AccountSession, KnownBrowser, SecurityEvent
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind, Revision
from appeals.invitations import services as invitations
from appeals.invitations.models import Answer, Handover, Question
from appeals.ledger.models import Opening
from appeals.limits import Attempt
from appeals.mail import Cause, Mail, MailState, Recipient, Suppression, recipients
from appeals.organisations.models import Contact, Organisation
from appeals.retention import purging
from appeals.retention.models import PurgeState
from appeals.retention.purging import ClockDoubted, purge
from appeals.reviewing.models import Comment, CommentSource, CommentState, Reviewer
from appeals.signatures.models import Mandate, Signature
from tests import factories
from tests.functional.asked import invitation_of, make_asked, opened, sign

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
TYPED = {"name": "Ada Lovelace", "email": "ada@river.example"}


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def closed(session, appeal, client):
    """The appeal is closed: River Watch has signed, Lake House never answered."""
    page = opened(client, invitation_of(session))
    client.post(f"{page}/question", data=TYPED | {"question": "Who wrote it?"})
    sign(client, page)
    session.execute(update(Organisation).values(updated_at=NOW))
    session.expire_all()
    drafting.close(session, appeal, by=None, now=NOW)
    session.commit()
    return appeal


def at(session, moment):
    counts = purge(as_of=moment)
    session.expire_all()
    return counts


def months(number):
    return config.periods.Period(number, config.periods.Unit.MONTHS).after(NOW)


def addresses(session):
    named = select(Contact.email).join(Contact.organisation).join(Organisation.names)
    return {
        name: len(session.scalars(named.where(factories.OrganisationName.name == name)).all())
        for name in ("River Watch", "Lake House")
    }


def test_p33_who_signed_is_kept_for_six_months_after_the_close(session, closed):
    at(session, months(6) - DAY)
    kept = session.scalars(select(Signature)).one()
    assert kept.representative_name == "Ada Lovelace"

    at(session, months(6) + DAY)

    kept = session.scalars(select(Signature)).one()
    invitation = invitation_of(session)
    assert (kept.representative_name, kept.representative_role) == ("", "")
    assert (invitation.answered_by_name, invitation.answered_by_role) == (None, None)
    assert invitation.answer is Answer.SIGNED
    assert kept.names["ru"]["name"] == "Речной дозор"


def test_p23_erasing_who_signed_breaks_no_proof(session, closed):
    ledger.sign_logs()
    session.expire_all()
    before = ledger.state(session, closed).checkpoint

    at(session, months(7))

    openings = session.scalars(select(Opening)).all()
    assert {(each.personal, each.personal_nonce) for each in openings} == {(None, None)}
    assert any(each.printed for each in openings)
    assert ledger.check(session, closed.id) == []
    assert ledger.state(session, closed).checkpoint == before


def test_p33_contacts_of_the_silent_go_after_ninety_days_those_of_signatories_later(
    session, closed
):
    at(session, NOW + 89 * DAY)
    assert addresses(session) == {"River Watch": 2, "Lake House": 2}

    at(session, NOW + 91 * DAY)
    assert addresses(session) == {"River Watch": 2, "Lake House": 0}

    at(session, months(6) + DAY)
    assert addresses(session) == {"River Watch": 0, "Lake House": 0}


def test_contacts_stay_while_another_appeal_asks_the_organisation(session, closed):
    river = invitation_of(session).organisation
    other = factories.make_appeal(deadline=NOW + 900 * DAY)
    session.add(other)
    session.flush()
    drafting.lock(session, other, by=None, now=NOW)
    invitations.choose(session, other, [river], ListKind.SIGNATORY, by=None, now=NOW)
    session.commit()

    at(session, NOW + 400 * DAY)

    assert addresses(session) == {"River Watch": 2, "Lake House": 0}


def test_contacts_that_were_entered_of_late_stay(session, closed):
    lake = invitation_of(session, "Lake House").organisation
    lake.updated_at = NOW + 60 * DAY
    session.commit()

    at(session, NOW + 100 * DAY)
    assert addresses(session)["Lake House"] == 2

    at(session, NOW + 151 * DAY)
    assert addresses(session)["Lake House"] == 0


def test_a_standing_mandate_keeps_the_contacts_it_tells(session, closed, coordinator):
    lake = invitation_of(session, "Lake House").organisation
    until = (NOW + 500 * DAY).date()
    mandate = Mandate(
        organisation_id=lake.id,
        scope="All",
        list_kind=ListKind.SIGNATORY,
        window_hours=48,
        granted_by_name="Bea",
        granted_by_role="Chair",
        granted_on=NOW.date(),
        valid_until=until,
        evidence="A letter",
        recorded_at=NOW,
        recorded_by=coordinator.id,
    )
    session.add(mandate)
    session.commit()

    at(session, NOW + 400 * DAY)
    assert addresses(session) == {"River Watch": 0, "Lake House": 2}
    assert mandate.granted_by_name == "Bea"

    at(session, NOW + 700 * DAY)
    assert addresses(session) == {"River Watch": 0, "Lake House": 0}
    assert (mandate.granted_by_name, mandate.evidence) == ("", "")


def test_contacts_that_were_never_asked_stay_a_year(session, coalition_id):
    never = factories.make_organisation({"en": "River Watch"}, updated_at=NOW)
    session.add(never)
    session.commit()

    at(session, months(12) - DAY)
    assert addresses(session)["River Watch"] == 1

    at(session, months(12) + DAY)
    assert addresses(session)["River Watch"] == 0


def test_nothing_of_an_open_appeal_goes(session, appeal, client):
    sign(client, opened(client, invitation_of(session)))
    session.execute(update(Organisation).values(updated_at=NOW - 300 * DAY))
    session.commit()

    counts = at(session, NOW + 8 * DAY)

    assert {kind for kind, count in counts.items() if count} == set()


def test_an_answer_given_late_is_kept_for_its_own_time(session, closed):
    invitation = invitation_of(session)
    invitation.answered_at = months(5)
    session.commit()

    at(session, months(7))
    assert session.scalars(select(Signature)).one().representative_name == "Ada Lovelace"

    at(session, months(11) + DAY)
    assert session.scalars(select(Signature)).one().representative_name == ""


def test_questions_and_who_handed_over_go_with_the_answer(session, closed):
    invitation = invitation_of(session)
    handover = Handover(
        invitation_id=invitation.id,
        number=2,
        given_by_name="Ada",
        given_by_role="Chair",
        to_name="Bea",
        to_email="bea@river.example",
        language="en",
        handed_over_at=NOW,
    )
    session.add(handover)
    session.commit()

    at(session, months(6) - DAY)
    assert len(session.scalars(select(Question)).all()) == 1
    assert handover.to_email == "bea@river.example"

    at(session, months(6) + DAY)
    assert session.scalars(select(Question)).all() == []
    assert (handover.given_by_name, handover.to_name, handover.to_email) == ("", "", "")
    assert handover.number == 2


def test_comments_and_drafts_go_a_year_after_the_close(session, closed):
    reviewer = Reviewer(
        appeal_id=closed.id, name="Bea", email="bea@river.example", language="en", chosen_at=NOW
    )
    session.add(reviewer)
    session.flush()
    session.add(
        Comment(
            appeal_id=closed.id,
            segment_id=closed.segments[0].id,
            language="en",
            reviewer_id=reviewer.id,
            author_name="Bea",
            source=CommentSource.PAGE,
            text="Too long.",
            original="x",
            created_at=NOW,
            state=CommentState.OPEN,
        )
    )
    final = session.scalars(select(Revision)).one()
    for number in (2, 3):
        session.add(
            Revision(
                appeal_id=closed.id,
                number=number,
                segments=[],
                hashes={},
                set_hash=f"{number}",
                created_at=NOW,
            )
        )
    session.commit()

    at(session, months(12) - DAY)
    assert len(session.scalars(select(Comment)).all()) == 1

    at(session, months(12) + DAY)
    assert session.scalars(select(Comment)).all() == []
    assert session.scalars(select(Reviewer)).all() == []
    # What was signed stays, and so does the newest state of the text.
    assert sorted(session.scalars(select(Revision.number))) == [final.number, 3]


def test_of_mails_the_recipient_goes_after_thirty_days(session, appeal):
    for queued in session.scalars(select(Mail)):
        queued.state, queued.sent_at = MailState.SENT, NOW
        queued.recipient, queued.domain, queued.reason = "x@river.example", "river.example", "250"
    mail.queue(session, "note", uuid4(), now=NOW - 99 * DAY)
    session.commit()
    number = session.scalar(select(func.count()).select_from(Mail))

    at(session, NOW + 29 * DAY)
    assert {each.recipient for each in session.scalars(select(Mail))} == {"x@river.example", None}

    at(session, NOW + 31 * DAY)
    left = session.scalars(select(Mail)).all()
    assert {(each.recipient, each.domain, each.reason) for each in left} == {(None, None, None)}
    # The board says what became of each invitation's; what still waits is nobody's to delete.
    assert len(left) == number
    assert {each.state for each in left} == {MailState.SENT, MailState.QUEUED}


def test_mails_that_no_board_shows_go_whole(session, coalition_id, coordinator):
    gone = mail.queue(session, "accounts_reset", coordinator.id, now=NOW)
    session.execute(update(Mail).values(state=MailState.SENT, sent_at=NOW))
    session.commit()

    at(session, NOW + 31 * DAY)

    assert session.get(Mail, gone) is None


def test_p33_what_happened_to_an_account_is_kept_for_a_year(session, coordinator):
    history.note(session, coordinator.id, history.Event.SIGNED_IN, now=NOW, browser="Firefox|Linux")
    history.remember_browser(session, coordinator.id, "", now=NOW)
    sessions.begin(session, coordinator, browser="Firefox|Linux")
    session.commit()

    at(session, months(12) - DAY)
    kept = [session.scalars(select(each)).all() for each in (SecurityEvent, KnownBrowser)]
    assert [len(each) for each in kept] == [1, 1]
    assert session.scalars(select(AccountSession)).all() == []

    at(session, months(12) + DAY)
    assert session.scalars(select(SecurityEvent)).all() == []
    assert session.scalars(select(KnownBrowser)).all() == []


def test_an_account_that_was_switched_off_is_nobodys_after_a_year(session, coordinator):
    coordinator.active = False
    coordinator.created_at = NOW - 900 * DAY
    history.note(session, coordinator.id, history.Event.SWITCHED_OFF, now=NOW)
    session.commit()

    at(session, months(12) - DAY)
    assert session.get(Account, coordinator.id).name == "Ada Example"

    at(session, months(12) + DAY)
    gone = session.get(Account, coordinator.id)
    assert (gone.name, gone.password, "@" in gone.email) == ("", "!", False)


def test_p36_what_was_tried_is_forgotten_after_a_day(session, coalition_id, monkeypatch):
    session.add_all(Attempt(key=f"k{hours}", at=NOW - hours * DAY / 24) for hours in (23, 25))
    session.commit()

    purging.forget_attempts()

    assert session.scalars(select(Attempt.key)).all() == ["k23"]


def test_a_block_outlives_the_address(session, appeal, client):
    """Who wanted no more mails is not written to when an old table is imported in a year."""
    address = "Ada@River.example"
    coalition_id = appeal.coalition_id
    river = invitation_of(session).organisation
    river.contacts[0].email = address
    recipients.remember(session, coalition_id, address)
    mail.suppress(session, address, Cause.UNSUBSCRIBED, now=NOW)
    session.commit()
    at(session, NOW)
    assert session.scalars(select(Suppression.address)).all() == ["ada@river.example"]

    river.contacts[0].email = "other@river.example"
    session.commit()
    at(session, NOW)

    for model in (Suppression, Recipient):
        (kept,) = session.scalars(select(model.address)).all()
        assert "@" not in kept
        assert "river" not in kept
    river.contacts[0].email = address
    session.commit()
    held = mail.every_suppressed(session)
    assert mail.key_of(address) in held
    assert held[mail.key_of(address)].cause is Cause.UNSUBSCRIBED
    assert "other@river.example" not in held
    assert mail.suppressed(session, [address]) == {address: Cause.UNSUBSCRIBED}
    assert [each.cause for each in mail.held(session, [address])["ada@river.example"]] == [
        Cause.UNSUBSCRIBED
    ]
    mail.suppress(session, address, Cause.UNSUBSCRIBED, now=NOW)
    assert len(session.scalars(select(Suppression)).all()) == 1


def test_the_link_that_ends_mails_works_when_the_address_is_gone(session, appeal, client):
    address = "ada@river.example"
    recipients.remember(session, appeal.coalition_id, address)
    session.commit()
    at(session, NOW)
    link = recipients.url_for(appeal.coalition_id, address).partition(":8000")[2]
    page = client.get(link).headers["Location"]
    shown = client.get(page)
    assert (shown.status_code, "river.example" in shown.text) == (200, False)

    wrong = client.post(page, data={"wish": "nothing", "address": "bea@river.example"})
    right = client.post(page, data={"wish": "nothing", "address": address})

    assert (wrong.status_code, right.status_code) == (422, 303)
    session.expire_all()
    assert not mail.may_write_to(session, address)
    client.post(page, data={"wish": "everything", "address": address})
    session.expire_all()
    assert mail.may_write_to(session, address)


def test_many_things_go_in_many_short_turns(session, appeal, monkeypatch):
    monkeypatch.setattr(purging, "_AT_ONCE", 10)
    session.add_all(Attempt(key=f"k{number}", at=NOW - 2 * DAY) for number in range(35))
    session.commit()
    turns = []
    real = purging.Rule.carry_out
    monkeypatch.setattr(
        purging.Rule,
        "carry_out",
        lambda rule, writing, ids: turns.append(len(ids)) or real(rule, writing, ids),
    )

    counts = at(session, NOW)

    assert turns == [10, 10, 10, 5]
    assert counts["attempts"] == 35


def test_a_purge_that_is_broken_off_goes_on_with_the_next(session, closed, monkeypatch):
    real = purging.Rule.carry_out

    def breaks(rule, writing, ids):
        real(rule, writing, ids)
        if rule.kind == "who answered for an organisation":
            raise KeyboardInterrupt

    monkeypatch.setattr(purging.Rule, "carry_out", breaks)
    with pytest.raises(KeyboardInterrupt):
        purge(as_of=months(7))
    session.expire_all()
    # That turn was undone as a whole: names and what opens their leaves go together.
    assert session.scalars(select(Signature)).one().representative_name == "Ada Lovelace"
    assert ledger.check(session, closed.id) == []

    monkeypatch.undo()
    at(session, months(7))

    assert session.scalars(select(Signature)).one().representative_name == ""


@pytest.mark.parametrize("leap", [timedelta(days=-2), timedelta(days=41), timedelta(days=3650)])
def test_a_clock_that_leapt_deletes_nothing(session, closed, leap):
    session.add(Attempt(key="k", at=NOW - 2 * DAY))
    state = session.get_one(PurgeState, 1)
    state.purged_at = NOW - leap
    session.commit()

    with pytest.raises(ClockDoubted, match="appeals purge --as-of"):
        purge()
    purging.purge_hourly()

    assert session.scalars(select(Attempt.key)).all() == ["k"]
    assert purge(dry_run=True)["attempts"] == 1
    assert purge(as_of=NOW)["attempts"] == 1
    assert purge()["attempts"] == 0  # whoever said which day it is has said that the clock is right


def test_before_the_first_purge_the_newest_act_is_what_the_clock_is_compared_with(
    session, coalition_id
):
    db.append(
        session,
        ledger.Entry,
        at=NOW - 50 * DAY,
        action="made.up",
        appeal_id=None,
        subject_id=uuid4(),
        account_id=None,
        details={},
    )
    session.commit()

    with pytest.raises(ClockDoubted):
        purge()


def test_a_plausible_clock_is_believed(session, closed):
    session.get_one(PurgeState, 1).purged_at = NOW - 39 * DAY
    session.add(Attempt(key="k", at=NOW - 2 * DAY))
    session.commit()

    assert purge()["attempts"] == 1
    assert NOW - session.get_one(PurgeState, 1).purged_at < DAY
