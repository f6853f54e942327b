"""The tags of a template as typed: found in the letters of its parts, with what is wrong in their typing and their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recruit.books.ooxml import local
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.text import TBL, TR, P, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from lxml.etree import _Element

    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.text import Paragraph, Part

COMMANDS = ("if", "elif", "else", "endif", "for", "endfor")

_SIGN = re.compile(r"\{[{%#]|[}%#]\}|[{}\n]")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
# The filling takes these only with a plain blank after them.
_FORM = re.compile(r"(tr|tc|p|r) ")
# What the filling would take for more than it says: tags of cells and runs, blanks cut.
_REFUSED = re.compile(r"\{\{(?:tr|tc|p) |\{[{%]r\s|\{%tc |\{[{%][-+]|[-+][%}]\}$")
# In a remark the filling may meet whole tags, but no command for a paragraph or row, and none that does not end.
_HARMLESS = re.compile(r"\{[{%](?!(?:tr|tc|p|r)\s)[^{}]{0,200}[%}]\}")
_FORMS = "cách viết thẻ này: chỉ có {{ … }}, {% … %}, {%p … %}, {%tr … %}, không có dấu - hay + sát ngoặc"
_UNCLOSED = re.compile(r"\{[{%#][^{}%\n]{0,40}[}%]?")
_LOOSE = re.compile(r"\{[\s{%]{0,9}(?:(?:p|tr)\s)?([^{}%]{1,40})[\s}%]{0,9}")
_WORD = re.compile(r"\w{1,40}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_LONGEST_OPEN = 40
_LONGEST = 1_000
"""Letters of a tag: the filling looks through the rest of a document anew for some signs in it."""

_PLACES = {"p": "một đoạn", "tr": "một dòng của bảng"}
# In a paragraph that is taken away these are lost without harm.
_NO_LOSS = {*("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "tab", "softHyphen", "noBreakHyphen", "br", "cr")}


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag: its paragraph, where it starts in the part's letters, and how it was typed.

    `opener` is `{{`, `{%` or `{#`; `form` says what the filling takes away with it: "p" the paragraph, "tr" the row,
    "" nothing. `inside` is what stands in it, quotes straightened as the filling does.
    """

    paragraph: Paragraph
    start: int
    typed: str
    opener: str
    form: str
    inside: str

    @property
    def word(self) -> str:
        """The tag's first word."""
        found = _WORD.match(self.inside)
        return found[0] if found else ""


class Scanner:
    """Finds the tags of a part, in order; `faults` is what is wrong with how they are typed.

    `known` are the names and paths of the template. `misread` is what stands in commands that have such a fault.
    """

    def __init__(self, part: Part, known: Set[str]) -> None:
        self._part = part
        self._known = known
        self.tags: list[Tag] = []
        self.faults: list[Fault] = []
        self.misread: list[str] = []
        self._unsound: set[Paragraph] = set()
        for brace in self._scan(part.text):
            if part.runs[brace].paragraph not in self._unsound:
                self._loose(brace)

    def _say(self, kind: kinds.Kind, start: int, tag: str = "", /, **slots: str) -> None:
        paragraph = self._part.runs[start].paragraph
        self._unsound.add(paragraph)
        self.faults.append(self._part.fault(kind.fault(**slots), paragraph, tag))
        self.misread += [tag[2:]] if tag.startswith("{%") else []

    def _scan(self, text: str) -> list[int]:
        """Find the tags; return where braces stand outside them."""
        opened, opener = None, ""
        loose = []
        for sign in _SIGN.finditer(text):
            mark = sign[0]
            if opened and (mark == "\n" or (mark in _CLOSERS and opener != "{#")):
                self._unclosed(opened.start(), opener)
                opened = None
            if opened and mark == _CLOSERS[opener]:
                self._closed(opened, opener, sign)
                opened = None
            elif not opened and mark in _CLOSERS:
                opened, opener = sign, mark
            elif not opened and mark in _OPENERS:
                missing = f"{_OPENERS[mark]} ở trước"
                self._say(kinds.HALF, sign.end() - 1, half=f"Có dấu đóng thẻ {mark}", missing=missing)
            elif not opened and _is_joined(text, sign.start()):
                half, missing = f"Có dấu {mark} ở đầu hoặc cuối đoạn", f"nửa kia của thẻ {mark}"
                self._say(kinds.HALF, sign.start(), half=half, missing=missing)
            elif not opened and mark != "\n":
                loose.append(sign.start())
        if opened:
            self._unclosed(opened.start(), opener)
        return loose

    def _unclosed(self, start: int, opener: str) -> None:
        typed = _UNCLOSED.match(self._part.text, start)[0]
        self._say(kinds.HALF, start, typed, half=f"Thẻ mở bằng {opener}", missing=_CLOSERS[opener])

    def _closed(self, opened: re.Match[str], opener: str, closed: re.Match[str]) -> None:
        start, end = opened.start(), closed.end()
        inside = self._part.text[opened.end() : closed.start()]
        typed = f"{opener}{inside}{_CLOSERS[opener]}"
        if fault := self._typing_fault(start, end, typed):
            self._say(fault[0], start, typed, **fault[1])
            return
        inside = inside.translate(_QUOTES)
        form = _FORM.match(inside) if self._part.label else None
        bare = inside[form.end() :].strip() if form else inside.strip()
        taken = form[1] if form and form[1] in _PLACES else ""
        self.tags.append(Tag(self._part.runs[start].paragraph, start, typed, opener, taken, bare))

    def _typing_fault(self, start: int, end: int, typed: str) -> tuple[kinds.Kind, dict[str, str]] | None:
        """Return what keeps a tag from being filled, with what fills the words."""
        holders = {run.holder for run in self._part.runs[start:end]}
        if None in holders:
            sound = typed.startswith("{{") and not set(typed) & set('"“”')
            return None if sound else (kinds.NOT_FILLED, {})
        objects = [local(element) for at in range(start + 1, end) for element in self._part.objects.get(at, ())]
        # A mark of a range is no harm in a tag that holds both its ends.
        whole = all(name.endswith(("Start", "End")) for name in objects)
        halves = sum(1 if name.endswith("Start") else -1 for name in objects)
        if not whole or halves or len(holders) > 1:
            return kinds.TORN, {}
        if len(typed) > _LONGEST:
            return kinds.SYNTAX, {"why": f"Thẻ dài quá {_LONGEST} chữ", "hint": ""}
        remark = _HARMLESS.sub("", typed[2:]) if typed.startswith("{#") else ""
        if _REFUSED.search(typed) or "{{" in remark or "{%" in remark:
            return kinds.SYNTAX, {"why": f"Mẫu không dùng được {_FORMS}", "hint": ""}
        return None

    def _loose(self, brace: int) -> None:
        """Tell what looks like a tag, or half of one, outside all tags."""
        line = self._part.text[brace : brace + _LONGEST_OPEN].partition("\n")[0]
        bare = _LOOSE.match(line)
        named = bare[1].strip() if bare else ""
        if named and (named in self._known or named.split()[0] in COMMANDS):
            self._say(kinds.SINGLE_BRACES, brace, bare[0], typed=bare[0])
        else:
            self._say(kinds.LONE_BRACE, brace, line)


def _is_joined(text: str, at: int) -> bool:
    """Whether the filling would take a brace together with the end or the beginning of the paragraph beside it."""
    before, after = text[max(at - 2, 0) : at], text[at + 1 : at + 3]
    return (text[at] == "}" and before in ("}\n", "%\n", "#\n")) or (text[at] == "{" and after in ("\n{", "\n%", "\n#"))


# -- where a tag stands -------------------------------------------------------------------------------------------------


def _taken(tag: Tag) -> _Element | None:
    """Return what a tag takes away with it: its paragraph or row, None where it stands in none."""
    element = tag.paragraph.element
    return next(element.iterancestors(TR), None) if tag.form == "tr" else element


def holder(part: Part, tag: Tag) -> _Element | None:
    """Return what a tag stands in, or what it takes away with it: a block's tags must stand in the same."""
    if tag.form:
        taken = _taken(tag)
        return None if taken is None else taken.getparent()
    return part.runs[tag.start].holder


def placement_faults(part: Part, tags: list[Tag]) -> Iterator[Fault]:
    """Yield tags of whole paragraphs and rows that do not stand alone, or stand outside a table."""
    paragraphs = {paragraph.element: paragraph for paragraph in part.paragraphs}
    seen: set[_Element] = set()
    for tag in (tag for tag in tags if tag.form):
        taken = _taken(tag)
        inside = [] if taken is None else [paragraphs[element] for element in taken.iter(P)]
        text = "".join(paragraph.text for paragraph in inside).replace(tag.typed, "", 1)
        lost = text.strip() or any(_is_lost(element) for paragraph in inside for element in paragraph.objects)
        if taken is None or (taken not in seen and (lost or _holds_more(taken))):
            yield part.fault(kinds.NOT_ALONE.fault(form=tag.form, place=_PLACES[tag.form]), tag.paragraph, tag.typed)
        seen.add(taken)


def _is_lost(element: _Element) -> bool:
    """Whether something that is no letter would be missed: a picture, a mark, the break of a page or column."""
    return local(element) not in _NO_LOSS or element.get(f"{W}type") in ("page", "column")


def _holds_more(taken: _Element) -> bool:
    """Whether the end of a section or a whole table would be taken away."""
    return taken.find(f".//{W}pPr/{W}sectPr") is not None or taken.find(f".//{TBL}") is not None
