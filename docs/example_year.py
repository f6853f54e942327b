"""The example year in `input_examples`, made again by docs/make.py.

The committee, its targets, dates and signer are those of its own letter of March 2024; every person on a list is
invented. The year follows the form: when the declaration changes, run this again. Same seed, same bytes.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import unicodedata
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from letters import archive, archive_of_bytes, mail, mailbox, raw_mail
from outlook_files import msg, winmail

from recruit.model import Period
from recruit.run import measure
from recruit.write.forms.book import form_bytes
from recruit.write.forms.plan import plan_bytes
from recruit.write.package import seal
from recruit.write.summary.workbook import consolidated_bytes

YEAR = 2024
LAST_MONTH = 11
SEED = 472

INFO = {
    "year": YEAR,
    "place_name": "Lào Cai",
    "upper_heading": "ĐẢNG BỘ KHỐI CQ-DN TỈNH",
    "upper_name": "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh",
    "upper_short": "Đảng ủy Khối CQ-DN tỉnh",
    "heading": "ĐẢNG ỦY VĂN PHÒNG UBND TỈNH",
    "name": "Đảng ủy Văn phòng UBND tỉnh",
    "short": "Đảng ủy Văn phòng",
    "symbol": "CV/ĐU",
    "admission_target": 3,
    "class_target": 2,
    "grounds": "Thông báo số 472-TB/ĐUK ngày 12/3/2024 của Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh về chỉ tiêu đăng "
    "ký, phấn đấu thực hiện kế hoạch kết nạp đảng viên năm 2024\n"
    "Kế hoạch số 13-KH/ĐU ngày 02/02/2024 của Đảng ủy Văn phòng UBND tỉnh về phát triển đảng viên năm 2024",
    "due_day": 25,
    "completion_deadline": date(YEAR, 11, 30),
    "reporting_deadline": date(YEAR, 12, 3),
    "establishment": "Cơ quan Nhà nước",
    "office_addresses": "vanphong@vidu.example; thuky@vidu.example",
    "edition": "",
    "yearly_kind": "Công văn",
    "authority": "T/M ĐẢNG ỦY",
    "signer_office": "BÍ THƯ",
    "signer": "Phan Quốc Nghĩa",
    "archive": "VT, ĐU",
}

UNITS = [
    ("CB01", "Chi bộ Tổng hợp", "Chi bộ", "Nguyễn Hữu Tuấn", 1, 0),
    ("CB02", "Chi bộ Kinh tế", "Chi bộ", "Nguyễn Hữu Tuấn", 1, 0),
    ("CB03", "Chi bộ Nội chính", "Chi bộ", "Trần Thị Hồng Vân", 0, 1),
    ("CB04", "Chi bộ Khoa giáo - Văn xã", "Chi bộ", "Trần Thị Hồng Vân", 1, 0),
    ("CB05", "Chi bộ Hành chính - Tổ chức", "Chi bộ", "Lý Seo Pao", 0, 1),
    ("CB06", "Chi bộ Quản trị - Tài vụ", "Chi bộ", "Lý Seo Pao", 0, 0),
    ("CB07", "Chi bộ Trung tâm Thông tin", "Chi bộ", "Đỗ Mạnh Cường", 0, 0),
    ("CB08", "Chi bộ Nhà khách", "Chi bộ", "Đỗ Mạnh Cường", 0, 0),
    ("DT01", "Đoàn Thanh niên Văn phòng", "Đoàn thể", "Đỗ Mạnh Cường", None, None),
]

RECIPIENTS = [
    {"document": "Báo cáo tháng", "block": "Kính gửi", "text": "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh"},
    {"document": "Báo cáo năm", "block": "Kính gửi", "text": "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh"},
    {"document": "Giao chỉ tiêu", "block": "Kính gửi", "text": "Các đồng chí Ủy viên BCH Đảng bộ Văn phòng"},
    {"document": "Giao chỉ tiêu", "block": "Kính gửi", "text": "Chi bộ, tổ chức đoàn thể trực thuộc"},
    {"document": "Giao chỉ tiêu", "block": "Nơi nhận", "text": "Đảng ủy Khối CQ-DN tỉnh (b/c)"},
    {"document": "", "block": "Nơi nhận", "text": "Như trên"},
]


def day(text: str) -> date:
    """Return the day that `5/3` (of the year) or `5/3/2020` names."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) == 3 else YEAR, parts[1], parts[0])


def person(name: str, birth: str, gender: str, ethnic_group: str, position: str, joined: str, **steps: object) -> dict:
    """Return a person; steps given as `5/3` are days, everything else is the cell's text."""
    values: dict[str, object] = {
        "name": name,
        "birth": day(birth),
        "gender": gender,
        "ethnic_group": ethnic_group,
        "union_member": "Có",
        "education": "THPT",
        "qualification": "Đại học",
        "category": "Cán bộ, công chức cơ quan Nhà nước",
        "position": position,
        "joined": day(joined),
        "helper_assigned": day(joined),
    }
    for key, value in steps.items():
        values[key] = (
            day(value)
            if isinstance(value, str)
            and value.count("/") in (1, 2)
            and value[0].isdigit()
            and value.replace("/", "").isdigit()
            else value
        )
    return values


PEOPLE: dict[str, list[dict]] = {
    "CB01": [
        person(
            "Nguyễn Thị Minh Hà",
            "14/8/1994",
            "Nữ",
            "Kinh",
            "Chuyên viên, Phòng Tổng hợp",
            "18/9/2022",
            helpers="Lê Quang Dũng",
            task="Theo dõi chuyển đổi số",
            class_proposed="20/2/2023",
            class_sent="15/3/2023",
            certificate_number="45/GCN",
            certificate="14/4/2023",
            procedure_proposed="22/1",
            agreed="5/2",
            resolution="26/2",
            decision_number="31-QĐ/ĐUK",
            decision="18/3",
            ceremony="29/3",
        ),
        person(
            "Giàng A Sử",
            "02/9/1996",
            "Nam",
            "Mông",
            "Chuyên viên, Phòng Tổng hợp",
            "22/1",
            helpers="Lê Quang Dũng; Phạm Thu Hương",
            task="Giúp việc tổ công tác cải cách hành chính",
            class_proposed="23/5",
            class_sent="17/6",
            certificate_number="127/GCN",
            certificate="12/7",
        ),
    ],
    "CB02": [
        person(
            "Lò Thị Thúy",
            "21/11/1993",
            "Nữ",
            "Thái",
            "Chuyên viên, Phòng Kinh tế",
            "20/3/2023",
            helpers="Hoàng Văn Khải",
            task="Theo dõi đầu tư công",
            class_proposed="22/5/2023",
            class_sent="14/6/2023",
            certificate_number="88/GCN",
            certificate="10/7/2023",
            procedure_proposed="24/6",
            agreed="8/7",
            resolution="26/8",
            decision_number="77-QĐ/ĐUK",
            decision="16/9",
            ceremony="30/9",
        ),
        person(
            "Vũ Đức Anh",
            "05/3/1997",
            "Nam",
            "Kinh",
            "Chuyên viên, Phòng Kinh tế",
            "25/9/2023",
            helpers="Hoàng Văn Khải",
            task="Tổng hợp báo cáo kinh tế",
            left="20/6",
            leaving_reason="Chuyển sang đơn vị khác",
        ),
    ],
    "CB03": [
        person(
            "Trần Quốc Toản",
            "30/4/1992",
            "Nam",
            "Kinh",
            "Chuyên viên, Phòng Nội chính",
            "19/2",
            helpers="Bùi Thị Nga",
            task="Theo dõi tiếp công dân",
            class_proposed="22/4",
            class_sent="17/6",
            certificate_number="128/GCN",
            certificate="12/7",
            procedure_proposed="23/10",
        ),
        person(
            "Hoàng Thị Hoà",
            "11/12/1995",
            "Nữ",
            "Tày",
            "Chuyên viên, Phòng Nội chính",
            "20/5",
            helpers="Bùi Thị Nga",
            task="Phụ trách hồ sơ kiểm tra",
            class_proposed="23/10",
        ),
    ],
    "CB04": [
        person(
            "Phạm Ngọc Lâm",
            "09/7/1990",
            "Nam",
            "Kinh",
            "Chuyên viên, Phòng Khoa giáo - Văn xã",
            "21/8/2023",
            helpers="Đinh Thị Lý",
            task="Theo dõi lĩnh vực y tế",
            class_proposed="20/10/2023",
            class_sent="15/11/2023",
            certificate_number="140/GCN",
            certificate="11/12/2023",
            procedure_proposed="20/2",
            agreed="4/3",
            resolution="25/3",
            decision_number="52-QĐ/ĐUK",
            decision="15/5",
            left="12/9",
            leaving_reason="Hủy quyết định kết nạp",
            note="Có đơn xin chưa vào Đảng",
        ),
        person(
            "Tẩn Mẩy Lin",
            "17/1/1998",
            "Nữ",
            "Dao",
            "Chuyên viên, Phòng Khoa giáo - Văn xã",
            "22/1",
            helpers="Đinh Thị Lý",
            task="Theo dõi lĩnh vực giáo dục",
            class_proposed="24/6",
        ),
    ],
    "CB05": [
        person(
            "Vũ Đức Anh",
            "05/3/1997",
            "Nam",
            "Kinh",
            "Chuyên viên, Phòng Hành chính - Tổ chức",
            "20/6",
            helpers="Ngô Thanh Tùng",
            task="Phụ trách văn thư",
            class_proposed="22/7",
            class_sent="16/10",
        ),
        person(
            "Nông Văn Thắng",
            "26/2/1989",
            "Nam",
            "Nùng",
            "Lái xe, Phòng Hành chính - Tổ chức",
            "18/3",
            helpers="Ngô Thanh Tùng",
            task="Bảo đảm an toàn xe",
            category="Khác",
            qualification="Trung cấp",
        ),
        person(
            "Đặng Thu Trang",
            "08/10/1999",
            "Nữ",
            "Kinh",
            "Nhân viên lễ tân",
            "22/4",
            helpers="Ngô Thanh Tùng",
            task="Phục vụ hội nghị",
            category="Khác",
            qualification="Cao đẳng",
            left="23/9",
            leaving_reason="Xin rút",
        ),
    ],
    "CB06": [
        person(
            "Bàn Thị Mùi",
            "03/6/1991",
            "Nữ",
            "Dao",
            "Kế toán, Phòng Quản trị - Tài vụ",
            "23/10/2023",
            helpers="Cao Văn Sơn",
            task="Thực hiện tự chủ tài chính",
        ),
    ],
    "CB07": [
        person(
            "Lý Láo Tả",
            "12/5/1996",
            "Nam",
            "Dao",
            "Viên chức, Trung tâm Thông tin",
            "19/2",
            helpers="Mai Thị Tươi",
            task="Vận hành cổng thông tin",
            category="Viên chức",
        ),
        person(
            "Nguyễn Văn Hưng",
            "24/9/1993",
            "Nam",
            "Kinh",
            "Viên chức, Trung tâm Thông tin",
            "19/2",
            helpers="Mai Thị Tươi",
            task="Quản trị mạng",
            category="Viên chức",
        ),
    ],
    "CB08": [],
    "DT01": [
        person(
            "Giàng A Sử",
            "02/9/1996",
            "Nam",
            "Mông",
            "Ủy viên Ban Chấp hành Đoàn",
            "22/1",
            helpers="Lê Quang Dũng",
            task="Tham gia đội tình nguyện",
        ),
        person(
            "Sùng Thị Mai",
            "15/4/2001",
            "Nữ",
            "Mông",
            "Nhân viên hợp đồng",
            "20/5",
            helpers="Phạm Thu Hương",
            task="Phụ trách phong trào thanh niên",
            category="Khác",
            qualification="Cao đẳng",
        ),
    ],
}

HEADS = [
    "Lê Quang Dũng",
    "Hoàng Văn Khải",
    "Bùi Thị Nga",
    "Đinh Thị Lý",
    "Ngô Thanh Tùng",
    "Cao Văn Sơn",
    "Mai Thị Tươi",
    "Tạ Đình Long",
    "Phạm Thu Hương",
]

ACHIEVEMENTS = [
    "Đã phân công đảng viên giúp đỡ từng cảm tình Đảng.",
    "Sinh hoạt chi bộ đúng kỳ, có nội dung tạo nguồn.",
    "Cảm tình Đảng đều hoàn thành tốt nhiệm vụ được giao.",
    "",
]
DIFFICULTIES = [
    "",
    "Không",
    "Nguồn ít, phần lớn công chức trẻ đã là đảng viên.",
    "Việc thẩm tra lý lịch ở xa mất nhiều thời gian.",
]
PROPOSALS = ["", "Không có", "Đề nghị mở thêm lớp bồi dưỡng nhận thức về Đảng trong quý I.", "-"]


def as_of(people: list[dict], month: int) -> list[dict]:
    """Return the list as the unit knew it at the month's end: later steps, and people who join later, are not there."""
    last = Period(YEAR, month).last_day
    listed = []
    for values in people:
        if values["joined"] > last:
            continue
        known = {key: value for key, value in values.items() if not isinstance(value, date) or value <= last}
        for step, companion in (
            ("certificate", "certificate_number"),
            ("decision", "decision_number"),
            ("left", "leaving_reason"),
            ("left", "note"),
        ):
            if step not in known:
                known.pop(companion, None)
        # A ceremony may be announced once the decision is there.
        if "decision" in known and "ceremony" in values:
            known["ceremony"] = values["ceremony"]
        listed.append(known)
    return listed


def cover(unit: int, month: int, rng: random.Random) -> dict[str, object]:
    """Return what the unit's secretary wrote on the first sheet."""
    return {
        "meeting_date": date(YEAR, month, 20 + unit % 4),
        "resolution_number": f"{month:02d}-NQ/CB",
        "member_count": 12 + 2 * unit,
        "outstanding_count": 3 + unit,
        "prepared_by": HEADS[(unit + 3) % len(HEADS)],
        "phone": f"0214 3000 {100 + unit}",
        "head": HEADS[unit],
        "achievements": rng.choice(ACHIEVEMENTS),
        "difficulties": rng.choice(DIFFICULTIES),
        "proposals": rng.choice(PROPOSALS),
    }


def sent_at(unit: int, month: int) -> datetime:
    """Return when the file was last saved: around the 24th, in office hours."""
    return datetime(YEAR, month, 23 + unit % 3, 1 + unit, 10 * (unit % 6), tzinfo=UTC)


def report(unit: int, month: int, rng: random.Random, people: list[dict], *, later: int = 0) -> bytes:
    """Return a unit's workbook; `later` days after its usual time."""
    code, name, *_ = UNITS[unit]
    return form_bytes(
        unit_code=code,
        unit_name=name,
        year=YEAR,
        month=month,
        cover=cover(unit, month, rng),
        people=people,
        members=members(code, month),
        modified=sent_at(unit, month) + timedelta(days=later),
    )


# -- as people really fill it in ---------------------------------------------------------------------------------------


def decomposed(text: str) -> str:
    """Return `text` as a Mac types it."""
    return unicodedata.normalize("NFD", text)


def untidy(people: list[dict], month: int) -> list[dict]:
    """Return the list in the spellings of a secretary in a hurry; every value means what it meant."""
    changed = [dict(values) for values in people]
    for index, values in enumerate(changed):
        born, joined = values["birth"], values["joined"]
        values["name"] = [values["name"].upper(), decomposed(values["name"]), values["name"].replace(" ", "  ", 1)][
            index % 3
        ]
        values["birth"] = [f"{born.day}.{born.month}.{born.year}", f"{born.day}-{born.month}-{born.year % 100:02d}"][
            index % 2
        ]
        values["joined"] = f"ngày {joined.day} tháng {joined.month} năm {joined.year}"
        values["gender"] = values["gender"].lower()
        values["union_member"] = "x"
        values["education"] = "12/12"
        values["qualification"] = {"Đại học": "ĐH", "Cao đẳng": "CĐ"}.get(
            values["qualification"], values["qualification"]
        )
        values["ethnic_group"] = {"Mông": "H'Mông", "Dao": "Dao đỏ"}.get(values["ethnic_group"], values["ethnic_group"])
    return changed


def rearranged(data: bytes, modified: datetime) -> bytes:
    """Return the workbook as a unit that knows Excel too well sends it: sheet renamed, a title above, a row hidden."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    sheet = book["Danh sách"]
    sheet.protection.sheet = False
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(1)
    sheet.insert_rows(1, 2)
    sheet["B1"] = "DANH SÁCH CẢM TÌNH ĐẢNG"
    sheet.title = "T11"
    sheet.row_dimensions[5].hidden = True
    sheet.freeze_panes = None
    out = BytesIO()
    book.save(out)
    return seal(out.getvalue(), modified)


BAD_ROWS = [
    # A date that does not exist, a choice that is none, a decision without its number, a reason without its day.
    {
        "name": "Hà Văn Quyết",
        "birth": "31/4/1995",
        "gender": "Nam",
        "ethnic_group": "Tày",
        "education": "THPT",
        "position": "Viên chức, Trung tâm Thông tin",
        "joined": date(YEAR, 8, 19),
        "helpers": "Mai Thị Tươi",
    },
    {
        "name": "Cư Seo Dính",
        "birth": date(1997, 2, 3),
        "gender": "Nam",
        "ethnic_group": "Mông",
        "education": "THPT",
        "qualification": "Đại họcc",
        "position": "Viên chức, Trung tâm Thông tin",
        "joined": date(YEAR, 8, 19),
        "helpers": "Mai Thị Tươi",
    },
    {
        "name": "Đào Thị Xuân",
        "birth": date(1994, 6, 6),
        "gender": "Nữ",
        "ethnic_group": "Kinh",
        "education": "THPT",
        "position": "Viên chức, Trung tâm Thông tin",
        "joined": date(YEAR, 2, 19),
        "helpers": "Mai Thị Tươi",
        "certificate": date(2023, 12, 11),
        "certificate_number": "141/GCN",
        "procedure_proposed": date(YEAR, 8, 19),
        "agreed": date(YEAR, 9, 4),
        "resolution": date(YEAR, 10, 21),
        "decision": date(YEAR, 11, 11),
    },
    {
        "name": "Lục Văn Nghiệp",
        "birth": date(1992, 10, 27),
        "gender": "Nam",
        "ethnic_group": "Nùng",
        "education": "THPT",
        "position": "Viên chức, Trung tâm Thông tin",
        "joined": date(YEAR, 5, 20),
        "helpers": "Mai Thị Tươi",
        "leaving_reason": "Xin rút",
    },
]

# A year ago one was admitted in May and two in October; one was sent to class in March and two in September.
LAST_YEAR = [
    {
        "month": month,
        "admitted": (month >= 5) + 2 * (month >= 10),
        "class_sent": (month >= 3) + 2 * (month >= 9),
        "recognised": int(month >= 6),
    }
    for month in range(1, 13)
]


_BEFORE = {
    "class_proposed": date(2022, 3, 10),
    "class_sent": date(2022, 4, 12),
    "certificate_number": "18/GCN",
    "certificate": date(2022, 5, 20),
    "procedure_proposed": date(YEAR - 1, 2, 20),
    "agreed": date(YEAR - 1, 3, 6),
}
_IN_SEPTEMBER = {"class_proposed": date(YEAR - 1, 8, 21), "class_sent": date(YEAR - 1, 9, 12)}
_GONE = {"left": date(YEAR - 1, 12, 20), "leaving_reason": "Chuyển khỏi Đảng bộ"}


def _of_last_year(name: str, birth: str, gender: str, position: str, **steps: object) -> dict:
    return person(name, birth, gender, "Kinh", position, "14/2/2022", helpers="Lê Quang Dũng", **steps)


PEOPLE_OF_LAST_YEAR: dict[str, list[dict]] = {
    "CB01": [
        _of_last_year("Trịnh Thị Hòa", "3/3/1995", "Nữ", "Chuyên viên", class_sent=date(YEAR - 1, 3, 15), **_GONE),
    ],
    "CB02": [
        _of_last_year("Đặng Văn Hiếu", "19/7/1993", "Nam", "Chuyên viên, Phòng Kinh tế", **_BEFORE)
        | {"resolution": date(YEAR - 1, 4, 18), "decision_number": "22-QĐ/ĐUK"}
        | {"decision": date(YEAR - 1, 5, 15), "ceremony": date(YEAR - 1, 5, 25)},
    ],
    "CB03": [_of_last_year("Hứa Văn Lập", "8/8/1996", "Nam", "Chuyên viên", **_IN_SEPTEMBER, **_GONE)],
    "CB04": [
        _of_last_year("Phạm Quốc Thịnh", "21/1/1992", "Nam", "Chuyên viên, Phòng Khoa giáo", **_BEFORE)
        | {"resolution": date(YEAR - 1, 9, 18), "decision_number": "51-QĐ/ĐUK"}
        | {"decision": date(YEAR - 1, 10, 16), "ceremony": date(YEAR - 1, 10, 27)},
    ],
    "CB05": [
        _of_last_year("Ma Thị Lệ", "5/11/1997", "Nữ", "Văn thư, Phòng Hành chính", **_BEFORE)
        | {"resolution": date(YEAR - 1, 9, 11), "decision_number": "49-QĐ/ĐUK"}
        | {"decision": date(YEAR - 1, 10, 10), "ceremony": date(YEAR - 1, 10, 20)},
    ],
    "CB06": [_of_last_year("Lừu Thị Sua", "2/2/1998", "Nữ", "Kế toán", **_IN_SEPTEMBER, **_GONE)],
}
"""Who was on the lists a year ago, with the steps that LAST_YEAR counts; three of them are probationary members now."""

ANSWERS: dict[str, dict[str, object]] = {
    "CB02": {
        "class_number": "30/GCN",
        "class_day": date(YEAR, 4, 19),
        "reviewed": date(YEAR, 6, 3),
        "recognition_number": "36-QĐ/ĐUK",
        "recognised": date(YEAR, 6, 24),
    },
    "CB05": {"class_number": "44/GCN", "class_day": date(YEAR, 9, 13), "reviewed": date(YEAR, 11, 4)},
}
"""What the units answered of these; the third unit has still to look at its own."""


def members(code: str, month: int) -> list[dict[str, object]]:
    """Return a unit's probationary members of last year, with what it has answered by the month's end."""
    last = Period(YEAR, month).last_day
    answers = {
        key: value for key, value in ANSWERS.get(code, {}).items() if not isinstance(value, date) or value <= last
    }
    for day_key, number in (("class_day", "class_number"), ("recognised", "recognition_number")):
        if day_key not in answers:
            answers.pop(number, None)
    return [
        {**{key: values[key] for key in ("name", "birth", "ceremony")}, **answers}
        for values in PEOPLE_OF_LAST_YEAR.get(code, [])
        if "ceremony" in values
    ]


def last_years_workbooks(units: list[dict]) -> dict[str, bytes]:
    """Return the office's own consolidated workbooks of last year, by file name: of this month, and of the year's end."""
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder)
        info = INFO | {"year": YEAR - 1, "completion_deadline": date(YEAR - 1, 11, 30), "reporting_deadline": None}
        (inbox / "ke_hoach.xlsx").write_bytes(plan_bytes(info, units, RECIPIENTS))
        for month in (LAST_MONTH, 12):
            last = Period(YEAR - 1, month).last_day
            for unit in units:
                known = [
                    {key: value for key, value in values.items() if not isinstance(value, date) or value <= last}
                    for values in PEOPLE_OF_LAST_YEAR.get(unit["code"], [])
                ]
                for values in known:
                    if "left" not in values:
                        values.pop("leaving_reason", None)
                form = form_bytes(
                    unit_code=unit["code"],
                    unit_name=unit["name"],
                    year=YEAR - 1,
                    month=month,
                    cover={"meeting_date": date(YEAR - 1, month, 21), "member_count": unit["member_count"]},
                    people=known,
                    modified=datetime(YEAR - 1, month, 24, 3, tzinfo=UTC),
                )
                (inbox / f"{unit['code']}_{month}.xlsx").write_bytes(form)
        for month in (LAST_MONTH, 12):
            period = Period(YEAR - 1, month)
            made[f"tong_hop_{period}.xlsx"] = consolidated_bytes(measure(inbox, period=period))
    return made


def make(folder: Path) -> None:
    """Write the year into `folder`; what an earlier call wrote there is replaced."""
    rng = random.Random(SEED)
    for old in (*folder.glob("thang_*"), *folder.glob("nam_truoc")):
        shutil.rmtree(old)
    units = [
        {
            "code": code,
            "name": name,
            "kind": kind,
            "committee_member": member,
            "admission_target": admissions,
            "class_target": classes,
            "member_count": 12 + 2 * index,
            "phone": f"0214 3000 {100 + index}",
            "addresses": f"{code.casefold()}@vidu.example",
        }
        for index, (code, name, kind, member, admissions, classes) in enumerate(UNITS)
    ]
    (folder / "ke_hoach_nam_2024.xlsx").write_bytes(plan_bytes(INFO, units, RECIPIENTS, last_year=LAST_YEAR))
    (folder / "nam_truoc").mkdir()
    for file_name, content in last_years_workbooks(units).items():
        (folder / "nam_truoc" / file_name).write_bytes(content)
    for month in range(1, LAST_MONTH + 1):
        month_folder = folder / f"thang_{month:02d}"
        month_folder.mkdir(parents=True)
        sent = []
        for index, (code, name, *_) in enumerate(UNITS):
            for number, (file_name, content) in enumerate(_sent(index, code, month, rng).items()):
                moment = sent_at(index, month) + timedelta(days=2 * number, hours=1)
                sent.append(Sending(index, file_name.format(code=code, name=name, month=month), content, moment))
        carry = CARRIERS.get(month, as_files)
        for file_name, content in carry(month, sent).items():
            (month_folder / file_name).write_bytes(content)


def _sent(unit: int, code: str, month: int, rng: random.Random) -> dict[str, bytes]:
    """Return what a unit sent in a month, by file name."""
    people = as_of(PEOPLE[code], month)
    usual = "{code}_thang_{month:02d}.xlsx"
    if code == "CB08" or (code == "CB06" and month == LAST_MONTH):
        return {}
    if code == "CB03" and month == 10:
        # The first send forgot what the meeting had proposed; two days later it was corrected.
        first = [{key: value for key, value in values.items() if value != day("23/10")} for values in people]
        state = rng.getstate()
        early = report(unit, month, rng, first)
        rng.setstate(state)
        return {usual: early, "{code}_thang_{month:02d} (sửa lại).xlsx": report(unit, month, rng, people, later=2)}
    if code == "CB04" and month == 9:
        data = report(unit, month, rng, people)
        return {usual: data, "Báo cáo tháng 9 {name}.xlsx": data}
    if code == "CB05" and month >= 6:
        return {"{name} T{month}.xlsx": report(unit, month, rng, untidy(people, month))}
    if code == "CB02" and month == LAST_MONTH:
        return {usual: rearranged(report(unit, month, rng, people), sent_at(unit, month))}
    if code == "CB07" and month == LAST_MONTH:
        twice = [people[0] | {"name": people[0]["name"].upper()}]
        return {usual: report(unit, month, rng, [*people, *BAD_ROWS, *twice])}
    return {usual: report(unit, month, rng, people)}


# -- how it came to the office -----------------------------------------------------------------------------------------


class Sending(NamedTuple):
    """A workbook on its way: the unit's index, the file's name and bytes, and when it was sent."""

    unit: int
    name: str
    data: bytes
    moment: datetime

    @property
    def code(self) -> str:
        return UNITS[self.unit][0]

    @property
    def address(self) -> str:
        return f"{self.code.casefold()}@vidu.example"

    @property
    def sender(self) -> str:
        return f"{UNITS[self.unit][1]} <{self.address}>"


def as_files(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """The clerk saved the attachments one by one."""
    return {sending.name: sending.data for sending in sent}


def letter(sending: Sending, month: int, *more: tuple[str, bytes]) -> bytes:
    """Return the mail that carries a workbook, with what else was attached."""
    return mail(
        (sending.name, sending.data),
        *more,
        sender=sending.sender,
        sent=sending.moment,
        received=(sending.moment + timedelta(minutes=2),),
        subject=f"Báo cáo tháng {month} - {UNITS[sending.unit][1]}",
        text=f"Kính gửi Văn phòng Đảng ủy,\n{UNITS[sending.unit][1]} gửi báo cáo tháng {month}/{YEAR}.\n",
    )


def as_mails(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """Each unit's mail was saved as it is; some sign with a picture."""
    files: dict[str, bytes] = {}
    for sending in sent:
        again = " (sửa lại)" if "sửa lại" in sending.name else ""
        picture = [("chữ ký.png", SIGNATURE)] if sending.unit % 3 == 0 else []
        files[f"Thư {sending.code} tháng {month}{again}.eml"] = letter(sending, month, *picture)
    return files


def as_mailbox(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """The mail program exported its folder."""
    return {f"Hộp thư tháng {month}.mbox": mailbox(*(letter(sending, month) for sending in sent))}


def as_archive(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """An old program packed them: names in windows-1258, a Mac's shadow files between them."""
    members: dict[bytes, bytes] = {}
    for sending in sent:
        name = f"Báo cáo tháng {month}/{sending.name}"
        members[name.translate(_OLD_LETTERS).encode("cp1258")] = sending.data
        members[f"__MACOSX/._{sending.code}.xlsx".encode()] = b"\x00\x05\x16\x07"
    return {f"Báo cáo tháng {month}.zip": archive_of_bytes(members)}


_OLD_LETTERS = str.maketrans({"ộ": "ô\u0323", "ấ": "â\u0301", "ổ": "ô\u0309", "ị": "i\u0323"})


def as_archives_in_an_archive(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """Each unit packed its file, and somebody packed the packs."""
    packed = {f"{sending.code}.zip": archive({sending.name: sending.data}) for sending in sent}
    return {f"Các chi bộ tháng {month}.zip": archive(packed)}


def as_forwarded(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """A colleague forwarded all the mails as attachments of one."""
    last = max(sending.moment for sending in sent) + timedelta(days=1)
    inside = tuple(letter(sending, month) for sending in sent)
    text = "Chuyển tiếp thư của các đơn vị."
    data = mail(sender="thuky@vidu.example", sent=last, subject=f"Fwd: báo cáo tháng {month}", text=text, inside=inside)
    return {f"Chuyển tiếp báo cáo tháng {month}.eml": data}


def as_outlook(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """Outlook saved its own kind of file; one unit's Outlook sends winmail.dat, and sent it late."""
    files: dict[str, bytes] = {}
    for sending in sent:
        if sending.code == "DT01":
            late = sending._replace(moment=sending.moment + timedelta(days=4), name="winmail.dat")
            carried = winmail(attachments=[(sending.name, sending.data)])
            files[f"Thư {sending.code} tháng {month}.eml"] = letter(late._replace(data=carried), month)
        else:
            files[f"Thư {sending.code} tháng {month}.msg"] = msg(
                sender=sending.address,
                sender_name=UNITS[sending.unit][1],
                subject=f"Báo cáo tháng {month}",
                submitted=sending.moment,
                delivered=sending.moment + timedelta(minutes=2),
                attachments=[(sending.name, sending.data)],
            )
    return files


SIGNATURE = b"\x89PNG\r\n\x1a\n" + bytes(60)
SCAN = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200)


def as_mails_with_rubbish(month: int, sent: list[Sending]) -> dict[str, bytes]:
    """What an inbox holds beside the reports: thanks, a link, a scan, an invitation, our own mail come back."""
    day_before = datetime(YEAR, month, 22, 2, tzinfo=UTC)
    issued = form_bytes(unit_code="CB08", unit_name="Chi bộ Nhà khách", year=YEAR, month=month)
    ours = mail(("bieu_bao_cao_CB08.xlsx", issued), sender="vanphong@vidu.example", sent=day_before, subject="Biểu mới")
    returned = mail(sender="MAILER-DAEMON@vidu.example", sent=day_before, subject="Thư không gửi được", inside=(ours,))
    invitation = raw_mail(
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"
    )
    scan = [("trang 1.jpg", SCAN), ("trang 2.jpg", SCAN + b"2")]
    link = "Em gửi báo cáo: https://kho.vidu.example/bao-cao-thang-11"
    return as_mails(month, sent) | {
        "Re cảm ơn.eml": mail(
            sender="cb03@vidu.example", sent=day_before, subject="Re: Biểu mới", text="Đã nhận, cảm ơn."
        ),
        "Gửi bản chụp.eml": mail(*scan, sender="cb06@vidu.example", sent=day_before, subject=f"Báo cáo tháng {month}"),
        "Gửi liên kết.eml": mail(sender="cb08@vidu.example", sent=day_before, subject="Báo cáo", text=link),
        "Mời họp.eml": invitation,
        "Thư trả lại.eml": returned.replace(b"multipart/mixed", b"multipart/report", 1),
    }


CARRIERS = {
    2: as_mails,
    3: as_mailbox,
    4: as_archive,
    5: as_archives_in_an_archive,
    6: as_forwarded,
    8: as_outlook,
    10: as_mails,
    11: as_mails_with_rubbish,
}
