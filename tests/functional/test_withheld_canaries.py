"""Withheld names are canaries: after all that is done they are looked for in every byte that
leaves the house, for the public, for other partners, and for accounts without the board.
"""

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from appeals import ledger, mail
from appeals.accounts.permissions import Role
from appeals.document.layout import Option
from appeals.drafting.models import ListOrder
from appeals.endorsements import services as endorsements
from appeals.endorsements.models import Intake
from appeals.invitations import links
from appeals.ledger import verifier
from appeals.mail import Mail
from appeals.publishing import evidence
from appeals.publishing.formats import Format
from appeals.publishing.models import EditionFile
from appeals.signatures import lists
from appeals.signatures.models import Disclosure, Signature
from appeals.signatures.services import Representative
from tests import factories
from tests.conftest import sign_in
from tests.functional.hiding import CONFIDENTIAL, WITHHELD, choose, later, sign_as, work
from tests.functional.publishing import dispute, invitation_of, make_publishable, publish, sign

# Names, countries and people of whoever may not be told of. Nobody else is from there.
WITHHELD_NAMES = ("Canarium", "Serinella", "Fringilla")
CONFIDENTIAL_NAME, LATER_NAME, FLOWN_NAME = "Carduelis", "Linariana", "Pyrrhulina"
HIDDEN = {
    "Canarium": ("Канариум", "KG"),
    "Serinella": ("Сериннела", "TJ"),
    "Fringilla": ("Фрингилла", "TM"),
    "Carduelis": ("Кардуэлис", "UZ"),
    "Linariana": ("Линарьяна", "KZ"),
    "Pyrrhulina": ("Пиррулина", "MN"),
}
COUNTRIES = ("Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Kazakhstan", "Mongolia")
RUSSIAN_COUNTRIES = ("Киргизия", "Таджикистан", "Туркменистан", "Узбекистан", "Казахстан", "Монгол")
PERSON = "Xanthippe Quillfeather"
CANARIES = (
    *HIDDEN,
    *(russian for russian, _country in HIDDEN.values()),
    *COUNTRIES,
    *RUSSIAN_COUNTRIES,
    PERSON,
)
SHOWN = (("Alpha", "Альфа", "GE"), ("Beta", "Бета", "US"), ("Gamma", "Гамма", "DE"))
TOTALS = "{signatories|organisation|organisations} from {countries|country|countries} say so."


@pytest.fixture
def appeal(session, coordinator):
    """Three are named; three withheld, one confidential, one public later, one hid afterwards."""
    names = [*SHOWN, *((name, *rest) for name, rest in HIDDEN.items())]
    appeal = make_publishable(session, names)
    appeal.order = ListOrder.TIME
    session.commit()
    who = Representative(name=PERSON, role="Chair")
    for name in WITHHELD_NAMES[:2]:
        sign_as(session, appeal, name, WITHHELD, who=who)
    sign(session, appeal, "Alpha")
    sign_as(session, appeal, LATER_NAME, later(), who=who)
    sign_as(session, appeal, CONFIDENTIAL_NAME, CONFIDENTIAL, who=who)
    sign(session, appeal, "Gamma")
    sign(session, appeal, FLOWN_NAME, who=who)
    publish(session, appeal)
    choose(session, appeal, FLOWN_NAME, WITHHELD)
    sign_as(session, appeal, WITHHELD_NAMES[2], WITHHELD, who=who)
    sign(session, appeal, "Beta")
    publish(session, appeal)
    work(session)
    return appeal


def opened(content, kind=""):
    """Return all that is in a file: whatever is packed is unpacked, to the last member."""
    found = [content]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                found += [info.filename.encode(), info.comment, *opened(archive.read(info))]
    return found


def canaries_in(content):
    """Return the canaries in a file, also as JSON and XML write letters."""
    said = b"\n".join(opened(content))
    spellings = {
        name: {name.encode(), ascii(name)[1:-1].encode(), name.encode("utf-16-be")}
        | {"".join(f"&#{ord(sign)};" for sign in name).encode()}
        for name in CANARIES
    }
    return [name for name, each in spellings.items() if any(spelling in said for spelling in each)]


def public_paths(appeal):
    base = f"/statements/{appeal.slug}"
    every = [("en", kind) for kind in Format] + [("ru", kind) for kind in Format]
    every += [("all", kind) for kind in Format]
    files = [f"{base}/{language}.{kind.value}" for language, kind in every]
    pages = [
        f"{base}/{language}{rest}"
        for language in ("en", "ru")
        for rest in (
            *("", "/signatories", "/embed", "/endorsements", "/endorse", "/join"),
            *(f"/signatories?q={name}" for name in ("canar", "kyrgyz")),
            "/signatories?country=Kyrgyzstan",
        )
    ]
    feeds = [f"/statements/feed/{language}.atom" for language in ("en", "ru")]
    others = ["/statements/", f"{base}/", f"{base}/verify", "/sitemap.xml", "/robots.txt"]
    return [*files, *pages, *feeds, *others, "/verify", "/"]


def said_by(client, path):
    response = client.get(path)
    return str(dict(response.headers)).encode() + response.data


def without_what_was_asked(path, content):
    """A page that repeats what was searched for says nothing of its own, nor do all countries."""
    if path.endswith("/join"):
        return re.sub(rb"<option[^>]*>[^<]*</option>", b"", content)
    return content.replace(b"Kyrgyzstan", b"") if "country=" in path else content


def test_p32_no_public_byte_has_a_canary(client, session, appeal, coordinator, caplog, capfd):
    endorsements.set_terms(
        session,
        appeal,
        Intake.OPEN,
        takes_requests=True,
        by=coordinator.id,
        now=datetime.now(UTC),
    )
    session.commit()
    paths = public_paths(appeal)

    found = {
        path: canaries_in(without_what_was_asked(path, said_by(client, path))) for path in paths
    }

    assert {path: names for path, names in found.items() if names} == {}
    statuses = [client.get(path).status_code for path in paths]
    assert statuses.count(200) > 40
    logged = capfd.readouterr()
    assert canaries_in((logged.out + logged.err + caplog.text).encode()) == []


def test_p32_the_canaries_would_be_found(client, session, appeal):
    """Where they are named, every format has them; else the test above would see nothing."""
    for name in (*WITHHELD_NAMES, CONFIDENTIAL_NAME, LATER_NAME):
        invitation_of(session, appeal, name).visibility = "public"
    session.commit()
    edition = publish(session, appeal)

    of = select(EditionFile).filter_by(edition_id=edition.id, language="en")
    files = session.scalars(of).all()
    unseen = {each.format for each in files if "Canarium" not in canaries_in(each.content)}

    assert unseen <= {"pdf"}  # its fonts are packed, and its letters are numbers


def test_p32_accounts_without_the_board_see_no_canary(app, session, appeal, coalition_id):
    reader = factories.make_account(coalition_id, role=Role.READER)
    translator = factories.make_account(coalition_id, role=Role.TRANSLATOR)
    session.add_all([reader, translator])
    session.commit()
    base = f"/appeals/{appeal.slug}"
    paths = [
        *(
            f"{base}/export/{language}.{kind.value}"
            for language in ("en", "all")
            for kind in Format
        ),
        *(f"{base}/export/en.{kind.value}?draft=1" for kind in Format),
        f"{base}/export/file?format=docx&language=en&{Option.BY_COUNTRY}=y",
        *(
            f"{base}/publish/editions/{number}/en.{kind.value}"
            for number in (1, 2)
            for kind in Format
        ),
        *(base + rest for rest in ("", "/export", "/log", "/log.zip", "/text", "/revisions")),
        *(base + rest for rest in ("/names", "/lists", "/invitations", "/publish")),
        f"{base}/lists/notes",
        "/appeals",
    ]

    for account in (reader, translator):
        client = sign_in(app.test_client(), account)
        found = {path: canaries_in(said_by(client, path)) for path in paths}
        assert {path: names for path, names in found.items() if names} == {}
        assert [client.get(path).status_code for path in paths].count(200) > 25
        hidden = (f"{base}/names", f"{base}/lists", f"{base}/invitations.csv")
        assert all(client.get(path).status_code in {403, 404} for path in hidden)


def test_t31_no_page_or_mail_of_another_partner_has_a_canary(client, session, appeal):
    dispute(session, appeal, WITHHELD_NAMES[0])
    hidden = {
        contact.id
        for name in HIDDEN
        for contact in invitation_of(session, appeal, name).organisation.contacts
    }
    page = client.get(links.PATH + links.token_of(invitation_of(session, appeal, "Alpha")))
    here = page.headers["Location"]
    pages = [here, f"{here}?language=ru", f"{here}/withdraw", f"{here}/name", f"{here}/proof.json"]
    mails = [
        each
        for each in session.scalars(select(Mail)).all()
        if each.parameters.get("contact_id") not in {str(id) for id in hidden}
        and not _is_about(session, each, hidden)
    ]

    written = [mail.compose(session, each) for each in mails]

    sent = [f"{each.subject}\n{each.text}\n{each.html}" for each in written if each]
    assert len(sent) > 8
    assert {each.template for each in mails} >= {"published", "visibility_told", "dispute"}
    assert [each for each in sent if canaries_in(each.encode())] == []
    assert [path for path in pages if canaries_in(said_by(client, path))] == []


def _is_about(session, queued, hidden):
    """Whether a mail goes to the organisation itself, as its invitation does."""
    from appeals.invitations.models import Invitation

    invitation = session.get(Invitation, queued.subject_id)
    return invitation is not None and any(
        contact.id in hidden for contact in invitation.organisation.contacts
    )


def test_p23_the_exported_log_opens_no_hidden_name_and_is_verified(
    session, appeal, tmp_path, capsys
):
    ledger.settle(session, appeal.id)
    session.commit()
    file = tmp_path / "log.zip"
    content = evidence.as_zip(evidence.collect(session, appeal))
    file.write_bytes(content)

    assert canaries_in(content) == []
    assert verifier.main([str(file)]) == 0
    assert "3 names stand in the list, 5 are withheld" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda log: log["list"].update(withheld=7), "the log has only 6"),
        (lambda log: log["list"]["entries"].pop(), "1 more have signed than the list has"),
    ],
)
def test_p21_who_is_dropped_is_not_taken_for_withheld(
    session, appeal, tmp_path, capsys, edit, said
):
    ledger.settle(session, appeal.id)
    session.commit()
    log = evidence.collect(session, appeal)
    edit(log)
    file = tmp_path / "log.json"
    file.write_bytes(evidence.as_json(log))

    assert verifier.main([str(file)]) == 1
    assert said in capsys.readouterr().out


def test_t15_order_numbers_and_totals_are_those_of_the_named(session, appeal):
    found = lists.get_lists(session, appeal)

    named = {each.label("en") for each in found.signatures}
    assert named == {"Alpha", "Beta", "Gamma"}
    assert found.countries == {"GE", "US", "DE"}
    signatures = session.scalars(select(Signature).where(Signature.ended_at.is_(None))).all()
    assert len(signatures) == 9
    assert [each.number for each in found.by_kind["signatory"]] == [1, 2, 3]


def test_p31_every_public_byte_is_the_same_with_and_without_the_confidential(
    client, session, coalition_id
):
    appeal = make_publishable(session, [*SHOWN, ("Carduelis", "Кардуэлис", "UZ")], signed=3)
    publish(session, appeal)
    paths = [*public_paths(appeal)]
    before = {path: client.get(path).data for path in paths}

    sign_as(session, appeal, CONFIDENTIAL_NAME, CONFIDENTIAL)

    assert {path: client.get(path).data for path in paths} == before


def test_what_is_kept_of_a_change_names_nobody_in_the_ledger(session, appeal):
    entries = session.scalars(select(ledger.Entry)).all()
    leaves = [act.entry for act in ledger.acts(session, appeal.id)]

    assert canaries_in(str([each.details for each in entries]).encode()) == []
    assert canaries_in("\n".join(leaves).encode()) == []
    assert len(session.scalars(select(Disclosure)).all()) == 6
