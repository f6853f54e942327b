"""The text template of mails to units: checked when it is opened, filled in the same sandbox as the letters."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from recruit.language.spelling import clean, fold, spelled
from recruit.letters.mailing import NAMES, TEMPLATE
from recruit.letters.names import example_context
from recruit.model import Severity
from recruit.write.word.check.faults import MISUSED, NO_MAIL, NOT_UTF8
from recruit.write.word.folder import TemplateProblem, read_template
from recruit.write.word.sandbox import environment
from recruit.write.word.shipped import is_shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from recruit.write.word.check.faults import Fault

_SUBJECT = "Tiêu đề"


class WordingProblem(TemplateProblem):
    """The text template cannot be used; `faults` say where and what to do."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(f"Mẫu {TEMPLATE} không dùng được. {faults[0].message} {faults[0].remedy}")


def _failure(error: TemplateError) -> WordingProblem:
    fault = MISUSED.fault(tag="này", why=error.message or "")
    return WordingProblem(replace(fault, line=getattr(error, "lineno", None) or 0))


class MailWording:
    """The text template of the mail in a folder of templates, checked when it is opened. Raises TemplateProblem.

    Its first line is `Tiêu đề: …`, the rest the body. Blank lines that follow each other are printed as one, so that
    lines with nothing but a command leave no gap. `spelling` is how `ủy` is spelled. `doubts` are faults that do not keep
    it from being used; of the one that the program comes with they are looked for only where it is `checked` again.
    """

    def __init__(self, folder: Path, *, spelling: str = "ủy", checked: bool = False) -> None:
        self._spelling = spelling
        data = read_template(folder, TEMPLATE)
        is_sound = not checked and is_shipped(TEMPLATE, data)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise WordingProblem(NOT_UTF8.fault()) from error
        self.doubts = [] if is_sound else _faults(text)
        if errors := [fault for fault in self.doubts if fault.severity is Severity.ERROR]:
            raise WordingProblem(*errors, *(fault for fault in self.doubts if fault not in errors))
        try:
            self._template = environment(escapes=False).from_string(text)
        except TemplateError as error:
            raise _failure(error) from error
        # What stands in a branch that this month does not take is wrong all the same.
        for context in () if is_sound else _situations():
            self.filled(context)

    def filled(self, context: Mapping[str, object]) -> tuple[str, str]:
        """Return subject (one line) and body (lines that end in a line feed). Raises TemplateProblem."""
        try:
            text = self._template.render(context)
        except TemplateError as error:
            raise _failure(error) from error
        first, *lines = spelled(text, self._spelling).split("\n")
        label, colon, subject = first.partition(":")
        if not colon or fold(label) != fold(_SUBJECT) or not clean(subject):
            raise WordingProblem(replace(NO_MAIL.fault(why="Dòng đầu tiên phải là “Tiêu đề: …”"), line=1))
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(map(clean, lines))).strip("\n")
        if not body:
            raise WordingProblem(NO_MAIL.fault(why="Không có nội dung thư dưới dòng tiêu đề"))
        return clean(subject), body + "\n"


def wording_faults(folder: Path) -> list[Fault]:
    """Return what is wrong with the text template of a folder. Raises TemplateProblem where it is not there."""
    try:
        return MailWording(folder, checked=True).doubts
    except WordingProblem as problem:
        return list(problem.faults)


def _faults(text: str) -> list[Fault]:
    # Asked only for an office's own wording.
    from recruit.write.word.check.template import check_text

    return check_text(text, NAMES)


def _situations() -> Iterator[dict[str, object]]:
    """Yield a context for each case that conditions can tell apart."""
    asked = [name for name in NAMES if not isinstance(name.example, str)]
    rest = [name for name in NAMES if isinstance(name.example, str)]
    choices = [(True, False) if isinstance(name.example, bool) else (name.example, 0) for name in asked]
    for values in product(*choices):
        given = (replace(name, example=value) for name, value in zip(asked, values, strict=True))
        yield example_context((*rest, *given))
