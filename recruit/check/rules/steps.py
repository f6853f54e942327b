"""Rules about one person's way: steps in order, and steps that belong together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recruit.check.checked import label
from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.choices import ADMITTED, TRANSFER
from recruit.declared.form import STEPS
from recruit.declared.regulations import succession
from recruit.language.reckoning import born_after, full_years
from recruit.language.wording import vn_date
from recruit.merge.identity import person_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row

_CHECK_DATES = "Kiểm tra lại hai ngày, sửa ngày sai."


@rule(
    "N01",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Ngày sinh sau một bước",
    "Ngày sinh {birth} sau {step} ({day}).",
    remedy=_CHECK_DATES,
    takes_out=("birth", *STEPS),
    example={"birth": "16/01/2024", "step": "Ngày vào danh sách cảm tình", "day": "15/01/2024"},
)
def born_after_step(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth = row.get("birth")
    if birth is None:
        return
    days = row.days(STEPS)
    # Hardly anybody is born after a step: of the earliest alone it is asked first.
    if not days or not born_after(birth, min(days.values())):
        return
    late = [key for key, day in days.items() if born_after(birth, day)]
    text = vn_date(birth) if isinstance(birth, date) else str(birth)
    at_birth = len(late) == len(days)
    for key in late[:1] if at_birth else late:
        place = "birth" if at_birth else key
        yield checked.flaw(row, place, birth=text, step=label(key), day=vn_date(days[key]))


@rule(
    "N02",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Quá ít tuổi khi vào danh sách",
    "Mới {age} tuổi vào ngày vào danh sách cảm tình ({day}).",
    remedy="Kiểm tra lại ngày sinh và ngày vào danh sách.",
    takes_out=("birth",),
    example={"age": "14", "day": "15/01/2024"},
)
def too_young_for_list(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth, joined = row.get("birth"), row.date("joined")
    if birth is None or joined is None:
        return
    age = full_years(birth, joined)
    if age >= checked.regulations.on("tuoi_vao_danh_sach", joined).value:
        return
    # Of an impossible day of birth another rule speaks.
    if not any(born_after(birth, day) for day in row.days(STEPS).values()):
        yield checked.flaw(row, "birth", age=f"{age:02d}", day=vn_date(joined))


def _out_of_order(checked: CheckedReport, row: Row, earlier: str, later: str) -> Iterator[Flaw]:
    first, second = row.date(earlier), row.date(later)
    if first is not None and second is not None and second < first:
        yield checked.flaw(row, later, day=vn_date(second), other=label(earlier), other_day=vn_date(first))


_ORDER = "{label} ({day}) trước {other} ({other_day})."


def _in_order(later: str, day: str, earlier: str, other_day: str) -> dict[str, str]:
    """Return what fills `_ORDER` where the step `later` bears a day before that of the step `earlier`."""
    return {"label": label(later), "day": day, "other": label(earlier), "other_day": other_day}


@rule(
    "N03",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Đảng ủy đồng ý trước khi chi bộ đề nghị",
    _ORDER,
    remedy=_CHECK_DATES,
    source=succession("han_ho_so"),
    asked_of=("agreed",),
    takes_out=("agreed",),
    example=_in_order("agreed", "09/10/2024", "procedure_proposed", "10/10/2024"),
)
def agreement_before_proposal(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    return _out_of_order(checked, row, "procedure_proposed", "agreed")


@rule(
    "N04",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Quyết định kết nạp trước nghị quyết của chi bộ",
    _ORDER,
    remedy=_CHECK_DATES,
    source=succession("han_ho_so"),
    asked_of=("decision",),
    takes_out=("decision",),
    example=_in_order("decision", "09/03/2024", "resolution", "10/03/2024"),
)
def decision_before_resolution(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    return _out_of_order(checked, row, "resolution", "decision")


@rule(
    "N05",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Lễ kết nạp trước quyết định kết nạp",
    _ORDER,
    remedy=_CHECK_DATES,
    source=succession("han_ho_so"),
    asked_of=("ceremony",),
    takes_out=("ceremony",),
    example=_in_order("ceremony", "19/03/2024", "decision", "20/03/2024"),
)
def ceremony_before_decision(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    return _out_of_order(checked, row, "decision", "ceremony")


@rule(
    "N06",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Có ngày, thiếu số quyết định kết nạp",
    "Có ngày quyết định kết nạp nhưng thiếu số quyết định.",
    remedy="Ghi số quyết định kết nạp; chưa có quyết định thì xóa ngày.",
    asked_of=("decision",),
    takes_out=("decision_number",),
)
def decision_without_number(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("decision") and not row.is_filled("decision_number"):
        yield checked.flaw(row, "decision_number")


@rule(
    "N07",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Có số, thiếu ngày quyết định kết nạp",
    "Có số quyết định kết nạp nhưng thiếu ngày quyết định.",
    remedy="Ghi ngày quyết định kết nạp; chưa có quyết định thì xóa số.",
    asked_of=("decision_number",),
    takes_out=("decision",),
)
def number_without_decision(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("decision_number") and not row.is_filled("decision"):
        yield checked.flaw(row, "decision")


@rule(
    "N08",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Đưa ra khỏi danh sách trước quyết định kết nạp",
    _ORDER,
    remedy="Kiểm tra lại hai ngày; đưa ra do đã kết nạp thì ghi đúng lý do.",
    asked_of=("left",),
    takes_out=("left",),
    example=_in_order("left", "19/03/2024", "decision", "20/03/2024"),
)
def left_before_decision(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.text("leaving_reason") not in (ADMITTED, TRANSFER):
        yield from _out_of_order(checked, row, "decision", "left")


@rule(
    "N09",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Có lý do, thiếu ngày đưa ra",
    "Có lý do đưa ra nhưng thiếu ngày đưa ra khỏi danh sách.",
    remedy="Ghi ngày đưa ra khỏi danh sách; không đưa ra thì xóa lý do.",
    asked_of=("leaving_reason",),
    takes_out=("left",),
)
def reason_without_day(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("leaving_reason") and not row.is_filled("left"):
        yield checked.flaw(row, "left")


@rule(
    "N10",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Có ngày đưa ra, thiếu lý do",
    "Có ngày đưa ra khỏi danh sách nhưng thiếu lý do.",
    remedy="Chọn lý do đưa ra trong danh sách của ô.",
    asked_of=("left",),
    takes_out=("leaving_reason",),
)
def day_without_reason(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if row.is_filled("left") and not row.is_filled("leaving_reason"):
        yield checked.flaw(row, "leaving_reason")


@rule(
    "N12",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Đưa ra khỏi danh sách trước khi vào",
    _ORDER,
    remedy="Sửa ngày sai. Người ra rồi trở lại danh sách thì giữ Ngày vào mới, xóa ngày và lý do đưa ra cũ.",
    asked_of=("left",),
    takes_out=("left",),
    example=_in_order("left", "01/03/2024", "joined", "01/11/2024"),
)
def left_before_joining(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    # Both are of this list, whatever another one says.
    return _out_of_order(checked, row, "joined", "left")


# -- warnings ----------------------------------------------------------------------------------------------------------


@rule(
    "N25",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Giấy chứng nhận có trước ngày cử đi học",
    "Giấy chứng nhận ({day}) có trước ngày cử đi học lớp ({sent}): giấy cũ, nay cử học lại.",
    remedy="Nếu đúng là học lại thì không cần sửa; có giấy mới thì ghi giấy mới.",
    asked_of=("certificate",),
    example={"day": "09/02/2024", "sent": "10/02/2024"},
)
def certificate_before_class(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    issued, sent = row.date("certificate"), row.date("class_sent")
    if issued is not None and sent is not None and issued < sent:
        yield checked.flaw(row, "certificate", day=vn_date(issued), sent=vn_date(sent))


@rule(
    "N36",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Có giấy chứng nhận mà chưa có Ngày cử đi học lớp",
    "Giấy chứng nhận cấp ngày {day}, sau khi vào danh sách, mà Ngày cử đi học lớp để trống: chưa được tính là đã cử đi học.",
    remedy="Ghi Ngày cử đi học lớp; học ở nơi khác thì để trống.",
    asked_of=("certificate",),
    example={"day": "10/04/2024"},
)
def certificate_without_class(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    issued, joined = row.date("certificate"), checked.joined(row)
    if (
        issued is None
        or joined is None
        or row.is_filled("class_sent")
        or "class_sent" not in checked.report.listing.columns
    ):
        return
    # What was issued before the person came on any list may be of elsewhere, and of an earlier year no figure lacks. Of a
    # day that stood there the rules that look back speak.
    if joined < issued and issued.year == checked.plan.year and person_key(row) not in checked.sent_before:
        yield checked.flaw(row, "class_sent", day=vn_date(issued))


_CHAIN = ("procedure_proposed", "agreed", "resolution", "decision")


@rule(
    "N28",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Thiếu một bước trong khi đã có bước sau",
    "Thiếu {label} trong khi đã có {later}.",
    remedy="Bổ sung ngày của bước còn thiếu.",
    source=succession("han_ho_so"),
    asked_of=_CHAIN[1:],
    example={"label": "Ngày Đảng ủy đồng ý", "later": "Ngày nghị quyết đề nghị kết nạp"},
)
def earlier_step_missing(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    for index, key in enumerate(_CHAIN[:-1]):
        later = next((step for step in _CHAIN[index + 1 :] if row.is_filled(step)), None)
        if later and not row.is_filled(key):
            yield checked.flaw(row, key, later=label(later))


@rule(
    "N35",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Cử đi học lớp trước khi chi bộ đề nghị",
    _ORDER,
    remedy=_CHECK_DATES,
    asked_of=("class_sent",),
    example=_in_order("class_sent", "09/03/2024", "class_proposed", "10/03/2024"),
)
def sent_before_proposal(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    return _out_of_order(checked, row, "class_proposed", "class_sent")


@rule(
    "N31",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Vào danh sách sau khi đã đi học lớp",
    "Vào danh sách cảm tình ({day}) sau khi đã được cử đi học lớp ({sent}).",
    remedy="Học lớp trước khi vào danh sách là có thể; kiểm tra lại hai ngày.",
    asked_of=("class_sent",),
    example={"day": "15/01/2024", "sent": "14/01/2024"},
)
def joined_after_class(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    joined, sent = checked.joined(row), row.date("class_sent")
    if joined is not None and sent is not None and joined > sent and row.is_filled("joined"):
        yield checked.flaw(row, "joined", day=vn_date(joined), sent=vn_date(sent))


@rule(
    "N33",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Vào danh sách sau quyết định kết nạp",
    _ORDER,
    remedy=_CHECK_DATES,
    source=succession("han_ho_so"),
    asked_of=("decision",),
    example=_in_order("decision", "20/03/2024", "joined", "21/03/2024"),
)
def joined_after_decision(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    joined, decided = checked.joined(row), row.date("decision")
    if joined is not None and decided is not None and decided < joined and row.is_filled("joined"):
        yield checked.flaw(row, "decision", day=vn_date(decided), other=label("joined"), other_day=vn_date(joined))


@rule(
    "N32",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Quyết định kết nạp của năm trước",
    "Quyết định kết nạp ngày {day} thuộc năm trước, không tính vào năm {year}.",
    remedy="Kiểm tra lại năm; người kết nạp năm trước không còn trong danh sách năm nay.",
    asked_of=("decision",),
    example={"day": "20/12/2023", "year": "2024"},
)
def decision_of_earlier_year(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    day = row.date("decision")
    if day is not None and day.year < checked.plan.year:
        yield checked.flaw(row, "decision", day=vn_date(day), year=str(checked.plan.year))
