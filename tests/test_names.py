"""The names of templates: what is declared is what every document gives, and the page of names comes from that."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from office import Office, admitted, person, unit
from word_for_word import many

from recruit.letters import assigning, digest, documents, monthly, overview, periodic, sitting, urging, yearly
from recruit.letters.names import example_context, paths
from recruit.letters.overview import overview_context
from recruit.letters.overview_files import Files, UnitFiles
from recruit.letters.overview_glance import Glance
from recruit.measure.moved import Cause, Move, What
from recruit.model import LetterOptions, Span
from recruit.write.overview.page import drawn

OPTIONS = LetterOptions("127", date(2024, 11, 20))
LONG = "Đề nghị mở thêm lớp bồi dưỡng. " * 20


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """A month in which every list of every document holds something."""
    office = Office(tmp_path_factory.mktemp("đủ"), unit("CB01"), unit("CB02"), unit("DT01", kind="Đoàn thể"))
    waiting = person("Lò Văn Ón", "01/01/1999", class_asked="10/10/2024")
    office.send([person()], month=10, sent=datetime(2024, 10, 20, tzinfo=UTC))
    cover = {"Kết quả nổi bật": "Sinh hoạt đúng kỳ", "Khó khăn, vướng mắc": "Nguồn ít", "Kiến nghị, đề xuất": LONG}
    office.send([person(class_sent="10/09/2024"), admitted(), waiting], cover=cover)
    office.send([person("Hà Văn Chi", "02/02/1990")], unit="DT01", cover={"Kiến nghị, đề xuất": "Mở thêm lớp"})
    return office.month()


def contexts(result):
    line = next(line for line in result.units if line.unit.code == "CB01")
    return {
        documents.MONTHLY: monthly.letter_context(result, OPTIONS),
        documents.SITTING: sitting.list_context(result, OPTIONS),
        documents.ASSIGNING: assigning.letter_context(result.plan, OPTIONS),
        documents.URGING: urging.unit_context(result, line, OPTIONS),
        documents.URGING_ALL: urging.all_context(result, OPTIONS),
        documents.DIGEST: digest.digest_context(result, OPTIONS),
        documents.YEARLY: yearly.report_context(result, OPTIONS),
        documents.PERIODIC: periodic.report_context(result, Span(2024, "Q4", 10, 12), OPTIONS, early=True),
    }


@pytest.mark.parametrize("document", documents.ALL, ids=lambda document: document.template)
def test_every_declared_name_is_given_and_no_other(document, result):
    given = paths(contexts(result)[document])
    declared = {name.path for name in document.names}
    empty = {path for path in given if path.endswith("[]") and path not in declared}
    assert {path for path in given - empty} <= declared
    assert {path for path in declared - given if not path.startswith(tuple(empty))} == set()


@pytest.mark.parametrize("document", documents.ALL, ids=lambda document: document.template)
def test_an_example_is_of_the_kind_that_the_document_gives(document, result):
    def kinds(value: object) -> object:
        if isinstance(value, dict):
            return {key: kinds(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [kinds(value[0])] if value else []
        return type(value)

    def agree(given: object, example: object) -> bool:
        if isinstance(given, dict):
            return all(agree(given[key], example[key]) for key in given)
        if isinstance(given, list):
            return not given or agree(given[0], example[0])
        return given is example

    assert agree(kinds(contexts(result)[document]), kinds(example_context(document.names)))


def test_no_name_is_declared_twice():
    for document in documents.ALL:
        declared = [name.path for name in document.names]
        assert len(declared) == len(set(declared))


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> dict[str, object]:
    """The context of an overview in which every list holds something, its pictures with it."""
    office = many(tmp_path_factory.mktemp("tổng quan")).put("hỏng.xlsx", b"PK\3\4hong")
    month = office.send([person("Lò Thị Sai", birth="x")], unit="DT01", name="DT01_sua.xlsx").month()
    files = {unit.code: UnitFiles("thu.eml", "tra_lai.xlsx", "don_doc.docx", "bieu.xlsx") for unit in month.plan.units}
    glance = Glance(
        month.plan,
        "Báo cáo tháng 11/2024",
        Files({"Công văn": "cong_van.docx"}, files, "trinh.docx"),
        month.period,
        month,
        "công văn",
        left_out=("Chưa lập được công văn.",),
        moved=(Move(What.ADMITTED, 2, 3, (("CB01", Cause.SENT),)),),
        contacts=month.contacts,
    )
    return drawn(overview_context(glance))


def test_every_name_of_the_overview_is_declared_and_given(page):
    assert paths(page) == {name.path for name in overview.NAMES}


def test_an_example_of_the_overview_is_of_the_kind_that_it_gives(page):
    examples = example_context(overview.NAMES)
    assert {path: kind for path, kind in _kinds(page)} == dict(_kinds(examples))


def _kinds(value: object, way: str = ""):
    """Yield the path of every value with its kind, a text's whatever draws it."""
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else [("[]", value[0])]:
            yield from _kinds(inner, f"{way}.{key}")
    else:
        yield way, str if isinstance(value, str) else type(value)


def test_no_name_of_the_overview_is_declared_twice():
    declared = [name.path for name in overview.NAMES]
    assert len(declared) == len(set(declared))
