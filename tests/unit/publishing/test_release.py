from datetime import UTC, datetime, timedelta

import pytest

from appeals.publishing.release import WAIVABLE, Light, Line, State, checklist

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def light_of(line, waived=None, **state):
    values = {"deadline": NOW - HOUR, "signatories": 3, "countries": 2} | state
    found = checklist(State(**values), waived or {}, now=NOW)
    return next(each for each in found if each.line is line)


@pytest.mark.parametrize(
    ("line", "state", "light"),
    [
        (Line.COMPLETE, {}, Light.GREEN),
        (Line.COMPLETE, {"missing": ("A name.",)}, Light.RED),
        (Line.PARITY, {"parity_waived": 1}, Light.AMBER),
        (Line.PARITY, {"parity_errors": 1, "parity_waived": 1}, Light.RED),
        (Line.CONSENT, {"kept": 1}, Light.AMBER),
        (Line.CONSENT, {"not_agreed": ("River Watch.",), "kept": 1}, Light.RED),
        (Line.DISPUTES, {"disputes": ("1",)}, Light.RED),
        (Line.DEADLINE, {}, Light.GREEN),
        (Line.DEADLINE, {"deadline": None}, Light.AMBER),
        (Line.DEADLINE, {"deadline": NOW}, Light.RED),
        (Line.DEADLINE, {"deadline": NOW + HOUR, "is_closed": True}, Light.GREEN),
        (Line.SIGNATORIES, {"minimum_signatories": 3}, Light.GREEN),
        (Line.SIGNATORIES, {"minimum_signatories": 4}, Light.RED),
        (Line.SIGNATORIES, {"signatories": 0}, Light.RED),
        (Line.COUNTRIES, {"minimum_countries": 3}, Light.RED),
        (Line.COUNTRIES, {"countries": 0}, Light.GREEN),
        (Line.EMBARGO, {"embargo_until": NOW}, Light.GREEN),
        (Line.EMBARGO, {"embargo_until": NOW + HOUR}, Light.AMBER),
    ],
)
def test_a_line_has_its_light(line, state, light):
    assert light_of(line, **state).light is light


def test_a_waiver_holds_for_what_it_was_given_for_and_no_more():
    until = NOW + HOUR
    waived = {Line.DEADLINE.value: until.isoformat()}

    assert light_of(Line.DEADLINE, waived, deadline=until).waived
    assert light_of(Line.DEADLINE, waived, deadline=until + HOUR).stops


@pytest.mark.parametrize("line", sorted(set(Line) - WAIVABLE))
def test_what_cannot_be_waived_is_not_waived(line):
    state = {"missing": ("x",), "parity_errors": 1, "not_agreed": ("x",)}

    assert not light_of(line, {line.value: ""}, **state).waived
