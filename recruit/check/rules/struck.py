"""Rules about what is struck out: whole rows, and letters in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, Group, Scope, rule
from recruit.declared.form import PERSON_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw


@rule(
    "O15",
    ERROR,
    Scope.REPORT,
    Group.ROW,
    "Dòng bị gạch ngang",
    "Dòng bị gạch ngang; không biết người này còn tính hay không.",
    remedy="Nếu vẫn tính thì bỏ gạch ngang chữ (chọn cả dòng, bấm Ctrl+5). Nếu đã thôi thì bỏ gạch ngang, ghi Ngày đưa ra "
    "khỏi danh sách và Lý do đưa ra; không xóa dòng.",
    takes_out=("name",),
)
def struck_row(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("struck_row")


@rule(
    "O16",
    ERROR,
    Scope.REPORT,
    Group.ROW,
    "Ô có chữ bị gạch ngang",
    "Trong ô có chữ bị gạch ngang; không biết phần nào còn tính.",
    remedy="Gõ lại vào ô điều còn đúng; xóa phần bị gạch ngang.",
    takes_out=PERSON_KEYS,
)
def struck_letters(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("struck_letters")
