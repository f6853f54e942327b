"""Rules about one person's way: steps in order, steps that belong together, age, education, certificate, helper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from recruit.check.checked import label
from recruit.check.registry import ERROR, WARNING, Scope, rule
from recruit.declared.choices import EDUCATION
from recruit.declared.form import STEPS
from recruit.language.reckoning import full_years, months_after
from recruit.language.wording import vn_date
from recruit.merge.identity import ADMITTED, TRANSFER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row

_CHECK_DATES = "Kiểm tra lại hai ngày, sửa ngày sai."
_PROPOSALS = ("procedure_proposed", "resolution")


def _born_after(birth: date | int, day: date) -> bool:
    return birth > day.year if isinstance(birth, int) else birth > day


@rule(
    "N01", ERROR, Scope.ROW, "Ngày sinh {birth} sau {step} ({day}).", remedy=_CHECK_DATES, takes_out=("birth", *STEPS)
)
def born_after_step(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth = row.get("birth")
    days = {key: day for key in STEPS if (day := row.date(key)) is not None}
    late = [key for key, day in days.items() if birth is not None and _born_after(birth, day)]
    if not late:
        return
    text = vn_date(birth) if isinstance(birth, date) else str(birth)
    at_birth = len(late) == len(days)
    for key in late[:1] if at_birth else late:
        place = "birth" if at_birth else key
        yield checked.flaw(row, place, birth=text, step=label(key), day=vn_date(days[key]))


@rule(
    "N02",
    ERROR,
    Scope.ROW,
    "Mới {age} tuổi vào ngày vào danh sách cảm tình ({day}).",
    remedy="Kiểm tra lại ngày sinh và ngày vào danh sách.",
    about=("joined",),
    takes_out=("birth",),
)
def too_young_for_list(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth, joined = row.get("birth"), row.date("joined")
    if birth is None or joined is None:
        return
    age = full_years(birth, joined)
    if age >= checked.regulations.on("tuoi_vao_danh_sach", joined).value:
        return
    # Of an impossible day of birth another rule speaks.
    if not any(_born_after(birth, day) for key in STEPS if (day := row.date(key)) is not None):
        yield checked.flaw(row, "birth", age=f"{age:02d}", day=vn_date(joined))


def _out_of_order(checked: CheckedReport, row: Row, earlier: str, later: str) -> Iterator[Flaw]:
    first, second = row.date(earlier), row.date(later)
    if first is not None and second is not None and second < first:
        yield checked.flaw(row, later, day=vn_date(second), other=label(earlier), other_day=vn_date(first))


_ORDER = "{label} ({day}) trước {other} ({other_day})."


@rule(
    "N03",
    ERROR,
    Scope.ROW,
    _ORDER,
    remedy=_CHECK_DATES,
    source="Hướng dẫn 01-HD/TW",
    about=("agreed",),
    takes_out=("agreed",),
)
def agreement_before_proposal(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    return _out_of_order(checked, row, "procedure_proposed", "agreed")


@rule(
    "N04",
    ERROR,
    Scope.ROW,
    _ORDER,
    remedy=_CHECK_DATES,
    source="Hướng dẫn 01-HD/TW",
    about=("decision",),
    takes_out=("decision",),
)
def decision_before_resolution(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    return _out_of_order(checked, row, "resolution", "decision")


@rule(
    "N05",
    ERROR,
    Scope.ROW,
    _ORDER,
    remedy=_CHECK_DATES,
    source="Hướng dẫn 01-HD/TW",
    about=("ceremony",),
    takes_out=("ceremony",),
)
def ceremony_before_decision(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    return _out_of_order(checked, row, "decision", "ceremony")


@rule(
    "N06",
    ERROR,
    Scope.ROW,
    "Có ngày quyết định kết nạp nhưng thiếu số quyết định.",
    remedy="Ghi số quyết định kết nạp; chưa có quyết định thì xóa ngày.",
    about=("decision",),
    takes_out=("decision_number",),
)
def decision_without_number(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("decision") and not row.is_filled("decision_number"):
        yield checked.flaw(row, "decision_number")


@rule(
    "N07",
    ERROR,
    Scope.ROW,
    "Có số quyết định kết nạp nhưng thiếu ngày quyết định.",
    remedy="Ghi ngày quyết định kết nạp; chưa có quyết định thì xóa số.",
    about=("decision_number",),
    takes_out=("decision",),
)
def number_without_decision(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("decision_number") and not row.is_filled("decision"):
        yield checked.flaw(row, "decision")


@rule(
    "N08",
    ERROR,
    Scope.ROW,
    _ORDER,
    remedy="Kiểm tra lại hai ngày; đưa ra do đã kết nạp thì ghi đúng lý do.",
    about=("left",),
    takes_out=("left",),
)
def left_before_decision(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.text("leaving_reason") not in (ADMITTED, TRANSFER):
        yield from _out_of_order(checked, row, "decision", "left")


@rule(
    "N09",
    ERROR,
    Scope.ROW,
    "Có lý do đưa ra nhưng thiếu ngày đưa ra khỏi danh sách.",
    remedy="Ghi ngày đưa ra khỏi danh sách; không đưa ra thì xóa lý do.",
    about=("leaving_reason",),
    takes_out=("left",),
)
def reason_without_day(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("leaving_reason") and not row.is_filled("left"):
        yield checked.flaw(row, "left")


@rule(
    "N10",
    ERROR,
    Scope.ROW,
    "Có ngày đưa ra khỏi danh sách nhưng thiếu lý do.",
    remedy="Chọn lý do đưa ra trong danh sách của ô.",
    about=("left",),
    takes_out=("leaving_reason",),
)
def day_without_reason(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("left") and not row.is_filled("leaving_reason"):
        yield checked.flaw(row, "leaving_reason")


# -- warnings ----------------------------------------------------------------------------------------------------------


def month_after_birthday(birth: date | int, years: int) -> date:
    """Return the first day after the month of the birthday that completes `years`; of a year alone, after December."""
    year, month = (birth + years, 12) if isinstance(birth, int) else (birth.year + years, birth.month)
    return date(year + month // 12, month % 12 + 1, 1)


@rule(
    "N21",
    WARNING,
    Scope.ROW,
    "Mới {age} tuổi khi chi bộ đề nghị ({day}); quy định từ đủ {limit} tuổi.",
    remedy="Kiểm tra lại ngày sinh; chưa đủ tuổi thì chưa đề nghị kết nạp. Căn cứ: {source}.",
    source="Quy định 24-QĐ/TW; từ 20/01/2025 Quy định 232-QĐ/TW; từ 26/5/2025 Quy định 294-QĐ/TW",
    about=_PROPOSALS,
)
def too_young_to_be_proposed(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth = row.get("birth")
    for key in _PROPOSALS:
        day = row.date(key)
        if birth is None or day is None or _born_after(birth, day):
            continue
        held = checked.regulations.on("tuoi_toi_thieu", day)
        if (age := full_years(birth, day)) < held.value:
            yield checked.flaw(row, key, age=f"{age:02d}", day=vn_date(day), limit=str(held.value), source=held.source)
            return


@rule(
    "N22",
    WARNING,
    Scope.ROW,
    "Đã quá {limit} tuổi khi chi bộ đề nghị ({day}).",
    remedy="Phải được cấp ủy trực thuộc Trung ương đồng ý bằng văn bản. Căn cứ: {source}.",
    source="Quy định 24-QĐ/TW; từ 20/01/2025 Quy định 232-QĐ/TW; từ 26/5/2025 Quy định 294-QĐ/TW",
    about=_PROPOSALS,
)
def too_old_to_be_proposed(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth = row.get("birth")
    for key in _PROPOSALS:
        day = row.date(key)
        if birth is None or day is None:
            continue
        held = checked.regulations.on("tuoi_toi_da", day)
        if day >= month_after_birthday(birth, held.value):
            yield checked.flaw(row, key, day=vn_date(day), limit=str(held.value), source=held.source)
            return


@rule(
    "N23",
    WARNING,
    Scope.ROW,
    "Trình độ học vấn {value} thấp hơn {least}.",
    remedy="Chỉ xem xét ở nơi và trong trường hợp được phép. Căn cứ: {source}.",
    source="Quy định 24-QĐ/TW; Hướng dẫn 01-HD/TW, mục 1.2",
    about=("education",),
)
def education_low(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    education = row.text("education")
    # As is the rule on the day of the proposal; of whom nobody has proposed, on the period's last day.
    proposed = next((day for key in _PROPOSALS if (day := row.date(key))), checked.circumstances.day)
    held = checked.regulations.on("hoc_van", proposed)
    if education and EDUCATION.choices.index(education) < held.value:
        least = EDUCATION.choices[min(held.value, len(EDUCATION.choices) - 1)]
        yield checked.flaw(row, "education", value=education, least=least, source=held.source)


@rule(
    "N24",
    WARNING,
    Scope.ROW,
    "Giấy chứng nhận cấp ngày {issued} đã hết giá trị khi chi bộ đề nghị ({day}).",
    remedy="Cử học lại lớp bồi dưỡng nhận thức về Đảng. Căn cứ: {source}, {months} tháng.",
    source="Hướng dẫn 12-HD/BTCTW",
    about=_PROPOSALS,
)
def certificate_lapsed(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    issued = row.date("certificate")
    for key in _PROPOSALS:
        day = row.date(key)
        if issued is None or day is None:
            continue
        held = checked.regulations.on("han_giay_chung_nhan", day)
        if day > months_after(issued, held.value):
            yield checked.flaw(
                row, key, issued=vn_date(issued), day=vn_date(day), source=held.source, months=str(held.value)
            )
            return


@rule(
    "N25",
    WARNING,
    Scope.ROW,
    "Giấy chứng nhận ({day}) có trước ngày cử đi học lớp ({sent}): giấy cũ, nay cử học lại.",
    remedy="Nếu đúng là học lại thì không cần sửa; có giấy mới thì ghi giấy mới.",
    about=("certificate",),
)
def certificate_before_class(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    issued, sent = row.date("certificate"), row.date("class_sent")
    if issued is not None and sent is not None and issued < sent:
        yield checked.flaw(row, "certificate", day=vn_date(issued), sent=vn_date(sent))


@rule(
    "N26",
    WARNING,
    Scope.ROW,
    "Đã đề nghị hoặc đã kết nạp nhưng chưa có giấy chứng nhận.",
    remedy="Bổ sung số và ngày cấp giấy chứng nhận.",
    source="Hướng dẫn 12-HD/BTCTW",
    about=(*_PROPOSALS, "decision"),
)
def certificate_missing(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if not row.is_filled("certificate") and any(row.is_filled(key) for key in (*_PROPOSALS, "decision")):
        yield checked.flaw(row, "certificate")


@rule(
    "N27",
    WARNING,
    Scope.ROW,
    "Có trong danh sách cảm tình nhưng chưa có đảng viên giúp đỡ.",
    remedy="Chi bộ phân công đảng viên chính thức giúp đỡ.",
    source="Công văn giao chỉ tiêu của Đảng ủy",
    about=("joined",),
)
def helper_missing(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    done = any(row.is_filled(key) for key in ("left", "leaving_reason", "decision", "decision_number"))
    if not done and row.is_filled("joined") and not row.is_filled("helpers"):
        yield checked.flaw(row, "helpers")


_CHAIN = ("procedure_proposed", "agreed", "resolution", "decision")


@rule(
    "N28",
    WARNING,
    Scope.ROW,
    "Thiếu {label} trong khi đã có {later}.",
    remedy="Bổ sung ngày của bước còn thiếu.",
    source="Hướng dẫn 01-HD/TW",
    about=("agreed", "resolution", "decision"),
)
def earlier_step_missing(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    for index, key in enumerate(_CHAIN[:-1]):
        later = next((step for step in _CHAIN[index + 1 :] if row.is_filled(step)), None)
        if later and not row.is_filled(key):
            yield checked.flaw(row, key, later=label(later))


@rule(
    "N29",
    WARNING,
    Scope.ROW,
    "Nghị quyết ({day}) sau ngày Đảng ủy đồng ý ({agreed}) quá {months} tháng.",
    remedy="Hồ sơ phải làm lại. Căn cứ: {source}.",
    source="Hướng dẫn 01-HD/TW; từ 09/6/2025 Hướng dẫn 06-HD/TW",
    about=("resolution",),
)
def papers_stale(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    agreed, resolution = row.date("agreed"), row.date("resolution")
    if agreed is None or resolution is None:
        return
    held = checked.regulations.on("han_ho_so", resolution)
    if resolution > months_after(agreed, held.value):
        yield checked.flaw(
            row,
            "resolution",
            day=vn_date(resolution),
            agreed=vn_date(agreed),
            months=str(held.value),
            source=held.source,
        )


@rule(
    "N30",
    WARNING,
    Scope.ROW,
    "Lễ kết nạp ({day}) sau ngày quyết định ({decision}) quá {days} ngày.",
    remedy="Quá 30 ngày làm việc phải được cấp ủy cấp trên đồng ý. Căn cứ: {source}.",
    source="Quy định 29-QĐ/TW; từ 26/5/2025 Quy định 294-QĐ/TW, Điều 5",
    about=("ceremony",),
)
def ceremony_late(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    decision, ceremony = row.date("decision"), row.date("ceremony")
    if decision is None or ceremony is None:
        return
    held = checked.regulations.on("han_le_ket_nap", decision)
    if ceremony > decision + timedelta(days=held.value):
        yield checked.flaw(
            row, "ceremony", day=vn_date(ceremony), decision=vn_date(decision), days=str(held.value), source=held.source
        )


@rule(
    "N31",
    WARNING,
    Scope.ROW,
    "Vào danh sách cảm tình ({day}) sau khi đã được cử đi học lớp ({sent}).",
    remedy="Học lớp trước khi vào danh sách là có thể; kiểm tra lại hai ngày.",
    about=("joined",),
)
def joined_after_class(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    joined, sent = checked.joined(row), row.date("class_sent")
    if joined is not None and sent is not None and joined > sent and row.is_filled("joined"):
        yield checked.flaw(row, "joined", day=vn_date(joined), sent=vn_date(sent))


@rule(
    "N32",
    WARNING,
    Scope.ROW,
    "Quyết định kết nạp ngày {day} thuộc năm trước, không tính vào năm {year}.",
    remedy="Kiểm tra lại năm; người kết nạp năm trước không còn trong danh sách năm nay.",
    about=("decision",),
)
def decision_of_earlier_year(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    day = row.date("decision")
    if day is not None and day.year < checked.plan.year:
        yield checked.flaw(row, "decision", day=vn_date(day), year=str(checked.plan.year))
