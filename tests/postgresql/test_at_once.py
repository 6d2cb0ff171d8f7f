"""What several people do in the same instant, each with a connection of their own."""

import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from appeals import db
from appeals.drafting.models import Appeal
from appeals.invitations.models import Handover, Invitation
from appeals.publishing.models import Edition, EditionEntry
from appeals.signatures import notices
from appeals.signatures.models import Dispute
from appeals.tokens import Purpose
from tests import factories
from tests.conftest import sign_in
from tests.faults.installation import install
from tests.functional.test_sign_page import shown
from tests.journeys.service import free_port
from tests.postgresql import server

ROUNDS, THREADS = 20, 8


@pytest.fixture
def installation(tmp_path, database_url):
    made = install(tmp_path, organisations=ROUNDS, APPEALS_DATABASE_URL=database_url)
    yield made
    made.close()


@pytest.fixture
def pages(installation):
    """Open every link: a browser and the address of the sign page for each."""
    opened = []
    for link in installation.links():
        client = installation.app.test_client()
        opened.append((client, client.get(link).headers["Location"]))
    return opened


def posting(client, page, data):
    """Return what sends the form and gives the status."""
    return lambda: client.post(page, data=data).status_code


def all_at_once(actions):
    """Do all of it in the same instant; return what each gave."""
    barrier = threading.Barrier(len(actions))
    results = []

    def run(action):
        barrier.wait()
        results.append(action())

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_p10_one_link_used_by_eight_at_once_gives_one_signature(installation, pages):
    for client, page in pages:
        data = shown(client, page)
        browsers = [installation.app.test_client() for _ in range(THREADS)]
        for browser in browsers:
            browser._cookies.update(client._cookies)

        statuses = all_at_once([posting(each, page, data) for each in browsers])

        assert statuses == [303] * THREADS

    active = [each for each in installation.signatures() if each.counts]
    assert len(active) == len(installation.signatures()) == ROUNDS
    assert len(installation.receipts()) == ROUNDS


def test_p10_different_details_at_once_leave_one_active_signature(installation, pages):
    for client, page in pages[:5]:
        data = shown(client, page)
        browsers = [installation.app.test_client() for _ in range(THREADS)]
        for browser in browsers:
            browser._cookies.update(client._cookies)

        statuses = all_at_once(
            [posting(each, page, data | {"name": f"Ada {n}"}) for n, each in enumerate(browsers)]
        )

        assert statuses == [303] * THREADS

    active = Counter(each.organisation_id for each in installation.signatures() if each.counts)
    assert set(active.values()) == {1}
    assert len(active) == 5
    assert len(installation.signatures()) == 5 * THREADS


def test_eight_who_hand_over_at_once_make_one_new_link(installation, pages):
    for client, page in pages[:5]:
        browsers = [installation.app.test_client() for _ in range(THREADS)]
        for browser in browsers:
            browser._cookies.update(client._cookies)
        given = {"name": "Ada", "role": "Chair", "authority": "y", "language": "en"}

        statuses = all_at_once(
            [
                posting(
                    each,
                    f"{page}/hand-over",
                    given
                    | {"colleague_name": "Grace", "colleague_email": f"g{number}@river.example"},
                )
                for number, each in enumerate(browsers)
            ]
        )

        assert Counter(statuses) == {303: 1, 410: THREADS - 1}

    assert [each.number for each in rows_of(installation, Handover)] == [2] * 5


def test_eight_who_dispute_at_once_raise_one_dispute(installation, pages):
    for client, page in pages[:5]:
        client.post(page, data=shown(client, page))
    with installation.app.app_context():
        links = [
            "/d/" + notices.url_of(Purpose.DISPUTE, each.id).rpartition("/")[2]
            for each in installation.signatures()
        ]
    contested = {"name": "Bea", "role": "Chair", "authority": "y", "reason": "Not decided."}
    for link in links:
        browsers = [installation.app.test_client() for _ in range(THREADS)]
        addresses = [each.get(link).headers["Location"] for each in browsers]

        statuses = all_at_once(
            [
                posting(browser, address, contested)
                for browser, address in zip(browsers, addresses, strict=True)
            ]
        )

        assert statuses == [303] * THREADS

    assert len(rows_of(installation, Dispute)) == 5


def rows_of(installation, kind):
    with installation.app.app_context():
        session = db.session()
        with db.everywhere(session):
            return session.scalars(sa.select(kind)).all()


def test_twenty_links_at_once_give_twenty_signatures(installation, pages):
    forms = [(client, page, shown(client, page)) for client, page in pages]

    # As many as the pool has connections for; the others wait for their turn.
    statuses = all_at_once([posting(*form) for form in forms])

    assert statuses == [303] * ROUNDS
    assert len(installation.signatures()) == ROUNDS


def test_p12_who_waits_past_the_deadline_is_too_late(installation, pages):
    client, page = pages[0]
    data = shown(client, page)
    with holding_appeal(installation) as (connection, appeal):
        answers = []
        late = threading.Thread(target=lambda: answers.append(client.post(page, data=data)))
        late.start()
        late.join(0.5)
        assert late.is_alive(), "the row is held, so the signature waits"
        now = connection.scalar(sa.text("SELECT clock_timestamp()"))
        connection.execute(sa.update(appeal).values(deadline=now))
    late.join(20)

    assert answers[0].status_code != 303
    assert installation.signatures() == []


def test_p12_the_clock_is_the_one_of_the_database(installation):
    with installation.app.app_context():
        first, second = db.clock(db.session()), db.clock(db.session())

    assert first.tzinfo is UTC
    assert first < second, "it does not stand still within a transaction"
    assert abs(second - datetime.now(UTC)) < timedelta(seconds=30)


def test_a_deadlock_is_a_calm_503_and_the_next_try_succeeds(installation, pages):
    client, page = pages[0]
    data = shown(client, page)
    invitations = Invitation.__table__
    answers = []
    with holding_appeal(installation) as (connection, _appeal):
        stuck = threading.Thread(target=lambda: answers.append(client.post(page, data=data)))
        stuck.start()
        stuck.join(0.5)
        # The request holds an invitation and waits for the appeal; now each waits for the other.
        # It began first, so it is the one that finds out.
        connection.execute(sa.update(invitations).values(reminded_at=datetime.now(UTC)))
        stuck.join()

    assert answers[0].status_code == 503
    assert answers[0].headers["Retry-After"]
    assert installation.signatures() == []
    assert client.post(page, data=data).status_code == 303


def test_a_restarting_server_is_a_calm_503_and_needs_no_repair(tmp_path):
    if server.programs() is None:
        pytest.skip("NO POSTGRESQL on this machine: its restart is not tested")
    with tempfile.TemporaryDirectory(prefix="appeals-postgresql-") as folder:
        Path(folder).chmod(0o711)
        home, port = Path(folder) / "server", free_port()
        with server.running(home, port) as address:
            database = server.new_database(address)
            installation = install(tmp_path, organisations=1, APPEALS_DATABASE_URL=database)
            [link] = installation.links()
            client = installation.app.test_client()
            page = client.get(link).headers["Location"]
            assert client.get(page).status_code == 200

        refused = [client.get(page), client.get("/readyz"), client.post(page, data={})]
        with server.running(home, port):
            again = [client.get("/readyz"), client.get(page)]
            installation.close()

    assert [answer.status_code for answer in refused] == [503] * 3
    assert all(answer.headers["Retry-After"] for answer in refused)
    assert [answer.status_code for answer in again] == [200] * 2


@contextmanager
def holding_appeal(installation):
    """Hold the appeal's row as one does who changes it."""
    table = Appeal.__table__
    with installation.app.app_context():
        engine = db.database.engine
    with engine.begin() as connection:
        connection.execute(sa.select(table.c.id).with_for_update())
        yield connection, table


def test_two_coordinators_who_publish_in_the_same_instant_make_one_edition(installation, pages):
    for client, page in pages[:3]:
        client.post(page, data=shown(client, page))
    offices = [coordinator_of(installation) for _ in range(2)]
    [appeal] = rows_of(installation, Appeal)
    page = f"/appeals/{appeal.slug}/publish/confirm"

    statuses = all_at_once(
        [posting(office, page, {"name": appeal.slug, "after": "0"}) for office in offices]
    )

    assert statuses == [303, 303]
    [edition] = rows_of(installation, Edition)
    assert (edition.number, edition.signatories) == (1, 3)
    mails = [each for each in installation.mails() if each.template == "published"]
    assert len(mails) == 3
    said = [office.get(f"/appeals/{appeal.slug}/publish").text for office in offices]
    assert sum("Somebody else has published" in text for text in said) == 1


def test_who_signs_while_an_edition_is_frozen_is_in_it_or_comes_after_it(installation, pages):
    forms = [(client, page, shown(client, page)) for client, page in pages]
    office = coordinator_of(installation)
    [appeal] = rows_of(installation, Appeal)
    page = f"/appeals/{appeal.slug}/publish/confirm"
    first, *others = forms
    assert posting(*first)() == 303

    all_at_once(
        [
            posting(office, page, {"name": appeal.slug, "after": "0"}),
            *(posting(*form) for form in others[:6]),
        ]
    )
    assert office.post(page, data={"name": appeal.slug, "after": "1"}).status_code == 303

    entries = rows_of(installation, EditionEntry)
    owners = {}
    for each in entries:
        owners.setdefault(each.number, set()).add(each.organisation_id)
    assert all(len(each) == 1 for each in owners.values())
    assert sorted(owners) == list(range(1, 8))


def coordinator_of(installation):
    """Return the browser of a coordinator of its own."""
    [appeal] = rows_of(installation, Appeal)
    account = factories.make_account(appeal.coalition_id)
    with installation.app.app_context(), db.transaction() as session:
        session.add(account)
    return sign_in(installation.app.test_client(), account)
