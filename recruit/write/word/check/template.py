"""The check of templates: every tag read before a letter is filled, each fault at its paragraph, in Vietnamese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recruit.model import Severity
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.tags import COMMANDS, Scanner, Tag, holder, placement_faults
from recruit.write.word.check.text import FileProblem, hidden_faults, part_of_lines, read_template_text
from recruit.write.word.check.trial import ANY, Names, hint, trial_faults
from recruit.write.word.sandbox import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.text import Part
    from recruit.write.word.check.trial import Scope

_TARGET = re.compile(r"\w{1,40}\s{1,40}(\w{1,40})\s{1,40}in\b")
_ENDS = {"endif": "if", "endfor": "for"}


def check_template(data: bytes, names: Sequence[Name], *, series: int = 0, trial: bool = True) -> list[Fault]:
    """Return what is wrong with a template in which `names` may be used, the file's faults first, then by place.

    Where its tags are sound, the template is also filled on trial, its charts with so many `series`, unless `trial` is
    off. Never raises for what `data` holds.
    """
    try:
        parts, blobs = read_template_text(data)
        faults = list(hidden_faults(parts, blobs))
    except FileProblem as problem:
        return [problem.fault]
    folders = {name.rpartition("/")[0] for name in blobs}
    # A picture of a chart would show the figures of another day.
    faults += [kinds.CHART.fault()] if series and "word/media" in folders and "word/charts" not in folders else []
    known = Names(names, trial=trial)
    checked = [_Checked(part, known) for part in parts]
    faults += [fault for part in checked for fault in part.faults]
    if trial and not any(fault.severity is Severity.ERROR for fault in faults):
        faults += trial_faults(data, names, {c.part.name: (c.part, c.tags) for c in checked}, series)
    place = {part.label: index for index, part in reversed(list(enumerate(parts, start=1)))}
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
        self._names = names
        self._open: list[_Block] = []
        self._blocks: list[Fault] = []
        scanner = Scanner(part, names.known)
        self.tags, self.faults = scanner.tags, list(scanner.faults)
        commands = [tag for tag in self.tags if tag.opener == "{%"]
        # What opens or closes a block could not be told where a command says nothing that there is.
        misread = scanner.misread + [tag.inside for tag in commands if tag.word not in COMMANDS]
        misread += [tag.inside for tag in self.tags if tag.opener == "{{" and tag.word in ("if", "for")]
        self._loops = _targets([tag.inside for tag in commands]) | {"loop"}
        self._scope: Scope = {**names.scope, **dict.fromkeys(_targets(misread), ANY)}
        for tag in self.tags:
            if tag.opener == "{%":
                self._command(tag)
            elif tag.opener == "{{":
                self._judge(tag, f"{{{{ {tag.inside} }}}}")
        for block in self._open:
            self._say_unclosed(block)
        self.faults += (
            placement_faults(part, self.tags) if misread else [*self._blocks, *placement_faults(part, self.tags)]
        )
        copies = {paragraph.number for paragraph in part.paragraphs if paragraph.is_copy}
        said = {(f.code, f.tag, f.text) for f in self.faults if f.paragraph not in copies}
        self.faults = [f for f in self.faults if f.paragraph not in copies or (f.code, f.tag, f.text) not in said]

    def _fault(self, tag: Tag, kind: kinds.Kind, **slots: str) -> Fault:
        return self.part.fault(kind.fault(**slots), tag.paragraph, tag.typed)

    def _judge(self, tag: Tag, source: str) -> dict[str, object]:
        """Put down what is wrong with a tag's expression, given as a template; return the names that it adds."""
        faults, added = self._names.judged(source, tag.inside, self._scope, self._loops)
        self.faults += [self.part.fault(fault, tag.paragraph, tag.typed) for fault in faults]
        return added

    def _command(self, tag: Tag) -> None:
        """Take a command into its block, and judge what it asks."""
        rest = tag.inside[len(tag.word) :].strip()
        if tag.word not in COMMANDS:
            self.faults.append(
                self._fault(
                    tag, kinds.SYNTAX, why=f"Không có lệnh {tag.word or 'trống'}", hint=hint(tag.word, COMMANDS)
                )
            )
        elif tag.word in ("if", "for"):
            self._open.append(_Block(tag, self._scope))
        else:
            self._follow(tag)
        if tag.word == "for":
            unread = dict.fromkeys((*_targets([tag.inside]), "loop"), ANY)
            self._scope = {**self._scope, **unread, **self._judge(tag, f"{{% {tag.inside} %}}{{% endfor %}}")}
        elif tag.word in ("if", "elif"):
            self._judge(tag, f"{{% if {rest} %}}{{% endif %}}")
        elif rest and tag.word in COMMANDS:
            why = f"Sau {tag.word} không ghi gì thêm; thêm điều kiện thì dùng elif"
            self.faults.append(self._fault(tag, kinds.SYNTAX, why=why, hint=""))

    def _follow(self, tag: Tag) -> None:
        """Take an else, elif or end into the block that it belongs to."""
        opener = _ENDS.get(tag.word, "if")
        # Deeper than this the sandbox takes none.
        inner = self._open[: -MAX_DEPTH - 1 : -1] if tag.word in _ENDS else self._open[-1:]
        block = next((block for block in inner if tag.word == "else" or block.tag.word == opener), None)
        if block is None or (block.has_else and tag.word not in _ENDS):
            self._blocks.append(self._fault(tag, kinds.ASTRAY, word=tag.word, opener=opener))
            return
        while self._open[-1] is not block:
            self._say_unclosed(self._open.pop())
        if tag.form != block.tag.form or holder(self.part, tag) is not holder(self.part, block.tag):
            number = str(block.tag.paragraph.number)
            self._blocks.append(self._fault(tag, kinds.OTHER_PLACE, word=block.tag.word, paragraph=number))
        self._scope = block.before
        block.has_else |= tag.word == "else"
        if tag.word in _ENDS:
            self._open.pop()

    def _say_unclosed(self, block: _Block) -> None:
        word = block.tag.word
        self._blocks.append(self._fault(block.tag, kinds.UNCLOSED, word=word, end=f"end{word}", form=block.tag.form))


def _targets(commands: Sequence[str]) -> set[str]:
    """Return the names that commands set, where they look like a for."""
    return {found[1] for found in map(_TARGET.match, commands) if found}
