"""Forms for many units at once: the form is laid out once, and each unit's code, name and list are put into its parts."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from recruit.declared.form import LIST, LIST_SHEET, STYLED_ROWS
from recruit.read.written import in_words
from recruit.write.cells import as_typed, sound
from recruit.write.forms.book import form_bytes
from recruit.write.forms.people import FIRST_ROW
from recruit.write.package import zipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What no code and no name is: letters from the private area of Unicode.
_CODE, _NAME = "\ue000", "\ue001"
_TEXTS = "xl/sharedStrings.xml"
_BLANK = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"/>')


class IssuedForms:
    """The forms of a month, one for each unit that asks; they hold the same cells as `form_bytes` makes."""

    def __init__(self, year: int, month: int, establishment: str = "") -> None:
        self._made = partial(form_bytes, year=year, month=month, establishment=establishment)
        with zipfile.ZipFile(io.BytesIO(self._made(unit_code=_CODE, unit_name=_NAME))) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._list = _part_of(self._parts, LIST_SHEET)
        self._texts = self._parts[_TEXTS].decode()
        before, _, rest = self._parts[self._list].decode().partition(f'<row r="{FIRST_ROW}"')
        row, _, _ = rest.partition("</row>")
        self._cells = _BLANK.findall(row)
        self._before = before
        self._after = f'<row r="{FIRST_ROW}"{rest}'

    def of(self, code: str, name: str, people: Sequence[Mapping[str, object]] = ()) -> bytes:
        """Return a unit's form as .xlsx; `people` map field keys to texts, numbers or days, as `form_bytes` takes them."""
        if len(people) > STYLED_ROWS or not all(map(_is_plain, people)):
            return self._made(unit_code=code, unit_name=name, people=people)
        texts = self._texts.replace(_CODE, _xml(code)).replace(_NAME, _xml(name))
        rows = "".join(self._row(FIRST_ROW + index, index, values) for index, values in enumerate(people))
        after = self._after
        if people:
            _, _, after = after.partition(f'<row r="{FIRST_ROW + len(people)}"')
            after = f'<row r="{FIRST_ROW + len(people)}"{after}'
        parts = {
            **self._parts,
            _TEXTS: texts.encode(),
            self._list: f"{self._before}{rows}{after}".encode(),
        }
        return zipped(parts)

    def _row(self, number: int, index: int, values: Mapping[str, object]) -> str:
        cells = []
        for field, (letter, style) in zip(LIST, self._cells, strict=True):
            value = values.get(field.key)
            text = str(index + 1) if field.key == "number" and value is None else in_words(value)
            cell = f'<c r="{letter}{number}" s="{style}"'
            cells.append(f'{cell} t="inlineStr"><is>{_text(text)}</is></c>' if text else f"{cell}/>")
        return f'<row r="{number}">{"".join(cells)}</row>'


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
