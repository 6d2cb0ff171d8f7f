"""Commands about the mail of the whole installation: pause, resume, status, what has come back."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from appeals import db
from appeals import mail as mails
from appeals.app import create_app
from appeals.db import ScopedSession
from appeals.errors import Invalid
from appeals.mail import collecting
from appeals.mail.collecting import Outcome


@click.group()
def mail() -> None:
    """Pause all mail, let it go on, say how it stands, read what has come back."""


@mail.command("pause")
def pause() -> None:
    """Let nothing more out until `appeals mail resume`: no worker begins a mail after this."""
    with _transaction() as session:
        mails.pause(session, now=db.clock(session))
        since = mails.paused_since(session)
    click.echo(f"mail is paused since {_written(since)}: nothing goes out")


@mail.command("resume")
def resume() -> None:
    """Let mail out again, also what was due meanwhile."""
    with _transaction() as session:
        was_paused = mails.resume(session)
    click.echo("mail goes out again" if was_paused else "mail was not paused")


@mail.command("status")
def status() -> None:
    """Print how many mails are in which state, and when the next one is due."""
    with _transaction() as session:
        found = mails.status(session)
    for state in mails.MailState:
        click.echo(f"{state.value:14}{found.counts[state]:>8}")
    click.echo(f"oldest waiting: {_written(found.oldest_waiting)}")
    click.echo(f"paused since: {_written(found.paused_since)}")
    next_try = "when resumed" if found.paused_since else _written(found.next_try)
    click.echo(f"next try: {next_try if found.oldest_waiting else 'none'}")


@mail.command("bounces")
@click.argument(
    "places",
    metavar="FILE|FOLDER…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
def bounces(places: tuple[Path, ...]) -> None:
    """Read messages from files, folders of .eml files or Maildirs; they stay where they are.

    Ends with status 1 where a message could not be read; all others are read.
    """
    with create_app().app_context():
        if collecting.return_address() is None:
            raise Invalid(
                "APPEALS_BOUNCE_ADDRESS is not set, so no report can be told from a forgery"
            )
        outcomes = Counter(_taken(places))
    click.echo(", ".join(f"{outcomes[each]} {each}" for each in Outcome))
    if outcomes[Outcome.UNREADABLE]:
        raise click.exceptions.Exit(1)


def _taken(places: tuple[Path, ...]) -> Iterator[Outcome]:
    for place in places:
        for file in collecting.messages_in(place):
            try:
                outcome = collecting.take(collecting.content(file))
            except OSError:
                outcome = Outcome.UNREADABLE
            if outcome is Outcome.UNREADABLE:
                click.echo(f"unreadable: {file}", err=True)
            yield outcome


@contextmanager
def _transaction() -> Iterator[ScopedSession]:
    with create_app().app_context(), db.transaction() as session:
        yield session


def _written(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else "none"
