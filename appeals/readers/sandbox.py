"""Runs a reader in a process of its own, which nothing in a file can make more of than a text."""

import json
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Any

from flask_babel import gettext as _

from appeals import config
from appeals.document.tree import BlockKind
from appeals.errors import Unavailable
from appeals.readers import formats, messages, text
from appeals.readers.parts import Part
from appeals.readers.review import Returned
from appeals.readers.review.transport import restored
from appeals.readers.troubles import Trouble, Unreadable

LONGEST = 10  # seconds, of the processor and of the clock
# However many files are sent at once, the others go on using the machine.
_TURNS = BoundedSemaphore(2)


def read_file(filename: str, data: bytes) -> list[Part]:
    """Return the parts of a file; raise `Invalid` with a sentence on what to mend."""
    try:
        read = _read(formats.reader_of(filename, data), data)
    except Unreadable as error:
        raise messages.invalid(error.trouble) from error
    return [Part(BlockKind(kind), said) for kind, said in read]


def read_review(filename: str, data: bytes) -> Returned:
    """Return what a review copy says that came back; raise `Invalid` as `read_file` does."""
    try:
        if formats.reader_of(filename, data) != formats.READERS[".docx"]:
            raise Unreadable(Trouble.NO_REVIEW)
        read = _read(formats.REVIEW, data)
    except Unreadable as error:
        raise messages.invalid(error.trouble) from error
    return restored(read)


def read_pasted(pasted: str) -> list[Part]:
    """Return the parts of a text in our own Markdown; raise `Invalid` for none or too many."""
    try:
        return text.parts_of(pasted)
    except Unreadable as error:
        raise messages.invalid(error.trouble) from error


def _read(reader: str, data: bytes) -> Any:
    if not _TURNS.acquire(timeout=2 * LONGEST):
        raise Unavailable(_("Many files are being read. Try again in a few seconds."))
    try:
        answer = _answer(reader, data)
    finally:
        _TURNS.release()
    if "trouble" in answer:
        raise Unreadable(Trouble(answer["trouble"]))
    return answer["read"]


def _answer(reader: str, data: bytes) -> dict[str, Any]:
    """Ask the other process; it knows nothing of our environment and inherits no file."""
    command = [sys.executable, "-s", "-P", "-m", "appeals.readers", reader, str(LONGEST)]
    environment = {"PYTHONPATH": str(config.PACKAGE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return {"trouble": Trouble.TOO_SLOW}
    if done.returncode:
        return {"trouble": _cause(done.returncode)}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _cause(returncode: int) -> Trouble:
    # SIGXCPU, or SIGKILL once the second of grace is over: the time was used up.
    return Trouble.TOO_SLOW if returncode in (-24, -9) else Trouble.BROKEN
