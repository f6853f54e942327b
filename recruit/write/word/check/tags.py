"""The tags of a Word template as typed: found in the letters of its paragraphs, with what is wrong in their typing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from recruit.write.word.check import faults as kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recruit.write.word.check.faults import TemplateFault
    from recruit.write.word.check.text import Paragraph

COMMANDS = ("if", "elif", "else", "endif", "for", "endfor")

_OPEN = re.compile(r"\{[{%#]")
_STRAY = re.compile(r"\}\}|[%#]\}")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
# The filling takes these only with a plain blank after them.
_FORM = re.compile(r"(tr|tc|p) |(r)\s")
# The filling takes such a tag, and what it takes away, out of a comment as well.
_TAKING = re.compile(r"\{[{%](?:tr|tc|p|r)\s")
_ANY_SIGN = re.compile(r"\{[{%#]|[%}#]\}")
# In a description double quotes would be written as &quot;.
_PRINTED = re.compile(r"\{\{(?!-)([^{}%\"“”-]*)\}\}")
_LOOSE = re.compile(r"\{[\s{%]*(?:(?:p|tr)\s+)?([^{}%]+?)[\s}%]*\}")
_NAME = re.compile(r"(?<![\w.@/])[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+(?![\w@/])")
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_LONGEST_OPEN = 40


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag: the paragraph in which it starts, where, and how it was typed.

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

    def fault(self, kind: kinds.Kind, /, **slots: str) -> TemplateFault:
        """Return a fault of this tag."""
        return self.paragraph.fault(kind, self.typed, **slots)


class Scanner:
    """Finds the tags of a part's paragraphs, in order; `faults` is what is wrong with how they are typed.

    `is_known` says whether a text is a name or a path of the template.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], is_known: Callable[[str], bool]) -> None:
        self._paragraphs = paragraphs
        self._is_known = is_known
        self.faults: list[TemplateFault] = []
        self.tags: list[Tag] = list(self._scanned())

    def _scanned(self) -> Iterator[Tag]:
        begin = 0
        lettered = [paragraph for paragraph in self._paragraphs if paragraph.text]
        # The filling joins what it takes for a tag over all that has no letters.
        following = dict(pairwise(lettered))
        for paragraph in self._paragraphs:
            tags: list[Tag] = []
            if paragraph.text:
                begin, tags = self._of(paragraph, begin, following.get(paragraph))
            if paragraph.described:
                tags = sorted((*self._described(paragraph), *tags), key=lambda tag: tag.start)
            yield from tags

    def _described(self, paragraph: Paragraph) -> Iterator[Tag]:
        """Yield the tags in descriptions of pictures: one that prints may stand there."""
        for offset, description in paragraph.described:
            for printed in _PRINTED.finditer(description):
                yield Tag(paragraph, offset, offset, printed[0], "{{", "", printed[1].strip())
            if _ANY_SIGN.search(_PRINTED.sub("", description)):
                self.faults.append(paragraph.fault(kinds.IN_DESCRIPTION, description))

    def _of(self, paragraph: Paragraph, begin: int, after: Paragraph | None) -> tuple[int, list[Tag]]:
        """Return where the tags of the paragraph after this one begin, and this one's from `begin`."""
        tags: list[Tag] = []
        text, position, next_begin = paragraph.text, begin, 0
        outside: list[str] = []
        sound = begin == 0
        while opened := _OPEN.search(text, position):
            outside.append(text[position : opened.start()])
            closer = _CLOSERS[opened[0]]
            end = text.find(closer, opened.end())
            other = _OPEN.search(text, opened.end())
            if end >= 0 and (other is None or other.start() > end or opened[0] == "{#"):
                position = end + 2
                tags.append(self._whole(paragraph, opened.start(), position))
                continue
            sound = False
            next_begin = self._rest(text[opened.start() :], closer, after) if other is None and after else 0
            if next_begin:
                typed = f"{text[opened.start() :]} {after.text[:next_begin]}"
                tags.append(self._broken(paragraph, opened.start(), typed, kinds.SPREAD))
                position = len(text)
                break
            limit = other.start() if other else len(text)
            typed = re.match(r"\{[{%#][^{}%]*[}%]?", text[opened.start() : limit])[0]
            position = opened.start() + len(typed)
            slots = {"opener": opened[0], "closer": closer}
            tags.append(self._broken(paragraph, opened.start(), typed[:_LONGEST_OPEN], kinds.OPEN_TAG, **slots))
        outside.append(text[position:])
        if sound and after is not None and text.endswith("{") and re.match(r"[{%#]", after.text):
            closed = _STRAY.search(after.text)
            next_begin = closed.end() if closed else len(after.text)
            outside[-1] = outside[-1][:-1]
            tags.append(self._broken(paragraph, len(text) - 1, "{" + after.text[:next_begin], kinds.SPREAD))
        elif sound and after is not None and text[-1] in "%}#" and after.text.startswith("}"):
            self.faults.append(after.fault(kinds.STRAY_END, after.text[:_LONGEST_OPEN], closer="}", opener="{"))
        self._loose(paragraph, outside, sound)
        return next_begin, tags

    def _rest(self, typed: str, closer: str, after: Paragraph) -> int:
        """Return where in the paragraph after it an open tag ends, 0 where it does not."""
        if typed.endswith(closer[0]) and after.text.startswith("}"):
            return 1
        end, other = after.text.find(closer), _OPEN.search(after.text)
        return end + 2 if end >= 0 and (other is None or end < other.start()) else 0

    def _whole(self, paragraph: Paragraph, start: int, end: int) -> Tag:
        typed = paragraph.text[start:end]
        inside = typed[2:-2].translate(_QUOTES)
        form = _FORM.match(inside)
        name = (form[1] or form[2]) if form else ""
        broken = False
        if name in ("tc", "r") or (name and typed.startswith("{{")):
            self.faults.append(paragraph.fault(kinds.OTHER_PREFIX, typed, prefix=typed[:2] + name))
            broken = True
        for sign in {inside[:1], inside[-1:]} & {"-", "+"}:
            self.faults.append(paragraph.fault(kinds.DASHES, typed, sign=sign))
            broken = True
        if typed.startswith("{#") and _TAKING.search(inside):
            hint = "Giữa {# và #} không đặt thẻ {%p … %} hay {%tr … %}: xóa hẳn thẻ không dùng."
            self.faults.append(paragraph.fault(kinds.SYNTAX, typed, hint=hint, nearest=""))
            broken = True
        if what := paragraph.torn_by(start, end):
            self.faults.append(paragraph.fault(kinds.TORN, typed, what=what))
            broken = True
        elif name not in ("p", "tr") and paragraph.looks(start, end) > 1:
            self.faults.append(paragraph.fault(kinds.MIXED_LOOKS, typed))
        bare = inside[form.end() :] if form else inside
        kept = name if name in ("p", "tr") else ""
        return Tag(paragraph, start, end, typed, typed[:2], kept, bare.strip("-+").strip(), broken)

    def _broken(self, paragraph: Paragraph, start: int, typed: str, kind: kinds.Kind, **slots: str) -> Tag:
        self.faults.append(paragraph.fault(kind, typed, **slots))
        inside = typed[2:].translate(_QUOTES)
        form = _FORM.match(inside)
        name = form[1] if form and form[1] in ("p", "tr") else ""
        bare = inside[form.end() :] if name else inside
        end = min(start + len(typed), len(paragraph.text))
        return Tag(paragraph, start, end, typed, typed[:2], name, bare.strip("{}%#-+ \t\n\xa0"), True)

    def _loose(self, paragraph: Paragraph, outside: list[str], sound: bool) -> None:
        """Find what looks like a tag, or half of one, outside all tags."""
        text = "\n".join(outside)
        for closer in dict.fromkeys(_STRAY.findall(text)):
            sound = False
            before = text[: text.index(closer) + 2].split("\n")[-1]
            typed = before[-_LONGEST_OPEN:]
            self.faults.append(paragraph.fault(kinds.STRAY_END, typed, closer=closer, opener=_OPENERS[closer]))
        if sound and ("{" in text or "}" in text):
            loose = _LOOSE.search(text)
            if loose and (self._is_known(loose[1].strip()) or (loose[1].split() or [""])[0] in COMMANDS):
                self.faults.append(paragraph.fault(kinds.SINGLE_BRACES, loose[0], typed=loose[0]))
            else:
                self.faults.append(paragraph.fault(kinds.LONE_BRACE, loose[0] if loose else ""))
        elif sound:
            for name in dict.fromkeys(_NAME.findall(text)):
                if self._is_known(name):
                    self.faults.append(paragraph.fault(kinds.BARE_NAME, name, name=name))
