"""What bears a number of its own in a document: comments are left out of letters, all else is told apart in a loop."""

from __future__ import annotations

import copy
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn
from lxml import etree

if TYPE_CHECKING:
    from docx.opc.part import Part

_COMMENTS = tuple(qn(f"w:{name}") for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
# How something looked before a change of its looks that was tracked: it is printed as it looks now.
_LOOKS = ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
_FORMER = tuple(qn(f"w:{name}Change") for name in _LOOKS)
_COMMENT_PARTS = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people")
_ID = qn("w:id")
_RANGES = {qn(f"w:{name}{edge}"): name for name in ("bookmark", "perm") for edge in ("Start", "End")}
_BOX = qn("w:sdtPr")
_NOTES = {qn("w:footnoteReference"): qn("w:footnote"), qn("w:endnoteReference"): qn("w:endnote")}
_FIRST_OF_OURS = 100_001
"""The number of the first note that a loop has repeated; no template has so many of its own."""
_OLD_DRAWING = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "urn:schemas-microsoft-com:office:office"
# Word can do without these; a paragraph or box that is repeated gets new ones when it is saved.
_DISPENSABLE = tuple(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId"))
# A shape of the older kind and the object that it shows name each other: both are renamed alike.
_RENAMED = (f"{{{_OFFICE}}}spid", "ShapeID", "ObjectID")
_BEARERS = (*_RANGES, *_NOTES, _ID, qn("w:p"), qn("w:tr"), f"{_OLD_DRAWING}*", f"{{{_OFFICE}}}*")
"""Every element that may bear a number."""


def strip_comments(root: etree._Element) -> None:
    """Take Word's comments and former looks out of a part, with runs that hold nothing else: they are for no letter."""
    for run in {mark.getparent() for mark in root.iter(qn("w:commentReference"))}:
        if run.tag == qn("w:r") and all(child.tag in (qn("w:rPr"), *_COMMENTS) for child in run):
            run.getparent().remove(run)
    etree.strip_elements(root, *_COMMENTS, *_FORMER, with_tail=False)


def drop_comments(main: Part) -> None:
    """Leave the parts of comments out of the package that `main` is the document of."""
    for number in [number for number, relation in main.rels.items() if relation.reltype.endswith(_COMMENT_PARTS)]:
        main.rels.pop(number)


class Copy(NamedTuple):
    """A note that is referred to once more: which kind of element it is, its number, and that of its copy."""

    tag: str
    number: str | None
    own: str


def tell_apart(tree: etree._Element) -> list[Copy]:
    """Let no two things in a filled part bear one number: what a loop has repeated is marked once, or renamed.

    A bookmark or permission stays where it stands first; one whose beginning or end was taken away goes. Return the
    notes that need a copy, see `add_copies`.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    copies: list[Copy] = []
    numbers = count(_FIRST_OF_OURS)

    def times(element: etree._Element, key: str) -> int:
        """Return how often an element of this kind had this number before."""
        known = (element.tag, key, element.get(key, ""))
        seen[known] += 1
        return seen[known] - 1

    ranges: dict[tuple[str, str | None], list[etree._Element]] = {}
    for element in list(tree.iter(*_BEARERS)):
        if element.tag in _RANGES:
            if times(element, _ID):
                element.getparent().remove(element)
            else:
                ranges.setdefault((_RANGES[element.tag], element.get(_ID)), []).append(element)
        elif element.tag == _ID and element.getparent().tag == _BOX and times(element, qn("w:val")):
            element.getparent().remove(element)
        elif element.tag in _NOTES and times(element, _ID):
            copies.append(Copy(_NOTES[element.tag], element.get(_ID), str(next(numbers))))
            element.set(_ID, copies[-1].own)
        for key in _DISPENSABLE:
            if key in element.attrib and times(element, key):
                del element.attrib[key]
        for key in ("id", *_RENAMED) if element.tag.startswith(_OLD_DRAWING) else _RENAMED:
            if key in element.attrib and (before := times(element, key)):
                element.set(key, f"{element.get(key)}_{before}")
    for half in (marks[0] for marks in ranges.values() if len(marks) == 1):
        half.getparent().remove(half)
    return copies


def add_copies(notes: etree._Element, copies: list[Copy]) -> None:
    """Put the copies that `tell_apart` asks for into a filled part of notes."""
    known = {(note.tag, note.get(_ID)): note for note in notes}
    for note, own in [(known[wanted[:2]], wanted.own) for wanted in copies if wanted[:2] in known]:
        notes.append(copy.deepcopy(note))
        notes[-1].set(_ID, own)
