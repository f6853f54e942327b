"""The folder of templates: each read by its name, an edition's own where the office has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.editions import EDITIONS
from recruit.errors import CannotRun

if TYPE_CHECKING:
    from pathlib import Path

    from recruit.declared.editions import Edition


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


def template_of(folder: Path, plain: str, edition: Edition | None) -> str:
    """Return the name of the file that `edition` fills: its own of the template `plain` where that is there."""
    if edition is not None and (folder / edition.template(plain)).exists():
        return edition.template(plain)
    return plain


def own_templates(folder: Path, plain: str) -> list[str]:
    """Return the names of the files that editions have of their own of the template `plain`."""
    return [name for edition in EDITIONS if (name := template_of(folder, plain, edition)) != plain]


def unused_templates(folder: Path, plain: str, own: list[str]) -> list[str]:
    """Return the names of files that look like a template `plain` of some edition's `own`, but that nothing fills."""
    used = {name.casefold() for name in (plain, *own)}
    stem, _, ending = plain.casefold().rpartition(".")
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
    return [
        name
        for name in names
        if (key := name.casefold()).startswith(f"{stem}.") and key.endswith(f".{ending}") and key not in used
    ]
