"""What people really send: one oddity in one unit's month, wherever it stands, never changes what is printed of another unit."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from letters import mail
from office import Office, admitted, column_of, form, person, unit
from openpyxl.styles import Font

SENT = datetime(2024, 11, 24, tzinfo=UTC)
ADDRESS, STRANGER = "cb01@vidu.example", "ai.do@xa.example"
PEOPLE = [
    person(),
    admitted(),
    person("Lò Văn Ón", "03/03/1997", class_sent="10/03/2024"),
    person("Hà Thị Mỷ", "02/02/1999", asked="01/10/2024", agreed="20/10/2024"),
    person("Vàng A Chư", "04/04/1995", left="12/11/2024", reason="Xin rút"),
]


def cell(key: str, value: object, row: int = 2, **style: object) -> Callable:
    """Return an edit that writes over a person's cell."""

    def edit(book) -> None:
        found = book["Danh sách"].cell(row, column_of(key))
        found.value = value
        for name, made in style.items():
            setattr(found, name, made)

    return edit


def below(*texts: str, gap: int = 1) -> Callable:
    """Return an edit that writes lines under the list."""

    def edit(book) -> None:
        sheet = book["Danh sách"]
        last = sheet.max_row
        for number, text in enumerate(texts, start=1):
            sheet.cell(last + gap + number, column_of("name"), text)

    return edit


def heading(key: str, text: str | None) -> Callable:
    return lambda book: setattr(book["Danh sách"].cell(1, column_of(key)), "value", text)


def cover(cell_name: str, value: object) -> Callable:
    return lambda book: book["Báo cáo"].__setitem__(cell_name, value)


def beside(book) -> None:
    sheet = book.create_sheet("Sheet1")
    sheet["B3"], sheet["C3"] = "Trần Thị Bình", "07/08/1992"


def struck(book) -> None:
    for found in book["Danh sách"][2]:
        found.font = Font(strike=True)


IN_THE_FORM = {
    "a total": below("Tổng cộng: 05 đồng chí", gap=0),
    "a signature block": below("NGƯỜI LẬP BIỂU", "T/M CHI BỘ", "Nguyễn Văn Mẫu"),
    "a note": below("Ghi chú: không phát sinh"),
    "people on another sheet": beside,
    "a reworded heading": heading("class_sent", "Đi học ngày"),
    "a blank heading": heading("decision", None),
    "a row that is struck out": struck,
    "a cell that is struck out": cell("class_sent", "10/03/2024", font=Font(strike=True)),
    "a ditto mark": cell("position", '"', 3),
    "a ditto mark for a name": cell("name", "nt", 3),
    "two names in a cell": cell("name", "Lò Văn Ón\nHà Thị Chi"),
    "a name of the other unit": cell("name", "Bùi Thị Dung"),
    "a name in capitals": cell("name", "ĐỒNG CHÍ BÙI THỊ DUNG."),
    "a month for a day": cell("joined", date(2024, 1, 1), number_format="mm/yyyy"),
    "an hour behind a day": cell("joined", datetime(2024, 1, 15, 23, 59, 30), number_format="dd/mm/yyyy"),
    "a day in words": cell("joined", "ngày 15 tháng 1 năm 2024"),
    "a day that is none": cell("decision", "31/04/2024"),
    "a formula": cell("joined", "=TODAY()"),
    "another month": cover("B2", 12),
    "no month": cover("B2", None),
    "a code that is nobody's": cover("B1", "CB99"),
    "the other unit's name": lambda book: book["Báo cáo"].append(["Tên đơn vị", "Chi bộ CB02"]),
    "a meeting before the month": cover("B4", "20/10/2024"),
}
BESIDE_IT = {
    "the same file twice": lambda data: {"lại.xlsx": data},
    "an empty record": lambda data: {".ket_qua.json": b"{}"},
    "a deleted workbook": lambda data: {"$RECYCLE.BIN/cũ.xlsx": form("CB02", 11, [])},
    "a stranger's mail": lambda data: {"la.eml": mail(("a.xlsx", form("CB01", 11, [])), sender=STRANGER)},
    "a stranger under the unit's name": lambda data: {
        "la.eml": mail(("a.xlsx", form("CB01", 11, [])), sender=f'"{ADDRESS}" <{STRANGER}>')
    },
    "a clock that stands wrong": lambda data: {
        "1980.eml": mail(("a.xlsx", form("CB01", 11, [])), sender=ADDRESS, sent=datetime(1980, 1, 1, tzinfo=UTC))
    },
    "a file that is none": lambda data: {"bao cao.xlsx": b"PK\3\4"},
}
ODDITIES = [*IN_THE_FORM, *BESIDE_IT]


def figures(office: Office) -> dict[str, dict[str, object]]:
    """Return every figure of every unit but the odd one."""
    lines = office.month().units
    return {
        line.unit.code: {key: figure.value for key, figure in line.figures.items()}
        for line in lines
        if line.unit.code != "CB01"
    }


@given(st.sampled_from(ODDITIES), st.lists(st.sampled_from(range(len(PEOPLE))), min_size=1, unique=True))
@settings(max_examples=90, deadline=None)
def test_an_oddity_changes_no_figure_of_another_unit(oddity, chosen):
    people = [PEOPLE[number] for number in chosen]
    with tempfile.TemporaryDirectory() as folder:
        units = unit("CB01", addresses=ADDRESS), unit("CB02"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể")
        office = Office(Path(folder) / "thư", *units)
        office.send([person("Cao Bá Em", "06/06/1992", class_sent="10/11/2024"), admitted("Đỗ Văn Nam")], unit="CB02")
        office.send([person("Đỗ Thị Phấn", "07/07/2001")], unit="DT01")
        sound = form("CB01", 11, people, sent=SENT)
        before = figures(office.put("CB01.xlsx", sound))
        if oddity in IN_THE_FORM:
            office.put("CB01.xlsx", form("CB01", 11, people, sent=SENT, edit=IN_THE_FORM[oddity]))
        else:
            for name, data in BESIDE_IT[oddity](sound).items():
                office.put(name, data)
        assert figures(office) == before
