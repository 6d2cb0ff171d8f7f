"""The audit of a statement as data and as text: every place by its file and lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _

from appeals import i18n
from appeals.drafting.parity import Level
from appeals.importing.alignment import Row
from appeals.importing.audit import Audit, Finding, Ground, Spot
from appeals.importing.audit.messages import explained
from appeals.importing.matching import Identity
from appeals.importing.model import Dated, Entry, FoundList, Place, Stretch, Version
from appeals.importing.models import ImportedFinding
from appeals.languages import language_name

Json = Mapping[str, object]


def sentence(finding: Finding) -> str:
    """Return what is wrong and how to mend it, in the reader's language."""
    message, values = explained(finding)
    return str(_(message, **{name: _named(name, value) for name, value in values.items()}))


def said(finding: ImportedFinding) -> str:
    """Return the same of a finding that was kept with the appeal."""
    kept = Finding(finding.code, finding.level, (), finding.values)
    return sentence(kept)


def language(tag: str) -> str:
    return language_name(tag, i18n.interface_language())


def as_json(audit: Audit, files: Sequence[str]) -> Json:
    """Return all of it as plain data; `files` are the names of the sources in their order."""
    data = _Data(audit.ground, files)
    statement = audit.ground.statement
    return {
        "files": list(files),
        "languages": [each.language for each in statement.versions],
        "summary": {level.value: len(audit.of_level(level)) for level in Level},
        "findings": [data.finding(each) for each in audit.findings],
        "versions": [data.version(each) for each in statement.versions],
        "alignment": [data.row(each) for each in audit.ground.alignment.rows],
        "entries": [data.identity(each) for each in audit.ground.matching.identities],
        "questions": [
            {
                "ask": each.ask.value,
                **data.place(each.place),
                "text": each.text,
                "options": list(each.options),
            }
            for each in statement.questions
        ],
        "dropped": [
            {
                "file": files[each.line.source],
                "lines": [each.line.number, each.line.number],
                "text": each.line.text,
                "why": each.why,
            }
            for each in statement.dropped
        ],
    }


def as_text(audit: Audit, files: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a report for a terminal."""
    for each in audit.findings:
        yield f"{each.level.value} ({each.code}): {sentence(each)}"
        for spot in each.spots:
            if spot.place:
                yield f"    {where(audit.ground, spot, files)}: {_one_line(spot.text)}"
    counts = Counter(each.level for each in audit.findings)
    yield ", ".join(f"{counts[level]} {level}{'s' * (counts[level] != 1)}" for level in Level)


def where(ground: Ground, spot: Spot, files: Sequence[str]) -> str:
    """A place in the manner of compilers: "statement.txt:46 (en)"."""
    language = ground.language(spot.version)
    if spot.place is None:
        return language
    return f"{files[spot.place.source]}:{spot.place.first} ({language})"


class _Data:
    """Puts what was found into plain data."""

    def __init__(self, ground: Ground, files: Sequence[str]) -> None:
        self._ground, self._files = ground, files

    def place(self, place: Place | None) -> Json:
        if place is None:
            return {"file": None, "lines": None}
        return {"file": self._files[place.source], "lines": [place.first, place.last]}

    def finding(self, finding: Finding) -> Json:
        return {
            "code": finding.code,
            "level": finding.level.value,
            "message": sentence(finding),
            "where": [self._spot(spot) for spot in finding.spots],
            "values": dict(finding.values),
        }

    def version(self, version: Version) -> Json:
        around = {**version.head, **version.tail}
        return {
            "language": version.language,
            "title": self._stretch(version.title) if version.title else None,
            "date": self._dated(version.dated),
            "page_date": self._dated(version.page_date),
            "around": [self._stretch(each) for kind in around for each in around[kind]],
            "body": [self._stretch(each) for each in version.body],
            "lists": [self._list(each) for each in version.lists],
        }

    def row(self, row: Row) -> Json:
        return {
            "type": "-".join(str(len(places)) for places in row.places),
            "confidence": round(row.confidence, 2),
            "passages": [
                [
                    self.place(stretch.place)
                    for stretch in self._ground.alignment.stretches(version, places)
                ]
                for version, places in enumerate(row.places)
            ],
        }

    def identity(self, identity: Identity) -> Json:
        return {
            "confidence": round(min(identity.confidence.values(), default=1.0), 2),
            "entries": [
                self._entry(identity.items[version].entry) if version in identity.items else None
                for version in self._ground.versions
            ],
        }

    def _spot(self, spot: Spot) -> Json:
        return {
            "version": spot.version,
            "language": self._ground.language(spot.version),
            **self.place(spot.place),
            "text": spot.text,
        }

    def _stretch(self, stretch: Stretch) -> Json:
        return {"kind": stretch.kind.value, **self.place(stretch.place), "text": stretch.text}

    def _dated(self, dated: Dated | None) -> Json | None:
        if dated is None:
            return None
        return {**self._stretch(dated.stretch), "day": _iso(dated.day)}

    def _list(self, found: FoundList) -> Json:
        return {
            "role": found.role.value,
            "heading": self._stretch(found.heading) if found.heading else None,
            "as_of": _iso(found.as_of),
            "claimed": found.claimed,
            "numbered": found.numbered,
            "entries": [self._entry(each) for each in found.entries],
        }

    def _entry(self, entry: Entry) -> Json:
        return {
            **self.place(entry.place),
            "raw": entry.raw,
            "number": entry.number,
            "name": entry.name,
            "acronym": entry.acronym,
            "countries": list(entry.countries),
            "aliases": list(entry.aliases),
            "legal_form": entry.legal_form,
            "city": entry.city,
            "person": entry.person.name if entry.person else "",
            "role": entry.person.role if entry.person else "",
            "group": entry.group,
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _named(name: str, value: str) -> str:
    """Languages are told by their names."""
    is_language = name in {"language", "other_language"} and value
    return language_name(value, i18n.interface_language()) if is_language else value
