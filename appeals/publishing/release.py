"""The release checklist: what has to be so before an appeal may be published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Light(StrEnum):
    """How a line of the checklist stands."""

    GREEN = "green"
    AMBER = "amber"  # worth a look, or waived
    RED = "red"  # it stops the publication


class Line(StrEnum):
    """What is looked at, in the order in which it is shown."""

    COMPLETE = "complete"  # wordings and names in every language, the text locked
    PARITY = "parity"
    CONSENT = "consent"
    DISPUTES = "disputes"
    DEADLINE = "deadline"
    SIGNATORIES = "signatories"
    COUNTRIES = "countries"
    EMBARGO = "embargo"


WAIVABLE = frozenset({Line.DISPUTES, Line.DEADLINE, Line.SIGNATORIES, Line.COUNTRIES})


@dataclass(frozen=True, kw_only=True)
class State:
    """What the checklist looks at. Moments are UTC."""

    missing: tuple[str, ...] = ()  # sentences
    parity_errors: int = 0
    parity_waived: int = 0
    not_agreed: tuple[str, ...] = ()  # sentences
    kept: int = 0  # stand under an earlier text, and the list says so
    disputes: tuple[str, ...] = ()  # their identifiers
    is_closed: bool = False
    deadline: datetime | None = None
    signatories: int = 0
    minimum_signatories: int | None = None
    countries: int = 0
    minimum_countries: int | None = None
    embargo_until: datetime | None = None


@dataclass(frozen=True)
class Checked:
    """A line with its light; `about` is what a waiver of it would be given for."""

    line: Line
    light: Light
    about: str = ""
    waived: bool = False

    @property
    def stops(self) -> bool:
        return self.light is Light.RED

    @property
    def is_waivable(self) -> bool:
        return self.stops and self.line in WAIVABLE


def checklist(state: State, waived: Mapping[str, str], *, now: datetime) -> list[Checked]:
    """Return every line; `waived` maps a line to what its waiver was given for."""
    return [_waive(each, waived) for each in _lines(state, now)]


def _lines(state: State, now: datetime) -> Iterable[Checked]:
    yield Checked(Line.COMPLETE, _red(bool(state.missing)))
    parity = Light.AMBER if state.parity_waived else Light.GREEN
    yield Checked(Line.PARITY, Light.RED if state.parity_errors else parity)
    consent = Light.AMBER if state.kept else Light.GREEN
    yield Checked(Line.CONSENT, Light.RED if state.not_agreed else consent)
    yield Checked(Line.DISPUTES, _red(bool(state.disputes)), " ".join(sorted(state.disputes)))
    yield _deadline(state, now)
    yield _minimum(Line.SIGNATORIES, state.signatories, state.minimum_signatories)
    yield _minimum(Line.COUNTRIES, state.countries, state.minimum_countries)
    waits = state.embargo_until is not None and state.embargo_until > now
    yield Checked(Line.EMBARGO, Light.AMBER if waits else Light.GREEN)


def _deadline(state: State, now: datetime) -> Checked:
    if state.is_closed:
        return Checked(Line.DEADLINE, Light.GREEN)
    if state.deadline is None:
        return Checked(Line.DEADLINE, Light.AMBER)
    return Checked(Line.DEADLINE, _red(now <= state.deadline), state.deadline.isoformat())


def _minimum(line: Line, number: int, minimum: int | None) -> Checked:
    if line is Line.SIGNATORIES and number == 0:
        return Checked(line, Light.RED, "0")  # a list of nobody: only with a word why
    return Checked(line, _red(minimum is not None and number < minimum), str(minimum))


def _red(stops: bool) -> Light:
    return Light.RED if stops else Light.GREEN


def _waive(checked: Checked, waived: Mapping[str, str]) -> Checked:
    if checked.is_waivable and waived.get(checked.line) == checked.about:
        return Checked(checked.line, Light.AMBER, checked.about, waived=True)
    return checked
