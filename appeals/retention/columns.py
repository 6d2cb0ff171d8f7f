"""What a column has to do with persons: the words in which `holdings.py` says it of each."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """Columns of one row that together say something of one person.

    `more` is what the same person said or is, such as a role or a reason.
    """

    name: str | None = None
    address: str | None = None
    more: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(each for each in (self.name, self.address, *self.more) if each)


@dataclass(frozen=True)
class Holding:
    """What one table holds: `people`, `words` in which anybody may be named, and the rest.

    `secret` is never shown to anybody, `plain` says nothing of a person. `stays` gives the
    reason for each column of people or words that is kept without end, or in some rows.
    """

    people: tuple[Person, ...] = ()
    words: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    stays: dict[str, str] = field(default_factory=dict)

    @property
    def personal(self) -> tuple[str, ...]:
        return (*(name for each in self.people for name in each.columns), *self.words)


def person(name: str | None = None, address: str | None = None, *more: str) -> Person:
    return Person(name, address, more)
