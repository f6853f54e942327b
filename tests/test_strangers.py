"""What comes from addresses that the plan does not know, and what only looks as if the program had written it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from letters import mail
from office import Office, find, form, outcomes, person, total, unit

from recruit.job import Job
from recruit.model import Period
from recruit.run import report

REGISTERED, STRANGER = "cb01@vidu.example", "ke.la@xa.example"
AN = person()


@pytest.fixture
def known(offices) -> Office:
    """An office whose plan knows the address of CB01."""
    return offices(unit("CB01", addresses=REGISTERED), unit("CB02", addresses="cb02@vidu.example"))


def of_mail(people, month: int = 11, code: str = "CB01", **options) -> bytes:
    return mail(("a.xlsx", form(code, month, people)), **options)


def test_a_stranger_with_a_units_address_as_display_name_replaces_nothing(known):
    known.put("1.eml", of_mail([AN], sender=REGISTERED))
    known.put("2.eml", of_mail([], sender=f'"{REGISTERED}" <{STRANGER}>', sent=datetime(2024, 11, 28, tzinfo=UTC)))
    month = known.month()
    assert (total(month, "sympathisers"), outcomes(month)["1.eml/a.xlsx"]) == (1, "Đã dùng")


def test_a_figure_that_rests_on_a_stranger_keeps_the_letter_a_draft(known):
    known.put("1.eml", of_mail([AN], sender=STRANGER)).send([person("Hà A Tủa")], unit="CB02")
    month = known.month()
    assert (month.strangers, month.errors, month.is_open, len(find(month, "B31"))) == (("CB01",), 0, True, 1)


def test_a_figure_of_a_registered_address_does_not(known):
    known.put("1.eml", of_mail([AN], sender=REGISTERED)).send([person("Hà A Tủa")], unit="CB02")
    assert (known.month().strangers, known.month().is_open) == ((), False)


def test_strangers_do_not_make_the_default_period(known, tmp_path):
    known.send([AN], month=10).send([person("Hà A Tủa")], unit="CB02", month=10)
    known.put("1.eml", of_mail([AN], sender=STRANGER)).put("2.eml", of_mail([AN], code="CB02", sender=STRANGER))
    assert report(Job(known.folder, output=tmp_path / "ra")).period == Period(2024, 10)


# -- what looks like the program's own ---------------------------------------------------------------------------------


@pytest.mark.parametrize("record", ["", "{}", "[]", '{"CB01_11.xlsx": "0000"}'])
def test_a_record_that_does_not_list_a_file_with_its_hash_hides_nothing(office, record):
    office.send([AN], name="thang_11/CB01_11.xlsx").put("thang_11/.ket_qua.json", record.encode())
    month = office.month()
    assert (total(month, "sympathisers"), outcomes(month)["thang_11/CB01_11.xlsx"]) == (1, "Đã dùng")


def test_what_a_record_lists_with_its_hash_is_passed_over(office, tmp_path):
    office.send([AN])
    output = office.folder / "ket_qua"
    report(Job(office.folder, Period(2024, 11), tmp_path / "ra"))
    (tmp_path / "ra" / "2024-11").rename(output)
    assert set(outcomes(office.month())) == {"CB01_11.xlsx", "ke_hoach.xlsx"}


def test_what_was_put_beside_outputs_or_changed_since_is_read_and_named(office, tmp_path):
    office.send([AN])
    output = office.folder / "ket_qua"
    report(Job(office.folder, Period(2024, 11), tmp_path / "ra"))
    (tmp_path / "ra" / "2024-11").rename(output)
    (output / "them.txt").write_text("một tệp", encoding="utf-8")
    letter = output / "cong_van_bao_cao_2024-11.docx"
    letter.write_bytes(letter.read_bytes() + b"x")
    found = set(outcomes(office.month()))
    assert {"ket_qua/them.txt", "ket_qua/cong_van_bao_cao_2024-11.docx"} <= found
    assert not any(name.endswith("tong_hop_2024-11.xlsx") for name in found)
