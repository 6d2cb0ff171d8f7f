"""Every page there is, in every state it can be in, and what stands in its address.

A page that is in no table here fails `test_every_page_is_looked_at`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page as Tab

from tests.browser.stage import DEMONSTRATION, LONG_RUSSIAN


@dataclass(frozen=True)
class Page:
    """A page as somebody sees it; `act` brings it into its state once it is open."""

    name: str
    endpoint: str
    path: str
    who: str = "coordinator"
    status: int = 200
    act: Callable[[Tab], None] | None = None
    # Where it is the page that has a language, not the reader.
    speaks: str | None = None


# Not pages: what machines ask, what is downloaded, and an address that only leads on.
NOT_PAGES = {
    "static",
    "fails",
    "health.alive",
    "health.ready",
    "health.metrics",
    "public.security_txt",
    "publishing.download",
    "publishing.download_chosen",
    "publishing.download_edition",
    "publishing.letterhead_logo",
    "organisations.logo_picture",
    "statements.picture",
    "publishing.download_made",
    "statements.choose",
    "statements.download",
    "statements.feed",
    "statements.sitemap",
    "statements.robots",
    "endorsements.open_link",
    "log.download",
    "log.verifier",
    "signatures.proof",
    "importing.download",
    "organisations.template",
    "organisations.export",
    "signatures.open_link",
    "signatures.open_dispute",
    "signatures.open_objection",
    "signatures.open_mandate",
    "signatures.open_subscription",
    "signatures.answers_template",
    "reviewing.open_link",
    "invitations.download",
    "reviewing.download",
    "reviewing.download_copy",
    "drafting.download_comparison",
    "accounts.open_invitation",
    "accounts.open_address",
    "security.tf_select",
    "security.two_factor_rescue",
}


def send_empty(tab: Tab) -> None:
    tab.locator("main form button[type=submit], main form input[type=submit]").last.click()


def check_a_hash(tab: Tab) -> None:
    tab.locator("[name=sha256]").fill("0" * 64)
    send_empty(tab)


def send_an_old_form(tab: Tab) -> None:
    """Send a form whose token has run out."""
    tab.locator("main [name=csrf_token]").evaluate("field => field.value = 'old'")
    send_empty(tab)


def sign_another_text(tab: Tab) -> None:
    """Send the form as if the text had been changed while it was open."""
    tab.locator("[name=text_hash]").evaluate("field => field.value = '0'.repeat(64)")
    tab.get_by_role("radio").first.check(force=True)  # its label covers the whole card
    tab.locator("[name=name]").fill("Ada Lovelace")
    tab.locator("[name=role]").fill("Chair")
    tab.locator("[name=authority]").check()
    send_empty(tab)


def collide(tab: Tab) -> None:
    """Save a wording as if somebody else had saved it in the meantime."""
    field = tab.locator("textarea").nth(2)
    seen = tab.locator("[name^='seen:']").nth(2)
    seen.evaluate("field => field.value = '0'.repeat(64)")
    field.fill("What I would rather say.")
    tab.locator(".save-bar button").first.click()


def correct_nothing(tab: Tab) -> None:
    tab.locator("form[action$='/address'] button").click()


def preview(tab: Tab) -> None:
    tab.locator("button[formaction$='/preview']").click()


def misname_a_placeholder(tab: Tab) -> None:
    tab.locator("[name=body]").fill("Dear {nmae}, sign here: {link}")
    tab.locator("main form button").first.click()


def waive(tab: Tab) -> None:
    """Waive a finding without saying why."""
    unfold(tab)
    reason = tab.locator("form[action$='/waive'] [name=reason]").last
    reason.evaluate("field => field.required = false")
    tab.locator("form[action$='/waive'] button").last.click()


def put_in(tab: Tab) -> None:
    """Paste a text that has the title, a paragraph in two halves, one anew and one too few."""
    text = "\n\n".join(
        [
            "Откройте реку для всех",
            f"{LONG_RUSSIAN} закрыла плотину.",
            "Плотина закрыта с 3 мая 2021 года, и никто не знает почему.",
            "Абзац 2.",
            f"Плотина закрыта. {LONG_RUSSIAN}. " * 4,
            "- первое требование\n- второе требование",
        ]
    )
    tab.locator("[name=text]").fill(text)
    send_empty(tab)


def put_in_arabic(tab: Tab) -> None:
    tab.locator("[name=text]").fill("نطالب بفتح السد فورا.\n\nلا نهر بلا ماء.\n\nوشكرا.")
    send_empty(tab)


def confirm_too_late(tab: Tab) -> None:
    """Confirm the places as if somebody else had changed the text in the meantime."""
    put_in(tab)
    tab.locator("[name=seen]").evaluate("field => field.value = '0'.repeat(64)")
    unfold(tab)
    tab.locator(".save-bar button").click()


def load_old_word(tab: Tab) -> None:
    old = {"name": "text.doc", "mimeType": "application/msword", "buffer": b"\xd0\xcf\x11\xe0"}
    tab.locator("[name=file]").set_input_files(old)  # type: ignore[arg-type]
    send_empty(tab)


def send_no_picture(tab: Tab) -> None:
    drawing = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    tab.locator("[name=logo]").set_input_files(drawing)  # type: ignore[arg-type]
    send_empty(tab)


def ask_for_nobody(tab: Tab) -> None:
    """Ask for no signatories at all as the minimum."""
    tab.locator("[name=minimum_signatories]").fill("0")
    tab.locator("form[action$='/publish/terms'] button").click()


def waive_silently(tab: Tab) -> None:
    """Waive a line of the checklist without saying why."""
    unfold(tab)
    tab.locator("form[action$='/publish/waive'] button").first.click()


def without_a_name(tab: Tab) -> None:
    tab.locator("[name=slug]").fill("")
    send_empty(tab)


def show_link(tab: Tab) -> None:
    form = "form[action$='/link']"
    tab.locator(f"details:has({form})").evaluate("each => { each.open = true; }")
    tab.locator(f"{form} button").click()


def change_a_role(tab: Tab) -> None:
    tab.locator("form[action$='/role'] button").last.click()


def unfold(tab: Tab) -> None:
    """Open whatever is folded up."""
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def comment(tab: Tab, text: str = "Say who closed it.") -> None:
    """Comment on the third segment."""
    unfold(tab)
    tab.locator("textarea[name^='text:']").nth(2).fill(text)
    tab.locator(".save-bar button").click()


def comment_unsealed(tab: Tab) -> None:
    """Comment on a page whose seal is not ours any more."""
    tab.locator("input[name^='shown:']").nth(2).evaluate("field => field.value = 'old'")
    comment(tab, "I had written so much here.")


def take_back_silently(tab: Tab) -> None:
    unfold(tab)
    tab.locator("button[value^='withdraw:']").first.click()


def accept_another(tab: Tab) -> None:
    """Accept a proposal, edited, as if the wording had been changed in the meantime."""
    form = tab.locator("form[action*='/accept']:has(textarea)").first
    unfold(tab)
    form.locator("[name=seen]").evaluate("field => field.value = '0'.repeat(64)")
    form.locator("textarea").first.fill("What I made of both.")
    form.locator("button").click()


def decline_silently(tab: Tab) -> None:
    unfold(tab)
    tab.locator("form[action*='/decline'] button").first.click()


def open_without_a_date(tab: Tab) -> None:
    unfold(tab)
    tab.locator("form[action$='/terms'] button").click()


def add_nobody(tab: Tab) -> None:
    unfold(tab)
    tab.locator("form[action$='/people'] button").click()


def reserve_wrongly(tab: Tab) -> None:
    """Sign with a reservation that is about no part of the text."""
    unfold(tab)
    tab.get_by_role("radio").first.check(force=True)  # its label covers the whole card
    tab.locator("[name=reservation]").fill("Not the second demand.")
    tab.locator("[name=name]").fill("Ada Lovelace")
    tab.locator("[name=role]").fill("Chair")
    tab.locator("[name=authority]").check()
    send_empty(tab)


def ask_too_much(tab: Tab) -> None:
    tab.locator("[name=question]").fill("One more?")
    tab.locator("[name=name]").fill("Ada")
    tab.locator("[name=email]").fill("ada@river.example")
    send_empty(tab)


def type_a_wrong_code(tab: Tab) -> None:
    tab.locator("[name=address]").fill("nobody@river.example")
    tab.locator("[name=code]").fill("00000-00000")
    send_empty(tab)


def press_first(tab: Tab) -> None:
    tab.locator("main form button").first.click()


def print_without_words(tab: Tab) -> None:
    tab.locator("[name=wording_ru]").first.fill("")
    tab.locator("button[value=print]").first.click()


def plan_too_late(tab: Tab) -> None:
    """Plan a reminder for a moment that has passed."""
    tab.locator("[name=before]").fill("80")
    tab.locator("form[action$='/reminders'] button").click()


def change_too_late(tab: Tab) -> None:
    tab.locator("[name=before]").fill("0")
    press_first(tab)


def choose_no_mode(tab: Tab) -> None:
    tab.locator("[name=mode]:checked").evaluate("field => { field.value = 'never'; }")
    send_empty(tab)


def ask_about_somebody(tab: Tab) -> None:
    tab.locator("[name=name]").fill("Ada Lovelace")
    send_empty(tab)


def ask_about_nobody(tab: Tab) -> None:
    tab.locator("[name=address]").fill("nobody@nowhere.example")
    send_empty(tab)


def erase_wrongly(tab: Tab) -> None:
    """Ask for somebody to be erased and confirm it with another name."""
    ask_about_somebody(tab)
    tab.locator("[name=confirmation]").fill("Somebody Else")
    send_empty(tab)


APPEAL = f"/appeals/{DEMONSTRATION}"
ANSWERS = "/appeals/answers"
REVIEW = "/appeals/review/review"
PLANNED = "/appeals/reminders/invitations"


def anybody(name: str, endpoint: str, path: str, **more: object) -> Page:
    return Page(name, endpoint, path, "anybody", **more)  # type: ignore[arg-type]


def partner(name: str, endpoint: str, path: str, **more: object) -> Page:
    return Page(name, f"signatures.{endpoint}", path, "partner", **more)  # type: ignore[arg-type]


def reviewer(name: str, path: str, **more: object) -> Page:
    return Page(name, "reviewing.show", path, "partner", **more)  # type: ignore[arg-type]


MADE = "/appeals/published/export/files"
STATEMENT = "/statements/published/en"
PUBLIC = [
    anybody("statements", "statements.index", "/statements/"),
    anybody("statements-page", "statements.show", "/statements/published/en", speaks="en"),
    anybody("statements-russian", "statements.show", "/statements/published/ru", speaks="ru"),
    anybody("signatories", "statements.signatories_page", f"{STATEMENT}/signatories", speaks="en"),
    anybody(
        "signatories-nothing",
        "statements.signatories_page",
        f"{STATEMENT}/signatories?q=nobody",
        speaks="en",
    ),
    anybody("statements-withheld", "statements.show", "/statements/hidden/ru", speaks="ru"),
    anybody(
        "signatories-withheld",
        "statements.signatories_page",
        "/statements/hidden/en/signatories",
        speaks="en",
    ),
    anybody("embed", "statements.embed", f"{STATEMENT}/embed", speaks="en"),
    anybody("check-file", "statements.ask_verify", "/statements/published/verify"),
    anybody(
        "check-file-error",
        "statements.ask_verify",
        "/statements/published/verify",
        status=422,
        act=send_empty,
    ),
    anybody(
        "check-file-no", "statements.ask_verify", "/statements/published/verify", act=check_a_hash
    ),
    anybody("endorse", "statements.ask_endorse", f"{STATEMENT}/endorse"),
    anybody(
        "endorse-error",
        "statements.ask_endorse",
        f"{STATEMENT}/endorse",
        status=422,
        act=send_empty,
    ),
    anybody("endorse-sent", "statements.endorse_sent", f"{STATEMENT}/endorse/sent"),
    anybody("endorsers", "statements.endorsements", f"{STATEMENT}/endorsements", speaks="en"),
    anybody("join", "statements.ask_join", f"{STATEMENT}/join"),
    anybody(
        "join-error",
        "statements.ask_join",
        f"{STATEMENT}/join",
        status=422,
        act=send_empty,
    ),
    anybody("join-sent", "statements.join_sent", f"{STATEMENT}/join/sent"),
    anybody("front", "public.index", "/"),
    anybody("verify", "log.how_to_verify", "/verify"),
    anybody("privacy", "retention.privacy", "/privacy"),
    anybody("styleguide", "public.styleguide", "/styleguide"),
    anybody("mailbox", "mailbox.index", "/mailbox"),
    anybody("mail", "mailbox.show", "/mailbox/{mail}"),
    anybody("sign-in", "security.login", "/sign-in"),
    anybody("sign-in-error", "security.login", "/sign-in", status=422, act=send_empty),
    anybody("forgot", "security.forgot_password", "/reset-password"),
    anybody("reset", "security.reset_password", "/reset-password/{reset}"),
    anybody(
        "reset-error",
        "security.reset_password",
        "/reset-password/{reset}",
        status=422,
        act=send_empty,
    ),
    Page("code", "security.two_factor_token_validation", "/sign-in/code", "half signed in"),
    Page(
        "code-error",
        "security.two_factor_token_validation",
        "/sign-in/code",
        "half signed in",
        422,
        send_empty,
    ),
    Page("two-factor-first", "security.two_factor_setup", "/account/two-factor", "first time"),
    Page(
        "two-factor-key",
        "security.two_factor_setup",
        "/account/two-factor",
        "first time",
        act=send_empty,
    ),
    anybody("expired-form", "security.login", "/sign-in", status=400, act=send_an_old_form),
    Page("recovery-code", "security.mf_recovery", "/sign-in/recovery-code", "half signed in"),
    *(
        anybody(f"error-{status}", "fails", f"/fails/{status}", status=status)
        for status in (400, 403, 404, 405, 409, 413, 429, 500, 503)
    ),
]

PARTNERS = [
    partner("sign", "show", "/sign/{open}"),
    partner("sign-error", "show", "/sign/{open}", status=422, act=send_empty),
    partner("sign-text-changed", "show", "/sign/{open}", status=409, act=sign_another_text),
    partner("sign-outdated", "show", "/sign/{outdated}"),
    partner("sign-arabic", "show", "/sign/{arabic_letter}"),
    partner("receipt", "show", "/sign/{signed}"),
    partner("correct", "change", "/sign/{signed}/change"),
    partner("declined", "show", "/sign/{declined}"),
    partner("withdraw", "ask_withdrawal", "/sign/{signed}/withdraw"),
    partner(
        "withdraw-error", "ask_withdrawal", "/sign/{signed}/withdraw", status=422, act=send_empty
    ),
    partner("receipt-closed", "show", "/sign/{late}"),
    partner("sign-warned", "show", "/sign/{warned}"),
    partner("receipt-withheld", "show", "/sign/{Aconite Reach}"),
    partner("receipt-later-named", "show", "/sign/{later named}"),
    partner("hide-name", "ask_visibility", "/sign/{Named Reach}/name"),
    partner(
        "hide-name-error",
        "ask_visibility",
        "/sign/{Named Reach}/name",
        status=422,
        act=send_empty,
    ),
    partner("link-revoked", "show", "/sign/{revoked}", status=410),
    partner("link-superseded", "show", "/sign/{superseded}", status=410),
    partner("link-closed", "change", "/sign/{late}/change", status=410),
    partner("link-unknown", "show", "/sign/nothing", status=404),
]

REPLIES = [
    partner("sign-unfolded", "show", "/sign/{plain}", act=unfold),
    partner("sign-later", "show", "/sign/{later}"),
    partner("sign-asked", "show", "/sign/{asking}"),
    partner("sign-reservation-error", "show", "/sign/{plain}", status=422, act=reserve_wrongly),
    partner("receipt-reserved", "show", "/sign/{reserved}"),
    partner("receipt-answered", "show", "/sign/{answered}"),
    partner("receipt-disputed", "show", "/sign/{contested}"),
    partner("receipt-mandated", "show", "/sign/{mandated}"),
    partner("correct-reserved", "change", "/sign/{reserved}/change"),
    partner("later", "ask_later", "/sign/{plain}/later"),
    partner("later-error", "ask_later", "/sign/{plain}/later", status=422, act=send_empty),
    partner("question", "ask_question", "/sign/{plain}/question"),
    partner("question-asked", "ask_question", "/sign/{answered}/question"),
    partner("question-error", "ask_question", "/sign/{plain}/question", status=422, act=send_empty),
    partner(
        "question-too-many",
        "ask_question",
        "/sign/{crowded}/question",
        status=409,
        act=ask_too_much,
    ),
    partner("hand-over", "ask_hand_over", "/sign/{plain}/hand-over"),
    partner(
        "hand-over-error", "ask_hand_over", "/sign/{plain}/hand-over", status=422, act=send_empty
    ),
    partner("dispute", "ask_dispute", "/dispute/{doubted}"),
    partner("dispute-error", "ask_dispute", "/dispute/{doubted}", status=422, act=send_empty),
    partner("dispute-open", "ask_dispute", "/dispute/{contested}"),
    partner("dispute-upheld", "ask_dispute", "/dispute/{upheld}"),
    partner("dispute-invalidated", "ask_dispute", "/dispute/{invalidated}"),
    partner("dispute-replaced", "ask_dispute", "/dispute/{replaced}"),
    partner("objection", "ask_objection", "/object/{mandated}"),
    partner("objection-error", "ask_objection", "/object/{mandated}", status=422, act=send_empty),
    partner("objection-made", "ask_objection", "/object/{objected}"),
    partner("objection-over", "ask_objection", "/object/{over}"),
    partner("mandate", "show_mandate", "/mandate/{mandate_mandated}"),
    partner(
        "mandate-error", "show_mandate", "/mandate/{mandate_mandated}", status=422, act=send_empty
    ),
    partner("mandate-ended", "show_mandate", "/mandate/{mandate_objected}"),
    Page("endorsement", "endorsements.show", "/endorsement/{endorsement}", "partner"),
    Page("endorsement-counted", "endorsements.show", "/endorsement/{endorsed}", "partner"),
    partner("mails", "show_subscription", "/mails/{mails_wanted}"),
    partner(
        "mails-error", "show_subscription", "/mails/{mails_wanted}", status=422, act=send_empty
    ),
    partner("mails-ended", "show_subscription", "/mails/{mails_weary}"),
    partner("mails-some", "show_subscription", "/mails/{mails_choosy}?saved=1"),
    anybody("answer-code", "signatures.ask_code", "/code"),
    anybody("answer-code-empty-error", "signatures.ask_code", "/code", status=422, act=send_empty),
    anybody("answer-code-error", "signatures.ask_code", "/code", status=422, act=type_a_wrong_code),
    partner("link-handed-over", "show", "/sign/{handed}", status=410),
    anybody("link-missing", "signatures.show", "/sign/{plain}", status=404),
]

REVIEWERS = [
    reviewer("review", "/review/{fresh}"),
    reviewer("review-unfolded", "/review/{fresh}", act=unfold),
    reviewer("review-said", "/review/{speaker}"),
    reviewer("review-received", "/review/{receiving}", act=comment),
    reviewer("review-beside", "/review/{speaker}?language=ru&beside=1", act=unfold),
    reviewer("review-empty-error", "/review/{fresh}", status=422, act=send_empty),
    reviewer("review-old-error", "/review/{fresh}", status=422, act=comment_unsealed),
    reviewer("review-take-back-error", "/review/{speaker}", status=422, act=take_back_silently),
    reviewer("review-arabic", "/review/{arabic_reader}", act=unfold),
    reviewer("review-arabic-english", "/review/{arabic_reader}?language=en&beside=1"),
    reviewer("review-closed", "/review/{too_late}", status=410),
    reviewer("review-revoked", "/review/{link_revoked}", status=410),
    reviewer("review-superseded", "/review/{link_superseded}", status=410),
    reviewer("review-unknown", "/review/nothing", status=404),
]

ACCOUNTS = [
    Page("account", "accounts.show", "/account"),
    Page("members", "accounts.members", "/members"),
    Page("members-unfolded", "accounts.members", "/members", act=unfold),
    Page("invite-colleague", "accounts.inviting", "/members/invite"),
    Page(
        "invite-colleague-error",
        "accounts.inviting",
        "/members/invite",
        status=422,
        act=send_empty,
    ),
    Page("colleague", "accounts.show_invitation", "/colleague", "invited"),
    Page(
        "colleague-error",
        "accounts.show_invitation",
        "/colleague",
        "invited",
        422,
        send_empty,
    ),
    Page("colleague-known", "accounts.show_invitation", "/colleague", "known"),
    Page("colleague-accept", "accounts.show_invitation", "/colleague", "twofold"),
    Page("colleague-late", "accounts.show_invitation", "/colleague", "late", 410),
    Page("colleague-nothing", "accounts.show_invitation", "/colleague", "anybody", 404),
    Page("coalitions", "accounts.coalitions", "/account/coalition", "twofold"),
    Page("address", "accounts.asking_for_address", "/account/address"),
    Page(
        "address-error",
        "accounts.asking_for_address",
        "/account/address",
        status=422,
        act=send_empty,
    ),
    Page("address-confirm", "accounts.confirming_address", "/account/address/confirm"),
    Page("passkeys", "accounts.list_passkeys", "/account/passkeys"),
    Page("proof", "accounts.members", "/members", "long signed in", 403, change_a_role),
    Page("confirm", "accounts.confirm", "/account/confirm"),
    Page("confirm-error", "accounts.confirm", "/account/confirm", status=422, act=send_empty),
    Page("sessions", "accounts.list_sessions", "/account/sessions"),
    Page("own-data", "retention.own", "/account/data"),
    Page("person", "retention.ask", "/people"),
    Page("person-error", "retention.ask", "/people", status=422, act=send_empty),
    Page("person-found", "retention.ask", "/people", act=ask_about_somebody),
    Page("person-nobody", "retention.ask", "/people", act=ask_about_nobody),
    Page("person-erase-error", "retention.ask", "/people", status=422, act=erase_wrongly),
    Page("history", "accounts.list_history", "/account/history"),
    Page("password", "security.change_password", "/account/password"),
    Page(
        "password-error",
        "security.change_password",
        "/account/password",
        status=422,
        act=send_empty,
    ),
    Page("two-factor", "security.two_factor_setup", "/account/two-factor"),
    Page("recovery-codes", "security.mf_recovery_codes", "/account/recovery-codes"),
]

DRAFTING = [
    Page("appeals", "drafting.index", "/appeals/"),
    Page("appeals-empty", "drafting.index", "/appeals/", "idle"),
    Page("appeal-new", "drafting.new", "/appeals/new"),
    Page("appeal-new-error", "drafting.new", "/appeals/new", status=422, act=send_empty),
    Page("overview-draft", "drafting.show", "/appeals/draft/"),
    Page("overview-final", "drafting.show", "/appeals/final/"),
    Page("overview-open", "drafting.show", f"{APPEAL}/"),
    Page("overview-closed", "drafting.show", "/appeals/closed/"),
    Page("overview-arabic", "drafting.show", "/appeals/arabic/"),
    Page("overview-empty", "drafting.show", "/appeals/empty/", "newcomer"),
    Page("text-draft", "drafting.edit", "/appeals/draft/text"),
    Page("text-unfolded", "drafting.edit", "/appeals/draft/text", act=unfold),
    Page("text-collision", "drafting.edit", "/appeals/draft/text", status=409, act=collide),
    Page("text-final", "drafting.edit", f"{APPEAL}/text"),
    Page("text-arabic", "drafting.edit", "/appeals/arabic/text"),
    Page("text-empty", "drafting.edit", "/appeals/empty/text", "newcomer"),
    Page("text-translator", "drafting.edit", f"{APPEAL}/text", "translator"),
    Page("text-preview", "drafting.edit", "/appeals/draft/text", act=preview),
    Page("check", "drafting.check", "/appeals/draft/check", act=unfold),
    Page("check-errors", "drafting.check", "/appeals/draft/check?level=error&language=ru"),
    Page("check-nothing", "drafting.check", "/appeals/final/check"),
    Page("check-unwaived", "drafting.check", "/appeals/draft/check", status=422, act=waive),
    Page("glossary", "drafting.glossary", "/appeals/draft/glossary"),
    Page("glossary-suggests", "drafting.glossary", f"{APPEAL}/glossary"),
    Page("glossary-empty", "drafting.glossary", "/appeals/arabic/glossary"),
    Page(
        "glossary-error",
        "drafting.glossary",
        "/appeals/draft/glossary",
        status=422,
        act=send_empty,
    ),
    Page("term", "drafting.edit_term", "/appeals/draft/glossary/{term}"),
    Page("paste", "drafting.paste", "/appeals/draft/text/paste/ru"),
    Page(
        "paste-error",
        "drafting.paste",
        "/appeals/draft/text/paste/ru",
        status=422,
        act=send_empty,
    ),
    Page(
        "paste-old-word",
        "drafting.paste",
        "/appeals/draft/text/paste/ru",
        status=422,
        act=load_old_word,
    ),
    Page("paste-blank", "drafting.paste", "/appeals/empty/text/paste/ru", "newcomer"),
    Page("place", "drafting.paste", "/appeals/draft/text/paste/ru", act=put_in),
    Page(
        "place-too-late",
        "drafting.paste",
        "/appeals/draft/text/paste/ru",
        status=409,
        act=confirm_too_late,
    ),
    Page("place-arabic", "drafting.paste", "/appeals/harbour/text/paste/ar", act=put_in_arabic),
    Page("settings", "drafting.settings", "/appeals/draft/settings"),
    Page("people", "drafting.people", f"{APPEAL}/people"),
    Page("revisions", "drafting.list_revisions", f"{APPEAL}/revisions"),
    Page("revision", "drafting.show_revision", "/appeals/letters/revisions/3", act=unfold),
    Page("compare", "drafting.compare_revisions", "/appeals/letters/revisions/compare"),
    Page(
        "compare",
        "drafting.compare_revisions",
        "/appeals/letters/revisions/compare?before=1&after=3",
    ),
    Page("compare-same", "drafting.compare_revisions", "/appeals/arabic/revisions/compare"),
    Page("revision-arabic", "drafting.show_revision", "/appeals/arabic/revisions/1"),
    Page("start", "invitations.start", f"{APPEAL}/invitations/start"),
    Page(
        "start-error",
        "invitations.start",
        f"{APPEAL}/invitations/start",
        status=422,
        act=send_empty,
    ),
    Page("unlock", "drafting.ask_unlock", f"{APPEAL}/unlock"),
    Page("unlock-error", "drafting.ask_unlock", f"{APPEAL}/unlock", status=422, act=send_empty),
    Page("unlock-final", "drafting.ask_unlock", "/appeals/final/unlock"),
]

INVITATIONS = [
    Page("board", "invitations.board", f"{APPEAL}/invitations"),
    Page("board-filtered", "invitations.board", f"{APPEAL}/invitations?state=declined&q=a"),
    Page("board-nothing", "invitations.board", f"{APPEAL}/invitations?q=qqqq"),
    Page("board-letters", "invitations.board", "/appeals/letters/invitations"),
    Page("board-empty", "invitations.board", "/appeals/empty/invitations", "newcomer"),
    Page("figures", "invitations.figures", f"{APPEAL}/invitations/figures"),
    Page("figures-empty", "invitations.figures", "/appeals/empty/invitations/figures", "newcomer"),
    Page("choose", "invitations.choosing", "/appeals/final/invitations/choose"),
    Page("choose-apart", "invitations.choosing", f"{ANSWERS}/invitations/choose", act=unfold),
    Page(
        "choose-filtered",
        "invitations.choosing",
        f"{ANSWERS}/invitations/choose?category=Network&behaviour=new",
    ),
    Page("choose-nothing", "invitations.choosing", f"{APPEAL}/invitations/choose?q=qqqq"),
    Page("choose-empty", "invitations.choosing", "/appeals/empty/invitations/choose", "newcomer"),
    Page("send", "invitations.sending", "/appeals/chosen/invitations/send", act=unfold),
    Page("send-nobody", "invitations.sending", f"{APPEAL}/invitations/send"),
    Page("send-draft", "invitations.sending", "/appeals/draft/invitations/send"),
    Page("remind", "invitations.reminding", f"{APPEAL}/invitations/remind"),
    Page("remind-nobody", "invitations.reminding", "/appeals/closed/invitations/remind"),
    Page("invitation", "invitations.show", f"{APPEAL}/invitations/{{silent}}"),
    Page("invitation-unfolded", "invitations.show", f"{APPEAL}/invitations/{{silent}}", act=unfold),
    Page("invitation-link", "invitations.show", f"{APPEAL}/invitations/{{silent}}", act=show_link),
    Page("invitation-declined", "invitations.show", f"{APPEAL}/invitations/{{declined}}"),
    Page("invitation-revoked", "invitations.show", "/appeals/letters/invitations/{revoked}"),
    Page("board-bounced", "invitations.board", "/appeals/bounced/invitations"),
    Page("invitation-came-back", "invitations.show", "/appeals/bounced/invitations/{came_back}"),
    Page(
        "invitation-came-back-alone",
        "invitations.show",
        "/appeals/bounced/invitations/{came_back_alone}",
    ),
    Page("invitation-full", "invitations.show", "/appeals/bounced/invitations/{full}"),
    Page("invitation-complained", "invitations.show", "/appeals/bounced/invitations/{complained}"),
    Page(
        "invitation-address-error",
        "invitations.show",
        "/appeals/bounced/invitations/{came_back}",
        status=422,
        act=correct_nothing,
    ),
    Page("mail-texts", "correspondence.index", f"{APPEAL}/mails"),
    Page("mail-texts-arabic", "correspondence.index", "/appeals/arabic/mails"),
    Page("mail-text", "correspondence.edit", f"{APPEAL}/mails/reminder/ru"),
    Page("mail-text-preview", "correspondence.edit", f"{APPEAL}/mails/receipt/en", act=preview),
    Page("mail-text-missing", "correspondence.edit", "/appeals/arabic/mails/invitation/ar"),
    Page(
        "mail-text-error",
        "correspondence.edit",
        f"{APPEAL}/mails/invitation/en",
        status=422,
        act=misname_a_placeholder,
    ),
    Page("invitation-later", "invitations.show", f"{ANSWERS}/invitations/{{later}}"),
    Page("invitation-handed", "invitations.show", f"{ANSWERS}/invitations/{{handed}}"),
    Page("board-suppressed", "invitations.board", f"{ANSWERS}/invitations?state=suppressed"),
    Page("invitation-suppressed", "invitations.show", f"{ANSWERS}/invitations/{{weary}}"),
    Page("board-answers", "invitations.board", f"{ANSWERS}/invitations"),
    Page("questions", "invitations.questions", f"{ANSWERS}/invitations/questions"),
    Page("questions-none", "invitations.questions", f"{APPEAL}/invitations/questions"),
    Page(
        "questions-error",
        "invitations.questions",
        f"{ANSWERS}/invitations/questions",
        status=422,
        act=press_first,
    ),
]

REMINDERS = [
    Page("reminders", "invitations.reminders", f"{PLANNED}/reminders"),
    Page("reminders-unfolded", "invitations.reminders", f"{PLANNED}/reminders", act=unfold),
    Page("reminders-none", "invitations.reminders", "/appeals/answers/invitations/reminders"),
    Page("reminders-closed", "invitations.reminders", "/appeals/closed/invitations/reminders"),
    Page("reminders-stopped", "invitations.reminders", "/appeals/halted/invitations/reminders"),
    Page(
        "reminders-error",
        "invitations.reminders",
        f"{PLANNED}/reminders",
        status=422,
        act=plan_too_late,
    ),
    Page("reminder", "invitations.edit_plan", f"{PLANNED}/reminders/{{plan}}"),
    Page(
        "reminder-error",
        "invitations.edit_plan",
        f"{PLANNED}/reminders/{{plan}}",
        status=422,
        act=change_too_late,
    ),
    Page("invitation-peaceful", "invitations.show", f"{PLANNED}/{{peaceful}}"),
    Page("sign-soft", "signatures.show", "/sign/{quiet}", "partner"),
    Page("notices", "digests.notices", "/appeals/reminders/notices"),
    Page(
        "notices-error",
        "digests.notices",
        "/appeals/reminders/notices",
        status=422,
        act=choose_no_mode,
    ),
]

LISTS = [
    Page("lists", "signatures.lists", f"{APPEAL}/lists"),
    Page("lists-gap", "signatures.lists", "/appeals/closed/lists"),
    Page("lists-empty", "signatures.lists", "/appeals/empty/lists", "newcomer"),
    Page("record-choose", "signatures.choose_record", f"{APPEAL}/lists/record"),
    Page("record", "signatures.ask_record", f"{APPEAL}/lists/record/{{unasked}}"),
    Page(
        "record-error",
        "signatures.ask_record",
        f"{APPEAL}/lists/record/{{unasked}}",
        status=422,
        act=send_empty,
    ),
    Page("receive", "signatures.choose_answers", f"{ANSWERS}/lists/receive"),
    Page(
        "receive-error",
        "signatures.choose_answers",
        f"{ANSWERS}/lists/receive",
        status=422,
        act=send_empty,
    ),
    Page(
        "received",
        "signatures.preview_answers",
        f"{ANSWERS}/lists/receive/{{receiver}}",
        "receiver",
    ),
    Page(
        "received-error",
        "signatures.preview_answers",
        f"{ANSWERS}/lists/receive/{{muddler}}",
        "muddler",
    ),
    Page("lists-answers", "signatures.lists", f"{ANSWERS}/lists"),
    Page(
        "record-mandate",
        "signatures.ask_enter",
        f"{ANSWERS}/lists/record/mandate/{{mandate_unused}}",
    ),
    Page(
        "record-mandate-error",
        "signatures.ask_enter",
        f"{ANSWERS}/lists/record/mandate/{{mandate_unused}}",
        status=422,
        act=send_empty,
    ),
    Page("lists-hidden", "signatures.lists", "/appeals/hidden/lists"),
    Page("board-hidden", "invitations.board", "/appeals/hidden/invitations"),
    Page("names", "publishing.names", "/appeals/hidden/names", act=unfold),
    Page("names-none", "publishing.names", "/appeals/closed/names"),
    Page("hide", "publishing.ask_hide", "/appeals/hidden/names/{Named Reach}"),
    Page(
        "hide-error",
        "publishing.ask_hide",
        "/appeals/hidden/names/{Named Reach}",
        status=422,
        act=send_empty,
    ),
    Page("cautions", "signatures.cautions", "/appeals/hidden/lists/notes"),
    Page(
        "cautions-error",
        "signatures.cautions",
        "/appeals/hidden/lists/notes",
        status=422,
        act=send_empty,
    ),
    Page("disputes", "signatures.disputes", f"{ANSWERS}/lists/disputes", act=unfold),
    Page("disputes-none", "signatures.disputes", f"{APPEAL}/lists/disputes"),
    Page(
        "disputes-error",
        "signatures.disputes",
        f"{ANSWERS}/lists/disputes",
        status=422,
        act=send_empty,
    ),
    Page("reservations", "signatures.reservations", f"{ANSWERS}/lists/reservations"),
    Page("reservations-none", "signatures.reservations", f"{APPEAL}/lists/reservations"),
    Page(
        "reservations-error",
        "signatures.reservations",
        f"{ANSWERS}/lists/reservations",
        status=422,
        act=print_without_words,
    ),
    Page("mandates", "signatures.list_mandates", "/mandates", act=unfold),
    Page("mandates-none", "signatures.list_mandates", "/mandates", "newcomer"),
    Page("mandate-new", "signatures.new_mandate", "/mandates/new/{unasked}"),
    Page(
        "mandate-new-error",
        "signatures.new_mandate",
        "/mandates/new/{unasked}",
        status=422,
        act=send_empty,
    ),
    Page("export", "publishing.export", f"{APPEAL}/export"),
    Page("export-gap", "publishing.export", "/appeals/closed/export"),
    Page("export-draft", "publishing.export", "/appeals/draft/export"),
    Page("letterhead", "publishing.letterhead", "/appeals/published/export/letterhead"),
    Page(
        "letterhead-error",
        "publishing.letterhead",
        "/appeals/published/export/letterhead",
        status=422,
        act=send_no_picture,
    ),
    Page("letterhead-none", "publishing.letterhead", "/appeals/arabic/export/letterhead"),
    Page("template", "publishing.template", "/appeals/published/export/template"),
    Page("template-none", "publishing.template", f"{APPEAL}/export/template"),
    Page(
        "template-error",
        "publishing.template",
        "/appeals/published/export/template",
        status=422,
        act=load_old_word,
    ),
    Page("export-files", "publishing.export", "/appeals/published/export"),
    Page("file-underway", "publishing.show_file", f"{MADE}/{{underway_file}}"),
    Page("file-ready", "publishing.show_file", f"{MADE}/{{ready_file}}"),
    Page("file-refused", "publishing.show_file", f"{MADE}/{{refused_file}}"),
    Page("publish", "publishing.release", "/appeals/published/publish", act=unfold),
    Page("publish-stopped", "publishing.release", "/appeals/closed/publish", act=unfold),
    Page("publish-draft", "publishing.release", "/appeals/draft/publish"),
    Page("publish-waiting", "publishing.release", "/appeals/embargoed/publish"),
    Page("publish-ready", "publishing.release", "/appeals/ready/publish"),
    Page(
        "publish-terms-error",
        "publishing.release",
        "/appeals/ready/publish",
        status=422,
        act=ask_for_nobody,
    ),
    Page(
        "publish-waive-error",
        "publishing.release",
        f"{APPEAL}/publish",
        status=422,
        act=waive_silently,
    ),
    Page("publish-confirm", "publishing.confirm", "/appeals/ready/publish/confirm"),
    Page(
        "publish-confirm-error",
        "publishing.confirm",
        "/appeals/ready/publish/confirm",
        status=422,
        act=send_empty,
    ),
    Page("endorsements", "endorsements.board", "/appeals/published/endorsements", act=unfold),
    Page(
        "endorsements-counted",
        "endorsements.board",
        "/appeals/published/endorsements?state=counted",
    ),
    Page("endorsements-none", "endorsements.board", "/appeals/ready/endorsements"),
    Page("requests", "endorsements.requests", "/appeals/published/requests"),
    Page("requests-none", "endorsements.requests", "/appeals/ready/requests"),
    Page(
        "request",
        "endorsements.request",
        "/appeals/published/requests/{request}",
        act=unfold,
    ),
    Page("publish-retract", "publishing.ask_retract", "/appeals/published/publish/retract"),
    Page(
        "publish-retract-error",
        "publishing.ask_retract",
        "/appeals/published/publish/retract",
        status=422,
        act=send_empty,
    ),
    Page("log", "log.show", f"{APPEAL}/log"),
    Page("log-empty", "log.show", "/appeals/draft/log"),
    Page("log-changed", "log.show", "/appeals/closed/log"),
]

REGISTRY = [
    Page("organisations", "organisations.index", "/organisations/"),
    Page("organisations-nothing", "organisations.index", "/organisations/?search=qqqq"),
    Page("organisations-empty", "organisations.index", "/organisations/", "newcomer"),
    Page("organisation", "organisations.edit", "/organisations/{organisation}"),
    Page("organisation-long", "organisations.edit", "/organisations/{unasked}"),
    Page(
        "organisation-held", "organisations.edit", "/organisations/{weary_organisation}", act=unfold
    ),
    Page("organisation-new", "organisations.new", "/organisations/new"),
    Page(
        "organisation-new-error",
        "organisations.new",
        "/organisations/new",
        status=422,
        act=send_empty,
    ),
    Page("countries", "organisations.countries", "/organisations/countries"),
    Page("categories", "organisations.categories", "/organisations/categories"),
    Page("categories-empty", "organisations.categories", "/organisations/categories", "newcomer"),
    Page("logo", "organisations.logo", "/organisations/{birch_bank}/logo"),
    Page(
        "logo-error",
        "organisations.logo",
        "/organisations/{birch_bank}/logo",
        status=422,
        act=send_empty,
    ),
    Page("logo-none", "organisations.logo", "/organisations/{unasked}/logo"),
    Page("import", "organisations.choose_file", "/organisations/import"),
    Page(
        "import-error",
        "organisations.choose_file",
        "/organisations/import",
        status=422,
        act=send_empty,
    ),
    Page("import-preview", "organisations.preview", "/organisations/import/{upload}", "idle"),
    Page("import-problems", "organisations.preview", "/organisations/import/{bad_upload}"),
]

IMPORTING = [
    Page("statement", "importing.choose", "/appeals/import"),
    Page("statement-error", "importing.choose", "/appeals/import", status=422, act=send_empty),
    Page("statement-report", "importing.show", "/appeals/import/{statement}"),
    Page("statement-nothing", "importing.show", "/appeals/import/{agreeing}", "newcomer"),
    Page("statement-waiting", "importing.show", "/appeals/import/{waiting_statement}", "idle"),
    Page("statement-appeal", "importing.confirm", "/appeals/import/{statement}/appeal"),
    Page(
        "statement-appeal-error",
        "importing.confirm",
        "/appeals/import/{statement}/appeal",
        status=422,
        act=without_a_name,
    ),
    Page("statement-mend", "importing.to_mend", "/appeals/imported-courts/imported"),
    Page("statement-mended", "importing.to_mend", "/appeals/draft/imported"),
    Page("lists-imported", "signatures.lists", "/appeals/imported-courts/lists"),
]

REVIEWING = [
    Page("overview-comments", "drafting.show", "/appeals/review/"),
    Page("overview-comments-over", "drafting.show", "/appeals/review-over/"),
    Page("text-comments", "drafting.edit", "/appeals/review/text"),
    Page("reviewers", "reviewing.board", REVIEW),
    Page("reviewers-unfolded", "reviewing.board", REVIEW, act=unfold),
    Page("reviewers-over", "reviewing.board", "/appeals/review-over/review"),
    Page("reviewers-none", "reviewing.board", "/appeals/review-unasked/review"),
    Page("reviewers-empty", "reviewing.board", "/appeals/empty/review", "newcomer"),
    Page("reviewers-final", "reviewing.board", "/appeals/final/review"),
    Page(
        "reviewers-error",
        "reviewing.board",
        "/appeals/empty/review",
        "newcomer",
        422,
        open_without_a_date,
    ),
    Page("reviewers-person-error", "reviewing.board", REVIEW, status=422, act=add_nobody),
    Page("reviewers-choose", "reviewing.choosing", f"{REVIEW}/choose"),
    Page("reviewers-choose-nothing", "reviewing.choosing", f"{REVIEW}/choose?q=qqqq"),
    Page("reviewer", "reviewing.reviewer", f"{REVIEW}/people/{{silent_reader}}"),
    Page(
        "reviewer-link", "reviewing.reviewer", f"{REVIEW}/people/{{silent_reader}}", act=show_link
    ),
    Page(
        "reviewer-waiting", "reviewing.reviewer", f"{REVIEW}/people/{{waiting_reader}}", act=unfold
    ),
    Page("reviewer-refused", "reviewing.reviewer", f"{REVIEW}/people/{{mail_refused}}"),
    Page("reviewer-over", "reviewing.reviewer", "/appeals/review-over/review/people/{too_late}"),
    Page("review-send", "reviewing.sending", f"{REVIEW}/send", act=unfold),
    Page("review-send-nobody", "reviewing.sending", "/appeals/review-unasked/review/send"),
    Page("review-send-closed", "reviewing.sending", "/appeals/draft/review/send"),
    Page("review-remind", "reviewing.reminding", f"{REVIEW}/remind", act=unfold),
    Page("review-remind-nobody", "reviewing.reminding", "/appeals/review-unasked/review/remind"),
    Page("review-answers", "reviewing.answering", f"{REVIEW}/answers"),
    Page("review-answers-none", "reviewing.answering", "/appeals/review-unasked/review/answers"),
    Page("comments", "reviewing.comments", f"{REVIEW}/comments"),
    Page("comments-unfolded", "reviewing.comments", f"{REVIEW}/comments", act=unfold),
    Page("comments-all", "reviewing.comments", f"{REVIEW}/comments?state=all"),
    Page("comments-nothing", "reviewing.comments", f"{REVIEW}/comments?who={{fresh}}"),
    Page("comments-none", "reviewing.comments", "/appeals/review-unasked/review/comments"),
    Page("comments-arabic", "reviewing.comments", "/appeals/review-arabic/review/comments"),
    Page(
        "comments-collision",
        "reviewing.comments",
        f"{REVIEW}/comments",
        status=409,
        act=accept_another,
    ),
    Page(
        "comments-error",
        "reviewing.comments",
        f"{REVIEW}/comments",
        status=422,
        act=decline_silently,
    ),
]

PAGES = [
    *PUBLIC,
    *PARTNERS,
    *REPLIES,
    *REVIEWERS,
    *REVIEWING,
    *IMPORTING,
    *ACCOUNTS,
    *DRAFTING,
    *INVITATIONS,
    *REMINDERS,
    *LISTS,
    *REGISTRY,
]
