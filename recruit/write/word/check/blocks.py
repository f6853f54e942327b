"""The for and if of a Word template: which closes which, and whether they stand where the filling can take them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.books.ooxml import local
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.text import FOOTER, HEADER, PAGE_BREAK, TBL, TC, TR, P, W, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from recruit.write.word.check.faults import TemplateFault
    from recruit.write.word.check.tags import Tag
    from recruit.write.word.check.text import Paragraph, Part

_ENDS = {"endif": "if", "endfor": "for"}
# Must not be left without a paragraph, or with a table as the last that it holds.
_HOLDERS = frozenset({"tc", "txbxContent", "hdr", "ftr", "footnote"})
# In a paragraph that is taken away these are lost without harm.
_NO_LOSS = frozenset(
    {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "tab", "permStart"}
    | {"permEnd", "softHyphen", "noBreakHyphen", "br", "cr", PAGE_BREAK}
)


@dataclass(slots=True, eq=False)
class Block:
    """A for or if that is open: the tag that opened it and what was known before it."""

    tag: Tag
    word: str
    before: dict[str, object]
    has_else: bool = False


@dataclass(slots=True)
class Blocks:
    """The blocks of a part, fed tag by tag; `faults` is complete after `finish`."""

    open: list[Block] = field(default_factory=list)
    faults: list[TemplateFault] = field(default_factory=list)
    _dropped: list[tuple[Block, Tag, Block]] = field(default_factory=list)
    _stray: list[tuple[Tag, str, Block | None]] = field(default_factory=list)

    def begin(self, tag: Tag, word: str, scope: dict[str, object]) -> None:
        """Open a block; `scope` is what was known before it."""
        self.open.append(Block(tag, word, scope))

    def middle(self, tag: Tag, word: str) -> Block | None:
        """Take an else or elif; return its block, None where it is astray."""
        block = self.open[-1] if self.open else None
        if block is None or (word == "elif" and block.word == "for"):
            self.faults.append(tag.fault(kinds.ASTRAY, word=word))
            return None
        if block.has_else:
            self.faults.append(tag.fault(kinds.AFTER_ELSE, word=word))
        block.has_else = block.has_else or word == "else"
        self.faults += _misplaced(block.tag, tag)
        return block

    def end(self, tag: Tag, word: str) -> Block | None:
        """Take an endif or endfor; return the block that it closes, None where there is none."""
        wanted = _ENDS[word]
        at = next((i for i in reversed(range(len(self.open))) if self.open[i].word == wanted), None)
        if at is None:
            crossed = next((d for d in reversed(self._dropped) if d[0].word == wanted), None)
            if crossed:
                self._dropped.remove(crossed)
                inner, closing, outer = crossed
                self.faults.append(_crossing(closing, outer, inner))
            else:
                self._stray.append((tag, word, self.open[-1] if self.open else None))
            return None
        block = self.open[at]
        self._dropped += [(inner, tag, block) for inner in self.open[at + 1 :]]
        del self.open[at:]
        self.faults += _misplaced(block.tag, tag)
        return block

    def finish(self) -> None:
        """Judge what was never closed, or closed without having been opened."""
        unclosed = [block for block, _, _ in self._dropped] + self.open
        for tag, word, top in self._stray:
            if top in unclosed:
                unclosed.remove(top)
                self.faults.append(
                    tag.fault(
                        kinds.WRONG_END,
                        word=top.word,
                        paragraph=str(top.tag.paragraph.number),
                        wrong=word,
                        end=f"end{top.word}",
                    )
                )
            else:
                self.faults.append(tag.fault(kinds.NO_BEGINNING, end=word, word=_ENDS[word]))
        for block in unclosed:
            self.faults.append(
                block.tag.fault(kinds.UNCLOSED, word=block.word, end=f"end{block.word}", form=block.tag.form)
            )


def _crossing(closing: Tag, outer: Block, inner: Block) -> TemplateFault:
    return closing.fault(
        kinds.CROSSING,
        word=outer.word,
        paragraph=str(outer.tag.paragraph.number),
        inner=inner.word,
        inside=str(inner.tag.paragraph.number),
    )


# -- where the tags of one block stand ---------------------------------------------------------------------------------


def _misplaced(opening: Tag, tag: Tag) -> Iterator[TemplateFault]:
    """Yield what is wrong with where a tag stands that goes with an opening one."""
    if opening.broken or tag.broken:
        return
    here, there = tag.paragraph, opening.paragraph
    at = str(there.number)
    if opening.form != tag.form:
        yield tag.fault(kinds.OTHER_FORM, opened=f"{{%{opening.form} … %}}", paragraph=at, form=tag.form)
    elif tag.form == "p":
        if here.element.getparent() is not there.element.getparent():
            yield tag.fault(kinds.OTHER_CONTAINER, paragraph=at)
    elif tag.form == "tr":
        one, other = row_of(there.element), row_of(here.element)
        if one is None or other is None:
            return
        if one is other:
            yield tag.fault(kinds.SAME_ROW)
        elif one.getparent() is not other.getparent():
            yield tag.fault(kinds.OTHER_TABLE, paragraph=at)
    elif here is not there:
        yield tag.fault(kinds.OTHER_PARAGRAPH, paragraph=at)
    else:
        parents = (here.parent_at(opening.start), here.parent_at(tag.start))
        if parents[0] is not parents[1]:
            wrapping = next(parent for parent in parents if parent is not here.element)
            yield tag.fault(kinds.OTHER_WRAPPING, what=in_words(local(wrapping)))


def row_of(element: _Element) -> _Element | None:
    """Return the row of a table in which an element stands."""
    return next(element.iterancestors(TR), None)


def placement_faults(part: Part, tags: list[Tag]) -> Iterator[TemplateFault]:
    """Yield tags of whole paragraphs and rows that do not stand alone, or stand outside a table."""
    by_element = {paragraph.element: paragraph for paragraph in part.paragraphs}
    in_paragraph: dict[_Element, list[Tag]] = {}
    for tag in tags:
        in_paragraph.setdefault(tag.paragraph.element, []).append(tag)
    seen: set[_Element] = set()
    for tag in tags:
        paragraph = tag.paragraph
        taken = row_of(paragraph.element) if tag.form == "tr" else paragraph.element
        if not tag.form or taken in seen:
            continue
        if taken is None:
            yield tag.fault(kinds.ROW_OUTSIDE_TABLE)
            continue
        seen.add(taken)
        if tag.form == "tr":
            if what := _lost_in_row(taken, by_element, tag, in_paragraph):
                yield tag.fault(kinds.OTHER_CELLS, what=what)
        elif what := "thẻ khác" if len(in_paragraph[taken]) > 1 else _lost(paragraph, tag):
            yield tag.fault(kinds.OTHER_TEXT, what=what)
        elif any(name == PAGE_BREAK for _, name, _ in paragraph.between):
            yield tag.fault(kinds.LOST_BREAK)


def _lost(paragraph: Paragraph, tag: Tag) -> str:
    """Return in words what stands in a paragraph apart from a tag, empty where nothing does."""
    text = paragraph.text
    if tag.paragraph is paragraph:
        text = text[: tag.start] + text[tag.end :]
    if text.strip():
        return "thẻ khác" if text.lstrip().startswith(("{{", "{%")) else "chữ khác"
    if paragraph.element.find(f"{W}pPr/{W}sectPr") is not None:
        return "ngắt phần (Section Break)"
    return next((in_words(name) for _, name, _ in paragraph.between if name not in _NO_LOSS), "")


def _lost_in_row(
    row: _Element, by_element: dict[_Element, Paragraph], tag: Tag, tags: dict[_Element, list[Tag]]
) -> str:
    if next(row.iter(TBL), None) is not None:
        return "một bảng khác"
    for element in row.iter(P):
        if any(other is not tag and other.form == "tr" for other in tags.get(element, ())):
            return "thẻ {%tr … %} khác"
        if what := _lost(by_element[element], tag):
            return what
    return ""


# -- what may be left without content ----------------------------------------------------------------------------------


def emptied_faults(part: Part, tags: list[Tag]) -> Iterator[TemplateFault]:
    """Yield cells, tables and the like that hold nothing where no condition holds; blocks must be sound."""
    whole = {tag.paragraph.element: tag for tag in tags if tag.form == "p"}
    rows = {row_of(tag.paragraph.element): tag for tag in tags if tag.form == "tr"}
    for holder in dict.fromkeys(element.getparent() for element in whole):
        if local(holder) in _HOLDERS:
            last = _last_left(holder.iterchildren("*"), whole)
            tag = next(whole[child] for child in holder if child in whole)
            if "" in last or "tbl" in last:
                yield tag.fault(kinds.LEFT_EMPTY, **_left(part, holder, "" in last))
    for table in dict.fromkeys(row.getparent() for row in rows if row is not None):
        if local(table) == "tbl" and "" in _last_left(table.iterchildren("*"), rows):
            tag = next(rows[child] for child in table if child in rows)
            yield tag.fault(
                kinds.LEFT_EMPTY,
                what="bảng không còn dòng nào",
                use="Thêm dòng tiêu đề vào bảng, hoặc đặt cả bảng giữa {%p if … %} và {%p endif %}.",
            )


def _left(part: Part, holder: _Element, empty: bool) -> dict[str, str]:
    place = "ô của bảng" if holder.tag == TC else part.label if part.label in (HEADER, FOOTER) else "khung chữ"
    what = f"{place} không còn đoạn nào" if empty else f"{place} kết thúc bằng một bảng"
    return {"what": what, "use": "Thêm một đoạn (để trống cũng được) sau thẻ {%p … %} cuối cùng ở đó."}


def _last_left(children: Iterable[_Element], tags: dict[_Element, Tag]) -> set[str]:
    """Return what may come to stand last among `children`, by name; "" for nothing at all."""
    states = {""}
    outer: list[tuple[set[str], set[str], bool]] = []
    for child in children:
        tag = tags.get(child)
        if tag is None:
            name = local(child)
            if name in ("p", "tbl", "tr", "sdt", "customXml"):
                states = {name}
        elif tag.opener == "{#":
            continue
        elif tag.word in ("if", "for"):
            outer.append((states, set(), False))
        elif tag.word in ("elif", "else"):
            before, after, has_else = outer.pop()
            outer.append((before, after | states, has_else or tag.word == "else"))
            states = before
        elif outer:
            before, after, has_else = outer.pop()
            states = states | after | (set() if has_else else before)
    return states
