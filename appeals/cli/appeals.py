"""Commands about an appeal: create, check, invite, remind, export."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from appeals.cli.context import get_appeal, transaction
from appeals.document.layout import Layout, Option
from appeals.drafting import findings
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.drafting.parity import Level
from appeals.drafting.services import AppealDetails, Checked
from appeals.errors import Invalid, NotFound
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.invitations.rules import Spared
from appeals.mail.labels import CAUSES
from appeals.publishing import editions, files, shown
from appeals.publishing import services as publishing
from appeals.publishing.formats import Format
from appeals.publishing.freezing import ALL, render_again
from appeals.readers.sandbox import read_template

_WHY = {
    Spared.STOPPED: "its reminders are stopped",
    Spared.NO_ADDRESS: "no address",
    Spared.SUPPRESSED: "unsubscribed or the address takes no mail",
    Spared.REFUSED: "the last mail was refused",
    Spared.DECIDES: "it decides later",
    Spared.CAPPED: "reminded as often as the appeal allows",
    Spared.RECENT: "reminded too recently",
}
dry_run = click.option("--dry-run", is_flag=True, help="List who would get a mail; send nothing.")


@click.group()
def appeal() -> None:
    """Create an appeal from texts."""


@appeal.command("create")
@click.argument("slug")
@click.option(
    "--language",
    "texts",
    multiple=True,
    required=True,
    metavar="TAG=FILE",
    help="A text with paragraphs parted by empty lines; once for each language.",
)
@click.option("--reference", help="The language the others follow; the first one if not given.")
@click.option("--title", "titles", multiple=True, metavar="TAG=TITLE")
@click.option("--deadline", metavar="ISO", help="Such as 2027-03-01T18:00; in the time zone.")
@click.option(
    "--soft-deadline", metavar="ISO", help="By when an answer is asked for, before the deadline."
)
@click.option("--time-zone", default="UTC", show_default=True, help="IANA name.")
@click.option("--reply-to", default="", help="Where partners write with questions.")
def create(
    slug: str,
    texts: tuple[str, ...],
    reference: str | None,
    titles: tuple[str, ...],
    deadline: str | None,
    soft_deadline: str | None,
    time_zone: str,
    reply_to: str,
) -> None:
    """Create the appeal SLUG from one text file a language, aligned by paragraphs."""
    read = {tag: _text(Path(file)) for tag, file in _pairs(texts)}
    details = AppealDetails(
        slug=slug,
        languages=tuple(read),
        reference_language=reference or next(iter(read)),
        time_zone=time_zone,
        deadline=_deadline(deadline, time_zone),
        soft_deadline=_deadline(soft_deadline, time_zone),
        reply_to=reply_to,
        titles=dict(_pairs(titles)),
    )
    with transaction() as session:
        created = drafting.create_from_texts(session, details, read, by=None, now=datetime.now(UTC))
        paragraphs = len(created.body)
    click.echo(f"created {slug}: {paragraphs} paragraphs in {', '.join(read)}")


@click.command()
@click.argument("slug")
def check(slug: str) -> None:
    """List what the parity check finds between the language versions of the appeal SLUG.

    Ends with status 1 where an error is neither mended nor waived.
    """
    with transaction() as session:
        checked = drafting.check_text(session, get_appeal(session, slug))
        for each in checked:
            if each.waiver is None:
                click.echo(_told(each))
    counts = findings.counted(checked)
    waived = sum(each.waiver is not None for each in checked)
    numbers = [f"{counts.get(each, 0)} {each}{'s' * (counts.get(each) != 1)}" for each in Level]
    click.echo(f"{', '.join(numbers)}; {waived} waived")
    if counts.get(Level.ERROR):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("slug")
@dry_run
@click.option("--lock", is_flag=True, help="Make the text final first.")
def invite(slug: str, dry_run: bool, lock: bool) -> None:
    """Mail every chosen organisation that has not been invited; opens sign-on."""
    now = datetime.now(UTC)
    with transaction() as session:
        found = get_appeal(session, slug)
        if dry_run:
            planned = invitations.plan(session, found)
        else:
            if lock and not found.is_locked:
                drafting.lock(session, found, by=None, now=now)
            planned = invitations.invite(session, found, by=None, now=now)
        for invitation in planned.without_contact:
            click.echo(f"no address: {_name(invitation)}", err=True)
        for invitation, held in planned.held_back:
            click.echo(f"not written to, {CAUSES[held.cause]}: {_name(invitation)}", err=True)
        _list(planned.invitations, "would be invited" if dry_run else "invited")


@click.command()
@click.argument("slug")
@dry_run
@click.option(
    "--every",
    "days",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Days between reminders.",
)
def remind(slug: str, dry_run: bool, days: int) -> None:
    """Mail every invited organisation that is silent; none more often than the appeal allows."""
    with transaction() as session:
        found = get_appeal(session, slug)
        reminded = invitations.remind(
            session,
            found,
            interval=timedelta(days=days),
            dry_run=dry_run,
            by=None,
            now=datetime.now(UTC),
        )
        if dry_run:
            _tell_spared(session, found, timedelta(days=days))
        _list(reminded, "would be reminded" if dry_run else "reminded")


@click.command()
@click.argument("slug")
@click.option("--format", "kind", type=click.Choice([each.value for each in Format]), required=True)
@click.option("--language", default="all", show_default=True, help="Tags parted by commas, or all.")
@click.option(
    "--layout",
    "options",
    multiple=True,
    type=click.Choice([each.value for each in Option]),
    help="How it is arranged in print; can be given several times.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A Word file whose page, styles, header and footer a DOCX gets, instead of the appeal's.",
)
@click.option("--draft", is_flag=True, help="Export with visible gaps instead of refusing.")
@click.option(
    "--edition",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Write the file of this edition: as it was kept, or in another layout.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(
    slug: str,
    kind: str,
    language: str,
    options: tuple[str, ...],
    template: Path | None,
    draft: bool,
    edition: int | None,
    out: Path,
) -> None:
    """Write text and numbered lists into a file; what is missing stops it and is listed."""
    if draft and edition:
        raise click.UsageError("an edition is no draft")
    with transaction() as session:
        found = get_appeal(session, slug)
        if edition:
            content = _kept(session, found, edition, language, Format(kind), options)
        else:
            made = publishing.export(
                session, found, publishing.chosen_languages(found, language), draft=draft
            )
    if not edition:
        if template:
            frame = read_template(template.name, template.read_bytes())
            made = replace(made, frame=frame.content)
        content = files.as_bytes(made, Format(kind), Layout.of(options))
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"cannot write {out}: {error.strerror}") from error
    click.echo(f"wrote {out}")


def _tell_spared(session: Session, appeal: Appeal, interval: timedelta) -> None:
    """Name the silent that get no reminder, and why."""
    spared = invitations.list_spared(session, appeal, interval=interval, now=datetime.now(UTC))
    for invitation, reason in spared:
        click.echo(f"not reminded, {_WHY[reason]}: {_name(invitation)}", err=True)


def _kept(
    session: Session,
    appeal: Appeal,
    number: int,
    language: str,
    kind: Format,
    options: tuple[str, ...],
) -> bytes:
    """Return the file that was kept, or one in another arrangement from what was frozen."""
    try:
        edition = editions.get_edition(session, appeal, number)
        only = edition.languages[0] if language == ALL and len(edition.languages) == 1 else language
        kept = shown.get_file(session, edition, only, kind.value)
    except NotFound as error:
        raise NotFound(f"edition {number} has no such file") from error
    if options:
        return render_again(edition, appeal, only, kind, Layout.of(options))
    return kept.content


def _told(checked: Checked) -> str:
    finding = checked.finding
    place = f"segment {checked.segment.position + 1}, {finding.language}"
    return f"{finding.level} ({finding.rule}) {place}: {findings.sentence(finding)}"


def _pairs(given: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [each.partition("=") for each in given]
    for tag, separator, value in pairs:
        if not (tag and separator and value):
            raise click.UsageError(f"“{tag}” is not of the form TAG=VALUE")
    return [(tag, value) for tag, _separator, value in pairs]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(f"{file} is not UTF-8 text") from error
    except OSError as error:
        raise Invalid(f"cannot read {file}: {error.strerror}") from error


def _deadline(text: str | None, time_zone: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(time_zone))
    except (ValueError, KeyError) as error:
        raise click.UsageError(f"“{text}” is not a time such as 2027-03-01T18:00") from error


def _list(invitations: Sequence[Invitation], done: str) -> None:
    for invitation in invitations:
        click.echo(_name(invitation))
    click.echo(f"{len(invitations)} {done}")


def _name(invitation: Invitation) -> str:
    return invitation.organisation.label(invitation.appeal.reference_language)
