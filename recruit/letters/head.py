"""Head, grounds, recipients and signature, which every letter has: the plan and the edition worded for the templates."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from recruit.declared.editions import EDITIONS, Edition, edition_for
from recruit.declared.plan import ADDRESSEES, COPIES, INFO, INFO_SHEET, YEARLY_KIND, lack_in_words
from recruit.errors import CannotRun
from recruit.language.spelling import fold
from recruit.language.wording import NBSP, listed, month_name
from recruit.letters.names import Name
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.declared.plan import Plan
    from recruit.model import LetterOptions, Period

# Room for the pen, as wide as the office's own letter leaves it.
_NUMBER_ROOM = NBSP * 8
_DAY_ROOM = NBSP * 5
_MONTH_ROOM = NBSP * 4

HEAD_NAMES = (
    Name("ten_cap_tren", "tên cấp trên ở đầu văn bản", "ĐẢNG BỘ KHỐI CQ-DN TỈNH"),
    Name("ten_co_quan", "tên cơ quan ban hành ở đầu văn bản", "ĐẢNG ỦY VĂN PHÒNG UBND TỈNH"),
    Name("so", "số văn bản, hoặc khoảng trống để ghi tay", "127"),
    Name("ky_hieu", "ký hiệu văn bản", "CV/ĐU"),
    Name("dia_danh", "địa danh", "Lào Cai"),
    Name("ngay_cong_van", "ngày tháng ở đầu văn bản, hoặc khoảng trống để ghi tay", "ngày 05 tháng 12 năm 2024"),
    Name("du_thao", "văn bản còn là dự thảo (có, không)", True),
    Name("kinh_gui[]", "nơi kính gửi, mỗi nơi một dòng", "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh"),
    Name("kinh_gui_gop", "mọi nơi kính gửi trong một câu", "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh"),
    Name(
        "cac_can_cu[]", "căn cứ, không có chữ Căn cứ ở đầu", "Thông báo số 472-TB/ĐUK ngày 12/3/2024 của Đảng ủy Khối"
    ),
    Name("dang_uy", "tên Đảng ủy trong văn bản", "Đảng ủy Văn phòng UBND tỉnh"),
    Name("dang_uy_tat", "tên tắt của Đảng ủy", "Đảng ủy Văn phòng"),
    Name("dang_bo", "tên đảng bộ", "Đảng bộ Văn phòng UBND tỉnh"),
    Name("dang_bo_tat", "tên tắt của đảng bộ", "Đảng bộ Văn phòng"),
    Name("cap_tren", "tên cấp trên trong văn bản", "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh"),
    Name("cap_tren_tat", "tên tắt của cấp trên", "Đảng ủy Khối CQ-DN tỉnh"),
    Name("nam", "năm kế hoạch", "2024"),
    Name("quyen_han", "quyền hạn ký", "T/M ĐẢNG ỦY"),
    Name("chuc_vu", "chức vụ người ký", "BÍ THƯ"),
    Name("nguoi_ky", "họ tên người ký", "Phan Quốc Nghĩa"),
    Name("noi_nhan[]", "nơi nhận, có dấu ở cuối", "Như trên,"),
    Name(
        "the_thuc.ma",
        "thể thức của văn bản, dùng trong điều kiện",
        EDITIONS[0].code,
        choices=tuple(edition.code for edition in EDITIONS),
    ),
    Name("the_thuc.ve_viec", "chữ mở đầu trích yếu công văn", "V/v"),
    Name("the_thuc.ket_thuc", "dấu kết thúc văn bản", "./."),
    Name("the_thuc.phan_cach", "dấu giữa các nơi nhận", ","),
    Name("the_thuc.truoc_ngay", "dấu giữa số văn bản và ngày khi viện dẫn (thể thức 05: dấu phẩy)", ","),
)


class MissingValue(CannotRun):
    """A value that a letter prints is blank in the plan, or none that can be: refused rather than printed as a gap."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a letter goes out: its `day` if the run was told, else the month to print, None to leave that open too.

    `edition_day` is the day whose edition of the regulation holds.
    """

    day: date | None
    month: Period | None
    edition_day: date


def monthly_occasion(period: Period, options: LetterOptions) -> Occasion:
    """Return the occasion of a letter about a period: without a day of its own the period's last day decides."""
    return Occasion(options.day, period, options.day or period.last_day)


def head(
    plan: Plan,
    document: str,
    options: LetterOptions,
    occasion: Occasion,
    *,
    addressees: tuple[str, ...] = (),
    as_above: str = "",
    also: tuple[str, ...] = (),
) -> dict[str, object]:
    """Return the names of HEAD_NAMES for a kind of letter (the plan's `Văn bản`); `addressees` where the plan has none.

    `as_above` stands for `Như trên` in a document without the block `Kính gửi`, to which those words point. `also` are
    the keys of what this document prints beyond what every one does. Raises MissingValue, naming each cell, where the
    plan lacks any of it.
    """
    blank = [key for key in also if not getattr(plan, key)]
    if blank or any(flaw.key != YEARLY_KIND for flaw in plan.flaws):
        raise lacking(plan, *blank)
    edition = edition_of(plan, occasion.edition_day)
    addressees = [bare(text) for text in plan.recipients_of(document, ADDRESSEES)] or list(addressees)
    return {
        "ten_cap_tren": _in_company(required(plan, "upper_heading")),
        "ten_co_quan": _in_company(required(plan, "heading")),
        "so": options.number or _NUMBER_ROOM,
        "ky_hieu": required(plan, "symbol"),
        "dia_danh": required(plan, "place_name"),
        "ngay_cong_van": _day_in_head(occasion, plan.year),
        "du_thao": False,
        "kinh_gui": addressees,
        "kinh_gui_gop": listed(addressees),
        "cac_can_cu": [_cited(text, edition) for text in plan.grounds],
        "dang_uy": required(plan, "name"),
        "dang_uy_tat": plan.short,
        "dang_bo": _organisation(plan.name),
        "dang_bo_tat": _organisation(plan.short),
        "cap_tren": required(plan, "upper_name"),
        "cap_tren_tat": plan.upper_short,
        "nam": str(plan.year),
        "quyen_han": required(plan, "authority"),
        "chuc_vu": required(plan, "signer_office"),
        "nguoi_ky": required(plan, "signer"),
        "noi_nhan": _recipients(plan, document, edition, as_above),
        "the_thuc": {
            "ma": edition.code,
            "ve_viec": edition.subject,
            "ket_thuc": edition.end,
            "phan_cach": edition.between,
            "truoc_ngay": edition.before_day,
        },
    }


def edition_of(plan: Plan, day: date) -> Edition:
    """Return the edition that the plan names, else the one of `day`."""
    return edition_for(plan.edition, day)


def edition_in(context: Mapping[str, object]) -> Edition | None:
    """Return the edition in which a document's context is worded, None for a document without a head."""
    worded = context.get("the_thuc")
    return next((edition for edition in EDITIONS if worded and edition.code == worded["ma"]), None)


def required(plan: Plan, key: str) -> Any:
    """Return a text or a day of the plan. Raises MissingValue where it is blank."""
    value = getattr(plan, key)
    if not value:
        raise lacking(plan, key)
    return value


def lacking(plan: Plan, *keys: str) -> MissingValue:
    """Return what says that documents lack values of the plan, each with its cell: those of `keys`, and all that it lacks.

    All at once, so that one round of mending does.
    """
    known, cells, labels = {flaw.key for flaw in plan.flaws}, dict(plan.info_cells), {f.key: f.label for f in INFO}
    more = [
        Flaw(Place(plan.file, INFO_SHEET, cells.get(key, "")), "", {"label": labels[key]}, key=key)
        for key in keys
        if key not in known
    ]
    listed = "; ".join(
        f"{flaw.place.sheet}{f', ô {flaw.place.cell}' if flaw.place.cell else ''}: {lack_in_words(flaw)}"
        for flaw in (*plan.flaws, *more)
    )
    return MissingValue(f"Kế hoạch {plan.file} thiếu giá trị mà văn bản cần ({listed}). Sửa rồi chạy lại.")


def _organisation(committee: str) -> str:
    """Return the organisation (Đảng bộ) that a committee (Đảng ủy) leads; other names stay."""
    return re.sub(r"^Đảng (?:ủy|uỷ)\b", "Đảng bộ", committee)


def _day_in_head(occasion: Occasion, year: int) -> str:
    """Return the letter's day; room for it where the clerk writes it by hand."""
    if occasion.day is not None:
        day = occasion.day
        return f"ngày{NBSP}{day.day:02d}{NBSP}tháng{NBSP}{month_name(day.month)}{NBSP}năm{NBSP}{day.year}"
    if occasion.month is None:
        return f"ngày{_DAY_ROOM}tháng{_MONTH_ROOM}năm{NBSP}{year}"
    month = occasion.month
    return f"ngày{_DAY_ROOM}tháng{NBSP}{month_name(month.month)}{NBSP}năm{NBSP}{month.year}"


def _in_company(heading: str) -> str:
    """Keep the last two words together: a heading of two lines leaves no word alone on the second."""
    return NBSP.join(heading.rsplit(" ", 1)) if heading.count(" ") > 1 else heading


def _recipients(plan: Plan, document: str, edition: Edition, as_above: str) -> list[str]:
    """Return the lines of `Nơi nhận` with the marks of the edition, the file copy last."""
    lines = [bare(text) for text in plan.recipients_of(document, COPIES)] or [_AS_ABOVE]
    if as_above:
        if any(fold(line) == fold(as_above) for line in lines):
            # The plan names the body itself: it is not to stand there twice.
            lines = [line for line in lines if fold(line) != fold(_AS_ABOVE)]
        lines = [as_above if fold(line) == fold(_AS_ABOVE) else line for line in lines]
    last = edition.archive.format(archive=bare(required(plan, "archive")))
    return [f"{line}{edition.between}" for line in lines] + [f"{last}."]


def bare(text: str) -> str:
    """Return a line of the plan without its bullet and closing mark, which the letter sets itself."""
    return text.strip().lstrip("-–• ").rstrip(" ,;.")


_AS_ABOVE = "Như trên"
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_BEFORE_NUMBER = re.compile(r"(?:(?<=\bsố)|(?<=\bngày)|(?<=\btháng)|(?<=\bnăm)) (?=\d)")
_CITATION = re.compile(r"\b(số)\s+([^\s,]+),?\s+(ngày)\s+(?=\d)")


def _cited(text: str, edition: Edition) -> str:
    """Return a ground with its number and day on one line each, the mark between them as the edition has it."""
    cited = _CITATION.sub(rf"\1 \2{edition.before_day} \3 ", bare(text.removeprefix("Căn cứ ")))
    return _BEFORE_NUMBER.sub(NBSP, cited)


def newest_ground(plan: Plan) -> date | None:
    """Return the latest day that the plan's grounds cite as d/m/yyyy, None where they cite none."""
    days = []
    for cited in _DAY.finditer(" ".join(plan.grounds)):
        with contextlib.suppress(ValueError):
            days.append(date(int(cited[3]), int(cited[2]), int(cited[1])))
    return max(days, default=None)
