"""An installation in which organisations had signed before there were logs."""

import json

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import select

from appeals import db, ledger
from appeals.drafting.models import Appeal
from appeals.ledger.models import Leaf
from appeals.migrate import alembic
from appeals.publishing import evidence
from appeals.signatures.models import Signature
from tests.faults.installation import install
from tests.functional.test_sign_page import shown
from tests.test_migrations import to

LOGS = "0016"


@pytest.fixture
def installation(tmp_path):
    made = install(tmp_path, organisations=3)
    yield made
    made.close()


def test_what_was_signed_before_there_were_logs_begins_them(installation):
    for link in installation.links()[:2]:
        client = installation.app.test_client()
        page = client.get(link).headers["Location"]
        client.post(page, data=shown(client, page))
    with installation.app.app_context():
        engine = db.database.engine
    with sa.create_engine("sqlite://").connect() as connection:
        before = ScriptDirectory.from_config(alembic(connection)).get_revision(LOGS).down_revision

    with installation.app.app_context():  # where the keys are
        to(engine, before)
        assert "ledger_leaf" not in sa.inspect(engine).get_table_names()
        to(engine, "head")

    with installation.app.app_context(), db.transaction() as session:
        with db.everywhere(session):
            appeal = session.scalars(select(Appeal)).one()
        db.enter(session, appeal.coalition_id)
        ledger.settle(session, appeal.id)
        leaves = session.scalars(select(Leaf).order_by(Leaf.position)).all()
        kinds = [json.loads(leaf.entry)["type"] for leaf in leaves]
        assert kinds == ["text.carried_over", *["signature.carried_over"] * 2]
        assert ledger.check(session, appeal.id) == []
        collected = evidence.collect(session, appeal)
        assert len(collected["openings"]) == len(session.scalars(select(Signature)).all()) == 2
