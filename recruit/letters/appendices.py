"""The appendices of the reports: figures by unit and by month, new members, people sent to class, long opinions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recruit.declared.choices import FEMALE
from recruit.declared.plan import COMMITTEE_KIND, TARGET_KEYS
from recruit.language.wording import NBSP, NONE, birth_year, cited_date, count, percent
from recruit.letters import words
from recruit.letters.names import Name
from recruit.measure.figure import Attainment
from recruit.measure.targets import measure, overall

if TYPE_CHECKING:
    from recruit.declared.plan import Plan
    from recruit.measure.figure import Measure
    from recruit.measure.result import Event, MonthLine, MonthResult, UnitResult

_FIGURES = (
    ("chi_tieu_ket_nap", "chỉ tiêu kết nạp", "01"),
    ("da_ket_nap", "đã kết nạp", "01"),
    ("ty_le_ket_nap", "tỷ lệ đạt chỉ tiêu kết nạp", "100%"),
    ("chi_tieu_hoc", "chỉ tiêu học lớp", "–"),
    ("da_hoc", "đã cử đi học", "01"),
    ("ty_le_hoc", "tỷ lệ đạt chỉ tiêu học lớp", "–"),
    ("cam_tinh", "số cảm tình Đảng", "02"),
    ("du_dieu_kien", "số người đủ điều kiện xem xét kết nạp", "01"),
    ("danh_gia", "đánh giá", "Đạt"),
    ("thang", "số liệu đến tháng", "11/2024"),
)

UNIT_COLUMN = Name("cot_don_vi", "tên cột ghi đơn vị: Chi bộ; Đơn vị, khi có Đảng ủy cấp dưới", "Chi bộ")

PEOPLE_NAMES = (
    UNIT_COLUMN,
    Name("phu_luc.don_vi", "số thứ tự phụ lục số liệu của các đơn vị", "1"),
    Name("phu_luc.ket_nap", "số thứ tự phụ lục đảng viên mới, trống khi không có", "3"),
    Name("phu_luc.hoc", "số thứ tự phụ lục người được cử đi học, trống khi không có", "4"),
    Name("phu_luc.y_kien", "số thứ tự phụ lục ý kiến các đơn vị, trống khi không có", "5"),
    Name("phu_luc.danh_sach", "các phụ lục kèm theo", "Phụ lục 1, Phụ lục 2"),
    Name("bang_ket_nap[].stt", "đảng viên mới: số thứ tự", "1"),
    Name("bang_ket_nap[].ten", "đảng viên mới: họ và tên", "Nguyễn Thị Minh Hà", quoted=True),
    Name("bang_ket_nap[].nam_sinh", "đảng viên mới: năm sinh", "1994"),
    Name("bang_ket_nap[].nu", "đảng viên mới: x nếu là nữ", "x"),
    Name("bang_ket_nap[].dan_toc", "đảng viên mới: dân tộc", "Kinh"),
    Name("bang_ket_nap[].chuc_vu", "đảng viên mới: chức vụ, đơn vị công tác", "Chuyên viên", quoted=True),
    Name("bang_ket_nap[].don_vi", "đảng viên mới: chi bộ", "Chi bộ Tổng hợp"),
    Name("bang_ket_nap[].quyet_dinh", "đảng viên mới: số, ngày quyết định", "31-QĐ/ĐUK, 18/3/2024", quoted=True),
    Name("bang_ket_nap[].le", "đảng viên mới: ngày lễ kết nạp", "29/3/2024"),
    Name("bang_hoc[].stt", "người được cử đi học: số thứ tự", "1"),
    Name("bang_hoc[].ten", "người được cử đi học: họ và tên", "Giàng A Sử", quoted=True),
    Name("bang_hoc[].nam_sinh", "người được cử đi học: năm sinh", "1996"),
    Name("bang_hoc[].don_vi", "người được cử đi học: chi bộ", "Chi bộ Tổng hợp"),
    Name("bang_hoc[].ngay", "người được cử đi học: ngày cử đi học", "17/6/2024"),
    Name("bang_hoc[].giay", "người được cử đi học: số, ngày giấy chứng nhận", "127/GCN, 12/7/2024", quoted=True),
    Name("y_kien_dai[].don_vi", "ý kiến dài: đơn vị", "Chi bộ Kinh tế"),
    Name("y_kien_dai[].muc", "ý kiến dài: mục của biểu", "Kiến nghị, đề xuất"),
    Name("y_kien_dai[].loi", "ý kiến dài: lời của đơn vị", "Đề nghị mở thêm lớp.", quoted=True),
)
"""What every report's appendices may name: their numbers, the people in them, long opinions."""

APPENDIX_NAMES = (
    *PEOPLE_NAMES,
    Name("bang_don_vi[].stt", "số liệu từng đơn vị: số thứ tự", "1"),
    Name("bang_don_vi[].ten", "số liệu từng đơn vị: tên đơn vị", "Chi bộ Tổng hợp"),
    *(Name(f"bang_don_vi[].{key}", f"số liệu từng đơn vị: {text}", example) for key, text, example in _FIGURES),
    *(Name(f"tong.{key}", f"tổng cộng: {text}", example) for key, text, example in _FIGURES),
    Name("ghi_chu_phu_luc[]", "ghi chú dưới bảng số liệu", "Đoàn Thanh niên: Chung với chi bộ: 01 người."),
)

MONTH_NAMES = (
    Name("phu_luc.thang", "số thứ tự phụ lục kết quả theo tháng", "2"),
    *(
        Name(f"bang_thang[].{key}", f"kết quả từng tháng: {text}", example)
        for key, text, example in (
            ("thang", "tháng", "11/2024"),
            ("ket_nap", "kết nạp trong tháng", "01"),
            ("luy_ke_ket_nap", "lũy kế kết nạp", "02"),
            ("hoc", "cử đi học trong tháng", "01"),
            ("luy_ke_hoc", "lũy kế cử đi học", "03"),
            ("cam_tinh", "cảm tình Đảng cuối tháng", "11"),
        )
    ),
)


def appendices(result: MonthResult, *, by_month: bool = False) -> dict[str, object]:
    """Return the names of APPENDIX_NAMES; with `by_month` the appendix of MONTH_NAMES has its number too.

    Numbers run on where an appendix is left out.
    """
    long = words.long_opinions(result)
    present = {
        "don_vi": True,
        **({"thang": True} if by_month else {}),
        "ket_nap": bool(result.admitted),
        "hoc": bool(result.sent_to_class),
        "y_kien": bool(long),
    }
    kept = [key for key, there in present.items() if there]
    numbers = {key: str(kept.index(key) + 1) if there else "" for key, there in present.items()}
    return {
        "phu_luc": {**numbers, "danh_sach": ", ".join(f"Phụ lục{NBSP}{numbers[key]}" for key in kept)},
        "cot_don_vi": unit_column(result.plan),
        "bang_don_vi": [
            *(_unit_line(index, line, result) for index, line in enumerate(result.units, start=1)),
            *_sum_of_units(result),
        ],
        "tong": _total_line(result),
        "ghi_chu_phu_luc": _table_notes(result),
        "bang_ket_nap": [_admitted_line(index, event) for index, event in enumerate(result.admitted, start=1)],
        "bang_hoc": [_class_line(index, event) for index, event in enumerate(result.sent_to_class, start=1)],
        "y_kien_dai": long,
    }


def unit_column(plan: Plan) -> str:
    """Return the heading over the units that people belong to: committees, one level up, are no chi bộ."""
    return "Đơn vị" if any(unit.kind == COMMITTEE_KIND for unit in plan.units) else "Chi bộ"


def month_table(result: MonthResult) -> list[dict[str, str]]:
    """Return the year's months up to the period, as MONTH_NAMES names them."""
    return [_month_line(line, result.period.year) for line in result.months]


def _month_line(line: MonthLine, year: int) -> dict[str, str]:
    return {
        "thang": f"{line.month:02d}/{year}",
        "ket_nap": count(line.admitted) if line.admitted else NONE,
        "luy_ke_ket_nap": count(line.admitted_total),
        "hoc": count(line.sent) if line.sent else NONE,
        "luy_ke_hoc": count(line.sent_total),
        "cam_tinh": count(line.sympathisers),
    }


_GOING_ON = "Đang thực hiện"


def _word(attained: Attainment, result: MonthResult) -> str:
    """Return the word for what is attained; before the deadline is over nobody has fallen short."""
    deadline = result.plan.completion_deadline
    over = result.day > deadline if deadline else result.day >= date(result.plan.year, 12, 31)
    return _GOING_ON if attained is Attainment.SHORT and not over else attained.value


def _unit_line(index: int, line: UnitResult, result: MonthResult) -> dict[str, str]:
    since = line.data_period
    return {
        "stt": str(index),
        "ten": line.unit.name,
        **_measured(line.admissions, line.classes),
        "cam_tinh": _figure(line, "sympathisers"),
        "du_dieu_kien": _figure(line, "eligible"),
        "danh_gia": _word(line.overall, result) if since else NONE,
        "thang": f"{since.month:02d}/{since.year}" if since else "chưa có số liệu",
    }


def _sum_of_units(result: MonthResult) -> list[dict[str, str]]:
    """Return a row with the sum of the units' targets where another one was assigned: the last row has that one."""
    plan = result.plan
    if not plan.sums_that_differ:
        return []
    admissions, classes = (plan.sums_that_differ.get(key, getattr(plan, key)) for key in TARGET_KEYS)
    return [
        {
            "stt": "",
            "ten": "Cộng các đơn vị",
            **_measured(measure(admissions, result.admissions.done), measure(classes, result.classes.done)),
            "cam_tinh": "",
            "du_dieu_kien": "",
            "danh_gia": "",
            "thang": "",
        }
    ]


def _total_line(result: MonthResult) -> dict[str, str]:
    return {
        **_measured(result.admissions, result.classes),
        "cam_tinh": count(words.value(result, "sympathisers")),
        "du_dieu_kien": count(words.value(result, "eligible")),
        "danh_gia": _word(overall(result.admissions, result.classes), result),
        "thang": f"{result.period.month:02d}/{result.period.year}",
    }


def _measured(admissions: Measure, classes: Measure) -> dict[str, str]:
    return {
        "chi_tieu_ket_nap": count(admissions.target),
        "da_ket_nap": count(admissions.done),
        "ty_le_ket_nap": percent(admissions.rate),
        "chi_tieu_hoc": count(classes.target),
        "da_hoc": count(classes.done),
        "ty_le_hoc": percent(classes.rate),
    }


def _figure(line: UnitResult, key: str) -> str:
    return count(line.figures[key].value) if key in line.figures else NONE


def _table_notes(result: MonthResult) -> list[str]:
    notes = [
        f"{line.unit.name}: Chung với chi bộ: {count(line.shared_with_branches)}{NBSP}người."
        for line in result.units
        if line.shared_with_branches
    ]
    return notes + words.data_notes(result)


def _admitted_line(index: int, event: Event) -> dict[str, str]:
    return {
        "stt": str(index),
        "ten": event.name,
        "nam_sinh": birth_year(event.birth),
        "nu": "x" if event.gender == FEMALE else "" if event.gender else "chưa rõ",
        "dan_toc": event.ethnic_group or "chưa rõ",
        "chuc_vu": event.position or "chưa rõ",
        "don_vi": event.unit.name,
        "quyet_dinh": f"{event.decision_number}, {cited_date(event.day)}",
        "le": cited_date(event.ceremony) if event.ceremony else "",
    }


def _class_line(index: int, event: Event) -> dict[str, str]:
    issued = cited_date(event.certificate) if event.certificate else ""
    certificate = ", ".join(part for part in (event.certificate_number, issued) if part)
    return {
        "stt": str(index),
        "ten": event.name,
        "nam_sinh": birth_year(event.birth),
        "don_vi": event.unit.name,
        "ngay": cited_date(event.day),
        "giay": certificate,
    }
