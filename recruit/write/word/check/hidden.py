"""What keeps a template from being filled whole, apart from its tags: places not filled, changes, content elsewhere."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from recruit.books.ooxml import local, parse
from recruit.guard.refusals import Refused
from recruit.write.word.check.faults import COMMENTED, DAMAGED, ELSEWHERE, IN_PROPERTIES, NOT_FILLED, TRACKED
from recruit.write.word.check.text import DESCRIBED, DESCRIPTIONS, SIGNS, FileProblem, T, W, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.text import Part, TemplateText

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FETCHING = re.compile(r"\b(?:INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b", re.IGNORECASE)
_SIGN = re.compile(r"\{[{%]")
_FROM_WEB = re.compile(r"[a-z]{2,}tps?:", re.IGNORECASE)
_TRACKED = frozenset(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"),
        *("trPrChange", "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
)


def hidden_faults(text: TemplateText) -> Iterator[Fault]:
    """Yield what is wrong with a template that is no tag's making. Raises FileProblem for damaged relations."""
    filled = {part.name.casefold() for part in text.parts}
    for name, blob in text.blobs.items():
        if name.endswith(".xml") and name not in filled and not name.startswith("word/comments"):
            yield from _not_filled(name, blob)
    for relation in _relations(text.blobs, "word/settings.xml"):
        if relation.get("TargetMode") == "External" and _FROM_WEB.match(relation.get("Target", "")):
            yield ELSEWHERE.fault(what="tệp mẫu trên mạng gắn kèm (Document Template)")
    for part in text.parts:
        yield from _in_part(part, _outside(text.blobs, part.name.casefold()))
    commented = (
        (part, p) for part in text.parts for p in part.paragraphs if "commentReference" in map(local, p.objects)
    )
    yield from (part.fault(COMMENTED.fault(), paragraph) for part, paragraph in islice(commented, 1))


def _not_filled(name: str, blob: bytes) -> Iterator[Fault]:
    """Yield a tag in the text of a part that is not filled."""
    text = ""
    if b"{" in blob:
        with contextlib.suppress(Refused):
            text = "".join(parse(blob).itertext())
    if found := _SIGN.search(text):
        tag = text[found.start() : found.start() + 80]
        kind = IN_PROPERTIES if name.startswith("docprops/") else NOT_FILLED
        yield replace(kind.fault(), tag=re.split(r"(?<=[}%]\})", tag)[0])


def _relations(blobs: Mapping[str, bytes], part: str) -> Iterator[_Element]:
    folder, _, file = part.rpartition("/")
    blob = blobs.get(f"{folder}/_rels/{file}.rels")
    try:
        return parse(blob).iter("{*}Relationship") if blob else iter(())
    except Refused as refused:
        raise FileProblem(DAMAGED.fault(why="nội dung bên trong không đọc được")) from refused


def _outside(blobs: Mapping[str, bytes], part: str) -> dict[str, str]:
    """Return the relations of a part to what does not stand in its package as text or picture: number → in words."""
    outside = {}
    for relation in _relations(blobs, part):
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in ("aFChunk", "subDocument") or (relation.get("TargetMode") == "External" and kind != "hyperlink"):
            outside[relation.get("Id", "")] = "tệp chèn nguyên" if kind == "aFChunk" else "hình hoặc tệp liên kết"
    return outside


def _in_part(part: Part, outside: Mapping[str, str]) -> Iterator[Fault]:
    """Yield changes, tags in what is hidden, and what a program that opens the letter would fetch."""
    for element, paragraph, _ in placed(part.root):
        if element.tag in _TRACKED:
            yield part.fault(TRACKED.fault(), paragraph)
        if element.tag == f"{W}sdt" and any(local(child) == "dataBinding" for child in element.iterfind(f"{W}sdtPr/*")):
            text = "".join(letters.text or "" for letters in element.iter(T))
            if SIGNS.search(text):
                yield part.fault(NOT_FILLED.fault(), paragraph, text)
        hidden = [element.text] if element.tag not in (T, f"{W}delText") and element.text else []
        hidden += [v for key, v in element.items() if not (element.tag == DESCRIBED and key in DESCRIPTIONS)]
        for text in filter(SIGNS.search, hidden):
            yield part.fault(NOT_FILLED.fault(), paragraph, text)
        for key, value in element.items():
            if key.startswith(_RELATION) and value in outside:
                yield part.fault(ELSEWHERE.fault(what=outside[value]), paragraph)
    for code, paragraph in _fields(part):
        if found := _FETCHING.search(code):
            yield part.fault(ELSEWHERE.fault(what=f"trường {found[0].upper()}"), paragraph)


def _fields(part: Part) -> Iterator[tuple[str, int]]:
    """Yield the code of each field, which goes on until the next mark of a field, with the paragraph where it begins."""
    code: list[str] = []
    begun = 0
    for element, paragraph, _ in placed(part.root):
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", ""), paragraph
        elif element.tag == f"{W}instrText":
            begun = begun if code else paragraph
            code.append(element.text or "")
        elif element.tag == f"{W}fldChar":
            yield "".join(code), begun
            code.clear()
    yield "".join(code), begun
