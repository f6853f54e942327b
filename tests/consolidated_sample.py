"""A month made by hand for the workbooks' tests: two chi bộ, a đoàn thể that never sent, each kind of cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from recruit.check.registry import Finding, Group, Rule, Scope
from recruit.declared.plan import Plan, Unit
from recruit.declared.summary import Submission
from recruit.measure.figure import Attainment, Figure, Measure, Source
from recruit.measure.result import CaseKind, MonthLine, MonthResult, SubmissionRate, UnitResult, WaitingCase
from recruit.measure.standing import NEITHER
from recruit.merge.identity import Entry
from recruit.model import UNREADABLE, FileFate, FileOutcome, Flaw, Period, Place, Sent, Severity
from recruit.read.report import Listing, Report
from recruit.read.row import Row
from recruit.read.written import How, Understood, WrittenText

PERIOD = Period(2024, 11)
FILE = "thang_11/CB01.xlsx"
_NAMES = {
    "admitted": "Đã kết nạp",
    "class_sent": "Đã cử đi học",
    "sympathisers": "Cảm tình Đảng",
    "eligible": "Đủ điều kiện",
    "with_helper": "Có đảng viên giúp đỡ",
}

CB01 = Unit("CB01", "Chi bộ Tổng hợp", "Chi bộ", 0, admission_target=1, class_target=3)
CB02 = Unit("CB02", "Chi bộ Nội chính", "Chi bộ", 1, admission_target=0, class_target=None)
DT01 = Unit("DT01", "Đoàn Thanh niên", "Đoàn thể", 2, admission_target=None, class_target=None)

_PLAN = Plan(
    file="ke_hoach.xlsx",
    year=2024,
    place_name="Lào Cai",
    upper_heading="ĐẢNG BỘ KHỐI",
    upper_name="Đảng ủy Khối",
    upper_short="Đảng ủy Khối",
    heading="ĐẢNG ỦY VĂN PHÒNG",
    name="Đảng ủy Văn phòng",
    short="Đảng ủy Văn phòng",
    symbol="CV/ĐU",
    admission_target=3,
    class_target=3,
    grounds=(),
    due_day=25,
    completion_deadline=date(2024, 11, 30),
    reporting_deadline=date(2024, 12, 3),
    edition="",
    yearly_kind="",
    authority="T/M ĐẢNG ỦY",
    signer_office="BÍ THƯ",
    signer="Phan Quốc Nghĩa",
    archive="VT",
    units=(CB01, CB02, DT01),
    recipients=(),
    regulations=(),
    register=(),
)


_REPORT = Report(FILE, "thư mục", "a" * 64, Sent(), listings=[Listing("Danh sách", 1, "A", {}, [])])


def person(row: int = 3, written: dict[str, str] | None = None, **values: object) -> Entry:
    """Return a row of `Danh sách`; `written` is what stands in cells that cannot be read."""
    sound = {"name": "Nguyễn Văn An", "birth": date(1990, 3, 5), "joined": date(2024, 1, 15)}
    texts = {key: WrittenText(text) for key, text in (written or {}).items()}
    return Entry(CB01, _REPORT, Row(row, sound | values, texts))


def finding(
    severity: Severity = Severity.ERROR,
    code: str = "O01",
    repeated: bool = False,
    value: str = "31/4/1995",
    message: str = "Ngày không có thật.",
) -> Finding:
    """Return a row of `Lỗi`."""
    made = Rule(
        code,
        "made",
        severity,
        Scope.REPORT,
        Group.CELL,
        "Ngày",
        message,
        "Gõ lại ngày.",
        "",
        lambda checked: (),
    )
    return Finding(made, Flaw(Place(FILE, "Danh sách", "C5"), value), "CB01", repeated)


def figures(**values: int) -> dict[str, Figure]:
    """Return figures by key, each resting on as many cells of one sheet as it counts."""
    return {
        key: Figure(_NAMES[key], value, (Source(FILE, "Danh sách", tuple(f"X{row + 3}" for row in range(value))),))
        for key, value in values.items()
    }


def _line(
    unit: Unit, admissions: Measure, classes: Measure, overall: Attainment, sent: bool = True, **values: object
) -> UnitResult:
    made = {"data_period": PERIOD, "figures": {}, "shared_with_branches": 0, "submissions": {}} | values
    return UnitResult(unit=unit, owes=True, sent=sent, admissions=admissions, classes=classes, overall=overall, **made)


def month(**changes: object) -> MonthResult:
    """Return the month, with other values for some of its fields."""
    none = Attainment.NO_TARGET
    units = (
        _line(
            CB01,
            Measure(1, 2, Fraction(2), Attainment.EXCEEDED, 0),
            Measure(3, 1, Fraction(1, 3), Attainment.SHORT, 2),
            Attainment.SHORT,
            figures=figures(admitted=2, class_sent=1, sympathisers=4, eligible=1, with_helper=3),
            submissions={10: Submission.LATE, 11: Submission.SENT},
        ),
        _line(
            CB02,
            Measure(0, 0, None, none, 0),
            Measure(None, 0, None, none, 0),
            none,
            sent=False,
            data_period=Period(2024, 10),
            submissions={10: Submission.SENT, 11: Submission.MISSING},
            figures=figures(admitted=0, class_sent=0, sympathisers=1, eligible=0, with_helper=0),
        ),
        _line(
            DT01,
            Measure(None, None, None, none, 0),
            Measure(None, None, None, none, 0),
            none,
            sent=False,
            data_period=None,
            submissions={10: Submission.MISSING, 11: Submission.MISSING},
        ),
    )
    case = WaitingCase(
        CaseKind.CLASS,
        "Tẩn Mẩy Lin",
        1998,
        CB01,
        date(2024, 6, 24),
        "Đinh Thị Lý",
        None,
        "11-NQ/CB",
        26,
        Place(FILE, "Danh sách", "P4"),
    )
    made = MonthResult(
        plan=_PLAN,
        period=PERIOD,
        day=PERIOD.last_day,
        units=units,
        totals=figures(admitted=2, class_sent=1, sympathisers=5, eligible=1, with_helper=3),
        admissions=Measure(3, 2, Fraction(2, 3), Attainment.SHORT, 1),
        classes=Measure(3, 1, Fraction(1, 3), Attainment.SHORT, 2),
        admitted=(),
        sent_to_class=(),
        waiting=(case,),
        breakdowns=(),
        mean_age=None,
        months=(MonthLine(10, 1, 1, 0, 0, 4), MonthLine(11, 1, 2, 1, 1, 5)),
        adjustments=(),
        people=(person(), person(4, {"joined": "31/4/2024"}, birth=1991, joined=UNREADABLE)),
        files=(FileFate(FILE, "thư mục", "CB01", PERIOD, FileOutcome.USED, "ab" * 32),),
        litter=0,
        findings=(finding(), finding(Severity.WARNING, code="O24", repeated=True)),
        understood=(Understood(Place(FILE, "Danh sách", "D3"), "nam", "Nam", How.SPELLING),),
        submission_rates=(
            SubmissionRate(10, 3, 2, 1, 2),
            SubmissionRate(11, 3, 1, 0, 0),
            SubmissionRate(None, 6, 3, 1, 2),
        ),
        achievements=(),
        difficulties=(),
        proposals=(),
    )
    changed = replace(made, **changes)
    return replace(changed, standings=(NEITHER,) * len(changed.people))
