"""A number and the cells that make it, and how it stands against its target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Source:
    """The cells of one sheet of one file that a figure rests on, in sheet order."""

    file: str
    sheet: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the cells that make it. `value` is None where there is none (no target, nothing ever sent)."""

    name: str
    value: int | Fraction | None
    sources: tuple[Source, ...] = ()


class Attainment(Enum):
    """The word for a result against its target."""

    EXCEEDED = "Vượt"
    REACHED = "Đạt"
    SHORT = "Chưa đạt"
    NO_TARGET = "Không giao"


@dataclass(frozen=True, slots=True)
class Measure:
    """Result against target, for a unit or in all.

    `rate` is done ÷ target, None where the target is 0 or blank; `rest` is max(0, target − done). `done` is None for a
    unit that never sent; `target` is None where the plan leaves it blank.
    """

    target: int | None
    done: int | None
    rate: Fraction | None
    word: Attainment
    rest: int
