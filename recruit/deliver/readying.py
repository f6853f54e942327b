"""What writes a month is loaded and made ready while other processes read the files that it is about."""

from __future__ import annotations

import contextlib
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from recruit.guard.isolation import at_hand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WRITERS = (
    # Libraries first: where one is missing, no module of ours stands half loaded when it is asked for.
    *("pandas", "docxtpl", "xlsxwriter", "holidays.countries.vietnam"),
    *("recruit.measure.month", "recruit.letters.sitting", "recruit.write.summary.workbook"),
    *("recruit.write.returned.workbook", "recruit.write.forms.next_month"),
)
"""What writes a month's documents, and what those are reckoned with, as far as it takes long to load."""


_FORMS = ("recruit.write.forms.issued", "recruit.write.returned.front")
"""What makes the units' workbooks, in a process of its own."""


@contextlib.contextmanager
def made_ready(folder: Path) -> Iterator[None]:
    """Load what measures and writes a month, and have its templates in `folder` ready, beside what is done inside.

    Other processes read the files, and this one would only wait for them.
    """

    def load() -> None:
        # What is missing is said where it is asked for.
        with contextlib.suppress(Exception):
            for module in _WRITERS:
                import_module(module)
            from recruit.letters import mailing, overview
            from recruit.letters.documents import DIGEST, MONTHLY, SITTING, URGING
            from recruit.write.word.templates import prepare

            at_hand(*_FORMS)
            documents = (document.template for document in (MONTHLY, SITTING, URGING, DIGEST))
            prepare(folder, (*documents, mailing.TEMPLATE, overview.TEMPLATE))

    thread = Thread(target=load, daemon=True)
    thread.start()
    yield
    # Of a run that stops nobody waits for the end of the loading.
    thread.join()
