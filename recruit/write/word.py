"""Word templates filled with tables of any length: rows beyond the first hundreds never stand in memory as a tree."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from lxml import etree

from recruit.write.package import seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docx.opc.part import Part
    from jinja2 import Environment, Template

_STRETCH = 1 << 18
"""Characters of a stretch of rows that is set aside: some dozens of rows, which most letters never reach."""

_ASIDE = "<?rows {number}?>"
_SET_ASIDE = re.compile(rb"<\?rows (\d+)\?>")
_LAST_TAG = "</w:tr>"


class WordTemplate(DocxTemplate):
    """A docxtpl template whose long tables are set aside, packed, while the rest is a tree, and come back in `sealed`.

    Every row is made by docxtpl all the same; only what docxtpl does to a table as a whole (widths of columns that a
    template makes in a loop) it does by the first rows.
    """

    def __init__(self, template: bytes) -> None:
        super().__init__(io.BytesIO(template))
        self._aside: list[bytes] = []

    def render_xml_part(
        self, src_xml: str, part: Part, context: Mapping[str, object], jinja_env: Environment | None = None
    ) -> str:
        """Return a part with its tags filled, long stretches of the body's rows replaced by a mark each."""
        if jinja_env is None or part is not self.docx.part:
            return super().render_xml_part(src_xml, part, context, jinja_env)

        def set_aside(rows: str) -> str:
            # With nothing left to fill docxtpl only does to the rows what it does to all that it has filled.
            filled = _Filled(rows)
            done = super(WordTemplate, self).render_xml_part("", part, {}, filled)
            self._aside.append(zlib.compress(done.encode(), 1))
            return _ASIDE.format(number=len(self._aside) - 1)

        stretches = _InStretches(jinja_env, self._are_rows, set_aside)
        return super().render_xml_part(src_xml, part, context, stretches)

    def _are_rows(self, xml: str) -> bool:
        """Whether `xml` is whole rows of a table, without a drawing, whose number must be unique in the document."""
        names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in self.docx.element.nsmap.items() if prefix)
        try:
            table = etree.fromstring(f"<w:tbl {names}>{xml}</w:tbl>", etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            return False
        return all(child.tag.endswith("}tr") for child in table.iterchildren("*")) and "docPr" not in xml

    def sealed(self) -> bytes:
        """Return the filled document's package, every row in its place, the same bytes for the same content."""
        out = io.BytesIO()
        self.save(out)
        return seal(out.getvalue(), filled={self.docx.part.partname.lstrip("/"): self._with_rows})

    def _with_rows(self, part: bytes) -> Iterator[bytes]:
        for index, piece in enumerate(_SET_ASIDE.split(part)):
            yield zlib.decompress(self._aside[int(piece)]) if index % 2 else piece


class _InStretches:
    """Fills a template stretch by stretch, and gives those to `set_aside` that are rows after rows, for its mark."""

    def __init__(
        self, environment: Environment, are_rows: Callable[[str], bool], set_aside: Callable[[str], str]
    ) -> None:
        self._environment = environment
        self._are_rows = are_rows
        self._set_aside = set_aside

    def from_string(self, source: str) -> _InStretches:
        self._template: Template = self._environment.from_string(source)
        return self

    def render(self, context: Mapping[str, object]) -> str:
        kept: list[str] = []
        after_rows = False
        for stretch in self._stretches(context):
            are_rows = stretch.lstrip().startswith(("<w:tr>", "<w:tr ")) and self._are_rows(stretch)
            # The first rows of a table stay: by them docxtpl knows its columns.
            kept.append(self._set_aside(stretch) if are_rows and after_rows else stretch)
            after_rows = are_rows
        return "".join(kept)

    def _stretches(self, context: Mapping[str, object]) -> Iterator[str]:
        stretch: list[str] = []
        length = 0
        for piece in self._template.generate(context):
            stretch.append(piece)
            length += len(piece)
            if length >= _STRETCH and piece.rstrip().endswith(_LAST_TAG):
                yield "".join(stretch)
                stretch.clear()
                length = 0
        yield "".join(stretch)


class _Filled:
    """Stands for a template that has been filled already."""

    def __init__(self, filled: str) -> None:
        self._filled = filled

    def from_string(self, source: str) -> _Filled:
        return self

    def render(self, context: Mapping[str, object]) -> str:
        return self._filled
