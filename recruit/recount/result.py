"""What the second reader says: of every figure, of cells that read otherwise or cannot be judged, of files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

NOT_COUNTED = (
    ("số lỗi, lưu ý", "Do các quy tắc kiểm tra tìm ra, không phải đếm từ ô; mỗi lỗi được đối chiếu với ô mà nó bỏ ra."),
    (
        "Nộp báo cáo: Chưa nộp, Không đọc được, Chưa dùng được",
        "Chỉ đối chiếu là không có bản nào được tính; vì sao thì xem trang Tệp và Lỗi.",
    ),
    ("giờ gửi của thư", "Lấy theo trang Tệp; ngày gửi chỉ quyết định bản nào được dùng, đúng hạn hay chậm."),
    (
        "danh sách trình Đảng ủy, phiếu theo dõi, công văn đôn đốc",
        "Không gửi cấp trên; lập từ cùng những dòng và số liệu của bảng tổng hợp đã đối chiếu.",
    ),
    ("Thay đổi, Tiến độ, Lỗi theo tháng", "Để theo dõi nội bộ, không có trong công văn."),
    ("một đảng viên mới duy nhất, tả bằng lời", "Ghép từ các ô của đúng một dòng, đã đối chiếu từng ô."),
    ("bản in của mẫu văn bản", "Đối chiếu số liệu đưa vào mẫu; câu chữ do mẫu quyết định."),
)
"""What is printed and not counted a second time, each with why: for whoever reads the workbook of a second opinion."""


class Verdict(Enum):
    """What came of holding a printed thing against the second count, with the words of the column `Kết quả`."""

    SAME = "Khớp"
    OTHER = "Không khớp"
    UNJUDGED = "Không đối chiếu được"


class FigureLine(NamedTuple):
    """A figure: where it is printed, its name, its unit's code (empty: of all), both values, and why they are not one.

    `why` is a Vietnamese phrase, empty where both agree. Values are numbers, texts, or None for a blank.
    """

    printed_in: str
    name: str
    unit_code: str
    printed: object
    counted: object
    verdict: Verdict
    why: str = ""


class CellLine(NamedTuple):
    """A cell of which something is to be said: what is printed of it, what the second reader reads, and what that means.

    `sheet` and `cell` are empty where a whole file is meant.
    """

    verdict: Verdict
    file: str
    sheet: str
    cell: str
    what: str
    printed: object = None
    read: object = None


class FileLine(NamedTuple):
    """A workbook that speaks, whose, with what came of opening it: empty where it was counted again."""

    file: str
    unit_code: str
    why: str = ""


@dataclass(frozen=True)
class Recounted:
    """All that the second reader says of a month."""

    figures: tuple[FigureLine, ...]
    cells: tuple[CellLine, ...]
    files: tuple[FileLine, ...]

    @property
    def same(self) -> int:
        """How many figures came out as they are printed."""
        return sum(line.verdict is Verdict.SAME for line in self.figures)

    @property
    def differing(self) -> tuple[FigureLine, ...]:
        return tuple(line for line in self.figures if line.verdict is Verdict.OTHER)

    @property
    def unjudged(self) -> tuple[FigureLine, ...]:
        return tuple(line for line in self.figures if line.verdict is Verdict.UNJUDGED)

    @property
    def cells_read_otherwise(self) -> tuple[CellLine, ...]:
        return tuple(line for line in self.cells if line.verdict is Verdict.OTHER)

    @property
    def is_whole(self) -> bool:
        """Whether every figure came out, and no cell was left that the second reader cannot judge."""
        return self.same == len(self.figures) and not self.cells

    @property
    def agrees(self) -> bool:
        """Whether nothing speaks against what is printed."""
        return not self.differing and not self.cells_read_otherwise
