"""What letters say of probationary members: sentences for a period, lines for the committee, counts for members and units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.probation import SOON_DAYS
from recruit.language.wording import NBSP, NONE, birth_text, cited_date, count, first_few, listed
from recruit.letters.names import Name
from recruit.letters.words import MOST_NAMED
from recruit.measure.probation import period_figures
from recruit.measure.probationer import Tenure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from recruit.measure.probationer import Probationer

SITTING_NAMES = (
    Name("du_bi.so", "số đảng viên dự bị đến hạn xét công nhận chính thức", "02"),
    Name("du_bi.n", "số đảng viên dự bị đến hạn xét công nhận, dùng trong điều kiện", 2),
    Name("du_bi.bang[].ten", "đảng viên dự bị đến hạn: họ và tên", "Hà Thị Mỷ", quoted=True),
    Name("du_bi.bang[].don_vi", "đảng viên dự bị đến hạn: chi bộ", "Chi bộ Nhà khách"),
    Name("du_bi.bang[].het", "đảng viên dự bị đến hạn: ngày hết 12 tháng dự bị", "05/4/2024"),
    Name(
        "du_bi.bang[].viec",
        "đảng viên dự bị đến hạn: chi bộ đã xét hay chưa",
        "chi bộ đã xét ngày 08/4/2024, chờ công nhận",
    ),
)

PERIOD_NAMES = (
    Name("du_bi.co", "Đảng bộ có đảng viên dự bị (có, không)", True),
    Name(
        "du_bi.trong_ky",
        "câu về công nhận đảng viên chính thức trong kỳ",
        "Trong kỳ, công nhận chính thức 05 đảng viên; đến hết quý IV có 06 đảng viên dự bị đến hạn xét công nhận.",
    ),
    Name(
        "du_bi.chua_xet",
        "câu về đảng viên dự bị đã hết 12 tháng mà chi bộ chưa xét, trống khi không có",
        "Còn 01 đảng viên dự bị đã hết 12 tháng mà chi bộ chưa xét: Hà Thị Mỷ (Chi bộ Nhà khách).",
    ),
    *(
        Name(f"bang_du_bi[].{key}", f"đảng viên dự bị: {text}", example, quoted=key == "ten")
        for key, text, example in (
            ("stt", "số thứ tự", "1"),
            ("ten", "họ và tên", "Hà Thị Mỷ"),
            ("ngay_sinh", "ngày sinh", "02/02/1999"),
            ("don_vi", "chi bộ", "Chi bộ Nhà khách"),
            ("le", "ngày lễ kết nạp", "05/4/2023"),
            ("het", "ngày hết 12 tháng dự bị", "05/4/2024"),
            ("han", "hạn chi bộ xét", "22/5/2024"),
            ("giay", "số, ngày giấy chứng nhận lớp đảng viên mới", "45/GCN, ngày 20/3/2024"),
            ("xet", "ngày chi bộ xét", "08/4/2024"),
            ("quyet_dinh", "số, ngày quyết định công nhận", "52-QĐ/ĐUK, ngày 15/4/2024"),
            ("tinh_trang", "tình trạng", "Đã công nhận"),
        )
    ),
)
"""Names for the reports of a longer period."""


# -- a period ----------------------------------------------------------------------------------------------------------


def period_context(members: Sequence[Probationer], since: date, until: str) -> dict[str, object]:
    """Return every name of PERIOD_NAMES for the period from `since` to the day up to which the members are told.

    `until` is the period in the words that follow `đến hết`: `quý IV`, `tháng 6`.
    """
    return {
        "du_bi": {
            "co": bool(members),
            "trong_ky": in_period(members, since, until),
            "chua_xet": unreviewed(members),
        },
        "bang_du_bi": [_table_line(number, member) for number, member in enumerate(members, start=1)],
    }


def in_period(members: Sequence[Probationer], since: date, until: str) -> str:
    """Return the sentence that says how many were recognised in a period, and how many are due at its end.

    That somebody was sent to the class of new members nobody can say; the certificate of it has its day.
    """
    done = period_figures(members, since)
    parts = []
    if "recognised_in_period" in done:
        parts.append(f"công nhận chính thức {count(done['recognised_in_period'].value)}{NBSP}đảng viên")
    if "new_member_class_in_period" in done:
        number = count(done["new_member_class_in_period"].value)
        parts.append(f"{number}{NBSP}đảng viên dự bị được cấp giấy chứng nhận lớp đảng viên mới")
    due = [member for member in members if member.is_due]
    if not parts and not due:
        return "Trong kỳ không có đảng viên dự bị đến hạn xét công nhận chính thức."
    if len(due) == 1:
        [member] = due
        who = f"{member.name}, {unit_of(member)}"
        ends = f"có 01{NBSP}đảng viên dự bị ({who}) đến hạn ngày{NBSP}{cited_date(member.due)}"
    elif due:
        ends = f"có {count(len(due))}{NBSP}đảng viên dự bị đến hạn xét công nhận"
    else:
        ends = "không còn đảng viên dự bị đến hạn xét công nhận"
    if not parts:
        return f"Đến hết {until} {ends}."
    return f"Trong kỳ, {'; '.join((*parts, f'đến hết {until} {ends}'))}."


def unreviewed(members: Sequence[Probationer]) -> str:
    """Return the sentence on whose twelve months are over without the chi bộ having looked at it; empty for nobody.

    More than a dozen are told by their number and the first of them.
    """
    those = [f"{member.name} ({unit_of(member)})" for member in members if member.is_unreviewed]
    if not those:
        return ""
    named = listed(those) if len(those) <= MOST_NAMED else first_few(those, what="người", between=", ")
    return f"Còn {count(len(those))}{NBSP}đảng viên dự bị đã hết 12{NBSP}tháng mà chi bộ chưa xét: {named}."


def unit_of(member: Probationer) -> str:
    """Return the name of a member's unit; of somebody whose unit is none of this year's plan, that the committee sees to it."""
    if member.unit is not None:
        return member.unit.name
    return f"đơn vị cũ {member.unit_code}, Đảng ủy theo dõi" if member.unit_code else "Đảng ủy theo dõi"


def _table_line(number: int, member: Probationer) -> dict[str, str]:
    return {
        "stt": str(number),
        "ten": member.name,
        "ngay_sinh": birth_text(member.birth),
        "don_vi": unit_of(member),
        "le": cited_date(member.ceremony),
        "het": cited_date(member.due),
        "han": cited_date(member.review_by),
        "giay": numbered(member.class_number, member.class_day) or NONE,
        "xet": cited_date(member.reviewed) if member.reviewed else NONE,
        "quyet_dinh": numbered(member.recognition_number, member.recognised) or NONE,
        "tinh_trang": member.standing_words,
    }


def numbered(number: str, day: date | None) -> str:
    """Return the number of a paper with its day, as far as they are known."""
    return ", ".join(filter(None, (number, f"ngày{NBSP}{cited_date(day)}" if day is not None else "")))


# -- the committee, its members, the units -----------------------------------------------------------------------------


def sitting_context(members: Sequence[Probationer]) -> dict[str, object]:
    """Return what stands under `du_bi` by SITTING_NAMES: who is due, those first on whom the committee has to decide."""
    due = sorted((member for member in members if member.is_due), key=lambda member: not member.waits_for_committee)
    return {
        "so": count(len(due)),
        "n": len(due),
        "bang": [
            {"ten": m.name, "don_vi": unit_of(m), "het": cited_date(m.due), "viec": _what_is_done(m)} for m in due
        ],
    }


def _what_is_done(member: Probationer) -> str:
    if member.reviewed is not None:
        return f"chi bộ đã xét ngày{NBSP}{cited_date(member.reviewed)}, chờ công nhận"
    late = "đã quá hạn" if member.standing is Tenure.LATE else "hạn"
    return f"chi bộ chưa xét ({late} {cited_date(member.review_by)})"


class Counts(NamedTuple):
    """Of one unit: whose twelve months are over without the chi bộ having looked at it, of these the late ones, who is soon.

    Who waits for the committee is in none of them.
    """

    due: int = 0
    late: int = 0
    soon: int = 0


NONE_TO_SEE_TO = Counts()


def counts_of(members: Iterable[Probationer], code: str) -> Counts:
    """Return the counts of the unit of this code."""
    own = [member for member in members if member.unit is not None and member.unit.code == code]
    due = [member for member in own if member.is_unreviewed]
    late = sum(member.standing is Tenure.LATE for member in due)
    return Counts(len(due), late, sum(member.standing is Tenure.SOON for member in own))


def in_words(counts: Counts) -> str:
    """Return a unit's counts as half a sentence, empty where there is nothing to see to."""
    parts = []
    if counts.due:
        late = f", trong đó {count(counts.late)}{NBSP}người quá 30{NBSP}ngày làm việc" if counts.late else ""
        parts.append(f"{count(counts.due)}{NBSP}đảng viên dự bị đã hết 12{NBSP}tháng, chi bộ chưa xét{late}")
    if counts.soon:
        parts.append(f"{count(counts.soon)}{NBSP}đảng viên dự bị hết 12{NBSP}tháng trong {SOON_DAYS}{NBSP}ngày tới")
    return "; ".join(parts)
