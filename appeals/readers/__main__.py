"""The process that reads one file: bytes come in, JSON goes out, and nothing else is possible."""

import json
import logging
import os
import resource
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from appeals.readers.formats import PICTURE, READERS, REVIEW, TEMPLATE
from appeals.readers.lines import Line
from appeals.readers.parts import Part
from appeals.readers.review import Returned
from appeals.readers.review.transport import plain
from appeals.readers.troubles import Trouble, Unreadable

_MOST_MEMORY = 240 * 1024 * 1024
# What the readers and the standard library would import only when they come to need it.
_LATE = (
    "xml.dom.expatbuilder",
    *("encodings.cp437", "encodings.utf_16_le", "encodings.utf_16_be", "encodings.utf_16"),
    *("encodings.koi8_r", "encodings.koi8_u", "encodings.utf_8_sig", "encodings.ascii"),
    *(f"encodings.cp125{number}" for number in range(9)),
    *(f"encodings.iso8859_{number}" for number in range(1, 17) if number != 12),
)
WANTED = ("read", "lines")
_MODULES = {*READERS.values(), REVIEW, TEMPLATE, PICTURE}


def main(reader: str, wanted: str, seconds: int) -> None:
    _set_limits(seconds)
    data = sys.stdin.buffer.read()
    module = import_module(f"appeals.readers.{reader}")
    for name in (*_LATE, *getattr(module, "LATE", ())):
        import_module(name)
    # What a library wants to say of a strange file nobody reads.
    logging.disable()
    # From here on no file and no socket can be opened.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    sys.stdout.write(json.dumps(_answer(module, wanted, data)))


def _answer(module: ModuleType, wanted: str, data: bytes) -> dict[str, Any]:
    try:
        if wanted == "lines":
            return {"lines": [_plain_line(line) for line in module.read_lines(data)]}
        return {"read": _plain(module.read(data))}
    except Unreadable as error:
        return {"trouble": error.trouble}
    except MemoryError:
        return {"trouble": Trouble.TOO_LARGE}
    except Exception:  # a file that no reader expected is damaged, whatever it broke
        return {"trouble": Trouble.BROKEN}


def _plain(found: list[Part] | Returned | dict[str, Any]) -> Any:
    if isinstance(found, Returned):
        return plain(found)
    if isinstance(found, dict):
        return found
    return [(part.kind.value, part.text) for part in found]


def _plain_line(line: Line) -> tuple[Any, ...]:
    return line.text, line.kind.value, line.cells, line.markup, line.counted


def _set_limits(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


if __name__ == "__main__" and sys.argv[1] in _MODULES and sys.argv[2] in WANTED:
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
