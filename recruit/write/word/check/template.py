"""The check of templates: every tag read before a letter is filled, each fault at its paragraph, in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recruit.model import Severity
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.tags import Tag, placement_faults, tags_of
from recruit.write.word.check.text import FileProblem, hidden_faults, open_template, part_of_lines
from recruit.write.word.check.trial import Names, trial_faults
from recruit.write.word.sandbox import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.text import Part
    from recruit.write.word.check.trial import Scope

_ENDS = {"endif": "if", "endfor": "for"}


def check_template(data: bytes, names: Sequence[Name], *, series: int = 0, trial: bool = True) -> list[Fault]:
    """Return what is wrong with a template in which `names` may be used, the file's faults first, then by place.

    Where its tags are sound, the template is also filled on trial, its charts with so many `series`, unless `trial` is
    off. Never raises for what `data` holds.
    """
    try:
        opened = open_template(data)
    except FileProblem as problem:
        return [problem.fault]
    faults = list(hidden_faults(opened))
    folders = {name.rpartition("/")[0] for name in opened.blobs}
    # A picture of a chart would show the figures of another day.
    faults += [kinds.CHART.fault()] if series and "word/media" in folders and "word/charts" not in folders else []
    known = Names(names, trial=trial)
    checked = [_Checked(part, known) for part in opened.parts]
    faults += [fault for part in checked for fault in part.faults]
    if trial and not any(fault.severity is Severity.ERROR for fault in faults):
        faults += trial_faults(opened.template, names, [(part.part, part.tags) for part in checked], series)
    place = {part.label: index for index, part in reversed(list(enumerate(opened.parts, start=1)))}
    return sorted(dict.fromkeys(faults), key=lambda fault: (place.get(fault.part, 0), fault.paragraph))


def check_text(text: str, names: Sequence[Name]) -> list[Fault]:
    """Return what is wrong with the tags of a plain text in which `names` may be used, by line."""
    try:
        return sorted(_Checked(part_of_lines(text), Names(names, trial=True)).faults, key=lambda fault: fault.line)
    except FileProblem as problem:
        return [problem.fault]


@dataclass(slots=True)
class _Block:
    """A for or if that is open: the tag that opened it, what was known before it, and whether its else came."""

    tag: Tag
    before: Scope
    has_else: bool = False


class _Checked:
    """A part with its tags checked in order; each part has names of its own."""

    def __init__(self, part: Part, names: Names) -> None:
        self.part = part
        self.tags, self.faults = tags_of(part, names.known)
        self._scope = names.scope
        self._open: list[_Block] = []
        self._blocks: list[Fault] = []
        for tag in (tag for tag in self.tags if tag.opener != "{#"):
            found, added = names.judged(tag, self._scope)
            self.faults += [part.fault(fault, tag.run.paragraph, tag.typed) for fault in found]
            if tag.opener == "{%":
                self._take(tag, added)
        for block in self._open:
            self._say_unclosed(block)
        # What a block holds cannot be told where a command is misread, nor that a name unlike all others is not one of it.
        if any(map(_is_misread, self.faults)):
            self.faults = [f for f in self.faults if f.kind is not kinds.UNKNOWN_NAME or "Có phải là" in f.remedy]
        else:
            self.faults += self._blocks
        self.faults += placement_faults(part, self.tags)
        copies = {paragraph.number for paragraph in part.paragraphs if paragraph.is_copy}
        said = {(f.code, f.tag, f.text) for f in self.faults if f.paragraph not in copies}
        self.faults = [f for f in self.faults if f.paragraph not in copies or (f.code, f.tag, f.text) not in said]

    def _say(self, tag: Tag, kind: kinds.Kind, **slots: str) -> None:
        self._blocks.append(self.part.fault(kind.fault(**slots), tag.run.paragraph, tag.typed))

    def _take(self, tag: Tag, added: Scope) -> None:
        """Take a command into the block that it opens, goes on with or closes."""
        if tag.word in ("if", "for"):
            self._open.append(_Block(tag, self._scope))
            self._scope = {**self._scope, **added}
            return
        opener = _ENDS.get(tag.word, "if")
        # Deeper than this the sandbox takes none.
        inner = self._open[: -MAX_DEPTH - 1 : -1] if tag.word in _ENDS else self._open[-1:]
        block = next((block for block in inner if tag.word == "else" or block.tag.word == opener), None)
        if block is None or (block.has_else and tag.word not in _ENDS):
            self._say(tag, kinds.ASTRAY, word=tag.word, opener=opener)
            return
        while self._open[-1] is not block:
            self._say_unclosed(self._open.pop())
        if tag.form != block.tag.form or tag.holder is not block.tag.holder:
            paragraph = str(block.tag.run.paragraph.number)
            self._say(tag, kinds.OTHER_PLACE, word=block.tag.word, paragraph=paragraph)
        self._scope = block.before
        block.has_else |= tag.word == "else"
        if tag.word in _ENDS:
            self._open.pop()

    def _say_unclosed(self, block: _Block) -> None:
        word = block.tag.word
        self._say(block.tag, kinds.UNCLOSED, word=word, end=f"end{word}", form=block.tag.form)


def _is_misread(fault: Fault) -> bool:
    """Whether a fault keeps a command from being understood."""
    is_command = fault.tag.startswith(("{%", "%}", "{{ if ", "{{ for "))
    return is_command and fault.kind not in (kinds.UNKNOWN_NAME, kinds.MISUSED)
