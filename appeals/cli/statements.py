"""Commands about a statement that was written elsewhere: audit it, make it an appeal."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.ctx import AppContext

from appeals import i18n
from appeals.cli.context import transaction
from appeals.drafting.parity import Level
from appeals.errors import Invalid
from appeals.importing import report
from appeals.importing import services as importing
from appeals.importing.audit import Audit
from appeals.importing.audit import audit as examine
from appeals.importing.reading import read_files
from appeals.importing.services import Made, Proposal
from appeals.languages import INTERFACE_LANGUAGES

files_to_read = click.argument(
    "files",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)


@click.command()
@files_to_read
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@click.option(
    "--lang",
    "--language",
    "language",
    type=click.Choice(INTERFACE_LANGUAGES),
    default=INTERFACE_LANGUAGES[0],
    show_default=True,
    help="Language of the report.",
)
def audit(files: tuple[Path, ...], as_json: bool, language: str) -> None:
    """Say what differs between the language versions of a statement; nothing is kept.

    One file may hold all languages below each other, or each has a file. Ends
    with status 1 where something is an error.
    """
    audited = examine(read_files([(each.name, _content(each)) for each in files]))
    with _speaking(), i18n.speaking(language):
        _print(audited, [each.name for each in files], as_json=as_json)
    if audited.of_level(Level.ERROR):
        raise click.exceptions.Exit(1)


@click.command("import")
@files_to_read
@click.option("--slug", required=True, help="The short name the appeal gets.")
@click.option("--reference", help="The language the others follow; the first one if not given.")
@click.option(
    "--unsigned", is_flag=True, help="Only choose those in the lists; do not enter signatures."
)
def import_(files: tuple[Path, ...], slug: str, reference: str | None, unsigned: bool) -> None:
    """Make an appeal of a written statement, with its lists, and what is to be mended.

    An organisation of the registry with the very same name is taken for the same;
    who only looks alike is listed and entered anew. Nobody gets a mail.
    """
    names = [each.name for each in files]
    statement = read_files([(each.name, _content(each)) for each in files])
    with transaction() as session:
        audited = examine(statement, importing.known_names(session))
        proposals = importing.propose(session, audited)
        decisions = importing.Decisions(
            details=importing.details_of(audited, slug, reference=reference),
            rows=audited.ground.alignment.rows,
            existing={each.place: each.same for each in proposals if each.same},
            signed=not unsigned,
        )
        made = importing.make_appeal(
            session, audited, names, proposals, decisions, by=None, now=datetime.now(UTC)
        )
    _tell(made, proposals, audited)


def _tell(made: Made, proposals: Sequence[Proposal], audited: Audit) -> None:
    for proposal in proposals:
        if proposal.likes and proposal.same is None:
            alike = "; ".join(each.name for each in proposal.likes)
            click.echo(f"entered anew: {proposal.label} (looks like: {alike})")
    for entry in made.left_out:
        click.echo(f"left out: {entry}", err=True)
    open_ = [each for each in audited.findings if importing.is_open(each)]
    click.echo(
        f"created {made.appeal.slug}: {len(made.appeal.body)} segments in "
        f"{', '.join(made.appeal.languages)}; {made.created} organisations added, "
        f"{made.known} known; {len(open_)} findings to mend"
    )


def _print(audited: Audit, names: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_json(audited, names), ensure_ascii=False, indent=1))
        return
    for line in report.as_text(audited, names):
        click.echo(line)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Invalid(f"cannot read {file}: {error.strerror}") from error


def _speaking() -> AppContext:
    """A context for messages alone: nothing is configured, opened or written."""
    app = Flask("appeals")
    i18n.init_app(app)
    return app.app_context()
