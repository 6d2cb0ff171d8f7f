"""LibreOffice and pandoc, as far as they are installed: what they make of our files."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def program(name: str) -> str:
    """Return the path of a program; skip the test that asks for one that is not there."""
    path = shutil.which(name)
    if path is None:
        assert not os.environ.get("CI"), f"{name} has to be there in CI"
        pytest.skip(f"{name} is not installed")
    return path


def converted(file: bytes, folder: Path, kind: str) -> bytes:
    """The file as LibreOffice saves it; `kind` is an extension, with a filter after a colon."""
    source = folder / "source.docx"
    source.write_bytes(file)
    target = folder / "converted"
    # A profile of its own, so that a running LibreOffice does not answer instead.
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [
            program("soffice"),
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            target,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (target / f"source.{kind.partition(':')[0]}").read_bytes()


def as_text(file: bytes, folder: Path) -> list[str]:
    """The lines LibreOffice prints, empty ones left out."""
    text = converted(file, folder, "txt:Text (encoded):UTF8").decode("utf-8-sig")
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_markdown(file: bytes, folder: Path) -> str:
    """The file as pandoc reads it, without line breaks of its own."""
    source = folder / "source.docx"
    source.write_bytes(file)
    return subprocess.run(
        [program("pandoc"), "--wrap=none", "--to=markdown", source],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
