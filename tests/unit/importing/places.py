"""Which lines a statement accounts for."""

from collections.abc import Iterator

from appeals.importing.model import Place, Statement


def places(statement: Statement) -> Iterator[Place]:
    """Yield the place of everything that was told apart."""
    for version in statement.versions:
        stretches = [*version.body]
        for parts in (version.head, version.tail):
            stretches += [stretch for kind in parts.values() for stretch in kind]
        stretches += [each.stretch for each in (version.dated, version.page_date) if each]
        for found in version.lists:
            stretches += [*found.groups, *([found.heading] if found.heading else [])]
            yield from (entry.place for entry in found.entries)
        yield from (stretch.place for stretch in stretches)


def lost(statement: Statement) -> list[str]:
    """The lines that say something and are nowhere in the result."""
    known = {
        (place.source, number)
        for place in places(statement)
        for number in range(place.first, place.last + 1)
    }
    known |= {(each.line.source, each.line.number) for each in statement.dropped}
    return [
        line.text
        for line in statement.lines
        if line.text.strip() and (line.source, line.number) not in known
    ]
