"""The command `appeals`: what operators and scripts do."""

import os
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from appeals.errors import AppealsError, Incomplete

# Name, module and one line of help: `appeals --help` imports none of the modules.
COMMANDS = {
    "demo": ("running", "Load the demonstration appeal and serve web and worker."),
    "web": ("running", "Serve the pages."),
    "worker": ("running", "Do the background work: mails above all."),
    "migrate": ("running", "Bring the database to the newest schema."),
    "healthcheck": ("running", "Ask a running service whether it can serve requests."),
    "account": ("accounts", "Create accounts of coordinators, translators and readers."),
    "organisations": ("organisations", "Import the registry of organisations."),
    "appeal": ("appeals", "Create an appeal from texts."),
    "check": ("appeals", "List what the parity check finds in an appeal."),
    "audit": ("statements", "Say what differs between the versions of a written statement."),
    "import": ("statements", "Make an appeal of a written statement."),
    "invite": ("appeals", "Mail every chosen organisation that has not been invited."),
    "remind": ("appeals", "Mail every invited organisation that is silent."),
    "mail": ("mail", "Pause all mail, let it go on, say how it stands, read what has come back."),
    "purge": ("purge", "Delete personal data that has been kept long enough."),
    "ledger": ("ledger", "Export and verify the log of an appeal; print its public key."),
    "sealing": ("sealing", "Make, rotate and count the keys that contact data is sealed with."),
    "backup": ("backups", "Write a backup; verify one; make the key that opens them."),
    "restore": ("backups", "Put a backup in the place of what is there."),
    "export": ("appeals", "Write text and numbered lists into a file."),
}


class Commands(click.Group):
    """Loads a command when it is called, and says in plain words why it could not be done."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in COMMANDS.items()])

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Incomplete as error:
            listed = "".join(f"\n  {each}" for each in error.missing)
            raise click.ClickException(f"this is missing:{listed}") from error
        except AppealsError as error:
            raise click.ClickException(str(error) or type(error).__doc__ or "") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="appeals")
def main() -> None:
    """Joint appeals: drafted together, signed once, published in every language."""
    os.umask(0o077)  # what the service writes is nobody else's to read
