"""The overview in a real browser: wide, narrow and printed, without a request, and usable by everybody."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from browser import Browser, browser
from office import Office, admitted, person, unit

from recruit.job import Job
from recruit.model import Period
from recruit.run import check, forms, report

EXAMPLES = Path(__file__).parents[1] / "input_examples"
NOVEMBER = Period(2024, 11)
LONG = "Chi bộ Trung tâm Phục vụ hành chính công và Hỗ trợ doanh nghiệp vừa và nhỏ khu vực các xã vùng cao biên giới"
PAGES = ("example", "sixty", "long", "plan", "forms")
A4 = (595, 842)
BLUE, GREY = (0x2F / 255, 0x6D / 255, 0xB3 / 255), (0xE3 / 255, 0xE5 / 255, 0xE8 / 255)

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def seen() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """Pages of every sort: the example year's, one of sixty units, of long words, of a plan alone, of forms."""
    root = tmp_path_factory.mktemp("trang tổng quan")

    def page(name: str, folder: Path, command=report, period: Period | None = NOVEMBER) -> Path:
        return command(Job(folder, period, output=root / name)).overview

    sixty = Office(root / "in60", *(unit(f"CB{number:02d}") for number in range(1, 61)))
    for number in range(1, 61, 2):
        sixty.send([admitted(decision_no=f"{number}-QĐ"), person(birth="x")], unit=f"CB{number:02d}")
    long = Office(root / "dài", unit("CB01", LONG), unit("CB02", "W" * 120), last_year=[])
    long.send([person(gender="?")], cover={"Người lập biểu": "M" * 80, "Điện thoại": "0" * 90})
    long.put(f"{'y' * 150}.xlsx", b"PK\3\4hong")
    plan = Office(root / "kế hoạch", unit("CB01", LONG), unit("CB02"))
    return {
        "example": page("a", EXAMPLES),
        "sixty": page("b", sixty.folder),
        "long": page("c", long.folder),
        "plan": page("d", plan.folder, check, None),
        "forms": page("e", plan.folder, forms, None),
    }


@pytest.mark.parametrize("width", [1280, 420])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_reaches_beyond_the_edge_of_a_window(seen, pages, name, width):
    assert seen.open(pages[name], width).overflow == []


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_kept_from_using_it(seen, pages, name):
    assert seen.open(pages[name]).complaints == []


def test_the_engine_would_complain(seen, pages, tmp_path):
    text = pages["example"].read_text(encoding="utf-8").replace("color: #1a1a1a;", "color: #d0d0d0;", 1)
    worse = tmp_path / "nhạt.html"
    worse.write_text(text.replace(' lang="vi"', ""), encoding="utf-8")
    assert {found.partition(":")[0] for found in seen.open(worse).complaints} >= {"color-contrast", "html-has-lang"}


@pytest.mark.parametrize("name", PAGES)
def test_it_asks_for_nothing_but_itself(seen, pages, name):
    seen.open(pages[name])
    assert seen.requests == [pages[name].as_uri()]


def test_a_request_would_be_noticed(seen, tmp_path):
    page = tmp_path / "hỏi.html"
    page.write_text('<!DOCTYPE html><link rel="stylesheet" href="a.css"><p>a</p>', encoding="utf-8")
    assert seen.open(page).requests[1:] == [(tmp_path / "a.css").as_uri()]


def test_a_picture_of_it_shows_the_bars_and_the_line_in_their_colours(seen, pages):
    from PIL import Image

    for width in (1280, 420):
        picture = Image.open(io.BytesIO(seen.open(pages["example"], width).picture())).convert("RGB")
        assert picture.width == width
        colours = {colour for _, colour in picture.getcolors(1 << 24)}
        assert {(0x2F, 0x6D, 0xB3), (0x8A, 0x4B, 0x00), (0xE3, 0xE5, 0xE8)} <= colours


def test_the_example_is_printed_on_one_page_of_a4(seen, pages):
    with pdfplumber.open(io.BytesIO(seen.open(pages["example"]).pdf())) as printed:
        [page] = printed.pages
        assert (round(page.width), round(page.height)) == A4
        text = page.extract_text()
        assert "Việc cần làm" in text and "DT01" in text
        # Drawn, and no background: those are left out in print.
        bars = {
            colour: [rect for rect in page.rects if rect["non_stroking_color"] == pytest.approx(colour, abs=0.001)]
            for colour in (BLUE, GREY)
        }
        assert bars[BLUE][0]["width"] == pytest.approx(bars[GREY][0]["width"] * 2 / 3, abs=1)


def test_a_page_of_many_units_keeps_each_row_whole_in_print(seen, pages):
    with pdfplumber.open(io.BytesIO(seen.open(pages["sixty"]).pdf())) as printed:
        assert len(printed.pages) > 1
        text = "\n".join(page.extract_text() for page in printed.pages)
        assert all(f"CB{number:02d}" in text for number in range(1, 61))
