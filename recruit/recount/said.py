"""What the clerk reads of a second opinion: how many figures came out, which did not, and where; never what a cell holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.errors import CannotRun
from recruit.recount.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.recount.result import CellLine, FigureLine, Recounted

_MOST_NAMED = 10


class NotIssued(CannotRun):
    """A figure does not come out when it is counted again, so that nothing may be issued."""

    result = "chưa ban hành, số liệu không khớp khi đối chiếu"


def summary(found: Recounted) -> tuple[str, ...]:
    """Return the sentences about a recount that speaks against nothing."""
    said = [f"Đối chiếu độc lập: {found.same}/{len(found.figures)} số liệu khớp"]
    for line in found.files:
        if line.why:
            said.append(f"Không đối chiếu được: {line.unit_code}, tệp {line.file}: {line.why}")
    unjudged = [line for line in found.cells if line.verdict is Verdict.UNJUDGED]
    said += [f"Không đối chiếu được: {_where(line)} ({line.what})" for line in unjudged[:_MOST_NAMED]]
    if len(unjudged) > _MOST_NAMED:
        said.append(f"Không đối chiếu được: còn {len(unjudged) - _MOST_NAMED:02d} ô nữa")
    return tuple(said)


def differences(found: Recounted) -> tuple[str, ...]:
    """Return a sentence for each figure that does not come out and for each cell that reads otherwise, the first ones."""
    said = [*map(_figure, found.differing), *_cells(found)]
    more = len(said) - 2 * _MOST_NAMED
    return (*said[: 2 * _MOST_NAMED], *([f"… và còn {more:02d} chỗ nữa"] if more > 0 else []))


def refusal(found: Recounted) -> NotIssued:
    """Return what stops a run that was to issue something."""
    wrong = len(found.differing) + len(found.cells_read_otherwise)
    return NotIssued(
        f"Đối chiếu độc lập: {found.same}/{len(found.figures)} số liệu khớp; {wrong:02d} chỗ không khớp nên chưa ban hành.",
        *differences(found),
        "Chạy python generate_report.py recount với cùng thư mục để có bảng đối chiếu đầy đủ, và gửi các dòng này cho người phụ "
        "trách chương trình.",
    )


def _figure(line: FigureLine) -> str:
    whose = f" của {line.unit_code}" if line.unit_code else ""
    return f"Không khớp: {line.name}{whose} ({line.printed_in}): đã in {_shown(line.printed)}, đếm lại {_shown(line.counted)}"


def _cells(found: Recounted) -> Iterator[str]:
    for line in found.cells_read_otherwise:
        yield f"Không khớp: {_where(line)}: {line.what}"


def _shown(value: object) -> str:
    if value is None:
        return "trống"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _where(line: CellLine) -> str:
    return line.file + (f", trang {line.sheet}" if line.sheet else "") + (f", ô {line.cell}" if line.cell else "")
