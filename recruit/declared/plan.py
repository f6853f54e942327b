"""The plan workbook of one year, declared once, and the plan that is read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from recruit.declared.editions import EDITIONS
from recruit.declared.field import Field, Kind
from recruit.model import Flaw, Period, Place

INFO_SHEET = "Thông tin chung"
UNITS_SHEET = "Đơn vị và chỉ tiêu"
RECIPIENTS_SHEET = "Nơi nhận"
REGULATIONS_SHEET = "Quy định"
REGISTER_SHEET = "Quyết định kết nạp"
LAST_YEAR_SHEET = "Năm trước"
CONFIRMED_SHEET = "Xác minh"
UNUSED_SHEET = "Tệp không dùng"

SPELLINGS = ("ủy", "uỷ")
"""How the syllable may be spelled in print; the first where the plan says nothing."""

BRANCH_KIND = "Chi bộ"
ORGANISATION_KIND = "Đoàn thể"
COMMITTEE_KIND = "Đảng ủy"
"""A lower committee, which sends its consolidated workbook."""

NAMES_OF_THE_PARTY = ("Chi bộ", "Đảng bộ", "Đảng ủy")
NAMES_OF_ORGANISATIONS = (
    *("Đoàn Thanh niên", "Đoàn TNCS", "Chi đoàn", "Công đoàn", "Liên đoàn Lao động"),
    *("Hội Liên hiệp", "Hội Phụ nữ", "Hội Cựu chiến binh", "Hội Nông dân", "Chi hội"),
)
"""How names of units begin that can be of one kind alone."""

YEARLY_KIND = "yearly_kind"
YEARLY_REPORT = "Báo cáo"
YEARLY_KINDS = ("Công văn", YEARLY_REPORT)
"""Which kind of document the year's report may be; the first where the plan says nothing."""

FIRST_YEAR, FINAL_YEAR = 2000, 2099
"""The years of which there may be a plan."""

_EDITIONS = " hoặc ".join(edition.code for edition in EDITIONS)

INFO: tuple[Field, ...] = (
    Field("year", "Năm kế hoạch", Kind.YEAR, required=True, help="Bốn chữ số."),
    Field("place_name", "Địa danh", Kind.TEXT, required=True, help="Ghi trước ngày tháng của công văn."),
    Field("upper_heading", "Tên cấp trên ở đầu văn bản", Kind.TEXT, help="Để trống: tên đầy đủ, in hoa."),
    Field("upper_name", "Đảng ủy cấp trên", Kind.TEXT, required=True, help="Tên đầy đủ, như in trong văn bản."),
    Field("upper_short", "Đảng ủy cấp trên (viết tắt)", Kind.TEXT, help="Để trống: tên đầy đủ."),
    Field("heading", "Tên cơ quan ở đầu văn bản", Kind.TEXT, help="Để trống: tên đầy đủ, in hoa."),
    Field("name", "Đảng ủy", Kind.TEXT, required=True, help="Tên đầy đủ, như in trong văn bản."),
    Field("short", "Đảng ủy (viết tắt)", Kind.TEXT, help="Để trống: tên đầy đủ."),
    Field("symbol", "Ký hiệu công văn", Kind.TEXT, required=True, help="Ví dụ CV/ĐU."),
    Field("admission_target", "Chỉ tiêu kết nạp được giao", Kind.NUMBER, help="Để trống: tổng của các đơn vị."),
    Field("class_target", "Chỉ tiêu học lớp được giao", Kind.NUMBER, help="Để trống: tổng của các đơn vị."),
    Field("grounds", "Căn cứ", Kind.TEXT, help="Mỗi căn cứ một dòng trong ô (Alt+Enter)."),
    Field("due_day", "Ngày nộp hằng tháng", Kind.NUMBER, help="Mặc định 25; 31 là ngày cuối tháng."),
    Field("completion_deadline", "Hạn hoàn thành", Kind.DATE, help="Ngày phải đạt chỉ tiêu năm, ví dụ 30/11/2026."),
    Field(
        "reporting_deadline",
        "Hạn đơn vị báo cáo",
        Kind.DATE,
        help="Ngày các đơn vị phải báo cáo năm, ví dụ 03/12/2026.",
    ),
    Field(
        "establishment", "Loại hình cơ sở", Kind.TEXT, help="Chọn trong danh sách: đơn vị nào kê những đối tượng nào."
    ),
    Field("office_addresses", "Thư điện tử của Đảng ủy", Kind.TEXT, help="Nhiều địa chỉ thì cách nhau bằng dấu ;."),
    Field("contact_phone", "Điện thoại liên hệ", Kind.TEXT, help="Ghi trong thư gửi các đơn vị."),
    Field("organisation_code", "Mã tổ chức đảng", Kind.TEXT, help="Ví dụ 38.168.053.000.000; để trống nếu chưa có."),
    Field("edition", "Thể thức", Kind.TEXT, help=f"{_EDITIONS}; để trống: theo ngày của công văn."),
    Field(YEARLY_KIND, "Loại văn bản báo cáo năm", Kind.TEXT, help=f"{' hoặc '.join(YEARLY_KINDS)}."),
    Field("authority", "Quyền hạn ký", Kind.TEXT, required=True, help="Ví dụ T/M ĐẢNG ỦY."),
    Field("signer_office", "Chức vụ người ký", Kind.TEXT, required=True, help="Ví dụ BÍ THƯ."),
    Field("signer", "Họ tên người ký", Kind.TEXT, required=True, help="Không ghi học hàm, học vị."),
    Field("archive", "Lưu", Kind.TEXT, required=True, help="Ví dụ VT, ĐU."),
    Field("spelling", "Cách viết ủy/uỷ", Kind.TEXT, help="ủy hoặc uỷ, trong mọi văn bản; để trống: ủy."),
)

UNITS: tuple[Field, ...] = (
    Field("code", "Mã đơn vị", Kind.TEXT, required=True, width=11),
    Field("name", "Tên đơn vị", Kind.TEXT, required=True, width=34),
    Field("kind", "Loại", Kind.TEXT, required=True, width=10),
    Field("committee_member", "Đảng ủy viên phụ trách", Kind.TEXT, width=32),
    Field("addresses", "Thư điện tử", Kind.TEXT, width=28),
    Field("phone", "Điện thoại", Kind.TEXT, width=14),
    Field("member_count", "Số đảng viên đầu năm", Kind.NUMBER, width=12),
    Field("admission_target", "Chỉ tiêu kết nạp", Kind.NUMBER, width=10),
    Field("class_target", "Chỉ tiêu học lớp", Kind.NUMBER, width=10),
    Field("from_month", "Từ tháng", Kind.MONTH, width=8),
    Field("to_month", "Đến tháng", Kind.MONTH, width=8),
    Field("merged_into", "Nhập vào", Kind.TEXT, width=10),
    Field("organisation_code", "Mã tổ chức đảng", Kind.TEXT, width=20),
)

RECIPIENTS: tuple[Field, ...] = (
    Field("document", "Văn bản", Kind.TEXT, width=18),
    Field("block", "Mục", Kind.TEXT, required=True, width=14),
    Field("text", "Nội dung", Kind.TEXT, required=True, width=60),
)

REGULATIONS: tuple[Field, ...] = (
    Field("code", "Mã", Kind.TEXT, required=True, width=26),
    Field("text", "Nội dung", Kind.TEXT, width=70),
    Field("value", "Giá trị", Kind.TEXT, required=True, width=14),
    Field("from_day", "Áp dụng từ ngày", Kind.DATE, width=16),
    Field("source", "Căn cứ", Kind.TEXT, width=40),
)

REGISTER: tuple[Field, ...] = (
    Field("number", "Số quyết định", Kind.TEXT, required=True, width=18),
    Field("day", "Ngày", Kind.DATE, required=True, width=12),
    Field("name", "Họ và tên", Kind.TEXT, required=True, width=32),
    Field("birth", "Ngày sinh", Kind.BIRTH_DATE, width=12),
    Field("unit_code", "Mã đơn vị", Kind.TEXT, width=11),
)

LAST_YEAR: tuple[Field, ...] = (
    Field("month", "Tháng", Kind.MONTH, required=True, width=8),
    Field("admitted", "Kết nạp", Kind.NUMBER, width=12),
    Field("class_sent", "Cử đi học", Kind.NUMBER, width=12),
    Field("recognised", "Chuyển chính thức", Kind.NUMBER, width=12),
)
"""A row a month: where last year stood at its end."""

CONFIRMED: tuple[Field, ...] = (
    Field("key", "Khóa", Kind.TEXT, required=True, width=17),
    Field("conclusion", "Kết luận", Kind.TEXT, required=True, width=24),
    Field("reason", "Lý do", Kind.TEXT, required=True, width=50),
    Field("confirmed_by", "Người xác minh", Kind.TEXT, width=32),
    Field("day", "Ngày", Kind.DATE, width=12),
)
"""A finding that somebody has looked into and that stands as it is, by its key in the sheet `Lỗi`."""

STANDS = "Đúng"
"""The conclusion on a warning: what it is about is as it is written."""

COUNTS, COUNTS_NOT = "Tính", "Không tính"
"""The conclusions on somebody who is gone from a list: whether what the person had is counted all the same."""

UNUSED: tuple[Field, ...] = (
    Field("sha256", "SHA-256", Kind.TEXT, required=True, width=70),
    Field("reason", "Lý do", Kind.TEXT, required=True, width=40),
    Field("decided_by", "Người quyết định", Kind.TEXT, width=32),
    Field("day", "Ngày", Kind.DATE, width=12),
)
"""The clerk's word on a file: it stays where it is, and nothing in it counts or is complained of."""

TARGET_KEYS = ("admission_target", "class_target")
"""What a unit's row may leave blank, under a heading that must be there."""

RECKONED_WITH = frozenset(
    {*TARGET_KEYS, "due_day", "from_month", "to_month", "merged_into", "from_day", "birth"}
    | {field.key for field in LAST_YEAR}
)
"""What figures are reckoned with where it is filled: of none of these may the label be another."""

DEADLINES = ("completion_deadline", "reporting_deadline")
DOCUMENTS = ("Báo cáo tháng", "Báo cáo năm", "Giao chỉ tiêu", "Đôn đốc")
ADDRESSEES = "Kính gửi"
COPIES = "Nơi nhận"


def lack_in_words(flaw: Flaw) -> str:
    """Return what a flaw of the plan says at its cell: that a value is blank, or that it is none that can be."""
    said = "{label} ghi “{value}” không dùng được" if flaw.value else "chưa ghi {label}"
    return said.format_map(flaw.slots)


def code_key(code: str) -> str:
    """Return the key under which spellings of one unit's code agree: case and blanks folded."""
    return code.casefold().replace(" ", "")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the plan. `order` is its place in the sheet; months are 1 to 12, inclusive; targets None when blank.

    `cells` gives the address of each filled cell of its row, by field key.
    """

    code: str
    name: str
    kind: str
    order: int
    committee_member: str = ""
    addresses: tuple[str, ...] = ()
    phone: str = ""
    member_count: int | None = None
    admission_target: int | None = None
    class_target: int | None = None
    from_month: int = 1
    to_month: int = 12
    merged_into: str = ""
    organisation_code: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def is_branch(self) -> bool:
        """Whether the unit is a chi bộ or a committee of chi bộ (else a đoàn thể)."""
        return self.kind != ORGANISATION_KIND

    def owes(self, month: int) -> bool:
        """Whether the unit owes a workbook for `month`."""
        return self.from_month <= month <= self.to_month


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line of `Nơi nhận`; `document` empty: for every letter."""

    document: str
    block: str
    text: str


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A row of the committee's own register of decisions."""

    number: str
    day: date | None
    name: str
    birth: date | int | None
    unit_code: str
    place: Place


class Told(NamedTuple):
    """A count with the cell in which it stands."""

    value: int
    place: Place


class YearSoFar(NamedTuple):
    """Where last year stood at the end of a month (1 to 12), counted from its start; None what is not told."""

    month: int
    admitted: Told | None = None
    class_sent: Told | None = None
    recognised: Told | None = None


BETWEEN_KEYS = "; "
"""What stands between the keys of several findings in one cell."""


class Confirmation(NamedTuple):
    """What somebody who looked into a finding says of it: its key in capitals, the conclusion, why, and both their cells."""

    key: str
    conclusion: str
    reason: str
    place: Place
    conclusion_place: Place


class UnusedFile(NamedTuple):
    """A file that the clerk has decided not to use: its SHA-256 in lower case, why, and the cell that names it.

    `is_found` says that a file of the folder, or in a mail or an archive of it, is that one.
    """

    sha256: str
    reason: str
    place: Place
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Regulation:
    """A threshold that holds from a day: `value` a number, `source` the regulation's name."""

    code: str
    value: int
    from_day: date
    source: str


@dataclass(frozen=True)
class Plan:
    """The year's plan; blank short forms are already the long form, blank headings the long form in capitals.

    `info_cells` gives the address of each labelled cell of the first sheet, by field key; `flaws` are the
    values that only documents need and that are not there: blank, or none of those that they can be. `addresses` are
    the committee's own: what is sent from one of them is the office's. `establishment` is a key of
    `categories.ESTABLISHMENTS` or empty. `days_off` and `days_worked` are working days that the state gives off and
    days off that it has made up for, beyond those that the program knows.
    """

    file: str
    year: int
    place_name: str
    upper_heading: str
    upper_name: str
    upper_short: str
    heading: str
    name: str
    short: str
    symbol: str
    admission_target: int | None
    class_target: int | None
    grounds: tuple[str, ...]
    due_day: int
    completion_deadline: date | None
    reporting_deadline: date | None
    edition: str
    yearly_kind: str
    authority: str
    signer_office: str
    signer: str
    archive: str
    units: tuple[Unit, ...]
    recipients: tuple[Recipient, ...]
    regulations: tuple[Regulation, ...]
    register: tuple[RegisterEntry, ...]
    last_year: tuple[YearSoFar, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    unused: tuple[UnusedFile, ...] = ()
    info_cells: tuple[tuple[str, str], ...] = ()
    spelling: str = SPELLINGS[0]
    flaws: tuple[Flaw, ...] = ()
    addresses: tuple[str, ...] = ()
    establishment: str = ""
    contact_phone: str = ""
    organisation_code: str = ""
    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()

    def unit(self, code: str) -> Unit | None:
        """Return the unit of `code`, compared without regard to case and blanks, or None."""
        return self._units_by_key.get(code_key(code))

    @cached_property
    def _units_by_key(self) -> dict[str, Unit]:
        return {code_key(unit.code): unit for unit in self.units}

    def confirmation(self, key: str) -> Confirmation | None:
        """Return what was said of the finding of a key, None where nothing was."""
        return self._confirmations_by_key.get(key)

    @cached_property
    def _confirmations_by_key(self) -> dict[str, Confirmation]:
        return {said.key: said for said in self.confirmations}

    def recipients_of(self, document: str, block: str) -> tuple[str, ...]:
        """Return the lines of `block` (`Kính gửi` or `Nơi nhận`) for a kind of letter, in the sheet's order."""
        return tuple(r.text for r in self.recipients if r.block == block and r.document in ("", document))

    def branches(self, month: int) -> tuple[Unit, ...]:
        """Return the chi bộ that exist in a month; none where units are committees, since nobody knows theirs."""
        if any(unit.kind == COMMITTEE_KIND for unit in self.units):
            return ()
        return tuple(unit for unit in self.units if unit.is_branch and unit.owes(month))

    @property
    def without_members_at_start(self) -> tuple[Unit, ...]:
        """The units with members of the year's first month that do not tell how many these were."""
        return tuple(u for u in self.units if u.is_branch and u.from_month == 1 and u.member_count is None)

    @property
    def sums_that_differ(self) -> dict[str, int]:
        """The sum of the units' targets, by the target's key, where another one was assigned."""
        sums = {key: sum(getattr(unit, key) or 0 for unit in self.units) for key in TARGET_KEYS}
        return {key: total for key, total in sums.items() if getattr(self, key) not in (None, total)}

    def due(self, period: Period) -> date:
        """Return the day by which units owe the workbook of `period`."""
        last = period.last_day
        due = last if self.due_day >= last.day else last.replace(day=self.due_day)
        deadline, report_by = self.completion_deadline, self.reporting_deadline
        late = deadline is not None and (period.year, period.month) >= (deadline.year, deadline.month)
        return max(due, report_by) if late and report_by is not None else due
