"""The page of rules, made from the registry and from the cells that decide each figure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pages.table import table
from recruit.check.catalogue import rules
from recruit.check.registry import Severity
from recruit.declared.form import LIST
from recruit.language.wording import vn_date
from recruit.merge.counts import BEFORE_DEADLINE, FIGURES, WAITING
from recruit.merge.events import ADMISSION, ADMISSION_ERRORS
from recruit.merge.refused import WHY_REFUSED

if TYPE_CHECKING:
    from recruit.check.registry import Rule

_KINDS = (*FIGURES, BEFORE_DEADLINE, *WAITING)
_NONE = "–"


def rules_page() -> str:
    """Return the page of all rules as Markdown: each with its title, an example, what to do and what it takes out."""
    lines = [
        "# Quy tắc kiểm tra",
        "",
        "Trang này lập từ bảng quy tắc của chương trình. Ngưỡng (tuổi, số tháng, số ngày) đặt được ở trang Quy định của "
        "kế hoạch năm.",
        "",
        f"Lỗi ở một dòng đưa dòng đó ra khỏi {', '.join(kind.name for kind in _KINDS if kind.sound_row)}; ô có lỗi quyết "
        "định số liệu khác thì ra khỏi cả số liệu đó, như cột “Còn ra khỏi”. Lưu ý không đưa ai ra khỏi số liệu nào.",
        "",
        "## Lỗi",
        "",
        *table(("Mã", "Khi nào", "Ví dụ", "Cách sửa", "Còn ra khỏi", "Căn cứ"), map(_error, _of(Severity.ERROR))),
        "",
        "## Lưu ý",
        "",
        *table(("Mã", "Khi nào", "Ví dụ", "Cách sửa", "Căn cứ"), map(_entry, _of(Severity.WARNING))),
        "",
        "## Ô nào quyết định số liệu nào",
        "",
        *table(("Lỗi ở cột", "Dòng đó còn ra khỏi"), _columns()),
        "",
    ]
    return "\n".join(lines)


def _of(severity: Severity) -> list[Rule]:
    return [known for known in rules() if known.severity is severity]


def _entry(known: Rule) -> tuple[str, ...]:
    example = known.message.format_map(known.example), known.remedy.format_map(known.example)
    return (known.code, known.title, *example, "; ".join(filter(None, (known.source, _days(known)))))


def _error(known: Rule) -> tuple[str, ...]:
    *entry, source = _entry(known)
    return (*entry, _taken_out(known), source)


def _days(known: Rule) -> str:
    """Say from and to which day a rule holds, nothing of one that always does."""
    since = f"từ {vn_date(known.since)}" if known.since > date.min else ""
    until = f"đến {vn_date(known.until)}" if known.until < date.max else ""
    return " ".join(filter(None, ("kỳ báo cáo kết thúc", since, until))) if since or until else ""


# -- what an error takes out -------------------------------------------------------------------------------------------


def _taken_out(known: Rule) -> str:
    """Name the figures that an error takes its row out of, or say that nothing of the file counts."""
    if known.name in WHY_REFUSED:
        return "cả tệp không được dùng"
    keys = set(known.takes_out)
    if len(keys) > 1:
        return "theo cột có lỗi (bảng cuối trang)"
    if known.code in ADMISSION_ERRORS:
        keys.add(ADMISSION.day_key)
    return _decided_by(keys)


def _columns() -> list[tuple[str, str]]:
    """Return each column that decides a figure, with the figures that it decides."""
    said = [(field.label, _decided_by({field.key})) for field in LIST]
    return [(label, names) for label, names in said if names != _NONE]


def _decided_by(keys: set[str]) -> str:
    """Name the figures that lose a row with an error in one of these cells, and would not by any other error."""
    kinds = [kind for kind in _KINDS if not kind.sound_row and not kind.decided_by.isdisjoint(keys)]
    if not kinds:
        return _NONE
    if all(kind in kinds or kind.sound_row for kind in _KINDS):
        return "mọi số liệu"
    heads = [kind for kind in kinds if kind.part_of not in kinds]
    parts = {kind.part_of for kind in kinds}
    return ", ".join(f"{kind.name} và các số trong đó" if kind in parts else kind.name for kind in heads)
