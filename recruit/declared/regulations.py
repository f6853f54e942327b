"""Thresholds and the regulations they come from, each with the day it holds from: data that the plan may override."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.declared.plan import Regulation


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number that a rule compares with. `source` names its regulation; see `SOURCES` for those that succeed it."""

    code: str
    text: str
    value: int
    from_day: date
    source: str


_EARLY = date(2021, 7, 30)

# A later row of one code takes over from its day.
DEFAULTS: tuple[Threshold, ...] = (
    Threshold(
        "tuoi_toi_thieu", "Tuổi đời tối thiểu khi chi bộ đề nghị kết nạp (đủ năm)", 18, _EARLY, "Quy định 24-QĐ/TW"
    ),
    Threshold(
        "tuoi_toi_thieu",
        "Tuổi đời tối thiểu khi chi bộ đề nghị kết nạp (đủ năm)",
        18,
        date(2025, 1, 20),
        "Quy định 232-QĐ/TW",
    ),
    Threshold(
        "tuoi_toi_thieu",
        "Tuổi đời tối thiểu khi chi bộ đề nghị kết nạp (đủ năm)",
        18,
        date(2025, 5, 26),
        "Quy định 294-QĐ/TW",
    ),
    Threshold(
        "tuoi_toi_da",
        "Tuổi đời tối đa khi chi bộ đề nghị kết nạp (đủ năm, tính đến hết tháng)",
        60,
        _EARLY,
        "Quy định 24-QĐ/TW",
    ),
    Threshold(
        "tuoi_toi_da",
        "Tuổi đời tối đa khi chi bộ đề nghị kết nạp (đủ năm, tính đến hết tháng)",
        60,
        date(2025, 1, 20),
        "Quy định 232-QĐ/TW",
    ),
    Threshold(
        "tuoi_toi_da",
        "Tuổi đời tối đa khi chi bộ đề nghị kết nạp (đủ năm, tính đến hết tháng)",
        60,
        date(2025, 5, 26),
        "Quy định 294-QĐ/TW",
    ),
    Threshold(
        "tuoi_vao_danh_sach",
        "Tuổi thấp nhất ngày vào danh sách cảm tình (dưới tuổi này là lỗi)",
        15,
        _EARLY,
        "Mặc định của chương trình",
    ),
    Threshold("hoc_van", "Trình độ học vấn tối thiểu (1: Tiểu học, 2: THCS, 3: THPT)", 2, _EARLY, "Quy định 24-QĐ/TW"),
    Threshold(
        "hoc_van",
        "Trình độ học vấn tối thiểu (1: Tiểu học, 2: THCS, 3: THPT)",
        2,
        date(2025, 1, 20),
        "Quy định 232-QĐ/TW",
    ),
    Threshold(
        "hoc_van",
        "Trình độ học vấn tối thiểu (1: Tiểu học, 2: THCS, 3: THPT)",
        2,
        date(2025, 5, 26),
        "Quy định 294-QĐ/TW",
    ),
    Threshold(
        "han_giay_chung_nhan",
        "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng có giá trị (tháng)",
        60,
        _EARLY,
        "Hướng dẫn 12-HD/BTCTW",
    ),
    Threshold(
        "han_ho_so",
        "Từ ngày Đảng ủy đồng ý đến nghị quyết của chi bộ, quá thì làm lại hồ sơ (tháng)",
        12,
        _EARLY,
        "Hướng dẫn 01-HD/TW",
    ),
    Threshold(
        "han_ho_so",
        "Từ ngày Đảng ủy đồng ý đến nghị quyết của chi bộ, quá thì làm lại hồ sơ (tháng)",
        12,
        date(2025, 6, 9),
        "Hướng dẫn 06-HD/TW",
    ),
    Threshold(
        "han_le_ket_nap",
        "Từ ngày quyết định đến lễ kết nạp (ngày; quy định là 30 ngày làm việc)",
        45,
        _EARLY,
        "Quy định 29-QĐ/TW",
    ),
    Threshold(
        "han_le_ket_nap",
        "Từ ngày quyết định đến lễ kết nạp (ngày; quy định là 30 ngày làm việc)",
        45,
        date(2025, 5, 26),
        "Quy định 294-QĐ/TW, Điều 5",
    ),
    Threshold(
        "do_dai_y_kien", "Ý kiến dài hơn số ký tự này thì chuyển vào phụ lục", 500, _EARLY, "Mặc định của chương trình"
    ),
    Threshold("thang_cu", "Số liệu cũ hơn số tháng này là lỗi", 2, _EARLY, "Mặc định của chương trình"),
)

CODES: tuple[str, ...] = tuple(dict.fromkeys(threshold.code for threshold in DEFAULTS))


@dataclass(frozen=True, slots=True)
class Held:
    """A threshold as it holds on a day."""

    value: int
    source: str


class Regulations:
    """The defaults with the plan's rows laid over them.

    A plan row holds from its day on, over every default, until a later row of the plan takes over; one without a day
    holds from the first default's day.
    """

    def __init__(self, overrides: Sequence[Regulation] = ()) -> None:
        self._overrides = tuple(sorted(overrides, key=lambda row: row.from_day))
        self._held: dict[tuple[str, date], Held] = {}

    def on(self, code: str, day: date) -> Held:
        """Return the threshold `code` as it holds on `day` (before the first row: as in the first row)."""
        known = self._held.get((code, day))
        if known is None:
            known = self._held[code, day] = self._on(code, day)
        return known

    def _on(self, code: str, day: date) -> Held:
        defaults = [row for row in DEFAULTS if row.code == code]
        held = next((row for row in reversed(defaults) if row.from_day <= day), defaults[0])
        # The shipped plan repeats the defaults; of two rows that hold, the one with the later day wins, the plan's on
        # a tie.
        for row in self._overrides:
            if row.code == code and held.from_day <= row.from_day <= day:
                held = row
        return Held(held.value, held.source)
