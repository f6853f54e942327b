"""Templates that the clerk saved again with LibreOffice: they pass the check and make the same documents."""

from __future__ import annotations

import io
import shutil
from datetime import date

import papers
import pytest
from libreoffice import documents_by_way_of, documents_saved_again
from office import Office, admitted, person, unit

from recruit.letters import assigning, digest, documents, mailing, monthly, overview, periodic, sitting, urging, yearly
from recruit.model import LetterOptions, Span
from recruit.write.word.check.folder import check_templates

WAYS = {"odt": "odt", "doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}
DATED = LetterOptions("127", date(2024, 12, 5))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The shipped templates, each opened and saved by LibreOffice."""
    made = tmp_path_factory.mktemp("mẫu lưu lại")
    shipped = {document.template: (papers.TEMPLATES / document.template).read_bytes() for document in documents.ALL}
    for name, data in documents_saved_again(shipped).items():
        (made / name).write_bytes(data)
    for other in (mailing.TEMPLATE, overview.TEMPLATE):
        shutil.copy(papers.TEMPLATES / other, made)
    return made


@pytest.fixture(scope="module")
def contexts(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("hộp thư"), unit("CB01"), unit("CB02", "Chi bộ Hai"))
    waiting = person("Lò Văn Ón", "01/01/1999", class_asked="10/10/2024")
    office.send([person(class_sent="10/09/2024"), admitted(), waiting], cover={"Kiến nghị, đề xuất": "Mở lớp " * 90})
    result = office.month()
    return result, {
        documents.MONTHLY: monthly.letter_context(result, DATED),
        documents.SITTING: sitting.list_context(result, DATED),
        documents.ASSIGNING: assigning.letter_context(result.plan, DATED),
        documents.URGING: urging.unit_context(result, result.units[0], DATED),
        documents.URGING_ALL: urging.all_context(result, DATED),
        documents.DIGEST: digest.digest_context(result, DATED),
        documents.YEARLY: yearly.report_context(result, DATED),
        documents.PERIODIC: periodic.report_context(result, Span(2024, "Q4", 10, 12), DATED, early=True),
    }


def test_none_of_them_has_a_fault(folder):
    assert check_templates(folder) == {}


@pytest.mark.parametrize("document", documents.ALL, ids=lambda document: document.template)
def test_it_makes_the_same_document(document, folder, contexts):
    result, by_document = contexts
    chart = yearly.chart(result) if document is documents.YEARLY else None
    ours, again = (
        papers.filled(document, by_document[document], result.plan, chart=chart, folder=where)
        for where in (papers.TEMPLATES, folder)
    )
    assert papers.lines(again) == papers.lines(ours)


@pytest.fixture(scope="module", params=WAYS)
def by_way(request, tmp_path_factory):
    """The shipped templates, each saved in another format and as .docx again; the format, and their folder."""
    made = tmp_path_factory.mktemp(request.param)
    shipped = {document.template: (papers.TEMPLATES / document.template).read_bytes() for document in documents.ALL}
    for name, data in documents_by_way_of(shipped, request.param, WAYS[request.param]).items():
        (made / name).write_bytes(data)
    for other in (mailing.TEMPLATE, overview.TEMPLATE):
        shutil.copy(papers.TEMPLATES / other, made)
    return request.param, made


def test_by_way_of_another_format_nothing_is_wrong_but_the_chart(by_way):
    way, made = by_way
    # As .rtf it is a picture of the template's figures, and would be one of no year's.
    said = "M64" if way == "rtf" else "M39"
    found = {name: [fault.code for fault in faults] for name, faults in check_templates(made).items()}
    assert found == {documents.YEARLY.template: [said]}


def test_by_way_of_another_format_it_makes_the_same_documents(by_way, contexts):
    result, by_document = contexts
    way, made = by_way
    for document in documents.ALL:
        chart = yearly.chart(result) if document is documents.YEARLY else None
        if chart is not None and way == "rtf":
            continue
        ours, again = (
            papers.filled(document, by_document[document], result.plan, chart=chart, folder=where)
            for where in (papers.TEMPLATES, made)
        )
        assert [line for line in papers.lines(again) if line] == [line for line in papers.lines(ours) if line]


def test_the_chart_is_still_filled(folder, contexts):
    from zipfile import ZipFile

    result, by_document = contexts
    data = papers.filled(
        documents.YEARLY, by_document[documents.YEARLY], result.plan, chart=yearly.chart(result), folder=folder
    )
    with ZipFile(io.BytesIO(data)) as package:
        [chart] = [package.read(name).decode() for name in package.namelist() if name.startswith("word/charts/chart")]
    assert chart.count("T11") >= 4
