"""Reports: what each mail server's words come to, and that nothing hostile is parsed."""

import contextlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.mail.models import BounceKind
from appeals.mail.reports import Unreadable, judge, read, shortened, status_in
from appeals.mail.reports.census import LARGEST
from appeals.mail.verp import ReturnAddress
from tests.returned import report

MAIL = UUID("11111111-2222-4333-8444-555555555555")
OURS = ReturnAddress("bounces@coalition.example", ["a-key-that-is-only-for-tests"])
SENDER = OURS.of(MAIL)
HARD, SOFT = BounceKind.HARD, BounceKind.SOFT


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("postfix_unknown", HARD, "5.1.1"),
        ("postfix_no_domain", HARD, "5.4.4"),
        ("postfix_delayed", SOFT, "4.4.1"),
        ("exim_unknown", HARD, "5.0.0"),
        ("exim_old", HARD, None),
        ("exchange_unknown", HARD, "5.1.10"),
        ("exchange_full", SOFT, "5.2.2"),
        ("gmail_unknown", HARD, "5.1.1"),
        ("gmail_policy", SOFT, "5.7.26"),
        ("gmail_forwarded", HARD, "5.2.1"),
        ("qmail_unknown", HARD, "5.1.1"),
        ("qmail_remote", SOFT, "5.2.2"),
        ("complaint", BounceKind.COMPLAINT, None),
        ("complaint_headers", BounceKind.COMPLAINT, None),
        ("away_english", BounceKind.AUTO_REPLY, None),
        ("away_russian", BounceKind.AUTO_REPLY, None),
        ("away_german", BounceKind.AUTO_REPLY, None),
    ],
)
def test_every_servers_report_is_understood(name, kind, status):
    found = read(report(name, SENDER), OURS)

    assert found.mail_id == MAIL
    assert (found.finding.kind, found.finding.status) == (kind, status)


@pytest.mark.parametrize("name", ["postfix_delivered", "complaint_taken_back", "letter"])
def test_good_news_and_letters_are_no_reports(name):
    assert read(report(name, SENDER), OURS) is None


@pytest.mark.parametrize("name", ["postfix_unknown", "complaint", "away_english"])
@pytest.mark.parametrize(
    "sender",
    [
        SENDER.replace("@", "a@"),
        SENDER[:-30] + "a" * 10 + SENDER[-20:],
        f"bounces+{MAIL.hex}@coalition.example",
        ReturnAddress(OURS.address, ["another-key-nobody-here-has"]).of(MAIL),
        "bounces@coalition.example",
    ],
)
def test_a_forged_report_is_none(name, sender):
    assert sender != SENDER
    assert read(report(name, sender), OURS) is None


def test_a_reply_without_a_sender_is_understood_all_the_same():
    assert read(f"To: {SENDER}\nX-Autoreply: yes\n\nAway.".encode(), OURS) is not None


def test_what_the_server_said_is_kept_and_no_address_with_it():
    said = read(report("gmail_forwarded", SENDER), OURS).finding.said

    assert "private.person" in said
    assert shortened(said) == "550 5.2.1 The email account … that you tried to reach is disabled."


def test_the_copy_of_our_own_mail_is_not_taken_for_the_servers_words():
    assert "depend" not in read(report("qmail_unknown", SENDER), OURS).finding.said


def test_the_same_message_has_the_same_key_and_another_has_another():
    keys = [read(report(name, SENDER), OURS).key for name in ("complaint", "complaint", "exim_old")]

    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        ("5.1.1", "", HARD),
        ("5.1.2", "", HARD),
        ("5.4.310", "DNS domain does not exist", HARD),
        ("5.4.1", "Recipient address rejected: Access denied", HARD),
        ("5.1.7", "Invalid address", SOFT),
        ("5.1.8", "Sender domain not found", SOFT),
        ("5.2.2", "over quota", SOFT),
        ("5.3.4", "too large", SOFT),
        ("5.7.1", "User unknown to our spam filter", SOFT),
        ("4.1.1", "User unknown", SOFT),
        ("5.0.0", "550 user unknown", HARD),
        ("5.0.0", "550 blocked: user unknown on our block list", SOFT),
        (None, "550 no such user", HARD),
        (None, "450 no such user, try again", SOFT),
        (None, "554 rejected", SOFT),
        (None, "", SOFT),
    ],
)
def test_an_address_is_given_up_only_where_the_server_says_it_is_not_there(status, said, kind):
    assert judge(status, said) is kind


@pytest.mark.parametrize(
    ("given", "said", "status"),
    [
        ("5.0.0", "550 5.1.1 unknown", "5.1.1"),
        ("5.7.1", "550 5.1.1 unknown", "5.7.1"),
        ("", "host 192.0.5.1.1 said 550", None),
        ("", "mx[5.1.2.3] said: 451 4.7.1 later", "4.7.1"),
        ("5.1.1 (bad mailbox)", "", "5.1.1"),
    ],
)
def test_the_more_telling_code_is_taken(given, said, status):
    assert status_in(given, said) == status


def test_what_was_said_is_one_short_line():
    line = shortened("550\x1b[31m no\r\n such\u202e user <ada@lilac.example> " + "x" * 10_000)

    assert line.startswith("550 [31m no such user <…> xx")
    assert len(line) == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"\n" + b"x\n" * 50_000,
        b"Content-Type: message/delivery-status\n\n" + b"a: b\n\n" * 10_000,
        b"x" * (LARGEST + 1),
        b"Subject: " + b"a" * 200_000 + b"\n\nHello",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: a/b\n\n" * 5000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 50_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(99)
        ),
        b"Content-Type: message/rfc822\n\n" * 3000,
    ],
    ids=["lines", "groups", "large", "head", "parts", "dividers", "deep", "nested"],
)
def test_what_is_made_to_keep_us_busy_is_refused_unparsed(raw):
    with pytest.raises(Unreadable, match="too"):
        read(f"To: {SENDER}\n".encode() + raw, OURS)


BROKEN = [
    b"Content-Type: multipart/report; boundary=\n\n--\n",
    b"Content-Type: multipart/report; boundary*0*=x''%ff\n\n",
    b"Content-Type: message/delivery-status; charset=no-such\n"
    b"Content-Transfer-Encoding: base64\n\n@@",
    b"Content-Type: text/plain; charset=\xff\xfe\nSubject: =?no-such?B?@@?=\n\n\xff\xfe",
    b"Subject: =?utf-8?B?" + b"A" * 5000 + b"?=\nAuto-Submitted: =?utf-7?Q?+AGE=\n\n",
    b"Message-ID: \xff\xff\xff\nPrecedence: bulk\n\n",
    b"Content-Type: message/feedback-report\n\nFeedback-Type: \x00\xff\n",
]


@pytest.mark.parametrize("raw", BROKEN)
def test_broken_messages_are_read_or_refused(raw):
    try:
        read(f"To: {SENDER}\n".encode() + raw, OURS)
    except Unreadable as error:
        assert len(str(error)) < 40


@given(st.binary(max_size=300), st.sampled_from(["postfix_unknown", "complaint", "qmail_unknown"]))
def test_noise_anywhere_in_a_report_raises_nothing_else(noise, name):
    raw = report(name, SENDER)
    for at in (0, 300, len(raw) // 2, len(raw) - 10):
        with contextlib.suppress(Unreadable):
            read(raw[:at] + noise + raw[at:], OURS)
