"""The check of templates: every tag read before a letter is filled, each fault at its paragraph, in Vietnamese."""

from __future__ import annotations

import difflib
import re
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

from recruit.model import Severity
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.tags import COMMANDS, Scanner, Tag, holder, is_repeated, placement_faults
from recruit.write.word.check.text import FileProblem, hidden_faults, part_of_lines, read_template_text
from recruit.write.word.check.trial import ANY, Names, trial_faults
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


class _Block(NamedTuple):
    """A for or if that is open: the tag that opened it, what was known before it, and whether its else came."""

    tag: Tag
    word: str
    before: Scope
    has_else: bool = False


class _Checked:
    """A part with its tags checked in order; each part has names of its own."""

    def __init__(self, part: Part, names: Names) -> None:
        self.part = part
        self._names = names
        self._scope: Scope = names.scope
        self._open: list[_Block] = []
        self._unclosed: list[_Block] = []
        self._stray: list[int] = []
        scanner = Scanner(part, names.known)
        self.tags = scanner.tags
        found = [_TARGET.match(tag.inside) for tag in self.tags if tag.opener == "{%"]
        self._loops = {target[1] for target in found if target} | {"loop"}
        self.faults = list(scanner.faults)
        for tag in self.tags:
            if tag.opener == "{%" or tag.word in ("if", "for"):
                self._command(tag)
            elif tag.opener == "{{" and not tag.broken:
                self._judge(tag, f"{{{{ {tag.inside} }}}}", tag.inside)
        self._say_unclosed()
        self.faults += placement_faults(part, self.tags)
        copies = {paragraph.number for paragraph in part.paragraphs if paragraph.is_copy}
        said = {(f.code, f.tag, f.text) for f in self.faults if f.paragraph not in copies}
        self.faults = [f for f in self.faults if f.paragraph not in copies or (f.code, f.tag, f.text) not in said]

    def _say(self, tag: Tag, kind: kinds.Kind, **slots: str) -> None:
        self.faults.append(self.part.fault(kind.fault(**slots), tag.paragraph, tag.typed))

    def _judge(self, tag: Tag, source: str, typed: str) -> dict[str, object]:
        """Put down what is wrong with a tag's expression; return the names that it adds."""
        faults, added = self._names.judged(source, typed, self._scope, self._loops)
        self.faults += [self.part.fault(fault, tag.paragraph, tag.typed) for fault in faults]
        return added

    def _command(self, tag: Tag) -> None:
        """Take a command into its block, and judge what it asks."""
        word, sound = tag.word, not tag.broken
        if tag.opener == "{{" and sound:
            self._say(tag, kinds.SYNTAX, why="Lệnh viết trong {% %}, không viết trong {{ }}", hint="")
            sound = False
        elif word not in COMMANDS:
            word, sound = self._meant(tag), False
        rest = tag.inside[len(word) :].strip()
        if word in ("if", "for"):
            self._open.append(_Block(tag, word, self._scope))
        elif word:
            self._follow(tag, word)
        if word == "for":
            target = _TARGET.match(tag.inside)
            added = {target[1]: ANY, "loop": ANY} if target else {"loop": ANY}
            judged = self._judge(tag, f"{{% {tag.inside} %}}{{% endfor %}}", tag.inside) if sound else {}
            self._scope = {**self._scope, **added, **judged}
        elif word in ("if", "elif") and sound:
            self._judge(tag, f"{{% if {rest} %}}{{% endif %}}", rest)
        elif rest and sound:
            self._say(tag, kinds.SYNTAX, why=f"Sau {word} không ghi gì thêm; thêm điều kiện thì dùng elif", hint="")

    def _follow(self, tag: Tag, word: str) -> None:
        """Take an else, elif or end into the block that it belongs to."""
        opener = _ENDS.get(word, "if")
        place = len(self._open) - 1
        if word in _ENDS:
            # Deeper than this the sandbox takes none.
            inner = range(len(self._open) - 1, max(len(self._open) - MAX_DEPTH, 0) - 1, -1)
            place = next((at for at in inner if self._open[at].word == opener), -1)
        if place < 0:
            self._stray += [tag.start] if word in _ENDS else []
            self._say(tag, kinds.ASTRAY, word=word, opener=opener)
            return
        block = self._open[place]
        self._unclosed += self._open[place + 1 :]
        del self._open[place:]
        may_go_on = not block.has_else and (word == "else" or block.word == "if")
        if word not in _ENDS and not may_go_on:
            self._say(tag, kinds.ASTRAY, word=word, opener=opener)
        elif not (tag.broken or block.tag.broken):
            if tag.form != block.tag.form or holder(self.part, tag) is not holder(self.part, block.tag):
                self._say(tag, kinds.OTHER_PLACE, word=block.word, paragraph=str(block.tag.paragraph.number))
            elif word == "endfor" and is_repeated(self.part, block.tag, tag):
                self._say(tag, kinds.TWICE)
        if word != "elif":
            self._scope = block.before
        if word not in _ENDS:
            self._open.append(block._replace(has_else=block.has_else or word == "else"))

    def _say_unclosed(self) -> None:
        """Say which blocks were never closed; of one whose end was astray that is said already."""
        for block in (*self._unclosed, *self._open):
            place = bisect(self._stray, block.tag.start)
            if self._stray[place : place + 1]:
                del self._stray[place]
            else:
                self._say(block.tag, kinds.UNCLOSED, word=block.word, end=f"end{block.word}", form=block.tag.form)

    def _meant(self, tag: Tag) -> str:
        """Say that a tag has no command that there is; return the one that it was probably meant to be."""
        letters = re.sub(r"[^a-z]", "", tag.inside[:40].lower())
        letters = re.sub(r"^(?:p|tr|r)(?=if|el|for|end)", "", letters).replace("elsei", "eli").replace("elsif", "elif")
        begun = [word for word in COMMANDS if letters.startswith(word)]
        near = difflib.get_close_matches(tag.word.lower(), COMMANDS, 1, 0.6)
        meant = max(begun, key=len) if begun else next(iter(near), "")
        if not tag.broken:
            known = tag.inside in self._names.known
            hint = f"In giá trị thì gõ {{{{ {tag.inside} }}}}. " if known else f"Có phải là {meant}? " if meant else ""
            self._say(tag, kinds.SYNTAX, why=f"Không có lệnh {tag.word or 'trống'}", hint=hint)
        return meant
