"""Validity of office files, judged by openxml-audit."""

from __future__ import annotations

from pathlib import Path

from openxml_audit import OpenXmlValidator


def complaints(data: bytes, folder: Path, name: str) -> list[str]:
    """Return what the audit finds in a file."""
    path = folder / name
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]
