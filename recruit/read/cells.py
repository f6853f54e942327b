"""A workbook's bytes to raw cells with addresses: what stands there, and nothing that a library made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.intake.kinds import open_workbook_package
from recruit.read.xlsx import read_xlsx

if TYPE_CHECKING:
    from recruit.read.workbook import RawWorkbook


def read_workbook(data: bytes) -> RawWorkbook:
    """Return the workbook in `data`. Raises Refused, and nothing else; so may looking into a sheet."""
    return read_xlsx(open_workbook_package(data))
