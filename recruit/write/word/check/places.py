"""Where the tags of a Word template stand: whether the filling can take what they take away, and repeat what they repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.ooxml import local
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.text import TBL, TR, P, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.tags import Tag
    from recruit.write.word.check.text import Paragraph, Part

# In a paragraph that is taken away these are lost without harm.
_NO_LOSS = {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"} | {
    *("permStart", "permEnd", "tab", "softHyphen", "noBreakHyphen", "br", "cr")
}
# Each has a number of its own in the document; pictures get new ones when the document is filled.
_NUMBERED = ("bookmarkStart", "commentReference", "footnoteReference", "endnoteReference", "permStart")


def holder(part: Part, tag: Tag) -> _Element | None:
    """Return what a tag stands in, or what it takes away with it: a block's tags must stand in the same."""
    if tag.form == "tr":
        row = row_of(tag.paragraph)
        return None if row is None else row.getparent()
    if tag.form == "p" and tag.paragraph.element is not None:
        return tag.paragraph.element.getparent()
    return part.runs_of(tag.start, tag.start + 1)[0].holder


def row_of(paragraph: Paragraph) -> _Element | None:
    """Return the row of a table in which a paragraph stands."""
    return None if paragraph.element is None else next(paragraph.element.iterancestors(TR), None)


def placement_faults(part: Part, tags: list[Tag]) -> Iterator[Fault]:
    """Yield tags of whole paragraphs and rows that do not stand alone, or stand outside a table."""
    paragraphs = {paragraph.element: paragraph for paragraph in part.paragraphs}
    seen: set[_Element] = set()
    for tag in tags:
        taken = row_of(tag.paragraph) if tag.form == "tr" else tag.paragraph.element
        if not tag.form or taken in seen:
            continue
        if taken is None:
            yield part.fault(kinds.ROW_OUTSIDE_TABLE.fault(), tag.paragraph, tag.typed)
            continue
        seen.add(taken)
        inside = [paragraphs[element] for element in taken.iter(P)]
        if any(_loses(paragraph, tag) for paragraph in inside) or (
            tag.form == "tr" and taken.find(f".//{TBL}") is not None
        ):
            yield part.fault(kinds.LOST.fault(form=tag.form), tag.paragraph, tag.typed)
        elif tag.form == "p" and any(
            element.get(f"{W}type") in ("page", "column") for element in tag.paragraph.objects
        ):
            yield part.fault(kinds.LOST_BREAK.fault(), tag.paragraph, tag.typed)


def _loses(paragraph: Paragraph, tag: Tag) -> bool:
    """Whether anything stands in a paragraph apart from a tag."""
    text = paragraph.text.replace(tag.typed, "", 1 if paragraph is tag.paragraph else 0)
    section = paragraph.element.find(f"{W}pPr/{W}sectPr")
    return bool(text.strip()) or section is not None or not _NO_LOSS.issuperset(map(local, paragraph.objects))


def is_repeated(part: Part, opening: Tag, closing: Tag) -> bool:
    """Whether something with a number of its own stands between the tags of a loop."""
    inside = part.objects_of(opening.end - 1, closing.start + 1)
    # Word puts marks of its own where somebody last wrote; their names begin so.
    return any(local(e) in _NUMBERED and not e.get(f"{W}name", "").startswith("_") for e in inside)
