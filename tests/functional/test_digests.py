"""How coordinators hear of answers: at once, once a day, or not; each once."""

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from appeals import db, ledger, mail
from appeals.accounts.permissions import Role
from appeals.digests import services as digests
from appeals.digests.models import Digest
from appeals.digests.rules import SETTLED
from appeals.drafting.models import ListKind
from appeals.invitations import services as invitations
from appeals.invitations.models import Answer, NoticeMode, NoticeSetting
from appeals.signatures import mandates, notices, recording
from appeals.signatures import services as signatures
from appeals.signatures.models import Signature
from appeals.signatures.services import Consent, Representative
from appeals.tokens import Purpose
from tests import factories
from tests.conftest import sign_in
from tests.functional.asked import NOW, WHO, invitation_of, make_asked, opened, sent, sign

DAY = timedelta(days=1)
ADA = Representative(name="Ada Lovelace", role="Chair")


@pytest.fixture
def appeal(session, coordinator):
    appeal = make_asked(session)
    appeal.opened_at = NOW - 3 * DAY
    session.commit()
    return appeal


def choose(session, appeal, account, mode, hour=8, *, now=NOW):
    invitations.set_notices(session, appeal, account.id, mode, hour, now=now)
    session.commit()


def queued(session, template):
    session.expire_all()
    return list(session.scalars(sa.select(mail.Mail).filter_by(template=template)))


def turn_of(session, name="River Watch"):
    return signatures.take_turn(session, invitation_of(session, name).id, now=NOW)


def put_name(session, name="River Watch", kind=ListKind.SIGNATORY):
    turn = turn_of(session, name)
    consent = Consent(
        list_kind=kind, representative=ADA, language_read="en", text_hash=turn.facts.text_hash
    )
    signature_id = signatures.sign(turn, consent)
    session.commit()
    return signature_id


def tomorrow():
    """A moment after the next digest of everybody, whatever hour they chose."""
    return datetime.now(UTC) + 2 * DAY


def make_digests(session, *, now=None):
    for due in digests.list_due(session, now=now or tomorrow()):
        digests.send(session, due)
    session.commit()


# At once


def test_nobody_is_told_at_once_who_has_not_chosen_it(session, appeal):
    put_name(session)

    assert queued(session, "answer_signed") == []
    assert not appeal.tells_at_once


def test_who_chose_it_is_told_of_a_signature_a_refusal_and_a_withdrawal(
    client, session, coordinator, appeal
):
    choose(session, appeal, coordinator, NoticeMode.AT_ONCE)
    page = opened(client, invitation_of(session))
    sign(client, page)
    client.post(f"{page}/withdraw", data=WHO | {"reason": "Our board stopped it."})
    other = opened(client, invitation_of(session, "Lake House"))
    client.post(other, data=WHO | {"answer": "decline", "reason": "Not our topic."})

    [signed] = sent(session, "answer_signed")
    [withdrawn] = sent(session, "answer_withdrawn")
    [declined] = sent(session, "answer_declined")
    assert {each.to for each in (signed, withdrawn, declined)} == {coordinator.email}
    assert "River Watch" in signed.text
    assert "Ada Lovelace, Chair" in signed.text
    assert "Our board stopped it." in withdrawn.text
    assert "Not our topic." in declined.text
    assert "Lake House" in declined.text
    assert "/notices" in signed.text


def test_a_correction_is_no_second_signature(client, session, coordinator, appeal):
    choose(session, appeal, coordinator, NoticeMode.AT_ONCE)
    page = opened(client, invitation_of(session))
    sign(client, page)
    sign(client, f"{page}/change", name="Grace Hopper")

    assert len(session.scalars(sa.select(Signature)).all()) == 2
    assert len(queued(session, "answer_signed")) == 1


def test_who_enters_a_signature_is_not_told_of_it(session, coordinator, coalition_id, appeal):
    colleague = factories.make_account(coalition_id)
    session.add(colleague)
    session.commit()
    for account in (coordinator, colleague):
        choose(session, appeal, account, NoticeMode.AT_ONCE)
    received = recording.Received(
        list_kind=ListKind.SIGNATORY, representative=ADA, basis="By telephone"
    )

    organisation_id = invitation_of(session).organisation_id
    recording.record(session, appeal, organisation_id, received, by=coordinator.id, now=NOW)

    assert [each.to for each in sent(session, "answer_signed")] == [colleague.email]


def test_a_refusal_that_was_thought_better_of_is_not_told(session, coordinator, appeal):
    choose(session, appeal, coordinator, NoticeMode.AT_ONCE)
    signatures.decline(turn_of(session), ADA, "")
    put_name(session)

    assert sent(session, "answer_declined") == [None]


def test_whoever_coordinates_no_more_is_not_told(session, coordinator, appeal):
    choose(session, appeal, coordinator, NoticeMode.AT_ONCE)
    coordinator.memberships[0].role = Role.READER
    session.commit()

    put_name(session)

    assert queued(session, "answer_signed") == []


def test_the_appeal_knows_whether_anybody_wants_to_be_told(session, coordinator, appeal):
    choose(session, appeal, coordinator, NoticeMode.AT_ONCE)
    assert appeal.tells_at_once

    choose(session, appeal, coordinator, NoticeMode.NONE)
    assert not appeal.tells_at_once


def test_signing_asks_nothing_more_where_nobody_wants_to_be_told(session, coordinator, appeal):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    engine = session.connection().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        put_name(session)
        quiet = [each for each in statements if "notice_setting" in each or "membership" in each]
        choose(session, appeal, coordinator, NoticeMode.AT_ONCE)
        statements.clear()
        put_name(session, "Lake House")
        told = [each for each in statements if "notice_setting" in each]
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)

    assert quiet == []
    assert len(told) == 1


# The digest


def test_the_digest_tells_what_happened_what_waits_and_how_it_stands(
    client, session, coordinator, appeal
):
    put_name(session)
    page = opened(client, invitation_of(session, "Lake House"))
    asks = {"question": "Which river?", "name": "Bea", "email": "bea@lake.example"}
    assert client.post(f"{page}/question", data=asks).status_code == 303

    make_digests(session)

    [told] = sent(session, "digest")
    assert told.to == coordinator.email
    assert "Signed (1):\n\n– River Watch" in told.text
    assert "Asked you something (1):\n\n– Lake House" in told.text
    assert "1 question has no answer" in told.text
    assert "Invited: 2" in told.text
    assert "Signed or support: 1" in told.text
    assert "in 9 days" in told.text
    assert f"/appeals/{appeal.slug}/invitations" in told.text
    assert "<li><bdi>River Watch</bdi></li>" in told.html


def test_every_kind_of_event_is_told_under_its_own_heading(
    client, session, coordinator, coalition_id, appeal
):
    put_name(session, kind=ListKind.SUPPORTER)
    signatures.decline(turn_of(session, "Lake House"), ADA, "No.")
    signature = session.scalars(sa.select(Signature)).one()
    signatures.dispute(turn_of(session), signature.id, ADA, "Nobody decided this.")
    colleague = invitations.Colleague(name="Grace", email="grace@river.example", language="en")
    signatures.hand_over(turn_of(session, "Lake House"), ADA, colleague)
    signatures.defer(turn_of(session, "Lake House"), ADA, (NOW + 3 * DAY).date())
    session.commit()

    make_digests(session)

    [told] = sent(session, "digest")
    for heading in (
        "Support the appeal (1):\n\n– River Watch",
        "Declined (1):\n\n– Lake House",
        "Contest their signatures (1):\n\n– River Watch",
        "Handed over to a colleague (1):\n\n– Lake House",
        "Decide later (1):\n\n– Lake House",
        "1 dispute is open",
    ):
        assert heading in told.text


def test_the_digest_speaks_the_language_of_its_reader(session, coordinator, appeal):
    coordinator.language = "ru"
    put_name(session)

    make_digests(session)

    [told] = sent(session, "digest")
    assert "Речной дозор" in told.text
    assert "Откройте реку" in told.text
    assert "What waits" not in told.text


def test_nothing_comes_when_nothing_happened(session, appeal):
    make_digests(session)

    assert queued(session, "digest") == []
    assert [each.mail_id for each in session.scalars(sa.select(Digest))] == [None]


def test_of_quiet_days_only_the_last_is_kept(session, appeal):
    make_digests(session)
    make_digests(session, now=tomorrow() + DAY)

    assert len(session.scalars(sa.select(Digest)).all()) == 1


def test_a_digest_is_made_once_a_day_and_goes_on_where_the_last_one_ended(session, appeal):
    put_name(session)
    make_digests(session)
    make_digests(session)
    assert len(queued(session, "digest")) == 1

    make_digests(session, now=tomorrow() + DAY)

    assert len(queued(session, "digest")) == 1


def test_what_comes_second_finds_the_digest_made(session, appeal):
    put_name(session)
    [due] = digests.list_due(session, now=tomorrow())

    digests.send(session, due)
    digests.send(session, due)

    assert len(queued(session, "digest")) == 1


def test_a_digest_waits_for_the_hour_its_reader_chose(session, coordinator, appeal):
    appeal.time_zone = "Asia/Almaty"
    choose(session, appeal, coordinator, NoticeMode.DIGEST, 17)
    put_name(session)
    # Five in the afternoon in Almaty.
    five = datetime.combine(NOW.date() + 3 * DAY, time(12), tzinfo=UTC)
    make_digests(session, now=five - DAY + SETTLED)
    assert len(queued(session, "digest")) == 1

    before, after = (
        digests.list_due(session, now=five + SETTLED + each)
        for each in (-timedelta(seconds=1), timedelta(0))
    )

    assert before == []
    assert [(each.since, each.until) for each in after] == [(five - DAY, five)]


@pytest.mark.parametrize("mode", [NoticeMode.NONE, NoticeMode.AT_ONCE])
def test_no_digest_comes_to_whom_it_was_not_chosen_by(session, coordinator, appeal, mode):
    choose(session, appeal, coordinator, mode)
    put_name(session)

    assert digests.list_due(session, now=tomorrow()) == []


def test_what_was_told_at_once_is_not_told_again_when_the_digest_is_chosen(
    session, coordinator, appeal
):
    choose(session, appeal, coordinator, NoticeMode.AT_ONCE)
    put_name(session)
    choose(session, appeal, coordinator, NoticeMode.DIGEST, now=datetime.now(UTC) + 2 * SETTLED)

    make_digests(session)

    assert queued(session, "digest") == []


def test_another_hour_loses_nothing(session, coordinator, appeal):
    put_name(session)
    choose(session, appeal, coordinator, NoticeMode.DIGEST, 18)

    make_digests(session)

    assert len(queued(session, "digest")) == 1


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER, None])
def test_only_coordinators_get_a_digest(session, coalition_id, appeal, role):
    account = factories.make_account(coalition_id, role=role)
    session.add(account)
    session.commit()
    put_name(session)

    make_digests(session)

    assert account.email not in [each.to for each in sent(session, "digest")]


def test_another_coalition_hears_nothing(session, appeal):
    other = factories.make_coalition(name="Other")
    session.add(other)
    session.flush()
    session.add(factories.make_account(other.id))
    session.commit()
    put_name(session)

    assert {each.appeal_id for each in digests.list_due(session, now=tomorrow())} == {appeal.id}
    assert len(digests.list_due(session, now=tomorrow())) == 1


def test_what_the_reader_has_done_is_no_news(session, coordinator, appeal):
    received = recording.Received(
        list_kind=ListKind.SIGNATORY, representative=ADA, basis="By telephone"
    )
    organisation_id = invitation_of(session).organisation_id
    recording.record(session, appeal, organisation_id, received, by=coordinator.id, now=NOW)
    session.commit()

    make_digests(session)

    assert queued(session, "digest") == []


def test_an_objection_to_a_mandate_is_told(client, session, coordinator, coalition_id, appeal):
    colleague = factories.make_account(coalition_id)
    session.add(colleague)
    session.commit()
    terms = mandates.Terms(
        scope="Rivers",
        list_kind=ListKind.SIGNATORY,
        window_hours=72,
        granted_by=ADA,
        granted_on=NOW.date(),
        valid_until=(NOW + 9 * DAY).date(),
        evidence="Letter",
    )
    organisation_id = invitation_of(session).organisation_id
    mandate = mandates.grant(session, organisation_id, terms, by=coordinator.id, now=NOW)
    signature_id = mandates.enter(session, appeal, mandate, "Rivers", by=coordinator.id, now=NOW)
    session.commit()
    link = "/o/" + notices.url_of(Purpose.OBJECT, signature_id).rpartition("/")[2]
    page = client.get(link).headers["Location"]
    assert client.post(page, data=WHO | {"reason": "Not this."}).status_code == 303

    make_digests(session)

    told = {each.to: each.text for each in sent(session, "digest")}
    objected = "Objected to the use of their mandate (1):\n\n– River Watch"
    assert objected in told[coordinator.email]
    assert "Entered under a mandate (1)" not in told[coordinator.email]
    assert "Entered under a mandate (1):\n\n– River Watch" in told[colleague.email]


def test_the_round_makes_what_is_due(session, appeal):
    entry = sa.insert(ledger.Entry.__table__).values(
        at=db.clock(session) - 2 * DAY,
        action=signatures.Action.DECLINED.value,
        appeal_id=appeal.id,
        subject_id=appeal.id,
        details={"organisation": str(invitation_of(session).organisation_id)},
        coalition_id=appeal.coalition_id,
    )
    session.execute(entry)
    session.commit()

    digests.send_digests()
    digests.send_digests()

    assert len(queued(session, "digest")) == 1


# The page


def test_a_coordinator_chooses_on_the_page(signed_in, session, coordinator, appeal):
    address = f"/appeals/{appeal.slug}/notices"
    assert 'checked id="mode-0"' in signed_in.get(address).text

    refused = signed_in.post(address, data={"mode": "never", "hour": "30"})
    taken = signed_in.post(address, data={"mode": "at_once", "hour": "19"})

    assert (refused.status_code, taken.status_code) == (422, 303)
    setting = session.scalars(sa.select(NoticeSetting)).one()
    assert (setting.account_id, setting.mode, setting.hour) == (
        coordinator.id,
        NoticeMode.AT_ONCE,
        19,
    )
    assert 'checked id="mode-1"' in signed_in.get(address).text


def test_a_reader_has_nothing_to_choose(client, session, coalition_id, appeal):
    account = factories.make_account(coalition_id, role=Role.READER)
    session.add(account)
    session.commit()
    browser = sign_in(client, account)

    assert browser.get(f"/appeals/{appeal.slug}/notices").status_code == 403
    answer = browser.post(f"/appeals/{appeal.slug}/notices", data={"mode": "none", "hour": "8"})
    assert answer.status_code == 403
    assert session.scalars(sa.select(NoticeSetting)).all() == []
    assert invitation_of(session).answer is not Answer.SIGNED
