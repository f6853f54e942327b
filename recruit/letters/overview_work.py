"""What the overview asks the clerk to do, in order: telephone, send back, urge, look at files, mend, put to the committee, go on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from recruit.language.private import unsaid
from recruit.language.wording import cited_date, count, first_few, listed, month_name, sentence
from recruit.letters.names import Name
from recruit.letters.overview_files import linked
from recruit.letters.urging import month_span, urged
from recruit.measure.result import CaseKind
from recruit.merge.doubted import office_day
from recruit.model import FileOutcome, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.registry import Finding
    from recruit.letters.overview_glance import Glance
    from recruit.measure.result import MonthResult, UnitResult
    from recruit.model import FileFate, Period

_LINE_KEYS = (
    ("don_vi", "đơn vị", "CB06 Chi bộ Quản trị"),
    ("lien_he", "người lập biểu, điện thoại", "Lê Thị Lan, 0912 345 678"),
    ("vi_sao", "việc gì", "chưa gửi báo cáo tháng 11"),
    ("tep[].la", "tệp cần dùng: là gì", "Thư nháp"),
    ("tep[].ten", "tệp cần dùng: tên tệp", "thu_CB06_2024-11.eml"),
    ("tep[].lien_ket", "tệp cần dùng: liên kết", "don_doc/thu_CB06_2024-11.eml"),
)

WORK_NAMES = (
    *(
        Name(f"viec.{key}[].{part}", f"{text}: {said}", example)
        for key, text in (
            ("goi", "đơn vị phải gọi điện"),
            ("sua", "đơn vị phải sửa biểu"),
            ("don_doc", "đơn vị chậm chỉ tiêu"),
        )
        for part, said, example in _LINE_KEYS
    ),
    Name("viec.thu_khac", "các thư còn lại: của những đơn vị nào, trống khi không có", "CB01, CB02"),
    Name("viec.tep_hong[].ten", "tệp chưa dùng được: tên tệp", "báo cáo.pdf"),
    Name("viec.tep_hong[].don_vi", "tệp chưa dùng được: đơn vị, trống khi chưa rõ", "CB06"),
    Name("viec.tep_hong[].vi_sao", "tệp chưa dùng được: vì sao", "bản chụp, không đọc được số liệu"),
    Name("viec.tep_hong_nua", "số tệp chưa dùng được không nêu tên, trống khi không có", "05"),
    Name("viec.van_phong[]", "việc của Văn phòng", "Kế hoạch, ô B5: chưa ghi Địa danh."),
    Name("viec.trinh[]", "việc chờ Đảng ủy", "Cử đi học lớp: 02 trường hợp, lâu nhất từ ngày 24/6/2024"),
    Name("viec.trinh_tep[].ten", "danh sách trình Đảng ủy: tên tệp", "trinh_dang_uy_2024-11.docx"),
    Name("viec.trinh_tep[].lien_ket", "danh sách trình Đảng ủy: liên kết", "trinh_dang_uy_2024-11.docx"),
    Name("viec.tiep[]", "việc tiếp theo", "Báo cáo tháng 12/2024: hạn nộp ngày 25/12/2024."),
)

_MOST_FILES = 12
_MOST_FINDINGS = 8


def work_context(glance: Glance) -> dict[str, object]:
    """Return every name of WORK_NAMES."""
    result = glance.result
    told, rest = _of_units(glance, result) if result is not None else (_Lines([], [], []), [])
    files = _useless(result) if result is not None else []
    return {
        "viec": {
            **told._asdict(),
            "thu_khac": first_few(rest, what="đơn vị", between=", "),
            "tep_hong": [_file(file) for file in files[:_MOST_FILES]],
            "tep_hong_nua": count(len(files) - _MOST_FILES) if len(files) > _MOST_FILES else "",
            "van_phong": list(_of_the_office(glance)),
            "trinh": list(_waiting(result)) if result is not None else [],
            "trinh_tep": [linked(glance.files.sitting)] if glance.files.sitting else [],
            "tiep": list(_next(glance)),
        }
    }


# -- units -------------------------------------------------------------------------------------------------------------


class _Lines(NamedTuple):
    """What is asked about units: those that are called, those that mend their workbook, those that are urged."""

    goi: list[dict[str, object]]
    sua: list[dict[str, object]]
    don_doc: list[dict[str, object]]


def _of_units(glance: Glance, result: MonthResult) -> tuple[_Lines, list[str]]:
    """Return each unit under the first thing to do about it, and the codes of those for which only a draft is left.

    Who is silent is called before who sent what is of no use.
    """
    strangers = [line for line in result.units if line.unit.code in result.strangers]
    calls = {line.unit.code: line for line in (*result.silent, *result.unusable, *strangers)}
    called = [_line(glance, line, _why_called(result, line), "draft", "urging", "returned") for line in calls.values()]
    behind = {line.unit.code for line in urged(result)}
    mending, urging, rest = [], [], []
    for line in (line for line in result.units if line.unit.code not in calls):
        code = line.unit.code
        if errors := result.errors_of(code):
            mending.append(_line(glance, line, f"{count(errors)} lỗi phải sửa", "returned", "draft", "urging"))
        elif code in behind:
            urging.append(_line(glance, line, _what_is_left(line), "urging", "draft"))
        elif glance.files.of_unit(code, "draft"):
            rest.append(code)
    return _Lines(called, mending, urging), rest


def _line(glance: Glance, line: UnitResult, why: str, *kinds: str) -> dict[str, object]:
    unit = line.unit
    return {
        "don_vi": f"{unit.code} {unit.name}",
        "lien_he": glance.contact(unit.code) or "chưa có số điện thoại",
        "vi_sao": why,
        "tep": glance.files.of_unit(unit.code, *kinds),
    }


def _why_called(result: MonthResult, line: UnitResult) -> str:
    code = line.unit.code
    said = []
    if line.unsent:
        said.append(f"chưa gửi báo cáo {month_span(line.unsent)}")
    said += [f"đã gửi {month_span((month,))}, chưa dùng được: {came.why}" for month, came in line.unusable.items()]
    if code in result.strangers:
        said.append("gửi từ địa chỉ chưa đăng ký: hỏi lại, đúng thì ghi địa chỉ vào kế hoạch")
    if errors := result.errors_of(code):
        said.append(f"{count(errors)} lỗi phải sửa")
    if reminded := tuple(month for month, kept in sorted(result.kept.items()) if code in kept.reminded):
        said.append(f"đã lập công văn đôn đốc {month_span(reminded)}")
    return "; ".join(said)


def _what_is_left(line: UnitResult) -> str:
    rests = (("kết nạp", line.admissions.rest), ("cử đi học", line.classes.rest))
    return f"còn {listed([f'{what} {count(rest)}' for what, rest in rests if rest])}"


# -- files -------------------------------------------------------------------------------------------------------------


def _useless(result: MonthResult) -> list[FileFate]:
    """Return what came for the period and is of no use, where the unit has sent nothing better.

    What the clerk has set aside is not in it, and of a mail that is none of what came in it.
    """
    set_aside = {said.reason for said in result.plan.unused}
    served = {line.unit.code for line in result.units if line.owes and line.sent}
    found = [
        file
        for file in result.files
        if file.unit_code not in served
        and _is_of_no_use(file)
        and _is_of(file, result.period)
        and not (file.outcome is FileOutcome.REFUSED and file.detail in set_aside)
    ]
    names = {file.file for file in found}
    return [file for file in found if names.isdisjoint(_around(file.file))]


def _is_of_no_use(file: FileFate) -> bool:
    useless = (FileOutcome.UNREADABLE, FileOutcome.REFUSED, FileOutcome.UNFILLED)
    return file.outcome in useless or (file.is_attempt and not file.is_opened)


def _around(name: str) -> Iterator[str]:
    """Yield the mails, archives and folders in which a file lies."""
    while name := name.rpartition("/")[0]:
        yield name


def _is_of(file: FileFate, period: Period) -> bool:
    if file.period is not None:
        return file.period == period
    time = file.sent.time if file.sent else None
    return time is None or office_day(time) >= period.first_day


def _file(file: FileFate) -> dict[str, str]:
    why = {
        FileOutcome.UNREADABLE: file.why or file.detail,
        FileOutcome.REFUSED: file.detail,
        FileOutcome.UNFILLED: "biểu chưa điền",
    }
    said = why.get(file.outcome) or file.note or file.why or "không có biểu báo cáo"
    return {"ten": unsaid(file.file), "don_vi": file.unit_code, "vi_sao": said}


# -- the office, the committee, what comes next ------------------------------------------------------------------------


def _of_the_office(glance: Glance) -> Iterator[str]:
    """Yield what nobody but the office can mend: the plan, the templates, what is no unit's."""
    yield from glance.left_out
    yield from glance.faults
    findings = glance.result.findings if glance.result is not None else glance.findings
    own = [found for found in findings if not found.unit_code and found.severity is Severity.ERROR]
    yield from map(_finding, own[:_MOST_FINDINGS])
    if (more := len(own) - _MOST_FINDINGS) > 0:
        yield f"Còn {count(more)} lỗi nữa ở trang Lỗi."


def _finding(found: Finding) -> str:
    place = found.place
    where = ", ".join(filter(None, (place.file, place.sheet, place.cell and f"ô {place.cell}")))
    return f"{unsaid(where)}: {found.message_on_screen} {found.remedy}"


def _waiting(result: MonthResult) -> Iterator[str]:
    number = Counter(case.kind for case in result.waiting)
    for kind in CaseKind:
        if number[kind]:
            oldest = min(case.proposed for case in result.waiting if case.kind is kind)
            yield f"{kind.value}: {count(number[kind])} trường hợp, lâu nhất từ ngày {cited_date(oldest)}"
    if members := sum(member.waits_for_committee for member in result.probation):
        yield f"Công nhận đảng viên chính thức: {count(members)} trường hợp"


def _next(glance: Glance) -> Iterator[str]:
    period, result = glance.period, glance.result
    if result is None and period is None:
        yield "Lập biểu cho từng đơn vị (lệnh forms, hoặc LAP_BIEU.bat), gửi mỗi đơn vị biểu của đơn vị đó."
        yield "Lưu thư của các đơn vị vào thư mục đầu vào rồi lập báo cáo."
        return
    if result is None:
        month = f"tháng {month_name(period.month)}/{period.year}"
        yield f"Gửi mỗi đơn vị biểu {month} của đơn vị đó (cột Tệp); hạn nộp ngày {cited_date(glance.plan.due(period))}."
        yield "Lưu thư các đơn vị gửi về vào thư mục đầu vào rồi lập báo cáo."
        return
    following = period.next
    if following.year == period.year and any(unit.owes(following.month) for unit in glance.plan.units):
        due = cited_date(glance.plan.due(following))
        yield sentence(f"Báo cáo tháng {month_name(following.month)}/{following.year}: hạn nộp ngày {due}")
