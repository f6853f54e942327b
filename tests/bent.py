"""Bent files: from sound ones, by a seed, the damaged, odd and hostile files that offices receive.

Each function takes the randomness and a sound file, and returns what was done in words and the bent bytes. Equal seeds
give equal bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from bent_archives import ARCHIVE_BENDS
from bent_cells import CELL_BENDS
from bent_mails import MAIL_BENDS
from bent_outlook import OUTLOOK_BENDS
from bent_parts import PART_BENDS
from bent_zip import FILE_BENDS, MEMBER_BENDS, read_members, write_members
from office import admitted, form, key_of, person

from recruit.write.forms.book import form_bytes

if TYPE_CHECKING:
    from random import Random

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng")
_GIVEN = (
    "An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quý", "Sơn", "Tâm", "Uyên",
    "Vinh", "Xuân", "Yến", "Đạt", "Hạnh", "Kiên", "Loan", "Mạnh",
)  # fmt: skip

MOST_UNITS = len(_GIVEN)
"""How many units can have people of their own."""


# -- sound material ----------------------------------------------------------------------------------------------------


def people_of(number: int) -> list[dict[str, object]]:
    """Return the list of the unit with the given number: five people whom no other unit has, two of them admitted."""
    given = _GIVEN[number]
    return [
        person(f"{_FAMILIES[0]} Văn {given}", f"{number + 1:02d}/03/1990", note="Đã gặp"),
        admitted(
            f"{_FAMILIES[1]} Thị {given}", f"{number + 1:02d}/08/1992", gender="Nữ", decision_no=f"{number}/1-QĐ/ĐUK"
        ),
        person(f"{_FAMILIES[2]} Đức {given}", 1985, class_asked="02/02/2024", class_sent="10/03/2024"),
        admitted(f"{_FAMILIES[3]} Hữu {given}", f"{number + 1:02d}/12/1988", decision_no=f"{number}/2-QĐ/ĐUK"),
        person(f"{_FAMILIES[4]} Kim {given}", f"{number + 1:02d}/01/1995", helper=None, helper_day=None),
    ]


def good_workbook(rng: Random, unit: str, number: int) -> bytes:
    """Return a unit's sound workbook of November 2024, as one of several programs writes it."""
    return _good_workbook(rng.choice(("openpyxl", "dates", "issued")), unit, number)


@lru_cache(maxsize=256)
def _good_workbook(how: str, unit: str, number: int) -> bytes:
    people = people_of(number)
    if how == "issued":
        return _issued(unit, people)
    return form(unit, 11, people, edit=_real_dates if how == "dates" else None)


def _real_dates(book) -> None:
    """Turn the texts of days into cells of days, and merge, hide and comment what does no harm."""
    for row in book["Danh sách"].iter_rows(min_row=2):
        for cell in row:
            text = str(cell.value or "")
            if len(text) == 10 and text[2] == text[5] == "/":
                cell.value = datetime.strptime(text, "%d/%m/%Y")
                cell.number_format = "dd/mm/yyyy"
    book["Báo cáo"].merge_cells("D1:F2")
    book["Báo cáo"]["D1"] = "Ghi chép riêng của người lập biểu"


def _issued(unit: str, people: list[dict[str, object]]) -> bytes:
    """Return the product's own form, issued for the unit and filled in."""
    listed = [{key_of(key): value for key, value in one.items()} for one in people]
    cover = {"meeting_date": "20/11/2024", "resolution_number": "01-NQ/CB", "prepared_by": "Lê Thị Lan"}
    return form_bytes(
        unit_code=unit,
        unit_name=f"Chi bộ {unit}",
        year=2024,
        month=11,
        cover=cover,
        people=listed,
        modified=datetime(2024, 11, 24, tzinfo=UTC),
    )


def good_mail(rng: Random, *files: tuple[str, bytes], sender: str = "cb@vidu.example", kind=XLSX) -> bytes:
    """Return a sound mail with the given files, as one of several programs would send it."""
    mail = EmailMessage()
    mail["Received"] = "from may.vidu.example by thu.vidu.example; Sun, 24 Nov 2024 09:00:05 +0700"
    mail["From"] = f"Chi bộ <{sender}>"
    mail["To"] = "vanthu@vidu.example"
    mail["Subject"] = "Báo cáo tháng 11"
    mail["Date"] = format_datetime(datetime(2024, 11, 24, 2, tzinfo=UTC))
    mail["Message-ID"] = "<1@vidu.example>"
    mail.set_content("Kính gửi Thường trực Đảng ủy.\n")
    if rng.random() < 0.5:
        mail.add_alternative("<p>Kính gửi Thường trực Đảng ủy.</p>", subtype="html")
    for name, content in files:
        mail.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    # Equal seeds give equal bytes: the library would take boundaries from a generator of its own.
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_ranh_{number}_{rng.randrange(10**9)}")
    if rng.random() < 0.2:
        outer = EmailMessage()
        outer["From"], outer["Subject"], outer["Date"] = f"<{sender}>", "Fwd: Báo cáo", mail["Date"]
        outer.set_content("Chuyển tiếp.\n")
        outer.add_attachment(mail)
        outer.set_boundary(f"=_ngoai_{rng.randrange(10**9)}")
        mail = outer
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))


def good_archive(*files: tuple[str, bytes]) -> bytes:
    """Return a sound zip of the given files."""
    return write_members([*files])


# -- bent files --------------------------------------------------------------------------------------------------------


def bent_workbook(rng: Random, good: bytes) -> tuple[str, bytes]:
    """Return in words what was bent, and the bent workbook; `good` is a sound one."""
    notes: list[str] = []
    parts = dict(read_members(good))
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        note = _one_of(rng, (*PART_BENDS, *CELL_BENDS), parts)
        notes += [note] if note else []
    members = list(parts.items())
    if rng.random() < (0.2 if notes else 0.5):
        done = _one_of(rng, MEMBER_BENDS, members)
        if done:
            notes.append(done[0])
            members = done[1]
    data = write_members(members, stored=rng.random() < 0.3)
    if not notes or rng.random() < 0.15:
        done = _one_of(rng, FILE_BENDS, data)
        if done:
            notes.append(done[0])
            data = done[1]
    return "; ".join(notes), data


def bent_mail(rng: Random, good: bytes) -> tuple[str, bytes]:
    """Return in words what was bent, and the bent mail; `good` is a sound one."""
    return _bent_often(rng, MAIL_BENDS, good)


def bent_outlook(rng: Random, good: bytes) -> tuple[str, bytes]:
    """Return in words what was bent, and the bent .msg or winmail.dat; `good` is a sound one."""
    return _bent_often(rng, OUTLOOK_BENDS, good)


def bent_archive(rng: Random, good: bytes) -> tuple[str, bytes]:
    """Return in words what was bent, and the bent archive; `good` is a sound one."""
    note, data = _one_of(rng, ARCHIVE_BENDS, good)
    if rng.random() < 0.2:
        done = _one_of(rng, FILE_BENDS, data)
        if done:
            return f"{note}; {done[0]}", done[1]
    return note, data


def _bent_often(rng: Random, bends: tuple, data: bytes) -> tuple[str, bytes]:
    notes = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        done = _one_of(rng, bends, data)
        if done and done[1]:
            notes.append(done[0])
            data = done[1]
    return "; ".join(notes), data


def _one_of(rng: Random, bends: tuple, material):
    """Apply bends picked at random until one fits; None where none of some does."""
    for _ in range(20):
        done = rng.choice(bends)(rng, material)
        if done is not None:
            return done
    return None
