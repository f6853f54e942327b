"""The folder of templates: each read by its name, an edition's own where the office has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recruit.declared.editions import EDITIONS
from recruit.errors import CannotRun

if TYPE_CHECKING:
    from pathlib import Path

    from recruit.declared.editions import Edition

# What may follow a template's name: nothing that makes another template's of it, and what Word or LibreOffice opens.
_UNLIKE = r"(?:(?: \(| ?- | [a-zà-ỹ]).{0,60}|\.[^.]{0,60})?"
_ENDING = r"\.(?:docx|docm|dotx|dotm|doc|dot|odt|ott|rtf|txt)"


class TemplateProblem(CannotRun):
    """A template is not there, or cannot be filled."""


def read_template(folder: Path, name: str) -> bytes:
    """Return a template's bytes. Raises TemplateProblem where it is not there."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise TemplateProblem(
            f"Không mở được mẫu văn bản {folder / name}. {beside(folder, name)}Kiểm tra thư mục mẫu (--templates)."
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
    """Return the names of files that look like the template `plain`, or one of its editions' `own`, but fill nothing.

    They are copies (`… (1).docx`), other formats (`….doc`), and templates of no edition.
    """
    used = {name.casefold() for name in (plain, *own)}
    like = re.compile(rf".{{0,30}}(?<![a-z_~$]){re.escape(plain.casefold().rpartition('.')[0])}{_UNLIKE}{_ENDING}")
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
    return [name for name in names if (key := name.casefold()) not in used and like.fullmatch(key)]


def beside(folder: Path, name: str) -> str:
    """Return a sentence that names what looks like the template `name`, which is not there; empty where nothing does."""
    found = ", ".join(unused_templates(folder, name, own_templates(folder, name)))
    return f"Trong thư mục có {found}: mở ra, lưu lại kiểu .{name.rpartition('.')[2]} với tên {name}. " if found else ""
