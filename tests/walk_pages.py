"""Documents with tables of any length, laid out by LibreOffice, and what a clerk would circle on their pages.

As a command it walks every length from 0 to 200 in every document, which takes about a quarter of an hour:

    .venv/bin/python tests/walk_pages.py
    .venv/bin/python tests/walk_pages.py 30 60 --only cong_van_bao_cao
"""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
from libreoffice import pdfs
from paper_samples import few_units, of_examples

from recruit.letters import documents

_LONG = "Chi bộ Trung tâm Phục vụ hành chính công, Kiểm soát thủ tục"
_NOTE = "Đoàn Thanh niên: Chung với chi bộ: 01 người."
_ROW = re.compile(r"Hàng(\d{3})")
_BEGINS = re.compile(r"PHỤ LỤC|PHIẾU THEO DÕI|^DANH SÁCH$", re.MULTILINE)
_LEADS_IN = re.compile(r"(?:như sau|sau đây|các đơn vị|chính thức):$")
_AT_ONCE = 50
_NUMBER = re.compile(r"^\d{1,3}$")


class Paper(NamedTuple):
    """A document to be walked: how it is made with so many rows, and whether text goes on under its table."""

    make: Callable[[int], bytes]
    goes_on: bool = False


def _rows(count: int, name: str, **others: str) -> list[dict[str, str]]:
    """Return rows that can be told apart on paper; every third takes two lines in most columns."""
    return [
        {**others, "stt": str(n), name: f"Hàng{n:03d} {_LONG if n % 3 == 0 else 'Chi bộ Tổng hợp'}"}
        for n in range(1, count + 1)
    ]


def _row_of(document: documents.Document, table: str) -> dict[str, str]:
    return {name.parts[-1]: name.example for name in document.names if name.path.startswith(f"{table}[].")}


def _made(document: documents.Document, tables: Iterable[str], **others: object) -> Callable[[int], bytes]:
    def make(count: int) -> bytes:
        rows = {table: _rows(count, "ten", **_row_of(document, table)) for table in tables}
        return of_examples(document, 1, few_units().plan, **{**rows, **others})

    return make


def _letter_on_grounds(count: int) -> bytes:
    """Return a letter with so many grounds, so that what leads in to its results comes to stand anywhere on the page."""
    rows = {table: _rows(2, "ten", **_row_of(documents.MONTHLY, table)) for table in _UNITS}
    return of_examples(documents.MONTHLY, 1, few_units().plan, cac_can_cu=["Kế hoạch số 13-KH/ĐU"] * count, **rows)


def _slips(members: int) -> Callable[[int], bytes]:
    def make(count: int) -> bytes:
        row = {name.parts[-1]: name.example for name in documents.DIGEST.names if ".bang[]." in name.path}
        slip = {
            "bang": _rows(count, "ten", **row),
            "du_bi_n": members,
            "du_bi": ["Chi bộ Một: 02 đảng viên dự bị"] * members,
        }
        return of_examples(documents.DIGEST, 1, few_units().plan, cac_phieu=_slip(slip))

    return make


def _slip(changed: dict[str, object]) -> list[dict[str, object]]:
    from recruit.letters.names import example_context

    return [{**example_context(documents.DIGEST.names, 1)["cac_phieu"][0], **changed}]


_PEOPLE = ("bang_ket_nap", "bang_hoc")
_UNITS = ("bang_don_vi", *_PEOPLE)
_DUE = {"don_vi": "Chi bộ Một", "het": "29/3/2025", "viec": "quá hạn xét"}


def _sitting(cases: int | None, due: int | None) -> Callable[[int], bytes]:
    """Return lists with so many cases and members who are due; None is the length that is walked."""

    def make(count: int) -> bytes:
        asked, members = (count if number is None else number for number in (cases, due))
        rows = _rows(asked, "ten", **_row_of(documents.SITTING, "bang_truong_hop"))
        said = {"n": members, "so": f"{members:02d}", "bang": _rows(members, "ten", **_DUE)}
        return of_examples(
            documents.SITTING, 1, few_units().plan, so_truong_hop_n=asked, bang_truong_hop=rows, du_bi=said
        )

    return make


PAPERS = {
    **{
        f"cong_van_bao_cao, {notes} ghi chú": Paper(_made(documents.MONTHLY, _UNITS, ghi_chu_phu_luc=[_NOTE] * notes))
        for notes in (0, 1, 4)
    },
    "cong_van_bao_cao, căn cứ": Paper(_letter_on_grounds),
    "bao_cao_nam": Paper(_made(documents.YEARLY, _UNITS, ghi_chu_phu_luc=[_NOTE])),
    "bao_cao_ky": Paper(_made(documents.PERIODIC, ("bang_ky", *_PEOPLE))),
    **{
        f"cong_van_giao_chi_tieu, {notes} ghi chú": Paper(
            _made(documents.ASSIGNING, ("bang_don_vi",), ghi_chu_phu_luc=[_NOTE] * notes)
        )
        for notes in (0, 1)
    },
    "cong_van_don_doc": Paper(_made(documents.URGING, ("bang_nguoi",)), goes_on=True),
    "cong_van_don_doc_chung": Paper(_made(documents.URGING_ALL, ("bang_don_vi",))),
    **{
        f"trinh_dang_uy, {said}": Paper(_sitting(*numbers))
        for said, numbers in {
            "không có đảng viên dự bị": (None, 0),
            "02 đảng viên dự bị": (None, 2),
            "03 trường hợp": (3, None),
            "không có trường hợp": (0, None),
        }.items()
    },
    **{f"phieu_theo_doi, {members} đảng viên dự bị": Paper(_slips(members)) for members in (0, 3)},
}
"""Every document with a table, by what tells it apart."""


def circled(paper: Paper, length: int, pages: list[str]) -> Iterator[str]:
    """Yield what a clerk would circle on the pages of a document with tables of `length` rows."""
    wanted = min(length, 2)
    for number, page in enumerate(pages, start=1):
        rows = len(_ROW.findall(page))
        if not "".join(line for line in page.splitlines() if not _NUMBER.match(line.strip())).strip():
            yield f"trang {number} trống"
        if "STT" in page and rows < wanted and not (paper.goes_on and rows):
            yield f"trang {number}: bảng có {rows} dòng"
    for number, (before, page) in enumerate(pairwise(pages), start=2):
        cut = _ROW.search(before) and not _BEGINS.search(page)
        if cut and not paper.goes_on and len(_ROW.findall(page)) < wanted:
            yield f"trang {number} chỉ có phần sau bảng"
        last = [line.strip() for line in before.splitlines() if line.strip()][-1]
        if _LEADS_IN.search(last):
            yield f"trang {number - 1} kết thúc bằng “{last[-30:]}”"


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def walk(asked: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[str]]:
    """Return what a clerk would circle in documents, by name and length: one start of LibreOffice."""
    made = {(name, length): PAPERS[name].make(length) for name, length in asked}
    return {asked: list(circled(PAPERS[asked[0]], asked[1], texts(pdf))) for asked, pdf in pdfs(made).items()}


def main() -> None:
    """Walk the lengths that are asked for, and print what a clerk would circle."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("first", type=int, nargs="?", default=0)
    asked.add_argument("last", type=int, nargs="?", default=200)
    asked.add_argument("--only", default="", help="documents whose name begins so")
    given = asked.parse_args()
    found = 0
    for name in (name for name in PAPERS if name.startswith(given.only)):
        for start in range(given.first, given.last + 1, _AT_ONCE):
            lengths = range(start, min(start + _AT_ONCE, given.last + 1))
            for (_, length), circles in walk((name, length) for length in lengths).items():
                for circle in circles:
                    print(f"{name}, {length} dòng: {circle}", flush=True)
                found += len(circles)
    print(f"{found} chỗ")


if __name__ == "__main__":
    main()
