"""Commands about the logs of appeals: export, verify, the public key."""

from pathlib import Path
from typing import Any

import click

from appeals import ledger as logs
from appeals.cli.context import get_appeal, transaction
from appeals.ledger import verifier
from appeals.publishing import evidence


@click.group()
def ledger() -> None:
    """Export and verify the log of an appeal."""


@ledger.command("export")
@click.argument("slug")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(slug: str, out: Path) -> None:
    """Write the log of the appeal SLUG into a file that anybody can verify.

    A file whose name ends in .json holds the log alone; any other is a ZIP with
    the script that verifies it.
    """
    collected = _collected(slug)
    as_file = evidence.as_json if out.suffix == ".json" else evidence.as_zip
    try:
        out.write_bytes(as_file(collected))
    except OSError as error:
        raise click.ClickException(f"cannot write {out}: {error.strerror}") from error
    click.echo(f"wrote {out}: {len(collected['leaves'])} entries")


@ledger.command("verify")
@click.argument("what", metavar="FILE|SLUG")
@click.option(
    "--held",
    "held",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What somebody kept: a receipt, a saved mail, a checkpoint, an older export.",
)
@click.option("--code", "codes", multiple=True, help="A short code as it is printed.")
@click.option("--key", help="The public key you trust, in base64.")
def verify(what: str, held: tuple[Path, ...], codes: tuple[str, ...], key: str | None) -> None:
    """Verify an exported log, or the log of an appeal of this installation.

    The latter is compared with the database as well. Ends with status 1 where
    something is wrong.
    """
    kept = [verifier.held_by_reader(path) for path in held]
    printed = [_read_code(code) for code in codes]
    if Path(what).is_file():
        found, faults = _loaded(Path(what)), 0
    else:
        found, faults = _collected(what), _say_faults(what)
    if not verifier.verify(found, kept, codes=printed, key=key) or faults:
        raise click.exceptions.Exit(1)


@ledger.command("key")
def key() -> None:
    """Print the public key that signs the logs, for others to compare."""
    with transaction():
        for each in logs.all_public_keys():
            click.echo(each)


def _collected(slug: str) -> dict[str, Any]:
    with transaction() as session:
        appeal = get_appeal(session, slug)
        logs.settle(session, appeal.id)
        return evidence.collect(session, appeal)


def _read_code(code: str) -> tuple[int, str]:
    try:
        found: tuple[int, str] = verifier.read_code(code)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return found


def _loaded(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = verifier.load(file)
    except (OSError, ValueError, KeyError) as error:
        raise click.ClickException(f"cannot read {file}: {error}") from error
    return found


def _say_faults(slug: str) -> int:
    with transaction() as session:
        faults = logs.check(session, get_appeal(session, slug).id)
    for fault in faults:
        place = "" if fault.position is None else f", entry {fault.position + 1}"
        click.echo(f"  WRONG  {fault.kind.replace('_', ' ')}{place}")
    if not faults:
        click.echo("  ok     database, log and checkpoints agree")
    return len(faults)
