"""How mail flows: not faster than allowed, not at night, not while paused, receipts first."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from appeals import config, db, mail
from appeals.accounts.permissions import Role
from appeals.config import QuietHours
from appeals.mail import Delay, Mail, MailState, Rank, claims, composing, delivery, nights, outbox
from appeals.mail.labels import waits
from appeals.rates import Rate
from tests import factories
from tests.conftest import sign_in
from tests.faults.servers import Receiver, serving
from tests.functional.asked import invitation_of, make_asked
from tests.functional.test_jobs import NOW, waiting
from tests.unit.test_mail import server_at

MINUTE = timedelta(minutes=1)
UTC_ZONE = ZoneInfo("UTC")


@pytest.fixture
def receiver():
    return Receiver()


@pytest.fixture
def change(app, receiver):
    """Change the settings; mail goes to a server that takes everything, at any rate and hour."""
    before = app.extensions["appeals.settings"]
    with serving(receiver) as port:
        free = replace(
            before,
            smtp=server_at(port),
            mail_rate=None,
            mail_rate_domain=None,
            quiet_hours=None,
        )
        config.init_app(app, free)
        yield lambda **changes: config.init_app(app, replace(free, **changes))
        delivery.connection_to(free.smtp)._close()
    config.init_app(app, before)


@pytest.fixture
def make(session, coalition_id, change, monkeypatch):
    """Queue a mail of this rank to an address at this domain."""

    def make(rank=Rank.BULK, domain="org.example", **more):
        template = f"made-up-{rank}-{domain}"
        message = mail.Message(to=f"ada@{domain}", subject="Hello", text="Hello")
        monkeypatch.setitem(composing._composers, template, lambda _session, _mail: message)
        monkeypatch.setitem(composing._ranks, template, rank)
        made = mail.queue(session, template, uuid4(), now=NOW, **more)
        session.commit()
        return session.get_one(Mail, made)

    return make


def deliver(*rows):
    for row in rows:
        delivery.deliver(mail_id=str(row.id))


def states(*rows):
    return [row.state.value for row in rows]


def pass_time(session, span, *rows):
    """Let the database's clock run on: what is in the past is longer ago."""
    with db.transaction():
        for row in rows:
            row.begun_at = row.begun_at and row.begun_at - span
            row.not_before = row.not_before and row.not_before - span


def test_to_one_domain_no_more_than_so_many_go_and_the_others_say_when(make, change, session):
    change(mail_rate_domain=Rate(2, MINUTE))
    first, second, third, fourth, fifth = five = [make() for _ in range(5)]
    elsewhere = make(domain="elsewhere.example")

    deliver(*five, elsewhere)

    assert states(*five) == ["sent", "sent", "queued", "queued", "queued"]
    assert elsewhere.state is MailState.SENT
    assert third.not_before == first.begun_at + MINUTE
    assert fourth.not_before == second.begun_at + MINUTE
    assert fifth.not_before == first.begun_at + 2 * MINUTE
    assert {third.delay, fourth.delay, fifth.delay} == {Delay.RATE}
    assert "has its turn at about" in waits(third, UTC_ZONE)

    pass_time(session, MINUTE, *five)
    deliver(*five)
    assert states(*five) == ["sent", "sent", "sent", "sent", "queued"]


def test_within_no_span_do_more_than_so_many_go(make, change, session):
    change(mail_rate=Rate(10, MINUTE))
    rows = [make(domain=f"{number}.example") for number in range(23)]
    begun = []
    for _round in range(6):
        deliver(*rows)
        begun.append(sum(row.state is MailState.SENT for row in rows))
        pass_time(session, MINUTE / 2, *rows)

    # Nine of ten places: one is kept for receipts.
    assert begun == [9, 9, 18, 18, 23, 23]


def test_a_receipt_passes_what_waits_for_its_turn(make, change):
    change(mail_rate=Rate(10, MINUTE), mail_rate_domain=Rate(3, MINUTE))
    bulk = [make(Rank.INVITATION, domain=f"{number % 4}.example") for number in range(12)]
    deliver(*bulk)
    receipts = [make(Rank.PERSONAL, domain="0.example") for _ in range(2)]

    deliver(*receipts)

    assert states(*bulk).count("sent") == 9
    assert states(*receipts) == ["sent", "queued"], "the tenth place was kept free; not an eleventh"


def test_many_receipts_to_one_domain_are_not_held_by_its_limit(make, change):
    change(mail_rate_domain=Rate(1, MINUTE))
    bulk = make()
    receipts = [make(Rank.PERSONAL) for _ in range(5)]

    deliver(bulk, *receipts)

    assert states(bulk, *receipts) == ["sent"] * 6


def test_what_waits_for_its_turn_is_handed_over_when_it_has_come(make, change, session):
    change(mail_rate_domain=Rate(1, MINUTE))
    first, second = make(), make()
    outbox.hand_over()
    deliver(first, second)

    outbox.hand_over()
    assert f"mail-{second.id}.1" not in waiting(session)
    pass_time(session, MINUTE, first, second)
    outbox.hand_over()
    assert f"mail-{second.id}.1" in waiting(session)


def test_a_mail_can_be_queued_for_later(make, session):
    later = make(not_before=datetime.now(UTC) + timedelta(hours=1))
    outbox.hand_over()

    assert waiting(session) == {}
    assert "will be sent at" in waits(later, UTC_ZONE)
    pass_time(session, timedelta(hours=1), later)
    outbox.hand_over()
    assert list(waiting(session)) == [f"mail-{later.id}"]


def test_while_mail_is_paused_nothing_is_handed_over_and_no_job_sends(make, session, receiver):
    handed_over = make()
    outbox.hand_over()
    with db.transaction():
        assert mail.pause(session, now=NOW)
        assert not mail.pause(session, now=NOW + MINUTE), "the first moment stands"
    late = make(Rank.PERSONAL)
    outbox.hand_over()
    deliver(handed_over, late)

    assert states(handed_over, late) == ["queued", "queued"]
    assert receiver.accepted == []
    assert mail.paused_since(session) == NOW

    with db.transaction():
        assert mail.resume(session)
    outbox.hand_over()
    assert set(waiting(session)) == {
        f"mail-{handed_over.id}", f"mail-{handed_over.id}.1", f"mail-{late.id}.1"
    }  # fmt: skip
    deliver(handed_over, late)
    assert states(handed_over, late) == ["sent", "sent"]


def test_a_pause_stops_a_mail_before_its_content(make, session):
    row = make()
    with db.transaction():
        taken = claims.take(session, row.id)
    with db.transaction():
        mail.pause(session, now=NOW)

    with pytest.raises(claims.Paused):
        claims.begin_content(taken)
    claims.hold_back(taken)
    assert (row.state, row.handed_over_at, row.failures) == (MailState.QUEUED, None, 0)


def test_a_pause_does_not_hide_that_a_worker_was_overtaken(make, session):
    row = make()
    with db.transaction():
        frozen = claims.take(session, row.id)
        row.taken_until = db.clock(session) - MINUTE
    with db.transaction():
        claims.take(session, row.id)
    with db.transaction():
        mail.pause(session, now=NOW)

    with pytest.raises(claims.Paused):
        claims.begin_content(frozen)
    claims.hold_back(frozen)
    assert row.state is MailState.SENDING, "it is another's now"


def here_it_is(night):
    """Return quiet hours during which it is now night, or day, in UTC."""
    now = datetime.now(UTC)
    begins = now - timedelta(hours=1) if night else now + timedelta(hours=2)
    return QuietHours(begins.time(), (begins + timedelta(hours=3)).time())


@pytest.fixture
def utc_night(monkeypatch):
    """Have the made-up mails respect the night of somebody who lives by UTC."""
    template = f"made-up-{Rank.BULK}-org.example"
    monkeypatch.setitem(nights._where, template, lambda _session, _mail: mail.Night(UTC_ZONE))


@pytest.mark.parametrize("night", [True, False])
def test_at_night_a_mail_waits_for_morning_there(make, change, utc_night, night):
    quiet = here_it_is(night)
    change(quiet_hours=quiet)
    row = make()

    deliver(row)

    if night:
        assert (row.state, row.delay) == (MailState.QUEUED, Delay.NIGHT)
        expected = time(quiet.until.hour, quiet.until.minute)
        assert row.not_before.time() == expected
        assert f"waits until {expected:%H:%M} there" in waits(row, UTC_ZONE)
    else:
        assert row.state is MailState.SENT


@pytest.mark.parametrize(
    ("template", "parameters", "respects"),
    [
        ("reminder", {}, True),
        ("last_call", {}, True),
        ("invitation", {}, False),
        ("invitation", {"quietly": "yes"}, True),
    ],
)
def test_reminders_respect_the_night_and_invitations_where_it_was_chosen(
    session, coalition_id, template, parameters, respects
):
    appeal = make_asked(session)
    invitation = invitation_of(session)
    queued = mail.queue(session, template, invitation.id, now=NOW, **parameters)
    session.commit()

    found = nights.night_of(session, session.get_one(Mail, queued))

    tbilisi = mail.Night(ZoneInfo("Asia/Tbilisi"), appeal.deadline)
    assert found == (tbilisi if respects else None)


def test_no_personal_mail_respects_a_night(app):
    personal = {name for name, rank in composing._ranks.items() if rank is Rank.PERSONAL}

    assert personal
    assert personal.isdisjoint(nights._where)
    bulk = {name for name, rank in composing._ranks.items() if rank is Rank.BULK}
    assert {each for each in bulk if not each.startswith("made-up")} <= set(nights._where)


def test_coordinators_are_told_on_every_page_that_mail_is_paused(
    app, session, coalition_id, signed_in
):
    said = "nothing goes out"
    translator = factories.make_account(coalition_id, role=Role.TRANSLATOR)
    session.add(translator)
    session.commit()
    assert said not in signed_in.get("/appeals").text

    with db.transaction():
        mail.pause(session, now=NOW)

    for page in ("/appeals", "/organisations", "/members", "/account", "/no-such-page"):
        assert said in signed_in.get(page, follow_redirects=True).text, page
    assert said not in app.test_client().get("/").text
    assert said not in sign_in(app.test_client(), translator).get("/appeals").text
