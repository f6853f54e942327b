"""The letter's sentences that depend on the month: what the figures say, in the words of an official."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recruit.declared.plan import BRANCH_KIND, ORGANISATION_KIND
from recruit.declared.regulations import Regulations
from recruit.language.spelling import fold
from recruit.language.wording import (
    NBSP,
    NONE,
    cited_date,
    count,
    day_and_month,
    listed,
    month_name,
    percent,
    ratio,
    sentence,
)
from recruit.measure.figure import Attainment
from recruit.measure.result import CaseKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recruit.declared.plan import Unit
    from recruit.measure.figure import Measure
    from recruit.measure.result import MonthResult, Opinion, UnitResult


TO_CLASS = "đi học lớp bồi dưỡng nhận thức về Đảng"

MOST_NAMED = 12
"""Units that a sentence names one by one; more are left to the appendix, which names all."""


def value(result: MonthResult, key: str) -> int:
    """Return a total by its key, 0 where it is not measured."""
    figure = result.totals.get(key)
    return int(figure.value or 0) if figure else 0


def kinds_of_units(units: Sequence[Unit]) -> str:
    """Return how many chi bộ and đoàn thể there are; empty where there are not both, or committees."""
    kinds = Counter(unit.kind for unit in units)
    if set(kinds) != {BRANCH_KIND, ORGANISATION_KIND}:
        return ""
    return f"{count(kinds[BRANCH_KIND])}{NBSP}chi bộ trực thuộc và {count(kinds[ORGANISATION_KIND])}{NBSP}đoàn thể"


def against_target(measure: Measure, *, past_deadline: bool) -> str:
    """Return how a result stands to its target: `2/3 chỉ tiêu, đạt 66,7%, còn 01`; empty where there is no target.

    Only `past_deadline` says that a target was not reached.
    """
    if not measure.target:
        return "ngoài chỉ tiêu được giao" if measure.word is Attainment.EXCEEDED else ""
    text = f"{ratio(measure.done or 0, measure.target)}{NBSP}chỉ tiêu"
    if measure.done:
        text += f", đạt{NBSP}{percent(measure.rate)}"
    if measure.word is Attainment.EXCEEDED:
        return f"{text}, vượt{NBSP}{count(measure.done - measure.target)}"
    if measure.rest:
        return f"{text}, {'chưa đạt chỉ tiêu, thiếu' if past_deadline else 'còn'}{NBSP}{count(measure.rest)}"
    return text


def all_helped(result: MonthResult) -> str:
    """Return that every sympathiser has a helper, empty where one has none."""
    number = value(result, "sympathisers")
    if not number or value(result, "with_helper") < number:
        return ""
    return f"{'đều ' if number > 1 else ''}đã được phân công đảng viên giúp đỡ"


def source_details(result: MonthResult) -> str:
    """Return what the sympathisers have: certificate, proposal, agreement, and a helper where not all have one.

    Kinds that nobody is in are left out.
    """
    parts = (
        *(() if all_helped(result) else (("with_helper", "có đảng viên giúp đỡ"),)),
        ("with_certificate", "có giấy chứng nhận còn giá trị"),
        ("proposed", "đã được chi bộ đề nghị làm thủ tục"),
        ("agreed", "đã được Đảng ủy đồng ý làm thủ tục"),
    )
    said = [f"{count(number)}{NBSP}người {words}" for key, words in parts if (number := value(result, key))]
    return "; ".join(said)


_MOST_DAYS = 6
"""Days of an adjustment that are printed one by one."""


def adjustments(result: MonthResult) -> list[str]:
    """Return what moved in months that an earlier letter has reported."""
    said = []
    for line in result.adjustments:
        way = "tăng" if line.difference > 0 else "giảm"
        report = "báo cáo bổ sung" if line.difference > 0 else "sửa trong báo cáo"
        # Who is on the list moves for more reasons: somebody handed over whom nobody has taken is no mend.
        report = report if line.days else "theo báo cáo"
        why = [f"{report} tháng{NBSP}{month_name(line.month)}"]
        # Several on one day are told by the count before.
        days = list(dict.fromkeys(line.days))
        if len(days) > _MOST_DAYS:
            why.insert(0, f"{count(len(days))}{NBSP}ngày")
        elif days:
            why.insert(0, f"ngày{NBSP}{', '.join(map(cited_date, days))}")
        said.append(f"{line.what} {way}{NBSP}{count(abs(line.difference))} ({', '.join(why)})")
    return said


def data_notes(result: MonthResult) -> list[str]:
    """Return who is missing in the figures: units with older figures, and units without any."""
    older = [line for line in result.units if line.owes and line.data_period not in (None, result.period)]
    notes = []
    if older:
        named = [f"{line.unit.name} (tháng{NBSP}{month_name(line.data_period.month)})" for line in older]
        usable = " dùng được" if any(result.period.month in line.unusable for line in older) else ""
        notes.append(
            f"Số liệu của {listed(named)} lấy theo báo cáo gần nhất, do chưa có báo cáo{usable} "
            f"tháng{NBSP}{month_name(result.period.month)}."
        )
    if silent := [line.unit.name for line in result.never_sent]:
        notes.append(f"Tổng số chưa bao gồm {listed(silent)} (chưa có số liệu).")
    return notes


def strengths(result: MonthResult) -> str:
    """Return what the figures say for the year's work."""
    done = [
        line
        for line in result.units
        if line.overall in (Attainment.REACHED, Attainment.EXCEEDED) and line.data_period is not None
    ]
    # Who did more than was asked goes before who did what was asked.
    done.sort(key=lambda line: line.overall is not Attainment.EXCEEDED)
    assigned = [line for line in result.units if line.overall is not Attainment.NO_TARGET]
    names = listed([line.unit.name for line in done])
    if not _known(result):
        return "Chưa có số liệu của các đơn vị."
    # Of a unit that never sent or has ended nobody can say that it goes on.
    going_on = sum(line.owes and line.data_period is not None for line in assigned)
    if not done and going_on:
        return f"{count(going_on)}{NBSP}đơn vị được giao chỉ tiêu đang tiếp tục tạo nguồn, thực hiện chỉ tiêu."
    if not done:
        return "Các đơn vị duy trì việc rà soát, cập nhật danh sách cảm tình Đảng."
    said = f"{ratio(len(done), len(assigned))}{NBSP}đơn vị được giao chỉ tiêu đã đạt hoặc vượt chỉ tiêu"
    return f"{said} (Phụ lục{NBSP}1)." if len(done) > MOST_NAMED else f"{said}: {names}."


def _known(result: MonthResult) -> bool:
    """Whether any unit has figures: where none has, nothing is said of what there is not."""
    return any(line.data_period is not None for line in result.units)


def shortfalls(result: MonthResult, *, closed: bool = False) -> str:
    """Return which units have how much left, and which have not reported; `closed` when the year's time is over."""
    parts = []
    begun = [line for line in result.units if not result.is_to_come(line)]
    behind = [text for line in begun if (text := _rest(line))]
    if behind:
        opening = "Chưa hoàn thành chỉ tiêu" if closed else "Còn chỉ tiêu chưa thực hiện"
        if len(behind) > MOST_NAMED:
            parts.append(f"{opening}: {count(len(behind))}{NBSP}đơn vị (Phụ lục{NBSP}1).")
        else:
            parts.append(f"{opening}: {'; '.join(behind)}.")
    month = f"tháng{NBSP}{month_name(result.period.month)}"
    if silent := [line.unit.name for line in result.silent]:
        parts.append(f"Chưa gửi báo cáo {month}: {listed(silent)}.")
    if unusable := [f"{line.unit.name} ({line.unusable[result.period.month].why})" for line in result.unusable]:
        parts.append(f"Đã gửi báo cáo {month}, chưa dùng được: {listed(unusable)}.")
    if parts:
        return " ".join(parts)
    if len(begun) < len(result.units) or all(line.overall is Attainment.NO_TARGET for line in begun):
        return "Không có đơn vị chưa gửi báo cáo."
    return "Các đơn vị đã thực hiện xong chỉ tiêu được giao và gửi báo cáo đầy đủ."


def _rest(line: UnitResult) -> str:
    rests = []
    if line.admissions.rest:
        rests.append(f"kết nạp{NBSP}{count(line.admissions.rest)}")
    if line.classes.rest:
        rests.append(f"cử đi học{NBSP}{count(line.classes.rest)}")
    if rests and line.data_period is None:
        rests.append("chưa có số liệu")
    return f"{line.unit.name} ({', '.join(rests)})" if rests else ""


def tasks(result: MonthResult, day: date | None = None) -> list[str]:
    """Return what is left to do, until when, and how many are ready for it, in a letter of `day` or of no day yet."""
    written, deadline = day or result.day, result.plan.completion_deadline
    past = deadline is not None and written > deadline
    until = ""
    if deadline and not past:
        until = f" trước ngày{NBSP}{cited_date(deadline)}"
        if written == deadline:
            # Nothing can be asked for any more before the day on which the letter is written.
            until = f" (hạn hoàn thành:{until})"
    said = []
    rests = []
    if result.admissions.rest:
        rests.append(f"kết nạp{NBSP}{count(result.admissions.rest)}{NBSP}đảng viên")
    if result.classes.rest:
        rests.append(f"cử{NBSP}{count(result.classes.rest)}{NBSP}quần chúng ưu tú {TO_CLASS}")
    if rests:
        said.append(f"Tiếp tục thực hiện phần chỉ tiêu còn lại{until}: {' và '.join(rests)}.")
    else:
        said.append("Tiếp tục tạo nguồn, bồi dưỡng cảm tình Đảng cho thời gian tới.")
    if "can_be_admitted" in result.totals and result.admissions.rest and not past and _known(result):
        ready = value(result, "can_be_admitted")
        said.append(
            f"Hiện có {count(ready)}{NBSP}người còn có thể kết nạp trước hạn."
            if ready
            else "Hiện chưa có người hội đủ điều kiện để có thể kết nạp trước hạn; các chi bộ khẩn trương hoàn thiện hồ sơ."
        )
    said += open_work(result)
    if result.silent:
        said.append("Đôn đốc các đơn vị chưa gửi báo cáo gửi đủ, đúng hạn.")
    if result.unusable:
        said.append("Hướng dẫn các đơn vị có báo cáo chưa dùng được sửa và gửi lại.")
    return said


def open_work(result: MonthResult) -> list[str]:
    """Return what waits whatever the time of the year: the committee's decisions, helpers to be named."""
    said = []
    asked = Counter(case.kind for case in result.waiting)
    asks = [
        f"{count(number)}{NBSP}trường hợp {words}"
        for number, words in (
            (asked[CaseKind.CLASS], f"đề nghị cử {TO_CLASS}"),
            (asked[CaseKind.PROCEDURE], "đề nghị làm thủ tục kết nạp"),
        )
        if number
    ]
    if asks:
        said.append(f"Đảng ủy xem xét, quyết định {' và '.join(asks)}.")
    helpless = value(result, "sympathisers") - value(result, "with_helper")
    if helpless:
        said.append(
            f"Các chi bộ phân công đảng viên chính thức giúp đỡ {count(helpless)}{NBSP}cảm tình Đảng chưa có người giúp đỡ."
        )
    return said


# -- the units' own words ----------------------------------------------------------------------------------------------


def quoted(opinions: tuple[Opinion, ...], limit: int) -> list[str]:
    """Return opinions with their units; equal ones as one line, those over `limit` characters left to the appendix."""
    groups: dict[str, list[Opinion]] = {}
    for opinion in opinions:
        if len(opinion.text) <= limit:
            groups.setdefault(fold(opinion.text.rstrip(" .;,")), []).append(opinion)
    return [f"{listed([opinion.unit_name for opinion in same])}: {sentence(same[0].text)}" for same in groups.values()]


def left_to_appendix(opinions: tuple[Opinion, ...], limit: int) -> list[str]:
    """Return the line that says whose opinions of over `limit` characters stand in the appendix; none where no one's."""
    names = list(dict.fromkeys(opinion.unit_name for opinion in opinions if len(opinion.text) > limit))
    if not names:
        return []
    whose = listed(names) if len(names) <= MOST_NAMED else f"{count(len(names))}{NBSP}đơn vị"
    return [f"Ý kiến của {whose} được ghi tại phụ lục ý kiến của các đơn vị kèm theo."]


def long_opinions(result: MonthResult) -> list[dict[str, str]]:
    """Return the opinions that are too long for the letter, whole."""
    limit = opinion_limit(result)
    kinds = (
        ("Kết quả nổi bật", result.achievements),
        ("Khó khăn, vướng mắc", result.difficulties),
        ("Kiến nghị, đề xuất", result.proposals),
    )
    return [
        {"don_vi": opinion.unit_name, "muc": name, "loi": opinion.text}
        for name, opinions in kinds
        for opinion in opinions
        if len(opinion.text) > limit
    ]


def opinion_limit(result: MonthResult) -> int:
    """Return how many characters of an opinion the letter itself takes."""
    return Regulations(result.plan.regulations).on("do_dai_y_kien", result.period.last_day).value


def after_deadline(result: MonthResult) -> tuple[int, str]:
    """Return how many were admitted after the deadline, and that day as prose has it."""
    deadline = result.plan.completion_deadline
    return value(result, "admitted_after_deadline"), day_and_month(deadline) if deadline else NONE
