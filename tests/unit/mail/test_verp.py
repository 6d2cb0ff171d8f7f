"""The envelope sender: it names the mail to us alone, whatever is done to its spelling."""

import base64
from uuid import uuid4

import pytest

from appeals.mail.verp import ReturnAddress

OLD, NEW = "an-old-key-for-tests", "a-newer-key-for-tests"
OURS = ReturnAddress("bounces@appeals.example", [OLD, NEW])


def test_it_names_the_mail_and_fits_into_an_envelope():
    mail_id = uuid4()
    sender = OURS.of(mail_id)

    assert OURS.mail_in(f"for <{sender}>; Fri") == mail_id
    assert sender.endswith("@appeals.example")
    assert len(ReturnAddress("a" * 21 + "@b.example", [NEW]).of(mail_id).partition("@")[0]) == 64


@pytest.mark.parametrize(
    "spelled",
    [
        str.upper,
        str.title,
        lambda text: f"SRS0=aBcD=XY=appeals.example={text.partition('@')[0]}@fwd",
    ],
)
def test_case_and_forwarders_do_not_matter(spelled):
    mail_id = uuid4()

    assert OURS.mail_in(spelled(OURS.of(mail_id))) == mail_id


def test_every_key_verifies_and_a_retired_one_no_longer():
    mail_id = uuid4()
    sender = ReturnAddress(OURS.address, [OLD]).of(mail_id)

    assert OURS.mail_in(sender) == mail_id
    assert ReturnAddress(OURS.address, [NEW]).mail_in(sender) is None


def test_a_changed_letter_or_another_spelling_of_it_is_refused():
    sender = OURS.of(uuid4())
    token = sender.partition("+")[2].partition("@")[0]

    for at, letter in enumerate(token):
        other = "b" if letter == "a" else "a"
        assert OURS.mail_in(sender.replace(token, token[:at] + other + token[at + 1 :])) is None
    # The last letter of the identifier has two bits to spare; only one spelling is ours.
    spare = "abcdefghijklmnopqrstuvwxyz234567"
    twins = [token[:25] + spare[spare.index(token[25]) + more] + token[26:] for more in (1, 2, 3)]
    assert not any(OURS.mail_in(f"bounces+{twin}@appeals.example") for twin in twins)


def test_it_tells_nothing_but_the_mail():
    mail_id = uuid4()
    token = OURS.of(mail_id).partition("+")[2].partition("@")[0]
    told = base64.b32decode(token[:26].upper() + "======")

    assert told == mail_id.bytes
    assert OURS.of(mail_id) == OURS.of(mail_id)
