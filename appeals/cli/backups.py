"""Commands that write, verify and restore backups."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from pyrage import x25519

from appeals import config
from appeals.app import create_app
from appeals.backups import encryption, making, restoring, shelf, verifying
from appeals.backups.contents import LogState
from appeals.backups.manifest import Manifest
from appeals.backups.restoring import Restored
from appeals.errors import Invalid
from appeals.migrate import migrate

identity = click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file with the identity of age that opens the backup.",
)

NEXT = """
What to do now, in this order:
  1. appeals mail status     mails marked “unknown” may have gone out since the backup was made
  2. Start web and workers, sign in and look. Everybody was signed out.
  3. Ask who holds a newer receipt or checkpoint: what was signed after the backup is not in it,
     and `appeals ledger verify SLUG --held FILE` shows it. Links that were ended since are good
     again, names that were withheld since are shown again: end and withhold them anew.
  4. appeals mail resume     until then nothing goes out"""


class PathOrCommand(click.Group):
    """`appeals backup PATH` writes; a word that is a command of this group is that command."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, *context.help_option_names}:
            args = ["write", *args]
        return super().parse_args(context, args)


@click.group(cls=PathOrCommand, subcommand_metavar="PATH | verify PATH | key")
def backup() -> None:
    """Write a backup of the whole installation into the folder or the new file PATH.

    The service may run meanwhile. Secret keys are not in it: keep them apart.
    """


@backup.command("write")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--unencrypted", is_flag=True, help="Write names, contacts and mails in the clear.")
@click.option(
    "--keep-days",
    type=click.IntRange(min=1),
    help="Then delete backups in this folder that are older.",
)
def write(path: Path, unencrypted: bool, keep_days: int | None) -> None:
    """Write a backup of the whole installation into a folder or a new file."""
    if keep_days and not path.is_dir():
        raise click.UsageError("--keep-days needs a folder")
    app = create_app()
    with app.app_context():
        recipients = () if unencrypted else config.settings().backup_recipients
        if not (recipients or unencrypted):
            raise Invalid(
                "APPEALS_BACKUP_RECIPIENTS is not set, so the backup could not be encrypted: "
                "`appeals backup key` makes a key, --unencrypted does without"
            )
        made = making.make(path, recipients=recipients)
    click.echo(f"wrote {made.path}: {_described(made.manifest)}")
    for appeal_id, faults in made.manifest.faults.items():
        click.echo(f"WRONG  log {appeal_id}: {', '.join(faults)}", err=True)
    if keep_days:
        than = timedelta(days=keep_days)
        for dropped in shelf.drop_older(path, than=than, now=made.manifest.made_at):
            click.echo(f"deleted {dropped}")


@backup.command("verify")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@identity
def verify(path: Path, identity: Path | None) -> None:
    """Open a backup and look at all of it: whole, as many rows as it should have, logs that agree.

    Works on any machine. Notes beside the file that it was verified; copy that note
    (its name ends in .verified) back to the folder of the backups.
    """
    with _apart():
        found = verifying.verify(path, _identities(identity))
    click.echo(f"  ok     {_described(found.manifest)}")
    _say_seal(found.sealed)
    if found.logs is None:
        click.echo("  –      the logs of a PostgreSQL backup are checked when it is restored")
    else:
        _say_logs(found.logs)
    if any(log.faults for log in found.logs or ()):
        raise click.exceptions.Exit(1)
    shelf.note_verified(path, datetime.now(UTC))


@backup.command("key")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def key(out: Path) -> None:
    """Make an identity that opens backups; print the public key they are encrypted to.

    Make it where backups are opened, never on the server.
    """
    made, public = encryption.new_identity()
    try:
        with out.open("x") as file:
            file.write(f"# public key: {public}\n{made}\n")
    except OSError as error:
        raise Invalid(f"cannot write {out}: {error.strerror}") from error
    click.echo(f"APPEALS_BACKUP_RECIPIENTS={public}")


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@identity
@click.option("--replace", is_flag=True, help="What is there now is lost; do not ask.")
@click.option("--other-keys", is_flag=True, help="Also where the keys are not those of the backup.")
def restore(path: Path, identity: Path | None, replace: bool, other_keys: bool) -> None:
    """Put a backup in the place of what is there: all of it, or nothing is changed.

    Web and workers must be stopped. Mail is paused afterwards, and everybody is
    signed out.
    """
    identities = _identities(identity)
    app = create_app()
    with app.app_context():
        if restoring.is_in_use() and not replace:
            _confirm(config.settings().host)
        restored = restoring.restore(path, identities, other_keys=other_keys)
        folder = config.settings().backup_dir
    migrate(app)
    _say_restored(restored)
    if folder is not None and path.parent.absolute() == folder:
        shelf.note_verified(path, datetime.now(UTC))
    click.echo(NEXT)


def _confirm(host: str) -> None:
    if not sys.stdin.isatty():
        raise Invalid("there is an installation here already: say --replace if it is to go")
    typed = click.prompt(f"What is there now will be lost. Type {host} to go on", default="")
    if typed.strip() != host:
        raise Invalid("nothing was changed")


def _identities(file: Path | None) -> list[x25519.Identity]:
    return encryption.read_identities(file) if file else []


@contextmanager
def _apart() -> Iterator[None]:
    """An application without an installation, for reading a backup of one."""
    given = os.environ.get("APPEALS_SECRET_KEYS") or secrets.token_urlsafe(32)
    with tempfile.TemporaryDirectory(prefix="appeals-") as folder:
        values = {"APPEALS_DATA_DIR": folder, "APPEALS_SECRET_KEYS": given}
        with create_app(config.from_environment(values)).app_context():
            yield


def _described(manifest: Manifest) -> str:
    rows = sum(manifest.rows.values())
    made = manifest.made_at.isoformat(timespec="seconds")
    return f"{manifest.server}, {made}, {rows} rows, {len(manifest.entries)} logs"


def _say_seal(sealed: bool) -> None:
    if sealed:
        click.echo("  ok     sealed by the keys of this installation")
    else:
        click.echo("  –      sealed by keys that are not here: who made it is not checked")


def _say_logs(logs: list[LogState]) -> None:
    for log in logs:
        until = log.signed_at.isoformat(timespec="seconds") if log.signed_at else "never"
        what = f"log {log.appeal_id}: {log.entries} entries, signed {until}"
        wrong = ", ".join(each.replace("_", " ") for each in log.faults)
        click.echo(f"  WRONG  {what}: {wrong}" if wrong else f"  ok     {what}")


def _say_restored(restored: Restored) -> None:
    click.echo(f"restored the backup of {_described(restored.manifest)}")
    _say_logs(restored.logs)
    changed = restored.changed
    click.echo(f"mail is paused; {changed.mails} mails may have gone out and are marked “unknown”")
    click.echo(f"{changed.sessions} sessions were ended, {changed.reminders} reminders passed over")
