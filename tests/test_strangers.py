"""What comes from addresses that the plan does not know, and what only looks as if the program had written it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from letters import archive, mail
from office import Office, admitted, find, form, outcomes, person, total, unit
from returned import mended
from returned import month_of as month_as_run

from recruit.errors import PlanProblem
from recruit.job import Job
from recruit.model import Period
from recruit.run import report
from recruit.write.forms.people import list_address

pytestmark = pytest.mark.apart

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


# -- mails around mails, and the office's own --------------------------------------------------------------------------

OFFICE = "vanphong@vidu.example"


def forwarded(people, *senders: str) -> bytes:
    """Return a unit's mail inside those of `senders`, from the innermost to the outermost."""
    data = of_mail(people, sender=REGISTERED)
    for sender in senders:
        data = mail(sender=sender, inside=(data,))
    return data


@pytest.fixture
def with_office(offices) -> Office:
    """An office whose plan knows its own address and that of CB01."""
    return offices(unit("CB01", addresses=REGISTERED), info={"Thư điện tử của Đảng ủy": OFFICE})


@pytest.mark.parametrize("senders", [(OFFICE,), (REGISTERED,), (REGISTERED, OFFICE)])
def test_a_mail_inside_the_units_or_the_offices_own_speaks_for_the_unit(with_office, senders):
    month = with_office.put("1.eml", forwarded([AN], *senders)).month()
    assert (total(month, "sympathisers"), month.strangers, month.is_open) == (1, (), False)


@pytest.mark.parametrize("senders", [(STRANGER,), (STRANGER, OFFICE), (OFFICE, STRANGER)])
def test_a_mail_inside_a_strangers_is_a_strangers(with_office, senders):
    month = with_office.put("1.eml", forwarded([AN], *senders)).month()
    assert (month.strangers, len(find(month, "B31"))) == (("CB01",), 1)


def test_a_mail_inside_a_strangers_replaces_nothing(with_office):
    with_office.put("1.eml", of_mail([AN], sender=REGISTERED)).put("2.eml", forwarded([], STRANGER))
    month = with_office.month()
    assert (total(month, "sympathisers"), outcomes(month)["1.eml/a.xlsx"]) == (1, "Đã dùng")


def test_an_archive_inside_a_strangers_mail_is_a_strangers(with_office):
    inner = archive({"thu.eml": of_mail([AN], sender=REGISTERED)})
    month = with_office.put("1.eml", mail(("a.zip", inner), sender=STRANGER)).month()
    assert month.strangers == ("CB01",)


def test_what_the_office_sent_from_its_own_address_is_no_send(with_office):
    month = with_office.put("1.eml", of_mail([AN], sender=OFFICE)).month()
    assert [outcomes(month)[file] for file in ("1.eml", "1.eml/a.xlsx")] == ["Thư của Văn phòng"] * 2
    assert (total(month, "sympathisers"), [line.unit.code for line in month.missing]) == (0, ["CB01"])


def test_what_a_unit_sent_stays_its_send_where_the_office_sent_the_same_file_on(with_office):
    data = form(people=[AN])
    with_office.put("1.eml", mail(("a.xlsx", data), sender=OFFICE)).put(
        "2.eml", mail(("a.xlsx", data), sender=REGISTERED)
    )
    month = with_office.month()
    assert outcomes(month)["1.eml/a.xlsx"] == "Thư của Văn phòng"
    assert (outcomes(month)["2.eml/a.xlsx"], total(month, "sympathisers")) == ("Đã dùng", 1)


def test_what_cannot_be_read_in_the_offices_own_mail_raises_nothing(with_office):
    with_office.send([AN]).put("1.eml", mail(("bao_cao.xlsx", b"PK\3\4hong"), sender=OFFICE))
    month = with_office.month()
    assert (outcomes(month)["1.eml/bao_cao.xlsx"], month.findings) == ("Thư của Văn phòng", ())


def test_a_unit_that_writes_from_the_offices_address_sends(offices):
    office = offices(unit("CB01", addresses=OFFICE), info={"Thư điện tử của Đảng ủy": OFFICE})
    assert total(office.put("1.eml", of_mail([AN], sender=OFFICE)).month(), "sympathisers") == 1


def test_an_address_of_the_office_that_is_none_stops_the_run(offices):
    with pytest.raises(PlanProblem, match="không phải địa chỉ thư điện tử"):
        offices(info={"Thư điện tử của Đảng ủy": "van phong"}).month()


def returned(office) -> bytes:
    """Return the workbook that goes back to CB01, saved again by the unit's own program."""
    return mended(month_as_run(office).returned["CB01"], {})


def test_a_returned_workbook_that_nobody_changed_is_the_offices(office):
    office.send([person(gender="x"), admitted()])
    month = office.put("tra_lai.xlsx", returned(office)).month()
    assert outcomes(month) == {
        "CB01_11.xlsx": "Đã dùng",
        "ke_hoach.xlsx": "Đã dùng",
        "tra_lai.xlsx": "Thư của Văn phòng",
    }
    assert month.errors == 1


def test_a_returned_workbook_in_which_one_cell_was_mended_is_a_send(office):
    office.send([person(gender="x"), admitted()])
    data = mended(month_as_run(office).returned["CB01"], {("Danh sách", list_address(0, "gender")): "Nữ"})
    month = office.put("tra_lai.xlsx", data).month()
    assert (outcomes(month)["tra_lai.xlsx"], month.errors) == ("Đã dùng", 0)
