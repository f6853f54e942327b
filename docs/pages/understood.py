"""The page of what is understood otherwise than the form prints it, made from the tables with which cells are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.table import table
from recruit.declared.cover import COVER
from recruit.declared.form import COVER_SHEET, LIST, LIST_SHEET
from recruit.declared.people import BEHIND_NAMES, SURNAMES
from recruit.declared.probation import PROBATION, PROBATION_SHEET
from recruit.declared.statistics import RELIGIONS
from recruit.read.nothing import NO_NAME_ALONE, NO_NAMES, NO_RELIGION, NONE, NOT_YET, UNSAID_RELIGION
from recruit.read.split_names import FAMILY_HEADINGS, GIVEN_HEADINGS
from recruit.read.values import DITTO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recruit.declared.choice_list import ChoiceList
    from recruit.declared.field import Field

_BESIDE = " (khi có cột cùng nhóm bên cạnh)"


def understood_page() -> str:
    """Return the page of all headings, choices and words that are understood, as Markdown."""
    lines = [
        "# Những cách ghi được hiểu",
        "",
        "Trang này lập từ các bảng mà chương trình dùng để đọc biểu. Chữ hoa hay chữ thường, dấu cách, dấu câu và vị trí dấu "
        "thanh không phân biệt. Những gì được hiểu khác với chữ đã ghi đều có ở trang `Đã hiểu là` của bảng tổng hợp; cách ghi "
        "không có ở đây thì được hỏi lại, không được đoán.",
    ]
    for sheet, fields in ((COVER_SHEET, COVER), (LIST_SHEET, LIST), (PROBATION_SHEET, PROBATION)):
        rows = [(field.label, _told(_other_headings(field))) for field in fields]
        lines += ["", f"## Tiêu đề ở trang {sheet}", "", *table(("Tiêu đề của biểu", "Cũng hiểu"), rows)]
    whole = _told(dict.fromkeys((*FAMILY_HEADINGS, *GIVEN_HEADINGS)))
    lines += ["", f"Tiêu đề của họ tên ghi ở hai cột, phải gộp lại: {whole}."]
    for field in (*COVER, *LIST):
        if field.choices is not None:
            lines += ["", f"## {field.label}", "", *table(("Lựa chọn", "Cũng hiểu"), _choices(field.choices))]
            if field.choices.before:
                lines += ["", f"Trước đó có thể ghi: {_told(field.choices.before)}."]
            if field.choices.has_subject:
                lines += [
                    "",
                    "Sau đó có thể ghi ngành học (Đại học Luật), trừ lý luận chính trị; đang học thì chưa tính.",
                ]
    religions = [(religion, _told(names)) for religion, names in RELIGIONS.items()]
    lines += ["", "## Tôn giáo", "", *table(("Tôn giáo", "Cũng hiểu"), religions)]
    for_nothing = [(where, _told(sorted(words))) for where, words in _words_for_nothing()]
    lines += ["", "## Từ nói rằng không có gì", "", *table(("Ở đâu", "Từ"), for_nothing)]
    lines += [
        "",
        "## Hai người trong một ô",
        "",
        "Hai tên liền nhau được nhận ra nhờ họ của người thứ hai, trừ khi đó là chức vụ, nơi làm việc.",
    ]
    lines += [
        "",
        f"Họ: {', '.join(SURNAMES)}.",
        "",
        f"Chức vụ, nơi làm việc, ghi chú bắt đầu bằng: {', '.join(BEHIND_NAMES)}.",
    ]
    return "\n".join([*lines, ""])


def _told(words: Collection[str]) -> str:
    return "; ".join(word.replace("|", "\\|") for word in words) or "–"


def _other_headings(field: Field) -> list[str]:
    return [name + _BESIDE if name in field.vague else name for name in field.synonyms]


def _choices(choices: ChoiceList) -> Iterator[tuple[str, str]]:
    spelt: dict[str, list[str]] = {choice: [] for choice in (*choices.choices, *choices.older)}
    for variant, choice in choices.variants:
        spelt[choice].append(variant)
    for choice, variants in spelt.items():
        yield f"{choice}{' (biểu cũ)' if choice in choices.older else ''}", _told(variants)


def _words_for_nothing() -> Iterator[tuple[str, Collection[str]]]:
    yield "Ô ngày, ô lựa chọn, số giấy tờ, Đảng viên giúp đỡ, Tôn giáo", NONE
    yield "Các ô ấy, trừ Tôn giáo", NOT_YET
    yield "Tôn giáo: không theo tôn giáo nào", NO_RELIGION
    yield "Tôn giáo: chưa nói rõ", UNSAID_RELIGION
    yield "Đảng viên giúp đỡ: một từ không phải là tên ai", NO_NAME_ALONE
    yield "Đảng viên giúp đỡ: nhiều từ không phải là tên ai", NO_NAMES
    yield "Như ô ở trên", DITTO
