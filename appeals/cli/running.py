"""Commands that run the parts of the service."""

import os
from dataclasses import replace
from datetime import UTC, datetime

import click

from appeals import config, db, jobs, keyring, serving, workers
from appeals.app import create_app
from appeals.demonstration import loading
from appeals.migrate import migrate as bring_up_to_date

host = click.option("--host", default="127.0.0.1", show_default=True)
port = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))

WELCOME = """
The demonstration is ready. It serves this machine alone; keep the terminal open.

  Pages          {base}/
  Sign in        {base}/sign-in
                 {accounts}
                 password: {password}
  Sign-in codes  {base}/mailbox (a new one every half minute)
  Local mailbox  {base}/mailbox (every mail with its sign link)
  Style guide    {base}/styleguide

Press Ctrl+C to stop. The next start keeps what you did.
"""


@click.command()
@host
@port
def demo(host: str, port: int) -> None:
    """Load the demonstration appeal and serve web and worker from this process."""
    settings = config.from_environment()
    if "APPEALS_BASE_URL" not in os.environ:
        settings = replace(settings, base_url=f"http://{host}:{port}")
    app = create_app(replace(settings, demonstration=True))
    bring_up_to_date(app)
    with app.app_context(), db.transaction() as session:
        if not loading.is_loaded(session):
            loading.load(session, now=datetime.now(UTC))
    jobs.start(app, executor="demo")
    click.echo(_welcome(settings.base_url))
    serving.serve(app, host=host, port=port)
    jobs.stop(app, executor="demo")


@click.command()
@host
@port
def web(host: str, port: int) -> None:
    """Serve the pages."""
    app = create_app()
    keyring.demand_right_keys(app)
    serving.serve(app, host=host, port=port)


@click.command()
@click.option(
    "--name", help="Instead of a name made of the machine's and a number kept in the data folder."
)
def worker(name: str | None) -> None:
    """Do the background work: mails above all.

    Every worker has a name of its own that stays the same over restarts. Jobs
    that a killed worker left half done are taken up again by the next one of that
    name at once, and by the others after APPEALS_LEASE_SECONDS.
    """
    settings = config.from_environment()
    with workers.named(settings.data_dir, name) as own:
        app = create_app(settings)
        jobs.start(app, executor=own)
        click.echo(f"the worker {own} is ready")
        serving.wait_for_the_end()
        jobs.stop(app, executor=own)


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    bring_up_to_date(create_app())
    click.echo("the database is up to date")


@click.command()
@click.option("--url", help="Where to ask, if not at the base address.")
def healthcheck(url: str | None) -> None:
    """Ask a running service whether it can serve requests."""
    settings = config.from_environment()
    serving.check(url or settings.base_url, host=settings.host)
    click.echo("ready")


def _welcome(base_url: str) -> str:
    story = loading.read_story()
    people = (story["coordinator"], story["translator"])
    return WELCOME.format(
        base=base_url,
        accounts="\n                 ".join(each["email"] for each in people),
        password=loading.PASSWORD,
    )
