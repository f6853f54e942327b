"""Numbers, and the words for results, as they are shown, in the second reader's own hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NONE = "–"
NBSP = "\u00a0"


def shown(number: int | None) -> str:
    """Return a count as letters show it."""
    return NONE if number is None else f"{number:02d}"


def decimal(value: Fraction) -> str:
    """Return a number half up with one decimal and a comma, a whole one without."""
    tenths = (2 * 10 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def percent(rate: Fraction | None) -> str:
    """Return a rate in per cent."""
    return NONE if rate is None else f"{decimal(rate * 100)}%"


def rate(done: int | None, target: int | None) -> Fraction | None:
    """Return done over target, None where there is none of one of them."""
    return Fraction(done, target) if target and done is not None else None


def word(targets: Iterable[int | None], done: Iterable[int | None]) -> str:
    """Return the lower of the words for results against their targets."""
    words = [_word(target, number or 0) for target, number in zip(targets, done, strict=True)]
    told = [one for one in words if one is not None]
    return ("Chưa đạt", "Đạt", "Vượt")[min(told)] if told else "Không giao"


def _word(target: int | None, done: int) -> int | None:
    if target is None or target == done == 0:
        return None
    return (done > target) - (done < target) + 1
