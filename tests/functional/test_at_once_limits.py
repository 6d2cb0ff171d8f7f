"""Files made and sent at once: by how many, for how long, and what is given back (P44)."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from appeals import db, limits
from appeals.accounts import limiting
from appeals.limits import Attempt
from tests import factories
from tests.conftest import sign_in

REGISTRY = "/organisations/registry.csv"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "_PAUSE", 0.0)


def occupy(session, app, rate: str, by: object) -> list[int]:
    with app.test_request_context():
        now = db.clock(session)
        taken = limits.take(session, limits.configured(rate, by), now=now)
        session.commit()
        return taken


def upload(browser) -> int:
    table = (io.BytesIO(b"name_en,name_ru\nA,B\n"), "list.csv")
    return browser.post("/organisations/import", data={"file": table}).status_code


def test_p44_sixty_files_an_hour_for_an_account(app, signed_in, session, coalition_id):
    colleague = factories.make_account(coalition_id)
    session.add(colleague)
    session.commit()

    tried = [signed_in.get(REGISTRY).status_code for _time in range(61)]
    full = signed_in.get(REGISTRY)

    assert tried == [200] * 60 + [429]
    assert 0 < int(full.headers["Retry-After"]) <= 3601
    assert sign_in(app.test_client(), colleague).get(REGISTRY).status_code == 200


def test_a_file_that_could_not_be_made_is_not_counted(signed_in, session):
    appeal = factories.make_appeal()
    session.add(appeal)
    session.commit()

    tried = {
        signed_in.get(f"/appeals/{appeal.slug}/export/en.nothing").status_code for _time in "ab" * 7
    }

    assert tried == {404}
    assert session.scalars(select(Attempt)).all() == []


def test_p44_one_file_at_a_time_for_a_coalition(app, signed_in, session, coordinator):
    occupied = occupy(session, app, "EXPORTS_AT_ONCE", coordinator.coalition_id)

    busy = signed_in.get(REGISTRY)
    limits.forget(session, occupied)
    session.commit()

    assert busy.status_code == 429
    assert [signed_in.get(REGISTRY).status_code for _time in range(3)] == [200] * 3


def test_p44_two_files_sent_at_once_by_an_account(app, signed_in, session, coordinator):
    first = occupy(session, app, "UPLOADS_AT_ONCE", coordinator.id)
    one_other = upload(signed_in)
    occupy(session, app, "UPLOADS_AT_ONCE", coordinator.id)
    busy = upload(signed_in)
    limits.forget(session, first)
    session.commit()

    assert (one_other, busy, upload(signed_in)) == (303, 429, 303)


def test_a_process_that_died_holds_nobody_up_for_long(app, signed_in, session, coordinator):
    occupy(session, app, "EXPORTS_AT_ONCE", coordinator.coalition_id)
    for attempt in session.scalars(select(Attempt)):
        attempt.at -= timedelta(minutes=2, seconds=1)
    session.commit()

    assert signed_in.get(REGISTRY).status_code == 200
