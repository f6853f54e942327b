"""The month at a glance (tổng quan), a page for the clerk: how things stand, unit by unit, and what to do next; no listed person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import TARGET_KEYS
from recruit.language.wording import cited_date, count, first_few, month_name, percent, ratio
from recruit.letters.names import Name
from recruit.letters.overview_units import UNIT_NAMES, unit_lines
from recruit.letters.overview_work import WORK_NAMES, work_context
from recruit.measure.targets import total_target
from recruit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recruit.letters.overview_glance import Glance
    from recruit.measure.figure import Measure
    from recruit.measure.moved import Move
    from recruit.measure.result import MonthResult

TEMPLATE = "tong_quan.html"

DONE, OPEN = "xong", "con_viec"
"""How a document stands: it can be issued, or something is to be done first."""

NAMES = (
    Name("tieu_de", "trang nói về việc gì", "Báo cáo tháng 11/2024"),
    Name("dang_uy", "tên Đảng ủy", "Đảng ủy Văn phòng UBND tỉnh"),
    Name("ke_hoach", "tệp kế hoạch", "ke_hoach_nam_2024.xlsx"),
    Name("nam", "năm của kế hoạch", "2024"),
    Name("het_ngay", "ngày mà số liệu tính đến, trống khi chưa có số liệu", "30/11/2024"),
    Name("nop.ty_so", "số đơn vị đã gửi trên số phải gửi, trống khi chưa có số liệu", "15/17"),
    Name("nop.han", "hạn gửi báo cáo của kỳ, trống khi trang không nói về kỳ nào", "25/11/2024"),
    Name("ket_luan.muc", "văn bản ban hành được chưa", OPEN, choices=(DONE, OPEN)),
    Name("ket_luan.cau", "văn bản ban hành được chưa: một câu", "Chưa ban hành được công văn."),
    Name("ket_luan.vi_sao[]", "vì sao chưa ban hành được", "05 lỗi phải sửa: CB07"),
    Name("ket_luan.cach", "việc phải làm với văn bản", "Xong các việc dưới đây thì chạy lại."),
    Name("van_ban[].la", "tệp chính: là gì", "Công văn"),
    Name("van_ban[].ten", "tệp chính: tên tệp", "cong_van_bao_cao_2024-11.docx"),
    Name("van_ban[].lien_ket", "tệp chính: liên kết", "cong_van_bao_cao_2024-11.docx"),
    Name("thay_doi[]", "thay đổi so với lần lập trước của kỳ", "kết nạp 02 → 03: CB07 gửi lại"),
    Name("chi_tieu[].ten", "chỉ tiêu: việc gì", "Kết nạp đảng viên"),
    Name("chi_tieu[].ket_qua", "chỉ tiêu: kết quả trên chỉ tiêu", "2/3"),
    Name("chi_tieu[].ty_le", "chỉ tiêu: tỷ lệ đạt", "66,7%"),
    Name("chi_tieu[].con", "chỉ tiêu: còn bao nhiêu, vượt bao nhiêu", "còn 01"),
    Name("chi_tieu[].nam_truoc", "chỉ tiêu: cùng kỳ năm trước, trống khi chưa rõ", "02"),
    Name("chi_tieu[].tong", "chỉ tiêu: tổng của các đơn vị, trống khi bằng số được giao", "04"),
    Name("chi_tieu[].n", "chỉ tiêu: đã thực hiện, dùng trong điều kiện", 2),
    Name("chi_tieu[].giao_n", "chỉ tiêu: được giao, dùng trong điều kiện", 3),
    Name("chi_tieu[].nam_truoc_n", "chỉ tiêu: cùng kỳ năm trước, dùng trong điều kiện", 2),
    Name("chi_tieu[].hinh", "chỉ tiêu: hình vẽ", "(hình)"),
    Name("cac_thang[].thang", "từng tháng: tháng", "11"),
    Name("cac_thang[].ket_nap", "từng tháng: kết nạp trong tháng", "01"),
    Name("cac_thang[].ket_nap_luy_ke", "từng tháng: kết nạp từ đầu năm", "02"),
    Name("cac_thang[].hoc", "từng tháng: cử đi học trong tháng", "00"),
    Name("cac_thang[].hoc_luy_ke", "từng tháng: cử đi học từ đầu năm", "03"),
    Name("cac_thang[].ket_nap_n", "từng tháng: kết nạp từ đầu năm, dùng trong điều kiện", 2),
    Name("cac_thang[].hoc_n", "từng tháng: cử đi học từ đầu năm, dùng trong điều kiện", 3),
    Name("hinh_cac_thang", "từng tháng: hình vẽ, trống khi chưa có số liệu", "(hình)"),
    *UNIT_NAMES,
    *WORK_NAMES,
)
"""The names that the page's template may use; whoever fills it draws the pictures."""


def overview_context(glance: Glance) -> dict[str, object]:
    """Return every name of NAMES but the pictures."""
    result, plan = glance.result, glance.plan
    owing = [line for line in result.units if line.owes] if result is not None else []
    return {
        "tieu_de": glance.title,
        "dang_uy": plan.name,
        "ke_hoach": plan.file,
        "nam": str(plan.year),
        "het_ngay": cited_date(result.day) if result is not None else "",
        "nop": {
            "ty_so": ratio(sum(line.sent for line in owing), len(owing)) if result is not None else "",
            "han": cited_date(plan.due(glance.period)) if glance.period is not None else "",
        },
        "ket_luan": _verdict(glance),
        "van_ban": glance.files.papers(),
        "thay_doi": [move_words(move) for move in glance.moved],
        "chi_tieu": list(_targets(glance)),
        "cac_thang": list(_months(result)) if result is not None else [],
        "don_vi": list(unit_lines(glance)),
        **work_context(glance),
    }


def move_words(move: Move) -> str:
    """Say of a figure what it was and is, and because of which units: kết nạp 02 → 03: CB07 gửi lại."""
    because = first_few([f"{code} {cause.value}".rstrip() for code, cause in move.units], what="đơn vị", between=", ")
    return f"{move.what.value} {count(move.before)} → {count(move.now)}: {because}"


# -- whether the document can be issued --------------------------------------------------------------------------------


def _verdict(glance: Glance) -> dict[str, object]:
    if glance.result is None:
        return _verdict_on_plan(glance)
    document, reasons = glance.document, list(_reasons(glance, glance.result))
    if glance.is_unwritten:
        said, way = f"Chưa lập được {document}.", "Sửa kế hoạch rồi chạy lại."
    elif glance.is_issued and not glance.is_early:
        said = f"Đã lập {document} để ban hành" + (", nêu rõ những việc còn lại." if reasons else ".")
        way = "In, trình ký."
    elif glance.looks_back:
        said = f"{'Chưa đủ' if reasons else 'Đủ'} điều kiện ban hành {document}."
        way = "Xong các việc dưới đây thì lập lại báo cáo." if reasons else "Lập báo cáo, ghi số, ngày, in, trình ký."
    elif reasons:
        said = f"Chưa ban hành được {document}: còn là dự thảo."
        way = "Xong các việc dưới đây thì chạy lại."
    else:
        said = f"Ban hành được {document}: các đơn vị đã nộp đủ, không còn lỗi."
        way = "Ghi số, ngày rồi in, trình ký."
    return {"muc": OPEN if reasons else DONE, "cau": said, "vi_sao": reasons, "cach": way}


def _verdict_on_plan(glance: Glance) -> dict[str, object]:
    """Say how things stand where no month was measured: forms were made, or only the plan could be looked at."""
    errors = sum(found.severity is Severity.ERROR for found in glance.findings)
    reasons = [f"{count(errors)} lỗi trong kế hoạch"] if errors else []
    if glance.period is not None:
        forms = sum(bool(files.form) for files in glance.files.units.values())
        month = f"tháng {month_name(glance.period.month)}/{glance.period.year}"
        said, muc = f"Đã lập {count(forms)} biểu {month}.", OPEN if reasons else DONE
    else:
        said, muc = "Chưa đơn vị nào gửi báo cáo dùng được; mới kiểm tra kế hoạch và các mẫu văn bản.", OPEN
    return {"muc": muc, "cau": said, "vi_sao": reasons, "cach": ""}


def _reasons(glance: Glance, result: MonthResult) -> Iterator[str]:
    """Yield why a document is no more than a draft."""
    yield from glance.left_out if glance.is_unwritten else ()
    if glance.looks_back and glance.moved:
        yield f"số liệu đã khác với {glance.document} trong thư mục này: {'; '.join(map(move_words, glance.moved))}"
    if glance.is_early:
        yield f"kỳ chưa hết, mới có báo cáo đến tháng {month_name(result.period.month)}/{result.period.year}"
    silent = [line.unit.code for line in result.silent]
    unusable = [line.unit.code for line in result.unusable]
    for codes, what in (
        (silent, "chưa nộp"),
        (unusable, "đã gửi, chưa dùng được"),
        (result.strangers, "gửi từ địa chỉ chưa đăng ký"),
    ):
        if codes:
            yield f"{count(len(codes))} đơn vị {what}: {_codes(codes)}"
    if result.errors:
        with_errors = [line.unit.code for line in result.units if result.errors_of(line.unit.code)]
        yield f"{count(result.errors)} lỗi phải sửa" + (f": {_codes(with_errors)}" if with_errors else "")


def _codes(codes: Sequence[str]) -> str:
    return first_few(codes, what="đơn vị", between=", ")


# -- figures -----------------------------------------------------------------------------------------------------------


def _targets(glance: Glance) -> Iterator[dict[str, object]]:
    """Yield the two targets with what is done, of a plan alone with what was assigned; forms are about no target."""
    result, plan = glance.result, glance.plan
    if result is None and glance.period is not None:
        return
    measures = (result.admissions, result.classes) if result is not None else (None, None)
    sums = plan.sums_that_differ
    for key, (name, done), measure in zip(TARGET_KEYS, _TARGETS, measures, strict=True):
        last = result.totals.get(f"{done}_last_year") if result is not None else None
        before = int(last.value) if last is not None and last.value is not None else None
        target = total_target(plan, key).value
        yield {
            "ten": name,
            "ket_qua": f"chỉ tiêu {count(target)}" if measure is None else _against(measure),
            "ty_le": _rate(measure) if measure is not None else "",
            "con": _left(measure) if measure is not None else "",
            "nam_truoc": "" if before is None else count(before),
            "tong": count(sums[key]) if key in sums else "",
            "n": measure.done or 0 if measure is not None else 0,
            "giao_n": int(target or 0),
            "nam_truoc_n": before or 0,
        }


_TARGETS = (("Kết nạp đảng viên", "admitted"), ("Cử đi học lớp", "class_sent"))
"""The names of the targets, in the order of TARGET_KEYS, and the keys of the figures that are held against them."""


def _against(measure: Measure) -> str:
    done = measure.done or 0
    return ratio(done, measure.target) if measure.target is not None else f"{count(done)} (không giao)"


def _rate(measure: Measure) -> str:
    return percent(measure.rate) if measure.rate is not None else ""


def _left(measure: Measure) -> str:
    if measure.target is None:
        return ""
    over = (measure.done or 0) - measure.target
    return f"vượt {count(over)}" if over > 0 else f"còn {count(measure.rest)}" if measure.rest else "đã đủ"


def _months(result: MonthResult) -> Iterator[dict[str, object]]:
    for line in result.months:
        yield {
            "thang": month_name(line.month),
            "ket_nap": count(line.admitted),
            "ket_nap_luy_ke": count(line.admitted_total),
            "hoc": count(line.sent),
            "hoc_luy_ke": count(line.sent_total),
            "ket_nap_n": line.admitted_total,
            "hoc_n": line.sent_total,
        }
