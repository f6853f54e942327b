"""A template opened: the letters of its parts as the filling sees them, and what it holds that no letter may."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import gt
from typing import TYPE_CHECKING, NamedTuple

from docx.opc.constants import CONTENT_TYPE
from lxml import etree

from recruit.books.ooxml import local, parse
from recruit.guard.gate import MAX_FILE, open_archive
from recruit.guard.refusals import Refused
from recruit.write.word.charts import lost_workbooks
from recruit.write.word.check import faults as kinds
from recruit.write.word.filling import WordTemplate
from recruit.write.word.sandbox import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.write.word.check.faults import Fault

BODY = "thân văn bản"
_LABELS = {
    CONTENT_TYPE.WML_DOCUMENT_MAIN: BODY,
    CONTENT_TYPE.WML_HEADER: "đầu trang",
    CONTENT_TYPE.WML_FOOTER: "chân trang",
    CONTENT_TYPE.WML_FOOTNOTES: "cước chú",
    CONTENT_TYPE.WML_ENDNOTES: "cước chú cuối văn bản",
}

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
P, T, TR, TBL = (W + name for name in ("p", "t", "tr", "tbl"))
DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DESCRIPTIONS = ("descr", "title")
SIGNS = re.compile(r"\{[{%#]|[%}#]\}")
"""What begins or ends a tag."""

_NO_OBJECTS = ("p", "r", "proofErr", "lastRenderedPageBreak", "tblGrid", "gridCol")
"""What may stand empty between two letters of a tag without a trace."""

_TOO_BIG = "nội dung quá lớn"
_UNUSUAL = "tệp hỏng, hoặc không phải tệp .docx thường (mà là .dotx, .docm, .docx kiểu Strict, tệp khác)"
# What stands near the beginning of another file.
_OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": "tệp Word đời cũ .doc, hoặc có mật khẩu",
    b"mimetypeapplication/vnd.oasis": "tệp LibreOffice dạng .odt",
}
_XML = (".xml", ".rels")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_MOST_LETTERS = 300_000
_BOUNDS = (5_000, _MOST_LETTERS, 20_000, 4_000)
"""Paragraphs, letters, letters of one paragraph, signs: no letter of an office comes near, and each takes its time."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ADDRESS = re.compile(r"\w[\w+.-]{1,40}:|[\\/]{2}")
_LINK = re.compile(r"https?://|mailto:|#|$", re.IGNORECASE)
# Relations that lead outside without harm. A template on the office's own disk is nowhere else, and fetches nothing.
_HARMLESS = {
    "hyperlink": _LINK,
    "attachedTemplate": re.compile(r"(?:file:/{1,3})?[a-z]:[\\/]|[^\\/:%]{1,80}$", re.IGNORECASE),
}
_WHOLE = ("aFChunk", "subDocument")
_CODES = (f"{W}instrText", f"{W}delText")
_FIELD_WORDS = re.compile(r'"[^"]{0,2000}"|[^\s"]{1,2000}')
# Fields that fetch; what names one is its first word, and may itself be made by another field.
_FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD")
_NESTED = "\0"
# What stands after these in a link is shown, or is a place in the document.
_SWITCHES = (r"\l", r"\o", r"\t")
_TAG = re.compile(r"\{[{%].{0,80}?(?:[}%]\}|$)", re.DOTALL)
_TRACKED = re.compile(re.escape(W) + r"(?:ins|del|move(?:From|To)|cell(?:Ins|Del|Merge))$")


class FileProblem(ValueError):
    """A file that is no template: `fault` says why."""

    def __init__(self, why: str) -> None:
        self.fault = kinds.NOT_USABLE.fault(why=why)
        super().__init__(self.fault.message)


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph of a part, or a line of a text, which has no element: its letters and what stands beside them."""

    number: int
    element: etree._Element | None = None
    text: str = ""
    objects: list[etree._Element] = field(default_factory=list)

    @property
    def is_copy(self) -> bool:
        """Whether it stands in the second copy of a text box, which Word keeps for older programs."""
        return self.element is not None and next(self.element.iterancestors(_FALLBACK), None) is not None


class Run(NamedTuple):
    """What letters stand in: the paragraph, and what holds their run; nothing where they describe a picture.

    All lines of a text are held by one root.
    """

    paragraph: Paragraph
    holder: etree._Element | None = None


@dataclass(slots=True, eq=False)
class Part:
    """A part that is filled, its paragraphs in the order of the document; a text has no label.

    `text` is all letters as they follow each other, descriptions of pictures that have tags among them; a line feed
    stands where another paragraph or a description begins. `runs` has for each letter what it stands in, `objects` for
    letters what stands before them and is no letter.
    """

    label: str = ""
    name: str = ""
    root: etree._Element | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    text: str = ""
    runs: list[Run] = field(default_factory=list)
    objects: dict[int, list[etree._Element]] = field(default_factory=lambda: defaultdict(list))

    def fault(self, fault: Fault, paragraph: Paragraph, tag: str = "") -> Fault:
        """Return a fault at a paragraph or line."""
        number, line = (paragraph.number, 0) if self.label else (0, paragraph.number)
        return replace(
            fault, part=self.label, paragraph=number, line=line, text=kinds.shown(paragraph.text), tag=kinds.shown(tag)
        )


def part_of_lines(text: str) -> Part:
    """Return a plain text as a part, each line a paragraph. Raises FileProblem where it is too long."""
    part = Part(text=text, root=etree.Element("text"))
    part.paragraphs = [Paragraph(number, text=line) for number, line in enumerate(text.split("\n"), start=1)]
    _be_within_bounds([part])
    part.runs = [run for line in part.paragraphs for run in [Run(line, part.root)] * (len(line.text) + 1)]
    return part


class Opened(NamedTuple):
    """A template as it is filled: its parts, body first, and all parts of its package by case-folded name.

    `trees` are those of XML.
    """

    template: WordTemplate
    parts: list[Part]
    blobs: dict[str, bytes]
    trees: dict[str, etree._Element]


def open_template(data: bytes) -> Opened:
    """Return a template opened. Raises FileProblem where the file is no sound .docx, holds a program or is too large."""
    try:
        blobs, trees = _unpacked(data)
        template = WordTemplate(data, environment())
        parts = [_part(_LABELS[part.content_type], part.partname, text) for part, text in template.parts()]
    except FileProblem:
        raise
    except Exception as error:
        # Whatever python-docx finds in a file, it is the file that cannot be opened.
        why = _TOO_BIG if isinstance(error, Refused) and error.code.startswith("too-") else _UNUSUAL
        raise FileProblem(next((why for sign, why in _OTHER_FILES.items() if sign in data[:60]), why)) from error
    _be_within_bounds(parts)
    return Opened(template, parts, blobs, trees)


def _unpacked(data: bytes) -> tuple[dict[str, bytes], dict[str, etree._Element]]:
    """Return all parts of a package, and those of XML parsed, by case-folded name. Raises Refused and FileProblem.

    Filling reads every part: what does not inflate and parse within bounds is not handed to it.
    """
    if len(data) > MAX_FILE:
        raise FileProblem(_TOO_BIG)
    package = open_archive(data)
    blobs = {name.casefold(): package.read(name) for name in package.names}
    trees = {n.casefold(): parse(package.read_xml(n)) for n in package.names if n.casefold().endswith(_XML)}
    types = list(trees.get("[content_types].xml", ()))
    of_xml = [kind for kind in types if "+xml" in kind.get("ContentType", "")]
    names = [kind.get("PartName", f".{kind.get('Extension')}").casefold() for kind in of_xml]
    if not all(name.endswith(_XML) for name in names):
        raise FileProblem(_UNUSUAL)
    # A part's name, kind or relation says that it holds a program.
    said = [*types, *(relation for _, relation in _relations(trees))]
    words = " ".join(value for element in said for value in element.attrib.values()).casefold()
    if "vba" in words or "activex" in words:
        raise FileProblem("tệp có macro")
    return blobs, trees


def _relations(trees: Mapping[str, etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """Yield every relation with the name of the part that has it, which is empty for the package."""
    for name in (name for name in trees if name.endswith(".rels")):
        folder, _, file = name.removesuffix(".rels").rpartition("_rels/")
        yield from ((folder + file, relation) for relation in trees[name].iter("{*}Relationship"))


def _be_within_bounds(parts: list[Part]) -> None:
    lengths = [len(paragraph.text) for part in parts for paragraph in part.paragraphs]
    letters = sum(len(part.text) for part in parts)
    signs = sum(len(SIGNS.findall(part.text)) for part in parts)
    if any(map(gt, (len(lengths), letters, max(lengths, default=0), signs), _BOUNDS)):
        raise FileProblem(_TOO_BIG)


def _placed(part: Part) -> Iterator[tuple[etree._Element, Paragraph, bool]]:
    """Yield every element with its paragraph, and whether it is about something else, as a look is.

    What stands in no paragraph belongs to the next one, or the last.
    """
    coming = iter(part.paragraphs)
    following = next(coming, Paragraph(0))
    inside: list[Paragraph] = []
    properties = 0
    for event, element in etree.iterwalk(part.root, events=("start", "end")):
        is_property = element.tag.startswith(W) and element.tag.endswith("Pr")
        if event == "start":
            properties += is_property
            if element.tag == P:
                inside.append(following)
                following = next(coming, following)
            yield element, inside[-1] if inside else following, properties > 0
        else:
            properties -= is_property
            if element.tag == P:
                inside.pop()


def _part(label: str, name: str, xml: str) -> Part:
    root = parse(xml.encode())
    # The filling knows elements by their prefix.
    if root.nsmap.get("w") != NS:
        raise FileProblem(_UNUSUAL)
    part = Part(label, name.lstrip("/").casefold(), root)
    part.paragraphs = [Paragraph(number, element) for number, element in enumerate(root.iter(P), 1)]
    letters: list[str] = []
    own: dict[Paragraph, list[str]] = defaultdict(list)
    for element, paragraph, about in _placed(part) if part.paragraphs else ():
        found: list[tuple[str, Run]] = []
        if element.tag == T:
            found = [(element.text, Run(paragraph, element.getparent().getparent()))] if element.text else []
            own[paragraph] += [text.replace("\n", " ") for text, _ in found]
        elif element.tag == DESCRIBED:
            found = [(v, Run(paragraph)) for key, v in element.items() if key in DESCRIPTIONS and SIGNS.search(v)]
        elif not len(element) and not about and local(element) not in _NO_OBJECTS:
            part.objects[len(part.runs)].append(element)
            paragraph.objects.append(element)
        if len(part.runs) + sum(len(text) for text, _ in found) > _MOST_LETTERS:
            raise FileProblem(_TOO_BIG)
        for text, run in found:
            before = part.runs[-1] if part.runs else run
            apart = before.paragraph is not run.paragraph or None in (before.holder, run.holder)
            if apart and part.runs:
                letters.append("\n")
                part.runs.append(before)
            letters.append(text.replace("\n", " "))
            part.runs += [run] * len(text)
    for paragraph, texts in own.items():
        paragraph.text = "".join(texts)
    part.text = "".join(letters)
    return part


# -- what is wrong apart from tags ---------------------------------------------------------------------------------------


def hidden_faults(opened: Opened) -> Iterator[Fault]:
    """Yield what is wrong with a template that is no tag's making."""
    # The properties are the program's own in every letter, and comments come into none.
    passed_over = (*(part.name for part in opened.parts), "docprops/", "word/comments")
    for tree in (tree for name, tree in opened.trees.items() if not name.startswith(passed_over)):
        if found := _TAG.search("".join(tree.itertext())):
            yield replace(kinds.NOT_FILLED.fault(), tag=found[0])
        # Its source may be named without a relation.
        if next(tree.iter("{*}mailMerge"), None) is not None:
            yield kinds.ELSEWHERE.fault(what="trộn thư, Mail Merge")
    yield from (kinds.NO_WORKBOOK.fault(name=name.rpartition("/")[2]) for name in lost_workbooks(opened.blobs))
    # What a part, or the package, has a relation to that does not stand in it as text or picture, by its number.
    outside: dict[str, dict[str, str]] = defaultdict(dict)
    for name, relation in _relations(opened.trees):
        kind, address = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        # What an address says counts, whatever it is said to be.
        away = relation.get("TargetMode", "").casefold() == "external" or _ADDRESS.match(address)
        if kind in _WHOLE or (away and not (kind in _HARMLESS and _HARMLESS[kind].match(address))):
            outside[name][relation.get("Id", "")] = kinds.shown(address)
    for part in opened.parts:
        yield from _in_part(part, outside.pop(part.name, {}))
    yield from (kinds.ELSEWHERE.fault(what=what) for found in outside.values() for what in found.values())


def _in_part(part: Part, outside: dict[str, str]) -> Iterator[Fault]:
    """Yield changes, tags in what is hidden, and what a program that opens the letter would fetch."""
    said: set[str] = set()
    for element, paragraph, _ in _placed(part):
        if _TRACKED.match(element.tag):
            yield part.fault(kinds.TRACKED.fault(), paragraph)
        hidden = [element.text] if element.tag not in (T, *_CODES) and element.text else []
        hidden += [v for key, v in element.items() if not (element.tag == DESCRIBED and key in DESCRIPTIONS)]
        if element.tag == f"{W}sdt" and any(local(child) == "dataBinding" for child in element.iterfind(f"{W}sdtPr/*")):
            hidden.append("".join(letters.text or "" for letters in element.iter(T)))
        yield from (part.fault(kinds.NOT_FILLED.fault(), paragraph, text) for text in hidden if SIGNS.search(text))
        used = [value for key, value in element.items() if key.startswith(_RELATION) and value in outside]
        said.update(used)
        # Drawings of the older kind name pictures and links without a relation.
        named = {key.rpartition("}")[2]: value for key, value in element.items() if _ADDRESS.match(value)}
        named = [named.get("src", ""), "" if _LINK.match(named.get("href", "")) else named["href"]]
        for address in (*(outside[number] for number in used), *filter(None, named)):
            yield part.fault(kinds.ELSEWHERE.fault(what=kinds.shown(address)), paragraph)
    for paragraph, code in _fields(part):
        if SIGNS.search(code):
            yield part.fault(kinds.NOT_FILLED.fault(), paragraph, code)
        if _fetches(code):
            yield part.fault(kinds.ELSEWHERE.fault(what=kinds.shown(code.replace(_NESTED, "…"))), paragraph)
    yield from (kinds.ELSEWHERE.fault(what=address) for number, address in outside.items() if number not in said)


def _fetches(code: str) -> bool:
    """Whether a field fetches something, or leads elsewhere than to web and mail."""
    name, *given = [word.strip('"') for word in _FIELD_WORDS.findall(code)] or [""]
    if name.casefold() == "hyperlink":
        words = [word for before, word in pairwise((name, *given)) if before.casefold() not in _SWITCHES]
        return not all(_LINK.match(word) or re.match(r"\\\w", word) for word in words)
    return name.upper() in _FETCHING or _NESTED in name


def _fields(part: Part) -> Iterator[tuple[Paragraph, str]]:
    """Yield the code of each field with the paragraph in which it begins, a mark where another field stands in it.

    A field goes on over paragraphs; code before which none begins is one.
    """
    fields: list[tuple[Paragraph, list[str]]] = []
    for element, paragraph, _ in _placed(part):
        mark = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        if element.tag == f"{W}fldSimple":
            yield paragraph, element.get(f"{W}instr", "")
        elif element.tag == f"{W}instrText":
            fields = fields or [(paragraph, [])]
            fields[-1][1].append(element.text or "")
        elif mark == "begin":
            if fields:
                fields[-1][1].append(_NESTED)
            fields.append((paragraph, []))
        elif mark == "end" and fields:
            begun, code = fields.pop()
            yield begun, "".join(code)
    yield from ((begun, "".join(code)) for begun, code in fields)
