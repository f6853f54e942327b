"""The check's workbook: what is to be mended, which files came, what was read otherwise, who has sent."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from recruit.write.summary.contents import SAYS, code_widths
from recruit.write.summary.sheets import Book
from recruit.write.summary.workbook import write_files, write_findings, write_submissions, write_understood

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recruit.check.registry import Finding
    from recruit.declared.plan import Plan
    from recruit.measure.result import MonthResult
    from recruit.read.written import Understood
    from recruit.write.word.check.faults import Fault


def check_bytes(result: MonthResult, faults: Mapping[str, Sequence[Fault]] = MappingProxyType({})) -> bytes:
    """Return the list of a month's errors as .xlsx, with the sheets that help to mend them.

    `faults` are those of templates, by file; they have a sheet of their own where there are any.
    """
    book = Book(
        f"Kiểm tra tháng {result.period.month:02d}/{result.period.year}",
        code_widths(unit.code for unit in result.plan.units),
    )
    book.contents(SAYS)
    write_findings(book, (*result.findings, *result.confirmed))
    _write_faults(book, faults)
    write_submissions(book, result)
    write_files(book, result.files)
    write_understood(book, result.understood)
    return book.close()


def plan_check_bytes(
    plan: Plan,
    findings: Sequence[Finding],
    understood: Sequence[Understood],
    faults: Mapping[str, Sequence[Fault]] = MappingProxyType({}),
) -> bytes:
    """Return what is wrong with the plan as .xlsx, and what of it was read otherwise than it was written."""
    book = Book(f"Kiểm tra kế hoạch năm {plan.year}", code_widths(unit.code for unit in plan.units))
    book.contents(SAYS)
    write_findings(book, findings)
    _write_faults(book, faults)
    write_understood(book, understood)
    return book.close()


def _write_faults(book: Book, faults: Mapping[str, Sequence[Fault]]) -> None:
    if faults:
        rows = [
            [f.severity.value, f.code, name, f.part, f.paragraph or None, f.tag or f.text, f.message, f.remedy]
            for name, found in faults.items()
            for f in found
        ]
        headings = ("Mức", "Mã lỗi", "Mẫu", "Phần", "Đoạn", "Chỗ sai", "Nội dung", "Cách sửa")
        book.table("Mẫu văn bản", headings, (9, 8, 28, 14, 8, 30, 60, 50), rows, len(rows))
