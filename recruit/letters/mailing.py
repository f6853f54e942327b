"""The mail to a unit (thư gửi đơn vị): what is attached and why, until when, and whom to ask; nobody is named in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.declared.form import MENDING_SHEET
from recruit.declared.probation import PROBATION_SHEET
from recruit.language.spelling import clean
from recruit.language.wording import cited_date, count, month_name
from recruit.letters.names import Name
from recruit.letters.probation import NONE_TO_SEE_TO, Counts, in_words
from recruit.letters.receipt import NAMES as RECEIPT_NAMES
from recruit.letters.receipt import NOTHING_CAME, Receipt, next_words, receipt_words
from recruit.letters.urging import UNUSABLE_NAMES, month_span, unusable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recruit.declared.plan import Plan, Unit
    from recruit.merge.sends import Unusable
    from recruit.model import Period

TEMPLATE = "thu_gui_don_vi.txt"

_LONGEST_IN_SUBJECT = 60
"""Letters of a unit's name that a list of mails still shows."""

NAMES = (
    Name("thang", "tháng của kỳ báo cáo", "11"),
    Name("nam", "năm của kỳ báo cáo", "2024"),
    Name("dang_uy", "tên Đảng ủy", "Đảng ủy Văn phòng UBND tỉnh"),
    Name("dang_uy_tat", "tên tắt của Đảng ủy", "Đảng ủy Văn phòng"),
    Name("don_vi.ten", "tên đơn vị", "Chi bộ Nhà khách"),
    Name("don_vi.ten_gon", "tên đơn vị cho tiêu đề thư, tên quá dài được rút gọn và kèm mã", "Chi bộ Nhà khách"),
    Name("tra_lai.co", "có biểu trả lại kèm theo thư (có, không)", True),
    Name("tra_lai.tep", "tên tệp của biểu trả lại", "bieu_bao_cao_CB01_2024-11.xlsx"),
    Name("tra_lai.so", "số ô phải sửa trong biểu trả lại", "02"),
    Name("tra_lai.n", "số ô phải sửa, dùng trong điều kiện", 2),
    Name("tra_lai.trang", "tên trang liệt kê các ô phải sửa", MENDING_SHEET),
    Name("bieu.co", "có biểu của tháng sau kèm theo thư (có, không)", True),
    Name("bieu.tep", "tên tệp của biểu tháng sau", "bieu_bao_cao_CB01_2024-12.xlsx"),
    Name("bieu.thang", "tháng, năm của biểu tháng sau", "12/2024"),
    Name("don_doc.co", "có công văn đôn đốc kèm theo thư (có, không)", True),
    Name("don_doc.tep", "tên tệp của công văn đôn đốc", "cong_van_don_doc_CB01_2024-11.docx"),
    Name("nop.thieu", "đơn vị còn thiếu báo cáo (có, không)", True),
    Name("nop.cac_thang", "những tháng liền nhau còn thiếu báo cáo", "tháng 10 và tháng 11"),
    *UNUSABLE_NAMES,
    Name("nop.han", "ngày cuối cùng để gửi", "25/12/2024"),
    Name("du_bi.co", "đơn vị có đảng viên dự bị đến hạn, sắp đến hạn xét công nhận (có, không)", True),
    Name(
        "du_bi.so",
        "bao nhiêu đảng viên dự bị đến hạn, sắp đến hạn",
        "01 đảng viên dự bị đã hết 12 tháng, chi bộ chưa xét",
    ),
    Name("du_bi.trang", "tên trang của biểu để ghi kết quả xét", PROBATION_SHEET),
    *RECEIPT_NAMES,
    Name("mat_khau", "các tệp kèm theo có mật khẩu (có, không)", False),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a mail is about.

    `errors` are the things to mend in the returned workbook, `missing` the months for which nothing came, `unusable`
    those for which something came that could not be used, `day_due` the last day to send. `returned`, `next_form` and `urging` are names of attached files, empty
    where they are not attached; `locked` says that the files have a password. `members` are the unit's probationary members
    that it has to see to, `receipt` tells what came from it.
    """

    period: Period
    day_due: date
    errors: int = 0
    missing: tuple[int, ...] = ()
    unusable: Mapping[int, Unusable] = field(default_factory=dict)
    returned: str = ""
    next_form: str = ""
    urging: str = ""
    locked: bool = False
    members: Counts = NONE_TO_SEE_TO
    receipt: Receipt = NOTHING_CAME


def mail_context(plan: Plan, unit: Unit, occasion: Occasion) -> dict[str, object]:
    """Return every name of NAMES; no text holds a line break."""
    period, following = occasion.period, occasion.period.next
    return {
        "thang": month_name(period.month),
        "nam": str(period.year),
        "dang_uy": clean(plan.name),
        "dang_uy_tat": clean(plan.short),
        "don_vi": {"ten": clean(unit.name), "ten_gon": _short_name(unit)},
        "tra_lai": {
            "co": bool(occasion.returned),
            "tep": clean(occasion.returned),
            "so": count(occasion.errors),
            "n": occasion.errors,
            "trang": MENDING_SHEET,
        },
        "bieu": {
            "co": bool(occasion.next_form),
            "tep": clean(occasion.next_form),
            "thang": f"{month_name(following.month)}/{following.year}",
        },
        "don_doc": {"co": bool(occasion.urging), "tep": clean(occasion.urging)},
        "nop": {
            "thieu": bool(occasion.missing),
            "cac_thang": clean(month_span(occasion.missing)),
            **{
                key: clean(said) if isinstance(said, str) else said for key, said in unusable(occasion.unusable).items()
            },
            "han": cited_date(occasion.day_due),
            "ky_toi": next_words(occasion.receipt),
        },
        "nhan": receipt_words(occasion.receipt),
        "du_bi": {
            "co": bool(in_words(occasion.members)),
            "so": clean(in_words(occasion.members)),
            "trang": PROBATION_SHEET,
        },
        "mat_khau": occasion.locked,
    }


def _short_name(unit: Unit) -> str:
    """Return a unit's name for a subject: one too long ends between two words, and its code says which unit it is."""
    name = clean(unit.name)
    if len(name) <= _LONGEST_IN_SUBJECT:
        return name
    # A word without an end is cut where it must be.
    whole, _, _ = name[:_LONGEST_IN_SUBJECT].rpartition(" ")
    return f"{whole or name[:_LONGEST_IN_SUBJECT]}… ({unit.code})"
