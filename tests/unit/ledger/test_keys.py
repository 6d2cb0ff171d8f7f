"""The key of the log: made once, read by nobody else, and replaced without breaking old logs."""

from dataclasses import replace

import pytest
from flask import Flask

from appeals import config
from appeals.config import BadSetting
from appeals.ledger import keys, notes
from appeals.ledger.notes import Checkpoint
from tests.conftest import make_settings

CHECKPOINT = Checkpoint("appeals.example/log", 1, bytes(32))


def installed(folder, **changes):
    app = Flask("appeals")
    config.init_app(app, replace(make_settings(folder), **changes))
    return app.app_context()


def test_a_key_is_made_once_and_kept_from_others(tmp_path):
    with installed(tmp_path):
        first = keys.public_keys()
    with installed(tmp_path):
        second = keys.public_keys()

    assert first == second
    assert (tmp_path / "ledger_key").stat().st_mode & 0o777 == 0o600


def test_a_key_from_the_environment_leaves_nothing_on_disk(tmp_path):
    with installed(tmp_path, ledger_keys=(bytes(32),)):
        keys.signing_key()

    assert list(tmp_path.iterdir()) == []


def test_after_a_change_of_keys_the_old_checkpoints_still_hold(tmp_path):
    with installed(tmp_path, ledger_keys=(bytes(32),)):
        old = notes.signed(CHECKPOINT, keys.signing_key())
    with installed(tmp_path, ledger_keys=(bytes(32), bytes([1] * 32))):
        new = notes.signed(CHECKPOINT, keys.signing_key())
        assert notes.verified(old, keys.public_keys()) == CHECKPOINT
        assert notes.verified(new, keys.public_keys()[1:]) == CHECKPOINT

    assert old != new


def test_a_broken_key_is_named(tmp_path):
    (tmp_path / "ledger_key").write_text("nothing\n")

    with installed(tmp_path), pytest.raises(BadSetting, match="ledger_key"):
        keys.signing_key()
