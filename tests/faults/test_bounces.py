"""A mail that comes back, from the server that took it to the board, with real processes."""

from email import message_from_bytes

import pytest
from sqlalchemy import select

from appeals import db
from appeals.accounts import services as accounts
from appeals.drafting.models import Appeal
from tests import factories
from tests.conftest import sign_in
from tests.faults.installation import install, wait_until
from tests.faults.servers import Receiver, serving
from tests.returned import report


class Sorting(Receiver):
    """Remembers which envelope sender each mail had, by its recipient."""

    def __init__(self):
        super().__init__()
        self.senders: dict[str, str] = {}
        self.froms: set[str] = set()

    async def handle_DATA(self, server, session, envelope):
        self.senders[envelope.rcpt_tos[0]] = envelope.mail_from
        self.froms.add(message_from_bytes(envelope.original_content)["From"])
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def test_a_mail_that_comes_back_is_seen_on_the_board(tmp_path, drop):
    receiver = Sorting()
    with serving(receiver) as port:
        installation = install(
            tmp_path,
            organisations=3,
            APPEALS_SMTP_URL=f"smtp://127.0.0.1:{port}",
            APPEALS_BOUNCE_ADDRESS="bounces@coalition.example",
            APPEALS_BOUNCE_DROP=str(drop),
        )
        with installation.service.worker():
            assert wait_until(lambda: installation.states() == {"sent": 3}), installation.states()
            (dead, dead_sender), (away, away_sender), _ = receiver.senders.items()
            (drop / "1.eml").write_bytes(b"Subject: nothing\n\nof ours")
            (drop / "2.eml").write_bytes(report("postfix_unknown", dead_sender, dead))
            (drop / "3.eml").write_bytes(report("away_german", away_sender, away))
            assert wait_until(lambda: not list(drop.glob("*.eml")), seconds=20)

    assert len(set(receiver.senders.values())) == 3
    assert receiver.froms == {"appeals@localhost"}
    assert not any(name in sender for name, sender in receiver.senders.items())
    assert installation.states() == {"sent": 2, "refused": 1}
    board = board_of(installation)
    assert "Came back" in board
    assert "An automatic reply came." in board
    assert "0 noted, 2 known, 1 not about our mail, 0 unreadable" in installation.service.run(
        "mail", "bounces", str(drop / "read")
    )
    (drop / "large.eml").write_bytes(b"x" * 3_000_000)
    said = installation.service.run(
        "mail", "bounces", str(drop), str(drop / "read" / "2.eml"), status=1
    )
    assert "1 known" in said
    assert "unreadable" in said
    installation.close()


def board_of(installation):
    """Return the board as a coordinator reads it."""
    with installation.app.app_context(), db.transaction() as session:
        coalition = accounts.default_coalition(session)
        account = factories.make_account(coalition.id)
        session.add(account)
        db.enter(session, coalition.id)
        slug = session.scalars(select(Appeal)).one().slug
    client = sign_in(installation.app.test_client(), account)
    return client.get(f"/appeals/{slug}/invitations").text


def test_without_a_return_address_the_command_says_what_is_missing(tmp_path, drop):
    installation = install(tmp_path, organisations=1)

    assert "APPEALS_BOUNCE_ADDRESS" in installation.service.run(
        "mail", "bounces", str(drop), status=1
    )
    installation.close()
