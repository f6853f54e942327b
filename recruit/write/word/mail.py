"""The text template of mails to units: checked when it is opened, filled in the same sandbox as the letters."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateSyntaxError
from jinja2 import nodes as n

from recruit.language.spelling import clean, fold, spelled
from recruit.letters.mailing import NAMES, TEMPLATE
from recruit.letters.names import example_context
from recruit.model import Severity
from recruit.write.word.check.faults import OUTSIDE_TAG, REFUSED, TEXT_TEMPLATE
from recruit.write.word.check.values import Values
from recruit.write.word.folder import TemplateProblem, read_template
from recruit.write.word.sandbox import environment, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from jinja2 import Template

    from recruit.write.word.check.faults import Kind, TemplateFault
    from recruit.write.word.check.values import Problem

_SUBJECT = "Tiêu đề"


class WordingProblem(TemplateProblem):
    """The text template cannot be used; `fault` says where and what to do."""

    def __init__(self, what: str, remedy: str, line: int | None = None) -> None:
        self.fault = _fault(TEXT_TEMPLATE, line, what=what, remedy=remedy)
        super().__init__(f"Mẫu {TEMPLATE} không dùng được. {self.fault.message} {self.fault.remedy}")


def _fault(kind: Kind, line: int | None, **slots: str) -> TemplateFault:
    fault = kind.fault(**slots)
    return replace(fault, message=f"Dòng {line}: {fault.message}") if line else fault


class MailWording:
    """The text template of the mail in a folder of templates, checked when it is opened. Raises TemplateProblem.

    Its first line is `Tiêu đề: …`, the rest the body. Blank lines that follow each other are printed as one, so that
    lines with nothing but a command leave no gap. `spelling` is how `ủy` is spelled. `doubts` are faults that do not keep
    it from being used.
    """

    def __init__(self, folder: Path, *, spelling: str = "ủy") -> None:
        self._spelling = spelling
        try:
            text = read_template(folder, TEMPLATE).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise WordingProblem(
                "Tệp không phải chữ UTF-8", "Mở bằng Notepad, chọn Lưu thành (Save As), mục Encoding chọn UTF-8."
            ) from error
        self._template, self.doubts = _sound_template(text)
        # What stands in a branch that this month does not take is wrong all the same.
        for context in _situations():
            self.filled(context)

    def filled(self, context: Mapping[str, object]) -> tuple[str, str]:
        """Return subject (one line) and body (lines that end in a line feed). Raises TemplateProblem."""
        try:
            text = self._template.render(context)
        except TemplateError as error:
            # What is not said by the sandbox itself is said in English.
            what = "Thẻ so sánh hai giá trị khác loại" if error.__cause__ else f"Thẻ sai: {error.message}"
            raise WordingProblem(what, "Sửa thẻ theo docs/templates.md.", error.lineno) from error
        first, *lines = spelled(text, self._spelling).split("\n")
        label, colon, subject = first.partition(":")
        if not colon or fold(label) != fold(_SUBJECT) or not clean(subject):
            raise WordingProblem(f"Dòng đầu tiên phải là “{_SUBJECT}: …”", "Thêm dòng đó, có chữ sau dấu hai chấm.", 1)
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(map(clean, lines))).strip("\n")
        if not body:
            raise WordingProblem("Không có nội dung thư dưới dòng tiêu đề", "Ghi nội dung thư.")
        return clean(subject), body + "\n"


def wording_faults(folder: Path) -> list[TemplateFault]:
    """Return what is wrong with the text template of a folder: what keeps it from being used, else what is doubtful.

    Raises TemplateProblem where it is not there.
    """
    try:
        return MailWording(folder).doubts
    except WordingProblem as problem:
        return [problem.fault]


def _sound_template(text: str) -> tuple[Template, list[TemplateFault]]:
    """Return the template of a text and what is doubtful in it. Raises WordingProblem."""
    # A plain text has no signs that would have to be escaped; all else of the sandbox stays.
    sandbox = environment().overlay(autoescape=False)
    try:
        tree = sandbox.parse(text)
        for refusal in sorted(refusals(tree), key=lambda refusal: refusal.line):
            raise WordingProblem(f"Mẫu không dùng được {refusal.what}", refusal.remedy, refusal.line)
        template = sandbox.from_string(text)
    except TemplateSyntaxError as error:
        raise WordingProblem(
            "Thẻ viết chưa đúng, chương trình không hiểu", "Sửa thẻ, hoặc dùng lại mẫu gốc.", error.lineno
        ) from error
    doubts = []
    for line, (kind, slots) in sorted(_judged(tree), key=lambda found: found[0]):
        if kind.severity is Severity.ERROR:
            raise WordingProblem(kind.message.format(**slots).rstrip("."), kind.remedy.format(**slots).strip(), line)
        doubts.append(_fault(kind, line, **slots))
    return template, doubts


def _judged(tree: n.Template) -> Iterator[tuple[int, Problem]]:
    """Yield what is wrong with what a text prints and asks, each with its line."""
    values = Values(NAMES)
    for node in tree.find_all((n.Output, n.If, n.For)):
        if isinstance(node, n.For):
            yield node.lineno, (REFUSED, {"what": "lệnh for", "hint": "Mẫu này không có danh sách nào.", "nearest": ""})
            continue
        if isinstance(node, n.If):
            yield from ((node.lineno, problem) for problem in values.judged(node.test, values.scope, printed=False))
            continue
        for child in node.nodes:
            if not isinstance(child, n.TemplateData):
                yield from ((child.lineno, problem) for problem in values.judged(child, values.scope, printed=True))
            elif brace := re.search(r"[{}]", child.data):
                line = child.lineno + child.data.count("\n", 0, brace.start())
                yield line, (OUTSIDE_TAG, {})


def _situations() -> Iterator[dict[str, object]]:
    """Yield a context for each case that conditions can tell apart."""
    asked = [name for name in NAMES if not isinstance(name.example, str)]
    rest = [name for name in NAMES if isinstance(name.example, str)]
    choices = [(True, False) if isinstance(name.example, bool) else (name.example, 0) for name in asked]
    for values in product(*choices):
        given = (replace(name, example=value) for name, value in zip(asked, values, strict=True))
        yield example_context((*rest, *given))
