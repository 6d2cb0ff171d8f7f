"""Commands about accounts."""

import sys
from datetime import UTC, datetime

import click

from appeals.accounts import services
from appeals.accounts.permissions import Role
from appeals.cli.context import transaction


@click.group()
def account() -> None:
    """Create accounts of coordinators, translators and readers."""


@account.command("create")
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.COORDINATOR.value,
    show_default=True,
)
@click.option("--name", default="", help="How the person is called.")
@click.option("--language", default="en", show_default=True, help="Language of pages and mails.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--totp", is_flag=True, help="Set up sign-in codes now and print their secret once.")
def create(
    email: str, role: str, name: str, language: str, password_stdin: bool, totp: bool
) -> None:
    """Create an account that may sign in."""
    password = _password(from_standard_input=password_stdin)
    with transaction() as session:
        created = services.create_account(
            session,
            email,
            name=name,
            password=password,
            language=language,
            role=Role(role),
            totp=totp,
            now=datetime.now(UTC),
        )
        secret = services.totp_secret(created) if totp else None
    click.echo(f"created {created.email} as {role}")
    if secret:
        click.echo(f"authenticator secret (shown once): {secret}")


def _password(*, from_standard_input: bool) -> str:
    if from_standard_input:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
