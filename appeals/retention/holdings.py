"""Every table with text in it, column by column: what is personal, and what stays and why.

A table or a column of text that is not in here fails a test: whoever adds one has to say
what it holds of whom. How long the personal ones are kept stands in `register.py`.
"""

from appeals.retention.columns import Holding, person

_OF_THE_APPEAL = "a part of the appeal's text and of its history, written to be published"
_PUBLISHED = "published: what was delivered under an appeal is not rewritten"

HOLDINGS = {
    "account": Holding(
        people=(person("name", "email"),),
        secret=(
            *("password", "fs_uniquifier", "tf_totp_secret", "tf_phone_number"),
            "mf_recovery_codes",
        ),
        plain=("language", "tf_primary_method"),
        stays={
            "name": "as long as the account is not switched off",
            "email": "as long as the account is not switched off",
        },
    ),
    "account_session": Holding(words=("browser",), secret=("key",)),
    "appeal": Holding(
        people=(person(None, "reply_to"),),
        plain=(
            *("slug", "languages", "reference_language", "phase", "time_zone", "order"),
            *("order_language", "pending_change", "pending_consent_default", "topics"),
        ),
        stays={"reply_to": "the address at which the coalition itself is asked about its appeal"},
    ),
    "attempt": Holding(words=("key",)),
    "bounce": Holding(
        people=(person(None, "address", "said"),),
        secret=("address_index",),
        plain=("report", "kind", "status"),
    ),
    "category_name": Holding(plain=("category", "language", "name")),
    "caution": Holding(plain=("country", "texts")),
    "coalition": Holding(plain=("name",)),
    "colleague_invitation": Holding(people=(person(None, "email"),), plain=("language", "role")),
    "comment": Holding(
        people=(person("author_name"),),
        words=("text", "proposal", "original", "answer", "accepted_text"),
        plain=("language", "source", "state"),
    ),
    "contact": Holding(
        people=(person("name", "email"),), secret=("email_index",), plain=("language",)
    ),
    "country_name": Holding(plain=("code", "language", "name")),
    "disclosure": Holding(
        people=(person("chosen_by_name", None, "chosen_by_role", "reason"),),
        plain=("visibility", "replaces"),
    ),
    "dispute": Holding(
        people=(person("raised_by_name", None, "raised_by_role", "reason"),),
        words=("resolution_reason",),
        plain=("resolution",),
    ),
    "edition": Holding(
        words=("frozen", "retraction_reason"),
        plain=("content_hash", "titles", "reference_language"),
        stays={"frozen": _PUBLISHED},
    ),
    "edition_entry": Holding(plain=("list_kind",)),
    "edition_file": Holding(
        words=("content",),
        plain=("language", "format", "sha256"),
        stays={"content": _PUBLISHED},
    ),
    "edition_source": Holding(plain=("sha256", "media_type", "content")),
    "email_change": Holding(people=(person(None, "email"), person(None, "former"))),
    "endorsement": Holding(
        people=(person("name", "email", "identity", "place"),),
        secret=("handle",),
        plain=("language", "state"),
        stays={
            "name": "the name that this person wanted to have under the appeal, and can take back",
            "place": "shown with the name",
        },
    ),
    "endorsement_terms": Holding(plain=("intake",)),
    "file_taken": Holding(plain=("name",)),
    "glossary_term": Holding(plain=("kind", "forms")),
    "handover": Holding(
        people=(
            person("given_by_name", None, "given_by_role"),
            person("to_name", "to_email"),
        ),
        secret=("to_email_index",),
        plain=("language",),
    ),
    "imported_finding": Holding(words=("values", "places"), plain=("code", "level")),
    "imported_statement": Holding(plain=("filenames",)),
    "invitation": Holding(
        people=(
            person(
                *("answered_by_name", None, "answered_by_role", "decline_reason", "answer_basis")
            ),
        ),
        secret=("handle",),
        plain=("list_kind", "language", "answer", "visibility"),
    ),
    "join_request": Holding(
        people=(person("person", "email", "role", "message", "reason"),),
        secret=("email_index",),
        plain=("names", "country", "website", "language", "state"),
    ),
    "known_browser": Holding(secret=("key",)),
    "ledger_checkpoint": Holding(plain=("note",)),
    "ledger_entry": Holding(plain=("action", "details")),
    "ledger_leaf": Holding(plain=("hash", "entry")),
    "ledger_log": Holding(plain=("origin", "peaks", "fault")),
    "ledger_opening": Holding(
        words=("personal",),
        secret=("printed_nonce", "personal_nonce"),
        plain=("printed",),
    ),
    "made_file": Holding(
        words=("refusal", "content"),
        plain=("languages", "format", "layout", "spoken", "filename"),
    ),
    "mail": Holding(
        people=(person(None, "recipient", "domain"),),
        secret=("recipient_index",),
        words=("reason",),
        plain=("template", "parameters", "state", "delay"),
    ),
    "mail_text": Holding(
        words=("subject", "body"),
        plain=("kind", "language"),
        stays={"subject": _OF_THE_APPEAL, "body": _OF_THE_APPEAL},
    ),
    "mandate": Holding(
        people=(
            person("granted_by_name", None, "granted_by_role"),
            person("revoked_by_name", None, "revoked_by_role"),
        ),
        words=("scope", "evidence"),
        secret=("handle",),
        plain=("list_kind",),
        stays={"scope": "which appeals an organisation may be entered under"},
    ),
    "membership": Holding(plain=("role",)),
    "notice_setting": Holding(plain=("mode",)),
    "organisation": Holding(
        plain=("countries", "aliases", "categories", "unasked_topics", "searched")
    ),
    "organisation_logo": Holding(plain=("sha256", "media_type", "content")),
    "organisation_name": Holding(plain=("language", "name", "acronym", "sort_key", "folded")),
    "organisation_upload": Holding(words=("filename", "content")),
    "passkey": Holding(words=("name",), secret=("credential", "public_key")),
    "publication_terms": Holding(plain=("departure",)),
    "question": Holding(
        people=(person("asker_name", "asker_email", "text", "answer"),), plain=("language",)
    ),
    "recipient": Holding(people=(person(None, "address"),), secret=("handle",)),
    "release_waiver": Holding(
        words=("reason",), plain=("line", "about"), stays={"reason": _OF_THE_APPEAL}
    ),
    "reminder_plan": Holding(plain=("deadline", "kind", "unit", "outcome")),
    "reservation": Holding(
        words=("text", "wordings"),
        plain=("language",),
        stays={"text": _PUBLISHED, "wordings": _PUBLISHED},
    ),
    "reviewer": Holding(
        people=(person("name", "email"),),
        secret=("handle", "email_index"),
        plain=("language",),
    ),
    "revision": Holding(
        words=("segments", "note", "name"),
        plain=("hashes", "set_hash", "change", "consent_default"),
        stays={"segments": _OF_THE_APPEAL, "note": _OF_THE_APPEAL, "name": _OF_THE_APPEAL},
    ),
    "sealing": Holding(plain=("probe", "indexed")),
    "security_event": Holding(words=("browser",), plain=("kind",)),
    "segment": Holding(plain=("kind",)),
    "signature": Holding(
        people=(
            person("representative_name", None, "representative_role", "basis"),
            person("ended_by_name", None, "ended_by_role"),
        ),
        plain=("list_kind", "language_read", "names", "countries", "imported_from", "ending"),
    ),
    "statement_upload": Holding(words=("filenames", "content", "outcome")),
    "stationery": Holding(plain=("names", "addresses", "sha256", "media_type", "content")),
    "suppression": Holding(
        people=(person(None, "address"),), secret=("address_index",), plain=("cause",)
    ),
    "waiver": Holding(
        words=("reason",),
        plain=("fingerprint", "rule", "language"),
        stays={"reason": _OF_THE_APPEAL},
    ),
    "wording": Holding(
        words=("text",), plain=("language", "translates"), stays={"text": _OF_THE_APPEAL}
    ),
    "word_template": Holding(plain=("filename", "sha256", "content", "taken")),
    "worker": Holding(plain=("name", "place")),
}
