"""The urging letters (công văn đôn đốc): to one unit that is late or behind, or one letter to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import ADDRESSEES, DOCUMENTS
from recruit.language.wording import NBSP, NONE, birth_year, cited_date, count, listed, month_name, ratio
from recruit.letters import words
from recruit.letters.head import HEAD_NAMES, bare, head, monthly_occasion
from recruit.letters.names import Name
from recruit.measure.result import CaseKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recruit.measure.figure import Measure
    from recruit.measure.result import MonthResult, Prospect, UnitResult
    from recruit.merge.sends import Unusable
    from recruit.model import LetterOptions

_COMMON_NAMES = (
    *HEAD_NAMES,
    Name("thang", "tháng của kỳ báo cáo", "11"),
    Name("het_ngay", "ngày mà số liệu tính đến: ngày cuối của kỳ, hoặc ngày văn bản nếu sớm hơn", "30/11/2024"),
    Name("giua_ky", "văn bản ghi ngày trước ngày cuối của kỳ", False),
    Name("han.co", "kế hoạch có ghi hạn hoàn thành (có, không)", True),
    Name("han.ngay", "hạn hoàn thành", "30/11/2024"),
    Name("han.con_lai", "thời gian còn lại đến hạn", "còn 25 ngày"),
    Name("han.den", "đã đến hạn hoặc quá hạn (có, không)", False),
    Name("nop.han", "hạn gửi báo cáo của kỳ", "25/11/2024"),
)

UNUSABLE_NAMES = (
    Name("nop.chua_dung_duoc", "đơn vị đã gửi báo cáo chưa dùng được (có, không)", False),
    Name("nop.thang_chua_dung", "những tháng có báo cáo chưa dùng được", "tháng 11"),
    Name("nop.vi_sao", "vì sao báo cáo chưa dùng được", "có thể ghi nhầm Tháng"),
)

UNIT_NAMES = (
    *_COMMON_NAMES,
    Name("don_vi.ten", "tên đơn vị", "Chi bộ Nhà khách"),
    Name("don_vi.dang_uy_vien", "Đảng ủy viên phụ trách, trống khi chưa phân công", "Đỗ Mạnh Cường"),
    Name("nop.thieu", "đơn vị còn thiếu báo cáo của kỳ (có, không)", True),
    Name("nop.cac_thang", "những tháng liền nhau còn thiếu báo cáo", "tháng 10 và tháng 11"),
    Name("nop.khong_doc_duoc", "tệp đã gửi cho kỳ này không đọc được (có, không)", False),
    *UNUSABLE_NAMES,
    Name("nop.gan_nhat", "tháng của báo cáo gần nhất, trống khi chưa có", "9/2024"),
    *(
        name
        for key, text in (("ket_nap", "kết nạp"), ("hoc", "cử đi học"))
        for name in (
            Name(f"{key}.giao", f"đơn vị được giao chỉ tiêu {text} (có, không)", True),
            Name(f"{key}.chi_tieu", f"chỉ tiêu {text}", "01"),
            Name(f"{key}.so", f"số đã {text}", "01"),
            Name(f"{key}.n", f"số đã {text}, dùng trong điều kiện", 1),
            Name(f"{key}.ket_qua", f"kết quả {text} so với chỉ tiêu", "0/1 chỉ tiêu, còn 01"),
            Name(f"{key}.con", f"số {text} còn phải thực hiện", "01"),
            Name(f"{key}.con_n", f"số {text} còn phải thực hiện, dùng trong điều kiện", 1),
            Name(f"{key}.cho", f"số đã đề nghị {text}, chờ Đảng ủy quyết định", "01"),
            Name(f"{key}.cho_n", f"số đã đề nghị {text}, chờ Đảng ủy quyết định, dùng trong điều kiện", 1),
            Name(f"{key}.can", f"số {text} mà đơn vị còn phải đề nghị", "01"),
            Name(f"{key}.can_n", f"số {text} mà đơn vị còn phải đề nghị, dùng trong điều kiện", 1),
        )
    ),
    Name("nguon.co", "có danh sách của đơn vị (có, không); danh sách của đơn vị khác, ghi nhầm mã, thì không", True),
    Name("nguon.so", "số cảm tình Đảng của đơn vị", "02"),
    Name("nguon.n", "số cảm tình Đảng của đơn vị, dùng trong điều kiện", 2),
    Name("nguon.san_sang", "số người còn có thể kết nạp trước hạn", "01"),
    Name("nguon.san_sang_n", "số người còn có thể kết nạp trước hạn, dùng trong điều kiện", 1),
    Name("bang_nguoi[].stt", "cảm tình Đảng: số thứ tự", "1"),
    Name("bang_nguoi[].ten", "cảm tình Đảng: họ và tên", "Lý Láo Tả", quoted=True),
    Name("bang_nguoi[].nam_sinh", "cảm tình Đảng: năm sinh", "1996"),
    Name("bang_nguoi[].buoc", "cảm tình Đảng: bước đã qua", "Đã cử đi học lớp"),
    Name("bang_nguoi[].con_thieu", "cảm tình Đảng: những gì chi bộ cần làm", "chưa đề nghị làm thủ tục"),
    Name("bang_nguoi[].cho_dang_uy", "cảm tình Đảng: việc chờ Đảng ủy quyết định", "cử đi học lớp (từ ngày 24/6/2024)"),
    Name("loi.so", "số ô phải sửa trong báo cáo của đơn vị", "02"),
    Name("loi.n", "số ô phải sửa, dùng trong điều kiện", 2),
)

ALL_NAMES = (
    *_COMMON_NAMES,
    Name("so_don_vi", "số đơn vị được đôn đốc", "04"),
    Name("chua_gui_n", "số đơn vị chưa gửi báo cáo, dùng trong điều kiện", 2),
    Name("chua_dung_n", "số đơn vị đã gửi báo cáo chưa dùng được, dùng trong điều kiện", 1),
    Name("con_chi_tieu_n", "số đơn vị còn chỉ tiêu chưa thực hiện, dùng trong điều kiện", 3),
    Name("dang_uy_vien_n", "số Đảng ủy viên phụ trách các đơn vị, dùng trong điều kiện", 3),
    *(
        Name(f"bang_don_vi[].{key}", f"đơn vị được đôn đốc: {text}", example)
        for key, text, example in (
            ("stt", "số thứ tự", "1"),
            ("ten", "tên đơn vị", "Chi bộ Nhà khách"),
            ("dang_uy_vien", "Đảng ủy viên phụ trách", "Đỗ Mạnh Cường"),
            ("bao_cao", "tình hình gửi báo cáo", "Chưa gửi tháng 11"),
            ("ket_nap", "kết quả kết nạp trên chỉ tiêu", "0/1"),
            ("con_ket_nap", "số kết nạp còn phải thực hiện", "01"),
            ("hoc", "kết quả cử đi học trên chỉ tiêu", "0/1"),
            ("con_hoc", "số cử đi học còn phải thực hiện", "01"),
            ("cam_tinh", "số cảm tình Đảng", "02"),
            ("san_sang", "số người còn có thể kết nạp trước hạn", "01"),
        )
    ),
)

_LACKS = {
    "helper": "chưa phân công đảng viên giúp đỡ",
    "class": "chưa học lớp bồi dưỡng nhận thức về Đảng",
    "certificate": "chưa có giấy chứng nhận còn giá trị",
    "certificate_lapses": "giấy chứng nhận hết giá trị trước hạn",
    "proposal": "chi bộ chưa đề nghị làm thủ tục",
    "resolution": "chưa có nghị quyết đề nghị kết nạp",
    "age": "không trong độ tuổi quy định",
    "education": "chưa rõ trình độ học vấn",
    "row_error": "dòng còn lỗi phải sửa",
}


_WAITS = {CaseKind.CLASS: "cử đi học lớp", CaseKind.PROCEDURE: "đồng ý làm thủ tục"}


def urged(result: MonthResult) -> list[UnitResult]:
    """Return the units that are late with the period's workbook or behind with their targets, in the plan's order."""
    return [line for line in result.units if line.missing_since or line.behind]


def unit_context(result: MonthResult, line: UnitResult, options: LetterOptions) -> dict[str, object]:
    """Return every name of UNIT_NAMES for one unit's letter. Raises MissingValue."""
    unit = line.unit
    common = _common(result, options)
    has_own_list = line.data_period is not None and not result.has_anothers_list(unit.code)
    people = result.prospects[unit.code] if has_own_list else ()
    ready = sum(prospect.ready for prospect in people)
    errors = result.cells_to_mend(unit.code)
    since = line.data_period
    return {
        **common,
        "kinh_gui": [unit.name],
        "don_vi": {"ten": unit.name, "dang_uy_vien": unit.committee_member},
        "nop": {
            **common["nop"],
            "thieu": bool(line.unsent),
            "cac_thang": month_span(line.unsent),
            "khong_doc_duoc": any(not came.is_read for came in line.unusable.values()),
            **unusable(line.unusable),
            "gan_nhat": f"{month_name(since.month)}/{since.year}" if since else "",
        },
        "ket_nap": _target(line.admissions, result, options) | _asked(line.admissions, people, CaseKind.PROCEDURE),
        "hoc": _target(line.classes, result, options) | _asked(line.classes, people, CaseKind.CLASS),
        "nguon": {
            "co": has_own_list,
            "so": count(len(people)),
            "n": len(people),
            "san_sang": count(ready),
            "san_sang_n": ready,
        },
        "bang_nguoi": [_person(index, prospect) for index, prospect in enumerate(people, start=1)],
        "loi": {"so": count(errors), "n": errors},
    }


def all_context(result: MonthResult, options: LetterOptions) -> dict[str, object]:
    """Return every name of ALL_NAMES for one letter to all. Raises MissingValue."""
    lines = urged(result)
    # An addressee of all letters is the upper committee; only those that the plan gives this letter take the units' place.
    named = [r.text for r in result.plan.recipients if (r.document, r.block) == (DOCUMENTS[3], ADDRESSEES)]
    return {
        **_common(result, options),
        "kinh_gui": [bare(text) for text in named] or _addressed(lines),
        "so_don_vi": count(len(lines)),
        "chua_gui_n": sum(result.period.month in line.unsent for line in lines),
        "chua_dung_n": sum(result.period.month in line.unusable for line in lines),
        "con_chi_tieu_n": sum(bool(line.admissions.rest or line.classes.rest) for line in lines),
        "dang_uy_vien_n": len({line.unit.committee_member for line in lines if line.unit.committee_member}),
        "bang_don_vi": [
            {"stt": str(index), "dang_uy_vien": line.unit.committee_member or NONE, **standing(result, line)}
            for index, line in enumerate(lines, start=1)
        ],
    }


def _addressed(lines: list[UnitResult]) -> list[str]:
    if len(lines) > words.MOST_NAMED:
        return ["Các đơn vị có tên trong phụ lục kèm theo"]
    return [line.unit.name for line in lines]


def unit_title(result: MonthResult, line: UnitResult) -> str:
    """Return the title that the file's properties show."""
    return f"Công văn đôn đốc {line.unit.name} tháng {month_name(result.period.month)} năm {result.period.year}"


def all_title(result: MonthResult) -> str:
    """Return the title that the file's properties show."""
    return f"Công văn đôn đốc các đơn vị tháng {month_name(result.period.month)} năm {result.period.year}"


def standing(result: MonthResult, line: UnitResult) -> dict[str, str]:
    """Return how a unit stands in counts alone: reports, results against targets, rests, who is on the list."""
    return {
        "ten": line.unit.name,
        "bao_cao": _report(line),
        "ket_nap": _stand(line.admissions),
        "con_ket_nap": _rest(line.admissions),
        "hoc": _stand(line.classes),
        "con_hoc": _rest(line.classes),
        "cam_tinh": _figure(line, "sympathisers"),
        "san_sang": _figure(line, "can_be_admitted"),
    }


def _figure(line: UnitResult, key: str) -> str:
    return count(line.figures[key].value) if key in line.figures else NONE


def _stand(measure: Measure) -> str:
    if measure.target:
        return f"{NONE}/{measure.target}" if measure.done is None else ratio(measure.done, measure.target)
    return count(measure.done) if measure.done else NONE


def _rest(measure: Measure) -> str:
    return count(measure.rest) if measure.target and measure.done is not None else NONE


def _report(line: UnitResult) -> str:
    said = []
    if line.unusable:
        said.append(f"Đã gửi {month_span(tuple(line.unusable))}, chưa dùng được")
    if line.unsent:
        said.append(f"Chưa gửi {month_span(line.unsent, since='')}")
    return "; ".join(said) or ("Đã gửi" if line.owes else "Không phải gửi")


def unusable(came: Mapping[int, Unusable]) -> dict[str, object]:
    """Return the names of UNUSABLE_NAMES without what stands before their stop."""
    return {
        "chua_dung_duoc": bool(came),
        "thang_chua_dung": month_span(tuple(came)),
        "vi_sao": "; ".join(dict.fromkeys(one.why for one in came.values())),
    }


def _common(result: MonthResult, options: LetterOptions) -> dict[str, object]:
    plan, period = result.plan, result.period
    deadline = plan.completion_deadline
    return {
        **head(plan, DOCUMENTS[3], options, monthly_occasion(period, options)),
        "thang": month_name(period.month),
        "het_ngay": cited_date(result.day),
        "giua_ky": result.is_midway,
        "han": {
            "co": deadline is not None,
            "ngay": cited_date(deadline) if deadline else NONE,
            "con_lai": _time_left(deadline, options.day or period.last_day) if deadline else NONE,
            "den": deadline is not None and (options.day or period.last_day) >= deadline,
        },
        "nop": {"han": cited_date(plan.due(period))},
    }


def month_span(months: tuple[int, ...], since: str = "từ ") -> str:
    """Return months in order: tháng 11; tháng 10 và tháng 11; of more that follow each other từ tháng 8 đến tháng 11."""
    names = [f"tháng{NBSP}{month_name(month)}" for month in months]
    has_gaps = len(names) > 1 and months[-1] - months[0] >= len(months)
    return listed(names) if len(names) < 3 or has_gaps else f"{since}{names[0]} đến {names[-1]}"


def _time_left(deadline: date, day: date) -> str:
    days = (deadline - day).days
    if days > 0:
        return f"còn{NBSP}{count(days)}{NBSP}ngày"
    return f"đã quá hạn{NBSP}{count(-days)}{NBSP}ngày" if days < 0 else "đã đến hạn"


def _target(measure: Measure, result: MonthResult, options: LetterOptions) -> dict[str, object]:
    deadline = result.plan.completion_deadline
    past = deadline is not None and (options.day or result.day) > deadline
    return {
        "giao": bool(measure.target),
        "chi_tieu": count(measure.target),
        "so": count(measure.done),
        "n": measure.done or 0,
        "ket_qua": words.against_target(measure, past_deadline=past)
        if measure.done is not None
        else f"chỉ tiêu{NBSP}{count(measure.target)}, chưa có số liệu",
        "con": count(measure.rest),
        "con_n": measure.rest,
    }


def _asked(measure: Measure, people: Sequence[Prospect], kind: CaseKind) -> dict[str, object]:
    """Return how many of what is left the committee has been asked for, and how many the unit has still to propose."""
    waiting = sum(any(kind is asked for asked, _ in prospect.waits) for prospect in people)
    left = max(0, measure.rest - waiting)
    return {"cho": count(waiting), "cho_n": waiting, "can": count(left), "can_n": left}


def _person(index: int, prospect: Prospect) -> dict[str, str]:
    return {
        "stt": str(index),
        "ten": prospect.name,
        "nam_sinh": birth_year(prospect.birth),
        "buoc": prospect.stage,
        "con_thieu": "; ".join(_LACKS[lack] for lack in prospect.for_the_unit) or NONE,
        "cho_dang_uy": "; ".join(f"{_WAITS[kind]} (từ ngày{NBSP}{cited_date(day)})" for kind, day in prospect.waits)
        or NONE,
    }
