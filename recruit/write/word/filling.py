"""Word templates filled with tables of any length: rows beyond the first hundreds never stand in memory as a tree."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.constants import CONTENT_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateRuntimeError
from lxml import etree

from recruit.write.package import seal
from recruit.write.word.binding import LAST_ROWS, bind
from recruit.write.word.charts import WordCharts, openable
from recruit.write.word.marks import Copy, add_copies, drop_comments, strip_comments, tell_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docx.opc.part import Part
    from jinja2 import Environment

    from recruit.letters.yearly import Chart

_STRETCH = 1 << 18
"""Characters of a stretch of rows that is set aside: some dozens of rows, which most letters never reach."""

_LARGEST = 1 << 25
"""Characters of a stretch that cannot be set aside: tens of thousands of paragraphs, more than any letter has."""

_ASIDE = "<?rows {number}?>"
_SET_ASIDE = re.compile(rb"<\?rows (\d+)\?>")
_LAST_TAG = "</w:tr>"
_TABLE_ROW = re.compile("<w:tr[ >]")
_NUMBERED = re.compile(r"docPr|(?: |w:)id=|<w:id |paraId|ShapeID")
_LANGUAGE = "vi-VN"
_EDGES = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
_STRICT = etree.XMLParser(resolve_entities=False, huge_tree=True)
# What must hold a paragraph at its end, or a row; what may stand there.
_HOLDERS = tuple(qn(f"w:{name}") for name in ("tc", "tbl", "txbxContent", "hdr", "ftr", "footnote", "endnote"))
_BLOCKS = frozenset({"p", "tbl", "tr", "sdt", "customXml"})
# What stands before w:mirrorMargins in w:settings.
_BEFORE_MIRRORED = frozenset(
    (
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
    )
)


class WordTemplate(DocxTemplate):
    """A docxtpl template that is opened once and filled as often as needed.

    Long tables are set aside, packed, while the rest is a tree, and come back when the package is written.

    `respelled` is applied to the template's own wording, `mirrored` swaps the margins on the back of a sheet. Raises
    what python-docx and zipfile raise where `template` is no .docx.
    """

    def __init__(
        self,
        template: bytes,
        environment: Environment,
        *,
        respelled: Callable[[str], str] = str,
        mirrored: bool = False,
    ) -> None:
        super().__init__(io.BytesIO(openable(template)))
        self.docx = Document(self.template_file)
        drop_comments(self.docx.part)
        self._environment = environment
        self._respelled = respelled
        self._patched: dict[str, str] = {}
        self._body = _source(self.docx.element.body)
        self._edges = {uri: list(super(WordTemplate, self).get_headers_footers(uri)) for uri in _EDGES}
        self._notes = [
            (part, _source(parse_xml(part.blob)))
            for part in self.docx.part.package.iter_parts()
            if part.content_type in (CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES)
        ]
        self._charts = WordCharts(self.docx.part.package)
        self._aside: list[bytes] = []
        self._copies: list[Copy] = []
        if mirrored:
            _mirror_margins(self.docx.settings.element)

    def filled(self, context: Mapping[str, object], *, title: str, author: str, chart: Chart | None = None) -> bytes:
        """Return the package of the template filled with `context`; the same bytes for the same content.

        Raises jinja2's TemplateError for a tag that cannot be filled, lxml's XMLSyntaxError where tags tear the text,
        ChartProblem where the template's chart cannot show `chart`.
        """
        self._aside.clear()
        self._copies.clear()
        if chart is not None:
            self._charts.fill(chart.categories, chart.series)
        self.render(context, self._environment)
        properties = self.docx.core_properties
        properties.title, properties.author, properties.language = title, author, _LANGUAGE
        out = io.BytesIO()
        self.save(out)
        return seal(out.getvalue(), filled={self.docx.part.partname.lstrip("/"): self._with_rows})

    def parts(self) -> Iterator[tuple[Part, str]]:
        """Yield each part that is filled, with its text as the template has it."""
        yield self.docx.part, self._body
        for _, part in (*self._edges[self.HEADER_URI], *self._edges[self.FOOTER_URI]):
            yield part, self.get_part_xml(part)
        yield from self._notes

    def sources(self) -> Iterator[str]:
        """Yield each part that is filled as jinja2 understands it."""
        for _, source in self.parts():
            yield self.patch_xml(source)

    # -- opened once: every source is the template's own, not what was filled before -------------------------------

    def init_docx(self, reload: bool = True) -> None:
        """Keep what was opened."""

    def get_xml(self) -> str:
        """Return the template's body."""
        return self._body

    def get_part_xml(self, part: Part) -> str:
        """Return a header or footer."""
        return _source(parse_xml(part.blob))

    def patch_xml(self, src_xml: str) -> str:
        """Return a part as jinja2 understands it, made once."""
        if src_xml not in self._patched:
            self._patched[src_xml] = super().patch_xml(self._respelled(src_xml))
        return self._patched[src_xml]

    def get_headers_footers(self, uri: str) -> Iterator[tuple[str, Part]]:
        """Yield the template's headers or footers."""
        yield from self._edges[uri]

    def render_footnotes(self, context: Mapping[str, object], jinja_env: Environment | None = None) -> None:
        """Fill the footnotes and endnotes."""
        for part, source in self._notes:
            filled = self.render_xml_part(self.patch_xml(source), part, context, jinja_env)
            tree = etree.fromstring(filled.encode(), _STRICT)
            add_copies(tree, self._copies)
            part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def render_properties(self, context: Mapping[str, object], jinja_env: Environment | None = None) -> None:
        """Leave the properties to `filled`."""

    def fix_tables(self, xml: str) -> etree._Element:
        """Return what was filled as a tree: columns stay as the template has them. Raises as `filled` does."""
        tree = _whole(xml)
        if tree.tag == qn("w:body"):
            bind(tree)
        self._copies += tell_apart(tree)
        return tree

    def render_xml_part(
        self, src_xml: str, part: Part, context: Mapping[str, object], jinja_env: Environment | None = None
    ) -> str:
        """Return a part with its tags filled, long stretches of the body's rows replaced by a mark each.

        What docxtpl prints as braces (`{_{`) is printed as it was typed: it may be somebody's own words.
        """
        template = jinja_env.from_string(src_xml)
        if part is not self.docx.part:
            tree = self.fix_tables(self.resolve_listing(template.render(context)))
            self.fix_docpr_ids(tree)
            return etree.tostring(tree, encoding="unicode")
        kept = []
        for stretch in _stretches(template.generate(context)):
            rows, last = _but_last_rows(stretch)
            kept += [self._set_aside(rows), last] if rows and self._are_rows(rows) else [stretch]
        return self.resolve_listing("".join(kept))

    def _set_aside(self, rows: str) -> str:
        """Keep rows until the package is written; return the mark that stands for them."""
        self._aside.append(zlib.compress(self.resolve_listing(rows).encode(), 1))
        return _ASIDE.format(number=len(self._aside) - 1)

    def _are_rows(self, xml: str) -> bool:
        """Whether `xml` is whole rows of a table, without anything that bears a number of its own."""
        names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in self.docx.element.nsmap.items() if prefix)
        try:
            table = etree.fromstring(f"<w:tbl {names}>{xml}</w:tbl>", etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            return False
        rows = all(child.tag.endswith("}tr") for child in table.iterchildren("*"))
        return rows and not _NUMBERED.search(xml) and next(left_empty(table), None) is None

    def _with_rows(self, part: bytes) -> Iterator[bytes]:
        for index, piece in enumerate(_SET_ASIDE.split(part)):
            yield zlib.decompress(self._aside[int(piece)]) if index % 2 else piece


def _source(root: etree._Element) -> str:
    """Return a part as the check reads it: without Word's comments, and those and instructions of XML, shown nowhere."""
    etree.strip_tags(root, etree.Comment, etree.PI)
    strip_comments(root)
    return etree.tostring(root, encoding="unicode")


def left_empty(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield what tags left without a paragraph at its end, or a table without a row: Word would not open it."""
    for holder in tree.iter(*_HOLDERS):
        last = next(
            (
                name
                for child in holder.iterchildren("*", reversed=True)
                if (name := etree.QName(child).localname) in _BLOCKS
            ),
            "",
        )
        if not last or (last == "tbl" and holder.tag != qn("w:tbl")):
            yield holder


def _whole(xml: str) -> etree._Element:
    """Return what was filled as a tree. Raises XMLSyntaxError where it is torn, TemplateRuntimeError where it has holes."""
    tree = etree.fromstring(xml, _STRICT)
    for _ in left_empty(tree):
        raise TemplateRuntimeError("một ô, bảng hoặc khung chữ bị bỏ trống")
    return tree


def _stretches(pieces: Iterator[str]) -> Iterator[str]:
    """Yield what a template makes in stretches that end with a row. Raises TemplateRuntimeError for one too long."""
    stretch: list[str] = []
    length = 0
    for piece in pieces:
        stretch.append(piece)
        length += len(piece)
        if length > _LARGEST:
            raise TemplateRuntimeError("văn bản dài quá mức")
        if length >= _STRETCH and piece.rstrip().endswith(_LAST_TAG):
            yield "".join(stretch)
            stretch.clear()
            length = 0
    yield "".join(stretch)


def _but_last_rows(stretch: str) -> tuple[str, str]:
    """Return a stretch that begins with a row in two: the last rows may have to be bound to what follows them."""
    begun = [row.start() for row in _TABLE_ROW.finditer(stretch)] if _TABLE_ROW.match(stretch.lstrip()) else []
    place = begun[-LAST_ROWS] if len(begun) > LAST_ROWS else 0
    return stretch[:place], stretch[place:]


def _mirror_margins(settings: etree._Element) -> None:
    """Ask for mirrored margins, at the place that the schema gives them."""
    if settings.find(qn("w:mirrorMargins")) is None:
        before = [child for child in settings if etree.QName(child).localname in _BEFORE_MIRRORED]
        settings.insert(settings.index(before[-1]) + 1 if before else 0, OxmlElement("w:mirrorMargins"))
