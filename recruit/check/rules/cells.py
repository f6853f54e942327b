"""Rules about single cells: what reading could not make out, what it made out with doubt, what must not be blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.checked import label
from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.choices import CANCELLED
from recruit.declared.cover import OPINIONS
from recruit.declared.field import Kind
from recruit.declared.form import COVER_BY_KEY, LIST, PERSON_KEYS
from recruit.language.wording import vn_date
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.read.row import Row

_DAYS = tuple(field.key for field in LIST if field.kind in (Kind.DATE, Kind.BIRTH_DATE))
_CHOICES = tuple(field.key for field in LIST if field.kind is Kind.CHOICE)
_REQUIRED = tuple(field.key for field in LIST if field.required)
# A ceremony may be planned.
_DONE = tuple(field.key for field in LIST if field.is_step and field.key != "ceremony")
_NAME_A_COLUMN = ("heading_unknown", "name_split")


@rule(
    "O01",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Ngày không đọc được",
    "Ngày không có thật hoặc không đọc được.",
    remedy="Gõ lại theo dạng ngày/tháng/năm, ví dụ 05/03/2024{or_less}.",
    takes_out=_DAYS,
    example={"or_less": ""},
)
def date_unreadable(checked: CheckedReport) -> Iterator[Flaw]:
    for flaw in checked.met("date_unreadable"):
        or_less = "; chỉ biết năm sinh thì ghi bốn chữ số của năm" if flaw.key == "birth" else ""
        yield flaw._replace(slots={**flaw.slots, "or_less": or_less})


@rule(
    "O02",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Giá trị không có trong danh sách chọn",
    "“{value}” không có trong các lựa chọn của cột {label}.",
    remedy="Chọn lại một giá trị trong danh sách của ô.",
    takes_out=_CHOICES,
    typed=("value",),
    example={"label": "Giới tính", "value": "Nam giới nữ"},
)
def unknown_choice(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("unknown_choice")


@rule(
    "O03",
    ERROR,
    Scope.REPORT,
    Group.FILE,
    "Ô báo lỗi",
    "Ô báo lỗi {value}, không có giá trị.",
    remedy="Xóa công thức, gõ giá trị vào ô.",
    takes_out=PERSON_KEYS,
    example={"value": "#REF!"},
)
def error_cell(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("error_cell")


@rule(
    "O04",
    ERROR,
    Scope.REPORT,
    Group.FILE,
    "Công thức chưa được tính",
    "Ô chứa công thức chưa được tính, không có giá trị.",
    remedy="Gõ giá trị thay công thức; hoặc mở tệp bằng Excel, lưu lại rồi gửi lại.",
    takes_out=PERSON_KEYS,
)
def formula_without_value(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("formula_without_value")


@rule(
    "O05",
    ERROR,
    Scope.REPORT,
    Group.FILE,
    "Chữ phông cũ không đọc được",
    "Chữ gõ bằng phông cũ, không chuyển sang Unicode được một cách chắc chắn.",
    remedy="Gõ lại ô này bằng phông Times New Roman, bảng mã Unicode.",
    takes_out=PERSON_KEYS,
)
def garbage_letters(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("garbage_letters")


@rule(
    "O06",
    ERROR,
    Scope.REPORT,
    Group.FILE,
    "Giá trị nằm dưới ô gộp",
    "Giá trị nằm dưới ô gộp, người gửi không nhìn thấy.",
    remedy="Bỏ gộp ô, ghi giá trị vào đúng dòng của từng người.",
    takes_out=PERSON_KEYS,
)
def merged_value(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("merged_value")


@rule(
    "O07",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Một cột có hai lần",
    "Tiêu đề “{value}” có ở hai ô {read} và {again}; chỉ cột dưới ô {read} được đọc.",
    remedy="Chép những gì đúng mà chỉ có dưới ô {again} sang cột dưới ô {read}, rồi bỏ cột của ô {again}; nếu cột đó ghi "
    "điều khác thì đặt cho nó tiêu đề khác.",
    typed=("value",),
    example={"value": "Ngày sinh", "again": "AF1", "read": "C1"},
)
def column_twice(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("column_twice")


@rule(
    "O08",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Thiếu cột bắt buộc",
    "Thiếu cột {label} trong danh sách.",
    remedy="Dùng lại biểu được cấp, không xóa cột.",
    takes_out=_REQUIRED,
    example={"label": "Giới tính"},
)
def column_missing(checked: CheckedReport) -> Iterator[Flaw]:
    report = checked.report
    if not report.rows:
        return
    listing = report.listing
    # A column that stands there under another heading is named at that.
    named = {flaw.key for flaw in report.flaws if flaw.row is None and flaw.rule in _NAME_A_COLUMN}
    for key in _REQUIRED:
        if key not in listing.columns and key not in named:
            place = Place(report.file, listing.sheet, f"{listing.first_column}{listing.heading_row}")
            yield Flaw(place, "", {"label": label(key)}, None, key)


@rule(
    "O09",
    ERROR,
    Scope.ROW,
    Group.COLUMN,
    "Thiếu giá trị bắt buộc",
    "Thiếu {label} (cột bắt buộc).",
    remedy="Điền {label} vào ô.",
    takes_out=_REQUIRED,
    example={"label": "Dân tộc"},
)
def required_empty(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    for key in _REQUIRED:
        if not row.is_filled(key) and key in checked.report.listing.columns:
            yield checked.flaw(row, key)


@rule(
    "O37",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Đảng viên mới còn thiếu điều mà công văn thống kê",
    "{label} để trống; công văn sẽ ghi “chưa rõ”.",
    remedy="Ghi vào ô này; hỏi lại người được kết nạp nếu chưa biết.",
    asked_of=("decision",),
    example={"label": "Đoàn viên"},
)
def kind_unclear(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    decided, until = row.date("decision"), checked.circumstances.day
    counts = decided is not None and decided.year == checked.plan.year and decided <= until
    # Of a decision that counts for nothing the letter says nothing.
    if not counts or not row.is_filled("decision_number") or row.text("leaving_reason") == CANCELLED:
        return
    for key in ("union_member", "category"):
        if not row.is_filled(key):
            yield checked.flaw(row, key)


@rule(
    "O10",
    ERROR,
    Scope.ROW,
    Group.FILE,
    "Ngày sau tháng báo cáo",
    "{label} là {day}, sau ngày cuối của tháng báo cáo ({last}).",
    remedy="Sửa lại ngày; việc chưa diễn ra thì để trống.",
    takes_out=_DONE,
    example={"label": "Ngày đề nghị học lớp", "day": "01/12/2024", "last": "30/11/2024"},
)
def date_after_month(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    last = checked.last_day
    for key, day in row.days(_DONE).items():
        if day > last:
            yield checked.flaw(row, key, day=vn_date(day), last=vn_date(last))


@rule(
    "O21",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Ngày là số của Excel",
    "Ô ngày chứa số {value}; đã hiểu là số ngày của Excel.",
    remedy="Kiểm tra ngày; gõ lại theo dạng ngày/tháng/năm.",
    example={"value": "45300"},
)
def day_number(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("day_number")


@rule(
    "O22",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Chỉ có năm sinh",
    "Ngày sinh chỉ có năm.",
    remedy="Bổ sung đủ ngày, tháng, năm sinh nếu biết.",
)
def birth_year_only(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("birth_year_only")


@rule(
    "O23",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Ngày có thể đã đảo với tháng",
    "Máy lập tệp này đọc tháng trước ngày sau; ngày {value} có thể đã bị đảo ngày và tháng.",
    remedy="Hỏi lại đơn vị; gõ lại ngày vào ô định dạng Chữ (Text) của biểu được cấp.",
    example={"value": "05/03/2024"},
)
def turned_date(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("turned_date")


@rule(
    "O24",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Dòng bị ẩn",
    "Dòng đang bị ẩn, vẫn được tính.",
    remedy="Bỏ ẩn dòng; kiểm tra có đúng là cần tính.",
)
def hidden_row(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("hidden_row")


@rule(
    "O25",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Cột bị ẩn",
    "Cột “{value}” đang bị ẩn, vẫn được đọc.",
    remedy="Bỏ ẩn cột.",
    typed=("value",),
    example={"value": "Giới tính *"},
)
def hidden_column(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("hidden_column")


@rule(
    "O26",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Trang bị ẩn",
    "Danh sách nằm ở trang ẩn “{value}”, vẫn được đọc.",
    remedy="Bỏ ẩn trang.",
    typed=("value",),
    example={"value": "Danh sách"},
)
def hidden_sheet(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("hidden_sheet")


@rule(
    "O27",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Ô bị gộp",
    "Các ô {detail} bị gộp; giá trị chỉ thuộc ô đầu.",
    remedy="Bỏ gộp ô, ghi đủ giá trị ở từng dòng.",
    example={"detail": "AB2:AB3"},
)
def merged_cells(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("merged_cells")


@rule(
    "O28",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Cột không có trong biểu",
    "Cột “{value}” không có trong biểu, không được đọc.",
    remedy="Không cần sửa nếu cột chỉ dùng trong đơn vị.",
    typed=("value",),
    example={"value": "Mã nội bộ"},
)
def unknown_column(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("unknown_column")


@rule(
    "O29",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Chữ phông cũ đã chuyển sang Unicode",
    "Chữ gõ bằng phông cũ {detail} đã được chuyển sang Unicode.",
    remedy="Kiểm tra lại chữ ở trang Đã hiểu là; lần sau gõ bằng phông Times New Roman.",
    example={"detail": "TCVN3"},
)
def legacy_font(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("legacy_font")


@rule(
    "O30",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Số không đọc được",
    "“{value}” không phải là số.",
    remedy="Ghi số bằng chữ số.",
    typed=("value",),
    example={"value": "mười tám"},
)
def number_unreadable(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("number_unreadable")


@rule(
    "O31",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Lễ kết nạp dự kiến",
    "Lễ kết nạp dự kiến ngày {day}, sau tháng báo cáo.",
    remedy="Sau khi tổ chức lễ, ghi lại ngày thực tế.",
    asked_of=("ceremony",),
    example={"day": "10/12/2024"},
)
def ceremony_planned(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    day = row.date("ceremony")
    if day is not None and day > checked.last_day:
        yield checked.flaw(row, "ceremony", day=vn_date(day))


@rule(
    "O32",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Ý kiến dài",
    "{label} dài {length} ký tự; in ở phụ lục ý kiến, không in trong công văn.",
    remedy="Nên viết gọn lại.",
    example={"label": "Khó khăn, vướng mắc", "length": "501"},
)
def long_text(checked: CheckedReport) -> Iterator[Flaw]:
    report = checked.report
    limit = checked.regulations.on("do_dai_y_kien", checked.last_day).value
    for key in OPINIONS:
        text = report.cover_value(key) or ""
        if len(text) > limit:
            slots = {"label": COVER_BY_KEY[key].label, "length": str(len(text))}
            yield Flaw(report.cover_place(key), f"{text[:60]}…", slots)
