"""Runs a reader in a process of its own, which nothing in a file can make more of than a text."""

import json
import signal
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any

from flask_babel import gettext as _

from appeals import config
from appeals.document.tree import BlockKind, Picture
from appeals.document.word_frame import Frame, Taken
from appeals.errors import Invalid, Unavailable
from appeals.readers import formats, messages, text
from appeals.readers.lines import Line, LineKind
from appeals.readers.parts import Part
from appeals.readers.review import Returned
from appeals.readers.review.transport import restored
from appeals.readers.troubles import Trouble, Unreadable

LONGEST = 8  # seconds of the processor
# Where a machine has much to do, a good file is not to be refused.
_BY_THE_CLOCK = 20
MOST_FILES = 12
# However many files are sent at once, the others go on using the machine.
_AT_ONCE = 2
_TURNS = BoundedSemaphore(_AT_ONCE)


class _Busy(Exception):
    """Too many files are being read already."""


def read_file(filename: str, data: bytes) -> list[Part]:
    """Return the parts of a file; raise `Invalid` with a sentence on what to mend."""
    answer = _said(_asked(filename, data))
    return [Part(BlockKind(kind), said) for kind, said in answer["read"]]


def read_review(filename: str, data: bytes) -> Returned:
    """Return what a review copy says that came back; raise `Invalid` as `read_file` does."""
    return restored(_said(_asked(filename, data, choose=formats.review_of))["read"])


def read_template(filename: str, data: bytes) -> Frame:
    """Return what is taken of a Word template, as a file and in words.

    Raises `Invalid` with a sentence on what to mend.
    """
    answer = _asked(filename, data, choose=formats.template_of)
    read = _said(answer, of=messages.TEMPLATE)["read"]
    return Frame(b64decode(read["content"]), Taken.of(read["taken"]))


def read_picture(filename: str, data: bytes) -> Picture:
    """Return a PNG or JPEG made anew; raise `Invalid` with a sentence on what to mend."""
    answer = _asked(filename, data, choose=formats.picture_of)
    read = _said(answer, of=messages.PICTURE)["read"]
    return Picture(**{**read, "content": b64decode(read["content"])})


def read_lines(filename: str, data: bytes) -> list[Line]:
    """Return the lines of a file; raise `Invalid` with a sentence on what to mend."""
    return _lines(_said(_asked(filename, data, "lines")), 0)


def read_files(files: Sequence[tuple[str, bytes]]) -> list[Line]:
    """Return the lines of several files, names and contents; `source` tells which file it is.

    `Invalid` names the file that cannot be read.
    """
    if len(files) > MOST_FILES:
        raise Invalid(_("At most %(most)s files can be read at once.", most=MOST_FILES))
    with ThreadPoolExecutor(_AT_ONCE) as readers:
        answers = list(readers.map(lambda file: _asked(file[0], file[1], "lines"), files))
    several = len(files) > 1
    return [
        line
        for source, ((name, _data), answer) in enumerate(zip(files, answers, strict=True))
        for line in _lines(_said(answer, name if several else ""), source)
    ]


def read_pasted(pasted: str) -> list[Part]:
    """Return the parts of a text in our own Markdown; raise `Invalid` for none or too many."""
    try:
        return text.parts_of(pasted)
    except Unreadable as error:
        raise messages.invalid(error) from error


def _said(
    answer: dict[str, Any] | Unreadable | _Busy,
    name: str = "",
    of: messages.Sentences | None = None,
) -> dict[str, Any]:
    if isinstance(answer, _Busy):
        raise Unavailable(_("Many files are being read. Try again in a few seconds."))
    if isinstance(answer, Unreadable):
        raise messages.invalid(answer, name, of)
    return answer


def _lines(answer: dict[str, Any], source: int) -> list[Line]:
    return [
        Line(number, said, source, LineKind(kind), tuple(cells), markup, counted)
        for number, (said, kind, cells, markup, counted) in enumerate(answer["lines"], start=1)
    ]


def _asked(
    filename: str,
    data: bytes,
    wanted: str = "read",
    *,
    choose: Callable[[str, bytes], str] = formats.reader_of,
) -> dict[str, Any] | Unreadable | _Busy:
    """Return the answer or why there is none; another thread may ask, which knows no language."""
    try:
        reader = choose(filename, data)
    except Unreadable as error:
        return error
    if not _TURNS.acquire(timeout=_BY_THE_CLOCK):
        return _Busy()
    try:
        answer = _answer(reader, data, wanted)
    finally:
        _TURNS.release()
    return Unreadable(Trouble(answer["trouble"])) if "trouble" in answer else answer


def _answer(reader: str, data: bytes, wanted: str) -> dict[str, Any]:
    """Ask the other process; it knows nothing of our environment and inherits no file."""
    module = ["-m", "appeals.readers", reader, wanted, str(LONGEST)]
    environment = {"PYTHONPATH": str(config.PACKAGE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-s", "-P", *module],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            timeout=_BY_THE_CLOCK,
        )
    except subprocess.TimeoutExpired:
        return {"trouble": Trouble.TOO_SLOW}
    if done.returncode:
        return {"trouble": _cause(done.returncode)}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _cause(returncode: int) -> Trouble:
    # SIGXCPU, or SIGKILL once the second of grace is over: the time was used up.
    if returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Trouble.TOO_SLOW
    # Libraries that are not in Python end the process where they get no memory.
    return Trouble.TOO_LARGE if returncode == -signal.SIGABRT else Trouble.BROKEN
