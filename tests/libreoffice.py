"""LibreOffice for the tests: files turned into pages and saved again, each call with a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def soffice() -> str:
    """Return the program, or skip the test where it is absent (never where RECRUIT_NO_SKIP is set, as in CI)."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("RECRUIT_NO_SKIP"):
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    return program


def convert(data: bytes, name: str, to: str, *, filter_name: str = "") -> bytes:
    """Return `data` (a file called `name`) converted to the format `to`."""
    program = soffice()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_bytes(data)
        target = f"{to}:{filter_name}" if filter_name else to
        out = Path(folder) / "out"
        profile = (Path(folder) / "profile").as_uri()
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                str(out),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return (out / source.with_suffix(f".{to}").name).read_bytes()


def pdf(data: bytes, name: str) -> bytes:
    """Return the pages of a document or workbook."""
    return convert(data, name, "pdf")


def saved_again(data: bytes) -> bytes:
    """Return a workbook opened and saved as .xlsx by Calc."""
    return convert(data, "bieu.xlsx", "xlsx", filter_name="Calc MS Excel 2007 XML")
