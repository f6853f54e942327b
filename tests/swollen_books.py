"""Shapes of swollen workbooks: headings, values, merges, styles, markup; each returns words and the file of any size."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED

from bent_zip import read_members, write_members
from raw_packages import cell, parts_of, worksheet, zipped
from swollen_mails import unit as unit_of

from recruit.books.workbook import column_letter
from recruit.declared.form import COVER, LIST

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
_OF_CELLS = (
    "(", ")", "[", "]", "{", "}", "<", " ", "\u00a0", "\n", "1", "/", "-", ".", ",", ";", ":", "a", "\u1ebf", "\u0323", "\u200b", "*",
    "ngày ", "tháng ", "năm ", "Thg ", "02/03/2024", "căn cứ ", "số: ", "@", "a.", '"', "=", "_x005F_", "\U0001f600", "H'",
)  # fmt: skip
_OF_FORMATS = ("[", "]", '"', "\\", "_", "*", "d", "m", "y", "h", ";", "[h", "[$-42A]", "0", "General", "@", "/")


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
    unit, start, is_last = unit_of(rng, _OF_CELLS), rng.choice(("", *_LABELS)), rng.random() < 0.5
    column = column_letter(len(_LABELS) + 1)
    person = f'<row r="3">{cell("B3", "Lò Văn An")}{cell(column + "3", "x")}</row>'

    def make(size: int) -> bytes:
        text = start + unit * (size * 8)
        above = "" if is_last else f'<row r="1">{cell("A1", escape(text))}</row>'
        return _book(worksheet(above + _headings_in(2, *[text] * is_last) + person))

    return f"{start!r} {unit!r}, {'behind' if is_last else 'above'}", make


def _headings(rng: Random):
    text = rng.choice((*_LABELS, "x", "(", "Họ tên (" + unit_of(rng, _OF_CELLS)))

    def make(size: int) -> bytes:
        width = min(size, 480) - len(_LABELS)
        under = "".join(cell(f"{column_letter(n)}3", "x") for n in range(1, width))
        return _book(worksheet(_headings_in(2, *[text] * width) + f'<row r="3">{under}</row>'))

    return repr(text), make


def _template(rng: Random):
    """One text of the form or the plan, which has no end."""
    name, unit, keeps = rng.choice(("bieu_bao_cao_thang", "ke_hoach_nam")), unit_of(rng, _OF_CELLS), rng.random() < 0.5
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
    unit, column = unit_of(rng, _OF_CELLS), column_letter(rng.randint(1, len(_LABELS)))
    return (
        f"{column}, {unit!r}",
        lambda size: _book(worksheet(f'{_HEADINGS}<row r="2">{cell(column + "2", escape(unit * (size * 8)))}</row>')),
    )


def _cover(rng: Random):
    unit, at = unit_of(rng, _OF_CELLS), rng.randrange(len(COVER))

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
    code = unit_of(rng, _OF_FORMATS) * rng.choice((1, 50, 5_000))
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


HEADINGS = (_heading, _headings, _value, _value, _cover, _template, _template)
WORKBOOKS = (
    _merges, _merges, _opendocument, _styles, _strings, _markup, _attributes, _sheets, _people,
)  # fmt: skip
