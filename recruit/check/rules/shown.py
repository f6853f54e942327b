"""Rules about what a cell shows and what it holds: months for days, ditto marks, linked zeros, births of long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.form import PERSON_KEYS
from recruit.language.reckoning import full_years
from recruit.read.written import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row


@rule(
    "O14",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Dấu “như trên” không thay được",
    "Dấu “như trên” không thay được cho {label}.",
    remedy="Ghi đủ vào ô.",
    takes_out=PERSON_KEYS,
    example={"label": "Họ và tên"},
)
def ditto_mark(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("ditto_mark")


@rule(
    "O40",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Ô chỉ hiện tháng, năm",
    "Ô chỉ hiện tháng và năm ({value}); ngày trong ô do Excel tự đặt.",
    remedy="Gõ lại đủ ngày/tháng/năm.",
    example={"value": "03/2024"},
)
def day_not_shown(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("day_not_shown")


@rule(
    "O41",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Biểu liên kết với tệp khác",
    "Biểu có ô liên kết cho số 0; đã hiểu là ô để trống.",
    remedy="Ghi số liệu vào biểu, không liên kết với tệp khác; ô không có gì thì để trống.",
)
def linked_zero(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("linked_zero")


_HARDLY_ANYBODY = 90
"""Years of age that somebody on a list hardly has; an admission has a limit of its own."""


@rule(
    "O44",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Năm sinh cho tuổi quá cao",
    "Ngày sinh {birth}: đã {age} tuổi.",
    remedy="Kiểm tra lại năm sinh; đúng thì không cần sửa.",
    example={"birth": "05/03/1909", "age": "115"},
)
def age_hardly_possible(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth = row.get("birth")
    if birth is not None and (age := full_years(birth, checked.last_day)) >= _HARDLY_ANYBODY:
        yield checked.flaw(row, "birth", birth=in_words(birth), age=str(age))
