"""What whole runs leave, put into words: the screen, the page, every workbook cell by cell, every draft with its headers.

Beside the documents of `word_for_word.py`, so that no word and no figure changes anywhere without being read.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from docx import Document
from odd_month import lay_odd_month
from openpyxl import load_workbook
from papers import text

from recruit import cli
from recruit.write.forms.book import form_bytes

_APART = " ¦ "
_DIGEST = re.compile(r"\b(?:[0-9a-f]{64}\b|[0-9a-f]{32}(?=@))")


def said_by_runs(root: Path, offices: dict) -> Iterator[tuple[str, str]]:
    """Yield the name of a run and all that it leaves, in words; `offices` lay an inbox into a folder, by name."""
    runs = {
        "thang": ("nhiều", ["--period", "2024-11"]),
        "thang_ban_hanh": ("xong", ["--period", "2024-11", "--issue", "--number", "127", "--date", "2024-12-03"]),
        "thang_12": ("nhiều", ["--period", "2024-12"]),
        "thang_du_bi": ("dự bị", ["--period", "2024-11"]),
        "thang_thieu": ("thiếu", ["--period", "2024-10"]),
        "thang_la": ("lạ", ["--period", "2024-11"]),
        "kiem_tra": ("nhiều", ["check", "--period", "2024-11"]),
        "don_doc": ("nhiều", ["remind", "--period", "2024-11"]),
        "bieu": ("xong", ["forms", "--period", "2024-12"]),
        "nam": ("xong", ["final"]),
        "quy": ("nhiều", ["periodic", "--period", "2024-Q4"]),
        "giao": ("nhiều", ["assign"]),
    }
    offices = offices | {"lạ": lay_odd_month}
    folders = {name: lay(root / name / "hộp thư").folder for name, lay in offices.items()}
    for name, (office, words) in runs.items():
        command = [word for word in words[:1] if not word.startswith("-")]
        output = root / f"ra {name}"
        yield (
            name,
            _run([*command, str(folders[office]), *words[len(command) :], "--output", str(output)], root, output),
        )
    yield "bat_dau", _run(["new", str(root / "mới"), "--period", "2026"], root, root / "mới")


def _run(words: list[str], root: Path, output: Path) -> str:
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen):
        code = cli.main(words)
    lines = [screen.getvalue().replace(str(root), "…").replace("\\", "/").rstrip(), f"mã thoát {code}"]
    for path in sorted(path for path in output.rglob("*") if path.is_file()):
        lines += ["", f"== {path.relative_to(output).as_posix()}", *_in_words(path)]
    # What a file's bytes are, the library that made it decides.
    return _DIGEST.sub("(SHA-256)", "\n".join(lines))


def _in_words(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        yield from _workbook(data)
    elif path.suffix == ".eml":
        yield from _mail(data)
    elif path.suffix == ".html":
        page = _Page()
        page.feed(data.decode())
        yield from page.lines
    elif path.suffix == ".docx":
        properties = Document(io.BytesIO(data)).core_properties
        yield f"Tiêu đề của tệp: {properties.title} ¦ {properties.author}"
        yield from text(data).splitlines()


def _workbook(data: bytes) -> Iterator[str]:
    """Yield what stands in the sheets that can be seen and not in an empty form, a row a line, with the notes on cells."""
    book = load_workbook(io.BytesIO(data))
    for sheet in (sheet for sheet in book if sheet.sheet_state == "visible"):
        yield f"-- {sheet.title}"
        for row in sheet.iter_rows():
            told = [
                cell
                for cell in row
                if cell.value is not None and (sheet.title, cell.coordinate, cell.value) not in _empty()
            ]
            if told:
                yield f"{told[0].row}: " + _APART.join(" / ".join(str(cell.value).splitlines()) for cell in told)
            for cell in row:
                if cell.comment:
                    yield f"   {cell.coordinate}: " + " / ".join(cell.comment.text.splitlines())


@cache
def _empty() -> frozenset[tuple[str, str, object]]:
    """What stands in which cell of an empty form: tests/test_form_workbook.py speaks of that."""
    book = load_workbook(io.BytesIO(form_bytes()))
    return frozenset(
        (sheet.title, cell.coordinate, cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )


def _mail(data: bytes) -> Iterator[str]:
    mail = message_from_bytes(data, policy=policy.default)
    yield from (f"{name}: {value}" for name, value in mail.items() if name not in ("Content-Type", "MIME-Version"))
    for part in mail.walk():
        if part.get_filename():
            yield f"[{part.get_content_type()}: {part.get_filename()}]"
        elif part.get_content_maintype() == "text":
            yield from part.get_content().splitlines()


class _Page(HTMLParser):
    """The words of a page, a text a line, with where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag == "style"
        self.lines += [
            f"<{value}>" for name, value in attrs if name in ("href", "title", "aria-label", "alt") and value
        ]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag == "style"

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and not self._silent:
            self.lines.append(words)
