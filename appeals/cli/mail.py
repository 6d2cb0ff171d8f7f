"""Commands about the mail of the whole installation: pause, resume, status."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from appeals import db
from appeals import mail as mails
from appeals.app import create_app
from appeals.db import ScopedSession


@click.group()
def mail() -> None:
    """Pause all mail, let it go on, say how it stands."""


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


@contextmanager
def _transaction() -> Iterator[ScopedSession]:
    with create_app().app_context(), db.transaction() as session:
        yield session


def _written(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else "none"
