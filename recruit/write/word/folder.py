"""The folder of templates: each read by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.errors import CannotRun

if TYPE_CHECKING:
    from pathlib import Path


class TemplateProblem(CannotRun):
    """A template is not there, or cannot be filled."""


def read_template(folder: Path, name: str) -> bytes:
    """Return a template's bytes. Raises TemplateProblem where it is not there."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise TemplateProblem(
            f"Không mở được mẫu văn bản {folder / name}. Kiểm tra thư mục mẫu (--templates)."
        ) from error
