"""Who may send a mail: one at a time, by number and lease, and doubt is not passed over."""

from datetime import timedelta
from uuid import uuid4

import pytest

from appeals import db, mail, workers
from appeals.mail import Mail, MailState, Rank, claims, composing, outbox
from tests.functional.test_jobs import NOW, waiting


@pytest.fixture
def make(session, coalition_id, monkeypatch):
    def make(rank=Rank.BULK, *, age=0):
        monkeypatch.setitem(composing._ranks, "made-up", rank)
        made = mail.queue(session, "made-up", uuid4(), now=NOW - timedelta(minutes=age))
        session.commit()
        return session.get_one(Mail, made)

    return make


def take(row):
    with db.transaction() as session:
        return claims.take(session, row.id)


def expire(session, row):
    """Let the lease of a worker that is gone run out."""
    with db.transaction():
        row.taken_until = db.clock(session) - timedelta(seconds=1)


def test_while_a_lease_runs_nobody_else_takes_the_mail(make):
    row = make()
    assert take(row)

    with pytest.raises(claims.TryAgain):
        take(row)


def test_whoever_was_overtaken_does_not_send_and_notes_nothing(make, session):
    row = make()
    frozen = take(row)
    expire(session, row)
    overtaking = take(row)

    with pytest.raises(claims.Lost):
        claims.begin_content(frozen)
    claims.begin_content(overtaking)
    assert not claims.note(frozen, MailState.QUEUED, "late", doubt=False)
    assert claims.note(overtaking, MailState.SENT, None, doubt=False)
    assert row.state is MailState.SENT


@pytest.mark.parametrize("rank", [Rank.PERSONAL, Rank.INVITATION])
def test_p61_a_personal_mail_in_doubt_goes_out_once_more_and_then_waits_for_a_human(
    make, session, rank
):
    row = make(rank)
    for _ in range(2):
        claims.begin_content(take(row))
        expire(session, row)

    assert take(row) is None
    assert (row.state, row.doubts) == (MailState.UNKNOWN, 2)


def test_p61_bulk_mail_in_doubt_waits_for_a_human_at_once(make, session):
    row = make()
    taken = take(row)
    claims.begin_content(taken)
    expire(session, row)

    assert take(row) is None
    assert row.state is MailState.UNKNOWN
    assert row.reason
    assert claims.note(taken, MailState.SENT, None, doubt=False), "a late answer settles it"
    assert row.state is MailState.SENT


def test_a_receipt_goes_before_what_has_waited_longer(make, session, monkeypatch):
    monkeypatch.setattr(outbox, "_AT_ONCE", 1)
    make(Rank.BULK, age=9)
    make(Rank.INVITATION, age=5)
    receipt = make(Rank.PERSONAL)

    for _ in range(2):
        outbox.hand_over()

    assert list(waiting(session)) == [f"mail-{receipt.id}"], "the queue has no room for more"


def test_of_two_workers_in_one_folder_each_has_a_name_that_outlives_it(tmp_path):
    with workers.named(tmp_path) as first, workers.named(tmp_path) as second:
        assert first != second
    with workers.named(tmp_path) as again:
        assert again == first


def test_a_name_is_given_to_one_process_at_a_time(tmp_path):
    with (
        workers.named(tmp_path, "east/1"),
        workers.named(tmp_path, "west") as other,
        pytest.raises(workers.NameTaken, match="east/1"),
        workers.named(tmp_path, "east/1"),
    ):
        assert other == "west"
    with workers.named(tmp_path, "east/1") as again:
        assert again == "east/1"


def test_a_name_that_lives_on_another_machine_is_refused_until_it_is_gone(
    session, coalition_id, monkeypatch
):
    workers.register(session, "east")
    workers.register(session, "east")  # here it was killed and starts again at once
    monkeypatch.setattr(workers, "_place", lambda: "elsewhere:/data")
    with pytest.raises(workers.NameTaken, match="another machine"):
        workers.register(session, "east")
    workers.leave(session, "east")
    with pytest.raises(workers.NameTaken):
        workers.register(session, "east")

    session.get_one(workers.Worker, "east").alive_until = NOW - timedelta(days=9)
    workers.register(session, "east")
    workers.leave(session, "east")
    session.expire_all()
    assert session.get(workers.Worker, "east") is None
