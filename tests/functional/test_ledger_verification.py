"""What an outsider finds with the file, the script, and one thing kept from earlier.

The insider of these tests has the database, knows how to switch triggers off, and
can have the service itself sign whatever was made up.
"""

import json
import subprocess
import sys
import textwrap
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from appeals import ledger
from appeals.demonstration import loading
from appeals.drafting import services as drafting
from appeals.drafting.models import ChangeClass
from appeals.ledger import canonical, exporting, verifier
from appeals.ledger.models import Leaf, Opening
from appeals.publishing import evidence
from appeals.signatures import services as signatures
from tests.functional.asked import WHO, invitation_of, make_asked, opened, sent, sign
from tests.functional.publishing import publish
from tests.functional.test_ledger import change, leaves


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def signed(client, session, appeal):
    """Both organisations have signed, and the log was signed after each."""
    for name in ("River Watch", "Lake House"):
        sign(client, opened(client, invitation_of(session, name)))
        ledger.sign_logs()


@pytest.fixture
def kept(session, appeal, signed, tmp_path):
    """A checkpoint that somebody has kept."""
    file = tmp_path / "kept.txt"
    file.write_text(f"Sent to me:\n\n> {'> '.join(note(session, appeal).splitlines(True))}")
    return file


def note(session, appeal):
    return ledger.state(session, appeal).checkpoint


@pytest.fixture
def verify(session, appeal, tmp_path, capsys):
    """Export the log as it is now and verify it; return the status and what was said."""

    def run(*arguments, edit=lambda log: None):
        log = evidence.collect(session, appeal)
        edit(log)
        file = tmp_path / "log.json"
        file.write_bytes(evidence.as_json(log))
        status = verifier.main([str(file), *map(str, arguments)])
        return status, capsys.readouterr().out

    return run


def rebuild(session, appeal):
    """Sign everything anew, with the real key, as if it had always been so."""
    change(session, "DELETE FROM ledger_checkpoint")
    change(session, "DELETE FROM ledger_log")
    change(session, "UPDATE ledger_leaf SET position = NULL")
    ledger.sign_logs()


def rewrite(session, leaf, edit):
    """Make another leaf of this one, whose opening fits."""
    content, opening = json.loads(leaf.entry), session.get_one(Opening, leaf.number)
    printed = json.loads(opening.printed)
    edit(content, printed)
    made = canonical.committed(printed)
    content["printed"] = made.commitment
    entry = canonical.canonical_json(content)
    change(
        session,
        "UPDATE ledger_leaf SET entry = :entry, hash = :hash, position = NULL WHERE number = :id",
        entry=entry.decode(),
        hash=verifier.leaf_hash(entry.decode()).hex(),
        id=leaf.number,
    )
    change(
        session,
        "UPDATE ledger_opening SET printed = :text, printed_nonce = :nonce WHERE leaf_number = :id",
        text=made.content,
        nonce=made.nonce.hex(),
        id=leaf.number,
    )


def rename(_content, printed):
    printed["names"]["en"]["name"] = "Rival Watch"


def rename_in_the_list(session):
    as_json = "" if session.get_bind().dialect.name == "sqlite" else "::json"
    statement = "UPDATE signature SET names = replace(CAST(names AS TEXT), 'River', 'Rival')"
    change(session, statement + as_json)


def test_p21_what_was_signed_is_verified_in_words(signed, verify, kept):
    status, said = verify("--held", kept, "--show", "ru")

    assert status == 0
    assert "Verified up to entry 4 and agrees with what you hold." in said
    assert "2 names stand in the list, 0 are withheld" in said
    assert "2 signed exactly the published text" in said
    assert "Речной дозор" in said


def test_a_checkpoint_that_a_mail_program_has_wrapped_and_quoted_still_counts(
    session, appeal, signed, verify, tmp_path
):
    wrapped = [
        "> " + piece
        for line in note(session, appeal).splitlines()
        for piece in textwrap.wrap(line, 76, break_on_hyphens=False) or [""]
    ]
    file = tmp_path / "reply.txt"
    file.write_text("Ada wrote:\r\n" + "\r\n".join(wrapped))

    status, said = verify("--held", file)

    assert max(map(len, wrapped)) < 80
    assert (status, "the first 4 entries are those of your checkpoint" in said) == (0, True)


def test_p23_a_published_log_holds_no_person(session, appeal, signed):
    published = evidence.as_json(evidence.collect(session, appeal)).decode()

    for secret in ("Ada", "Lovelace", "Chair", "@"):
        assert secret not in published
    assert "River Watch" in published


def test_p21_the_script_works_alone(session, appeal, signed, kept, tmp_path):
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as archive:
        archive.writestr("nothing", "")
    packed = tmp_path / "log.zip"
    packed.write_bytes(evidence.as_zip(evidence.collect(session, appeal)))
    with zipfile.ZipFile(packed) as archive:
        archive.extract("verify.py", tmp_path)

    # Without our packages on its path; -I leaves out the folder it stands in as well.
    done = subprocess.run(
        [sys.executable, "-I", "-c", _ALONE, tmp_path / "verify.py", packed, "--held", kept],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Verified up to entry 4" in done.stdout


_ALONE = """
import runpy, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        known = {*sys.stdlib_module_names, 'cryptography', '_cffi_backend'}
        if name.partition('.')[0] not in known:
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name='__main__')
"""


def test_p22_a_changed_name_is_not_what_was_signed(session, signed, verify):
    rename_in_the_list(session)

    status, said = verify()

    assert status == 1
    assert "(en) was signed as “River Watch”" in said


def test_p22_a_name_changed_in_every_table_does_not_open_the_leaf(session, signed, verify):
    rename_in_the_list(session)
    change(session, "UPDATE ledger_opening SET printed = replace(printed, 'River', 'Rival')")

    status, said = verify()

    assert status == 1
    assert "what is said of entry 3 is not what was signed" in said


@pytest.fixture
def rebuilt(session, appeal, signed, kept):
    """Another name, as if it had been signed: every table, every leaf, every checkpoint."""
    rename_in_the_list(session)
    leaf = leaves(session, appeal)[2]
    rewrite(session, leaf, rename)
    rebuild(session, appeal)


def test_p22_a_log_rebuilt_with_the_real_key_agrees_with_itself_only(rebuilt, verify, kept):
    status, said = verify()
    assert (status, "Verified up to entry 4." in said) == (0, True)

    status, said = verify("--held", kept)

    assert status == 1
    assert "the first 4 entries are not those of your checkpoint: they were changed" in said


def test_p22_a_receipt_alone_shows_that_the_log_was_rebuilt(
    session, appeal, signed, verify, tmp_path
):
    mail = tmp_path / "receipt.txt"
    mail.write_text(sent(session, "receipt")[0].text)
    assert verify("--held", mail)[0] == 0
    rename_in_the_list(session)
    leaf = leaves(session, appeal)[2]
    rewrite(session, leaf, rename)
    rebuild(session, appeal)

    status, said = verify("--held", mail)

    assert status == 1
    assert "the entry you hold is not in the log" in said


def test_p22_the_last_entry_taken_out_is_missed(session, appeal, signed, kept, verify):
    last = leaves(session, appeal)[-1]
    number, thread = last.number, as_stored(session, last)
    change(session, "DELETE FROM ledger_opening WHERE leaf_number = :id", id=number)
    change(session, "DELETE FROM ledger_leaf WHERE number = :id", id=number)
    change(session, "DELETE FROM signature WHERE invitation_id = :id", id=thread)
    change(session, "DELETE FROM ledger_checkpoint")
    rebuild(session, appeal)
    assert verify()[0] == 0

    status, said = verify("--held", kept)

    assert status == 1
    assert "your checkpoint is over 4 entries, and this log has 3: entries were taken out" in said


def as_stored(session, leaf):
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return leaf.thread_id.hex if on_sqlite else leaf.thread_id


def test_a_withdrawal_taken_out_is_missed(session, appeal, client, signed, verify, tmp_path):
    client.post(opened(client, invitation_of(session)) + "/withdraw", data=WHO)
    ledger.sign_logs()
    kept = tmp_path / "later.txt"
    kept.write_text(note(session, appeal))
    number = leaves(session, appeal)[-1].number
    change(session, "DELETE FROM ledger_opening WHERE leaf_number = :id", id=number)
    change(session, "DELETE FROM ledger_leaf WHERE number = :id", id=number)
    change(session, "UPDATE signature SET ended_at = NULL, ending = NULL")
    rebuild(session, appeal)
    assert verify()[0] == 0

    assert verify("--held", kept)[0] == 1


def test_p22_a_back_dated_entry_is_seen(session, appeal, signed, verify, kept):
    """A signature that is put in afterwards, as if it had come in time."""
    first = leaves(session, appeal)[2]
    last = leaves(session, appeal)[-1]
    rewrite(session, last, lambda content, _printed: content.update(t=content["t"] - 86_400))
    rebuild(session, appeal)

    status, said = verify()

    assert status == 1
    assert first.position == 2
    assert "it was back-dated, or a clock was wrong" in said


def take_out(log):
    log["list"]["entries"].pop()


def put_in(log):
    log["list"]["entries"].append({"list": "signatory", "number": 3, "entry": 0, "printed": {}})


def repeat(log):
    log["list"]["entries"].append(log["list"]["entries"][0])


def move(log):
    log["list"]["entries"][0]["list"] = "supporter"


def other_text(log):
    log["texts"][0]["languages"]["en"][1][1] = "Paragraph 1, as we would rather have it."


def no_text(log):
    log["texts"] = []


def drop_a_leaf(log):
    log["leaves"].pop()


def swap_leaves(log):
    log["leaves"][1:3] = log["leaves"][2:0:-1]


def other_root(log):
    log["checkpoints"][-1] = log["checkpoints"][-1].replace("\n4\n", "\n3\n")


def no_openings(log):
    log["openings"] = {}


def no_checkpoints(log):
    log["checkpoints"] = []


def other_appeal(log):
    log["appeal"]["slug"] = "another"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (take_out, "by the log 1 more have signed than the list has"),
        (put_in, "stands in the list, but not by the log"),
        (repeat, "stands in the list twice"),
        (move, "signed as signatory, and is listed as supporter"),
        (other_text, "was never made final"),
        (no_text, "that text is not in this file"),
        (drop_a_leaf, "the checkpoint over 4 entries is not signed or not of this log"),
        (swap_leaves, "not signed or not of this log"),
        (other_root, "not signed or not of this log"),
        (no_openings, "is not opened, so the name is not proved"),
        (no_checkpoints, "only 0 of 4 entries are under a checkpoint"),
        (other_appeal, "was never made final"),
    ],
)
def test_p21_a_file_that_was_changed_is_not_verified(signed, verify, edit, expected):
    status, said = verify(edit=edit)

    assert (status, expected in said, "NOT VERIFIED" in said) == (1, True, True)


def test_another_key_than_the_one_trusted_is_refused(signed, verify):
    assert verify("--key", ledger.public_key())[0] == 0
    assert verify("--key", "A" * 43 + "=")[0] == 1


def test_what_is_held_of_another_log_says_nothing(signed, verify, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Dear colleagues,\nthank you for signing.\n")

    status, said = verify("--held", other)

    assert (status, "what you hold says nothing about this log" in said) == (1, True)


def test_withdrawn_and_disputed_names_are_not_expected_in_the_list(
    session, client, appeal, signed, verify
):
    client.post(opened(client, invitation_of(session)) + "/withdraw", data=WHO)
    ledger.sign_logs()

    status, said = verify()

    assert (status, "1 names stand in the list, 0 are withheld" in said) == (0, True)


def test_an_organisation_proves_its_own_answer(session, appeal, signed, tmp_path, capsys):
    proof = exporting.proof(session, appeal.id, invitation_of(session).id)
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof))

    assert verifier.main([str(file)]) == 0
    said = capsys.readouterr().out
    assert "entry 3 stands in the log: signature.signed" in said
    assert "Ada Lovelace" in said
    assert "Lake House" not in file.read_text()

    proof["entries"][0]["openings"]["personal"]["content"] = "{}"
    file.write_text(json.dumps(proof))
    assert verifier.main([str(file)]) == 1


def test_the_script_and_the_service_hash_alike(session, appeal, signed):
    found = session.scalars(select(Leaf).where(Leaf.appeal_id == appeal.id)).all()

    assert [verifier.leaf_hash(leaf.entry).hex() for leaf in found] == [leaf.hash for leaf in found]


def test_a_printed_code_is_as_good_as_a_checkpoint(session, appeal, signed, verify):
    code = ledger.short_code(session, appeal)
    assert verify("--code", code)[0] == 0
    assert verify("--code", code.lower().replace("-", ""))[0] == 0
    leaf = leaves(session, appeal)[2]
    rename_in_the_list(session)
    rewrite(session, leaf, rename)
    rebuild(session, appeal)
    assert verify()[0] == 0

    status, said = verify("--code", code)

    assert status == 1
    assert "the log does not begin with the 4 entries of the printed code" in said
    assert verify("--code", "what I remember")[0] == 1


def test_a_clock_that_went_back_can_be_allowed_for(session, appeal, signed, verify):
    last = leaves(session, appeal)[-1]
    rewrite(session, last, lambda content, _printed: content.update(t=content["t"] - 3600))
    rebuild(session, appeal)

    assert verify()[0] == 1
    assert verify("--clock-tolerance", "7200")[0] == 0


def mend(session, appeal, kind, **more):
    by = {"by": None, "now": datetime.now(UTC)}
    drafting.unlock(session, appeal, kind, signed=True, **more, **by)
    appeal.body[0].wording("en").text += " Mended."
    drafting.lock(session, appeal, **by)
    drafting.open_sign_on(session, appeal, **by)
    session.commit()
    ledger.sign_logs()


def test_who_signed_before_an_error_was_mended_still_stands(session, appeal, signed, verify):
    mend(session, appeal, ChangeClass.TYPO)

    status, said = verify()

    assert (status, "2 signed a text in which only errors were mended since" in said) == (0, True)


def test_p21_who_signed_another_text_is_named_unless_the_list_says_so(
    session, appeal, signed, verify, client
):
    mend(session, appeal, ChangeClass.SUBSTANCE)

    def hide(log):
        for entry in log["list"]["entries"]:
            entry.pop("unconfirmed")

    honest, said = verify()
    assert (honest, "2 signed an earlier text, and the list says so" in said) == (0, True)

    status, said = verify(edit=hide)

    assert (status, "signed another text (entry 3)" in said) == (1, True)


def test_a_disputed_name_is_neither_listed_nor_missed(session, appeal, signed, verify):
    turn = signatures.take_turn(session, invitation_of(session).id, now=datetime.now(UTC))
    who = signatures.Representative(name="Bea", role="Director")
    signatures.dispute(turn, turn.current.id, who, "Not decided.")
    session.commit()
    ledger.sign_logs()

    status, said = verify()

    assert (status, "1 names stand in the list, 0 are withheld" in said) == (0, True)
    assert ledger.is_sound(session, appeal)


def test_the_log_of_the_demonstration_is_verified(app, session, tmp_path, capsys):
    loading.load(session, now=datetime.now(UTC))
    session.commit()
    ledger.sign_logs()
    appeal = drafting.get_appeal(session, loading.read_story()["slug"])
    file = tmp_path / "log.json"
    file.write_bytes(evidence.as_json(evidence.collect(session, appeal)))

    status = verifier.main([str(file)])

    assert status == 0, capsys.readouterr().out
    assert ledger.is_sound(session, appeal)


def test_an_edition_stands_in_the_log_with_the_hash_of_all_it_prints(
    session, appeal, signed, verify
):
    appeal.deadline = None
    edition = publish(session, appeal)
    ledger.sign_logs()

    printed = [act.printed for act in ledger.acts(session, appeal.id)]
    assert {"edition": 1, "content": edition.content_hash} in printed
    assert verify()[0] == 0


def test_the_list_in_the_log_has_the_numbers_that_were_published(client, session, appeal, verify):
    sign(client, opened(client, invitation_of(session, "River Watch")))
    appeal.deadline = None
    publish(session, appeal)
    sign(client, opened(client, invitation_of(session, "Lake House")))  # before it by name
    ledger.sign_logs()

    entries = evidence.collect(session, appeal)["list"]["entries"]

    assert [each["printed"]["en"].partition(" (")[0] for each in entries] == [
        "River Watch",
        "Lake House",
    ]
    assert [each["number"] for each in entries] == [1, 2]
    assert verify()[0] == 0
