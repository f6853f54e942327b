"""The rule about what should not be in a list: it names the cell and what kind it is, and the number nowhere."""

from __future__ import annotations

from io import StringIO

import pytest
from office import cell_of, find, person

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


def test_the_number_is_repeated_by_no_finding_and_on_no_screen(office, tmp_path, monkeypatch):
    said = StringIO()
    monkeypatch.setattr("sys.stdout", said)
    office.send([person(note="CCCD 010090001234", position="0912345678")])
    main(["check", str(office.folder), "--output", str(tmp_path / "ra")])
    shown = [text for found in office.month().findings for text in (found.message, found.remedy, found.value)]
    assert said.getvalue().count("O38") == 2
    assert not [text for text in (said.getvalue(), *shown) if "010090001234" in text or "0912345678" in text]


def test_it_is_a_warning_and_takes_nobody_out(office):
    month = office.send([person(note="0912345678")]).month()
    assert (month.errors, month.totals["sympathisers"].value) == (0, 1)
