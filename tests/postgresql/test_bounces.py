"""The tests of `functional/test_bounces.py` on PostgreSQL; and several readers at once."""

import sys
from contextlib import ExitStack

from sqlalchemy import select

from appeals import db
from appeals.mail import Bounce, Mail, MailState
from appeals.mail.collecting import return_address
from tests.faults.installation import install
from tests.functional.test_bounces import *  # noqa: F403
from tests.returned import report

READERS = 3


def test_what_several_read_at_once_is_noted_once(tmp_path, database_url):
    installation = install(
        tmp_path,
        organisations=20,
        APPEALS_DATABASE_URL=database_url,
        APPEALS_BOUNCE_ADDRESS="bounces@coalition.example",
    )
    folder = tmp_path / "reports"
    folder.mkdir()
    with installation.app.app_context(), db.transaction() as session, db.everywhere(session):
        for number, row in enumerate(session.scalars(select(Mail))):
            row.state, row.recipient = MailState.SENT, f"ada{number}@lilac.example"
            raw = report("exim_unknown", return_address().of(row.id), row.recipient)
            # Exim's reports have a Message-ID each.
            (folder / f"{number}.eml").write_bytes(raw.replace(b"E1tDk9p", b"E%d" % number))

    command = (sys.executable, "-m", "appeals", "mail", "bounces", str(folder))
    with ExitStack() as readers:
        started = [
            readers.enter_context(installation.service.process(*command)) for _ in range(READERS)
        ]
        assert [each.wait(timeout=60) for each in started] == [0] * READERS

    with installation.app.app_context(), db.everywhere(db.session()):
        assert len(db.session().scalars(select(Bounce)).all()) == 20
    assert installation.states() == {"refused": 20}
    installation.close()
