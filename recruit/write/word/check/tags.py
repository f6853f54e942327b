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
    from recruit.write.word.check.text import Paragraph, Part, Run

_WHOLE = {
    **dict.fromkeys(("if", "elif"), "{{% if {} %}}{{% endif %}}"),
    "for": "{{% for {} %}}{{% endfor %}}",
    **dict.fromkeys(("else", "endif", "endfor"), "{{% if 0 %}}{{% endif {} %}}"),
}
"""What a command is judged as, with what follows its word: a template of its own."""
COMMANDS = tuple(_WHOLE)

# A sign that begins a tag, with the tag as far as it goes, or any other; the filling looks through a whole document for
# an end that is not there, and joins a brace to the one that begins or ends the paragraph beside it.
_SIGN = re.compile(
    r"(?P<opener>\{[{%#])(?P<inside>(?:(?!\{[{%#]|[}%#]\}|\n).){0,1000})(?P<closer>[}%#]\})?"
    r"|(?P<end>[}%#]\})|(?P<joined>(?<=[}%#]\n)\}|\{(?=\n[{%#]))|(?P<brace>[{}])"
)
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
# The filling takes these only with a plain blank after them.
_FORM = re.compile(r"(tr|p) ")
_LOOSE = re.compile(r"\{[\s{%]{0,9}(?:(?:p|tr)\s)?([^{}%\n]{1,40})[\s}%]{0,9}")
_WORD = re.compile(r"\w{0,40}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_PLACES = {"p": "một đoạn", "tr": "một dòng của bảng"}
# In a paragraph that is taken away these are lost without harm, apart from the break of a page or column.
_NO_LOSS = {*("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "tab", "softHyphen", "noBreakHyphen", "br", "cr")}


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag: what its first letter stands in, and how it was typed.

    `opener` is `{{`, `{%` or `{#`; `form` says what the filling takes away with it: "p" the paragraph, "tr" the row,
    "" nothing. `inside` is what stands in it, quotes straightened as the filling does, `word` its first word.
    """

    run: Run
    typed: str
    opener: str
    form: str
    inside: str
    word: str

    @property
    def whole(self) -> str:
        """A template that says no more than this tag; of a command it is one of COMMANDS."""
        if self.opener == "{{":
            return f"{{{{ {self.inside} }}}}"
        return _WHOLE[self.word].format(self.inside[len(self.word) :])

    @property
    def taken(self) -> _Element | None:
        """What a tag with a form takes away with it: its paragraph or row, None where it stands in none."""
        element = self.run.paragraph.element
        return next(element.iterancestors(TR), None) if self.form == "tr" else element

    @property
    def holder(self) -> _Element | None:
        """What the tag stands in, or what it takes away with it: a block's tags must stand in the same."""
        if not self.form:
            return self.run.holder
        return None if self.taken is None else self.taken.getparent()


def tags_of(part: Part, known: Set[str]) -> tuple[list[Tag], list[Fault]]:
    """Return the tags of a part in order, and what is wrong with how they are typed.

    `known` are the names and paths of the template.
    """
    tags: list[Tag] = []
    faults: list[Fault] = []
    loose: dict[Paragraph, int] = {}

    def say(kind: kinds.Kind, at: int, tag: str, /, **slots: str) -> None:
        faults.append(part.fault(kind, part.runs[at].paragraph, tag, **slots))

    for sign in _SIGN.finditer(part.text):
        at, mark, opener, closer = sign.start(), sign[0], sign["opener"], sign["closer"]
        if sign["end"]:
            say(kinds.HALF, at + 1, mark, half=f"Có dấu đóng thẻ {mark}", missing=f"{_OPENERS[mark]} ở trước")
        elif sign["joined"]:
            half, missing = f"Có dấu {mark} ở đầu hoặc cuối đoạn", f"nửa kia của thẻ {mark}"
            say(kinds.HALF, at, mark, half=half, missing=missing)
        elif sign["brace"]:
            loose.setdefault(part.runs[at].paragraph, at)
        elif closer != _CLOSERS[opener]:
            say(kinds.HALF, at, mark[:40], half=f"Thẻ mở bằng {opener}", missing=_CLOSERS[opener])
        elif kind := _torn(part, at, sign.end()):
            say(kind, at, mark)
        else:
            inside = sign["inside"].translate(_QUOTES)
            form = _FORM.match(inside) if part.label and opener != "{{" else None
            bare = inside[form.end() if form else 0 :].strip()
            tags.append(Tag(part.runs[at], mark, opener, form[1] if form else "", bare, _WORD.match(bare)[0]))
    unsound = {fault.paragraph or fault.line for fault in faults}
    for at in (at for paragraph, at in loose.items() if paragraph.number not in unsound):
        bare = _LOOSE.match(part.text, at)
        named = bare[1].strip() if bare else ""
        if named and (named in known or named.split()[0] in COMMANDS):
            say(kinds.SINGLE_BRACES, at, bare[0], typed=bare[0])
        else:
            say(kinds.LONE_BRACE, at, part.text[at : at + 40].partition("\n")[0])
    return tags, faults


def _torn(part: Part, start: int, end: int) -> kinds.Kind | None:
    """Return what keeps the letters between two places from being filled as a tag, None where nothing does."""
    holders = {run.holder for run in part.runs[start:end]}
    if None in holders:
        sound = part.text.startswith("{{", start) and not set(part.text[start:end]) & set('"“”')
        return None if sound else kinds.NOT_FILLED
    objects = [local(element) for at in range(start + 1, end) for element in part.objects.get(at, ())]
    # A mark of a range is no harm in a tag that holds both its ends.
    halves = [name.endswith("Start") - name.endswith("End") for name in objects]
    return kinds.TORN if len(holders) > 1 or 0 in halves or sum(halves) else None


def placement_faults(part: Part, tags: list[Tag]) -> Iterator[Fault]:
    """Yield tags of whole paragraphs and rows that do not stand alone, or stand outside a table."""
    paragraphs = {paragraph.element: paragraph for paragraph in part.paragraphs}
    seen: set[_Element] = set()
    for tag in (tag for tag in tags if tag.form and tag.taken not in seen):
        taken = tag.taken
        inside = [] if taken is None else [paragraphs[element] for element in taken.iter(P)]
        text = "".join(paragraph.text for paragraph in inside).replace(tag.typed, "", 1)
        objects = [element for paragraph in inside for element in paragraph.objects]
        lost = any(local(o) not in _NO_LOSS or o.get(f"{W}type") in ("page", "column") for o in objects)
        # The end of a section or a whole table would be taken away too.
        held = taken is None or any(taken.find(f".//{name}") is not None for name in (f"{W}sectPr", TBL))
        if text.strip() or lost or held:
            place = _PLACES[tag.form]
            yield part.fault(kinds.NOT_ALONE, tag.run.paragraph, tag.typed, form=tag.form, place=place)
        seen |= {taken} - {None}
