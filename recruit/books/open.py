"""A workbook's bytes to raw cells with addresses: what stands there, and nothing that a library made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.xlsx import read_xlsx
from recruit.guard.kinds import identify_workbook
from recruit.guard.refusals import Refused, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.books.workbook import RawWorkbook
    from recruit.guard.kinds import Identified


def read_workbook(data: bytes, passwords: Sequence[str] = (), identified: Identified | None = None) -> RawWorkbook:
    """Return the workbook in `data`, opened with the first of `passwords` that fits where it is encrypted.

    `identified` says what `data` is, where that was asked before. Raises Refused, and nothing else; so may looking into
    a sheet.
    """
    try:
        return _read(data, identified)
    except Refused as refused:
        if refused.code != "encrypted":
            raise
    from recruit.guard.passwords import unlock

    return _read(unlock(data, passwords))


def _read(data: bytes, identified: Identified | None = None) -> RawWorkbook:
    kind, package = identify_workbook(data, identified)
    if kind == "xlsx":
        return read_xlsx(package)
    # Most offices send nothing else, and need not wait for the other readers.
    from recruit.guard.apart import apart

    if kind == "ods":
        from recruit.books.ods import read_ods

        return read_ods(package)
    if kind == "xlsb":
        from recruit.books.xlsb import read_xlsb

        return apart(read_xlsb, data)
    if kind == "xls":
        from recruit.books.xls import read_xls

        return apart(read_xls, data)
    raise refusal("encrypted")
