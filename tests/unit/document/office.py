"""LibreOffice and pandoc, as far as they are installed: what they make of our files."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# A macro, because tracked changes cannot be settled from the command line.
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
  script:language="StarBasic">
Sub Settle(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, filter())
  document.close(True)
End Sub
</script:module>
"""


def program(name: str) -> str:
    """Return the path of a program; skip the test that asks for one that is not there."""
    path = shutil.which(name)
    if path is None:
        assert not os.environ.get("CI"), f"{name} has to be there in CI"
        pytest.skip(f"{name} is not installed")
    return path


def converted(file: bytes, folder: Path, kind: str, source_kind: str = "docx") -> bytes:
    """The file as LibreOffice saves it; `kind` is an extension, with a filter after a colon."""
    source = folder / f"source.{source_kind}"
    source.write_bytes(file)
    target = folder / "converted"
    _run(folder, "--convert-to", kind, "--outdir", target, source)
    return (target / f"source.{kind.partition(':')[0]}").read_bytes()


def settled(file: bytes, folder: Path, command: str) -> bytes:
    """The file after a command such as "AcceptAllTrackedChanges"."""
    converted(file, folder, "txt:Text (encoded):UTF8")  # makes the profile, and is overwritten
    macro = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    macro.write_text(_MACRO, encoding="utf-8")
    target = folder / f"{command}.docx"
    arguments = (f"file://{folder}/source.docx", f"file://{target}", f".uno:{command}")
    quoted = ",".join(f'"{each}"' for each in arguments)
    _run(folder, f"macro:///Standard.Module1.Settle({quoted})")
    return target.read_bytes()


def as_text(file: bytes, folder: Path, source_kind: str = "docx") -> list[str]:
    """The lines LibreOffice prints, empty ones left out."""
    text = converted(file, folder, "txt:Text (encoded):UTF8", source_kind).decode("utf-8-sig")
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_markdown(file: bytes, folder: Path, source_kind: str = "docx") -> str:
    """The file as pandoc reads it, without line breaks of its own."""
    source = folder / f"source.{source_kind}"
    source.write_bytes(file)
    return subprocess.run(
        [program("pandoc"), "--wrap=none", "--to=markdown", source],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout


def run_pandoc(source: Path, target: Path) -> None:
    """Let pandoc read a file and write it anew."""
    subprocess.run([program("pandoc"), source, "--output", target], check=True, timeout=60)


def _run(folder: Path, *arguments: str | Path) -> None:
    # A profile of its own, so that a running LibreOffice does not answer instead.
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program("soffice"), profile, "--headless", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
