"""A PostgreSQL server of the tests' own, in a folder of its own, gone afterwards."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.journeys.service import free_port

# Durability is tested by killing processes, not the machine.
FAST = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=80")


def programs() -> Path | None:
    """Return the folder of the newest server programs on this machine."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3])
    )
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running(folder: Path, port: int | None = None) -> Iterator[str]:
    """Start a server on data in `folder` and return its address without a database's name."""
    port = port or free_port()
    data = folder / "data"
    if not data.exists():
        _owned_by_postgres(folder)
        _run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
    options = " ".join((*FAST, "-c", f"port={port}", "-c", f"unix_socket_directories={folder}"))
    _run("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def new_database(server: str, *, template: str = "template0") -> str:
    """Create a database and return its address."""
    name = f"appeals_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server}/{name}"


def _owned_by_postgres(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _run(program: str, *arguments: str) -> None:
    found = programs()
    assert found is not None
    # The server refuses to run as root.
    drop = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
    command = (*(drop if os.getuid() == 0 else ()), str(found / program), *arguments)
    done = (
        subprocess.run(
            command,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if program != "pg_ctl"
        else subprocess.run(
            # The server inherits the streams: a pipe would never end.
            command,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    )
    assert done.returncode == 0, f"{program}: {done.stdout}"
