"""What a unit replies to warnings on the sheet `Cần sửa` of a returned workbook: by the keys of the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.form import LIST_BY_KEY, REPLY_HEADING
from recruit.declared.plan import BETWEEN_KEYS
from recruit.declared.summary import KEY_HEADING
from recruit.language.spelling import fold, label_key
from recruit.read.values import read_value

if TYPE_CHECKING:
    from recruit.books.workbook import RawSheet, RawWorkbook

_LONGEST = 500
_KEYS, _REPLY = label_key(KEY_HEADING), label_key(REPLY_HEADING)
_NOTE = LIST_BY_KEY["note"]
# Begun, and nothing said.
_NOTHING = frozenset(map(fold, ("", "Đúng, vì", "Đúng, vì:", "Đúng, vì: …", "Đúng, vì: ...")))


def read_replies(book: RawWorkbook, sheet: RawSheet, plan_year: int) -> dict[str, str]:
    """Return what stands in the column of replies, by each key of its row; a reply of any length is cut to 500 letters."""
    found: dict[str, str] = {}
    columns: dict[str, int] = {}
    for _, cells in sorted(sheet.rows.items()):
        if not columns:
            labels = {label_key(cell.value): column for column, cell in cells.items() if cell.kind == "s"}
            columns = labels if {_KEYS, _REPLY} <= labels.keys() else {}
            continue
        keys, reply = cells.get(columns[_KEYS]), cells.get(columns[_REPLY])
        if keys is None or reply is None or keys.kind != "s":
            continue
        said = read_value(reply, _NOTE, book, plan_year).value
        if isinstance(said, str) and fold(said) not in _NOTHING:
            found |= dict.fromkeys(keys.value.split(BETWEEN_KEYS), said[:_LONGEST])
    return found
