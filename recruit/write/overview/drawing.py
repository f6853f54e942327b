"""The overview's pictures as SVG: a bar against its target and last year's mark, and the year's months as two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MONTHS = 12
_WIDTH, _HEIGHT = 400, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 12, 10, 22
_MOST_RULES = 4


def bar(line: Mapping[str, object]) -> Markup:
    """Return the bar of a target: what is done, a stroke at the target, a mark for last year's same time where it is known.

    `line` is one of the context's `chi_tieu`. What the picture shows stands in words beside it.
    """
    done, target, before = line["n"], line["giao_n"], line["nam_truoc_n"]
    whole = max(done, target, before, 1)
    parts = [
        '<rect class="nen" x="0" y="4" width="100%" height="16"/>',
        f'<rect class="dat" x="0" y="4" width="{_share(done, whole)}" height="16"/>',
    ]
    if target:
        parts.append(_placed(_share(target, whole), '<path class="giao" d="M-1.5 0v24"/>'))
    if line["nam_truoc"]:
        parts.append(_placed(_share(before, whole), '<path class="nam_truoc" d="M0 21l6 10h-12z"/>'))
    return _svg("thanh", 'width="100%" height="32"', "".join(parts))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%"


def _placed(across: str, what: str) -> str:
    return f'<svg x="{across}" y="0" width="1" height="32" overflow="visible">{what}</svg>'


def months(lines: Sequence[Mapping[str, object]]) -> Markup:
    """Return how the year has come on, month by month: admissions solid with discs, the class dashed with squares.

    `lines` are the context's `cac_thang`; without any the picture is empty. The figures stand in a table beside it.
    """
    if not lines:
        return Markup("")
    highest = max(1, *(line[key] for line in lines for key in ("ket_nap_n", "hoc_n")))
    step = -(-highest // _MOST_RULES)
    top = -(-highest // step) * step
    parts = [_rule(value, top) for value in range(0, top + 1, step)]
    parts += [f'<text x="{_across(month):.1f}" y="{_HEIGHT - 6}">T{month}</text>' for month in range(1, _MONTHS + 1)]
    for key, name, mark in (("hoc_n", "hoc", _square), ("ket_nap_n", "ket_nap", _disc)):
        points = [(_across(number), _down(line[key], top)) for number, line in enumerate(lines, start=1)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="{name}" points="{path}"/>')
        parts += [f'<{mark(x, y)} class="{name}"/>' for x, y in points]
    return _svg("duong", f'viewBox="0 0 {_WIDTH} {_HEIGHT}"', "".join(parts))


def _rule(value: int, top: int) -> str:
    y = _down(value, top)
    line = f'<path class="ke" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>'
    return f'{line}<text class="truc" x="{_LEFT - 6}" y="{y + 4:.1f}">{value}</text>'


def _across(month: int) -> float:
    return _LEFT + 14 + (month - 1) * (_WIDTH - _LEFT - _RIGHT - 28) / (_MONTHS - 1)


def _down(value: int, top: int) -> float:
    return _HEIGHT - _BOTTOM - value * (_HEIGHT - _TOP - _BOTTOM) / top


def _disc(x: float, y: float) -> str:
    return f'circle cx="{x:.1f}" cy="{y:.1f}" r="3"'


def _square(x: float, y: float) -> str:
    return f'rect x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9"'


def _svg(kind: str, size: str, inside: str) -> Markup:
    """Return a picture that readers of the screen pass over: what it shows is said in words."""
    return Markup(f'<svg class="{kind}" {size} aria-hidden="true" focusable="false">{inside}</svg>')
