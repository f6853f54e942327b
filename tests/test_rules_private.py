"""The rule about what should not be in a list: it names the cell and what kind it is, and the number nowhere."""

from __future__ import annotations

import pytest
from docx import Document
from office import admitted, cell_of, find, person
from openpyxl import load_workbook

from recruit.cli import main

NUMBERS = [
    ("CCCD 010090001234", "số giấy tờ tùy thân"),
    ("Căn cước: 010090001234.", "số giấy tờ tùy thân"),
    ("0100 9000 1234", "số giấy tờ tùy thân"),
    ("CMND 163123456", "số giấy tờ tùy thân"),
    ("063 123 456", "số giấy tờ tùy thân"),
    ("0912345678", "số điện thoại"),
    ("ĐT 0912 345 678", "số điện thoại"),
    ("0912.345.678", "số điện thoại"),
    ("0912-345-678", "số điện thoại"),
    ("+84 912 345 678", "số điện thoại"),
    ("84912345678", "số điện thoại"),
    ("(0214) 3840 123", "số điện thoại"),
    ("02143840123", "số điện thoại"),
    ("０９１２３４５６７８", "số điện thoại"),
    ("0912345678/0987654321", "số điện thoại"),
    ("0912345678 0987654321", "số điện thoại"),
    ("an.nguyen@vidu.example", "địa chỉ thư điện tử"),
    ("ĐT 0912345678, an@vidu.example", "số điện thoại và địa chỉ thư điện tử"),
]


@pytest.mark.parametrize(("text", "what"), NUMBERS)
def test_a_number_of_a_person_is_named_by_its_kind(office, text, what):
    [found] = find(office.send([person(note=text)]).month(), "O38")
    assert found.place.cell == cell_of("note")
    assert found.message == f"Ô Ghi chú có {what}; biểu không cần thông tin này."


@pytest.mark.parametrize("key", ["name", "religion", "position", "helpers", "task", "note"])
def test_every_column_of_free_text_is_looked_at(office, key):
    month = office.send([person(**{key: "Lò Thị Mai 0912345678"})]).month()
    assert [found.place.cell for found in find(month, "O38")] == [cell_of(key)]


def test_a_number_in_a_cell_of_numbers_is_one_too(office):
    month = office.send([person(note=912345678)]).month()
    assert [found.place.cell for found in find(month, "O38")] == [cell_of("note")]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 12-NQ/CB ngày 05/03/2024",
        "05.03.2024 07:30",
        "Từ 01/01/2024 đến 31/12/2024",
        "Giai đoạn 2020 2021 2022",
        "ủng hộ 100.000.000 đồng",
        "1.250.000.000 đồng",
        "Thẻ đảng viên 12.345678",
        "Mã 1234567890123",
        "Chuyên viên @ Phòng Tổng hợp",
    ],
)
def test_other_numbers_are_none(office, text):
    assert find(office.send([person(note=text)]).month(), "O38") == []


@pytest.mark.parametrize("key", ["certificate_no", "decision_no"])
def test_in_a_column_that_asks_for_a_papers_number_it_is_none(office, key):
    assert find(office.send([person(**{key: "010090001234"})]).month(), "O38") == []


def test_the_number_is_handed_on_by_nothing_but_the_units_own_form(office, tmp_path, capsys):
    free = {"note": " CCCD 010090001234", "position": "Chuyên viên 0912 345 678", "helpers": "Lê Dũng 0912345678"}
    office.send([admitted("Lò Văn  Ón 0912345678", **free), person("Hà Thị Chi 0912345678", class_asked="01/11/2024")])
    office.send([admitted("Lò Văn  Ón 0912345678", **free | {"helpers": "Lê Lan 0987654321"})], month=10)
    main([str(office.folder), "--period", "2024-11", "--output", str(tmp_path / "ra")])
    folder = tmp_path / "ra" / "2024-11"
    texts = {"screen": capsys.readouterr().out}
    assert "O38" in texts["screen"]
    for path in folder.rglob("*.docx"):
        texts[path.name] = "".join(Document(str(path)).element.body.itertext())
    for path in (folder / "tong_hop_2024-11.xlsx", *folder.glob("tra_lai/*")):
        for sheet in load_workbook(path):
            texts[f"{path.name} {sheet.title}"] = " ".join(
                str(cell.value) for row in sheet for cell in row if cell.value
            )
    assert len(texts) > 15
    assert "Lò Văn Ón …" in texts["cong_van_bao_cao_2024-11.docx"] + texts["tong_hop_2024-11.xlsx Danh sách"]
    numbers = ("010090001234", "0912345678", "0912 345 678", "0987654321")
    assert [where for where, text in texts.items() if any(number in text for number in numbers)] == []


def test_what_else_stands_in_the_cell_is_said(office):
    [found] = find(office.send([person(note="Gọi 0912345678 (Lan), CCCD 010090001234")]).month(), "O38")
    assert found.value == "Gọi … (Lan), CCCD …"


def test_it_is_a_warning_and_takes_nobody_out(office):
    month = office.send([person(note="0912345678")]).month()
    assert (month.errors, month.totals["sympathisers"].value) == (0, 1)
