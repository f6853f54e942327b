"""The registry of rules: code, severity, message, what to do, source, days it holds; each with one small function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType

from recruit.language.wording import first_few
from recruit.model import Flaw, Place, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Scope(Enum):
    """What a rule's function is given."""

    REPORT = "report"  # a CheckedReport
    ROW = "row"  # a CheckedReport and one of its rows
    PERSON = "person"  # a Person and the Circumstances
    SENDS = "sends"  # a Flaw that judging met, of a whole file
    LOOK_BACK = "look back"  # a CheckedReport and the report before it
    PLAN = "plan"  # the Circumstances, all persons and all rows
    MEMBER = "member"  # a CheckedMember: a row of a unit's sheet of probationary members
    MONTH = "month"  # the Circumstances, and by code of its unit the Report that speaks for each
    OWN = "plan alone"  # the Plan
    FILE = "file"  # the FileFate of a file that cannot be read
    CONFIRMATION = "confirmation"  # a Confirmation of the plan, and the Finding of its key, None where there is none


class Group(Enum):
    """What of the things that a rule finds has one cause, and is one finding."""

    CELL = "cell"  # a cell of its own
    ROW = "row"  # three or more cells of one row
    COLUMN = "column"  # three or more cells of a column in which nothing else stands; else as of a row
    FILE = "file"  # three or more cells of one workbook, or the workbook as a whole
    PERSON = "person"  # a person, on each list that bears the name
    NUMBER = "number"  # a number that several bear


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `title` says in a few Vietnamese words when it speaks; `message` and `remedy` are templates in Vietnamese.

    What it finds in one workbook for one cause, by its `group`, is one finding.

    A flaw's slots fill `message` and `remedy`; `example` fills them as one real flaw would.

    The rule holds from `since` to `until`, both included, and whatever it is about it is asked with one day: the last
    of the period that is reported, or the letter's where that is earlier. (A threshold of the sheet `Quy định` that a
    rule compares with is asked with the step's own day.) Which workbook speaks is judged before any rule is asked: a
    rule about a file that is not used only says why.

    A rule about a row is asked only where something stands in one of the columns `asked_of`; where none is named, of
    every row. Most rows are blank in most of the steps that rules are about.

    `takes_out` names the list's columns in which an error takes its cell out of the figures that the cell decides.
    `is_confirmable` says that an error may be confirmed: its flaws say between what there is to choose.
    `typed` are the slots of the message that repeat what somebody typed: on the screen stands `…` for them, or the
    flaw's slot of that name with `_on_screen`.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    group: Group
    title: str
    message: str
    remedy: str
    source: str
    function: Callable[..., Iterable[Flaw]] = field(repr=False)
    since: date = date.min
    until: date = date.max
    asked_of: tuple[str, ...] = ()
    takes_out: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    is_confirmable: bool = False
    example: Mapping[str, str] = field(default_factory=dict, compare=False)

    def holds_on(self, day: date) -> bool:
        """Whether the rule holds for figures that count up to `day`."""
        return self.since <= day <= self.until


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    scope: Scope,
    group: Group,
    title: str,
    message: str,
    *,
    remedy: str,
    source: str = "",
    since: date = date.min,
    until: date = date.max,
    asked_of: tuple[str, ...] = (),
    takes_out: tuple[str, ...] = (),
    typed: tuple[str, ...] = (),
    is_confirmable: bool = False,
    example: Mapping[str, str] = MappingProxyType({}),
):
    """Register the function below as the rule `code`.

    Raises ValueError for a code or a name used twice, KeyError where the example lacks what the words are filled with.
    """
    message.format_map(example)
    remedy.format_map(example)

    def attach(function: Callable[..., Iterable[Flaw]]) -> Callable[..., Iterable[Flaw]]:
        name = function.__name__
        if code in _RULES or any(known.name == name for known in _RULES.values()):
            raise ValueError(f"rule {code} ({name}) is registered twice")
        _RULES[code] = Rule(
            code,
            name,
            severity,
            scope,
            group,
            title,
            message,
            remedy,
            source,
            function,
            since,
            until,
            asked_of,
            takes_out,
            typed,
            is_confirmable,
            example,
        )
        return function

    return attach


def registered() -> list[Rule]:
    """Return every rule registered so far, by code."""
    return [known for _, known in sorted(_RULES.items())]


MOST_KEYS = 100
"""Keys in one cell: what is alike beyond these comes up again once these are answered."""

SO_TOO = " Các ô kia cũng sửa như vậy."


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule at one cell: a row of the sheet `Lỗi`.

    It carries the facts; its words are made of them where somebody reads them. `unit_code` is the plan's code, empty
    where no unit is known. `repeated` marks a warning that stood last month unchanged. `answer_key` is what the plan's sheet
    `Xác minh` calls it by, `confirmed` the reason given there for letting it stand, `reply` what the unit itself says of it.
    `alike` are the findings of the same rule that have the same cause: they stand in no list of their own.
    """

    rule: Rule
    flaw: Flaw
    unit_code: str = ""
    repeated: bool = False
    answer_key: str = ""
    confirmed: str = ""
    reply: str = ""
    alike: tuple[Finding, ...] = ()

    @property
    def all(self) -> tuple[Finding, ...]:
        """The finding and those alike."""
        return (self, *self.alike)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the finding and of the first of those alike."""
        return tuple(dict.fromkeys(found.answer_key for found in self.all[:MOST_KEYS]))

    @property
    def replies(self) -> tuple[str, ...]:
        """What the unit replies to the finding and to those alike, each reply once."""
        return tuple(dict.fromkeys(found.reply for found in self.all if found.reply))

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def place(self) -> Place:
        return self.flaw.place

    @property
    def value(self) -> str:
        return self.flaw.value

    @property
    def row(self) -> int | None:
        return self.flaw.row

    @property
    def key(self) -> str:
        return self.flaw.key

    @property
    def message(self) -> str:
        """What is wrong, in whole Vietnamese sentences."""
        return self.worded(self.rule.message) + self._also

    @property
    def remedy(self) -> str:
        """What to do, in whole Vietnamese sentences."""
        return self.worded(self.rule.remedy) + (SO_TOO if self.alike else "")

    @property
    def message_on_screen(self) -> str:
        """The message without what was typed: in a column that is not its own it may be somebody's name."""
        slots = self.flaw.slots
        typed = (key for key in self.rule.typed if slots.get(key))
        said = self.worded(self.rule.message, **{key: slots.get(f"{key}_on_screen", "…") for key in typed})
        return said + self._also

    @property
    def _also(self) -> str:
        return self.also([found.cell for found in self.alike])

    def also(self, cells: Sequence[str]) -> str:
        """Return the words that name the `cells` of those alike, empty where there are none."""
        if not cells:
            return ""
        if self.rule.group is Group.FILE:
            where = "Cùng tệp cũng vậy"
        elif all(found.row == self.row for found in self.alike):
            where = "Cùng dòng cũng vậy"
        else:
            where = "Cả cột đều như vậy"
        return f" {where}: thêm các ô {first_few(cells)}."

    @property
    def cell(self) -> str:
        """The address at which the finding stands; of a thing that stands no more, where it stood."""
        return self.place.cell or (self.flaw.other.place.cell if self.flaw.other is not None else "")

    def worded(self, template: str, /, **slots: str) -> str:
        """Return a template of words filled with the flaw's slots, `slots` in the place of those of their names."""
        return template.format_map({**self.flaw.slots, **slots})
