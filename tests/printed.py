"""Pages for the tests, read out of a PDF: words and lines where they stand, in millimetres from the upper left edge."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pdfplumber

POINT = 25.4 / 72
# Of Times New Roman and the fonts made to its measures, in parts of the size.
_ASCENT, _DESCENT = 0.891, 0.216
_SAME_LINE = 0.3
_GAP = 0.2


@dataclass(frozen=True)
class Word:
    """A word, or a line of words. `baseline` is its distance from the page's upper edge, `size` is in points."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str

    @property
    def top(self) -> float:
        return self.baseline - _ASCENT * self.size * POINT

    @property
    def bottom(self) -> float:
        return self.baseline + _DESCENT * self.size * POINT

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font


@dataclass(frozen=True)
class Rule:
    """A drawn line that lies level."""

    x0: float
    x1: float
    y: float


class Page:
    """A page, its `number` counted from 1."""

    def __init__(self, number: int, page: pdfplumber.page.Page) -> None:
        self.number = number
        self._page = page
        self.width, self.height = float(page.width) * POINT, float(page.height) * POINT

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @cached_property
    def words(self) -> list[Word]:
        """Every word, line by line."""
        chars = [(self.height - char["matrix"][5] * POINT, char["x0"] * POINT, char) for char in self._page.chars]
        chars.sort(key=lambda placed: (round(placed[0], 1), placed[1]))
        return [_joined(run) for run in _runs(chars)]

    @property
    def number_line(self) -> list[Word]:
        """What stands above the text."""
        return [word for word in self.words if word.bottom < 19]

    @property
    def text_words(self) -> list[Word]:
        """Every word but the page's number."""
        return [word for word in self.words if word.bottom >= 19]

    def lines(self, left: float = 0, right: float = 1000) -> list[Word]:
        """Return the lines of what stands between two distances from the left edge, the page's number left out."""
        kept = sorted(
            (word for word in self.text_words if left <= word.x0 and word.x1 <= right),
            key=lambda word: (round(word.baseline, 1), word.x0),
        )
        lines: list[list[Word]] = []
        for word in kept:
            if lines and abs(lines[-1][-1].baseline - word.baseline) < _SAME_LINE:
                lines[-1].append(word)
            else:
                lines.append([word])
        return [_line(sorted(line, key=lambda word: word.x0)) for line in lines]

    def find(self, text: str, left: float = 0, right: float = 1000) -> list[Word]:
        """Return where `text` stands, as a stretch of a line, between two distances from the left edge."""
        wanted = text.split()
        words = [word for word in self.words if left <= word.x0 and word.x1 <= right]
        found = []
        for start in range(len(words) - len(wanted) + 1):
            stretch = words[start : start + len(wanted)]
            level = all(abs(a.baseline - b.baseline) < _SAME_LINE for a, b in pairwise(stretch))
            if level and [word.text for word in stretch] == wanted:
                found.append(_line(stretch))
        return found

    def one(self, text: str, left: float = 0, right: float = 1000) -> Word:
        """Return the first place where `text` stands. Raises AssertionError where it does not."""
        found = self.find(text, left, right)
        assert found, f"“{text}” is not on page {self.number}"
        return found[0]

    @cached_property
    def rules(self) -> list[Rule]:
        """The lines that lie level, whether drawn as lines or as thin boxes."""
        return [
            Rule(edge["x0"] * POINT, edge["x1"] * POINT, edge["top"] * POINT)
            for edge in self._page.edges
            if edge["orientation"] == "h"
        ]

    @cached_property
    def reach(self) -> tuple[float, float, float, float]:
        """How far text and drawings reach, the page's number left out: left, top, right, bottom."""
        boxes = [(word.x0, word.top, word.x1, word.bottom) for word in self.text_words]
        for shape in self._page.rects + self._page.lines + self._page.curves:
            boxes.append(tuple(shape[side] * POINT for side in ("x0", "top", "x1", "bottom")))
        left, top, right, bottom = zip(*boxes, strict=True)
        return min(left), min(top), max(right), max(bottom)


def pages(pdf: bytes) -> list[Page]:
    """Return the pages of a PDF."""
    return [Page(number, page) for number, page in enumerate(pdfplumber.open(io.BytesIO(pdf)).pages, start=1)]


def _runs(chars: Iterable[tuple[float, float, dict]]) -> Iterator[list[tuple[float, float, dict]]]:
    run: list[tuple[float, float, dict]] = []
    for placed in chars:
        baseline, x0, char = placed
        if run:
            last_baseline, _, last = run[-1]
            apart = x0 - last["x1"] * POINT > _GAP * char["size"] * POINT
            other = char["fontname"] != last["fontname"] or abs(char["size"] - last["size"]) > 0.1
            if char["text"].isspace() or apart or other or abs(baseline - last_baseline) > _SAME_LINE:
                yield run
                run = []
        if not char["text"].isspace():
            run.append(placed)
    if run:
        yield run


def _joined(run: list[tuple[float, float, dict]]) -> Word:
    baseline, x0, first = run[0]
    text = "".join(char["text"] for _, _, char in run)
    return Word(text, x0, run[-1][2]["x1"] * POINT, baseline, round(first["size"], 1), first["fontname"])


def _line(words: list[Word]) -> Word:
    first = words[0]
    text = " ".join(word.text for word in words)
    return Word(text, first.x0, words[-1].x1, first.baseline, max(word.size for word in words), first.font)
