"""Swollen files: by a seed, files that hold one thing again and again, to be read with work that grows as they do.

A seed gives a shape, and a shape the file of any size: headers of addresses, rows of headings, workbooks, mails of many parts,
archives. What is counted is lines of Python, and never seconds; what happens inside one call of a pattern is counted by
`regex_steps`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED

from bent_zip import read_members, write_members
from raw_packages import cell, parts_of, worksheet, zipped

from recruit.books.workbook import column_letter
from recruit.declared.form import COVER, LIST
from recruit.intake.folder import Found
from recruit.read.file import read_found

if TYPE_CHECKING:
    from collections.abc import Callable

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"

SMALL = 120
GROWTH, FEW = 2.5, 2_000
"""A file twice as large may take so many times the lines, and so many more."""

_OF_ADDRESSES = (
    "@", "<", ">", "(", ")", '"', "\\", ",", ";", ":", " ", "a", "a.", "=?", "=?utf-8?q?a?=", "[", "]", "\u1ebf", "\t", "a@b.vn, ",
    "(c)", '"q" ', "=?utf-8?b?YQ==?= ", "'", "*0=", "; name=a", "\n ", "%", "\u2039",
)  # fmt: skip
_OF_CELLS = (
    "(", ")", "[", "]", "{", "}", "<", " ", "\u00a0", "\n", "1", "/", "-", ".", ",", ";", ":", "a", "\u1ebf", "\u0323", "\u200b", "*",
    "ngày ", "tháng ", "năm ", "Thg ", "02/03/2024", "căn cứ ", "số: ", "@", "a.", '"', "=", "_x005F_", "\U0001f600", "H'",
)  # fmt: skip
_OF_FORMATS = ("[", "]", '"', "\\", "_", "*", "d", "m", "y", "h", ";", "[h", "[$-42A]", "0", "General", "@", "/")


class Swollen(NamedTuple):
    """A file of any size: `make` gives it with as many things in it as it is told; `note` says in words of what."""

    seed: str
    name: str
    note: str
    make: Callable[[int], bytes]


def swollen_files(seed: int, count: int, kinds: tuple[str, ...]) -> list[Swollen]:
    """Return files of the given kinds, by turns."""
    return [swollen_file(f"{seed}:{number}", (kinds[number % len(kinds)],)) for number in range(count)]


def swollen_file(seed: str, kinds: tuple[str, ...]) -> Swollen:
    """Return one file, of one of the given kinds."""
    rng = Random(seed)
    kind = rng.choice(kinds)
    shape = rng.choice(_SHAPES[kind])
    note, make = shape(rng)
    return Swollen(seed, f"{kind}{_ENDINGS[kind]}", f"{shape.__name__.strip('_')}: {note}", make)


def fault(swollen: Swollen, folder: Path) -> str:
    """Return how the work on a file grows too fast; empty where it does not."""

    def work(size: int) -> Callable[[], object]:
        path = folder / swollen.name
        path.write_bytes(swollen.make(size))
        return lambda: read_found(Found(swollen.name, path))

    return grows_too_fast(work, SMALL)


def grows_too_fast(work: Callable[[int], Callable[[], object]], size: int) -> str:
    """Return how what `work` gives for a size takes too much for twice the size; empty where it does not."""
    few, many = (lines(work(number)) for number in (size, 2 * size))
    return "" if many <= GROWTH * few + FEW else f"{few} lines, {many} for twice as much"


def lines(work: Callable[[], object]) -> int:
    """Return how many lines of Python are run in a call, each turn of a loop one more."""
    count = 0

    def step(*_: object):
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _unit(rng: Random, pieces: tuple[str, ...]) -> str:
    return "".join(rng.choices(pieces, k=rng.randint(1, 4)))


# -- headers -----------------------------------------------------------------------------------------------------------


def _header(rng: Random):
    field = rng.choice(
        ("From", "Subject", "Date", "Received", "Message-ID", "Content-Type", "Content-Disposition", "Content-ID")
    )
    before = {"Content-Type": "application/octet-stream; name=", "Content-Disposition": "attachment; filename="}
    start, unit = before.get(field, "") + rng.choice(("", '"', "<", "(", "\u2039")), _unit(rng, _OF_ADDRESSES)
    others = "".join(
        f"{name}: {said}\n" for name, said in (("From", "a@b.vn"), ("MIME-Version", "1.0")) if name != field
    )
    return f"{field}: {start}{unit!r}", lambda size: f"{others}{field}: {start}{unit * (size * 8)}\n\nx\n".encode()


def _many_headers(rng: Random):
    line = f"{rng.choice(('From', 'X-A', 'Received', 'Content-Type'))}: {_unit(rng, _OF_ADDRESSES)}".replace("\n", "")
    return repr(line), lambda size: f"From: a@b.vn\n{(line + chr(10)) * size}\nx\n".encode()


# -- mails -------------------------------------------------------------------------------------------------------------


def _parts(rng: Random):
    inner = rng.choice(
        (
            "Content-Disposition: attachment; filename=a.xlsx\n\nx",
            "Content-Type: text/plain\n\nhttp://a.vn/x",
            "Content-Type: text/html\n\n<img src=cid:a>",
            "Content-Type: image/png\nContent-ID: <a>\n\nx",
            "\n",
            "Content-Type: message/rfc822\n\nFrom: a@b.vn\n\nx",
            "x",
        )
    )
    head = "From: a@b.vn\nContent-Type: multipart/mixed; boundary=r\n\n"
    return repr(inner), lambda size: (head + f"--r\n{inner}\n" * size + "--r--\n").encode()


def _lines(rng: Random):
    line = rng.choice(("", "--", "--x", "From a 10:00", ">From ", "begin 644 a", "=", "x" * 70, "a: b", " "))
    kind = rng.choice(("text/plain", "text/html", "multipart/mixed; boundary=r", "message/rfc822"))
    return (
        f"{line!r} in {kind}",
        lambda size: f"From: a@b.vn\nContent-Type: {kind}\n\n{(line + chr(10)) * size}".encode(),
    )


def _mailbox(rng: Random):
    unit = _unit(rng, _OF_ADDRESSES).replace("\n", "")
    mail = f"From a@b.vn Sun Nov 24 10:00:00 2024\nFrom: \u2039{unit * 40}\nSubject: {unit}\n\nx\n\n"
    return repr(unit), lambda size: (mail * (size // 4)).encode()


# -- archives ----------------------------------------------------------------------------------------------------------


def _archive(rng: Random):
    names = rng.choice(
        (
            lambda n: "a.txt",
            lambda n: f"{n}.txt",
            lambda n: f"a/{n}/b.txt",
            lambda n: "a/" * (n % 50) + "b.txt",
            lambda n: f"a ({n}).txt",
            lambda n: f"~${n}",
            lambda n: "a" * (n % 200),
        )
    )
    content = rng.choice((b"", b"x", b"From: a@b.vn\n\nx", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))

    return f"{names(7)!r}, {content!r}", lambda size: write_members([(names(n), content) for n in range(size)])


# -- headings and cells ------------------------------------------------------------------------------------------------

_LABELS = [field.label for field in LIST]


def _headings_in(row: int, *more: str) -> str:
    """Return a row of the list's headings, with more of them behind."""
    labels = enumerate((*_LABELS, *more), start=1)
    return (
        f'<row r="{row}">' + "".join(cell(f"{column_letter(n)}{row}", escape(label)) for n, label in labels) + "</row>"
    )


_HEADINGS = _headings_in(1)


def _book(sheet: str, **parts: str) -> bytes:
    return zipped(parts_of(sheet, **parts), ZIP_STORED)


def _heading(rng: Random):
    unit, start, is_last = _unit(rng, _OF_CELLS), rng.choice(("", *_LABELS)), rng.random() < 0.5
    column = column_letter(len(_LABELS) + 1)
    person = f'<row r="3">{cell("B3", "Lò Văn An")}{cell(column + "3", "x")}</row>'

    def make(size: int) -> bytes:
        text = start + unit * (size * 8)
        above = "" if is_last else f'<row r="1">{cell("A1", escape(text))}</row>'
        return _book(worksheet(above + _headings_in(2, *[text] * is_last) + person))

    return f"{start!r} {unit!r}, {'behind' if is_last else 'above'}", make


def _headings(rng: Random):
    text = rng.choice((*_LABELS, "x", "(", "Họ tên (" + _unit(rng, _OF_CELLS)))

    def make(size: int) -> bytes:
        width = min(size, 480) - len(_LABELS)
        under = "".join(cell(f"{column_letter(n)}3", "x") for n in range(1, width))
        return _book(worksheet(_headings_in(2, *[text] * width) + f'<row r="3">{under}</row>'))

    return repr(text), make


def _template(rng: Random):
    """One text of the form or the plan, which has no end."""
    name, unit, keeps = rng.choice(("bieu_bao_cao_thang", "ke_hoach_nam")), _unit(rng, _OF_CELLS), rng.random() < 0.5
    members = read_members((_TEMPLATES / f"{name}.xlsx").read_bytes())
    strings = dict(members)["xl/sharedStrings.xml"].decode()
    texts = list(re.finditer(r"<t(?: [^>]*)?>([^<]*)</t>", strings))
    chosen = rng.choice(texts)

    def make(size: int) -> bytes:
        text = chosen[1] * keeps + escape(unit * (size * 8))
        swollen = f"{strings[: chosen.start()]}<t>{text}</t>{strings[chosen.end() :]}".encode("utf-8", "replace")
        parts = [(part, swollen if part == "xl/sharedStrings.xml" else data) for part, data in members]
        return write_members(parts, stored=True)

    return f"{name}, {chosen[1][:30]!r} {unit!r}", make


def _value(rng: Random):
    unit, column = _unit(rng, _OF_CELLS), column_letter(rng.randint(1, len(_LABELS)))
    return (
        f"{column}, {unit!r}",
        lambda size: _book(worksheet(f'{_HEADINGS}<row r="2">{cell(column + "2", escape(unit * (size * 8)))}</row>')),
    )


def _cover(rng: Random):
    unit, at = _unit(rng, _OF_CELLS), rng.randrange(len(COVER))

    def make(size: int) -> bytes:
        values = [escape(unit * (size * 8)) if number == at else "" for number in range(len(COVER))]
        rows = (
            f'<row r="{n}">{cell(f"A{n}", escape(field.label))}{cell(f"B{n}", value)}</row>'
            for n, (field, value) in enumerate(zip(COVER, values, strict=True), start=1)
        )
        return _book(worksheet("".join(rows)))

    return f"{COVER[at].label}, {unit!r}", make


# -- workbooks ---------------------------------------------------------------------------------------------------------


def _rows(size: int, text: Callable[[int], str] = lambda n: f"Lò Văn {n}") -> str:
    return "".join(f'<row r="{n}">{cell(f"B{n}", text(n))}</row>' for n in range(2, size + 2))


def _merges(rng: Random):
    width, step, height = rng.choice((1, 2, 9)), rng.choice((0, 1, 2)), rng.choice((0, 1, 5, None))
    across = rng.random() < 0.3

    def make(size: int) -> bytes:
        down = size if height is None else height
        if across:
            count = min(size, 500)
            ranges = [f"{column_letter(1 + n)}2:{column_letter(width + n * step)}{2 + down}" for n in range(count)]
        else:
            ranges = [f"A{2 + n * step}:{column_letter(width)}{2 + n * step + down}" for n in range(size)]
        merges = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
        return _book(worksheet(f"{_HEADINGS}{_rows(size)}", f"<mergeCells>{merges}</mergeCells>"))

    return f"{width} wide, every {step}, {height or 'all'} high, across {across}", make


def _styles(rng: Random):
    code = _unit(rng, _OF_FORMATS) * rng.choice((1, 50, 5_000))
    own, used = rng.random() < 0.5, rng.random() < 0.5

    def make(size: int) -> bytes:
        formats = "".join(
            f'<numFmt numFmtId="{170 + n}" formatCode={quoteattr(code + "x" * (n % 9) * own)}/>'
            for n in range(size if own else 1)
        )
        styles = "".join(f'<xf numFmtId="{170 + n * own}" fontId="0"/>' for n in range(size))
        cells = "".join(f'<row r="{n + 2}"><c r="C{n + 2}" s="{n * used}"><v>33000</v></c></row>' for n in range(size))
        return _book(
            worksheet(f"{_HEADINGS}{cells}"),
            styles=f"<numFmts>{formats}</numFmts><fonts><font/></fonts><cellXfs>{styles}</cellXfs>",
        )

    return f"{code[:20]!r}, {len(code)} letters, of its own {own}, used {used}", make


def _strings(rng: Random):
    item = rng.choice(
        (
            "<si><t>x</t></si>",
            "<si><r><t>a</t></r><r><rPr><strike/></rPr><t>b</t></r></si>",
            "<si><t>&#65;_x005F_</t></si>",
            "<si/>",
        )
    )
    place = rng.choice((lambda n: 0, lambda n: n))

    def make(size: int) -> bytes:
        cells = "".join(f'<row r="{n + 2}"><c r="B{n + 2}" t="s"><v>{place(n)}</v></c></row>' for n in range(size))
        return _book(worksheet(f"{_HEADINGS}{cells}"), strings=item * size)

    return item, make


def _markup(rng: Random):
    row = rng.choice(
        (
            '<row r="{n}"/>',
            '<row r="{n}" hidden="1"><c r="A{n}" s="1"/></row>',
            '<row r="{n}"><c r="A{n}"><f>A1</f></c></row>',
            "<row><c><v>1</v></c></row>",
            '<row r="{n}" x{n}="1"><c r="B{n}"><v>1</v></c></row>',
            "<!-- -->",
            '<x:row xmlns:x="a" r="{n}"/>',
            '<row r="{n}"><c r="B{n}" t="d"><v>2024-01-01T00:00:00</v></c></row>',
        )
    )
    around = rng.choice(("", "<cols>{c}</cols>"))

    def make(size: int) -> bytes:
        columns = "".join(f'<col min="{n}" max="{n}" hidden="1"/>' for n in range(1, min(size, 500)))
        rows = "".join(row.format(n=n) for n in range(2, size + 2))
        return _book(worksheet(f"{_HEADINGS}{rows}", before=around.format(c=columns)))

    return f"{row} {around}", make


def _attributes(rng: Random):
    place = rng.choice(("row", "c"))

    def make(size: int) -> bytes:
        many = "".join(f' a{n}="1"' for n in range(size))
        cells = f'<c r="B2"{many * (place == "c")}><v>1</v></c>'
        return _book(worksheet(f'{_HEADINGS}<row r="2"{many * (place == "row")}>{cells}</row><row r="3"/>'))

    return f"of one {place}", make


def _sheets(rng: Random):
    content = rng.choice((worksheet(""), worksheet(f"{_HEADINGS}"), "x"))

    def make(size: int) -> bytes:
        listed = "".join(f'<sheet name="T{n}" sheetId="{n}" r:id="s1"/>' for n in range(1, max(size // 12, 2)))
        return _book(content, sheets=listed)

    return content[:30], make


def _people(rng: Random):
    text = rng.choice(
        (lambda n: "Lò Văn An", lambda n: f"Lò {n}", lambda n: "Tổng", lambda n: "Họ và tên *", lambda n: '"')
    )
    return text(7), lambda size: _book(worksheet(f"{_HEADINGS}{_rows(size, text)}"))


_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
    )
)


def _opendocument(rng: Random):
    """A spreadsheet of LibreOffice: styles, each with a number format and a parent, and rows that have them."""
    own, spanned = (
        rng.random() < 0.5,
        rng.choice(("", ' table:number-rows-spanned="3" table:number-columns-spanned="2"')),
    )
    repeated, parent = (
        rng.choice(("", ' table:number-rows-repeated="2"')),
        rng.choice(("", ' style:parent-style-name="s{n}"')),
    )

    def make(size: int) -> bytes:
        styles = "".join(
            f'<number:number-style style:name="n{n}"><number:text>{n * own}</number:text></number:number-style>'
            f'<style:style style:name="s{n + 1}" style:family="table-cell" style:data-style-name="n{n}"'
            f"{parent.format(n=n)}/>"
            for n in range(size)
        )
        cells = "".join(
            f'<table:table-row{repeated}><table:table-cell table:style-name="s{n}"{spanned}><text:p>x</text:p>'
            "</table:table-cell></table:table-row>"
            for n in range(size)
        )
        content = (
            f"<office:document-content {_ODS}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f'<office:spreadsheet><table:table table:name="T">{cells}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>"
        )
        return write_members(
            [
                ("mimetype", _SPREADSHEET.encode()),
                ("content.xml", content.encode()),
                ("META-INF/manifest.xml", b"<manifest/>"),
            ],
            stored=True,
        )

    return f"of its own {own}{spanned}{repeated}{parent}", make


_SHAPES = {
    "header": (_header, _header, _header, _many_headers),
    "mail": (_parts, _lines),
    "mailbox": (_mailbox,),
    "archive": (_archive,),
    "heading": (_heading, _headings, _value, _value, _cover, _template, _template),
    "workbook": (_merges, _merges, _opendocument, _styles, _strings, _markup, _attributes, _sheets, _people),
}
_ENDINGS = {
    "header": ".eml",
    "mail": ".eml",
    "mailbox": ".mbox",
    "archive": ".zip",
    "heading": ".xlsx",
    "workbook": ".xlsx",
}
KINDS = tuple(_SHAPES)
