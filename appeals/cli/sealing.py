"""Commands about the keys that contact data is sealed with: a new one, rotation, what is left."""

import click
from sqlalchemy import Table

from appeals import db, keyring, resealing
from appeals import sealing as seals
from appeals.app import create_app


@click.group()
def sealing() -> None:
    """Make a key, seal with the newest one, index with another one, say which are in use."""


@sealing.command("key")
def key() -> None:
    """Print a new key, for APPEALS_SEALING_KEYS or APPEALS_INDEX_KEY."""
    click.echo(seals.new_key())


@sealing.command("rotate")
def rotate() -> None:
    """Seal with the newest key what older ones have sealed.

    Others may work meanwhile, if they know the newest key: restart them first.
    It can be broken off and begun again.
    """
    with create_app().app_context():
        for table in resealing.tables():
            _reseal(table)
        with db.transaction() as session:
            resealing.confirm(session)
        click.echo(f"everything is sealed with {keyring.ring().newest}; older keys open nothing")


@sealing.command("reindex")
def reindex() -> None:
    """Index addresses with the present APPEALS_INDEX_KEY, after it was changed.

    Nothing else may run: stop web and workers first.
    """
    app = create_app()
    keyring.trust_index(app)
    with app.app_context(), db.transaction() as session:
        done = resealing.reindex(session)
    click.echo(f"indexed {done} addresses")


@sealing.command("status")
def status() -> None:
    """Print how many values each key has sealed; one that has none can be taken away."""
    with create_app().app_context(), db.transaction() as session:
        found, known = resealing.count_by_key(session), keyring.ring().names
    for name in known:
        newest = "  seals what is written now" if name == known[-1] else ""
        click.echo(f"{name}{found.get(name, 0):>10}{newest}")


def _reseal(table: Table) -> None:
    rows = unreadable = 0
    batch = None
    while True:
        with db.transaction() as session:
            batch = resealing.reseal(session, table, after=batch.last if batch else None)
        if batch is None:
            break
        rows, unreadable = rows + batch.rows, unreadable + batch.unreadable
    if rows:
        left = f"  {unreadable} open with no key and are left" if unreadable else ""
        click.echo(f"{table.name:20}{rows:>8}{left}")
