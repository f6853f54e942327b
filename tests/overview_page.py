"""The overview as a test reads it: its words by where they stand, and where its links lead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html

if TYPE_CHECKING:
    from recruit.deliver.outcome import Outcome


class OverviewPage:
    """A page that a run has left, opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = path.read_text(encoding="utf-8")
        self.root = html.document_fromstring(self.source)

    @property
    def text(self) -> str:
        """All that is read on the page, blanks as one."""
        return _words(self.root.find("body"))

    @property
    def verdict(self) -> str:
        [section] = self.root.find_class("ket_luan")
        return _words(section)

    def work(self, heading: str) -> list[str]:
        """Return the lines under a heading of `Việc cần làm` that begins with these words; none where it is not there."""
        for item in self.root.xpath("//ol[@class='viec']/li"):
            if _words(item.find("h3")).startswith(heading):
                return [_words(line) for line in item.iter("li") if line is not item]
        return []

    @property
    def headings(self) -> list[str]:
        """What is to be done, in order."""
        return [_words(heading) for heading in self.root.iter("h3")]

    def unit(self, code: str) -> list[str]:
        """Return the cells of a unit's row."""
        for row in self.root.xpath("//table[@class='don_vi']/tbody/tr"):
            cells = [_words(cell) for cell in row]
            if cells[0].startswith(f"{code} "):
                return cells
        raise AssertionError(f"no row of {code}")

    @property
    def targets(self) -> list[str]:
        return [_words(part) for part in self.root.find_class("chi_tieu")]

    @property
    def months(self) -> dict[str, list[str]]:
        """The months' table, by what a row is about."""
        rows = self.root.xpath("//table[@class='thang']//tr")
        return {_words(row[0]): [_words(cell) for cell in row[1:]] for row in rows}

    @property
    def links(self) -> list[str]:
        """Where the links lead, relative to the page's folder."""
        return [unquote(link.get("href")) for link in self.root.iter("a")]

    @property
    def dead(self) -> list[str]:
        """Links that lead to no file."""
        return [link for link in self.links if not (self.path.parent / link).is_file()]


def page_of(outcome: Outcome) -> OverviewPage:
    """Return the page of a run."""
    return OverviewPage(outcome.overview)


def _words(element) -> str:
    return " ".join(element.text_content().split())
