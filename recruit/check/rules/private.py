"""The rule about what should not be in a list at all: numbers of identity papers, telephones, addresses of mail."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Scope, rule
from recruit.declared.field import Kind
from recruit.declared.form import LIST
from recruit.language.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row

_OF_PAPERS = ("certificate_number", "decision_number")
_FREE_TEXT = tuple(field.key for field in LIST if field.kind is Kind.TEXT and field.key not in _OF_PAPERS)
"""The columns in which anything may be written: all of texts but those that ask for a paper's number."""

_MAY_BE = re.compile(r"[0-9](?:[ .()-]{0,3}[0-9]){8}|@")
# Numbers as they are typed: in one piece, or in groups of three and more, which no day has.
_WHOLE = re.compile(r"\+?[0-9]{9,}")
_GROUPED = re.compile(r"(?<![0-9.])\+?[0-9]{2,}(?:[ .-][0-9]{3,})+(?![0-9]|[.][0-9])")
_ADDRESS = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+")

_UNSAID = "…"
IDENTITY, TELEPHONE, ADDRESS = "số giấy tờ tùy thân", "số điện thoại", "địa chỉ thư điện tử"


@rule(
    "O38",
    WARNING,
    Scope.ROW,
    "Số giấy tờ, điện thoại, địa chỉ thư trong danh sách",
    "Ô {label} có {what}; biểu không cần thông tin này.",
    remedy="Xóa khỏi ô; không gửi thông tin này kèm danh sách.",
    asked_of=_FREE_TEXT,
    example={"label": "Ghi chú", "what": "số giấy tờ tùy thân"},
)
def private_number(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    for key in _FREE_TEXT:
        if row.is_filled(key) and (what := _private(row.shown(key))):
            # What it is goes no further than the cell.
            yield checked.flaw(row, key, what=listed(what))._replace(value=_UNSAID)


@lru_cache(maxsize=16384)
def _private(text: str) -> tuple[str, ...]:
    """Return what a text holds of what it should not, each kind once."""
    text = unicodedata.normalize("NFKC", text)
    if not _MAY_BE.search(text):
        return ()
    rest = re.sub(r"[()]", "", _WHOLE.sub(";", text))
    found = [_kind(number) for number in (*_WHOLE.findall(text), *_GROUPED.findall(rest))]
    found += [ADDRESS] if _ADDRESS.search(text) else []
    return tuple(dict.fromkeys(filter(None, found)))


def _kind(number: str) -> str:
    digits = re.sub(r"[^0-9]", "", number)
    if number.startswith("+") or (digits.startswith("84") and len(digits) == 11):
        digits = "0" + digits.removeprefix("84")
    if digits.startswith("0") and (len(digits) == 10 or (len(digits) == 11 and digits.startswith("02"))):
        return TELEPHONE
    # In groups only where it begins as a number of papers may, and no sum of money does.
    return IDENTITY if len(digits) in (9, 12) and (digits == number or digits.startswith("0")) else ""
