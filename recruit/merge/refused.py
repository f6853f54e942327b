"""Why a workbook is refused: the flaws of whole workbooks for which nothing in them counts, and their words in `Tệp`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.codes import unit_proposed
from recruit.declared.form import COVER_SHEET, LIST_SHEET
from recruit.declared.plan import code_key
from recruit.language.spelling import fold, without_diacritics
from recruit.merge.committees import names_of
from recruit.merge.owner import names_on
from recruit.model import Flaw, Place
from recruit.read.file_name import month_in_name

if TYPE_CHECKING:
    from recruit.declared.plan import Plan, Unit
    from recruit.read.report import Report

WHY_REFUSED = {
    "two_lists": "có hai danh sách",
    "two_covers": "có hai trang Báo cáo khác nhau",
    "no_list": "không có danh sách",
    "no_month": "không rõ tháng, năm",
    "unknown_unit": "mã đơn vị không có trong kế hoạch",
    "unknown_committee": "Đảng ủy không có trong kế hoạch",
    "borrowed_form": "biểu của đơn vị khác",
    "ended_unit": "đơn vị đã kết thúc",
    "month_not_changed": "có thể quên đổi ô Tháng",
    "month_mistaken": "có thể ghi nhầm Tháng",
    "year_mistaken": "có thể ghi nhầm Năm",
    "empty_list": "danh sách trống",
    "unregistered_sender": "người gửi chưa đăng ký",
}
"""Why nothing of a workbook counts, as `Tệp` says it, by the rule that speaks of it."""


def refusal_of(report: Report, plan: Plan) -> Flaw | None:
    """Return the first flaw for which a workbook is refused whatever else the unit sent."""
    if len(report.listings) > 1:
        first, sheet = (listing.sheet for listing in report.listings[:2])
        return Flaw(Place(report.file, sheet), sheet, {"sheet": sheet, "first": first}, rule="two_lists")
    if sheet := report.covers_disagree:
        return Flaw(Place(report.file, sheet), sheet, {"sheet": sheet}, rule="two_covers")
    if not report.listings:
        return of_file(report, "no_list", sheet=_called(report, LIST_SHEET))
    if report.month is None or report.year is None:
        key = "month" if report.month is None else "year"
        said = {"proposal": month_in_name(report.file), "sheet": _called(report, COVER_SHEET)}
        said["is_there"] = "yes" if report.cover_sheet else ""
        said["year_with_month"] = report.year_with_month
        said["year"] = str(report.year)
        return of_cover(report, key, "no_month", **said)
    unit = plan.unit(report.unit_code) if report.unit_code else None
    if unit is None:
        return _unknown(report, plan)
    if report.hidden_code and code_key(report.hidden_code) != code_key(report.unit_code):
        return of_cover(report, "unit_code", "borrowed_form", hidden=report.hidden_code)
    if report.month > unit.to_month:
        slots = {"to_month": f"{unit.to_month:02d}", "into": unit.merged_into}
        return of_cover(report, "unit_code", "ended_unit", **slots)
    return None


def _called(report: Report, name: str) -> str:
    """Return the sheet in which nothing was found though it bears a name of the form's, empty where there is none."""
    wanted = without_diacritics(fold(name))
    return next((sheet for sheet in report.unread_sheets if without_diacritics(fold(sheet)) == wanted), "")


def _unknown(report: Report, plan: Plan) -> Flaw:
    if report.below is not None:
        names = names_of(report.below)
        return Flaw(report.cover_place("unit_name"), names, {"names": names}, rule="unknown_committee")
    hidden = plan.unit(report.hidden_code) if report.hidden_code else None
    proposed = hidden or unit_proposed(report.unit_code, plan.units) or _of_name(report, plan)
    return of_cover(report, "unit_code", "unknown_unit", proposal=proposed.code if proposed else "")


def _of_name(report: Report, plan: Plan) -> Unit | None:
    """Return the one unit of the name on a cover, None where there is none or several."""
    names = names_on(report)
    named = [unit for unit in plan.units if fold(unit.name) in names]
    return named[0] if len(named) == 1 else None


def of_file(report: Report, rule: str, **slots: str) -> Flaw:
    """Return a flaw of a whole workbook."""
    return Flaw(Place(report.file), "", {"file": report.file, **slots}, rule=rule)


def of_cover(report: Report, key: str, rule: str, **slots: str) -> Flaw:
    """Return a flaw of a workbook for which one value of its cover stands."""
    value = report.cover_shown(key)
    return Flaw(report.cover_place(key), value, {"value": value, **slots}, key=key, rule=rule)
