"""What keeps a Word template from being filled whole, apart from its tags: places not filled, changes, content elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recruit.books.ooxml import local, parse
from recruit.write.word.check.faults import (
    COMMENTED,
    ELSEWHERE,
    IN_PROPERTIES,
    NOT_FILLED,
    TRACKED,
    TemplateFault,
)
from recruit.write.word.check.text import DESCRIBED, DESCRIPTIONS, SIGNS, P, Paragraph, R, T, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from recruit.write.word.check.text import Part, TemplateText

_FILLED = frozenset({"header", "footer", "footnotes"})
_SIGN_BYTES = re.compile(rb"\{[{%]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FETCHING = re.compile(r"\b(?:INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b", re.IGNORECASE)
_FROM_WEB = re.compile(r"[a-z]{2,}tps?:", re.IGNORECASE)

_TRACKED = frozenset(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"),
        *("trPrChange", "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
)


def hidden_faults(text: TemplateText) -> Iterator[TemplateFault]:
    """Yield what is wrong with a template that is no tag's making."""
    for part in text.parts:
        yield from _hidden_signs(part)
        yield from _bound(part)
        yield from _tracked(part)
        yield from _fetched(part, text.blobs)
    yield from _remote_template(text)
    yield from _comments(text.parts)
    yield from _not_filled(text)


def _hidden_signs(part: Part) -> Iterator[TemplateFault]:
    """Yield tags that stand where no letters of a paragraph stand: descriptions, codes of fields, formulas."""
    paragraph_of = _Nearest(part)
    for element in part.root.iter("*"):
        if element.tag != T and element.text and SIGNS.search(element.text) and element.tag != f"{W}delText":
            yield paragraph_of(element).fault(NOT_FILLED, element.text, where=_place_of(local(element)))
        for key, value in element.items():
            if SIGNS.search(value) and not (element.tag == DESCRIBED and key in DESCRIPTIONS and _is_drawn(element)):
                yield paragraph_of(element).fault(NOT_FILLED, value, where=_place_of(local(element)))


def _is_drawn(element: _Element) -> bool:
    """Whether the properties of a picture are those of one that stands among the letters of a paragraph."""
    drawing = next(element.iterancestors(f"{W}drawing"), None)
    return drawing is not None and drawing.getparent().tag == R


def _place_of(name: str) -> str:
    if name in ("instrText", "fldSimple"):
        return "mã của trường (Field)"
    if name in ("docPr", "cNvPr", "tblCaption", "tblDescription", "shape"):
        return "phần mô tả (Alt Text) của hình hoặc bảng"
    return "công thức, hình hoặc phần ẩn của văn bản"


def _bound(part: Part) -> Iterator[TemplateFault]:
    """Yield tags in boxes that Word fills from elsewhere in the file whenever it opens it."""
    paragraph_of = _Nearest(part)
    for box in part.root.iter(f"{W}sdt"):
        text = "".join(letters.text or "" for letters in box.iter(T))
        if SIGNS.search(text) and any(local(child) == "dataBinding" for child in box.iterfind(f"{W}sdtPr/*")):
            where = "ô nội dung (Content Control) gắn với thuộc tính của tệp"
            yield paragraph_of(box.find(f"{W}sdtContent")).fault(NOT_FILLED, text, where=where)


def _fetched(part: Part, blobs: dict[str, bytes]) -> Iterator[TemplateFault]:
    """Yield what a program that opens the letter would take from other files or from the network."""
    paragraph_of = _Nearest(part)
    folder, _, file = part.name.casefold().rpartition("/")
    outside = {}
    for relation in _relations(blobs.get(f"{folder}/_rels/{file}.rels")):
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in ("aFChunk", "subDocument") or (relation.get("TargetMode") == "External" and kind != "hyperlink"):
            outside[relation.get("Id", "")] = "tệp chèn nguyên" if kind == "aFChunk" else "hình hoặc tệp liên kết"
    for element in part.root.iter("*") if outside else ():
        for key, value in element.items():
            if key.startswith(_RELATION) and value in outside:
                yield paragraph_of(element).fault(ELSEWHERE, what=outside[value])
    for paragraph in part.paragraphs:
        codes = "".join(code.text or "" for code in paragraph.element.iter(f"{W}instrText"))
        simple = (field.get(f"{W}instr", "") for field in paragraph.element.iter(f"{W}fldSimple"))
        if found := _FETCHING.search(" ".join((codes, *simple))):
            yield paragraph.fault(ELSEWHERE, what=f"trường {found[0].upper()}")


def _remote_template(text: TemplateText) -> Iterator[TemplateFault]:
    for kind, name in text.linked:
        folder, _, file = name.rpartition("/")
        for relation in _relations(text.blobs.get(f"{folder}/_rels/{file}.rels")) if kind == "settings" else ():
            if relation.get("TargetMode") == "External" and _FROM_WEB.match(relation.get("Target", "")):
                yield ELSEWHERE.fault(what="tệp mẫu trên mạng gắn kèm (Document Template)")


def _relations(blob: bytes | None) -> Iterator[_Element]:
    return parse(blob).iter("{*}Relationship") if blob else iter(())


def _tracked(part: Part) -> Iterator[TemplateFault]:
    paragraph_of = _Nearest(part)
    changed = dict.fromkeys(paragraph_of(element) for element in part.root.iter(*_TRACKED))
    yield from (paragraph.fault(TRACKED) for paragraph in changed)


def _comments(parts: list[Part]) -> list[TemplateFault]:
    for part in parts:
        for paragraph in part.paragraphs:
            if any(name == "commentReference" for _, name, _ in paragraph.between):
                return [paragraph.fault(COMMENTED)]
    return []


def _not_filled(text: TemplateText) -> Iterator[TemplateFault]:
    """Yield tags in parts that are not filled."""
    wheres = {
        "endnotes": "cước chú cuối văn bản",
        "chart": "biểu đồ",
        "diagramData": "sơ đồ (SmartArt)",
    }
    for kind, name in text.linked:
        sign = _sign_in(text.blobs.get(name, b"")) if kind in wheres else ""
        if sign:
            yield NOT_FILLED.fault("", 0, "", sign, where=wheres[kind])
    for name, blob in text.blobs.items():
        sign = _sign_in(blob) if name.startswith("docprops/") and name.endswith(".xml") else ""
        if sign:
            yield IN_PROPERTIES.fault("", 0, "", sign)


def _sign_in(blob: bytes) -> str:
    """Return the first tag in the text of an XML part, empty where there is none."""
    text = re.sub(rb"<[^>]*>", b"", blob)
    found = _SIGN_BYTES.search(text)
    return (
        re.split(r"(?<=[}%]\})", text[found.start() : found.start() + 200].decode(errors="replace"))[0] if found else ""
    )


class _Nearest:
    """Finds the paragraph that an element belongs to: the one that it stands in, else the first one in it or after."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._of = {paragraph.element: paragraph for paragraph in part.paragraphs}

    def __call__(self, element: _Element) -> Paragraph:
        while element is not None and element.tag != P:
            inside = next(element.iter(P), None)
            element = inside if inside is not None else element.getparent()
        found = self._of.get(element)
        # A part without a paragraph has no better place.
        return found or Paragraph(self._part.label, 0, self._part.root)
