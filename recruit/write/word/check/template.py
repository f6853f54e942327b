"""The check of templates: every tag judged where it stands, then the whole filled on trial, each fault at its paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import add
from typing import TYPE_CHECKING

from jinja2 import TemplateError, UndefinedError
from jinja2 import nodes as n
from lxml import etree

from recruit.language.nearest import nearest
from recruit.language.spelling import without_diacritics
from recruit.letters.names import example_context
from recruit.letters.yearly import Chart
from recruit.model import Severity
from recruit.write.word.charts import ChartProblem
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.tags import COMMANDS, placement_faults, tags_of
from recruit.write.word.check.text import FALLBACK, FileProblem, P, hidden_faults, open_template, part_of_lines
from recruit.write.word.filling import left_empty
from recruit.write.word.sandbox import LOOP, MAX_DEPTH, UNREAD, Choice, NotAllowed, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.tags import Tag
    from recruit.write.word.check.text import Part
    from recruit.write.word.filling import WordTemplate

    Scope = Mapping[str, object]

_ANY, _UNKNOWN = object(), object()
"""The value of what is wrong already, or cannot be told, of which nothing more is said; and of what there is not."""

_LOOP_VALUES = dict.fromkeys(LOOP, 1) | {"first": True, "last": True}
_ENDS = {"endif": "if", "endfor": "for"}
_OF_BLOCKS = (kinds.UNCLOSED, kinds.ASTRAY, kinds.OTHER_PLACE)
_ONLY_INSIDE = "Tên này chỉ dùng được giữa thẻ for đặt ra nó và thẻ endfor. "
_MEANT = "Có phải là "
_SANDBOX = Sandbox(escapes=True)
"""The check's own: single tags are not to push out what is ready to be filled."""
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def check_template(data: bytes, names: Sequence[Name], *, series: int = 0, trial: bool = True) -> list[Fault]:
    """Return what is wrong with a template in which `names` may be used, the file's faults first, then by place.

    Where its tags are sound, the template is also filled on trial, its charts with so many `series`, unless `trial` is
    off. Never raises for what `data` holds.
    """
    try:
        opened = open_template(data)
    except FileProblem as problem:
        return [kinds.NOT_USABLE.fault(why=str(problem))]
    faults = list(hidden_faults(opened))
    folders = {name.rpartition("/")[0] for name in opened.blobs}
    # A picture of a chart would show the figures of another day.
    faults += [kinds.CHART.fault()] if series and "word/media" in folders and "word/charts" not in folders else []
    of_loops = {"loop"}
    checked = [_Checked(part, names, of_loops, trial=trial) for part in opened.parts]
    faults += [fault for part in checked for fault in part.faults]
    if trial and not any(fault.severity is Severity.ERROR for fault in faults):
        faults += _trial_faults(opened.template, names, checked, series)
    places = ["", *(part.label for part in opened.parts)]
    return sorted(dict.fromkeys(faults), key=lambda fault: (places.index(fault.part), fault.paragraph))


def check_text(text: str, names: Sequence[Name]) -> list[Fault]:
    """Return what is wrong with the tags of a plain text in which `names` may be used, by line."""
    try:
        return sorted(_Checked(part_of_lines(text), names, {"loop"}, trial=True).faults, key=lambda fault: fault.line)
    except FileProblem as problem:
        return [kinds.NOT_USABLE.fault(why=str(problem))]


def _examples(names: Sequence[Name], items: int) -> dict[str, object]:
    """Return a context of examples, every list with `items` items."""
    told = [replace(name, example=Choice(name.example, name.choices)) if name.choices else name for name in names]
    return example_context(told, items)


class _Checked:
    """A part with its tags checked in order, each with the names that are known there; on `trial` each is also filled.

    `of_loops`, which the parts share and which grows, are the names that loops set, known only inside of them.
    """

    def __init__(self, part: Part, names: Sequence[Name], of_loops: set[str], *, trial: bool) -> None:
        self.part, self._of_loops, self._trial = part, of_loops, trial
        self._scopes: list[Scope] = [_examples(names, 1)]
        self._open: list[Tag] = []
        self._with_else: set[Tag] = set()
        self.tags, self.faults = tags_of(part, set(_paths(self._scopes[0])))
        for tag in (tag for tag in self.tags if tag.opener != "{#"):
            added = self._judged(tag)
            if tag.opener == "{%":
                self._take(tag, added)
        for block in self._open:
            self._say_unclosed(block)
        if any(map(_is_misread, self.faults)):
            # What a block holds cannot be told, nor that a name unlike all others is not one of it.
            doubted = (*_OF_BLOCKS, kinds.UNKNOWN_NAME)
            self.faults = [f for f in self.faults if f.kind not in doubted or _MEANT in f.remedy]
        self.faults += placement_faults(part, self.tags)
        # Of a text box Word keeps a second copy for older programs.
        copied = {element for copy in part.root.iter(FALLBACK) for element in copy.iter(P)}
        copies = {paragraph.number for paragraph in part.paragraphs if paragraph.element in copied}
        said = {(f.code, f.tag, f.text) for f in self.faults if f.paragraph not in copies}
        self.faults = [f for f in self.faults if f.paragraph not in copies or (f.code, f.tag, f.text) not in said]

    def _say(self, tag: Tag, kind: kinds.Kind, /, **slots: str) -> None:
        self.faults.append(self.part.fault(kind, tag.run.paragraph, tag.typed, **slots))

    def _judged(self, tag: Tag) -> Scope:
        """Say what is wrong with a tag where it stands; return the names that it adds to its block, if it is a for."""
        scope = self._scopes[-1]
        if tag.opener == "{%" and tag.word not in COMMANDS:
            self._say(tag, kinds.SYNTAX, why=f"Không có lệnh {tag.word or 'trống'}", hint=_hint(tag.word, COMMANDS))
            return {}
        try:
            if "&" in tag.inside:
                # In a document the filling sees &amp; and would print or compare that.
                raise NotAllowed(UNREAD, 1)
            [node] = _SANDBOX.parse(tag.whole).body
        except NotAllowed as error:
            self._say(tag, kinds.SYNTAX, why=error.message, hint=_hint(tag.inside, _paths(scope)))
            return {}
        added: dict[str, object] = {}
        if isinstance(node, n.For):
            _, items = _looked_up(node.iter, scope)
            added = {node.target.name: items[0] if isinstance(items, list) else _ANY, "loop": _LOOP_VALUES}
            self._of_loops.update(added)
        inner = {**scope, **added}
        paths = [path for path in node.find_all((n.Name, n.Getattr, n.Getitem)) if path.ctx == "load"]
        owners = {id(path.node) for path in paths if not isinstance(path, n.Name)}
        asked = [_looked_up(path, inner) for path in paths if id(path) not in owners]
        unknown = [name for name, value in asked if value is _UNKNOWN]
        for name in unknown:
            is_of_a_loop = name.partition(".")[0] in self._of_loops - inner.keys()
            meant = _ONLY_INSIDE if is_of_a_loop else _hint(name, _paths(inner))
            self._say(tag, kinds.UNKNOWN_NAME, name=name, nearest=meant)
        groups = [", ".join(value) for _, value in asked if isinstance(value, dict)]
        for group in groups[:1]:
            self._say(tag, kinds.MISUSED, why=f"nhóm tên, phải ghi thêm phần sau dấu chấm ({group})")
        if self._trial and not (unknown or groups or any(value is _ANY for _, value in asked)):
            try:
                _SANDBOX.from_string(tag.whole).render(scope)
            except UndefinedError:
                # A place in a list that the whole trial may find filled.
                pass
            except TemplateError as error:
                self._say(tag, kinds.MISUSED, why=error.message or "")
        return added

    def _take(self, tag: Tag, added: Scope) -> None:
        """Take a command into the block that it opens, goes on with or closes."""
        if tag.word in ("if", "for"):
            self._open.append(tag)
            self._scopes.append({**self._scopes[-1], **added})
            return
        opener = _ENDS.get(tag.word, "if")
        # Deeper than this the sandbox takes none.
        inner = self._open[: -MAX_DEPTH - 1 : -1] if tag.word in _ENDS else self._open[-1:]
        block = next((block for block in inner if tag.word == "else" or block.word == opener), None)
        if block is None or (block in self._with_else and tag.word not in _ENDS):
            self._say(tag, kinds.ASTRAY, word=tag.word, opener=opener)
            return
        while self._open[-1] is not block:
            self._scopes.pop()
            self._say_unclosed(self._open.pop())
        if tag.form != block.form or tag.holder is not block.holder:
            self._say(tag, kinds.OTHER_PLACE, word=block.word, paragraph=str(block.run.paragraph.number))
        # In its else a loop's names are not known.
        self._scopes[-1] = self._scopes[-2]
        if tag.word == "else":
            self._with_else.add(block)
        if tag.word in _ENDS:
            self._open.pop()
            self._scopes.pop()

    def _say_unclosed(self, block: Tag) -> None:
        self._say(block, kinds.UNCLOSED, word=block.word, end=f"end{block.word}", form=block.form)

    def tried(self, source: str, trials: Sequence[tuple[str, Scope]]) -> Iterable[Fault]:
        """Return what goes wrong where `source`, which is the part for jinja2, is filled in each trial: the first of a tag."""
        tags, lined = _lined(source, self.tags)
        found: dict[int, Fault] = {}
        for situation, context in trials:
            number, kind, why = -1, kinds.TRIAL_TORN, ""
            try:
                filled = _SANDBOX.from_string(lined).render(context)
                empty = next(left_empty(etree.fromstring(filled.strip().encode(), _STRICT)), None)
                if empty is None:
                    continue
                number, kind = next((int(mark.text) for mark in empty.iter(etree.PI)), -1), kinds.LEFT_EMPTY
            except TemplateError as error:
                # What loops hold together is wrong only here: each tag alone was judged before.
                kind = kinds.SYNTAX if isinstance(error, NotAllowed) else kinds.MISUSED
                number = (getattr(error, "lineno", None) or 0) - 2
                why = "không có giá trị" if isinstance(error, UndefinedError) else error.message or ""
            except (etree.XMLSyntaxError, ValueError):
                pass
            if 0 <= number < len(tags):
                at, typed = tags[number].run.paragraph, tags[number].typed
                why += "" if kind is kinds.SYNTAX else f" khi {situation}"
                found.setdefault(number, self.part.fault(kind, at, typed, situation=situation, why=why, hint=""))
            else:
                found.setdefault(-1, kinds.TRIAL_TORN.fault(situation=situation))
        return found.values()


def _is_misread(fault: Fault) -> bool:
    """Whether a fault keeps a command from being understood."""
    is_command = fault.tag.startswith(("{%", "%}", "{{ if ", "{{ for "))
    return is_command and fault.kind not in (kinds.UNKNOWN_NAME, kinds.MISUSED, *_OF_BLOCKS)


def _hint(typed: str, known: Iterable[str]) -> str:
    """Return sentences that ask for the name that is most like `typed`, empty where none is."""
    near = nearest(typed, known)
    is_accented = '"' not in typed and without_diacritics(typed) != typed.casefold()
    off = "Tắt bộ gõ tiếng Việt khi gõ thẻ. " if is_accented else ""
    return f"{_MEANT}{near}? {off}" if near and near != typed.strip() else off


def _looked_up(path: n.Expr, scope: Scope) -> tuple[str, object]:
    """Return a path as it is spelled, as far as it is known and a step on, and the example there, or _UNKNOWN.

    What is _ANY goes on as such; it is also what begins with more than a name.
    """
    if isinstance(path, n.Name):
        return path.name, scope.get(path.name, _UNKNOWN)
    if not isinstance(path, (n.Getattr, n.Getitem)):
        return "", _ANY
    name, owner = _looked_up(path.node, scope)
    key = path.attr if isinstance(path, n.Getattr) else getattr(path.arg, "value", 0)
    spelled = f"{name}.{key}" if isinstance(path, n.Getattr) else f"{name}[{key}]"
    if owner is _ANY or owner is _UNKNOWN:
        return name, owner
    if isinstance(owner, list) and isinstance(key, int):
        return spelled, owner[0]
    return spelled, owner.get(key, _UNKNOWN) if isinstance(owner, dict) else _UNKNOWN


def _paths(scope: Scope, way: str = "") -> Iterator[str]:
    """Yield the paths of texts, numbers, yes or no and lists."""
    for key, value in scope.items():
        if isinstance(value, dict):
            yield from _paths(value, f"{way}{key}.")
        elif value is not _ANY:
            yield f"{way}{key}"


# -- the template whole -------------------------------------------------------------------------------------------------


def _trial_faults(template: WordTemplate, names: Sequence[Name], checked: list[_Checked], series: int) -> list[Fault]:
    """Return what goes wrong where a template without faults is filled, its charts with so many `series`, if any."""
    trials = list(_trials(names))
    whole = zip(checked, template.sources(), strict=True)
    if faults := [fault for part, source in whole for fault in part.tried(source, trials)]:
        return faults
    situation, context = trials[0]
    try:
        template.filled(context, title="", author="", chart=Chart(("T1",), ((1,),) * series) if series else None)
    except Exception as error:
        # The last look: what fails here in whatever way would fail with every letter.
        torn = kinds.TRIAL_TORN.fault(situation=situation)
        return [kinds.CHART.fault() if isinstance(error, ChartProblem) else torn]
    return []


def _trials(names: Sequence[Name]) -> Iterator[tuple[str, Scope]]:
    """Yield contexts, each with the situation that it stands for in words."""
    bare = [replace(name, example=type(name.example)()) for name in names]
    for items, lists in ((2, "mỗi danh sách hai dòng"), (1, "mỗi danh sách một dòng"), (0, "các danh sách trống")):
        yield lists, _examples(names, items)
        yield f"{lists}, mọi tên khác trống, bằng 0 hoặc sai", _examples(bare, items)
    for name in names:
        for choice in (choice for choice in name.choices if choice != name.example):
            chosen = [replace(other, example=choice) if other is name else other for other in names]
            yield f"{name.path} là {choice}", _examples(chosen, 2)


def _lined(source: str, tags: list[Tag]) -> tuple[list[Tag], str]:
    """Return a source with each tag on a line of its own: the line of an error is the tag's, the first the second.

    A mark before a tag that takes its paragraph or row away says whose tag left a place empty. No tag is told where the
    source has others.
    """
    first, *pieces = re.split(r"(?=\{[{%#])", source.replace("\n", " "))
    if len(pieces) != len(tags):
        return [], source
    marks = (f"<?tag {number}?>\n" if tag.form else "\n" for number, tag in enumerate(tags))
    return tags, first + "".join(map(add, marks, pieces))
