"""Every kind of document, word for word, of a few months in which there is much and little to say: `python tests/word_for_word.py`.

The command writes what the documents say into `tests/words`, where a change is read before it is kept.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path

TESTS = Path(__file__).resolve().parent
WORDS = TESTS / "words"
COMMAND = "python tests/word_for_word.py"

if __name__ == "__main__":
    sys.path[:0] = [str(TESTS.parent), str(TESTS)]

from members import RECOGNISED, member, members  # noqa: E402
from office import Office, admitted, person, unit  # noqa: E402
from papers import assignment, committee_list, letter, member_digest, span_report, text, urging_letter, urging_to_all  # noqa: E402  # noqa: E402
from papers import year_report as year  # noqa: E402
from whole_runs import said_by_runs  # noqa: E402

from recruit.deliver.drafts import Attachment, MailWording, unit_draft  # noqa: E402
from recruit.letters.probation import counts_of  # noqa: E402
from recruit.letters.receipt import NOTHING_CAME, receipts  # noqa: E402
from recruit.model import LetterOptions, Span  # noqa: E402

TAUGHT = {
    "class_asked": "05/01/2024",
    "class_sent": "10/01/2024",
    "certificate_no": "1/GCN",
    "certificate": "10/03/2024",
}
QUARTER = Span(2024, "Q4", 10, 12)
DATED = LetterOptions("127", date(2024, 12, 3))


def many(folder: Path) -> Office:
    """Return an office in which everything is: done, more than done, going on, waiting, late, not usable, older, silent."""
    office = Office(
        folder,
        unit("CB01", "Chi bộ Một", admissions=1, classes=1),
        unit("CB02", "Chi bộ Hai", admissions=2, classes=1),
        unit("CB03", "Chi bộ Ba", admissions=1, classes=2),
        unit("CB04", "Chi bộ Bốn", admissions=0, classes=None),
        unit("CB05", "Chi bộ Năm", admissions=1, classes=1),
        unit("DT01", "Đoàn Thanh niên", "Đoàn thể", admissions=None, classes=1),
        info={"Chỉ tiêu kết nạp được giao": 6},
    )
    office.send(
        [
            admitted(),
            admitted("Giàng A Sử", "02/03/1996", people="Mông", religion="Tin lành", union="Không", decision="18/11/2024",
                     decision_no="44-QĐ/ĐUK", resolution="01/11/2024", ceremony="10/12/2024", qualification=None),
            person("Lý Láo Tả", "01/05/1998", **TAUGHT, asked="01/06/2024", agreed="20/06/2024"),
        ],
        cover={"Kết quả nổi bật": "- Sinh hoạt đúng kỳ\n- Kết nạp 02 đảng viên", "Kiến nghị, đề xuất": "Mở thêm lớp."},
    )  # fmt: skip
    office.send(
        [
            person("Tẩn Mẩy Lin", "17/01/1998", gender="Nữ", people="Dao", class_asked="24/06/2024"),
            person("Hà Thị Mỷ", "02/02/1999", gender="Nữ", people="Tày", **TAUGHT, asked="01/10/2024"),
            person("Lò Văn Ón", "03/03/1997", helper=None, helper_day=None, joined="05/11/2024"),
            person("Vàng A Chư", "04/04/1995", left="12/11/2024", reason="Xin rút"),
        ],
        unit="CB02",
        cover={"Khó khăn, vướng mắc": "Nguồn ít."},
    )
    office.send([person("Bùi Thị Dung", "05/05/1993", class_sent="31/12/2024")], unit="CB03", month=10, sent=_on(10))
    office.send([person("Cao Bá Em", "06/06/1992")], unit="CB05", cover={"Ngày họp xét": "20/10/2024"})
    office.send([person("Đỗ Thị Phấn", "07/07/2001", class_sent="10/11/2024")], unit="DT01")
    return office


def on_probation(folder: Path) -> Office:
    """Return an office in which members are late, due, reviewed, soon due, recognised, and far from it."""
    office = Office(folder, unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai"))
    told = members(
        member(),
        member("Lò Văn Ón", "03/03/1997", "25/11/2023"),
        member("Hà Thị Mỷ", "02/02/1999", "10/10/2023", reviewed="12/11/2024", class_number="45/GCN"),
        member("Vàng A Chư", "04/04/1995", "15/12/2023"),
        member("Sùng A Páo", "05/05/1990", **RECOGNISED),
    )
    return office.send([admitted("Cao Bá Em")], edit=told).send(unit="CB02", edit=members())


def done(folder: Path) -> Office:
    """Return an office of two units that have done all that was asked of them."""
    office = Office(folder, unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai"))
    for code, names in (("CB01", ("Trần Thị Bình", "Lê Văn Ba")), ("CB02", ("Hà Thị Mỷ", "Lò Văn Ón"))):
        office.send(
            [
                admitted(names[0], decision_no=f"3{code[-1]}-QĐ/ĐUK"),
                person(names[1], "01/01/1997", class_asked="05/02/2024", class_sent="10/03/2024"),
            ],
            unit=code,
        )
    return office


def lacking(folder: Path) -> Office:
    """Return an office, in October, whose people lack each something else on the way to admission."""
    ready = {**TAUGHT, "asked": "01/05/2024", "agreed": "20/05/2024"}
    people = [
        person("Lý Láo Tả", "01/05/1998", **ready),
        person("Tẩn Mẩy Lin", "02/05/1998", **ready | {"joined": "01/01/2019", "certificate": "15/11/2019", "class_sent": "10/10/2019", "class_asked": None}),
        person("Hà Thị Mỷ", "03/05/1998", **ready | {"certificate": None, "certificate_no": None}),
        person("Lò Văn Ón", "04/05/1961", **ready),
        person("Vàng A Chư", "05/05/1998", **ready | {"education": None}),
        person("Sùng Thị Dua", "06/05/1998", **ready | {"gender": None, "helper": None, "helper_day": None}),
        person("Giàng A Páo", "07/05/1998", **ready | {"asked": None, "agreed": None}),
    ]  # fmt: skip
    return Office(folder, unit("CB01", "Chi bộ Một", admissions=9, classes=9)).send(people, month=10, sent=_on(10))


def nothing(folder: Path) -> Office:
    """Return an office to which one unit alone sent a list of one person, and no target is given."""
    office = Office(folder, unit("CB01", "Chi bộ Một", admissions=None, classes=None))
    return office.send([person()])


def _on(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


def documents() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each document."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        month = many(root / "nhiều").month()
        finished, little = done(root / "xong"), nothing(root / "ít")
        lines = {line.unit.code: line for line in month.units}
        papers = {
            "cong_van_thang": letter(month),
            "cong_van_thang_co_so_ngay": letter(month, DATED),
            "cong_van_thang_xong": letter(finished.month()),
            "cong_van_thang_sau_han": letter(many(root / "sau hạn").month(12)),
            "cong_van_thang_it": letter(little.month()),
            "trinh_dang_uy": committee_list(month),
            "trinh_dang_uy_trong": committee_list(little.month()),
            "giao_chi_tieu": assignment(month.plan),
            "phieu_theo_doi": member_digest(month),
            "don_doc_chung": urging_to_all(month),
            **{f"don_doc_{code}": urging_letter(month, lines[code]) for code in ("CB02", "CB03", "CB04", "CB05")},
            "don_doc_thieu": urging_letter(october := lacking(root / "thiếu").month(10), october.units[0]),
            "bao_cao_nam": year(month),
            "bao_cao_quy": span_report(month, QUARTER, early=True),
            "bao_cao_quy_xong": span_report(finished.month(9), Span(2024, "Q3", 7, 9)),
            "bao_cao_9_thang": span_report(finished.month(9), Span(2024, "9T", 1, 9), DATED),
            "bao_cao_nam_xong": year(finished.month()),
        }
        yield from ((name, text(data)) for name, data in papers.items())
        yield "thu_gui_don_vi", _mail(month, lines["CB05"])
        probation = on_probation(root / "dự bị").month()
        yield "trinh_dang_uy_du_bi", text(committee_list(probation))
        yield "phieu_theo_doi_du_bi", text(member_digest(probation))
        yield "thu_gui_don_vi_du_bi", _mail(probation, probation.units[0])
        offices = {"nhiều": many, "xong": done, "thiếu": lacking, "dự bị": on_probation}
        for name, said in said_by_runs(root / "chạy", offices):
            yield f"lan_chay_{name}", said


def _mail(month, line) -> str:
    from papers import TEMPLATES

    made = unit_draft(
        MailWording(TEMPLATES, spelling=month.plan.spelling),
        month.plan,
        line.unit,
        month.period,
        day_due=month.plan.due(month.period.next),
        errors=month.errors_of(line.unit.code),
        missing=line.unsent,
        unusable=line.unusable,
        locked=False,
        members=counts_of(month.probation, line.unit.code),
        receipt=receipts(month).get(line.unit.code, NOTHING_CAME),
        returned=Attachment("bieu_bao_cao_CB05_2024-11.xlsx", b"1"),
        next_form=Attachment("bieu_bao_cao_CB05_2024-12.xlsx", b"2"),
        urging=Attachment("cong_van_don_doc_CB05_2024-11.docx", b"3"),
    )
    return message_from_bytes(made.data).get_payload()[0].get_payload(decode=True).decode().replace("\r\n", "\n")


def main() -> None:
    """Write every text into its file."""
    WORDS.mkdir(exist_ok=True)
    for name, said in documents():
        (WORDS / f"{name}.txt").write_text(said + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
