"""What must hold for any dates, any names and any order of files."""

from __future__ import annotations

import tempfile
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from office import Office, form, person, total, unit

from recruit.language.reckoning import full_years, months_after
from recruit.language.spelling import clean, fold
from recruit.model import Period
from recruit.read.dates import read_text_date
from recruit.run import measure

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=2, max_size=4).map(" ".join)


@given(
    DAYS,
    st.sampled_from(
        [
            "{d}/{m}/{y}",
            "{d:02d}/{m:02d}/{y}",
            "{d}.{m}.{y}",
            "{d}-{m}-{y}",
            "{y}-{m:02d}-{d:02d}",
            "ngày {d} tháng {m} năm {y}",
        ]
    ),
)
def test_any_way_of_writing_a_day_gives_that_day(day, pattern):
    assert read_text_date(pattern.format(d=day.day, m=day.month, y=day.year), 2024).value == day


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2100))
def test_a_day_is_read_if_and_only_if_it_exists(day, month, year):
    read = read_text_date(f"{day}/{month}/{year}", 2024)
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = None
    assert (read.value if read else None) == expected


@given(st.text(max_size=30))
def test_any_text_gives_a_day_or_none_and_never_an_exception(text):
    read = read_text_date(clean(text), 2024, year_alone=True)
    assert read is None or isinstance(read.value, date | int)


@given(st.integers(0, 99), st.integers(2000, 2098))
def test_a_year_of_two_digits_is_never_after_the_next_year(short, year):
    read = read_text_date(f"1/1/{short:02d}", year)
    assert year - 99 < read.value.year + 1 <= year + 2 or read.value.year // 100 == 19


@given(DAYS, DAYS)
def test_full_years_grow_by_one_on_the_birthday(birth, day):
    years = full_years(birth, day)
    assert date(birth.year, 1, 1) <= date(min(day.year, birth.year + years) if years >= 0 else birth.year, 1, 1)
    assert day.year - birth.year - 1 <= years <= day.year - birth.year


@given(DAYS, st.integers(0, 120))
def test_months_later_is_in_that_month_and_never_a_later_day(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(NAMES)
def test_forms_cases_and_spaces_of_a_name_share_a_key(name):
    for variant in (
        name.upper(),
        unicodedata.normalize("NFD", name),
        f"  {name.replace(' ', '  ')}\u00a0",
        name.title(),
    ):
        assert fold(variant) == fold(name)


@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


# -- merging -----------------------------------------------------------------------------------------------------------

STEP = st.one_of(st.none(), st.dates(date(2023, 6, 1), date(2025, 2, 1)).map(lambda day: f"{day:%d/%m/%Y}"))
KEYS = ("class_asked", "class_sent", "certificate", "asked", "agreed", "resolution", "decision", "ceremony", "left")
PEOPLE = st.lists(
    st.builds(
        lambda name, birth, reason, **steps: person(name, birth, reason=reason, **steps),
        st.sampled_from(["Nguyễn Văn An", "Lò Thị Mai", "Sùng A Páo"]),
        st.sampled_from(["05/03/1990", "1990", "06/03/1990"]),
        st.sampled_from([None, "Xin rút", "Chuyển sang đơn vị khác", "Hủy quyết định kết nạp", "Đã kết nạp"]),
        decision_no=st.sampled_from([None, "1-QĐ"]),
        **{key: STEP for key in KEYS},
    ),
    max_size=4,
)
LISTS = st.fixed_dictionaries({"CB01": PEOPLE, "CB02": PEOPLE, "DT01": PEOPLE})
UNITS = (unit("CB01"), unit("CB02"), unit("DT01", "Đoàn", "Đoàn thể"))


def office_of(folder: str, lists: dict[str, list[dict]]) -> Office:
    office = Office(Path(folder) / "in", *UNITS)
    for code, people in lists.items():
        office.send(people, unit=code)
    return office


def figures(result) -> dict:
    return {key: figure.value for key, figure in result.totals.items()}


@settings(max_examples=30, deadline=None)
@given(LISTS)
def test_any_lists_give_figures_whose_parts_make_the_whole_and_no_exception(lists):
    with tempfile.TemporaryDirectory() as folder:
        month = office_of(folder, lists).month()
        for key in ("admitted", "class_sent", "sympathisers", "eligible", "with_helper", "joined_in_month"):
            assert sum(line.figures[key].value for line in month.units) == total(month, key)
        assert total(month, "sympathisers") >= total(month, "with_certificate") >= total(month, "eligible")
        for breakdown in month.breakdowns:
            if breakdown.key in ("education", "qualification", "category"):
                assert sum(n for _, n in breakdown.counts) + breakdown.unclear == total(month, "admitted")


@settings(max_examples=15, deadline=None)
@given(LISTS)
def test_every_count_of_people_leads_to_as_many_cells(lists):
    with tempfile.TemporaryDirectory() as folder:
        month = office_of(folder, lists).month()
        for line in month.units:
            for key, figure in line.figures.items():
                if not key.endswith("target") and key != "members":
                    assert sum(len(source.cells) for source in figure.sources) == figure.value


@settings(max_examples=15, deadline=None)
@given(LISTS, st.randoms(use_true_random=False))
def test_names_and_order_of_files_never_matter(lists, random):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first = office_of(one, lists).month()
        other = Office(Path(two) / "in", *UNITS)
        codes = list(lists)
        random.shuffle(codes)
        for number, code in enumerate(codes):
            other.send(lists[code], unit=code, name=f"{random.randint(0, 9)}/{number}.xlsx")
        second = other.month()
        assert figures(first) == figures(second)
        assert sorted(f.code for f in first.findings) == sorted(f.code for f in second.findings)


@settings(max_examples=10, deadline=None)
@given(LISTS, PEOPLE)
def test_adding_a_file_that_was_replaced_changes_no_figure(lists, old):
    with tempfile.TemporaryDirectory() as folder:
        office = office_of(folder, lists)
        before = figures(office.month())
        office.put("cũ.xlsx", form("CB01", 11, old, sent=datetime(2024, 11, 1, tzinfo=UTC)))
        after = measure(office.folder, period=Period(2024, 11))
        replaced = {f.file: f.result for f in after.files}["cũ.xlsx"]
        assert figures(after) == before or replaced.startswith(("Đã dùng", "Không dùng")) or not lists["CB01"]
