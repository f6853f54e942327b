"""The registry of rules: code, severity, message, what to do, source, days it holds; each with one small function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from recruit.model import Finding, Place, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Scope(Enum):
    """What a rule's function is given."""

    REPORT = "report"  # a CheckedReport
    ROW = "row"  # a CheckedReport and one of its rows
    PERSON = "person"  # a Person and the Circumstances
    SENDS = "sends"  # a Remark about a whole file
    LOOK_BACK = "look back"  # a CheckedReport and the report before it
    PLAN = "plan"  # the Circumstances, all persons and all rows
    FILE = "file"  # the FileFate of a file that cannot be read


class Hit(NamedTuple):
    """A place where a rule does not hold.

    `row` and `key` name the list's row and column of a person's cell (`row` None: the whole column, `key` empty: no
    column is meant); `slots` fill the message.
    """

    place: Place
    value: str = ""
    slots: Mapping[str, str] = MappingProxyType({})
    row: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `message` and `remedy` are Vietnamese templates filled by a hit's slots.

    The rule holds from `since` to `until`, both included, and whatever it is about it is asked with one day: the last
    of the period that is reported. (A threshold of the sheet `Quy định` that a rule compares with is asked with the
    step's own day.) Which workbook speaks is judged before any rule is asked: a rule about a file that is not used
    only says why.

    `takes_out` names the list's columns in which an error takes its cell out of the figures that the cell decides.
    `about`, of a rule about rows, names cells: of a row in which none of them is filled the rule has nothing to say
    (empty: it looks at every row).
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    message: str
    remedy: str
    source: str
    function: Callable[..., Iterable[Hit]] = field(repr=False)
    since: date = date.min
    until: date = date.max
    takes_out: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the rule holds for a period that ends on `day`."""
        return self.since <= day <= self.until


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    scope: Scope,
    message: str,
    *,
    remedy: str,
    source: str = "",
    since: date = date.min,
    until: date = date.max,
    takes_out: tuple[str, ...] = (),
    about: tuple[str, ...] = (),
):
    """Register the function below as the rule `code`. Raises ValueError for a code or a name used twice."""

    def attach(function: Callable[..., Iterable[Hit]]) -> Callable[..., Iterable[Hit]]:
        name = function.__name__
        if code in _RULES or any(known.name == name for known in _RULES.values()):
            raise ValueError(f"rule {code} ({name}) is registered twice")
        _RULES[code] = Rule(
            code, name, severity, scope, message, remedy, source, function, since, until, takes_out, about
        )
        return function

    return attach


def registered() -> list[Rule]:
    """Return every rule registered so far, by code."""
    return [known for _, known in sorted(_RULES.items())]


def finding(known: Rule, hit: Hit, unit_code: str) -> Finding:
    """Word a hit as a row of the sheet `Lỗi`."""
    return Finding(
        known.severity,
        known.code,
        hit.place,
        hit.value,
        known.message.format_map(hit.slots),
        known.remedy.format_map(hit.slots),
        unit_code,
        row=hit.row,
        key=hit.key,
    )
