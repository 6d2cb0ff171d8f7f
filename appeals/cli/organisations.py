"""Commands about the registry."""

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from appeals.cli.context import get_appeal, transaction
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import services as invitations
from appeals.organisations import imports, spreadsheet
from appeals.organisations.imports import BadSheet, ImportResult
from appeals.organisations.messages import sentence
from appeals.organisations.problems import Problem


@click.group()
def organisations() -> None:
    """Import the registry of organisations."""


@organisations.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--appeal", "slug", help="Also choose each for this appeal, in the list it names.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and do nothing.")
def import_file(file: Path, slug: str | None, dry_run: bool) -> None:
    """Import organisations from a CSV or XLSX file; with one bad row nothing is imported."""
    sheet = spreadsheet.read(file.read_bytes())
    try:
        with transaction() as session:
            appeal = get_appeal(session, slug) if slug else None
            if dry_run:
                _tell_plan(imports.plan(session, sheet))
                return
            result = imports.import_sheet(session, sheet, by=None, now=datetime.now(UTC))
            if appeal:
                _choose(session, appeal, result)
    except BadSheet as error:
        for problem in error.problems:
            click.echo(_told(problem), err=True)
        raise click.ClickException(f"{len(error.problems)} problems, nothing imported") from error
    click.echo(
        f"{len(result.created)} added, {len(result.updated)} changed, "
        f"{len(result.unchanged)} unchanged"
    )


def _tell_plan(plan: imports.Plan) -> None:
    if plan.problems:
        raise BadSheet(plan.problems)
    click.echo(
        f"would add {len(plan.new)}, change {len(plan.changed)}, "
        f"leave {len(plan.unchanged)} unchanged"
    )


def _choose(session: Session, appeal: Appeal, result: ImportResult) -> None:
    now = datetime.now(UTC)
    for kind in ListKind:
        chosen = [
            organisation
            for row, organisation in result.rows
            if ListKind(row.list or ListKind.SIGNATORY) is kind
        ]
        invitations.choose(session, appeal, chosen, kind, by=None, now=now)


def _told(problem: Problem) -> str:
    place = f"row {problem.row}" if problem.row else "file"
    return (
        f"{place}, {problem.column}: {sentence(problem)}"
        if problem.column
        else f"{place}: {sentence(problem)}"
    )
