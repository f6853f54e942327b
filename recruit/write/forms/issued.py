"""Forms for many units at once: the form is laid out once, and each unit's code, name and list are put into its parts."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING

from recruit.declared.form import COVER_BY_KEY, COVER_SHEET, LIST, LIST_SHEET, STYLED_ROWS
from recruit.declared.probation import PROBATION, PROBATION_SHEET
from recruit.declared.probation import STYLED_ROWS as STYLED_MEMBERS
from recruit.read.written import in_words
from recruit.write.cells import as_typed, sound
from recruit.write.fitting import row_height
from recruit.write.forms import people, probation
from recruit.write.forms.book import form_bytes
from recruit.write.forms.contacts import NOBODY, Contacts
from recruit.write.forms.cover import cover_address, cover_height
from recruit.write.package import zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recruit.declared.field import Field
    from recruit.model import Period

# What no code and no name is: letters from the private area of Unicode.
_CODE, _NAME, _MARK = "\ue000", "\ue001", "\ue002"
_TEXTS = "xl/sharedStrings.xml"
_BLANK = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"/>')


def issued(month: Period, establishment: str, *asked: object) -> bytes:
    """Return a unit's form of a month, as `IssuedForms.of` does of what is asked; each month's is laid out once."""
    return _forms(month, establishment).of(*asked)


@lru_cache(maxsize=2)
def _forms(month: Period, establishment: str) -> IssuedForms:
    return IssuedForms(month.year, month.month, establishment)


class IssuedForms:
    """The forms of a month, one for each unit that asks; they hold the same cells as `form_bytes` makes."""

    def __init__(self, year: int, month: int, establishment: str = "") -> None:
        self._made = partial(form_bytes, year=year, month=month, establishment=establishment)
        blank = self._made(unit_code=_CODE, unit_name=_NAME, contacts=Contacts({}, _MARK))
        with zipfile.ZipFile(io.BytesIO(blank)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._texts = self._parts[_TEXTS].decode()
        self._cover = _part_of(self._parts, COVER_SHEET)
        self._people = _Table(self._parts, LIST_SHEET, people.FIRST_ROW, LIST, people.list_lines)
        self._members = _Table(self._parts, PROBATION_SHEET, probation.FIRST_ROW, PROBATION, probation.member_lines)

    def of(
        self,
        code: str,
        name: str,
        people: Sequence[Mapping[str, object]] = (),
        members: Sequence[Mapping[str, object]] = (),
        contacts: Contacts = NOBODY,
    ) -> bytes:
        """Return a unit's form as .xlsx; people and members map field keys to texts, numbers or days as for `form_bytes`."""
        too_many = len(people) > STYLED_ROWS or len(members) > STYLED_MEMBERS
        if too_many or not all(map(_is_plain, (*people, *members, contacts.cells))):
            return self._made(unit_code=code, unit_name=name, people=people, members=members, contacts=contacts)
        texts = self._texts.replace(_CODE, _xml(code)).replace(_NAME, _xml(name)).replace(_MARK, contacts.mark)
        parts = {**self._parts, _TEXTS: texts.encode(), self._cover: self._covered(name, contacts)}
        for table, rows in ((self._people, people), (self._members, members)):
            parts[table.part] = table.filled(rows)
        return zipped(parts)

    def _covered(self, name: str, contacts: Contacts) -> bytes:
        """Return the part of the cover with the contacts in their blank cells, its rows high enough for them and the name."""
        cover = self._parts[self._cover].decode()
        for key, value in (("unit_name", name), *contacts.cells.items()):
            height, usual = (cover_height(COVER_BY_KEY[key], text) for text in (value, ""))
            if height > usual:
                before, row, rest = cover.partition(f'<row r="{cover_address(key)[1:]}"')
                said, _, rest = rest.partition(' ht="')
                _, _, rest = rest.partition('"')
                cover = f'{before}{row}{said} ht="{height}"{rest}'
        for key, value in contacts.cells.items():
            address, text = cover_address(key), in_words(value)
            if text:
                head, _, cell = cover.partition(f'<c r="{address}" s="')
                style, _, rest = cell.partition('"/>')
                cover = f'{head}<c r="{address}" s="{style}" t="inlineStr"><is>{_text(text)}</is></c>{rest}'
        return cover.encode()


class _Table:
    """A sheet whose first blank row is filled again and again: its part of the package, cut at that row."""

    def __init__(
        self,
        parts: Mapping[str, bytes],
        sheet: str,
        first_row: int,
        fields: Sequence[Field],
        lines: Callable[[Mapping[str, object]], int],
    ) -> None:
        self.part = _part_of(parts, sheet)
        self._fields, self._first, self._lines = fields, first_row, lines
        self._before, _, rest = parts[self.part].decode().partition(f'<row r="{first_row}"')
        row, _, _ = rest.partition("</row>")
        self._cells = _BLANK.findall(row)
        self._after = f'<row r="{first_row}"{rest}'

    def filled(self, rows: Sequence[Mapping[str, object]]) -> bytes:
        """Return the part with `rows` in the place of as many blank ones."""
        filled = "".join(self._row(self._first + index, index, values) for index, values in enumerate(rows))
        after = self._after
        if rows:
            _, _, after = after.partition(f'<row r="{self._first + len(rows)}"')
            after = f'<row r="{self._first + len(rows)}"{after}'
        return f"{self._before}{filled}{after}".encode()

    def _row(self, number: int, index: int, values: Mapping[str, object]) -> str:
        cells = []
        for field, (letter, style) in zip(self._fields, self._cells, strict=True):
            value = values.get(field.key)
            text = str(index + 1) if field.key == "number" and value is None else in_words(value)
            cell = f'<c r="{letter}{number}" s="{style}"'
            cells.append(f'{cell} t="inlineStr"><is>{_text(text)}</is></c>' if text else f"{cell}/>")
        lines = self._lines(values)
        tall = f' ht="{row_height(lines)}"' if lines > 1 else ""
        return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def _is_plain(values: Mapping[str, object]) -> bool:
    """Whether a row holds nothing but texts, numbers and days: no legacy font, no cell without a value."""
    return all(value is None or isinstance(value, (str, int, date)) for value in values.values())


def _part_of(parts: Mapping[str, bytes], sheet: str) -> str:
    """Return the name of a sheet's part: XlsxWriter numbers them in the workbook's order."""
    names = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def _xml(text: str) -> str:
    return escape(as_typed(sound(text)), quote=False)


def _text(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{kept}>{_xml(text)}</t>"
