"""What no row can hold and no header can carry is answered calmly, and faults are written down."""

import pytest
from sqlalchemy.exc import DataError, OperationalError

from appeals import ledger
from tests import factories


@pytest.fixture
def appeal(session, coalition_id):
    made = factories.make_appeal()
    session.add(made)
    session.commit()
    return made


def settings(**changes):
    data = {"time_zone": "Europe/Berlin", "deadline": "", "reply_to": "", "further_language": ""}
    return data | changes


@pytest.mark.parametrize("path", ["/appeals/%00/", "/sign/%00", "/organisations/?search=%00"])
def test_nul_in_an_address_is_no_fault(signed_in, path):
    assert signed_in.get(path).status_code in {200, 404}


@pytest.mark.parametrize(("method", "status"), [("GET", 404), ("POST", 422)])
def test_what_the_database_cannot_hold_is_the_readers_to_mend(app, session, capsys, method, status):
    with app.test_request_context("/", method=method):
        answer = app.handle_user_exception(DataError("SELECT", {}, ValueError()))

    assert answer.status_code == status
    assert '"kind": "DataError"' in capsys.readouterr().err


def test_a_busy_database_is_written_down(app, session, capsys):
    with app.test_request_context("/"):
        answer = app.handle_user_exception(OperationalError("SELECT", {}, ValueError()))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert '"kind": "OperationalError"' in capsys.readouterr().err


def test_an_accounts_name_is_kept_without_controls(signed_in, coordinator, session):
    data = {"name": "Ada\x00\x07\r\n Example", "language": "en"}

    assert signed_in.post("/account", data=data).status_code == 303
    assert coordinator.name == "Ada Example"
    assert [each.action for each in session.query(ledger.Entry)] == ["account.changed"]


def test_p54_the_language_switch_carries_no_line_break(client):
    data = {"language": "en", "next": "/sign-in?a=\r\nX: y"}

    answer = client.post("/language", data=data)

    assert (answer.status_code, answer.location) == (303, "/sign-in")


@pytest.mark.parametrize("deadline", ["0001-01-01T00:00", "9999-12-31T23:59", "1999-12-31T23:59"])
def test_a_deadline_in_an_odd_year_is_refused(signed_in, appeal, deadline):
    answer = signed_in.post(f"/appeals/{appeal.slug}/settings", data=settings(deadline=deadline))

    assert answer.status_code == 422
    assert "Give a year between 2000 and 2100." in answer.text


def test_a_deadline_in_the_past_is_taken_with_a_warning(signed_in, appeal):
    past = settings(deadline="2020-01-01T12:00")

    answer = signed_in.post(f"/appeals/{appeal.slug}/settings", data=past)

    assert answer.status_code == 303
    assert "The deadline has passed already" in signed_in.get(answer.location).text
    assert appeal.deadline.year == 2020


def test_an_address_for_questions_is_one_that_mail_servers_know(signed_in, appeal):
    path = f"/appeals/{appeal.slug}/settings"

    refused = signed_in.post(path, data=settings(reply_to="почта@coalition.org"))
    signed_in.post(path, data=settings(reply_to="info@пример.рф"))

    assert refused.status_code == 422
    assert appeal.reply_to == "info@xn--e1afmkfd.xn--p1ai"
