"""What the clerk reads of a run: plan, period, figures, who is missing, what is wrong in which cell, what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recruit.declared.form import REPLY_HEADING
from recruit.model import Severity
from recruit.screen.console import tell

if TYPE_CHECKING:
    from recruit.check.registry import Finding
    from recruit.deliver.outcome import Outcome
    from recruit.deliver.start import Started
    from recruit.measure.result import MonthResult
    from recruit.write.word.check.faults import Fault


_MOST_SHOWN = 10
"""Things of one kind that are shown one by one: who is missing, what is to be mended."""

_RECOUNTED = (
    "mọi số liệu khớp",
    "số liệu khớp, có chỗ không đối chiếu được",
    "có số liệu không khớp, chưa nên ban hành",
)


def say(outcome: Outcome) -> None:
    """Say what a run came to, ending with its result and exit code."""
    result, plan = outcome.result, outcome.plan
    tell(f"Kế hoạch năm {plan.year}: {plan.file}")
    workbook = _workbook(outcome)
    if result is not None:
        _say_result(result, workbook)
        _say_moved(outcome)
    elif outcome.recounted is not None:
        _say_recounted(outcome)
    _say_to_mend(outcome, workbook)
    _say_written(outcome)
    for note in outcome.notes:
        tell(note)
    if outcome.overview is not None:
        tell(f"Mở xem: {outcome.overview}")
    tell(_closing(outcome))


def say_started(started: Started, *, is_given: bool) -> None:
    """Say what an office begins with, and what to do next; `is_given` says that the command named the folder."""
    which = f" năm {started.year}" if started.year else ""
    run = "python generate_report.py forms" + (f' "{started.inbox}"' if is_given else "")
    if started.is_new:
        tell(f"Đã lập kế hoạch trống{which}: {started.plan}")
        tell(f"Đã có thư mục để lưu thư và biểu của các đơn vị: {started.reports}")
    else:
        tell(f"Đã có kế hoạch{which}: {started.plan}; không thay đổi gì.")
    todo = (
        "" if started.is_sound else "mở kế hoạch, điền các ô vàng có dấu * và trang Đơn vị và chỉ tiêu, lưu lại; rồi "
    )
    tell(f"Việc tiếp theo: {todo}lập biểu cho các đơn vị: {run}")
    tell(f"Kết quả: {'đã lập kế hoạch trống' if started.is_new else 'không thay đổi gì'} (mã thoát 0)")


def _workbook(outcome: Outcome) -> Path | None:
    """Return the workbook with everything that the screen does not show, None where the run wrote none."""
    names = ("tong_hop_", "kiem_tra_")
    return next((file.path for file in outcome.written.files if file.name.startswith(names)), None)


def _in(sheet: str, workbook: Path | None) -> str:
    """Return where the rest stands; where this run wrote no workbook, what writes one."""
    if workbook is None:
        return f"xem trang {sheet} của bảng tổng hợp, hoặc chạy check"
    return f"xem trang {sheet} của {workbook.name}"


def _say_result(result: MonthResult, workbook: Path | None) -> None:
    period = result.period
    owing = [line for line in result.units if line.owes]
    sent = [line for line in owing if line.sent]
    tell(f"Kỳ báo cáo: tháng {period.month:02d}/{period.year} ({len(sent)}/{len(owing)} đơn vị đã gửi)")
    if not sent:
        _say_other_months(result)
    litter = f" (bỏ qua {result.litter} tệp tạm của máy)" if result.litter else ""
    tell(f"Tìm thấy {len(result.files)} tệp{litter}")
    _say_old_regulations(result)
    _say_figures(result)
    _say_missing(result, workbook)
    _say_unclear_lines(result)


def _say_recounted(outcome: Outcome) -> None:
    """Say how many figures came out, and which did not, each with the cells that tell."""
    from recruit.recount.said import differences, summary

    period, found = outcome.period, outcome.recounted
    tell(f"Kỳ báo cáo: tháng {period.month:02d}/{period.year}")
    for line in (*summary(found), *differences(found)):
        tell(line)


def _say_other_months(result: MonthResult) -> None:
    """Say of which months anything came where nothing did for the one that was asked for."""
    period = result.period
    other = {file.period for file in result.files if file.period is not None} - {period}
    named = ", ".join(f"{month.month:02d}/{month.year}" for month in sorted(other))
    came = f"Trong thư mục có tệp của tháng {named}." if named else "Trong thư mục chưa có báo cáo của tháng nào."
    tell(f"Chưa đơn vị nào gửi báo cáo tháng {period.month:02d}/{period.year}. {came}")


def _say_old_regulations(result: MonthResult) -> None:
    """Say where no regulation is known that is less than a year old: there may be one that nobody has put down."""
    from recruit.declared.regulations import Regulations
    from recruit.language.reckoning import months_after
    from recruit.language.wording import vn_date

    newest = Regulations(result.plan.regulations).newest
    if months_after(newest, 12) < result.period.last_day:
        tell(
            f"Quy định mới nhất mà chương trình biết có hiệu lực từ {vn_date(newest)}, đã quá một năm. "
            "Nếu có quy định mới hơn thì ghi vào trang Quy định của kế hoạch."
        )


def _say_figures(result: MonthResult) -> None:
    from recruit.declared.plan import TARGET_KEYS
    from recruit.language.wording import percent

    sums = result.plan.sums_that_differ
    measures = (("Kết nạp", result.admissions), ("Cử đi học lớp", result.classes))
    for key, (name, measure) in zip(TARGET_KEYS, measures, strict=True):
        target = "không giao" if measure.target is None else f"{measure.target:02d}"
        rate = f", {percent(measure.rate)}" if measure.rate is not None else ""
        other = f" (tổng chỉ tiêu của các đơn vị là {sums[key]:02d})" if key in sums else ""
        tell(f"{name}: {measure.done or 0:02d}/{target}{rate}{other}")


def _say_missing(result: MonthResult, workbook: Path | None) -> None:
    for line in result.missing[:_MOST_SHOWN]:
        since = line.data_period
        have = f"số liệu lấy từ tháng {since.month:02d}/{since.year}" if since else "chưa có số liệu"
        came = line.unusable.get(result.period.month)
        what = f"Đã gửi, chưa dùng được: {line.unit.code} {line.unit.name} ({came.why}; " if came else ""
        tell(f"{what or f'Chưa nộp: {line.unit.code} {line.unit.name} ('}{have})")
    if (more := len(result.missing) - _MOST_SHOWN) > 0:
        tell(f"… và {more:02d} đơn vị nữa, {_in('Nộp báo cáo', workbook)}")


def _say_moved(outcome: Outcome) -> None:
    """Say what the month's run before said otherwise, and because of which units."""
    from recruit.letters.overview import move_words

    if outcome.moved:
        tell(f"So với lần lập trước của tháng {outcome.period.month:02d}/{outcome.period.year}:")
    for move in outcome.moved:
        tell(f"  {move_words(move)}")


def _say_unclear_lines(result: MonthResult) -> None:
    """Ask for what puts the kinds of people of the older form under the lines of the statistics."""
    from recruit.declared.categories import CATEGORIES

    older = sum(
        number
        for breakdown in result.breakdowns
        if breakdown.key == "category"
        for choice, number in breakdown.counts
        if choice in CATEGORIES.older
    )
    if older and not result.plan.establishment:
        tell(
            f"Biểu 2 ghi {older:02d} đảng viên mới vào “Chưa rõ dòng”: kế hoạch chưa ghi Loại hình cơ sở, đối tượng của biểu "
            "cũ chưa rõ thuộc dòng nào."
        )


def _say_to_mend(outcome: Outcome, workbook: Path | None) -> None:
    """Say the first things to mend, each with its cell or paragraph: errors first, new warnings after them.

    Where the others stand is said, and warnings that stood last month are only counted.
    """
    result = outcome.result
    findings = outcome.findings if result is None else result.findings
    faults = [(template, fault) for template, found in outcome.faults.items() for fault in found]
    said = [(found.severity, _finding(found)) for found in findings if not found.repeated]
    said += [(fault.severity, _fault(template, fault)) for template, fault in faults]
    # The sort keeps the order in which the engine and the templates give them.
    said.sort(key=lambda line: line[0] is not Severity.ERROR)
    for _, line in said[:_MOST_SHOWN]:
        tell(line)
    # Of what is wrong in templates no workbook of a month tells.
    sheets = "Lỗi" if not faults or not findings else "Lỗi và trang Mẫu văn bản"
    if (more := len(said) - _MOST_SHOWN) > 0:
        tell(f"… và {more:02d} mục nữa, {_in(sheets, workbook)}")
    if repeated := sum(found.repeated for found in findings):
        tell(f"Có {repeated:02d} lưu ý đã có từ tháng trước, {_in('Lỗi', workbook)}")
    if replies := sum(bool(found.replies) for found in findings):
        tell(
            f"Đơn vị đã trả lời {replies:02d} lưu ý, xem cột {REPLY_HEADING} của trang Lỗi; đồng ý thì chép khóa vào trang Xác minh"
        )
    if result is not None and result.confirmed:
        tell(f"Có {len(result.confirmed):02d} mục đã xác minh, {_in('Lỗi', workbook)}")


def _finding(found: Finding) -> str:
    return f"{found.severity.value} {found.code}: {_where(found)}: {found.message_on_screen} {found.remedy}"


def _where(found: Finding) -> str:
    place = found.place
    return place.file + (f", trang {place.sheet}" if place.sheet else "") + (f", ô {place.cell}" if place.cell else "")


def _fault(template: str, fault: Fault) -> str:
    where = f", {fault.part}, đoạn {fault.paragraph}" if fault.paragraph else ""
    return f"{fault.severity.value} {fault.code}: mẫu {template}{where}: {fault.message} {fault.remedy}"


def _say_written(outcome: Outcome) -> None:
    folders: dict[Path, int] = {}
    for file in outcome.written.files:
        if "/" in file.name and not file.kept:
            folders[file.path.parent] = folders.get(file.path.parent, 0) + 1
            continue
        tell(f"Đã ghi: {file.path}")
        if file.kept:
            tell(f"  ({file.kept} đang mở hoặc đã sửa tay nên được giữ nguyên)")
    for folder, count in folders.items():
        tell(f"Đã ghi: {folder} ({count:02d} tệp)")
    if not outcome.written.is_recorded:
        tell(
            f"Các tệp trên đã ghi xong, nhưng chưa ghi được sổ kết quả của thư mục {outcome.written.folder} (tệp .ket_qua.json "
            "đang bị chương trình khác giữ, hoặc đĩa đầy); lần chạy sau tự ghi lại."
        )
    removed: dict[Path, int] = {}
    for name in outcome.written.removed:
        if "/" not in name:
            tell(f"Đã bỏ: {outcome.written.folder / name} (của lần chạy trước, nay không còn đúng)")
        else:
            folder = (outcome.written.folder / name).parent
            removed[folder] = removed.get(folder, 0) + 1
    for folder, count in removed.items():
        tell(f"Đã bỏ: {count:02d} tệp trong {folder} (của lần chạy trước, nay không còn đúng)")


def _closing(outcome: Outcome) -> str:
    result, code = outcome.result, outcome.exit_code
    if outcome.recounted is not None:
        return f"Kết quả: {_RECOUNTED[code]} (mã thoát {code})"
    errors = outcome.errors
    silent, unusable, strangers = (
        map(len, (result.silent, result.unusable, result.strangers)) if result is not None else (0, 0, 0)
    )
    left = [f"còn {errors} lỗi"] if errors else []
    left += [f"{silent} đơn vị chưa nộp"] if silent else []
    left += [f"{unusable} đơn vị đã gửi, chưa dùng được"] if unusable else []
    left += [f"{strangers} đơn vị gửi từ địa chỉ chưa đăng ký"] if strangers else []
    left += [f"{outcome.template_errors} lỗi trong mẫu văn bản"] if outcome.template_errors else []
    well = "không còn lỗi, các đơn vị đã nộp đủ" if result else f"đã ghi {len(outcome.written.files)} tệp"
    return f"Kết quả: {', '.join(left) or well} (mã thoát {code})"
