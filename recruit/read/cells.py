"""A workbook's bytes to raw cells with addresses: what stands there, and nothing that a library made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.intake.kinds import identify_workbook
from recruit.intake.refusals import Refused, refusal
from recruit.read.xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.read.workbook import RawWorkbook

_LOST = {"died": "lost", "slow": "slow", "memory": "memory"}


def read_workbook(data: bytes, passwords: Sequence[str] = ()) -> RawWorkbook:
    """Return the workbook in `data`, with one of `passwords` where it has one.

    Raises Refused, and nothing else; so may looking into a sheet.
    """
    from recruit.isolation import Lost

    try:
        try:
            return _read(data)
        except Refused as refused:
            if refused.code != "encrypted":
                raise
        from recruit.read.passwords import unlock

        return _read(unlock(data, passwords))
    except Lost as lost:
        raise refusal(_LOST[lost.why]) from lost


def _read(data: bytes) -> RawWorkbook:
    """Return the workbook in `data`; what is read record by record, in a process of its own. Raises Refused, Lost."""
    kind, package = identify_workbook(data)
    if kind == "encrypted":
        raise refusal("encrypted")
    if kind == "ods":
        from recruit.read.ods import read_ods

        return read_ods(package)
    if kind == "xls":
        from recruit.isolation import isolated
        from recruit.read.xls import read_xls

        return isolated(read_xls, data)
    if kind == "xlsb":
        from recruit.isolation import isolated
        from recruit.read.xlsb import read_xlsb

        return isolated(read_xlsb, data)
    return read_xlsx(package)
