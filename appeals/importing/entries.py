"""One entry of a list: name, acronym, countries, alias, legal form, city, person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from appeals.importing import countries, legal_forms, people, words
from appeals.importing.acronyms import is_acronym, is_of_initials
from appeals.importing.model import Ask, Entry, Person, Place, Question
from appeals.importing.separators import cut, last_brackets

_COMMAS = ",،"
_DASH = re.compile(r"\s+[-–—]+\s+")
_GLUED = re.compile(r"^(?P<name>.*[^\W\d_])[-–](?P<country>[^\W\d_][^-–»”\"]*)$")
_BEFORE_COLON = re.compile(r"^(?P<before>[^:：]{2,40})[:：]\s*(?P<after>\S.*)$")
_TRAILING = re.compile(r"[\s,;،؛/•·|]+$")
_AND = re.compile(rf"[,;،]\s*(?:{words.alternatives('conjunctions')})$")
_POINT = re.compile(r"(?<=[^\W\d_]{4})\.$|(?<=[)»”\"])\.$")
_MIDDLE_BRACKETS = re.compile(r"\(([^()]+)\)\s+(?=\w)")
_FOOTNOTE = re.compile(r"(?:\s*\[\d{1,2}\]|[*†‡]+)$")
_WIDE = re.compile(r"\t+|\s{3,}")
_LONGEST_TAIL = 3  # words of a city


@dataclass
class _Reading:
    """An entry while it is taken apart; `rest` is what is still to be understood."""

    rest: str
    acronym: str = ""
    codes: list[str] = field(default_factory=list)
    country_words: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    city: str = ""
    legal_form: str = ""
    # What stood in brackets or after a comma and may be a city, a country or an alias.
    unclear: str = ""
    questions: list[tuple[Ask, tuple[str, ...]]] = field(default_factory=list)

    def locate(self, text: str) -> bool:
        """Take a text as countries, if it is nothing else."""
        codes = countries.codes_of(text)
        if codes:
            self.codes[:0] = codes
            self.country_words.insert(0, text)
        return bool(codes)


def trimmed(text: str) -> str:
    """Return an entry without what parts it from the next one."""
    shown = _TRAILING.sub("", _AND.sub("", _TRAILING.sub("", text.strip())))
    return _POINT.sub("", shown)


def read(
    text: str,
    place: Place,
    *,
    number: int | None = None,
    group: str = "",
    individuals: bool = False,
    cells: Sequence[str] = (),
) -> tuple[Entry, list[Question]]:
    """Take one entry apart; what cannot be told comes back as questions."""
    raw = trimmed(text)
    plain, personal = people.without_personal(" ".join(_even(_FOOTNOTE.sub("", raw)).split()))
    reading = _Reading(plain)
    person = None
    if individuals or personal or "," in plain or "»" in plain or "،" in plain or " – " in plain:
        parts = [part.strip() for part in cut(_DASH.sub(", ", plain), _COMMAS) if part.strip()]
        person = people.person_in(parts or [plain], individuals=individuals or personal)
    if person is None:
        _take_apart(reading)
        name = _named(reading)
    else:
        person = replace(person, personal=personal or person.personal)
        name, person = _of_person(reading, person)
    entry = Entry(
        raw=raw,
        place=place,
        number=number,
        name=name or plain,
        acronym=reading.acronym,
        countries=tuple(dict.fromkeys(reading.codes)),
        country_words=", ".join(reading.country_words),
        aliases=tuple(reading.aliases),
        legal_form=reading.legal_form,
        city=reading.city,
        person=person,
        group=group,
    )
    return entry, [Question(ask, place, raw, options) for ask, options in reading.questions]


def _even(text: str) -> str:
    """Put a comma where a wide blank parts a name from its country; leave out a description."""
    name, *others = _WIDE.split(text)
    if len(others) == 1 and others[0][:1].islower():
        return name
    return (
        ", ".join([name, *others]) if len(others) == 1 and countries.codes_of(others[0]) else text
    )


def _of_person(reading: _Reading, person: Person) -> tuple[str, Person]:
    """Read what a person signs for; without that, the entry has the person's name."""
    name, role = person.name, person.role
    if (parted := last_brackets(name)) and parted[0] and reading.locate(parted[1]):
        person = replace(person, name=parted[0])
    *others, last = cut(role, _COMMAS) or [""]
    if others and reading.locate(last.strip()):
        role = ",".join(others)
    organisation = people.speaks_for(role)
    if not organisation:
        return person.name, person
    reading.rest = organisation
    _take_apart(reading)
    return _named(reading), person


def _take_apart(reading: _Reading) -> None:
    _read_before_colon(reading)
    # What is outside may cover what is inside: "Name (ACR), City, Country".
    while _read_brackets(reading) or _read_after_comma(reading) or _read_dash(reading):
        pass
    _read_middle(reading)
    if not reading.codes and (match := _GLUED.match(reading.rest)):
        reading.locate(match["country"])


def _named(reading: _Reading) -> str:
    name = reading.rest.strip(" ,;–-")
    reading.legal_form = reading.legal_form or legal_forms.legal_form_of(name)
    _ask_of_commas(reading, name)
    return name


def _read_before_colon(reading: _Reading) -> None:
    """ "Country: Name", "ACR: Name"."""
    match = _BEFORE_COLON.match(reading.rest)
    if not match:
        return
    if reading.locate(match["before"]):
        reading.rest = match["after"]
    elif is_acronym(match["before"], match["after"]) and " " not in match["before"]:
        reading.acronym, reading.rest = match["before"], match["after"]


def _read_brackets(reading: _Reading) -> bool:
    parted = last_brackets(reading.rest)
    if not parted or not parted[0]:
        return False
    name, inside = parted
    if reading.acronym and reading.codes and people.is_organisation(inside):
        return False
    reading.rest = name
    if _located(reading, inside, name):
        return True
    unknown: list[str] = []
    for part in (each.strip() for each in cut(inside, ",;،")):
        if part and not _read_part(reading, part, name):
            unknown.append(part)
    if unknown:
        _read_unknown(reading, ", ".join(unknown), name)
    return True


def _located(reading: _Reading, text: str, name: str) -> bool:
    """Take a text as countries; two letters may be an acronym instead."""
    bare = [countries.is_bare_code(part) for part in countries.apart(text)]
    if any(bare) and not all(bare):
        return False
    if countries.is_bare_code(text) and countries.codes_of(text):
        if is_of_initials(text, name):
            return False
        reading.locate(text)
        reading.questions.append((Ask.COUNTRY, (text,)))
        return True
    return reading.locate(text)


def _read_part(reading: _Reading, part: str, name: str) -> bool:
    if _located(reading, part, name):
        return True
    if countries.is_city(part):
        reading.city = f"{part}, {reading.city}" if reading.city else part
        return True
    if legal_forms.is_legal_form(part) and not reading.legal_form:
        reading.legal_form = part
        return True
    if not reading.acronym and is_acronym(part, name):
        reading.acronym = part
        return True
    return False


def _read_unknown(reading: _Reading, text: str, name: str) -> None:
    """What stands in brackets and is neither country nor acronym: another name, or a place."""
    may_be_place = len(text.split()) <= _LONGEST_TAIL and not people.is_organisation(text)
    if may_be_place and text[:1].isupper() and not text.startswith(('"', "«", "“")):
        reading.unclear = text
        reading.questions.append((Ask.COUNTRY, ("alias", "city", "country")))
    reading.aliases.insert(0, text)


def _read_after_comma(reading: _Reading) -> bool:
    parts = [part.strip() for part in cut(reading.rest, _COMMAS)]
    if len(parts) < 2 or not parts[0] or not parts[-1]:
        return False
    if not reading.city and len(parts) > 2 and _are_cities(parts[1:]):
        reading.rest, reading.city = parts[0], ", ".join(parts[1:])
        return True
    name, last = ", ".join(parts[:-1]), parts[-1]
    located = _located(reading, last, name)
    if not located and not _is_after_name(reading, last, name):
        return False
    reading.rest = name
    return True


def _is_after_name(reading: _Reading, last: str, name: str) -> bool:
    """Whether the last part is a city, an acronym or a legal form, and take it as that."""
    if countries.is_city(last):
        reading.city = last
    elif legal_forms.is_legal_form(last):
        reading.legal_form = last
        return False
    elif not reading.acronym and last.isupper() and is_acronym(last, name):
        reading.acronym = last
    elif reading.codes and not reading.city and _may_be_city(last) and "," not in name:
        reading.city = last
        reading.questions.append((Ask.COMMA_IN_NAME, (name, f"{name}, {last}")))
    else:
        return False
    return True


def _are_cities(parts: Sequence[str]) -> bool:
    """Whether several places stand in a row, one of which at least is known."""
    if countries.codes_of(parts[-1]) or any(map(legal_forms.is_legal_form, parts)):
        return False
    return any(map(countries.is_city, parts)) and all(
        _may_be_city(each) for part in parts for each in countries.apart(part)
    )


def _may_be_city(text: str) -> bool:
    parts = text.split()
    is_short = 0 < len(parts) <= _LONGEST_TAIL and not any(part[0].islower() for part in parts)
    return is_short and not people.is_organisation(text)


def _read_dash(reading: _Reading) -> bool:
    """ "ACR - Name", "Name – ACR", "Name – Country"."""
    parts = _DASH.split(reading.rest)
    if len(parts) < 2:
        return False
    first, last = parts[0], parts[-1]
    before = reading.rest[: len(reading.rest) - len(last)].rstrip(" –—-")
    after = reading.rest[len(first) :].lstrip(" –—-")
    if not reading.acronym and len(first.split()) == 1 and is_acronym(first, after):
        reading.acronym, reading.rest = first, after
    elif not reading.acronym and len(last.split()) == 1 and is_acronym(last, before):
        reading.acronym, reading.rest = last, before
    elif not reading.codes and reading.locate(last):
        reading.rest = before
    else:
        return False
    return True


def _read_middle(reading: _Reading) -> None:
    """Brackets inside a name: an acronym, or the country of another entry on the same line."""
    for match in _MIDDLE_BRACKETS.finditer(reading.rest):
        inside, name = match[1].strip(), reading.rest[: match.start()]
        if countries.codes_of(inside) and not is_of_initials(inside, name):
            options = (name.strip(), reading.rest[match.end() :])
            reading.questions.append((Ask.TWO_ENTRIES, options))
        elif not reading.acronym and is_acronym(inside, name):
            reading.acronym = inside


def _ask_of_commas(reading: _Reading, name: str) -> None:
    parts = [part.strip() for part in cut(name, _COMMAS)]
    if len(parts) < 2 or legal_forms.is_legal_form(parts[-1]):
        return
    if _may_be_city(parts[-1]) and len(parts) == 2:
        reading.unclear = parts[-1]
        reading.questions.append((Ask.COMMA_IN_NAME, (name, *parts)))
    elif sum(people.is_organisation(part) and len(part.split()) > 1 for part in parts) > 1:
        reading.questions.append((Ask.COMMA_IN_NAME, (name, *parts)))
