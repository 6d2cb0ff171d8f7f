"""The pages as bytes: an edition never changes, so each of its pages is written once."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from uuid import UUID

from flask import render_template, url_for
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.models import Coalition
from appeals.document.html import document_html
from appeals.document.tree import Picture
from appeals.endorsements import services as endorsements
from appeals.endorsements.services import Taking
from appeals.publishing import file_labels, shown
from appeals.publishing.formats import Format
from appeals.publishing.freezing import ALL
from appeals.publishing.models import Edition, EditionFile
from appeals.statements import description
from appeals.statements.signatories import document_in

_Files = list[tuple[Format, EditionFile]]
_MOST = 64
_kept: OrderedDict[tuple[UUID, tuple[str, ...], str, Taking], "Page"] = OrderedDict()
_turn = Lock()


@dataclass(frozen=True)
class Page:
    """What is sent, and the hash of it by which a browser asks whether it is still so."""

    body: bytes
    etag: str


def statement(session: Session, edition: Edition, language: str) -> Page:
    """Return the page of one language version."""
    # What was frozen anew before its hour is another page.
    with db.everywhere(session):
        taking = endorsements.taking(session, edition.appeal_id)
    # It tells of earlier editions, too, from which a name may have been taken since.
    state = shown.public_state(session, edition.appeal_id)
    key = edition.id, state, language, taking
    with _turn:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    files = _files(session, edition, language)
    page = made(_statement(session, edition, language, taking, files))
    if not files:
        return page  # a worker is writing them: in a moment this is another page
    with _turn:
        _kept[key] = page
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return page


def embedded(edition: Edition, language: str) -> Page:
    """Return the page that other sites show in a frame."""
    document = document_in(edition, language)
    with i18n.speaking(language):
        body = render_template(
            "statements/embed.html",
            edition=edition,
            document=document,
            address=description.address(edition, language),
        )
    return made(body)


def index(session: Session, language: str) -> Page:
    """Return the list of published appeals, speaking this interface language."""
    with i18n.speaking(language):
        editions = shown.list_public(session)
        body = render_template(
            "statements/index.html",
            statements=[(each, _title_language(each, language)) for each in editions],
        )
    return made(body)


def _statement(
    session: Session, edition: Edition, language: str, taking: Taking, files: _Files
) -> str:
    document = document_in(edition, language)
    coalition = session.get_one(Coalition, edition.coalition_id).name
    with i18n.speaking(language):
        return render_template(
            "statements/show.html",
            edition=edition,
            taking=taking,
            appeal=edition.appeal,
            document=document,
            # The page says at its own place what the colophon says in a file.
            text=document_html(
                replace(document, colophon=()), source=lambda each: _address(edition, each)
            ),
            addresses=description.addresses(edition),
            address=description.address(edition, language),
            chooser=description.chooser(edition),
            linked_data=description.linked_data(edition, language, coalition),
            coalition=coalition,
            formats={**file_labels.usual(), **file_labels.others()},
            files=files,
            history=shown.public_history(session, edition.appeal_id),
        )


def _files(session: Session, edition: Edition, language: str) -> _Files:
    """Return the files in this language, and then those in all languages."""
    kept = shown.files_of(session, edition)
    return [
        (Format(each.format), each)
        for wanted in (language, ALL)
        for each in kept
        if each.language == wanted
    ]


def _address(edition: Edition, picture: Picture) -> str:
    return url_for("statements.picture", slug=edition.appeal.slug, sha256=picture.sha256)


def _title_language(edition: Edition, language: str) -> str:
    """Return the language to print the title in."""
    near = [tag for tag in edition.languages if tag.split("-")[0] == language]
    return near[0] if near else edition.reference_language


def made(body: str) -> Page:
    content = body.encode()
    return Page(content, hashlib.sha256(content).hexdigest())
