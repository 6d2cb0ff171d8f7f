"""The main job on real input, the way an operator, a coordinator and 41 partners do it.

Run it by hand:  python -m tests.journeys.main_job [FOLDER]

It reads the statement of 2021 from ../shared; nothing of it is kept in the project.
"""

import csv
import sys
import tempfile
import threading
from email.message import EmailMessage
from pathlib import Path

import pyotp
from docx import Document
from lxml import html

from tests.journeys.browser import Browser
from tests.journeys.service import ROOT, Inbox, Service, make_service, sign_link, smtp_server

STATEMENT = ROOT.parent / "shared" / "statements" / "kazakhstan-2021"
SLUG = "kazakhstan-2021"
COORDINATOR = "coordinator@coalition.example"
PASSWORD = "a long password for one test"
NAMES_TO_GIVE = {
    'IDP Women Association "Consent"': "Ассоциация женщин-ВПЛ «Согласие»",
    "Human Rights Watch": "Хьюман Райтс Вотч",
}
LANGUAGES = ("en", "ru")


def run(folder: Path, tell=print) -> None:
    with smtp_server() as (inbox, port):
        service = make_service(folder, APPEALS_SMTP_URL=f"smtp://127.0.0.1:{port}")
        secret = prepare(service)
        tell("created the appeal and chose 41 organisations; two Russian names are missing")
        with service.web(), service.worker():
            coordinator = sign_in(service, secret)
            expect_notice(inbox)
            give_names(coordinator)
            service.run("invite", SLUG, "--lock")
            mails = invitations(inbox)
            tell(f"{len(mails)} invitations arrived by SMTP")
            scan(service, mails)
            tell("a scanner fetched every link twice with GET and HEAD; nothing changed")
            answer(service, mails)
            tell("40 signed and 1 supports, two of them in the same instant")
            check_receipts(inbox)
            check_lists(coordinator)
        check_exports(service)
        tell("DOCX and HTML agree in both languages: 12 paragraphs, 40 names, 1 supporter")


def prepare(service: Service) -> str:
    """Migrate, open an account, create the appeal, import; return the authenticator's secret."""
    service.run("migrate")
    said = service.run(
        "account", "create", COORDINATOR, "--password-stdin", "--totp", given=PASSWORD + "\n"
    )
    texts = [f"{tag}={STATEMENT / f'{tag}.txt'}" for tag in LANGUAGES]
    service.run("appeal", "create", SLUG, "--language", texts[0], "--language", texts[1])
    table = str(STATEMENT / "organisations.csv")
    assert "41 added" in service.run("organisations", "import", table, "--appeal", SLUG)
    assert "41 unchanged" in service.run("organisations", "import", table, "--appeal", SLUG)
    refused = service.run("export", SLUG, "--format", "docx", "--out", "refused.docx", status=1)
    assert all(name in refused for name in NAMES_TO_GIVE), refused
    assert not (service.folder / "refused.docx").exists()
    return said.rsplit(maxsplit=1)[-1]


def give_names(browser: Browser) -> None:
    """Enter the two missing names on the organisations' pages."""
    for english, russian in NAMES_TO_GIVE.items():
        found = browser.get(f"/organisations/?search={english.split()[0]}")
        [address] = found.document.xpath(
            "//a[contains(@href, '/organisations/') and contains(normalize-space(), $name)]/@href",
            name=english,
        )
        page = browser.get(address)
        browser.submit(page.form("name_ru").filled(name_ru=russian))
        assert russian in browser.get(address).content.decode()


def sign_in(service: Service, secret: str) -> Browser:
    browser = Browser(service.base)
    page = browser.get("/sign-in")
    page = browser.submit(page.form("password").filled(email=COORDINATOR, password=PASSWORD))
    page = browser.submit(page.form("code").filled(code=pyotp.TOTP(secret).now()))
    assert page.address.endswith("/appeals/"), page.text
    return browser


def expect_notice(inbox: Inbox) -> None:
    """Whoever signs in on a new browser is told so."""
    [notice] = inbox.wait_for(1)
    assert notice["To"] == COORDINATOR
    assert "new browser" in notice["Subject"]
    inbox.mails.clear()


def invitations(inbox: Inbox) -> list[EmailMessage]:
    mails = inbox.wait_for(41)
    assert len(mails) == 41
    assert len({mail["To"] for mail in mails}) == 41
    assert len({sign_link(mail) for mail in mails}) == 41
    return mails


def scan(service: Service, mails: list[EmailMessage]) -> None:
    """Fetch every link as mail scanners do."""
    for mail in mails:
        for method in ("GET", "HEAD", "GET", "HEAD"):
            assert Browser(service.base).get(sign_link(mail), method).status == 200
    refused = service.run("remind", SLUG, "--dry-run", "--every", "1")
    assert "41 would be reminded" in refused


def answer(service: Service, mails: list[EmailMessage]) -> None:
    """Sign under every link; the first two at one instant, from two threads."""
    barrier = threading.Barrier(2)
    failures: list[BaseException] = []

    def at_once(mail: EmailMessage) -> None:
        try:
            decide(service, mail, before=barrier.wait)
        except BaseException as error:
            failures.append(error)

    pair = [threading.Thread(target=at_once, args=(mail,)) for mail in mails[:2]]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join()
    assert not failures, failures
    for mail in mails[2:]:
        decide(service, mail)


def decide(service: Service, mail: EmailMessage, before=lambda: None) -> None:
    browser = Browser(service.base)
    page = browser.get(sign_link(mail))
    assert "/i/" not in page.address
    form = page.form("authority")
    support = not page.document.xpath("//input[@name='answer' and @value='sign']")
    before()
    page = browser.submit(
        form.filled(
            answer="support" if support else "sign",
            name="Ada Lovelace",
            role="Director",
            authority="y",
        )
    )
    assert page.status == 200, page.text
    assert page.document.xpath("//section[@class='receipt']")


def check_receipts(inbox: Inbox) -> None:
    assert len(inbox.wait_for(82)) == 82, "41 invitations and 41 receipts"


def check_lists(browser: Browser) -> None:
    rows = browser.get(f"/appeals/{SLUG}/lists").document.xpath("//table[@data-arrange]/tbody/tr")
    assert len(rows) == 41


def check_exports(service: Service) -> None:
    known = russian_by_english()
    signatories, supporters = {}, {}
    for tag in LANGUAGES:
        for kind, read in (("docx", read_docx), ("html", read_html)):
            out = service.folder / f"{tag}.{kind}"
            service.run("export", SLUG, "--format", kind, "--language", tag, "--out", str(out))
            paragraphs, names, support = read(out)
            assert paragraphs == written(tag)
            assert (len(paragraphs), len(names), len(support)) == (12, 40, 1)
            assert signatories.setdefault(tag, names) == names
            assert supporters.setdefault(tag, support) == support
    for english, russian in zip(signatories["en"], signatories["ru"], strict=True):
        assert known[english] == russian
    assert [known[name] for name in supporters["en"]] == supporters["ru"]


def russian_by_english() -> dict[str, str]:
    with (STATEMENT / "organisations.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return {row["name_en"]: row["name_ru"] or NAMES_TO_GIVE[row["name_en"]] for row in rows}


def written(tag: str) -> list[str]:
    """Return the paragraphs of the given text, without blanks at their ends."""
    text = (STATEMENT / f"{tag}.txt").read_text(encoding="utf-8-sig")
    return [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]


def read_docx(file: Path) -> tuple[list[str], list[str], list[str]]:
    """Return body paragraphs, signatories and supporters; the lists are told by their numbering."""
    body: list[str] = []
    lists: dict[int, list[str]] = {}
    for paragraph in Document(str(file)).paragraphs:
        numbering = paragraph._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")
        if numbering:
            lists.setdefault(int(numbering[0]), []).append(bare_name(paragraph.text))
        elif not paragraph.style.name.startswith("Heading"):
            body.append(" ".join(paragraph.text.split()))
    signed, support = lists.values()
    return body, signed, support


def read_html(file: Path) -> tuple[list[str], list[str], list[str]]:
    document = html.fromstring(file.read_text(encoding="utf-8"))
    signed, support = document.xpath("//ol")
    return (
        [" ".join(paragraph.text_content().split()) for paragraph in document.xpath("//body//p")],
        [bare_name(item.text_content()) for item in signed.xpath("./li")],
        [bare_name(item.text_content()) for item in support.xpath("./li")],
    )


def bare_name(entry: str) -> str:
    """Return an entry without its bracket of acronym and countries."""
    return entry.strip().rpartition(" (")[0]


if __name__ == "__main__":
    if not STATEMENT.is_dir():
        sys.exit(f"there is no {STATEMENT}")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        run(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            run(Path(temporary))
