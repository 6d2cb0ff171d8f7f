"""The tests of `functional/test_purged_to_the_byte.py` once more: nothing is left in a dump."""

import re
import subprocess

import pytest

from tests.functional import canaries
from tests.functional.test_purged_to_the_byte import *  # noqa: F403
from tests.postgresql import server
from tests.postgresql.conftest import driver


@pytest.fixture(scope="module")
def place(postgresql_server):
    address = server.new_database(postgresql_server)

    def dumped(folder):
        program = server.programs() / "pg_dump"
        done = subprocess.run([str(program), address], capture_output=True, check=True)
        # Bytes are dumped as hexadecimal.
        packed = (
            bytes.fromhex(each.decode())
            for each in re.findall(rb"x([0-9a-f]+)", done.stdout)
            if not len(each) % 2
        )
        content = b"\x00".join([done.stdout, *packed])
        found = {"dump": sorted(canaries.words_in(content))} | canaries.in_files(folder)
        return {name: words for name, words in found.items() if words}

    return {"database_url": driver(address)}, dumped
