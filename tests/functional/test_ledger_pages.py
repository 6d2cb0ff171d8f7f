"""What partners, coordinators and everybody are shown of the log, and mailed."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from appeals import db, ledger, mail
from appeals.ledger import exporting, verifier
from appeals.mail import delivery
from tests.functional.asked import NOW, WHO, invitation_of, make_asked, opened, sign
from tests.functional.test_ledger import change, leaves, look


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def page(client, session, appeal):
    """The sign page, where River Watch has signed."""
    address = opened(client, invitation_of(session))
    sign(client, address)
    return address


@pytest.fixture
def changed(session, appeal, page):
    """A signature was changed behind the back of the service, and the check has seen it."""
    ledger.sign_logs()
    change(session, "UPDATE signature SET representative_role = 'Somebody'")
    look(session, appeal)


def receipts(session):
    return session.scalars(
        select(mail.Mail).where(mail.Mail.template == "receipt").order_by(mail.Mail.queued_at)
    ).all()


def test_p16_the_receipt_page_names_the_entry_and_then_its_number(session, appeal, client, page):
    leaf = leaves(session, appeal)[-1]
    before = client.get(page).text
    assert f"leaf:{leaf.hash}" in before
    assert "given within a minute" in before
    assert client.get(page + "/proof.json").status_code == 404

    ledger.sign_logs()

    after = client.get(page).text
    assert verifier.read_notes(verifier.plain_text(after.encode()))[0][1] == 3
    assert "given within a minute" not in after
    assert 'href="/verify"' in after


def test_looking_at_the_receipt_signs_nothing(session, appeal, client, page):
    client.get(page)
    client.get(page + "/proof.json")

    assert ledger.state(session, appeal).waiting == 3


def test_the_proof_is_the_organisations_own(session, client, page, tmp_path, capsys):
    ledger.sign_logs()

    answer = client.get(page + "/proof.json")

    file = tmp_path / "proof.json"
    file.write_bytes(answer.data)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert verifier.main([str(file)]) == 0
    assert "Ada Lovelace" in capsys.readouterr().out


def test_p16_the_mail_that_is_sent_holds_a_checkpoint_over_its_own_entry(session, appeal, page):
    with db.transaction() as writing:
        message = mail.compose(writing, receipts(writing)[0])

    [note] = verifier.read_notes(message.text)
    assert note[:2] == (f"127.0.0.1:8000/ledger/{appeal.id.hex}", 3)
    assert verifier.LEAF.findall(message.text) == [leaves(session, appeal)[-1].hash]
    assert "http://127.0.0.1:8000/verify" in message.text
    assert verifier.read_notes(verifier.plain_text(message.html.encode()))


def test_a_mail_saved_as_a_file_is_as_good_as_its_text(session, appeal, page, tmp_path):
    with db.transaction() as writing:
        queued = receipts(writing)[0]
        built = delivery._built(queued, mail.compose(writing, queued))
    file = tmp_path / "receipt.eml"
    file.write_bytes(bytes(built))

    notes, entries = verifier.held_by_reader(file)

    assert [note[1] for note in notes] == [3]
    assert entries == [leaves(session, appeal)[-1].hash]


def test_p16_the_second_contact_is_told_the_entry(session, appeal, page):
    second = mail.compose(session, receipts(session)[1])

    assert f"leaf:{leaves(session, appeal)[-1].hash}" in second.text


def test_the_mail_of_a_withdrawal_names_its_own_entry(session, appeal, client, page):
    client.post(page + "/withdraw", data=WHO)

    with db.transaction() as writing:
        queued = select(mail.Mail).where(mail.Mail.template == "withdrawal")
        message = mail.compose(writing, writing.scalars(queued).first())

    assert verifier.LEAF.findall(message.text) == [leaves(session, appeal)[-1].hash]
    assert verifier.read_notes(message.text)[0][1] == 4


def test_coordinators_see_how_the_log_stands_and_take_it(session, appeal, signed_in, page):
    ledger.sign_logs()

    shown = signed_in.get(f"/appeals/{appeal.slug}/log").text
    answer = signed_in.get(f"/appeals/{appeal.slug}/log.zip")

    assert ledger.short_code(session, appeal) in shown
    assert "this was looked at just now" in shown
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.read("verify.py").decode() == exporting.verifier_script()
        log = json.loads(archive.read("log.json"))
    assert len(log["leaves"]) == 3


def test_a_log_that_is_just_being_signed_is_not_given_out(appeal, signed_in, page):
    assert signed_in.get(f"/appeals/{appeal.slug}/log.zip").status_code == 409


def test_an_appeal_without_a_log_says_so(session, coalition_id, signed_in):
    from tests import factories

    draft = factories.make_appeal()
    session.add(draft)
    session.commit()

    assert "Nothing stands in the log yet" in signed_in.get(f"/appeals/{draft.slug}/log").text
    assert signed_in.get(f"/appeals/{draft.slug}/log.zip").status_code == 409


def test_whoever_has_no_account_sees_no_log(appeal, client, page):
    for address in ("log", "log.zip"):
        answer = client.get(f"/appeals/{appeal.slug}/{address}")
        assert (answer.status_code, "next=" in answer.headers["Location"]) == (303, True)


def test_everybody_may_read_how_to_verify_and_take_the_script(client):
    shown = client.get("/verify").text
    script = client.get("/verify/verify.py")

    assert ledger.public_key() in shown
    assert script.text == exporting.verifier_script()


def test_a_change_behind_the_back_stands_on_every_page_and_stops_the_export(
    appeal, changed, signed_in
):
    log = signed_in.get(f"/appeals/{appeal.slug}/log").text
    export = signed_in.get(f"/appeals/{appeal.slug}/export/en.html")

    assert "A signature is not as the organisation gave it. (entry 3)" in log
    for part in ("/", "/text", "/lists"):
        shown = signed_in.get(f"/appeals/{appeal.slug}{part}").text
        assert "does not agree with what was signed" in shown
    assert export.status_code == 409
    assert "does not agree with what was signed" in export.text


def test_only_coordinators_pages_speak_of_it(appeal, changed, client, page):
    assert "does not agree" not in client.get(page).text


def test_the_figures_for_machines_count_faulty_logs(changed, client):
    assert "appeals_ledger_faults 1.0" in client.get("/metrics").text


def test_an_edition_is_a_leaf_that_commits_to_what_it_prints(session, appeal, page):
    from enum import StrEnum

    class Action(StrEnum):
        RELEASED = "edition.released"

    logged = ledger.edition(1, text="a" * 64, content_hash="b" * 64)
    ledger.record(session, Action.RELEASED, appeal.id, now=NOW, appeal_id=appeal.id, logged=logged)
    session.commit()
    ledger.sign_logs()

    entry = json.loads(leaves(session, appeal)[-1].entry)
    assert (entry["type"], entry["text"], "printed" in entry) == (
        "edition.released",
        "a" * 64,
        True,
    )
    assert ledger.is_sound(session, appeal)
