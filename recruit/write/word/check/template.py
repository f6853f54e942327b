"""The check of Word templates: every tag read before a letter is filled, each fault at its paragraph, in Vietnamese."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from recruit.declared.editions import EDITIONS
from recruit.model import Severity
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.blocks import Blocks, emptied_faults, placement_faults
from recruit.write.word.check.faults import TemplateFault
from recruit.write.word.check.hidden import hidden_faults
from recruit.write.word.check.tags import COMMANDS, Scanner, Tag
from recruit.write.word.check.text import Part, Unreadable, read_template_text
from recruit.write.word.check.values import ANY, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.letters.names import Name
    from recruit.write.word.check.values import Problem, Scope

__all__ = ["TemplateFault", "check_template", "missing_template", "unused_template"]

# Commands of jinja2 and docxtpl that a clerk may have read about.
_FOREIGN = frozenset(
    {"set", "macro", "endmacro", "block", "endblock", "include", "import", "from", "extends", "call", "endcall"}
    | {"filter", "endfilter", "with", "endwith", "raw", "endraw", "autoescape", "endautoescape", "do", "trans"}
    | {"endtrans", "break", "continue", "debug", "colspan", "cellbg", "vm", "hm", "verbatim"}
)
_AFTER_FORM = re.compile(r"(tr|p)(?:\s+|(?=(?:if|elif|else|endif|for|endfor)\b))", re.IGNORECASE)
_TARGET = re.compile(r"for\s+(\w+)\s+in\b")


def check_template(data: bytes, names: Sequence[Name], *, series: int = 0, trial: bool = True) -> list[TemplateFault]:
    """Return what is wrong with a template in which `names` may be used, the file's faults first, then by place.

    Where its tags are sound, the template is also filled on trial, its charts with so many `series`, unless `trial` is
    off. Never raises for what `data` holds.
    """
    try:
        text = read_template_text(data)
    except Unreadable as unreadable:
        return [unreadable.fault]
    values = Values(names)
    tags: list[tuple[Part, list[Tag]]] = []
    faults = list(hidden_faults(text))
    for part in text.parts:
        checked = _CheckedPart(part, values)
        faults += checked.faults
        tags.append((part, checked.tags))
    if trial and not any(fault.severity is Severity.ERROR for fault in faults):
        from recruit.write.word.check.trial import trial_faults

        faults += trial_faults(data, names, tags, series)
    return _in_order(faults, [part.label for part in text.parts])


def missing_template() -> TemplateFault:
    """Return the fault of a template that is not there."""
    return kinds.ABSENT.fault()


def unused_template(plain: str) -> list[TemplateFault]:
    """Return the fault of a file that looks like an edition's own of the template `plain`, but is no edition's."""
    return [kinds.NO_EDITION.fault(names=" hoặc ".join(edition.template(plain) for edition in EDITIONS))]


def _in_order(faults: list[TemplateFault], labels: list[str]) -> list[TemplateFault]:
    """Return faults each once, the file's first, then by part and paragraph."""
    place = {label: index for index, label in reversed(list(enumerate(labels, start=1)))}
    return sorted(dict.fromkeys(faults), key=lambda fault: (place.get(fault.part, 0), fault.paragraph))


class _CheckedPart:
    """A part with its tags checked in order; each part has names of its own."""

    def __init__(self, part: Part, values: Values) -> None:
        self._values = values
        self._scope: dict[str, object] = dict(values.scope)
        self._blocks = Blocks()
        scanner = Scanner(part.paragraphs, values.is_known)
        self.tags = scanner.tags
        self.faults = scanner.faults
        self._loop_names = {
            found[1] for tag in self.tags if tag.opener == "{%" and (found := _TARGET.match(tag.inside))
        }
        for tag in self.tags:
            if tag.opener == "{%":
                self._command(tag)
            elif tag.opener == "{{":
                self._print(tag)
        self._blocks.finish()
        self.faults += self._blocks.faults
        self.faults += placement_faults(part, self.tags)
        if not any(fault.severity is Severity.ERROR for fault in self.faults):
            self.faults += emptied_faults(part, self.tags)
        self.faults = part.without_twins(self.faults)

    # -- tags that print -----------------------------------------------------------------------------------------------

    def _print(self, tag: Tag) -> None:
        if tag.broken:
            return
        if tag.word in COMMANDS and tag.word not in self._scope:
            self._say(tag, kinds.SYNTAX, hint="Lệnh viết trong {% %}, không viết trong {{ }}. ", nearest="")
            self._structure(tag, tag.inside)
            return
        self._judge(tag, "&" in tag.inside, self._values.printed(f"{{{{ {tag.inside} }}}}", self._scope), tag.inside)

    # -- commands ------------------------------------------------------------------------------------------------------

    def _command(self, tag: Tag) -> None:
        inside = tag.inside
        if tag.word not in COMMANDS and not tag.broken:
            inside = self._meant(tag)
        self._structure(tag, inside)

    def _structure(self, tag: Tag, inside: str) -> None:
        """Take a command into its block, and judge what it asks."""
        word = inside.split()[0] if inside.split() else ""
        quiet = tag.broken or inside != tag.inside or tag.opener == "{{"
        rest = inside[len(word) :].strip()
        if word == "for":
            self._for(tag, inside, quiet)
        elif word in ("if", "elif"):
            if word == "if":
                self._blocks.begin(tag, word, self._scope)
            else:
                self._else(tag, word)
            if not quiet:
                problems = self._values.asked(f"{{% if {rest} %}}{{% endif %}}", self._scope)
                self._judge(tag, "&" in rest, problems, rest)
        elif word in ("else", "endif", "endfor"):
            if rest and not quiet:
                other = "Nếu cần thêm điều kiện thì dùng elif. " if rest.startswith("if") else ""
                self._say(tag, kinds.SYNTAX, hint=f"Sau {word} không ghi gì thêm. {other}", nearest="")
            if word == "else":
                self._else(tag, word)
            elif block := self._blocks.end(tag, word):
                self._scope = block.before

    def _else(self, tag: Tag, word: str) -> None:
        block = self._blocks.middle(tag, word)
        if block is not None and block.word == "for":
            self._scope = block.before

    def _for(self, tag: Tag, inside: str, quiet: bool) -> None:
        self._blocks.begin(tag, "for", self._scope)
        looped = self._values.looped(f"{{% {inside} %}}{{% endfor %}}", self._scope)
        if not quiet:
            self._judge(tag, "&" in inside, None if looped is None else looped[0], inside)
        if looped is None:
            found = _TARGET.match(inside)
            added: dict[str, object] = {found[1]: ANY, "loop": ANY} if found else {"loop": ANY}
        else:
            added = looped[1]
        self._scope = {**self._scope, **added}

    def _meant(self, tag: Tag) -> str:
        """Say that a tag has no command that there is; return what it was probably meant to say."""
        inside = tag.inside
        word = next(iter(inside.split()), "")
        form = _AFTER_FORM.match(inside)
        if form:
            name, rest = form[1].lower(), inside[form.end() :]
            self._say(
                tag, kinds.UNKNOWN_COMMAND, word=word, hint=f"Viết liền {{%{name}, sau đó một dấu cách rồi đến lệnh."
            )
            return rest
        joined = re.sub(r"^(end|el)\s+(?=if\b|for\b)", r"\1", inside.lower())
        if joined.split()[:1] and joined.split()[0] in COMMANDS:
            self._say(tag, kinds.UNKNOWN_COMMAND, word=word, hint=f"Viết liền, chữ thường: {joined.split()[0]}.")
            first = joined.split()[0]
            return first + inside[len(first) :] if joined == inside.lower() else joined
        if word in _FOREIGN:
            hint = "Mẫu chỉ dùng các lệnh if, elif, else, endif, for và endfor."
            self._say(tag, kinds.REFUSED, what=f"lệnh {word}", hint=hint, nearest="")
            return ""
        if word in self._scope or self._values.is_known(inside):
            self._say(tag, kinds.UNKNOWN_COMMAND, word=word, hint=f"In giá trị thì gõ {{{{ {inside} }}}}.")
            return ""
        letters = re.sub(r"\W", "", word.lower())
        near = "elif" if letters in ("elseif", "elsif") else ""
        near = near or next(iter(difflib.get_close_matches(letters, COMMANDS, 1, 0.6)), "")
        if near:
            self._say(tag, kinds.UNKNOWN_COMMAND, word=word, hint=f"Có phải là {near}?")
            return near + inside[len(word) :]
        hint = "Các lệnh có: if, elif, else, endif, for, endfor; in giá trị thì gõ {{ tên }}."
        self._say(tag, kinds.UNKNOWN_COMMAND, word=word or "trống", hint=hint)
        return ""

    # -- faults --------------------------------------------------------------------------------------------------------

    def _say(self, tag: Tag, kind: kinds.Kind, **slots: str) -> None:
        self.faults.append(tag.fault(kind, **slots))

    def _judge(self, tag: Tag, ampersand: bool, problems: list[Problem] | None, typed: str) -> None:
        """Put down what is wrong with an expression; None for one that cannot be understood."""
        if ampersand:
            # The filling sees it as &amp; and would print or compare that.
            self._say(tag, kinds.SYNTAX, hint="Trong thẻ không dùng dấu &; hai điều kiện nối bằng and. ", nearest="")
        elif problems is None:
            near = self._values.hint(typed, self._scope) if not re.search(r"\s(in|and|or|if)\s", typed) else ""
            self._say(tag, kinds.SYNTAX, hint=_hint(typed, self._scope), nearest=near)
        for kind, slots in problems or ():
            name = slots.get("name", "")
            if kind is kinds.UNKNOWN_NAME and name in self._loop_names | {"loop"}:
                self._say(tag, kinds.OUTSIDE_LOOP, name=name)
                continue
            if kind is kinds.REFUSED and not slots["nearest"]:
                slots = {**slots, "nearest": self._values.hint(typed, self._scope)}
            self._say(tag, kind, **slots)


def _hint(typed: str, scope: Scope) -> str:
    """Return a sentence on why a tag cannot be understood, empty where nothing is known."""
    if not typed:
        return "Thẻ còn trống: ghi tên hoặc điều kiện vào thẻ. "
    if not typed.isprintable():
        return "Trong thẻ có ký tự không nhìn thấy: xóa cả thẻ rồi gõ lại. "
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "''", typed)
    if re.search(r"[\"'«»„‟″′]", bare.replace("''", "")):
        return "Chữ để so sánh đặt giữa hai dấu nháy giống nhau, ví dụ 'tốt'. "
    if re.search(r"(?<![=!<>])=(?!=)", bare):
        return "So sánh bằng nhau thì viết hai dấu bằng: ==. "
    if bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]"):
        return "Dấu ngoặc mở và đóng không đủ cặp. "
    if "||" in bare or "!" in bare.replace("!=", ""):
        return "Dùng and, or, not thay cho các dấu &&, ||, !. "
    if re.search(r"[.,]$|\.\.", bare):
        return "Thừa hoặc thiếu phần ở dấu chấm, dấu phẩy. "
    if bare.startswith("for"):
        return "Lệnh for viết: for dong in tên_danh_sách. "
    if re.search(r"\w\s+\w", bare):
        return "Tên không có dấu cách, các phần nối bằng dấu gạch dưới; hai điều kiện nối bằng and hoặc or. "
    return "Xem lại từng chữ trong thẻ. "
