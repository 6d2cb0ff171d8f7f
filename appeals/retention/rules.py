"""What a rule is: which things are due, and what is deleted or blanked with each of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    CursorResult,
    Select,
    String,
    cast,
    delete,
    exists,
    inspect,
    or_,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from appeals import db, sealed
from appeals.retention.timing import Reckoning

_OUTRIGHT = {"synchronize_session": False}


@dataclass(frozen=True)
class Part:
    """Rows that go with a thing: those whose column `on` has its id.

    With `values` these columns are overwritten, without the rows are deleted.
    `through` joins what `on` belongs to, where that is another table.
    """

    model: type[db.Base]
    on: InstrumentedAttribute[Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    through: ColumnElement[bool] | None = None

    def carry_out(self, session: Session, ids: Sequence[Any]) -> int:
        """Delete or overwrite what belongs to the things of these ids."""
        kept = inspect(self.model).primary_key[0]
        wanted: ColumnElement[bool] = self.on.in_(ids)
        if self.through is not None:
            wanted = kept.in_(select(kept).where(self.through, wanted))
        act = update(self.model).values(**self._values) if self.values else delete(self.model)
        done = session.execute(act.where(wanted), execution_options=_OUTRIGHT)
        return done.rowcount if isinstance(done, CursorResult) else 0

    @property
    def _values(self) -> dict[str, Any]:
        return sealed.with_indices(inspect(self.model).local_table, self.values)

    def is_left(self) -> ColumnElement[bool]:
        """Return whether a row still says what is to be overwritten."""
        table = inspect(self.model).local_table
        left = []
        for name, blank in self.values.items():
            column = table.c[name]
            if isinstance(blank, str | None):
                is_json = isinstance(column.type, JSON)
                compared = cast(column, String) if is_json else sealed.as_stored(column)
                left.append(compared.is_distinct_from(blank))
        return or_(*left)

    def exists_for(self, id: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        conditions = [self.on == id, self.is_left()]
        return exists().where(*conditions, *([self.through] if self.through is not None else []))

    @property
    def columns(self) -> set[str]:
        names = self.values or inspect(self.model).columns.keys()
        return {f"{self.model.__tablename__}.{name}" for name in names}


@dataclass(frozen=True)
class Rule:
    """Things of one kind: `due` selects the ids of those that were kept long enough."""

    kind: str
    due: Callable[[Reckoning], Select[Any]]
    parts: tuple[Part, ...]

    def carry_out(self, session: Session, ids: Sequence[Any]) -> None:
        for part in self.parts:
            part.carry_out(session, ids)

    @property
    def columns(self) -> set[str]:
        return set().union(*(part.columns for part in self.parts))


Condition = Callable[[Reckoning], ColumnElement[bool]]


def deleting(kind: str, model: type[db.Base], condition: Condition, *others: Part) -> Rule:
    """Return the rule by which whole rows are deleted, after what hangs on them."""
    id = _id_of(model)
    return Rule(
        kind,
        lambda reckoning: select(id).where(condition(reckoning)),
        (*others, Part(model, id)),
    )


def blanking(
    kind: str, model: type[db.Base], condition: Condition, *others: Part, **values: Any
) -> Rule:
    """Return the rule by which columns of a row, and of what hangs on it, are overwritten.

    A value that is an expression does not count towards what is still to be done.
    """
    id = _id_of(model)
    own = (Part(model, id, values),) if values else ()

    def due(reckoning: Reckoning) -> Select[Any]:
        left = [part.is_left() for part in own] + [part.exists_for(id) for part in others]
        return select(id).where(condition(reckoning), or_(*left))

    return Rule(kind, due, (*own, *others))


def _id_of(model: type[db.Base]) -> InstrumentedAttribute[Any]:
    return getattr(model, str(inspect(model).primary_key[0].key))  # type: ignore[no-any-return]
