"""What a Word template of a coordinator's own gives to documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What documents get from a template; sizes in millimetres, lines as they are read."""

    width: int
    height: int
    found: tuple[str, ...]
    missing: tuple[str, ...]
    header: tuple[str, ...]
    footer: tuple[str, ...]
    pictures: int

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Taken":
        """Return what went through JSON."""
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
        }
        return cls(**values)


@dataclass(frozen=True)
class Frame:
    """A DOCX without text that holds what is taken, and what that is."""

    content: bytes
    taken: Taken
