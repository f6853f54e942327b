"""The check of templates: every tag read before a letter is filled, each fault at its paragraph, in Vietnamese."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recruit.model import Severity
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.hidden import hidden_faults
from recruit.write.word.check.places import holder, is_repeated, placement_faults
from recruit.write.word.check.tags import COMMANDS, Scanner, Tag
from recruit.write.word.check.text import FileProblem, part_of_lines, read_template_text
from recruit.write.word.check.values import ANY, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.text import Part
    from recruit.write.word.check.values import Scope

_TARGET = re.compile(r"\w+\s+(\w+)\s+in\b")
_ENDS = {"endif": "if", "endfor": "for"}

# Why a tag cannot be understood: what is searched in it, its quoted texts left out, and what is said of it.
_HINTS = (
    (r"^$", "Thẻ còn trống: ghi tên hoặc điều kiện vào thẻ. "),
    (r"&", "Trong thẻ không dùng dấu &; hai điều kiện nối bằng and. "),
    (r"[\"'«»„‟″′]", "Chữ để so sánh đặt giữa hai dấu nháy giống nhau, ví dụ 'tốt'. "),
    (r"(?<![=!<>])=(?!=)", "So sánh bằng nhau thì viết hai dấu bằng: ==. "),
    (r"\|\||!(?!=)", "Dùng and, or, not thay cho các dấu &&, ||, !. "),
    (r"[.,]$|\.\.", "Thừa hoặc thiếu phần ở dấu chấm, dấu phẩy. "),
    (r"^for", "Lệnh for viết: for dong in tên_danh_sách. "),
    (r"\w\s+\w", "Tên không có dấu cách, các phần nối bằng dấu gạch dưới; hai điều kiện nối bằng and hoặc or. "),
    (r"", "Xem lại từng chữ, từng dấu ngoặc trong thẻ. "),
)


def check_template(data: bytes, names: Sequence[Name], *, series: int = 0, trial: bool = True) -> list[Fault]:
    """Return what is wrong with a template in which `names` may be used, the file's faults first, then by place.

    Where its tags are sound, the template is also filled on trial, its charts with so many `series`, unless `trial` is
    off. Never raises for what `data` holds.
    """
    try:
        text = read_template_text(data)
        faults = list(hidden_faults(text))
    except FileProblem as problem:
        return [problem.fault]
    values = Values(names, trial=trial)
    checked = [_Checked(part, values) for part in text.parts]
    faults += [fault for part in checked for fault in part.faults]
    if trial and not any(fault.severity is Severity.ERROR for fault in faults):
        from recruit.write.word.check.trial import trial_faults

        faults += trial_faults(data, names, {c.part.name: (c.part, c.tags) for c in checked}, series)
    place = {part.label: index for index, part in reversed(list(enumerate(text.parts, start=1)))}
    return sorted(dict.fromkeys(faults), key=lambda fault: (place.get(fault.part, 0), fault.paragraph))


def check_text(text: str, names: Sequence[Name]) -> list[Fault]:
    """Return what is wrong with the tags of a plain text in which `names` may be used, by line."""
    try:
        return sorted(_Checked(part_of_lines(text), Values(names, trial=True)).faults, key=lambda fault: fault.line)
    except FileProblem as problem:
        return [problem.fault]


@dataclass(slots=True, eq=False)
class _Block:
    """A for or if that is open: the tag that opened it and what was known before it."""

    tag: Tag
    word: str
    before: Scope
    has_else: bool = False


class _Checked:
    """A part with its tags checked in order; each part has names of its own."""

    def __init__(self, part: Part, values: Values) -> None:
        self.part = part
        self._values = values
        self._scope: Scope = dict(values.scope)
        self._open: list[_Block] = []
        self._left_open: list[_Block] = []
        self._stray: list[tuple[Tag, str]] = []
        scanner = Scanner(part, values.is_known)
        self.tags = scanner.tags
        found = [_TARGET.match(tag.inside) for tag in self.tags if tag.opener == "{%"]
        self._targets = {target[1] for target in found if target} | {"loop"}
        self.faults = list(scanner.faults)
        for tag in self.tags:
            if tag.opener == "{%" or tag.word in ("if", "for"):
                self._command(tag)
            elif tag.opener == "{{" and not tag.broken:
                self._judge(tag, f"{{{{ {tag.inside} }}}}", tag.inside)
        self._finish()
        self.faults += placement_faults(part, self.tags)
        copies = {paragraph.number for paragraph in part.paragraphs if paragraph.copy}
        said = {(f.code, f.tag, f.text) for f in self.faults if f.paragraph not in copies}
        self.faults = [f for f in self.faults if f.paragraph not in copies or (f.code, f.tag, f.text) not in said]

    def fault(self, tag: Tag, kind: kinds.Kind, **slots: str) -> Fault:
        """Return a fault of a tag."""
        return self.part.fault(kind.fault(**slots), tag.paragraph, tag.typed)

    def _say(self, tag: Tag, kind: kinds.Kind, **slots: str) -> None:
        self.faults.append(self.fault(tag, kind, **slots))

    # -- commands ------------------------------------------------------------------------------------------------------

    def _command(self, tag: Tag) -> None:
        """Take a command into its block, and judge what it asks."""
        word, quiet = tag.word, tag.broken
        if tag.opener == "{{" and not quiet:
            self._say(tag, kinds.SYNTAX, hint="Lệnh viết trong {% %}, không viết trong {{ }}. ", nearest="")
            quiet = True
        elif word not in COMMANDS:
            word, quiet = self._meant(tag), True
        rest = tag.inside[len(word) :].strip()
        if word in ("if", "for"):
            self._open.append(_Block(tag, word, self._scope))
        elif word:
            self._follow(tag, word)
        if word == "for":
            found = _TARGET.match(tag.inside)
            added = {found[1]: ANY, "loop": ANY} if found else {"loop": ANY}
            if not quiet:
                added |= self._judge(tag, f"{{% {tag.inside} %}}{{% endfor %}}", tag.inside)
            self._scope = {**self._scope, **added}
        elif word in ("if", "elif") and not quiet:
            self._judge(tag, f"{{% if {rest} %}}{{% endif %}}", rest)
        elif rest and not quiet:
            hint = f"Sau {word} không ghi gì thêm; nếu cần thêm điều kiện thì dùng elif. "
            self._say(tag, kinds.SYNTAX, hint=hint, nearest="")

    def _follow(self, tag: Tag, word: str) -> None:
        """Take an else, elif or end into the block that is open."""
        block = self._open[-1] if self._open else None
        if word in _ENDS:
            at = next((i for i in reversed(range(len(self._open))) if self._open[i].word == _ENDS[word]), None)
            if at is None:
                self._stray.append((tag, word))
                return
            block = self._open[at]
            self._left_open += self._open[at + 1 :]
            del self._open[at:]
            self._scope = block.before
        elif block is None or block.has_else or (word == "elif" and block.word == "for"):
            self._say(tag, kinds.ASTRAY, word=word)
            return
        elif word == "else":
            block.has_else = True
            self._scope = block.before
        if not (tag.broken or block.tag.broken):
            if tag.form != block.tag.form or holder(self.part, tag) is not holder(self.part, block.tag):
                self._say(tag, kinds.OTHER_PLACE, word=block.word, paragraph=str(block.tag.paragraph.number))
            elif word == "endfor" and is_repeated(self.part, block.tag, tag):
                self._say(tag, kinds.TWICE)

    def _finish(self) -> None:
        """Judge what was never closed, or closed without having been opened."""
        unclosed = [*self._left_open, *self._open]
        for tag, word in self._stray:
            earlier = [block for block in unclosed if block.tag.start < tag.start]
            if earlier:
                block = earlier[-1]
                unclosed.remove(block)
                self._say(tag, kinds.WRONG_END, end=word, word=block.word, paragraph=str(block.tag.paragraph.number))
            else:
                self._say(tag, kinds.NO_BEGINNING, end=word, word=_ENDS[word])
        for block in unclosed:
            self._say(block.tag, kinds.UNCLOSED, word=block.word, end=f"end{block.word}", form=block.tag.form)

    def _meant(self, tag: Tag) -> str:
        """Say that a tag has no command that there is; return the one that it was probably meant to be."""
        letters = re.sub(r"[^a-z]", "", tag.inside[:40].lower())
        letters = (
            re.sub(r"^(?:p|tr)(?=(?:if|el|for|end))", "", letters).replace("elsei", "eli").replace("elsif", "elif")
        )
        first = re.sub(r"\W", "", tag.word.lower())
        meant = next((word for word in sorted(COMMANDS, key=len, reverse=True) if letters.startswith(word)), "")
        meant = meant or next(iter(difflib.get_close_matches(first, COMMANDS, 1, 0.6)), "")
        if not tag.broken:
            known = self._values.is_known(tag.inside)
            hint = f"In giá trị thì gõ {{{{ {tag.inside} }}}}. " if known else f"Có phải là {meant}? " if meant else ""
            self._say(tag, kinds.UNKNOWN_COMMAND, word=tag.word or "trống", hint=hint)
        return meant

    # -- expressions ---------------------------------------------------------------------------------------------------

    def _judge(self, tag: Tag, source: str, typed: str) -> dict[str, object]:
        """Put down what is wrong with a tag's expression; return the names that it adds."""
        # In a document the filling sees & as &amp; and would print or compare that.
        node = None if "&" in typed and self.part.label else self._values.understood(source)
        if node is None:
            bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", typed[:200])
            hint = next(said for pattern, said in _HINTS if re.search(pattern, bare or typed))
            near = (
                "" if re.search(r"[=!<>'\"()\[\]]|\s(in|and|or|if)\s", typed) else self._values.hint(typed, self._scope)
            )
            self._say(tag, kinds.SYNTAX, hint=hint, nearest=near)
            return {}
        faults, added = self._values.judged(source, node, self._scope)
        for fault in faults:
            slots = dict(fault.slots)
            first = slots.get("name", "").partition(".")[0]
            if fault.kind is kinds.UNKNOWN_NAME and first in self._targets and first not in self._scope:
                fault = kinds.OUTSIDE_LOOP.fault(name=slots["name"])
            elif fault.kind is kinds.REFUSED:
                fault = kinds.REFUSED.fault(what=slots["what"], nearest=self._values.hint(typed, self._scope))
            self.faults.append(self.part.fault(replace(fault, line=0), tag.paragraph, tag.typed))
        return added
