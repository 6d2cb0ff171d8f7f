"""The command that deletes what was kept long enough."""

from datetime import UTC, datetime

import click

from appeals.app import create_app
from appeals.retention import purging


class _Moment(click.ParamType):  # type: ignore[type-arg]
    """A date or a moment in ISO 8601; without an offset it is UTC."""

    name = "ISO"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail("must be like 2027-06-01 or 2027-06-01T12:00Z", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@click.command()
@click.option(
    "--as-of",
    type=_Moment(),
    help="As if it were then. Your word counts for the clock, so it is not doubted.",
)
@click.option("--dry-run", is_flag=True, help="Count what would be deleted, and delete nothing.")
def purge(as_of: datetime | None, dry_run: bool) -> None:
    """Delete what has been kept long enough (APPEALS_RETENTION_*), and print how many of what.

    The worker does it every hour. Nothing is deleted where the clock has leapt by more
    than forty days since the last time, or back.
    """
    with create_app().app_context():
        counts = purging.purge(as_of=as_of, dry_run=dry_run)
        for kind, count in counts.items():
            click.echo(f"{count:>8}  {kind}")
        verb = "would be purged" if dry_run else "purged"
        click.echo(f"{sum(counts.values()):>8}  {verb}")
        if not dry_run:
            _clear()


def _clear() -> None:
    outcome = purging.clear()
    if not outcome.is_rewritten:
        click.echo(
            "the database was not written anew: it is large, or others were writing", err=True
        )
    if not outcome.is_emptied:
        click.echo("the write-ahead log is still in use; run this again", err=True)
