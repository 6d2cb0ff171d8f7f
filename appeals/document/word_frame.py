"""What a Word template of a coordinator's own gives to documents."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
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

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        return {key: list(v) if isinstance(v, tuple) else v for key, v in values.items()}


@dataclass(frozen=True)
class Frame:
    """A DOCX without text that holds what is taken, and what that is."""

    content: bytes
    taken: Taken
