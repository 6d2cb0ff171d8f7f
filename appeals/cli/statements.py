"""Commands about a statement that was written elsewhere: audit it, make it an appeal."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from flask import Flask
from flask.ctx import AppContext

from appeals import i18n
from appeals.drafting.parity import Level
from appeals.errors import Invalid
from appeals.importing import report
from appeals.importing.audit import Audit
from appeals.importing.audit import audit as examine
from appeals.importing.reading import read_files
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
