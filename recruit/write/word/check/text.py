"""A template opened: the letters of its parts as the filling sees them, and what it holds that no letter may."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
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
from recruit.write.word.check.faults import Fault
from recruit.write.word.filling import WordTemplate
from recruit.write.word.sandbox import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.write.word.check.faults import Kind

BODY = "thân văn bản"
_LABELS = {
    CONTENT_TYPE.WML_DOCUMENT_MAIN: BODY,
    CONTENT_TYPE.WML_HEADER: "đầu trang",
    CONTENT_TYPE.WML_FOOTER: "chân trang",
    CONTENT_TYPE.WML_FOOTNOTES: "cước chú",
    CONTENT_TYPE.WML_ENDNOTES: "cước chú cuối văn bản",
}

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, T, TR, TBL = (W + name for name in ("p", "t", "tr", "tbl"))
DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DESCRIPTIONS = ("descr", "title")
SIGNS = re.compile(r"\{[{%#]|[%}#]\}")
"""What begins or ends a tag."""

# What may stand empty between two letters of a tag without a trace.
_NO_OBJECTS = ("p", "r", "proofErr", "lastRenderedPageBreak", "tblGrid", "gridCol")

_TOO_BIG = "nội dung quá lớn"
_UNUSUAL = "tệp hỏng, có mật khẩu, hoặc không phải .docx thường, mà là .doc, .odt, .dotx, .docm, .docx kiểu Strict"
_XML = (".xml", ".rels")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_MOST_LETTERS, _LONGEST = 300_000, 20_000
_BOUNDS = (5_000, _MOST_LETTERS, _LONGEST, 4_000)
"""Paragraphs, letters, letters of one paragraph, signs: no letter of an office comes near, and each takes its time."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ADDRESS = re.compile(r"\w[\w+.-]{1,40}:|[\\/]{2}")
_LINK = re.compile(r"https?://|mailto:|#|$", re.IGNORECASE)
# Relations that lead outside without harm. A template on the office's own disk is nowhere else, and fetches nothing.
_HARMLESS = {
    "hyperlink": _LINK,
    "attachedTemplate": re.compile(r"(?:file:/{1,3})?[a-z]:[\\/]|[^\\/:%]{1,80}$", re.IGNORECASE),
}
_FIELD_WORDS = re.compile(r'"[^"]{0,2000}"|[^\s"]{1,2000}')
# Fields that fetch; what names one is its first word, and may itself be made by another field.
_FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD")
_NESTED = "\0"
_TAG = re.compile(r"\{[{%].{0,80}?(?:[}%]\}|$)", re.DOTALL)
_TRACKED = re.compile(re.escape(W) + r"(?:ins|del|move(?:From|To)|cell(?:Ins|Del|Merge))$")


class FileProblem(ValueError):
    """A file that is no template; `str` says in Vietnamese why."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph of a part, or a line of a text, which has no element: its letters and what stands beside them."""

    number: int
    element: etree._Element | None = None
    text: str = ""
    objects: list[etree._Element] = field(default_factory=list)


class Run(NamedTuple):
    """What letters stand in: the paragraph, and what holds their run; nothing where they describe a picture."""

    paragraph: Paragraph
    holder: etree._Element | None = None


@dataclass(slots=True, eq=False)
class Part:
    """A part that is filled, its paragraphs in the order of the document; a text has no label.

    `text` is all letters as they follow each other, descriptions of pictures that have tags among them; a line feed
    stands where another paragraph or a description begins. `runs` has for each letter what it stands in, `objects` for
    letters what stands before them and is no letter. One root holds all lines of a text; where a part has no paragraph,
    one with the number 0 stands for it.
    """

    label: str = ""
    name: str = ""
    root: etree._Element | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    text: str = ""
    runs: list[Run] = field(default_factory=list)
    objects: dict[int, list[etree._Element]] = field(default_factory=lambda: defaultdict(list))

    def fault(self, kind: Kind, paragraph: Paragraph, tag: str = "", /, **slots: str) -> Fault:
        """Return a fault at a paragraph or line."""
        number, line = (paragraph.number, 0) if self.label else (0, paragraph.number)
        shown = kinds.shown(paragraph.text), kinds.shown(tag)
        return Fault(kind, tuple(slots.items()), self.label, number, line, *shown)


def part_of_lines(text: str) -> Part:
    """Return a plain text as a part, each line a paragraph. Raises FileProblem where it is too long."""
    part = Part(text=text, root=etree.Element("text"))
    part.paragraphs = [Paragraph(number, text=line) for number, line in enumerate(text.split("\n"), start=1)]
    _be_within_bounds([part])
    part.runs = [run for line in part.paragraphs for run in [Run(line, part.root)] * (len(line.text) + 1)]
    return part


class Opened(NamedTuple):
    """A template as it is filled: its parts, body first; all of its package, and what is XML, by case-folded name."""

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
        is_large = isinstance(error, Refused) and error.code.startswith("too-")
        raise FileProblem(_TOO_BIG if is_large else _UNUSUAL) from error
    _be_within_bounds(parts)
    return Opened(template, parts, blobs, trees)


def _unpacked(data: bytes) -> tuple[dict[str, bytes], dict[str, etree._Element]]:
    """Return all parts of a package, and those of XML parsed, by case-folded name. Raises Refused and FileProblem."""
    if len(data) > MAX_FILE:
        raise FileProblem(_TOO_BIG)
    package = open_archive(data)
    # Filling reads every part: what does not inflate and parse within bounds is not handed to it.
    blobs = {name.casefold(): package.read(name) for name in package.names}
    trees = {n.casefold(): parse(package.read_xml(n)) for n in package.names if n.casefold().endswith(_XML)}
    types = list(trees.get("[content_types].xml", ()))
    for kind in (kind for kind in types if "+xml" in kind.get("ContentType", "")):
        if not kind.get("PartName", f".{kind.get('Extension')}").casefold().endswith(_XML):
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
    signs = sum(len(SIGNS.findall(part.text)) for part in parts)
    if any(map(gt, (len(lengths), sum(len(part.text) for part in parts), max(lengths), signs), _BOUNDS)):
        raise FileProblem(_TOO_BIG)


def _placed(part: Part) -> Iterator[tuple[etree._Element, Paragraph]]:
    """Yield every element with its paragraph; what stands in none belongs to the next one, or the last."""
    numbered = {paragraph.element: paragraph for paragraph in part.paragraphs}
    begun = 0
    for element in part.root.iter():
        begun += element.tag == P
        own = element if element.tag == P else next(element.iterancestors(P), None)
        yield element, part.paragraphs[min(begun, len(numbered) - 1)] if own is None else numbered[own]


def _part(label: str, name: str, xml: str) -> Part:
    root = parse(xml.encode())
    # The filling knows elements by their prefix.
    if root.nsmap.get("w") != W.strip("{}"):
        raise FileProblem(_UNUSUAL)
    part = Part(label, name.lstrip("/").casefold(), root)
    part.paragraphs = [Paragraph(number, element) for number, element in enumerate(root.iter(P), 1)] or [Paragraph(0)]
    about = {inner for look in root.iter(f"{W}*") if look.tag.endswith("Pr") for inner in look.iter()}
    letters: list[str] = []
    for element, paragraph in _placed(part):
        found: list[tuple[str, Run]] = []
        if element.tag == T:
            found = [(element.text, Run(paragraph, element.getparent().getparent()))] if element.text else []
            paragraph.text += (element.text or "").replace("\n", " ")
        elif element.tag == DESCRIBED:
            found = [(v, Run(paragraph)) for key, v in element.items() if key in DESCRIPTIONS and SIGNS.search(v)]
        elif not len(element) and element not in about and local(element) not in _NO_OBJECTS:
            part.objects[len(part.runs)].append(element)
            paragraph.objects.append(element)
        if len(part.runs) + sum(len(text) for text, _ in found) > _MOST_LETTERS or len(paragraph.text) > _LONGEST:
            raise FileProblem(_TOO_BIG)
        for text, run in found:
            before = part.runs[-1] if part.runs else run
            apart = before.paragraph is not run.paragraph or None in (before.holder, run.holder)
            if apart and part.runs:
                letters.append("\n")
                part.runs.append(before)
            letters.append(text.replace("\n", " "))
            part.runs += [run] * len(text)
    part.text = "".join(letters)
    return part


# -- what is wrong apart from tags ---------------------------------------------------------------------------------------


def hidden_faults(opened: Opened) -> Iterator[Fault]:
    """Yield what is wrong with a template that is no tag's making."""
    # The properties are the program's own in every letter, and comments come into none.
    passed_over = (*(part.name for part in opened.parts), "docprops/", "word/comments")
    for tree in (tree for name, tree in opened.trees.items() if not name.startswith(passed_over)):
        if found := _TAG.search("".join(tree.itertext())):
            yield Fault(kinds.NOT_FILLED, tag=found[0])
        # Its source may be named without a relation.
        if next(tree.iter("{*}mailMerge"), None) is not None:
            yield kinds.ELSEWHERE.fault(what="trộn thư, Mail Merge")
    yield from (kinds.NO_WORKBOOK.fault(name=name.rpartition("/")[2]) for name in lost_workbooks(opened.blobs))
    # What a part, or the package, has a relation to that does not stand in it as text or picture, by both their names.
    outside: dict[tuple[str, str], str] = {}
    for name, relation in _relations(opened.trees):
        kind, address = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        # What an address says counts, whatever it is said to be.
        away = relation.get("TargetMode", "").casefold() == "external" or _ADDRESS.match(address)
        if kind in ("aFChunk", "subDocument") or (away and not (kind in _HARMLESS and _HARMLESS[kind].match(address))):
            outside[name, relation.get("Id", "")] = kinds.shown(address)
    said: set[tuple[str, str]] = set()
    for part in opened.parts:
        yield from _in_part(part, outside, said)
    yield from (kinds.ELSEWHERE.fault(what=what) for place, what in outside.items() if place not in said)


def _in_part(part: Part, outside: Mapping[tuple[str, str], str], said: set[tuple[str, str]]) -> Iterator[Fault]:
    """Yield changes, tags in what is hidden, and what would be fetched; what of `outside` is named is put down as `said`."""
    for element, paragraph in _placed(part):
        if _TRACKED.match(element.tag):
            yield part.fault(kinds.TRACKED, paragraph)
        hidden = [element.text] if element.tag not in (T, f"{W}instrText", f"{W}delText") and element.text else []
        hidden += [v for key, v in element.items() if not (element.tag == DESCRIBED and key in DESCRIPTIONS)]
        if element.tag == f"{W}sdt" and any(local(child) == "dataBinding" for child in element.iterfind(f"{W}sdtPr/*")):
            hidden.append("".join(letters.text or "" for letters in element.iter(T)))
        yield from (part.fault(kinds.NOT_FILLED, paragraph, text) for text in hidden if SIGNS.search(text))
        used = [at for k, v in element.items() if k.startswith(_RELATION) and (at := (part.name, v)) in outside]
        said.update(used)
        # Drawings of the older kind name pictures and links without a relation.
        named = {key.rpartition("}")[2]: value for key, value in element.items() if _ADDRESS.match(value)}
        named = [named.get("src", ""), "" if _LINK.match(named.get("href", "")) else named["href"]]
        for address in (*(outside[place] for place in used), *filter(None, named)):
            yield part.fault(kinds.ELSEWHERE, paragraph, what=kinds.shown(address))
    for paragraph, code in _fields(part):
        if SIGNS.search(code):
            yield part.fault(kinds.NOT_FILLED, paragraph, code)
        if _fetches(code):
            yield part.fault(kinds.ELSEWHERE, paragraph, what=kinds.shown(code.replace(_NESTED, "…")))


def _fetches(code: str) -> bool:
    """Whether a field fetches something, or leads elsewhere than to web and mail."""
    name, *given = [word.strip('"') for word in _FIELD_WORDS.findall(code)] or [""]
    if name.casefold() == "hyperlink":
        # What stands after these is shown, or is a place in the document.
        words = [word for before, word in pairwise((name, *given)) if before.casefold() not in (r"\l", r"\o", r"\t")]
        return not all(_LINK.match(word) or re.match(r"\\\w", word) for word in words)
    return name.upper() in _FETCHING or _NESTED in name


def _fields(part: Part) -> list[tuple[Paragraph, str]]:
    """Return the code of each field with the paragraph in which it begins, a mark where another field makes some of it.

    A field goes on over paragraphs; code before which none begins is one. A blank in front says that its result has begun.
    """
    fields: list[tuple[Paragraph, list[str]]] = []
    inside: list[list[str]] = []
    for element, paragraph in _placed(part):
        mark = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        is_code = element.tag == f"{W}instrText"
        if element.tag == f"{W}fldSimple":
            fields.append((paragraph, [element.get(f"{W}instr", "")]))
        if mark == "begin" or (is_code and not inside):
            # In a result others stand, as the number of a page in a link to it.
            if inside and not inside[-1][0]:
                inside[-1].append(_NESTED)
            inside.append([""])
            fields.append((paragraph, inside[-1]))
        if is_code:
            inside[-1].append(element.text or "")
        elif mark == "separate" and inside:
            inside[-1][0] = " "
        elif mark == "end" and inside:
            inside.pop()
    return [(paragraph, "".join(code)) for paragraph, code in fields]
