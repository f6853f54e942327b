"""Of which kinds an admitted person is: under which names of the letter's breakdown and which lines of the statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.categories import line_of
from recruit.declared.choices import FEMALE, MAJORITY_GROUP, YES
from recruit.declared.statistics import (
    AGES,
    OTHER_RELIGION,
    PEOPLES,
    PEOPLES_SHEET,
    RELIGIONS,
    REMARKED,
    STATISTICS,
    STATISTICS_SHEET,
    TOTAL,
)
from recruit.recount.cells import Unread
from recruit.recount.counts import value_of
from recruit.recount.days import full_years
from recruit.recount.text import same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recruit.recount.people import Row

BREAKDOWN = "Kết nạp: "
_NONE = "Chưa có trình độ chuyên môn"
_YOUNG = "Từ 18 đến 30 tuổi"


def kinds_of(row: Row, day: date, establishment: str) -> Iterator[tuple[str, str]]:
    """Yield the names of the letter's breakdown under which somebody admitted on `day` falls, with the column that decides."""
    gender, people, member = (value_of(row, key) for key in ("gender", "ethnic_group", "union_member"))
    education, qualification = value_of(row, "education"), _may_be_blank(row, "qualification")
    category = value_of(row, "category")
    category = category and (line_of(category, establishment) or category)
    religion = _may_be_blank(row, "religion")
    found = (
        ("gender", "Nữ", gender, "Nữ" if gender == FEMALE else ""),
        ("ethnic_group", "Dân tộc thiểu số", people, "Dân tộc thiểu số" if people != MAJORITY_GROUP else ""),
        ("religion", "Tôn giáo", religion, "Có tôn giáo" if religion else ""),
        ("union_member", "Đoàn viên", member, "Đoàn viên" if member == YES else ""),
        ("birth", _YOUNG, 1, _YOUNG if 18 <= full_years(row.values["birth"], day) <= 30 else ""),
        ("education", "Học vấn", education, education),
        ("qualification", "Chuyên môn", qualification, qualification or _NONE),
        ("category", "Đối tượng", category, category),
    )
    for key, label, value, name in found:
        if value is None:
            yield f"{BREAKDOWN}{label} chưa rõ", key
        elif name:
            yield f"{BREAKDOWN}{name}", key


def lines_of(row: Row, day: date, establishment: str) -> Iterator[tuple[str, str]]:
    """Yield the names of the lines of Biểu 2 and 2B under which somebody admitted on `day` falls."""
    yield _STATISTICS[TOTAL], "decision"
    for line, key, belongs in (
        ("women", "gender", FEMALE.__eq__),
        ("minorities", "ethnic_group", MAJORITY_GROUP.__ne__),
        ("union_members", "union_member", YES.__eq__),
    ):
        value = value_of(row, key)
        if value is None:
            yield _STATISTICS[f"{line}:unclear"], key
        elif belongs(value):
            yield _STATISTICS[line], key
    religion = _may_be_blank(row, "religion")
    if religion != "":
        yield _STATISTICS["religious" if religion else "religious:unclear"], "religion"
    if remark := REMARKED.get(_may_be_blank(row, "remark") or ""):
        yield _STATISTICS[remark], "remark"
    choice = _may_be_blank(row, "category")
    yield _STATISTICS[f"category:{(choice and line_of(choice, establishment)) or 'unclear'}"], "category"
    age = full_years(row.values["birth"], day)
    band = next((text for text, first, last in AGES if first <= age <= last), "unclear")
    yield _STATISTICS[f"age:{band}"], "birth"
    yield _STATISTICS[f"education:{_may_be_blank(row, 'education') or 'unclear'}"], "education"
    qualification = _may_be_blank(row, "qualification")
    yield (
        _STATISTICS[f"qualification:{'unclear' if qualification is None else qualification or 'none'}"],
        "qualification",
    )
    yield _PEOPLES[f"ethnic_group:{_may_be_blank(row, 'ethnic_group') or 'unclear'}"], "ethnic_group"
    faith = "unclear" if religion is None else _religion(religion) if religion else "none"
    yield _PEOPLES[f"religion:{faith}"], "religion"


def _may_be_blank(row: Row, key: str) -> str | None:
    """Return the text of a cell that may stay blank, None only where nobody can read it."""
    value = row.values.get(key)
    return None if isinstance(value, Unread) or key in row.bad else str(value or "")


def _named(sheet: str, lines: tuple) -> dict[str, str]:
    return {line.key: f"{sheet}: {line.text.lstrip('-+ ')}" for line in lines}


_STATISTICS, _PEOPLES = _named(STATISTICS_SHEET, STATISTICS), _named(PEOPLES_SHEET, PEOPLES)
_FAITHS = {same(name).replace(" ", ""): faith for faith, names in RELIGIONS.items() for name in (faith, *names)}


def _religion(written: str) -> str:
    return _FAITHS.get(same(written).replace(" ", ""), OTHER_RELIGION)
