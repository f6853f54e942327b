"""The check's workbook: what is to be mended, which files came, what was read otherwise, who has sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.write.consolidated import write_files, write_findings, write_submissions, write_understood
from recruit.write.sheets import Book

if TYPE_CHECKING:
    from recruit.model import MonthResult


def check_bytes(result: MonthResult) -> bytes:
    """Return the list of a month's errors as .xlsx, with the sheets that help to mend them."""
    book = Book(f"Kiểm tra tháng {result.period.month:02d}/{result.period.year}")
    write_findings(book, result)
    write_files(book, result)
    write_understood(book, result)
    write_submissions(book, result)
    return book.close()
