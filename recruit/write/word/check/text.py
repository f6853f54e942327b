"""The text of a template as the filling sees it: its parts, each one's letters in a row, and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from recruit.books.ooxml import local, parse, relations
from recruit.guard.gate import MAX_FILE, open_archive
from recruit.guard.refusals import Refused
from recruit.write.word.check.faults import DAMAGED, NO_WORD_FILE, OTHER_FORMAT, TOO_BIG, Fault, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.guard.gate import Package

BODY, HEADER, FOOTER, FOOTNOTES = "thân văn bản", "đầu trang", "chân trang", "cước chú"
_LABELS = {"header": HEADER, "footer": FOOTER, "footnotes": FOOTNOTES}

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
P, T, TR, TBL = (W + name for name in ("p", "t", "tr", "tbl"))
DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DESCRIPTIONS = ("descr", "title")
SIGNS = re.compile(r"\{[{%#]|[%}#]\}")
"""What begins or ends a tag."""

_NO_OBJECTS = ("p", "r", "proofErr", "lastRenderedPageBreak", "tblGrid", "gridCol")
"""What may stand empty between two letters of a tag without a trace."""

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

# No letter of an office comes near; what the check does with a tag takes the longer, the more there are.
_MOST_PARAGRAPHS = 5_000
_MOST_LETTERS = 300_000
_MOST_LETTERS_OF_ONE = 20_000

# What of a run's look anybody sees.
_SEEN = {"b", "i", "u", "strike", "dstrike", "caps", "smallCaps", "vanish"} | {
    *("color", "sz", "highlight", "shd", "vertAlign", "rFonts")
}


class FileProblem(Exception):
    """A file that is no template: `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph of a part, or a line of a text, which has no element: its letters and what stands beside them.

    A `copy` stands in the second copy of a text box, which Word keeps for older programs.
    """

    number: int
    element: etree._Element | None = None
    copy: bool = False
    text: str = ""
    objects: list[etree._Element] = field(default_factory=list)


class Run(NamedTuple):
    """Letters of one look: where they begin, the paragraph, what is seen of the look, what the run stands in.

    Letters that describe a picture have neither a look nor a holder.
    """

    start: int
    paragraph: Paragraph
    look: frozenset | None = None
    holder: etree._Element | None = None


@dataclass(slots=True, eq=False)
class Part:
    """A part that is filled, its paragraphs in the order of the document; a text has neither label nor root.

    `text` is all letters as they follow each other, descriptions of pictures that have tags among them; a line feed
    stands where another paragraph or a description begins. `objects` are what stands between letters, each with where.
    """

    label: str = ""
    name: str = ""
    root: etree._Element | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    text: str = ""
    runs: list[Run] = field(default_factory=list)
    objects: list[tuple[int, etree._Element]] = field(default_factory=list)

    def at(self, offset: int) -> Paragraph:
        """Return the paragraph of the letter at `offset`."""
        return self.runs_of(offset, offset + 1)[0].paragraph

    def runs_of(self, start: int, end: int) -> list[Run]:
        """Return the runs of the letters from `start` to `end`."""
        first = bisect_right(self.runs, start, key=lambda run: run.start) - 1
        return self.runs[max(first, 0) : max(bisect_right(self.runs, end - 1, key=lambda run: run.start), 1)]

    def objects_of(self, start: int, end: int) -> list[etree._Element]:
        """Return what stands between the letters from `start` to `end`."""
        first = bisect_right(self.objects, start, key=lambda item: item[0])
        return [item[1] for item in self.objects[first : bisect_left(self.objects, end, key=lambda item: item[0])]]

    def fault(self, fault: Fault, paragraph: Paragraph | int, tag: str = "") -> Fault:
        """Return a fault at a paragraph or line, or at the one with a number; 0 where a part has none."""
        if isinstance(paragraph, int):
            paragraph = self.paragraphs[paragraph - 1] if paragraph else Paragraph(0)
        number, line = (paragraph.number, 0) if self.label else (0, paragraph.number)
        return replace(fault, part=self.label, paragraph=number, line=line, text=shown(paragraph.text), tag=shown(tag))


@dataclass(slots=True, eq=False)
class TemplateText:
    """A template's parts that are filled, body first, and all parts of its package by case-folded name."""

    parts: list[Part]
    blobs: dict[str, bytes]


def part_of_lines(text: str) -> Part:
    """Return a plain text as a part, each line a paragraph. Raises FileProblem where it is too long."""
    part = Part(text=text)
    for number, line in enumerate(text.split("\n"), start=1):
        start = part.runs[-1].start + len(part.paragraphs[-1].text) + 1 if part.runs else 0
        part.paragraphs.append(Paragraph(number, text=line))
        part.runs.append(Run(start, part.paragraphs[-1], frozenset()))
    _be_within_bounds([part])
    return part


def read_template_text(data: bytes) -> TemplateText:
    """Return the text of a template. Raises FileProblem where the file is no sound .docx or too large."""
    try:
        return _read(data)
    except Refused as refused:
        raise FileProblem(_refused(refused.code, data)) from refused


def _refused(code: str, data: bytes) -> Fault:
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
        raise FileProblem(TOO_BIG.fault())
    if not data:
        raise FileProblem(NO_WORD_FILE.fault(why="tệp rỗng"))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileProblem(NO_WORD_FILE.fault(why="tệp Word đời cũ .doc, hoặc có mật khẩu"))
    package = open_archive(data)
    # Filling reads every part: what does not inflate within bounds is not handed to it.
    blobs = {name.casefold(): package.read(name) for name in package.names}
    main = _main_part(package)
    root = parse(package.read_xml(main))
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise FileProblem(OTHER_FORMAT.fault())
    folder, _, file = main.rpartition("/")
    linked = relations(package, f"{folder}/_rels/{file}.rels".lstrip("/"), folder).values()
    parts = [_part(BODY, main, root.find(f"{W}body"))]
    for kind, label in _LABELS.items():
        for name in dict.fromkeys(part for found, part in linked if found == kind):
            parts.append(_part(label, name, parse(package.read_xml(name))))
    # The filling knows elements by their prefix.
    if any(part.root.nsmap.get("w") != NS for part in parts):
        raise FileProblem(OTHER_FORMAT.fault())
    _be_within_bounds(parts)
    return TemplateText(parts, blobs)


def _be_within_bounds(parts: list[Part]) -> None:
    lengths = [len(paragraph.text) for part in parts for paragraph in part.paragraphs]
    letters = sum(len(part.text) for part in parts)
    if len(lengths) > _MOST_PARAGRAPHS or letters > _MOST_LETTERS or max(lengths, default=0) > _MOST_LETTERS_OF_ONE:
        raise FileProblem(TOO_BIG.fault())


def _main_part(package: Package) -> str:
    types = parse(package.read_xml("[Content_Types].xml"))
    main = next((p for kind, p in relations(package, "_rels/.rels", "").values() if kind == "officeDocument"), "")
    named = {t.get("PartName", "").lstrip("/").casefold(): t.get("ContentType", "") for t in types}
    declared = named.get(main.casefold(), "")
    if not main or main not in package:
        raise FileProblem(NO_WORD_FILE.fault(why="không có thân văn bản"))
    if declared != _MAIN:
        word = "wordprocessingml" in declared or "ms-word" in declared
        raise FileProblem(NO_WORD_FILE.fault(why="tệp mẫu .dotx hoặc tệp có macro" if word else "tệp khác"))
    return main


def placed(root: etree._Element) -> Iterator[tuple[etree._Element, int, bool]]:
    """Yield every element with the number of its paragraph, and whether it is about something else, as a look is.

    What stands in no paragraph comes with the next one, or the last.
    """
    waiting: list[tuple[etree._Element, bool]] = []
    inside: list[int] = []
    number = properties = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_property = element.tag.startswith(W) and element.tag.endswith("Pr")
        if event == "end":
            properties -= is_property
            if element.tag == P:
                inside.pop()
            continue
        properties += is_property
        if element.tag == P:
            number += 1
            inside.append(number)
            yield element, number, False
        else:
            waiting.append((element, properties > 0))
        if inside:
            yield from ((earlier, inside[-1], about) for earlier, about in waiting)
            waiting.clear()
    yield from ((earlier, number, about) for earlier, about in waiting)


def _part(label: str, name: str, root: etree._Element) -> Part:
    part = Part(label, name, root)
    letters: list[str] = []
    own: list[list[str]] = []
    length = 0

    def add(text: str, run: Run) -> int:
        before = part.runs[-1] if part.runs else run
        apart = before.paragraph is not run.paragraph or None in (before.look, run.look)
        letters.append("\n" + text if apart and part.runs else text)
        part.runs.append(run._replace(start=length + len(letters[-1]) - len(text)))
        return length + len(letters[-1])

    for element, number, about in placed(root):
        if element.tag == P:
            copy = next(element.iterancestors(_FALLBACK), None) is not None
            part.paragraphs.append(Paragraph(number, element, copy))
            own.append([])
        elif not number:
            break
        paragraph = part.paragraphs[number - 1]
        if element.tag == T:
            text = (element.text or "").replace("\n", " ")
            run = element.getparent()
            own[number - 1].append(text)
            length = add(text, Run(0, paragraph, _look(run), run.getparent())) if text else length
        elif element.tag == DESCRIBED:
            for value in (value for key, value in element.items() if key in DESCRIPTIONS and SIGNS.search(value)):
                length = add(value.replace("\n", " "), Run(0, paragraph))
        elif not len(element) and not about and local(element) not in _NO_OBJECTS:
            part.objects.append((length, element))
            paragraph.objects.append(element)
    for paragraph, texts in zip(part.paragraphs, own, strict=True):
        paragraph.text = "".join(texts)
    part.text = "".join(letters)
    return part


def _look(run: etree._Element) -> frozenset:
    """Return what anybody sees of a run's look."""
    found = run.find(f"{W}rPr")
    seen = (child for child in (() if found is None else found) if local(child) in _SEEN)
    return frozenset((child.tag, *sorted(i for i in child.items() if not i[0].endswith("}hint"))) for child in seen)
