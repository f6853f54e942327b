"""The files to which the overview leads: by what they are, each under the name that it has in the page's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote


class UnitFiles(NamedTuple):
    """What lies there for a unit: names relative to the page, empty where there is none."""

    draft: str = ""
    returned: str = ""
    urging: str = ""
    form: str = ""


NO_FILES = UnitFiles()
_CALLED = {"draft": "Thư nháp", "returned": "Biểu trả lại", "urging": "Công văn đôn đốc", "form": "Biểu"}


@dataclass(frozen=True, slots=True)
class Files:
    """The files beside the page: `main` by what they are called, the run's document first, `units` by code; `sitting` is the
    list for the committee. One that is not there has no name.
    """

    main: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, UnitFiles] = field(default_factory=dict)
    sitting: str = ""

    @property
    def document(self) -> str:
        """The run's document, empty where it is not there."""
        return next(iter(self.main.values()), "")

    def papers(self) -> list[dict[str, str]]:
        """Return the main files that are there, with what they are."""
        return [{"la": label, **linked(name)} for label, name in self.main.items() if name]

    def of_unit(self, code: str, *kinds: str) -> list[dict[str, str]]:
        """Return those of these kinds that lie there for a unit, called by what they are."""
        files = self.units.get(code, NO_FILES)
        found = ((kind, getattr(files, kind)) for kind in kinds)
        return [{"la": _CALLED[kind], **linked(name)} for kind, name in found if name]


def linked(name: str) -> dict[str, str]:
    """Return a file's own name and the link that leads to it from the page."""
    return {"ten": name.rpartition("/")[2], "lien_ket": quote(name)}
