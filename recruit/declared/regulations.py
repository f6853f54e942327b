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
    """One number that a rule compares with, as it holds from a day; `source` names its regulation with the day of that.

    Of one number there have been several regulations: two guides are even called 01-HD/TW.
    """

    code: str
    text: str
    value: int
    from_day: date
    source: str


def _rows(code: str, text: str, *held: tuple[int, date, str]) -> tuple[Threshold, ...]:
    """Return the rows of a code, oldest first: value, the day it holds from, its source."""
    return tuple(Threshold(code, text, *row) for row in held)


_EARLY = date(2021, 7, 30)
_OWN = "Mặc định của chương trình"
_232 = (date(2025, 1, 20), "Quy định 232-QĐ/TW ngày 20/01/2025")
_294 = (date(2025, 5, 26), "Quy định 294-QĐ/TW ngày 26/5/2025")
_20 = (date(2026, 4, 8), "Quy định 20-QĐ/TW ngày 08/4/2026")
_208 = (date(2026, 7, 26), "Quy định 208-QĐ/TW ngày 26/7/2026")
_STATUTES = ((_EARLY, "Quy định 24-QĐ/TW ngày 30/7/2021"), _232, _294, _20, _208)

WORKING_DAYS_FROM = _208[0]
"""From this day `han_le_ket_nap` is reckoned in working days from the decision's own day, before it in days."""

# A later row of one code takes over from its day.
DEFAULTS: tuple[Threshold, ...] = (
    *_rows(
        "tuoi_toi_thieu",
        "Tuổi đời tối thiểu khi chi bộ đề nghị kết nạp (đủ năm)",
        *((18, *statute) for statute in _STATUTES),
    ),
    *_rows(
        "tuoi_toi_da",
        "Tuổi đời tối đa khi chi bộ đề nghị kết nạp (đủ năm, tính đến hết tháng)",
        *((60, *statute) for statute in _STATUTES),
    ),
    *_rows(
        "tuoi_vao_danh_sach",
        "Tuổi thấp nhất ngày vào danh sách cảm tình (dưới tuổi này là lỗi)",
        (15, _EARLY, _OWN),
    ),
    *_rows(
        "hoc_van",
        "Trình độ học vấn tối thiểu (1: Tiểu học, 2: THCS, 3: THPT)",
        *((2, *statute) for statute in _STATUTES),
    ),
    *_rows(
        "han_giay_chung_nhan",
        "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng có giá trị (tháng)",
        (60, _EARLY, "Hướng dẫn 12-HD/BTCTW ngày 18/01/2022"),
    ),
    *_rows(
        "han_ho_so",
        "Từ ngày Đảng ủy đồng ý đến nghị quyết của chi bộ, quá thì làm lại hồ sơ (tháng)",
        (12, _EARLY, "Hướng dẫn 01-HD/TW ngày 28/9/2021"),
        (12, date(2025, 6, 9), "Hướng dẫn 06-HD/TW ngày 09/6/2025"),
        (12, date(2026, 5, 19), "Hướng dẫn 01-HD/TW ngày 19/5/2026"),
    ),
    *_rows(
        "han_le_ket_nap",
        "Từ ngày quyết định đến lễ kết nạp (ngày, thay cho 30 ngày làm việc từ ngày nhận quyết định)",
        (45, _EARLY, "Quy định 29-QĐ/TW ngày 25/7/2016"),
        (45, *_294),
        (45, *_20),
    ),
    *_rows("han_le_ket_nap", "Từ ngày ban hành quyết định đến lễ kết nạp (ngày làm việc)", (30, *_208)),
    *_rows("do_dai_y_kien", "Ý kiến dài hơn số ký tự này thì chuyển vào phụ lục", (500, _EARLY, _OWN)),
    *_rows("thang_cu", "Số liệu cũ hơn số tháng này là lỗi", (2, _EARLY, _OWN)),
)

CODES: tuple[str, ...] = tuple(dict.fromkeys(threshold.code for threshold in DEFAULTS))

DAY_OFF, DAY_WORKED = "ngay_nghi", "ngay_lam_bu"
"""Codes of the sheet `Quy định` whose value is a day: one that the state gives off, or has made up for, as announced."""


def succession(code: str) -> str:
    """Return the regulations of a code one after the other, in words, each with the day from which it holds."""
    rows = [row for row in DEFAULTS if row.code == code]
    later = (f"từ {row.from_day:%d/%m/%Y} {row.source}" for row in rows[1:])
    return "; ".join((rows[0].source, *later))


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

    @property
    def newest(self) -> date:
        """The day from which the newest row holds."""
        return max(row.from_day for row in (*DEFAULTS, *self._overrides))

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
