"""What the log costs: a signature with and without it in one run, and verifying 100,000 entries.

python -m bench.ledger
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from appeals import db, ledger
from appeals.app import create_app
from appeals.config import Settings
from appeals.ledger import canonical, checking, keys, merkle, notes, recording, verifier
from appeals.ledger.models import Leaf, Opening
from bench.web_data import Link, make_database

SIGNED, SIGNING, ENTRIES = 2_000, 1_200, 100_000
_TAGS = ("en", "ru")
FORM = {"language": "en", "answer": "sign", "name": "Ada Lovelace", "role": "Chair"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(Path(folder))
        links = make_database(settings, signed=SIGNED, silent=SIGNING)
        app = create_app(settings)
        app.config["WTF_CSRF_ENABLED"] = False
        with _quiet():
            _measure_signing(app, links)
        with app.app_context():
            _measure_check()
        file = Path(folder) / "log.json"
        with app.app_context():
            file.write_text(json.dumps(_made_up_log()))
        _measure_verifying(file)


def _settings(folder: Path) -> Settings:
    return Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'appeals.sqlite3'}",
        base_url="http://127.0.0.1:8000",
        secret_keys=("a-key-for-the-benchmark",),
        smtp=None,
        mail_from="a@b.example",
        trusted_proxies=0,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    yield


def _measure_signing(app, links: list[Link]) -> None:  # type: ignore[no-untyped-def]
    """Sign in turn with and without the log, so that a busy machine slows both alike."""
    times: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    log = recording._log
    for number, link in enumerate(links):
        client = app.test_client()
        client.set_cookie(f"inv_{link.handle}", link.token)
        data = FORM | {"text_hash": link.text_hash, "authority": "y"}
        with_log = bool(number % 2)
        recording._log = log if with_log else lambda *_arguments: None
        start, worked = time.perf_counter(), time.process_time()
        status = client.post(f"/sign/{link.handle}", data=data).status_code
        times[with_log].append((time.perf_counter() - start, time.process_time() - worked))
        if status != 303:
            raise SystemExit(f"a signature was answered with {status}")
    recording._log = log
    # A busy machine makes both wait; what each takes of the processor says more then.
    for at, what in enumerate(("on the clock", "of the processor")):
        without, with_ = (
            statistics.median(each[at] for each in times[side][50:]) * 1000
            for side in (False, True)
        )
        print(
            f"a signature, whole request, {what}: {without:.2f} ms without the log, "
            f"{with_:.2f} ms with it: {with_ / without - 1:+.1%} (15 % allowed)"
        )


def _measure_check() -> None:
    """Have a log of 100,000 entries signed and checked in the database."""
    appeal_id, coalition_id = uuid4(), _coalition()
    entries = [_entry(appeal_id.hex, number) for number in range(ENTRIES)]
    with db.transaction() as session:
        db.enter(session, coalition_id)
        first = (session.execute(sa.select(sa.func.max(Leaf.number))).scalar() or 0) + 1
        owner = {"coalition_id": coalition_id}
        session.execute(sa.insert(Leaf), [
            {"number": first + number, "appeal_id": appeal_id, "thread_id": uuid4(),
             "hash": recording.leaf_of(entry), "entry": entry.decode(), **owner}
            for number, (entry, _opening) in enumerate(entries)
        ])  # fmt: skip
        session.execute(sa.insert(Opening), [
            {"leaf_number": first + number, "printed": opening.content,
             "printed_nonce": opening.nonce.hex(), **owner}
            for number, (_entry, opening) in enumerate(entries)
        ])  # fmt: skip
    start = time.perf_counter()
    for _round in range(ENTRIES // 2_000):
        with db.transaction() as session:
            db.enter(session, coalition_id)
            ledger.settle(session, appeal_id)
    print(f"placing and signing {ENTRIES:,} entries: {time.perf_counter() - start:.1f} s")
    db.enter(db.session(), coalition_id)
    start = time.perf_counter()
    list(checking._look(db.session(), appeal_id))
    print(f"checking them against the database: {time.perf_counter() - start:.1f} s")


def _coalition():  # type: ignore[no-untyped-def]
    with db.everywhere(db.session()):
        return db.session().execute(sa.select(ledger.Entry.coalition_id).limit(1)).scalar_one()


def _entry(appeal: str, number: int) -> tuple[bytes, canonical.Opening]:
    opening = canonical.committed(
        {
            "organisation": uuid4().hex,
            "names": {
                tag: {"name": f"River Watch {number}", "acronym": ""} for tag in ("en", "ru")
            },
            "countries": ["GE"],
            "list": "signatory",
        }
    )
    content = {
        "v": 1, "appeal": appeal, "type": "signature.signed", "t": 1_790_000_000 + number,
        "text": "a" * 64, "printed": opening.commitment,
    }  # fmt: skip
    return canonical.canonical_json(content), opening


def _made_up_log() -> dict[str, object]:
    """Return a log with a final text and 100,000 signatures, all published."""
    appeal, origin = uuid4().hex, "bench.example/ledger/1"
    languages = {tag: [["paragraph", "The river belongs to all."]] for tag in ("en", "ru")}
    text = verifier.text_hash("rivers", languages)
    locked = {"v": 1, "appeal": appeal, "type": "text.locked", "t": 1_789_999_999, "text": text}
    leaves, openings, listed = [canonical.canonical_json(locked)], {}, []
    for number in range(1, ENTRIES):
        entry, opening = _entry(appeal, number)
        leaves.append(canonical.canonical_json(json.loads(entry) | {"text": text}))
        openings[str(number)] = {"nonce": opening.nonce.hex(), "content": opening.content}
        listed.append({"list": "signatory", "number": number, "entry": number + 1,
                       "printed": {tag: f"River Watch {number}" for tag in _TAGS}})  # fmt: skip
    return {
        "format": "joint-appeal-log-1",
        "origin": origin,
        "keys": list(ledger.all_public_keys()),
        "leaves": [entry.decode() for entry in leaves],
        "openings": openings,
        "checkpoints": _checkpoints(origin, leaves),
        "appeal": {"id": appeal, "slug": "rivers"},
        "texts": [{"languages": languages}],
        "list": {"made_at": int(datetime.now(UTC).timestamp()), "size": ENTRIES, "text": text,
                 "withheld": 0, "entries": listed},
    }  # fmt: skip


def _checkpoints(origin: str, leaves: list[bytes]) -> list[str]:
    """Sign a checkpoint after every hundredth entry."""
    tree, signed = merkle.Frontier(), []
    for entry in leaves:
        tree.append(merkle.leaf_hash(entry))
        if tree.size % 100 == 0:
            checkpoint = notes.Checkpoint(origin, tree.size, tree.root())
            signed.append(notes.signed(checkpoint, keys.signing_key()))
    return signed


def _measure_verifying(file: Path) -> None:
    command = [sys.executable, "-m", "appeals.ledger.verifier", str(file)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - start
    last = done.stdout.strip().splitlines()[-1]
    print(f"verifying {ENTRIES:,} entries in a process of its own: {taken:.1f} s (30 s allowed)")
    print(f"{done.returncode}: {last}")


if __name__ == "__main__":
    main()
