"""Commands about mail: what has come back."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from appeals.app import create_app
from appeals.errors import Invalid
from appeals.mail import collecting
from appeals.mail.collecting import Outcome


@click.group()
def mail() -> None:
    """Read reports about mails that could not be delivered."""


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
