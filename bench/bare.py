"""The limit for the web benchmark: a bare Flask page of two queries, and a bare one-row insert.

Served by `gunicorn 'bench.bare:make_app("sqlite:///…", page_bytes)'`.
"""

from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from jinja2 import DictLoader
from sqlalchemy import event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

# As in `appeals.db`: both sides write equally durably.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")
_PARAGRAPHS = 12
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ letter.title }}</title></head>
<body>
<h1>{{ letter.title }}</h1>
<p>{{ guest.name }}</p>
{% for paragraph in letter.text.split("\n") %}<p>{{ paragraph }}</p>
{% endfor %}
<form method="post"><input name="name"><button>Sign</button></form>
</body>
</html>
"""


class Base(DeclarativeBase):
    """Base of the two tables."""


class Letter(Base):
    """What is shown."""

    __tablename__ = "letter"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    title: Mapped[str]
    text: Mapped[str]


class Guest(Base):
    """Whoever reads it, and the row that a form inserts."""

    __tablename__ = "guest"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    letter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("letter.id"))
    name: Mapped[str]
    role: Mapped[str]


def make_app(url: str) -> Flask:
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"letter.html": _PAGE})  # type: ignore[assignment]
    engine = sa.create_engine(url)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    writing = engine.execution_options(writes=True)

    @app.get("/<uuid:guest_id>")
    def show(guest_id: UUID) -> str:
        with Session(engine) as session:
            guest = session.scalars(select(Guest).where(Guest.id == guest_id)).one()
            letter = session.scalars(select(Letter).where(Letter.id == guest.letter_id)).one()
            return render_template("letter.html", letter=letter, guest=guest)

    @app.post("/<uuid:letter_id>")
    def sign(letter_id: UUID) -> ResponseReturnValue:
        with Session(writing) as session:
            session.add(
                Guest(letter_id=letter_id, name=request.form["name"], role=request.form["role"])
            )
            session.commit()
        return redirect(request.path, code=303)

    return app


def make_database(url: str, page_bytes: int) -> tuple[UUID, UUID]:
    """Return the ids of the one guest, whose page has about `page_bytes`, and of the letter."""
    engine = sa.create_engine(url)
    event.listen(engine, "connect", _configure)
    Base.metadata.create_all(engine)
    sentence = "The river belongs to those who live beside it, and they were not asked. "
    paragraph = sentence * round(page_bytes / _PARAGRAPHS / len(sentence))
    letter = Letter(
        id=uuid4(), title="Keep the river open", text="\n".join([paragraph] * _PARAGRAPHS)
    )
    guest = Guest(id=uuid4(), letter_id=letter.id, name="River Watch", role="")
    with Session(engine, expire_on_commit=False) as session:
        session.add(letter)
        session.flush()
        session.add(guest)
        session.commit()
    return guest.id, letter.id


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
