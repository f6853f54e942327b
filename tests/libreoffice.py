"""LibreOffice for the tests: files turned into pages and saved again, each call with a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping


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
        _run(program, Path(folder), target, out, source)
        return (out / source.with_suffix(f".{to}").name).read_bytes()


def pdf(data: bytes, name: str) -> bytes:
    """Return the pages of a document or workbook."""
    return convert(data, name, "pdf")


def pdfs(documents: Mapping[str, bytes], ending: str = "docx") -> dict[str, bytes]:
    """Return the pages of many documents, all of the format `ending`, by the same keys: one start of the program."""
    return _all(documents, ending, "pdf", "pdf")


def documents_saved_again(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return documents opened and saved as .docx by Writer, by the same keys."""
    return _all(documents, "docx", "docx", "docx:MS Word 2007 XML")


def documents_by_way_of(documents: Mapping[str, bytes], ending: str, target: str) -> dict[str, bytes]:
    """Return documents saved as the format `ending`, by Writer's filter `target`, and that as .docx again."""
    return _all(_all(documents, "docx", ending, target), ending, "docx", "docx:MS Word 2007 XML")


def workbooks_saved_again(workbooks: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return workbooks opened, computed and saved as .xlsx by Calc, by the same keys: one start of the program."""
    return _all(workbooks, "xlsx", "xlsx", "xlsx:Calc MS Excel 2007 XML")


def saved_as(documents: Mapping[object, bytes], ending: str, made: str, target: str) -> dict[object, bytes]:
    """Return files of the format `ending` saved as `made` by the filter `target`, by the same keys: one start."""
    return _all(documents, ending, made, target)


def _all(documents: Mapping[str, bytes], ending: str, made: str, target: str) -> dict[str, bytes]:
    program = soffice()
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder) / f"{index}.{ending}" for index in range(len(documents))]
        for source, data in zip(sources, documents.values(), strict=True):
            source.write_bytes(data)
        out = Path(folder) / "out"
        _run(program, Path(folder), target, out, *sources)
        return {key: (out / f"{s.stem}.{made}").read_bytes() for key, s in zip(documents, sources, strict=True)}


def saved_again(data: bytes) -> bytes:
    """Return a workbook opened and saved as .xlsx by Calc."""
    return convert(data, "bieu.xlsx", "xlsx", filter_name="Calc MS Excel 2007 XML")


def _run(program: str, folder: Path, target: str, out: Path, *sources: Path) -> None:
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", str(out)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=180 + 10 * len(sources))
