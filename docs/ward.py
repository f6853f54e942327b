"""A second small example, made again by docs/make.py: a ward of 2026, its cells merged in mid-year, two months sent.

The ward, its organisations and every person are invented.
"""

from __future__ import annotations

import random
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from recruit.declared.categories import COMMUNE, FARMER, FORCES, OTHER, PUBLIC_SERVICE, VILLAGE, WARD, WORKER
from recruit.model import Period
from recruit.write.forms.book import form_bytes
from recruit.write.forms.plan import plan_bytes

YEAR, MONTHS, SEED = 2026, (6, 7), 26
FOLDER, PAGE = "phuong_2026", "phuong_2026.md"

INFO = {
    "year": YEAR,
    "place_name": "Minh Tân",
    "upper_heading": "ĐẢNG BỘ TỈNH HÀ LONG",
    "upper_name": "Ban Tổ chức Tỉnh ủy Hà Long",
    "upper_short": "Ban Tổ chức Tỉnh ủy",
    "heading": "ĐẢNG ỦY PHƯỜNG MINH TÂN",
    "name": "Đảng ủy phường Minh Tân",
    "short": "Đảng ủy phường",
    "symbol": "CV/ĐU",
    "admission_target": 8,
    "class_target": 10,
    "grounds": "Thông báo số 15-TB/TU ngày 12/01/2026 của Tỉnh ủy Hà Long về chỉ tiêu kết nạp đảng viên năm 2026\n"
    "Đề án số 06-ĐA/ĐU ngày 25/5/2026 của Đảng ủy phường Minh Tân về sắp xếp tổ chức đảng",
    "due_day": 25,
    "completion_deadline": date(YEAR, 11, 30),
    "reporting_deadline": date(YEAR, 12, 3),
    "establishment": WARD,
    "edition": "05-HD/VPTW",
    "yearly_kind": "Báo cáo",
    "authority": "T/M ĐẢNG ỦY",
    "signer_office": "PHÓ BÍ THƯ",
    "signer": "Hoàng Thị Thu Thảo",
    "archive": "VP, BXDĐ",
}

# Code, name, kind, members at the year's start, targets, last month, merged into.
UNITS = (
    ("TDP1", "Chi bộ Tổ dân phố 1", "Chi bộ", 31, 1, 1, 6, "TDP2"),
    ("TDP2", "Chi bộ Tổ dân phố 2", "Chi bộ", 28, 1, 1, None, None),
    ("TDP3", "Chi bộ Tổ dân phố 3", "Chi bộ", 35, 1, 1, None, None),
    ("TDP4", "Chi bộ Tổ dân phố 4", "Chi bộ", 22, 0, 1, 6, "TDP3"),
    ("TDP5", "Chi bộ Tổ dân phố 5", "Chi bộ", 26, 1, 1, None, None),
    ("TDP6", "Chi bộ Tổ dân phố 6", "Chi bộ", 24, 0, 1, None, None),
    ("MN", "Chi bộ Trường Mầm non", "Chi bộ", 17, 1, 1, None, None),
    ("TH", "Chi bộ Trường Tiểu học", "Chi bộ", 21, 1, 1, None, None),
    ("THCS", "Chi bộ Trường Trung học cơ sở", "Chi bộ", 19, 0, 1, None, None),
    ("CA", "Chi bộ Công an", "Chi bộ", 14, 1, 0, None, None),
    ("QS", "Chi bộ Quân sự", "Chi bộ", 6, 0, 0, None, None),
    ("CQ", "Chi bộ Cơ quan", "Chi bộ", 33, 1, 1, None, None),
    ("DTN", "Đoàn Thanh niên phường", "Đoàn thể", None, None, None, None, None),
    ("PN", "Hội Liên hiệp Phụ nữ phường", "Đoàn thể", None, None, None, None, None),
)

_CERTIFIED = {
    "class_proposed": date(2025, 8, 20),
    "class_sent": date(2025, 9, 15),
    "certificate_number": "212/GCN",
    "certificate": date(2025, 10, 10),
}
_ASKED = {**_CERTIFIED, "procedure_proposed": date(YEAR, 3, 20), "agreed": date(YEAR, 4, 10)}


def _decided(number: str, day: date, ceremony: date | None) -> dict[str, object]:
    return {
        **_ASKED,
        "resolution": date(YEAR, 5, 12),
        "decision_number": number,
        "decision": day,
        **({"ceremony": ceremony} if ceremony is not None else {}),
    }


# Unit, name, birth, gender, kind, post, home, steps, and the unit to which somebody goes when cells merge.
PEOPLE = (
    ("TDP1", "Đoàn Văn Phúc", date(1997, 4, 2), "Nam", FARMER, "Trồng rau", "", {}, "TDP2"),
    ("TDP1", "Bế Thị Lụa", date(1990, 9, 12), "Nữ", VILLAGE, "Tổ phó tổ dân phố", "", _CERTIFIED, "TDP2"),
    (
        "TDP2",
        "Mạc Văn Khôi",
        date(1988, 1, 25),
        "Nam",
        VILLAGE,
        "Tổ trưởng tổ dân phố",
        "Xã An Bình, tỉnh Bắc Ninh",
        _decided("41-QĐ/TU", date(YEAR, 6, 2), date(YEAR, 6, 19)),
        "",
    ),
    ("TDP3", "Vi Thị Hảo", date(1999, 11, 3), "Nữ", OTHER, "Buôn bán", "", {"class_proposed": date(YEAR, 5, 20)}, ""),
    ("TDP4", "Triệu Văn Đông", date(1995, 6, 30), "Nam", WORKER, "Công nhân may", "", _ASKED, "TDP3"),
    ("TDP5", "Lương Thị Nhài", date(2001, 2, 14), "Nữ", FARMER, "Trồng chè", "", _CERTIFIED, ""),
    ("TDP6", "Ngọc Văn Tín", date(1992, 8, 8), "Nam", OTHER, "Nghề tự do", "", {}, ""),
    (
        "MN",
        "Hoàng Thị Bích Ngà",
        date(1996, 3, 9),
        "Nữ",
        PUBLIC_SERVICE,
        "Giáo viên",
        "Xã Hòa Sơn, tỉnh Thái Nguyên",
        _decided("45-QĐ/TU", date(YEAR, 6, 26), date(YEAR, 7, 10)),
        "",
    ),
    ("TH", "Lâm Văn Quyền", date(1991, 12, 1), "Nam", PUBLIC_SERVICE, "Giáo viên", "", _ASKED, ""),
    ("THCS", "Chu Thị Duyên", date(1994, 5, 17), "Nữ", PUBLIC_SERVICE, "Giáo viên", "", _CERTIFIED, ""),
    (
        "CA",
        "Tô Văn Dũng",
        date(2000, 7, 7),
        "Nam",
        FORCES,
        "Chiến sĩ",
        "",
        _decided("52-QĐ/TU", date(YEAR, 7, 27), None),
        "",
    ),
    ("CQ", "Phùng Thị Yến", date(1998, 10, 20), "Nữ", COMMUNE, "Công chức Văn phòng - Thống kê", "", _ASKED, ""),
    ("DTN", "Hà Quang Minh", date(2003, 1, 30), "Nam", OTHER, "Lao động tự do", "", {}, ""),
)


def make(folder: Path) -> None:
    """Write the plan and two months of forms into `folder`; what an earlier call wrote is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.xlsx"):
        old.unlink()
    (folder / f"ke_hoach_nam_{YEAR}.xlsx").write_bytes(_plan())
    rng = random.Random(SEED)
    for month in MONTHS:
        for unit in UNITS:
            if unit[6] is None or month <= unit[6]:
                (folder / f"{unit[0]}_{month:02d}.xlsx").write_bytes(_form(unit, month, rng))


_OPENING = """\
# Một phường năm 2026

Ví dụ nhỏ thứ hai, ở thư mục [phuong_2026](phuong_2026): một đảng ủy phường với 12 chi bộ và 02 đoàn thể, sắp xếp lại giữa năm
(hai tổ dân phố nhập vào tổ khác từ tháng 7), thể thức 05-HD/VPTW, loại hình Xã, phường. Lập lại:

    python generate_report.py docs/phuong_2026

Tên gọi và người trong ví dụ đều là hư cấu. Trang này do chương trình lập từ chính ví dụ ấy.

## Công văn tháng 7
"""


def page() -> str:
    """Return the page of the example as Markdown: what its letter says, and the lines of Biểu 2 that count somebody."""
    from docx import Document

    from recruit.job import Job
    from recruit.run import report

    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "vào")
        outcome = report(Job(Path(folder) / "vào", output=Path(folder) / "ra"))
        letter = next(file.path for file in outcome.written.files if file.path.name.startswith("cong_van_bao_cao"))
        said = [paragraph.text.replace("\u00a0", " ").strip() for paragraph in Document(letter).paragraphs]
    body = [f"> {line}" for line in said if line]
    end = next(at for at, line in enumerate(body) if line.startswith("> Trên đây")) + 1
    lines = [
        f"| {line.line.text} | {line.figure.value} |"
        for line in outcome.result.statistics
        if line.figure is not None and isinstance(line.figure.value, int) and line.figure.value
    ]
    return "\n".join(
        (
            _OPENING,
            "\n>\n".join(body[:end]),
            "\n## Biểu 2, các dòng có số\n",
            "| Tiêu chí | Kỳ này |",
            "|---|---|",
            *lines,
            "",
        )
    )


def _plan() -> bytes:
    members = ("Hoàng Thị Thu Thảo", "Nông Văn Lợi", "Đặng Thị Mến", "Trương Quốc Bảo")
    units = [
        {
            "code": code,
            "name": name,
            "kind": kind,
            "committee_member": members[number % len(members)],
            "addresses": f"{code.lower()}@minhtan.example",
            "member_count": count,
            "admission_target": admissions,
            "class_target": classes,
            "from_month": MONTHS[0],
            "to_month": last,
            "merged_into": successor,
            "organisation_code": f"22.101.045.000.{number + 1:03d}",
        }
        for number, (code, name, kind, count, admissions, classes, last, successor) in enumerate(UNITS)
    ]
    recipients = [
        {"document": "", "block": "Kính gửi", "text": "Ban Tổ chức Tỉnh ủy Hà Long"},
        {"document": "", "block": "Nơi nhận", "text": "Như trên"},
    ]
    return plan_bytes(INFO, units, recipients)


def _form(unit: tuple, month: int, rng: random.Random) -> bytes:
    code, name, _, count, *_ = unit
    last_day = Period(YEAR, month).last_day
    people = [row for person in PEOPLE if (row := _row(person, code, month)) is not None]
    admitted = sum(
        person[0] == code and person[7].get("decision") is not None and person[7]["decision"] <= last_day
        for person in PEOPLE
    )
    return form_bytes(
        unit_code=code,
        unit_name=name,
        year=YEAR,
        month=month,
        cover={
            "meeting_date": date(YEAR, month, 18 + len(code) % 5),
            "resolution_number": f"{month:02d}-NQ/CB",
            "member_count": (count or 0) + admitted + _gained(code, month),
            "outstanding_count": rng.randint(4, 40),
            "prepared_by": "Lý Thị Hạnh",
            "head": "Nông Văn Lợi",
            **({} if people else {"difficulties": "Chưa có quần chúng ưu tú để giới thiệu."}),
        },
        people=people,
        modified=datetime(YEAR, month, 23, 2, len(code), tzinfo=UTC),
        establishment=WARD,
    )


def _gained(code: str, month: int) -> int:
    """Return how many members a chi bộ has gained by those that were merged into it."""
    return sum(count for _, _, _, count, _, _, last, successor in UNITS if successor == code and month > (last or 12))


def _row(person: tuple, code: str, month: int) -> dict[str, object] | None:
    """Return a person's row on a unit's list of a month, None where the person is not on it."""
    unit, name, birth, gender, category, position, home, steps, successor = person
    merged = bool(successor) and month > MONTHS[0]
    if code != (successor if merged else unit):
        return None
    last_day = Period(YEAR, month).last_day
    known = {key: value for key, value in steps.items() if not isinstance(value, date) or value <= last_day}
    if "decision" not in known:
        known.pop("decision_number", None)
    return {
        "name": name,
        "birth": birth,
        "gender": gender,
        "ethnic_group": "Tày" if name.startswith(("Bế", "Nông", "Hà", "Lương", "Vi")) else "Kinh",
        "union_member": "Có" if birth.year > 1995 else "Không",
        "education": "THPT",
        "qualification": "Đại học" if category in (PUBLIC_SERVICE, COMMUNE) else None,
        "category": category,
        "position": position,
        "home": home,
        "joined": date(YEAR, 7, 1) if merged else date(2025, 3, 15),
        "helpers": "Lý Thị Hạnh",
        "helper_assigned": date(YEAR, 7, 1) if merged else date(2025, 3, 15),
        **known,
    }
