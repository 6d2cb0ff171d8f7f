"""Checkpoints: our notes, an example of others, and what is refused."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from appeals.ledger import notes
from appeals.ledger.notes import BadNote, Checkpoint

# The example of golang.org/x/mod/sumdb/note.
NEUMANN = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]
SAID = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
HIS = base64.b64decode(
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CHECKPOINT = Checkpoint("appeals.example/log", 7, hashlib.sha256(b"root").digest())


def test_a_key_is_named_as_others_name_it():
    assert notes.key_id("PeterNeumann", NEUMANN).hex() == "c74f20a3"
    assert notes.verifier_key("PeterNeumann", NEUMANN) == (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )
    assert HIS[:4] == notes.key_id("PeterNeumann", NEUMANN)
    Ed25519PublicKey.from_public_bytes(NEUMANN).verify(HIS[4:], SAID.encode())


def test_a_note_is_text_an_empty_line_and_a_signature_over_the_text():
    note = notes.signed(CHECKPOINT, KEY)

    # Taken apart without any of the code that put it together.
    origin, size, root, empty, line, end = note.split("\n")
    dash, name, blob = line.split(" ")
    blob = base64.b64decode(blob)
    public = KEY.public_key().public_bytes_raw()
    assert (origin, size, empty, end) == ("appeals.example/log", "7", "", "")
    assert base64.b64decode(root) == CHECKPOINT.root
    assert (dash, name) == ("\u2014", origin)
    assert blob[:4] == hashlib.sha256(origin.encode() + b"\n\x01" + public).digest()[:4]
    KEY.public_key().verify(blob[4:], f"{origin}\n{size}\n{root}\n".encode())


def test_a_signed_checkpoint_is_read_back():
    note = notes.signed(CHECKPOINT, KEY)

    assert notes.verified(note, [KEY.public_key()]) == CHECKPOINT


def test_signatures_of_witnesses_do_not_disturb():
    note = notes.signed(CHECKPOINT, KEY) + "— witness.example AAAAAAAA\n"

    assert notes.verified(note, [KEY.public_key()]) == CHECKPOINT


NOTE = notes.signed(CHECKPOINT, KEY)


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace("\n7\n", "\n8\n"),
        NOTE.replace("appeals.example/log\n7", "other.example/log\n7"),
        NOTE.replace("\n7\n", "\n07\n"),
        NOTE.replace("\n7\n", "\n7\nmore\n"),
        NOTE.partition("\n\n")[0] + "\n\n",
        NOTE[:-20] + "\n",
        "",
        "no checkpoint at all",
    ],
)
def test_what_was_changed_or_is_no_checkpoint_is_refused(note):
    with pytest.raises(BadNote):
        notes.verified(note, [KEY.public_key()])


def test_a_checkpoint_of_a_stranger_is_refused():
    with pytest.raises(BadNote, match="nobody known"):
        notes.verified(NOTE, [Ed25519PrivateKey.generate().public_key()])
