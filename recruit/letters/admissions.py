"""The letter's sentences about the admitted: against last year, of which kinds they are, in which chi bộ they were admitted."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.language.wording import NBSP, NONE, count, decimal, listed, percent
from recruit.measure.admitted import NO_QUALIFICATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.measure.result import Breakdown, MonthResult, UnitResult

MOST_BRANCHES = 10
"""Chi bộ that a sentence names one by one; more are left to the appendix, which names all."""

ENOUGH_FOR_PER_CENTS = 10
"""New members from which on a kind's share of them is said too."""


# -- beside members and last year --------------------------------------------------------------------------------------


def share_of_members(result: MonthResult) -> str:
    """Return the admitted as a share of the members at the year's start, empty where these are not known."""
    start = _figure(result, "members_at_start")
    return percent(Fraction(result.admissions.done or 0, start)) if start else ""


def against_last_year(result: MonthResult) -> str:
    """Return how far the admissions stand from last year's, empty where these are unknown or none."""
    before, now = _figure(result, "admitted_last_year"), result.admissions.done or 0
    if not before:
        return ""
    same_time = f"cùng kỳ năm{NBSP}{result.period.year - 1}"
    if now == before:
        return f"bằng {same_time} ({count(before)}{NBSP}đồng chí)"
    way, difference = ("tăng", now - before) if now > before else ("giảm", before - now)
    share = percent(Fraction(difference, before))
    return f"{way}{NBSP}{count(difference)}{NBSP}đồng chí ({way}{NBSP}{share}) so với {same_time}"


def nobody_last_year(result: MonthResult) -> str:
    """Return that nobody had been admitted a year ago, empty where somebody had or nobody knows."""
    if _figure(result, "admitted_last_year") != 0:
        return ""
    same_time = f"cùng kỳ năm{NBSP}{result.period.year - 1}"
    if result.admissions.done:
        return f"{same_time} chưa kết nạp được đảng viên"
    return f"{same_time} cũng chưa kết nạp được"


def _figure(result: MonthResult, key: str) -> int | None:
    figure = result.totals.get(key)
    return None if figure is None else figure.value


# -- kinds -------------------------------------------------------------------------------------------------------------

# What is said of those who are of a kind that one either is or is not.
_BELONGING = {
    "women": "nữ",
    "minorities": "dân tộc thiểu số",
    "religious": "theo tôn giáo",
    "union_members": "đoàn viên",
    "young": "từ 18 đến 30 tuổi",
}
_IN_LIST = {NO_QUALIFICATION: "chưa có"}


def kinds_of_admitted(result: MonthResult) -> str:
    """Return how the admitted fall into kinds; kinds of which nobody is are left out, unclear ones are not."""
    number = result.admissions.done or 0
    return "; ".join(text for breakdown in result.breakdowns if (text := _kind(breakdown, number)))


def _kind(breakdown: Breakdown, whole: int) -> str:
    unclear = f"chưa rõ:{NBSP}{count(breakdown.unclear)}" if breakdown.unclear else ""
    if breakdown.key not in _BELONGING:
        said = [f"{_IN_LIST.get(name, name)}{NBSP}{count(number)}" for name, number in breakdown.counts]
        both = ", ".join((*said, *filter(None, (unclear,))))
        return f"{breakdown.label.lower()}: {both}" if both else ""
    ((_, number),) = breakdown.counts
    if not number and not unclear:
        return ""
    share = percent(Fraction(number, whole)) if number and whole >= ENOUGH_FOR_PER_CENTS else ""
    beside = "; ".join(filter(None, (share, unclear)))
    return f"{_BELONGING[breakdown.key]}{NBSP}{count(number)}" + (f" ({beside})" if beside else "")


def mean_age(result: MonthResult) -> str:
    """Return the mean age of the admitted, `–` where nobody was."""
    return NONE if result.mean_age is None else f"{decimal(result.mean_age)}{NBSP}tuổi"


# What of one person is unclear, in the order in which it would be said.
_UNCLEAR = {
    "women": "giới tính",
    "minorities": "dân tộc",
    "religious": "tôn giáo",
    "union_members": "đoàn viên",
    "education": "trình độ học vấn",
    "qualification": "trình độ chuyên môn",
    "category": "đối tượng",
}


def the_one_admitted(result: MonthResult) -> str:
    """Return what the only new member is, in one phrase; empty where there is none or more than one."""
    if result.admissions.done != 1:
        return ""
    kinds = {breakdown.key: breakdown for breakdown in result.breakdowns}
    (event,) = result.admitted
    belongs = {key for key in _BELONGING if kinds[key].counts[0][1]}
    choice = {key: name for key in ("education", "qualification", "category") for name, _ in kinds[key].counts}
    said = []
    if not kinds["women"].unclear:
        said.append("nữ" if "women" in belongs else "nam")
    if "minorities" in belongs:
        said.append(f"dân tộc {event.ethnic_group}")
    said += [_BELONGING[key] for key in ("religious", "union_members") if key in belongs]
    said.append(mean_age(result))
    levels = [choice[key] for key in ("qualification", "education") if key in choice]
    if level := next((level for level in levels if level != NO_QUALIFICATION), ""):
        said.append(f"trình độ {level}")
    if category := choice.get("category"):
        said.append(category[0].lower() + category[1:])
    unclear = [words for key, words in _UNCLEAR.items() if kinds[key].unclear]
    return ", ".join(said) + (f" (chưa rõ {listed(unclear)})" if unclear else "")


# -- chi bộ ------------------------------------------------------------------------------------------------------------


def branches(result: MonthResult) -> str:
    """Return how many chi bộ have admitted somebody, and which have not; empty where one chi bộ, or none, is known of."""
    found = result.branches
    done, number = len(found.admitted), found.number
    if number < 2 or not (found.admitted or found.left):
        return ""
    unknown = f"; {count(len(found.unknown))}{NBSP}chi bộ chưa có số liệu" if found.unknown else ""
    if not done:
        return f"Chưa có chi bộ nào kết nạp được đảng viên mới{unknown}."
    if done == number:
        return f"{count(done)}/{count(number)}{NBSP}chi bộ đều kết nạp được đảng viên mới."
    share = percent(Fraction(done, number))
    if found.exhausted and found.is_source_known:
        with_source = percent(Fraction(done, number - len(found.exhausted)))
        share += f"; chiếm{NBSP}{with_source} số chi bộ còn nguồn kết nạp"
    said = f"Có {count(done)}/{count(number)}{NBSP}chi bộ kết nạp được đảng viên mới ({share})"
    return f"{said}{_left(found.left, found.exhausted)}{unknown}."


def _left(left: Sequence[UnitResult], exhausted: Sequence[UnitResult]) -> str:
    """Return which chi bộ have not admitted anybody, and in which of them nobody is left who could be."""
    if not left:
        return ""
    said = f"; còn {count(len(left))}{NBSP}chi bộ chưa kết nạp được" + _named(left, ": {}", f" (Phụ lục{NBSP}1)")
    if not exhausted:
        return said
    if len(exhausted) == len(left):
        return f"{said}, {'đều ' if len(left) > 1 else ''}không còn quần chúng"
    return f"{said}, trong đó {count(len(exhausted))}{NBSP}chi bộ không còn quần chúng" + _named(exhausted, " ({})", "")


def _named(lines: Sequence[UnitResult], few: str, many: str) -> str:
    return few.format(listed([line.unit.name for line in lines])) if len(lines) <= MOST_BRANCHES else many
