"""The tags of a template as typed: found in the letters of its parts, with what is wrong in their typing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recruit.books.ooxml import local
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.text import W

if TYPE_CHECKING:
    from collections.abc import Callable

    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.text import Paragraph, Part

COMMANDS = ("if", "elif", "else", "endif", "for", "endfor")

# The filling joins what it takes for a sign over the end of a paragraph.
_SIGN = re.compile(r"\{\n?[{%#]|[}%#]\n?\}|[{}]")
_SIGN_OF_TEXT = re.compile(r"\{[{%#]|[%}#]\}|[{}]")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
# The filling takes these only with a plain blank after them; `r` with any.
_FORM = re.compile(r"(tr|tc|p) |(r)\s")
# The filling takes such a tag, and what it takes away, out of a remark as well.
_TAKING = re.compile(r"\{[{%](?:tr|tc|p|r)\s")
_UNCLOSED = re.compile(r"\{\n?[{%#][^{}%\n]{0,40}[}%]?")
_LOOSE = re.compile(r"\{[\s{%]{0,9}(?:(?:p|tr)\s)?([^{}%]{1,40})[\s}%]{0,9}")
# A mark of a range is no harm in a tag that holds all that belong together.
_MARK = re.compile(r"(?:(?:Range)?(?:Start|End)|Reference)$")
_WHOLE = {"bookmark": 2, "perm": 2, "comment": 3}
_NAME = re.compile(r"(?<![\w.@/])[a-z][a-z0-9]{0,40}(?:[_.][a-z0-9]{1,40}){1,9}(?![\w@/])")
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_LONGEST_OPEN = 40


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag: the paragraph in which it starts, where in the part's letters, and how it was typed.

    `opener` is `{{`, `{%` or `{#`; `form` says what the filling takes away with it: "p" the paragraph, "tr" the row,
    "" nothing. `inside` is what stands in it, quotes straightened as the filling does. A `broken` tag has a fault in
    its typing; what it says is known only roughly.
    """

    paragraph: Paragraph
    start: int
    end: int
    typed: str
    opener: str
    form: str
    inside: str
    broken: bool = False

    @property
    def word(self) -> str:
        """The tag's first word."""
        found = _WORD.match(self.inside)
        return found[0] if found else ""


class Scanner:
    """Finds the tags of a part, in order; `faults` is what is wrong with how they are typed.

    `is_known` says whether a text is a name or a path of the template.
    """

    def __init__(self, part: Part, is_known: Callable[[str], bool]) -> None:
        self._part = part
        self._is_known = is_known
        self.tags: list[Tag] = []
        self.faults: list[Fault] = []
        self._unsound: set[Paragraph] = set()
        self._find_loose(self._scan(part.text))

    def _say(self, kind: kinds.Kind, start: int, tag: str = "", /, **slots: str) -> None:
        paragraph = self._part.at(start)
        self._unsound.add(paragraph)
        self.faults.append(self._part.fault(kind.fault(**slots), paragraph, tag))

    def _scan(self, text: str) -> list[int]:
        """Find the tags; return where braces stand outside them."""
        opened, opener, limit = None, "", 0
        loose = []
        for sign in (_SIGN if self._part.label else _SIGN_OF_TEXT).finditer(text):
            mark = sign[0].replace("\n", "")
            if opened and sign.start() > limit:
                self._unclosed(opened.start(), opener)
                opened = None
            if opened and mark == _CLOSERS[opener]:
                self._closed(opened, opener, sign)
                opened = None
            elif mark in _CLOSERS and not (opened and opener == "{#"):
                if opened:
                    self._unclosed(opened.start(), opener)
                opened, opener = sign, mark
                # In a document a remark ends on its line, any other tag on the next one at the latest, broken there.
                limit = _line_end(text, sign.end())
                limit = limit if mark == "{#" else _line_end(text, limit + 1)
                limit = limit if self._part.label else len(text)
            elif not opened and (mark in _OPENERS or (self._part.label and _follows_a_sign(text, sign.start()))):
                closer = mark if mark in _OPENERS else "}"
                self._say(kinds.STRAY_END, sign.end() - 1, closer=closer, opener=_OPENERS.get(closer, "{"))
            elif not opened:
                loose.append(sign.start())
        if opened:
            self._unclosed(opened.start(), opener)
        return loose

    def _unclosed(self, start: int, opener: str) -> None:
        typed = _UNCLOSED.match(self._part.text, start)[0].replace("\n", "")
        self._say(kinds.OPEN_TAG, start, typed, opener=opener, closer=_CLOSERS[opener])
        self._add(start, start + len(typed), typed, opener, typed[2:].rstrip("}%"), broken=True)

    def _closed(self, opened: re.Match[str], opener: str, closed: re.Match[str]) -> None:
        start, end = opened.start(), closed.end()
        inside = self._part.text[opened.end() : closed.start()].replace("\n", " ")
        typed = f"{opener}{inside}{_CLOSERS[opener]}"
        broken = bool(self._part.label) and "\n" in self._part.text[start:end]
        if broken:
            self._say(kinds.SPREAD, start, typed)
        elif self._part.label:
            broken = self._is_torn(start, end, typed)
            form = _FORM.match(inside)
            name = (form[1] or form[2]) if form else ""
            what = [f"thẻ mở bằng {opener}{name}"] if name in ("tc", "r") or (name and opener == "{{") else []
            what += [f"dấu {sign} sát ngoặc" for sign in sorted({inside[:1], inside[-1:]} & {"-", "+"})]
            what += ["thẻ {%p … %}, {%tr … %} giữa {# và #}"] if opener == "{#" and _TAKING.search(inside) else []
            for detail in what:
                self._say(kinds.REFUSED, start, typed, what=detail, nearest="")
            broken = broken or bool(what)
        self._add(start, end, typed, opener, inside, broken=broken)

    def _add(self, start: int, end: int, typed: str, opener: str, inside: str, *, broken: bool) -> None:
        inside = inside.translate(_QUOTES)
        form = _FORM.match(inside) if self._part.label else None
        name = form[1] if form and form[1] in ("p", "tr") else ""
        bare = (inside[form.end() :] if form else inside).strip()
        bare = bare.strip("-+").strip() if broken or not self._part.label else bare
        self.tags.append(Tag(self._part.at(start), start, end, typed, opener, name, bare, broken))

    def _is_torn(self, start: int, end: int, typed: str) -> bool:
        """Say what keeps the letters of a tag from being one text, or of one look; whether it cannot be filled."""
        runs = self._part.runs_of(start, end)
        if runs[0].look is None:
            if typed.startswith("{{") and not set(typed) & set('"“”'):
                return False
            self._say(kinds.NOT_FILLED, start, typed)
            return True
        inside = self._part.objects_of(start, end)
        marks = Counter((_MARK.sub("", local(element)), element.get(f"{W}id")) for element in inside)
        torn = len({run.holder for run in runs}) > 1 or any(_WHOLE.get(m[0]) != count for m, count in marks.items())
        if torn:
            self._say(kinds.TORN, start, typed)
        elif len({run.look for run in runs}) > 1 and not _FORM.match(typed[2:]):
            self._say(kinds.MIXED_LOOKS, start, typed)
        return torn

    def _find_loose(self, braces: list[int]) -> None:
        """Find what looks like a tag, or half of one, outside all tags."""
        for brace in braces:
            if self._part.at(brace) in self._unsound:
                continue
            line = self._part.text[brace : min(brace + _LONGEST_OPEN, _line_end(self._part.text, brace))]
            bare = _LOOSE.match(line)
            named = bare[1].strip() if bare else ""
            if named and (self._is_known(named) or named.split()[0] in COMMANDS):
                self._say(kinds.SINGLE_BRACES, brace, bare[0], typed=bare[0])
            else:
                self._say(kinds.LONE_BRACE, brace, line)
        starts = [*(tag.start for tag in self.tags), len(self._part.text)]
        for start, end in zip([0, *(tag.end for tag in self.tags)], starts, strict=True):
            for found in _NAME.finditer(self._part.text, start, end):
                if self._part.at(found.start()) not in self._unsound and self._is_known(found[0]):
                    self._say(kinds.BARE_NAME, found.start(), found[0], name=found[0])


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _follows_a_sign(text: str, start: int) -> bool:
    """Whether a brace begins a paragraph after one whose last letter the filling would take with it for a sign."""
    return text[start] == "}" and text[max(start - 2, 0) : start] in ("}\n", "%\n", "#\n")
