"""Files into a statement."""

from collections.abc import Sequence

from appeals.importing.model import Statement
from appeals.importing.statement import taken_apart
from appeals.readers import sandbox


def read_files(files: Sequence[tuple[str, bytes]]) -> Statement:
    """Read files, each a name and its bytes; raises `Invalid` for one that cannot be read."""
    return taken_apart(sandbox.read_files(files))
