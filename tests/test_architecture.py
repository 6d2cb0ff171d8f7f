"""The plan of the house, as far as a program can check it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "appeals"

# A module imports only from what stands before it.
HOUSE = (
    *(
        "errors",
        "countries",
        "zones",
        "languages",
        "tokens",
        "sealing",
        "codes",
        "rates",
        "periods",
        "config",
        "db",
        "keyring",
        "sealed",
        "resealing",
        "changes",
        "document",
        "i18n",
        "fragments",
    ),
    *("readers", "paging", "limits", "spreadsheets", "workers", "jobs", "mail", "ledger"),
    *("accounts", "organisations", "drafting"),
    *("correspondence", "reviewing", "invitations", "signatures"),
    *(
        "digests",
        "publishing",
        "endorsements",
        "statements",
        "importing",
        "retention",
        "models",
        "demonstration",
        "mailbox",
        "public",
        "wiping",
        "migrate",
        "backups",
        "health",
        "logs",
    ),
    *("app", "serving", "cli", "__main__"),
)

# Inside a feature, too: what things are, what always holds, what is done, how it is asked for.
ROOMS = {
    "document": (
        "markup tree frozen typography layout beside packing footnotes inline markdown "
        "placeholders picture_sizes images word_frame docx_numbering docx_footnotes docx_runs "
        "docx_template docx_own_template docx_frame docx_file docx_pictures docx_text "
        "docx_sections docx_beside docx redline docx_redline review_copy "
        "docx_review html_style html_text html plain_text markdown_file json_file table pdf "
        "odt_styles odt_text odt"
    ),
    "readers": (
        "troubles parts lines encodings typed_lists text spans tags walking pages archives "
        "census html markdown docx odt_styles odt_text odt review pdf_layout pdf_edges pdf "
        "template picture formats messages sandbox __main__"
    ),
    "mail": (
        "models suppression recipients verp reports bounces composing notes nights pausing rates "
        "outbox smtp claims imap collecting delivery labels forms"
    ),
    "ledger": (
        "merkle canonical notes models keys recording taking signing checking reading exporting "
        "verifier"
    ),
    "accounts": (
        "permissions addresses passwords browsers models credentials passkeys links sessions "
        "history services labels guards emails forms limiting challenges proof security "
        "safety_views address_views passkey_views member_views colleague_views views"
    ),
    "organisations": (
        "names words look_alikes alphabet searching problems cells spreadsheet models merging "
        "finding topics categories logos services imports uploads tables messages forms "
        "country_views category_views logo_views import_views views"
    ),
    "drafting": (
        "parity alignment models plain_text dividing hashing rules headings diff tracked text "
        "labels proposal preview downloads services guards navigation overview editor tools "
        "findings placing forms glossary_forms views"
    ),
    "correspondence": (
        "kinds filling models shipped services appeal_text specimens composing labels emails "
        "forms views"
    ),
    "reviewing": (
        "proposed returned models rules links seals labels copies services navigation files "
        "draft board discussion emails forms views"
    ),
    "invitations": (
        "models rules schedule links codes doors reaching boards figures services labels sheets "
        "timeline emails notices forms reminder_forms views"
    ),
    "signatures": (
        "models visibility listed ordering consenting printing facts logged services labels lists "
        "cautions letter recording progress mandates contesting answer_sheets receiving "
        "subscriptions notices answer_notices disclosure_notices emails forms reply_forms "
        "deciding_forms caution_forms receiving_labels receiving_forms subscription_forms views"
    ),
    "digests": "rules models events services emails forms views",
    "publishing": (
        "models numbering release remarks colophon reservations amending stationery word_templates "
        "services evidence formats drawing files file_labels file_forms making shown checklist "
        "freezing editions redacting removing exposure faults labels forms stationery_forms "
        "log_views views"
    ),
    "endorsements": "rules models links services labels emails forms views",
    "statements": "description signatories verifying pages feeds front forms views",
    "importing": (
        "models words model rows separators acronyms countries legal_forms prose people dates "
        "headings chrome languages items inline tables extents lists entries listing claims texts "
        "heads parts statement reading vocabulary nations profiles assignment candidates likeness "
        "sequence pairing repeats matching alignment audit packing segments report answering "
        "services confirming display labels forms views"
    ),
    "retention": (
        "models columns holdings timing rules register veiling clearing purging subjects erasing "
        "labels files forms views"
    ),
    "demonstration": "loading",
    "backups": (
        "troubles encryption keys manifest archive shelf contents sqlite postgresql making "
        "afterwards restoring verifying daily"
    ),
}

# Rules that know nothing of the web, the database or the hour: they can be read and tested alone.
PURE = [
    "errors.py",
    "countries.py",
    "zones.py",
    "languages.py",
    "tokens.py",
    "sealing.py",
    "codes.py",
    "rates.py",
    "periods.py",
    "document",
    *(f"readers/{room}.py" for room in ("census", "docx", "encodings", "formats", "html", "lines")),
    *(f"readers/{room}.py" for room in ("markdown", "odt", "odt_styles", "odt_text")),
    *(f"readers/{room}.py" for room in ("pages", "parts", "pdf", "pdf_edges", "pdf_layout")),
    *(f"readers/{room}.py" for room in ("spans", "tags", "text", "troubles", "typed_lists")),
    *(f"readers/{room}.py" for room in ("archives", "walking")),
    "mail/verp.py",
    "mail/reports",
    *(f"ledger/{room}.py" for room in ("merkle", "canonical", "notes", "verifier")),
    "accounts/permissions.py",
    "accounts/addresses.py",
    "accounts/passwords.py",
    "accounts/browsers.py",
    "organisations/names.py",
    "organisations/words.py",
    "organisations/look_alikes.py",
    "organisations/alphabet.py",
    "organisations/searching.py",
    "organisations/problems.py",
    "organisations/cells.py",
    "organisations/spreadsheet.py",
    "drafting/plain_text.py",
    "drafting/dividing.py",
    "drafting/hashing.py",
    "drafting/rules.py",
    "drafting/parity",
    "drafting/alignment",
    "drafting/diff.py",
    "drafting/tracked.py",
    "drafting/text.py",
    "importing/vocabulary.py",
    "importing/nations.py",
    "importing/profiles.py",
    "importing/assignment.py",
    "importing/candidates.py",
    "importing/likeness.py",
    "importing/sequence.py",
    "importing/pairing.py",
    "importing/repeats.py",
    "importing/matching.py",
    "importing/alignment.py",
    "importing/audit",
    "readers/review",
    "correspondence/kinds.py",
    "correspondence/filling.py",
    "reviewing/proposed.py",
    "reviewing/returned.py",
    "reviewing/rules.py",
    "invitations/rules.py",
    "invitations/schedule.py",
    "importing/words",
    *(f"importing/{room}.py" for room in ("rows", "prose", "dates", "headings", "chrome", "lists")),
    *(f"importing/{room}.py" for room in ("languages", "entries", "listing", "parts", "statement")),
    "signatures/answer_sheets.py",
    "signatures/listed.py",
    "signatures/ordering.py",
    "signatures/visibility.py",
    "signatures/consenting.py",
    "signatures/printing.py",
    "digests/rules.py",
    "retention/columns.py",
    "retention/holdings.py",
    "publishing/numbering.py",
    "publishing/release.py",
    "publishing/remarks.py",
    "publishing/colophon.py",
]

# Where a request, a command or a job begins: there the hour is read and a transaction opened.
EDGES = re.compile(
    r"(/views(/|\.py)|_views\.py|cli/|jobs\.py|mail/|mailbox\.py|public\.py|accounts/security\.py"
    r"|db\.py|logs\.py)"
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[str]:
    """Yield what is imported, also inside functions, as dotted names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> Iterator[str]:
    for imported in imports(path):
        if imported.startswith("appeals."):
            yield imported.removeprefix("appeals.")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_imports_only_what_stands_before_it(path):
    name = name_of(path)
    if not name:
        return
    own = name.partition(".")[0]

    later = [
        imported
        for imported in own_imports(path)
        if imported.partition(".")[0] != own
        and HOUSE.index(imported.partition(".")[0]) > HOUSE.index(own)
    ]

    assert later == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_inside_a_feature_the_order_of_rooms_holds(path):
    feature, _, room = name_of(path).partition(".")
    if feature not in ROOMS or not room:
        return
    rooms = ROOMS[feature].split()
    own = room.partition(".")[0]

    later = [
        imported
        for imported in own_imports(path)
        if imported.startswith(f"{feature}.")
        and rooms.index(imported.split(".")[1]) > rooms.index(own)
    ]

    assert later == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_db_commits(path):
    assert path.name == "db.py" or not re.search(r"\.(commit|rollback)\(", path.read_text())


@pytest.mark.parametrize("place", PURE)
def test_pure_rules_know_no_web_and_no_database(place):
    paths = sorted((PACKAGE / place).rglob("*.py")) or [PACKAGE / place]
    foreign = {"flask", "flask_babel", "flask_wtf", "sqlalchemy", "wtforms", "dbos"}

    found = [each for path in paths for each in imports(path) if each.split(".")[0] in foreign]

    assert found == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_edges_read_the_clock(path):
    if EDGES.search(str(path)):
        return

    assert not re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(", path.read_text())


@pytest.mark.parametrize(
    "path", [each for each in modules() if "services" in str(each)], ids=name_of
)
def test_services_know_neither_the_request_nor_forms(path):
    foreign = {"flask", "flask_wtf", "wtforms"}

    assert [each for each in imports(path) if each.split(".")[0] in foreign] == []


@pytest.mark.parametrize(
    "path",
    [
        each
        for each in modules()
        if re.search(r"views|forms|cli/|mailbox|public", str(each.relative_to(PACKAGE)))
    ],
    ids=name_of,
)
def test_sql_stands_below_the_views(path):
    statements = {"sqlalchemy." + each for each in ("select", "insert", "update", "delete", "text")}

    assert statements.isdisjoint(imports(path))


def test_every_page_says_who_may_see_it(app):
    # A view without a rule is a hole, so "anyone" has to be written down too.
    assert [
        name for name, view in app.view_functions.items() if not hasattr(view, "permission")
    ] == []


def test_every_thing_of_a_coalition_is_fenced(app):
    from appeals import db

    shared = {"coalition", "account", "membership", "worker", "attempt", "outlet"}
    shared |= {"account_session", "known_browser", "security_event", "email_change", "passkey"}
    shared |= {"sealing", "purge_state"}
    unfenced = {
        mapper.local_table.name
        for mapper in db.Base.registry.mappers
        if not issubclass(mapper.class_, db.Owned)
    }

    assert unfenced == shared


def test_no_page_has_inline_code_or_style():
    for template in (ROOT / "templates").rglob("*.html"):
        if template.parent.name == "mail":
            continue
        text = template.read_text(encoding="utf-8")

        assert not re.search(
            r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\s(?:src=|type=\"application/ld))", text
        ), template


def test_no_file_names_a_package_registry():
    hosts = re.compile("|".join(("py" + "pi.org", "python" + "hosted", "npm" + "js")))
    for path in [*ROOT.glob("requirements/*"), *ROOT.glob("*.toml"), ROOT / "Makefile"]:
        assert not hosts.search(path.read_text(encoding="utf-8")), path
