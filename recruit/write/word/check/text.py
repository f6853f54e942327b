"""The text of a Word template as the filling sees it: its parts, their paragraphs, and what stands between letters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.books.ooxml import local, parse, relations
from recruit.guard.gate import MAX_FILE, open_archive
from recruit.guard.refusals import Refused
from recruit.write.word.check.faults import DAMAGED, NO_WORD_FILE, OTHER_FORMAT, TOO_BIG, TemplateFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from recruit.guard.gate import Package
    from recruit.write.word.check.faults import Kind

BODY, HEADER, FOOTER, FOOTNOTES = "thân văn bản", "đầu trang", "chân trang", "cước chú"

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
P, R, T, TR, TC, TBL = (W + name for name in ("p", "r", "t", "tr", "tc", "tbl"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PAGE_BREAK = "page break"
"""What stands for a line break that begins a new page or column, among the names of elements."""

DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DESCRIPTIONS = ("descr", "title")
SIGNS = re.compile(r"\{[{%#]|[%}#]\}")
"""What begins or ends a tag."""

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

# No letter of an office comes near; what the check does with a tag takes the longer, the more there are.
_MOST_PARAGRAPHS = 5_000
_MOST_LETTERS = 300_000
_MOST_LETTERS_OF_ONE = 20_000

# What may stand between two letters of a tag without a trace.
_HARMLESS = frozenset({"proofErr", "lastRenderedPageBreak", "rPr", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "fldData"})
# Marks that come in pairs (a comment's are three): no harm if a tag holds all that belong together.
_PAIRED = {
    "bookmarkStart": 2,
    "bookmarkEnd": 2,
    "permStart": 2,
    "permEnd": 2,
    "commentRangeStart": 3,
    "commentRangeEnd": 3,
    "commentReference": 3,
}
_WRAPPINGS = frozenset(
    {"r", "hyperlink", "ins", "del", "moveFrom", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"}
    | {"dir", "bdo", "rt", "ruby", "rubyBase"}
)
_WORDS = {
    "tab": "dấu tab",
    "ptab": "dấu tab",
    "br": "dấu ngắt dòng",
    "cr": "dấu ngắt dòng",
    PAGE_BREAK: "ngắt trang",
    "noBreakHyphen": "dấu gạch nối không ngắt",
    "softHyphen": "dấu gạch nối tùy chọn",
    "sym": "ký hiệu chèn (Symbol)",
    "fldChar": "trường (Field)",
    "instrText": "trường (Field)",
    "fldSimple": "trường (Field)",
    "footnoteReference": "dấu cước chú",
    "endnoteReference": "dấu cước chú",
    "drawing": "hình",
    "pict": "hình",
    "object": "hình",
    "AlternateContent": "hình",
    "oMath": "công thức",
    "oMathPara": "công thức",
    "hyperlink": "liên kết (Hyperlink)",
    "sdt": "ô nội dung (Content Control)",
    "sdtContent": "ô nội dung (Content Control)",
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "delText"), "thay đổi chưa duyệt (Track Changes)"),
    **dict.fromkeys(("bookmarkStart", "bookmarkEnd"), "một nửa dấu trang (Bookmark)"),
    **dict.fromkeys(("commentRangeStart", "commentRangeEnd", "commentReference"), "chú thích (Comment)"),
}
_OTHER = "một đối tượng không phải chữ"

# How the look of a run is compared: not by what is never seen.
_UNSEEN = frozenset({"lang", "noProof", "rPrChange"})


class Unreadable(Exception):
    """A file that is no template: `fault` says why."""

    def __init__(self, fault: TemplateFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one run: where they start and end in the paragraph's text, the run's look, what the run stands in."""

    start: int
    end: int
    look: frozenset
    parent: _Element


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph: its place, its letters joined, and what stands between them as (offset, element name, id).

    `described` holds the descriptions of its pictures that have tags, each with its offset: the filling takes those.
    """

    part: str
    number: int
    element: _Element
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    between: list[tuple[int, str, str]] = field(default_factory=list)
    described: list[tuple[int, str]] = field(default_factory=list)

    def fault(self, kind: Kind, tag: str = "", /, **slots: str) -> TemplateFault:
        """Return a fault at this paragraph."""
        return kind.fault(self.part, self.number, self.text, tag, **slots)

    def parent_at(self, offset: int) -> _Element:
        """Return what the run of the letter at `offset` stands in."""
        return next((piece.parent for piece in self.pieces if piece.start <= offset < piece.end), self.element)

    def torn_by(self, start: int, end: int) -> str:
        """Return in words what keeps the letters from `start` to `end` from being one text, empty where nothing does."""
        parents = {piece.parent for piece in self.pieces if piece.start < end and piece.end > start}
        names = [local(parent) for parent in parents if parent is not self.element] if len(parents) > 1 else []
        inside = [(name, ident) for offset, name, ident in self.between if start < offset < end]
        if not inside:
            return in_words(names[0]) if names else ""
        groups = Counter((_PAIRED[name], name[:4], ident) for name, ident in inside if name in _PAIRED)
        for name, ident in inside:
            if name not in _PAIRED or groups[_PAIRED[name], name[:4], ident] != _PAIRED[name]:
                names.append(name)
        return in_words(names[0]) if names else ""

    def looks(self, start: int, end: int) -> int:
        """Return how many looks the letters from `start` to `end` have."""
        return len({piece.look for piece in self.pieces if piece.start < end and piece.end > start})


@dataclass(slots=True, eq=False)
class Part:
    """A part that is filled: its label, its name in the package, and its paragraphs in the order of the document."""

    label: str
    name: str
    root: _Element
    paragraphs: list[Paragraph]

    def without_twins(self, faults: list[TemplateFault]) -> list[TemplateFault]:
        """Return faults without those of text boxes' second copies, which Word keeps for older programs."""
        copies = {element for fallback in self.root.iter(_FALLBACK) for element in fallback.iter(P)}
        if not copies:
            return faults
        numbers = {paragraph.number for paragraph in self.paragraphs if paragraph.element in copies}
        said = {(fault.code, fault.tag, fault.text) for fault in faults if fault.paragraph not in numbers}
        return [f for f in faults if f.paragraph not in numbers or (f.code, f.tag, f.text) not in said]


@dataclass(slots=True, eq=False)
class TemplateText:
    """A template's parts, body first; all parts of its package by case-folded name, and which the body refers to.

    `linked` has a pair for each reference: the last word of its kind, and the part's name.
    """

    parts: list[Part]
    blobs: dict[str, bytes]
    linked: list[tuple[str, str]]


def in_words(name: str) -> str:
    """Return what a clerk calls the element `name`."""
    return _WORDS.get(name, _OTHER)


def read_template_text(data: bytes) -> TemplateText:
    """Return the text of a template. Raises Unreadable where the file is no sound .docx or too large."""
    try:
        return _read(data)
    except Refused as refused:
        raise Unreadable(_refused(refused.code, data)) from refused


def _refused(code: str, data: bytes) -> TemplateFault:
    if code in ("too-big", "too-big-part", "too-many-parts"):
        return TOO_BIG.fault()
    if code == "encrypted":
        return NO_WORD_FILE.fault(why="tệp có mật khẩu")
    if code == "doctype":
        return DAMAGED.fault(why="có khai báo không được phép, có thể là tệp độc hại")
    if data[30:].startswith(b"mimetypeapplication/vnd.oasis"):
        return NO_WORD_FILE.fault(why="tệp LibreOffice dạng .odt")
    if data[:4] != b"PK\x03\x04":
        return NO_WORD_FILE.fault(why="nội dung không phải là tệp Word")
    return DAMAGED.fault(why="nội dung bên trong không đọc được")


def _read(data: bytes) -> TemplateText:
    if len(data) > MAX_FILE:
        raise Unreadable(TOO_BIG.fault())
    if not data:
        raise Unreadable(NO_WORD_FILE.fault(why="tệp rỗng"))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(NO_WORD_FILE.fault(why="tệp Word đời cũ .doc, hoặc có mật khẩu"))
    package = open_archive(data)
    # Filling reads every part: what does not inflate within bounds is not handed to it.
    blobs = {name: package.read(name) for name in package.names}
    main = _main_part(package)
    root = parse(package.read_xml(main))
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise Unreadable(OTHER_FORMAT.fault())
    folder, _, file = main.rpartition("/")
    linked = list(relations(package, f"{folder}/_rels/{file}.rels".lstrip("/"), folder).values())
    parts = [_part(BODY, main, root.find(f"{W}body"))]
    labels = {"header": HEADER, "footer": FOOTER, "footnotes": FOOTNOTES}
    for kind in labels:
        for name in dict.fromkeys(part for found, part in linked if found == kind):
            parts.append(_part(labels[kind], name, parse(package.read_xml(name))))
    # The filling knows elements by their prefix.
    if any(part.root.nsmap.get("w") != NS for part in parts):
        raise Unreadable(OTHER_FORMAT.fault())
    _be_within_bounds(parts)
    return TemplateText(parts, blobs, [(kind, part.casefold()) for kind, part in linked])


def _be_within_bounds(parts: list[Part]) -> None:
    lengths = [len(paragraph.text) for part in parts for paragraph in part.paragraphs]
    if (
        len(lengths) > _MOST_PARAGRAPHS
        or sum(lengths) > _MOST_LETTERS
        or max(lengths, default=0) > _MOST_LETTERS_OF_ONE
    ):
        raise Unreadable(TOO_BIG.fault())


def _main_part(package: Package) -> str:
    types = parse(package.read_xml("[Content_Types].xml"))
    main = next((p for kind, p in relations(package, "_rels/.rels", "").values() if kind == "officeDocument"), "")
    named = {t.get("PartName", "").lstrip("/").casefold(): t.get("ContentType", "") for t in types}
    declared = named.get(main.casefold(), "")
    if not main or main not in package:
        raise Unreadable(NO_WORD_FILE.fault(why="không có thân văn bản"))
    if declared != _MAIN:
        why = (
            "tệp mẫu .dotx hoặc tệp có macro" if "wordprocessingml" in declared or "ms-word" in declared else "tệp khác"
        )
        raise Unreadable(NO_WORD_FILE.fault(why=why))
    return main


def _part(label: str, name: str, root: _Element) -> Part:
    found = []
    for number, element in enumerate(root.iter(P), start=1):
        paragraph = Paragraph(label, number, element)
        _collect(paragraph)
        found.append(paragraph)
    return Part(label, name, root, found)


def _collect(paragraph: Paragraph) -> None:
    """Put the letters of a paragraph together, as the filling does; those of text boxes in it are not its own."""
    letters: list[str] = []
    length = 0
    for element in _own(paragraph.element):
        if element.tag == T:
            text = element.text or ""
            if text:
                run = element.getparent()
                piece = Piece(length, length + len(text), _look(run), run.getparent())
                paragraph.pieces.append(piece)
                letters.append(text)
                length += len(text)
            continue
        name = local(element)
        if name == "br" and element.get(f"{W}type") in ("page", "column"):
            name = PAGE_BREAK
        if name and name not in _HARMLESS and name not in _WRAPPINGS:
            paragraph.between.append((length, name, element.get(f"{W}id", "")))
        if name == "drawing":
            for properties in element.iter(DESCRIBED):
                values = [value for key, value in properties.items() if key in DESCRIPTIONS]
                paragraph.described += [(length, value) for value in values if SIGNS.search(value)]
    paragraph.text = "".join(letters)


def _own(element: _Element) -> Iterator[_Element]:
    for child in element:
        yield child
        if local(child) in _WRAPPINGS:
            yield from _own(child)


def _look(run: _Element) -> frozenset:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return frozenset()
    return frozenset(
        (child.tag, *sorted((key, value) for key, value in child.items() if not key.endswith("}hint")))
        for child in properties
        if local(child) not in _UNSEEN
    )
