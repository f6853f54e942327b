"""Native charts of a Word template: the template gives the looks, the code only the figures, on the page and behind it."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from recruit.write.package import seal, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.opc.package import OpcPackage

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "Biểu"
# Letters of the columns; a chart of more series cannot be read anyway.
_COLUMNS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"
_LINKS = re.compile(r"word/charts/_rels/([^/]{1,80})\.rels$", re.IGNORECASE)
_EMBEDDED = re.compile(r'Target="(?:\.\./|/word/)embeddings/([^"/]{1,80})"')
_SAFE = etree.XMLParser(resolve_entities=False)

# Up to here each person is a step of the axis; above it the program that shows the chart chooses whole steps itself.
_COUNTABLE = 10


class ChartProblem(ValueError):
    """A chart that cannot show the figures; `str` says in Vietnamese why."""


def lost_workbooks(parts: Mapping[str, bytes]) -> list[str]:
    """Return the charts of a package, `parts` by name, whose workbook is not there: LibreOffice loses it on some ways."""
    names = {name.casefold() for name in parts}
    lost = []
    for name, part in parts.items():
        books = _EMBEDDED.findall(part.decode("utf-8", "replace")) if (chart := _links_of(name)) else []
        if any(f"word/embeddings/{book.casefold()}" not in names for book in books):
            lost.append(chart)
    return lost


def openable(template: bytes) -> bytes:
    """Return a .docx in which no chart refers to a workbook that is not there. Raises what zipfile raises for no .docx."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    lost = lost_workbooks(parts)
    return zipped({name: part for name, part in parts.items() if _links_of(name) not in lost}) if lost else template


def _links_of(name: str) -> str:
    """Return the chart whose relations stand in a part, empty where it has none of any."""
    chart = _LINKS.match(name)
    return chart[1] if chart else ""


class WordCharts:
    """The charts of a Word package, kept as the template has them and filled as often as needed.

    Opening puts a workbook of our own behind each chart that has one, so that Word's "Edit Data" never shows the
    template's figures. Raises lxml's XMLSyntaxError for a chart that is no XML.
    """

    def __init__(self, package: OpcPackage) -> None:
        parts = [part for part in package.iter_parts() if part.content_type == CONTENT_TYPE.DML_CHART]
        self._charts = [_Chart(part) for part in sorted(parts, key=lambda part: part.partname)]

    def fill(self, categories: Sequence[str], series: Sequence[Sequence[int | None]]) -> None:
        """Put figures into every chart: one category and, in each series, one number for each point; None is no point.

        `series` come in the order of the chart's `c:idx`, which stays with a series that somebody moves in Word. Raises
        ChartProblem where a chart has another number of series or one that has no categories (a scatter plot).
        """
        if any(len(values) != len(categories) for values in series):
            raise ChartProblem("Mỗi dãy số liệu của biểu đồ phải có đúng một số cho mỗi mục của trục ngang.")
        for chart in self._charts:
            chart.fill(categories, series)


class _Chart:
    def __init__(self, part: Part) -> None:
        self._part = part
        self._original = etree.fromstring(part.blob, _SAFE)
        self._workbook = self._own_workbook()

    def fill(self, categories: Sequence[str], series: Sequence[Sequence[int | None]]) -> None:
        chart = copy.deepcopy(self._original)
        lines = sorted(chart.iter(_c("ser")), key=_index)
        if len(lines) != len(series):
            raise ChartProblem(f"Biểu đồ trong mẫu có {len(lines)} dãy số liệu, cần đúng {len(series)}.")
        names = [
            _fill_series(line, _COLUMNS[place], categories, values)
            for place, (line, values) in enumerate(zip(lines, series, strict=True))
        ]
        if max((value or 0 for values in series for value in values), default=0) <= _COUNTABLE:
            _count_by_ones(chart)
        self._part._blob = etree.tostring(chart, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._workbook is not None:
            self._workbook._blob = _workbook(names, categories, series)

    def _own_workbook(self) -> Part | None:
        """Return a part for the chart's figures in the place of the template's; None where the chart has no workbook.

        A link to a file elsewhere is cut: its figures are not those of the report. So is one to nothing.
        """
        link = self._original.find(_c("externalData"))
        if link is None:
            return None
        outside = self._part.rels.pop(link.get(f"{{{_RELATIONSHIP}}}id"), None)
        if outside is None or outside.is_external:
            self._original.remove(link)
            return None
        package = self._part.package
        own = Part(
            package.next_partname("/word/embeddings/bieu_do%d.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            outside.target_part.blob,
            package,
        )
        link.set(f"{{{_RELATIONSHIP}}}id", self._part.relate_to(own, RELATIONSHIP_TYPE.PACKAGE))
        return own


def _index(line: etree._Element) -> int:
    index = line.find(_c("idx"))
    if index is None or not index.get("val", "").isdecimal():
        raise ChartProblem("Biểu đồ trong mẫu có dãy số liệu không có số thứ tự.")
    return int(index.get("val"))


def _fill_series(line: etree._Element, column: str, categories: Sequence[str], values: Sequence[int | None]) -> str:
    """Put the figures into a `c:ser` and return the series' name, which is the template's."""
    if line.find(_c("xVal")) is not None or line.find(_c("yVal")) is not None:
        raise ChartProblem("Biểu đồ trong mẫu là biểu đồ phân tán, không có trục ngang theo tháng.")
    form = line.find(f"{_c('val')}//{_c('formatCode')}")
    number_format = "General" if form is None else form.text or "General"
    for old in (*line.iterchildren(_c("cat")), *line.iterchildren(_c("val"))):
        line.remove(old)
    # The schema puts the data near the end of a series; only these may follow.
    after = [line.index(child) for child in line.iterchildren(_c("shape"), _c("smooth"), _c("extLst"))]
    place = min(after, default=len(line))
    last = max(len(categories), 1) + 1
    numbers = [None if value is None else str(value) for value in values]
    line.insert(place, _data("cat", "str", f"$A$2:$A${last}", categories))
    line.insert(place + 1, _data("val", "num", f"${column}$2:${column}${last}", numbers, number_format))
    reference = line.find(f"{_c('tx')}/{_c('strRef')}/{_c('f')}")
    if reference is not None:
        reference.text = f"'{_SHEET}'!${column}$1"
    return "".join(text.text or "" for text in line.iterfind(f"{_c('tx')}//{_c('v')}"))


def _data(tag: str, kind: str, cells: str, points: Sequence[str | None], number_format: str = "") -> etree._Element:
    """Return a `c:cat` or `c:val` whose `points` stand both as a reference into the sheet and as the values there."""
    data = etree.Element(_c(tag))
    reference = etree.SubElement(data, _c(f"{kind}Ref"))
    etree.SubElement(reference, _c("f")).text = f"'{_SHEET}'!{cells}"
    cache = etree.SubElement(reference, _c(f"{kind}Cache"))
    if number_format:
        etree.SubElement(cache, _c("formatCode")).text = number_format
    etree.SubElement(cache, _c("ptCount"), val=str(len(points)))
    for index, point in enumerate(points):
        if point is not None:
            etree.SubElement(etree.SubElement(cache, _c("pt"), idx=str(index)), _c("v")).text = point
    return data


def _count_by_ones(chart: etree._Element) -> None:
    """Make one person one step of the number axis: for few people Word and LibreOffice would choose halves."""
    for axis in chart.iter(_c("valAx")):
        if axis.find(_c("majorUnit")) is None:
            after = [axis.index(child) for child in axis.iterchildren(_c("minorUnit"), _c("dispUnits"), _c("extLst"))]
            axis.insert(min(after, default=len(axis)), etree.Element(_c("majorUnit"), val="1"))


def _workbook(names: Sequence[str], categories: Sequence[str], series: Sequence[Sequence[int | None]]) -> bytes:
    """Return the workbook behind a chart: a heading row of names, then a row for each category."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET)
        for row, category in enumerate(categories, start=1):
            sheet.write_string(row, 0, category)
        for column, (name, values) in enumerate(zip(names, series, strict=True), start=1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return seal(out.getvalue())


def _c(tag: str) -> str:
    return f"{{{_CHART}}}{tag}"
