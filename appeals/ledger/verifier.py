#!/usr/bin/env python3
"""Verify the log of a joint appeal, offline, without trusting whoever published it.

    python verify.py FILE [--held FILE]... [--code CODE] [--key KEY] [--show LANGUAGE]

FILE is an exported log (ZIP or JSON) or a proof that an organisation was given.
--held is anything you kept from earlier: a receipt (text or saved mail), a
checkpoint, an older export; --code is a short code as it is printed below an
appeal, such as "41 K42N4-I5BGH-DWUXU-UEVTN-TZA7L". That is what counts: whoever
runs the service could make up a whole new log, but not one that agrees with what
you hold.

Needs Python 3.9 or newer and the package "cryptography". Exit status: 0 verified,
1 not verified, 2 wrong usage.

How the log is made, should you want to check this script or write your own:

  leaf        SHA-256(0x00 || entry), entry as it stands in the file      (RFC 9162)
  node        SHA-256(0x01 || left || right)
  checkpoint  "origin\nsize\nroot in base64\n", an empty line, and lines
              "— origin base64(key id || Ed25519 signature over the text)"  (C2SP)
  commitment  SHA-256("ja-commit-v1" || nonce || content)
  text        SHA-256("ja-text-v1" || JSON of appeal, language, segments)  (RFC 8785)
  texts       SHA-256 of the hashes of all languages, sorted, joined by line feeds
"""

import argparse
import base64
import email
import email.policy
import hashlib
import html
import json
import re
import sys
import unicodedata
import zipfile
from datetime import datetime, timezone
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SIGNING = {
    "signature.signed", "signature.recorded", "signature.imported", "signature.corrected",
    "signature.renewed", "signature.entered_under_mandate", "signature.carried_over",
}  # fmt: skip
ENDING = {"signature.withdrawn", "signature.lapsed", "signature.invalidated", "signature.objected"}
FINAL_TEXT = {"text.locked", "text.carried_over"}
HARMLESS = {"typo", "translation"}
VISIBILITY = "signature.visibility"
# Clocks of several machines differ, and a long request takes a while.
CLOCK_TOLERANCE = 15 * 60


class Report:
    """What was found; said at once, and remembered if it is wrong."""

    def __init__(self, out=None, tolerance=CLOCK_TOLERANCE):
        self.out, self.tolerance, self.wrong = out, tolerance, 0

    def good(self, sentence):
        print(f"  ok     {sentence}", file=self.out)

    def note(self, sentence):
        print(f"  note   {sentence}", file=self.out)

    def bad(self, sentence):
        self.wrong += 1
        print(f"  WRONG  {sentence}", file=self.out)

    def check(self, holds, sentence, otherwise=None):
        (self.good if holds else self.bad)(sentence if holds else otherwise or f"not: {sentence}")
        return holds


# --- the tree -------------------------------------------------------------------------


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry.encode()).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots(leaves, sizes):
    """Return the root of the tree after so many leaves, for each of these sizes."""
    found, peaks = {0: hashlib.sha256().digest()}, []
    for count, leaf in enumerate(leaves, start=1):
        closing = count - 1
        while closing & 1:
            leaf = node_hash(peaks.pop(), leaf)
            closing >>= 1
        peaks.append(leaf)
        if count in sizes:
            root = peaks[-1]
            for peak in reversed(peaks[:-1]):
                root = node_hash(peak, root)
            found[count] = root
    return found


def stands_in(proof, leaf, index, size, root):
    """Return whether an inclusion proof holds (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    last = size - 1
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            leaf = node_hash(step, leaf)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            leaf = node_hash(leaf, step)
        index, last = index >> 1, last >> 1
    return last == 0 and leaf == root


# --- checkpoints ----------------------------------------------------------------------

# Mail programs break long lines: a signature of 68 bytes is as long as it is.
SIGNATURE = re.compile(r"—\s(\S+)\s((?:[A-Za-z0-9+/]\s?){91}=)")
NOTE = re.compile(
    rf"^(\S+)\n(\d+)\n([A-Za-z0-9+/]{{43}}=)\n\n((?:{SIGNATURE.pattern}\s*)+)", re.MULTILINE
)
LEAF = re.compile(r"leaf:([0-9a-f]{64})")
QUOTED = re.compile(r"^[> \t]+|[ \t\r]+$", re.MULTILINE)


def read_notes(text):
    """Return origin, size, root and signatures of every checkpoint in a text."""
    found = NOTE.finditer(QUOTED.sub("", text.replace("\r\n", "\n")))
    return [
        (each[1], int(each[2]), base64.b64decode(each[3]), SIGNATURE.findall(each[4]))
        for each in found
    ]


def is_signed(note, keys):
    """Return whether one of these keys has signed the checkpoint."""
    origin, size, root, signatures = note
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
    for name, blob in signatures:
        blob = base64.b64decode(blob)  # spaces and line feeds in it are passed over
        for key in keys:
            known = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
            if name == origin and blob[:4] == known and verifies(key, blob[4:], text):
                return True
    return False


def verifies(key, signature, text):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except InvalidSignature:
        return False
    return True


# --- what is committed to ---------------------------------------------------------------


def canonical(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def commitment(opening):
    content = opening["content"].encode()
    return hashlib.sha256(b"ja-commit-v1" + bytes.fromhex(opening["nonce"]) + content).hexdigest()


def text_hash(slug, languages):
    """Return the hash over all language versions; each is a list of kind and text."""
    hashes = []
    for language, segments in languages.items():
        listed = [{"kind": kind, "text": text} for kind, text in segments if text]
        content = {"appeal": slug, "language": language, "segments": listed}
        hashes.append(hashlib.sha256(b"ja-text-v1" + canonical(content)).hexdigest())
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


# --- reading files ------------------------------------------------------------------------


def load(path):
    """Return an exported log or a proof."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            content = archive.read("log.json").decode()
    else:
        content = path.read_text(encoding="utf-8")
    found = json.loads(content)
    if found.get("format") not in {"joint-appeal-log-1", "joint-appeal-proof-1"}:
        raise ValueError("this file is neither an exported log nor a proof")
    return found


def held_by_reader(path):
    """Return the checkpoints and the hashes of leaves in whatever somebody kept."""
    try:
        kept = load(path)
    except (ValueError, KeyError, UnicodeDecodeError):
        text = plain_text(path.read_bytes())
        return read_notes(text), LEAF.findall(text)
    entries = kept.get("leaves") or [each["leaf"] for each in kept.get("entries", [])]
    notes = [note for text in kept["checkpoints"] for note in read_notes(text)]
    return notes, [leaf_hash(entry).hex() for entry in entries]


def plain_text(content):
    """Return what a file says, be it text, HTML or a saved mail."""
    text = content.decode("utf-8", errors="replace")
    if re.search(r"^(From|Message-ID|MIME-Version):", text, re.MULTILINE | re.IGNORECASE):
        message = email.message_from_bytes(content, policy=email.policy.default)
        part = message.get_body(preferencelist=("plain", "html"))
        text = part.get_content() if part else text
    if re.search(r"<(!doctype|html|pre)\b", text, re.IGNORECASE):
        text = html.unescape(re.sub(r"<[^>]*>", "\n", text))
    return text


# --- the log ------------------------------------------------------------------------------


def verify_log(log, held, codes, report):
    """Check all of a log; return up to which entry it is verified."""
    keys = [base64.b64decode(key) for key in log["keys"]]
    leaves = [leaf_hash(entry) for entry in log["leaves"]]
    acts = [json.loads(entry) for entry in log["leaves"]]
    notes = [note for text in log["checkpoints"] for note in read_notes(text)]
    sizes = {note[1] for note in [*notes, *(note for notes, _ in held for note in notes)]}
    sizes |= {size for size, _letters in codes}
    tree = roots(leaves, sizes)
    report.check(
        all(act["appeal"] == log["appeal"]["id"] for act in acts),
        f"all {len(acts)} entries are about this appeal",
    )
    upto = verify_checkpoints(log, notes, keys, tree, report)
    verify_held(log, held, keys, tree, leaves, acts, report)
    verify_codes(codes, tree, report)
    verify_times(acts, report)
    verify_openings(log, acts, report)
    threads = verify_threads(acts, leaves, report)
    verify_texts(log, acts, report)
    if log.get("list"):
        verify_list(log, acts, threads, report)
    return upto


def verify_checkpoints(log, notes, keys, tree, report):
    """Check that every checkpoint was signed and begins the log; return the largest size."""
    broken = [
        note[1]
        for note in notes
        if note[0] != log["origin"] or not is_signed(note, keys) or tree.get(note[1]) != note[2]
    ]
    for size in broken:
        report.bad(f"the checkpoint over {size} entries is not signed or not of this log")
    upto = max((note[1] for note in notes if note[1] not in broken), default=0)
    if not broken:
        report.good(f"{len(notes)} checkpoints are signed, and each begins the next")
    report.check(
        upto == len(log["leaves"]),
        f"the newest one is over all {upto} entries",
        f"only {upto} of {len(log['leaves'])} entries are under a checkpoint",
    )
    return upto


def verify_held(log, held, keys, tree, leaves, acts, report):
    """Check that the log still has what the reader holds of it."""
    known = {leaf.hex() for leaf in leaves}
    for notes, entries in held:
        own = [note for note in notes if note[0] == log["origin"]]
        if not own and not entries:
            report.bad("what you hold says nothing about this log")
        for note in own:
            verify_one_held(note, keys, tree, acts, report)
        for entry in sorted(set(entries)):
            if entry not in known:
                report.bad(f"the entry you hold is not in the log: {entry}")
        if entries and known.issuperset(entries):
            report.good(f"the entries you hold are in the log ({len(set(entries))})")


def verify_one_held(note, keys, tree, acts, report):
    _origin, size, root, _signatures = note
    if not is_signed(note, keys):
        report.bad(f"your checkpoint over {size} entries is not signed with the key of this log")
    elif size > len(acts):
        report.bad(
            f"your checkpoint is over {size} entries, and this log has {len(acts)}: entries were "
            "taken out (or this file is older than what you hold)"
        )
    elif tree.get(size) != root:
        report.bad(f"the first {size} entries are not those of your checkpoint: they were changed")
    else:
        report.good(f"the first {size} entries are those of your checkpoint, unchanged")
        later = [act["t"] for act in acts[size:]]
        if later:
            span = f"{moment(min(later))} to {moment(max(later))}"
            report.note(f"{len(later)} entries came after it, dated {span}")


def read_code(code):
    """Return size and letters of a short code; raise ValueError if it is none."""
    found = re.fullmatch(r"\s*(\d+)\s+([A-Z2-7]{5}(?:-?[A-Z2-7]{5}){4})\s*", code.upper())
    if not found:
        raise ValueError(f"this is not a short code: {code}")
    return int(found[1]), found[2].replace("-", "")


def verify_codes(codes, tree, report):
    """Check that the log begins with what was printed as a short code."""
    for size, letters in codes:
        root = tree.get(size)
        report.check(
            root is not None and base64.b32encode(root).decode()[:25] == letters,
            f"the first {size} entries are those of the printed code",
            f"the log does not begin with the {size} entries of the printed code",
        )


def verify_times(acts, report):
    """Check that no entry says to be older than those that stood before it."""
    newest, wrong = 0, 0
    for number, act in enumerate(acts, start=1):
        if act["t"] < newest - report.tolerance:
            wrong += 1
            report.bad(
                f"entry {number} is dated {moment(act['t'])}, but stands after one of "
                f"{moment(newest)}: it was back-dated, or a clock was wrong"
            )
        newest = max(newest, act["t"])
    if not wrong:
        report.good("no entry is dated before those that stand in front of it")


def verify_openings(log, acts, report):
    """Check that what is said of entries is what they committed to."""
    broken = [
        index
        for index, opening in log["openings"].items()
        if int(index) >= len(acts) or acts[int(index)].get("printed") != commitment(opening)
    ]
    for index in broken:
        report.bad(f"what is said of entry {int(index) + 1} is not what was signed")
    if not broken:
        report.good(f"what is said of {len(log['openings'])} entries is what they committed to")


def verify_threads(acts, leaves, report):
    """Check that acts follow each other; return for each entry which answer it is about."""
    thread, newest = {}, {}
    wrong = 0
    place = {leaf.hex(): index for index, leaf in enumerate(leaves)}
    for index, act in enumerate(acts):
        before = place.get(act["follows"], len(acts)) if "follows" in act else None
        if before is None:
            thread[index] = index
        elif before >= index or newest[thread[before]] != before:
            wrong += 1
            thread[index] = index
            report.bad(f"entry {index + 1} does not follow the newest one about the same answer")
        else:
            thread[index] = thread[before]
        newest[thread[index]] = index
    if not wrong:
        report.good("corrections, withdrawals and disputes follow what they are about")
    return thread


def standing(acts, threads, made):
    """Return the entries under which somebody stands at the end of this log at that moment."""
    signed, disputed = {}, set()
    for index, act in enumerate(acts):
        answer, kind = threads[index], act["type"]
        if kind in SIGNING:
            signed[answer] = index
        elif kind in ENDING:
            signed.pop(answer, None)
        elif kind == "signature.disputed":
            disputed.add(answer)
        elif kind == "dispute.resolved":
            disputed.discard(answer)
    return {
        index
        for answer, index in signed.items()
        if answer not in disputed and acts[index].get("from", 0) <= made
    }


def unnamed(acts, threads):
    """Return the entries of those who do not want to be named, as each said last."""
    said = {threads[at]: act for at, act in enumerate(acts) if act["type"] == VISIBILITY}
    hidden = {answer for answer, act in said.items() if act.get("result") != "named"}
    return {at for at, answer in threads.items() if answer in hidden}


def verify_texts(log, acts, report):
    """Check that the texts in the file are texts that were made final."""
    final = {act["text"]: number for number, act in enumerate(acts, 1) if act["type"] in FINAL_TEXT}
    for text in log["texts"]:
        found = text_hash(log["appeal"]["slug"], text["languages"])
        spoken = ", ".join(sorted(text["languages"]))
        report.check(
            found in final,
            f"the text ({spoken}) is the one of entry {final.get(found)}, hash {found}",
            f"the text ({spoken}) was never made final: {found}",
        )


def verify_list(log, acts, threads, report):
    """Check that the published list is what was signed: nobody more, nobody less, no other name."""
    published = log["list"]
    acts = acts[: published["size"]]
    expected = standing(acts, threads, published["made_at"])
    report.check(
        published["text"] == newest_text(acts) and published["text"] in texts_of(log),
        "the list stands under the newest final text, which is in this file",
        "the list does not stand under the newest final text, or that text is not in this file",
    )
    seen, organisations, added = set(), {}, 0
    for entry in published["entries"]:
        index = entry["entry"] - 1
        name = next(iter(entry["printed"].values()), "")
        if index in seen:
            report.bad(f"“{name}” stands in the list twice")
        elif index not in expected:
            report.bad(f"“{name}” stands in the list, but not by the log")
        elif str(index) not in log["openings"]:
            report.bad(f"“{name}”: entry {index + 1} is not opened, so the name is not proved")
        else:
            content = json.loads(log["openings"][str(index)]["content"])
            added += verify_name(entry, content, report)
            organisations.setdefault(content["organisation"], []).append(name)
        seen.add(index)
    for twice in organisations.values():
        if len(twice) > 1:
            report.bad(f"one organisation stands in the list twice: {', '.join(twice)}")
    hidden = unnamed(acts, {at: threads[at] for at in range(len(acts))})
    verify_numbers(len(seen), expected - seen, hidden, published["withheld"], report)
    if added:
        report.note(f"{added} names in further languages were added after the organisation signed")
    verify_consent(published, acts, report)


def verify_numbers(listed, missing, hidden, withheld, report):
    """Check that only those are missing who do not want to be named, and how many are told of."""
    left_out, may_be = len(missing - hidden), len(missing & hidden)
    if left_out:
        report.bad(f"by the log {left_out} more have signed than the list has, to be named in it")
    if withheld > may_be:
        report.bad(f"the list tells of {withheld} withheld names, and the log has only {may_be}")
    if not left_out and withheld <= may_be:
        # Fewer than three are not told of, and who signs in confidence is not counted.
        report.good(f"{listed} names stand in the list, {withheld} are withheld, as the log has it")


def newest_text(acts):
    return next((act["text"] for act in reversed(acts) if act["type"] in FINAL_TEXT), None)


def texts_of(log):
    return {text_hash(log["appeal"]["slug"], text["languages"]) for text in log["texts"]}


def verify_name(entry, content, report):
    """Check one name in every language; return how many of them were not there when it signed."""
    added = 0
    for language, printed in entry["printed"].items():
        signed = content["names"].get(language)
        if signed is None:
            added += 1
        elif not all(part in nfc(printed) for part in (signed["name"], signed["acronym"])):
            report.bad(f"“{printed}” ({language}) was signed as “{signed['name']}”")
    if entry["list"] != content["list"]:
        report.bad(f"“{printed}” signed as {content['list']}, and is listed as {entry['list']}")
    return added


def verify_consent(published, acts, report):
    """Check that everybody listed signed the published text, or one that only was mended since."""
    exact = earlier = unconfirmed = 0
    for entry in published["entries"]:
        index = entry["entry"] - 1
        if not 0 <= index < len(acts) or acts[index].get("text") == published["text"]:
            exact += 1
            continue
        changes = {
            act.get("result")
            for act in acts[index:]
            if act["type"] in FINAL_TEXT and act["text"] != acts[index].get("text")
        }
        if changes <= HARMLESS:
            earlier += 1
        elif entry.get("unconfirmed"):
            unconfirmed += 1
        else:
            name = next(iter(entry["printed"].values()), "")
            report.bad(f"“{name}” signed another text (entry {index + 1})")
    report.good(f"{exact} signed exactly the published text")
    if earlier:
        report.note(f"{earlier} signed a text in which only errors were mended since")
    if unconfirmed:
        report.note(f"{unconfirmed} signed an earlier text, and the list says so")


# --- a proof ----------------------------------------------------------------------------


def verify_proof(proof, held, codes, report):
    """Check that the entries an organisation was given stand in the log; return its size."""
    keys = [base64.b64decode(key) for key in proof["keys"]]
    note = read_notes(proof["checkpoints"][0])[0]
    _origin, size, root, _signatures = note
    report.check(
        note[0] == proof["origin"] and is_signed(note, keys),
        f"the checkpoint over {size} entries is signed",
    )
    verify_codes(codes, {size: root}, report)
    for entry in proof["entries"]:
        steps = [bytes.fromhex(step) for step in entry["proof"]]
        leaf, number = leaf_hash(entry["leaf"]), entry["index"] + 1
        act = json.loads(entry["leaf"])
        report.check(
            stands_in(steps, leaf, entry["index"], size, root),
            f"entry {number} stands in the log: {act['type']}, {moment(act['t'])}",
            f"entry {number} does not stand in the log of this checkpoint",
        )
        for part, opening in entry["openings"].items():
            report.check(
                act.get(part) == commitment(opening),
                f"entry {number} committed to: {opening['content']}",
                f"entry {number} did not commit to what is said of it ({part})",
            )
    for notes, entries in held:
        for other in notes:
            if other[0] == proof["origin"] and other[1] == size and other[2] != root:
                report.bad("your checkpoint of the same size is of another log")
        unknown = set(entries) - {leaf_hash(entry["leaf"]).hex() for entry in proof["entries"]}
        if unknown:
            report.note("whether further entries you hold stand in the log takes the whole log")
    return size


# --- saying it ------------------------------------------------------------------------------


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")  # noqa: UP017


def nfc(text):
    return unicodedata.normalize("NFC", text)


def show(log, language, out=None):
    """Print the text and the lists, to be compared with what was published."""
    for text in log["texts"]:
        for _kind, paragraph in text["languages"].get(language, []):
            print(f"\n{paragraph}", file=out)
    for entry in (log.get("list") or {"entries": []})["entries"]:
        name = entry["printed"].get(language, "?")
        print(f"{entry['list']} {entry['number']}. {name}", file=out)


def verify(found, held, *, codes=(), key=None, tolerance=CLOCK_TOLERANCE, out=None):
    """Check everything and say so; return whether nothing is wrong."""
    report = Report(out, tolerance)
    print(f"log {found['origin']}", file=out)
    if key:
        report.check(key in found["keys"], "the log is signed with the key you named")
        found["keys"] = [key]
    else:
        listed = ", ".join(found["keys"])
        report.note(f"compare the key with one from another source (or use --key): {listed}")
    is_log = found["format"] == "joint-appeal-log-1"
    upto = (verify_log if is_log else verify_proof)(found, held, codes, report)
    if not held and not codes:
        report.note("you named nothing you hold (--held): a log made up anew would look the same")
    if report.wrong:
        print(f"NOT VERIFIED: {report.wrong} things are wrong", file=out)
        return False
    agrees = " and agrees with what you hold" if held or codes else ""
    print(f"Verified up to entry {upto}{agrees}.", file=out)
    return True


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Verify the log of a joint appeal, offline.")
    parser.add_argument("file", type=Path, help="an exported log (ZIP or JSON), or a proof")
    parser.add_argument(
        "--held", type=Path, action="append", default=[], metavar="FILE",
        help="what you kept: a receipt, a mail, a checkpoint, an older export",
    )  # fmt: skip
    parser.add_argument("--code", action="append", default=[], help="a printed short code")
    parser.add_argument(
        "--clock-tolerance", type=int, default=CLOCK_TOLERANCE, metavar="SECONDS",
        help="how far a clock may have gone back (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--key", help="the public key you trust, in base64")
    parser.add_argument("--show", metavar="LANGUAGE", help="print text and list, such as: en")
    chosen = parser.parse_args(arguments)
    try:
        found = load(chosen.file)
        good = verify(
            found,
            [held_by_reader(path) for path in chosen.held],
            codes=[read_code(code) for code in chosen.code],
            key=chosen.key,
            tolerance=chosen.clock_tolerance,
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, zipfile.BadZipFile) as error:
        print(f"NOT VERIFIED: the file cannot be read: {error!r}", file=sys.stderr)
        return 1
    if chosen.show and found["format"] == "joint-appeal-log-1":
        show(found, chosen.show)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
