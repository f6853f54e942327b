"""The overview's page: its template checked, then filled in the same sandbox as the letters; nothing in it runs or fetches."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from recruit.language.spelling import clean, spelled
from recruit.letters.names import example_context
from recruit.letters.overview import NAMES, TEMPLATE
from recruit.model import Severity
from recruit.write.overview.drawing import bar, months
from recruit.write.word.check.faults import AWAY, MISUSED, NOT_UTF8, shown
from recruit.write.word.folder import TemplateProblem, read_template
from recruit.write.word.sandbox import environment
from recruit.write.word.shipped import is_shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from recruit.write.word.check.faults import Fault

_FETCHING = re.compile(r"url\s{0,9}\(|@import|expression\s{0,9}\(|-moz-binding|behavior\s{0,9}:", re.IGNORECASE)
_RUNNING = ("script", "object", "embed", "applet", "iframe", "frame", "form", "portal")
_OUTSIDE = ("link", "base", "img", "image", "video", "audio", "source", "use")
_LEADING = ("href", "src", "srcset", "xlink:href", "action", "formaction", "background", "poster", "data", "ping")
# What an address in the template may be: a name of the context, or a place on the page.
_OWN = re.compile(r"\{\{[^{}]{0,200}\}\}|#[\w-]{0,80}")


class PageProblem(TemplateProblem):
    """The page's template cannot be used; `faults` say where and what to do."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(f"Mẫu {TEMPLATE} không dùng được. {faults[0].message} {faults[0].remedy}")


class Page:
    """The page's template in a folder, tried when it is read; each of its tags is judged only where one is wrong.

    `spelling` is how `ủy` is spelled. Raises TemplateProblem where it is not there, and PageProblem where it cannot be used.
    """

    def __init__(self, folder: Path, *, spelling: str = "ủy") -> None:
        data = read_template(folder, TEMPLATE)
        self._text = _text(data)
        self._spelling = spelling
        is_sound = is_shipped(TEMPLATE, data)
        if not is_sound and (faults := _Reader(self._text).faults):
            raise PageProblem(faults)
        try:
            self._template = environment().from_string(self._text)
            # What stands in a branch that this month does not take is wrong all the same.
            for context in () if is_sound else _situations():
                self._template.render(context)
        except TemplateError as error:
            raise self._problem(error) from error

    def filled(self, context: Mapping[str, object]) -> bytes:
        """Return the page, by a context that gives every name but the pictures. Raises PageProblem."""
        try:
            text = self._template.render(drawn(_sound(context)))
        except TemplateError as error:
            raise self._problem(error) from error
        return spelled(text, self._spelling).encode()

    def _problem(self, error: TemplateError) -> PageProblem:
        faults = [fault for fault in _faults(self._text) if fault.severity is Severity.ERROR]
        return PageProblem(faults or [_failure(error)])


def page_faults(folder: Path) -> list[Fault]:
    """Return what is wrong with the page's template in a folder. Raises TemplateProblem where it is not there."""
    try:
        return _faults(_text(read_template(folder, TEMPLATE)))
    except PageProblem as problem:
        return problem.faults


def drawn(context: Mapping[str, object]) -> dict[str, object]:
    """Return a context with its pictures, which are blank where nothing was measured."""
    measured = bool(context["cac_thang"])
    targets = [{**line, "hinh": bar(line) if measured else ""} for line in context["chi_tieu"]]
    return {**context, "chi_tieu": targets, "hinh_cac_thang": months(context["cac_thang"])}


def _sound(value: object) -> object:
    """Return a context without what nobody sees, or what would turn the reading order."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _sound(inner) for key, inner in value.items()}
    return list(map(_sound, value)) if isinstance(value, list) else value


# -- the template ------------------------------------------------------------------------------------------------------


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise PageProblem([NOT_UTF8.fault()]) from error


def _faults(text: str) -> list[Fault]:
    """Return what is wrong with a template: its tags, then what would run or fetch, then what filling on trial tells."""
    # Asked only for an office's own page.
    from recruit.write.word.check.template import check_text

    reader = _Reader(text)
    faults = [*check_text(reader.unstyled, NAMES), *reader.faults]
    if not any(fault.severity is Severity.ERROR for fault in faults):
        try:
            template = environment().from_string(text)
            for context in _situations():
                template.render(context)
        except TemplateError as error:
            faults.append(_failure(error))
    return faults


def _situations() -> tuple[dict[str, object], dict[str, object]]:
    """Return a context that has much to say and one that has nothing."""
    much = example_context(NAMES)
    return much, _blank(much)


def _blank(value: object) -> Any:
    if isinstance(value, dict):
        return {key: _blank(inner) for key, inner in value.items()}
    return type(value)()


def _failure(error: TemplateError) -> Fault:
    fault = MISUSED.fault(tag="này", why=error.message or "")
    return replace(fault, line=getattr(error, "lineno", None) or 0)


class _Reader(HTMLParser):
    """Looks for what a page of the office does not do: run anything, or fetch it from elsewhere.

    `unstyled` is the text with blanks for its style, whose braces are no tag's.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[Fault] = []
        self._in_style = False
        self._lines = [list(line) for line in text.split("\n")]
        self.feed(text)
        self.close()
        self.unstyled = "\n".join(map("".join, self._lines))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if tag in (*_RUNNING, *_OUTSIDE):
            self._say(AWAY.fault(what=tag))
        for name, value in attrs:
            said = (value or "").strip()
            if name.startswith("on"):
                self._say(AWAY.fault(what=name))
            elif (name in _LEADING and said and not _OWN.fullmatch(said)) or (
                name == "style" and _FETCHING.search(said)
            ):
                self._say(AWAY.fault(what=shown(said)))
            elif name == "http-equiv" and said.casefold() == "refresh":
                self._say(AWAY.fault(what=said))

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            return
        if found := _FETCHING.search(data):
            self._say(AWAY.fault(what=shown(found[0])))
        line, column = self.getpos()
        for number, part in enumerate(data.split("\n"), start=line - 1):
            self._lines[number][column : column + len(part)] = " " * len(part)
            column = 0

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def _say(self, fault: Fault) -> None:
        self.faults.append(replace(fault, line=self.getpos()[0]))
