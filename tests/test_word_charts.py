"""A Word template's chart: its looks stay, its figures are the report's, on the page and in the workbook behind it."""

from __future__ import annotations

import io
import zipfile

import pdfplumber
import pytest
from audit import complaints
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from libreoffice import convert, pdf
from lxml import etree
from openpyxl import load_workbook
from xlsxwriter import Workbook

from recruit.write.package import seal
from recruit.write.word.charts import WordCharts

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NAMES = ["Lũy kế kết nạp", "Lũy kế cử đi học", "Chỉ tiêu kết nạp", "Chỉ tiêu học lớp"]
MONTHS = [f"T{month}" for month in range(1, 13)]
FIGURES = [[113, 226, *[None] * 10], [*[0] * 11, 37], [411] * 12, [None] * 12]
LINK = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
DRAWING = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing><wp:inline
xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="5400000" cy="3600000"/>
<wp:docPr id="1" name="Biểu đồ"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart
xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{id}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r>"""


def chart_xml(plots: tuple[str, str] = ("column", "line")) -> bytes:
    """Return a combined chart of three example categories: two series with labels, two of the second plot."""
    out = io.BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet("Ví dụ")
        sheet.write_row(0, 1, NAMES)
        for row in (1, 2, 3):
            sheet.write_row(row, 0, [f"V{row}", row, row, row, row])
        charts = [book.add_chart({"type": plot}) for plot in plots]
        for column in range(1, len(NAMES) + 1):
            charts[column > 2].add_series(
                {
                    "name": ["Ví dụ", 0, column],
                    "categories": ["Ví dụ", 1, 0, 3, 0],
                    "values": ["Ví dụ", 1, column, 3, column],
                    "data_labels": {"value": True},
                    "fill": {"color": "#C00000"},
                }
            )
        charts[0].combine(charts[1])
        charts[0].set_title({"name": "Kết quả lũy kế"})
        sheet.insert_chart(5, 5, charts[0])
    with zipfile.ZipFile(out) as package:
        return package.read("xl/charts/chart1.xml")


def document(chart: bytes | None = None, link: str = LINK, outside: str = ""):
    """Return a document of one chart with a workbook: none where `link` is empty, elsewhere where `outside` says."""
    whole = Document()
    package = whole.part.package
    data = (chart or chart_xml()).replace(b"<c:printSettings>", link.encode() + b"<c:printSettings>")
    part = Part(PackURI("/word/charts/chart1.xml"), CONTENT_TYPE.DML_CHART, data, package)
    if outside:
        part.relate_to(outside, RELATIONSHIP_TYPE.PACKAGE, is_external=True)
    elif link:
        name = PackURI("/word/embeddings/Microsoft_Excel_Sheet1.xlsx")
        part.relate_to(Part(name, CONTENT_TYPE.SML_SHEET, b"example", package), RELATIONSHIP_TYPE.PACKAGE)
    drawing = DRAWING.format(id=whole.part.relate_to(part, RELATIONSHIP_TYPE.CHART))
    whole.add_paragraph()._p.append(parse_xml(drawing))
    return whole


def saved(whole) -> bytes:
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def filled(whole, categories=MONTHS, series=FIGURES) -> bytes:
    WordCharts(whole.part.package).fill(categories, series)
    return saved(whole)


def parts(data: bytes, folder: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith(folder)}


def chart_of(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data, "word/charts/chart")["word/charts/chart1.xml"])


def points(series: etree._Element, tag: str) -> dict[int, str]:
    return {int(point.get("idx")): point[0].text for point in series.find(C + tag).iter(C + "pt")}


def test_each_series_holds_its_categories_and_numbers_and_no_number_is_no_point():
    found = list(chart_of(filled(document())).iter(C + "ser"))
    assert [points(series, "cat") for series in found] == [dict(enumerate(MONTHS))] * 4
    assert [points(series, "val") for series in found] == [
        {0: "113", 1: "226"},
        {month: "37" if month == 11 else "0" for month in range(12)},
        dict.fromkeys(range(12), "411"),
        {},
    ]


def test_the_length_of_the_year_is_told_even_where_points_are_missing():
    counts = [count.get("val") for count in chart_of(filled(document())).iter(C + "ptCount")]
    assert counts == ["1", "12", "12"] * 4


def test_formulas_point_at_the_cells_of_the_workbook_behind_the_chart():
    first, *_, last = (
        [formula.text for formula in series.iter(C + "f")] for series in chart_of(filled(document())).iter(C + "ser")
    )
    assert first == ["'Biểu'!$B$1", "'Biểu'!$A$2:$A$13", "'Biểu'!$B$2:$B$13"]
    assert last == ["'Biểu'!$E$1", "'Biểu'!$A$2:$A$13", "'Biểu'!$E$2:$E$13"]


def test_the_workbook_behind_the_chart_holds_the_same_figures():
    (workbook,) = parts(filled(document()), "word/embeddings/").values()
    (sheet,) = load_workbook(io.BytesIO(workbook)).worksheets
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert sheet.title == "Biểu"
    assert rows[0] == [None, *NAMES]
    assert [row[0] for row in rows[1:]] == MONTHS
    assert [[row[column] for row in rows[1:]] for column in (1, 2, 3)] == FIGURES[:3]


def test_title_names_and_colours_stay_the_templates():
    before, after = etree.fromstring(chart_xml()), chart_of(filled(document()))
    for chart in (before, after):
        for element in list(chart.iter(C + "cat", C + "val", C + "f", C + "externalData")):
            element.getparent().remove(element)
    assert etree.tostring(after, method="c14n") == etree.tostring(before, method="c14n")


def test_a_second_filling_starts_from_the_template():
    whole = document()
    charts = WordCharts(whole.part.package)
    charts.fill(["T1"], [[3], [2], [5], [5]])
    charts.fill(MONTHS, FIGURES)
    assert seal(saved(whole)) == seal(filled(document()))


def test_a_moved_series_keeps_its_figures():
    moved = chart_xml().replace(b'<c:order val="0"/>', b'<c:order val="9"/>')
    first = next(chart_of(filled(document(moved))).iter(C + "ser"))
    assert points(first, "val") == {0: "113", 1: "226"}


@pytest.mark.parametrize(("peak", "steps"), [(10, ["1"]), (11, [])])
def test_few_people_are_counted_one_by_one_and_never_in_halves(peak, steps):
    data = filled(document(), ["T1", "T2"], [[1, peak], [1, None], [None, None], [0, 0]])
    assert [step.get("val") for step in chart_of(data).iter(C + "majorUnit")] == steps


def test_steps_that_the_template_gives_stay():
    chart = chart_xml().replace(b"</c:valAx>", b'<c:majorUnit val="2"/></c:valAx>')
    data = filled(document(chart), ["T1"], [[1], [1], [1], [1]])
    assert [step.get("val") for step in chart_of(data).iter(C + "majorUnit")] == ["2"]


def test_a_chart_without_a_workbook_is_filled_all_the_same():
    data = filled(document(link=""))
    assert points(next(chart_of(data).iter(C + "ser")), "val") == {0: "113", 1: "226"}
    assert parts(data, "word/embeddings/") == {}


def test_a_link_to_a_workbook_elsewhere_is_cut():
    data = filled(document(outside="file:///C:/bieu.xlsx"))
    assert chart_of(data).find(C + "externalData") is None
    assert not any(b"bieu.xlsx" in part for part in parts(data, "word/charts/").values())


def test_another_number_of_series_in_the_template_is_refused():
    with pytest.raises(ValueError, match="có 4 dãy số liệu, cần đúng 3"):
        filled(document(), MONTHS, FIGURES[:3])


def test_a_series_that_is_shorter_than_the_year_is_refused():
    with pytest.raises(ValueError, match="đúng một số"):
        filled(document(), MONTHS, [*FIGURES[:3], [1]])


def test_a_scatter_plot_is_refused():
    with pytest.raises(ValueError, match="phân tán"):
        filled(document(chart_xml(("column", "scatter"))))


def test_the_audit_finds_nothing_that_was_not_there(tmp_path):
    before = complaints(saved(Document()), tmp_path, "trước.docx")
    assert complaints(filled(document()), tmp_path, "sau.docx") == before
    assert complaints(filled(document(), ["T1"], [[1], [2], [None], [0]]), tmp_path, "ít.docx") == before


def test_the_figures_stand_on_the_page():
    with pdfplumber.open(io.BytesIO(pdf(filled(document()), "bieu.docx"))) as pages:
        words = pages.pages[0].extract_text().split()
    assert {"113", "226", "37", "T12"} <= set(words)
    assert "V1" not in words


def test_a_template_that_libreoffice_saved_again_is_filled():
    again = Document(io.BytesIO(convert(saved(document()), "mau.docx", "docx")))
    found = sorted(chart_of(filled(again)).iter(C + "ser"), key=lambda series: int(series.find(C + "idx").get("val")))
    assert [points(series, "val").get(11) for series in found] == [None, "37", "411", None]
    assert [points(series, "tx")[0] for series in found] == NAMES
