"""The desk on which a run fills its documents, and from which they go into the output folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.errors import CannotRun

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from recruit.declared.plan import Plan
    from recruit.deliver.outputs import Written
    from recruit.job import Job
    from recruit.letters.documents import Document
    from recruit.letters.yearly import Chart
    from recruit.measure.printed import MonthRecord

_MOST_NAMED = 3
_LONGEST_PROPERTY = 255
"""Characters that a document's property may have; a name in the plan may have more."""


class Desk:
    """Where documents are filled, locked with the run's password where it has one, and put into the output folder."""

    def __init__(self, job: Job, plan: Plan) -> None:
        from recruit.write.word.templates import Templates

        self._job = job
        self._plan = plan
        self.options = job.options
        self.templates = job.templates
        self._filled = Templates(job.templates, spelling=plan.spelling, mirrored=job.options.duplex)
        self._unlocked: dict[str, bytes] = {}
        self._left_out: dict[str, list[str]] = {}

    @property
    def locks(self) -> bool:
        """Whether what holds people is locked with a password."""
        return bool(self._job.password)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Which documents were left out, and why."""
        return tuple(f"Chưa lập được {_listed(names)}. {why}" for why, names in self._left_out.items())

    def document(
        self, document: Document, context: Mapping[str, object], title: str, chart: Chart | None = None
    ) -> bytes:
        """Return a document filled as .docx. Raises TemplateProblem."""
        title, author = title[:_LONGEST_PROPERTY], self._plan.name[:_LONGEST_PROPERTY]
        return self._filled.filled(document, context, title=title, author=author, chart=chart)

    def papers(self, makers: Mapping[str, Callable[[], bytes]]) -> dict[str, bytes]:
        """Return documents by output name, each made in its turn.

        One for which the plan lacks a value is left out; what `put` then says names it, and an earlier one goes.
        """
        from recruit.letters.head import MissingValue

        made = {}
        for name, make in makers.items():
            try:
                made[name] = make()
            except MissingValue as missing:
                self._left_out.setdefault(str(missing), []).append(name)
        return made

    def locked(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return files, by output name, as they will be written: for what is to go into mails before it is put away."""
        if not self.locks:
            return dict(files)
        from recruit.deliver.protection import protected

        self._unlocked |= files
        return protected(files, self._job.password)[0]

    def put(
        self,
        name: str,
        files: Mapping[str, bytes],
        *,
        replacing: tuple[str, ...] = (),
        letter: MonthRecord | None = None,
        reminded: Collection[str] = (),
    ) -> tuple[Written, tuple[str, ...]]:
        """Write `files` into the folder `name` of the output, as PDF too where asked; return also what to say.

        `letter` are the figures that a month's letter among them prints, `reminded` the units that urging letters among
        them are to. Raises CannotRun where all were left out.
        """
        from recruit.deliver.outputs import commit

        if self.left_out and not files:
            raise CannotRun(self.left_out[0])
        replacing += tuple(name for names in self._left_out.values() for name in names)
        folder = self._job.output / name
        pdfs, notes = self._pdfs({**files, **{n: d for n, d in self._unlocked.items() if n in files}}, folder)
        files = {**files, **pdfs}
        if self.locks:
            files, more = self._all_locked(files)
            notes += more
        # Pages of an earlier run would stand beside a document that says something else, or is locked now.
        old_pages = tuple(f"{file.removesuffix('.docx')}.pdf" for file in files if file.endswith(".docx"))
        issued = self.options.issue
        written = commit(
            folder, files, replacing=replacing + old_pages, letter=letter, issued=issued, reminded=reminded
        )
        return written, self.left_out + notes

    def _pdfs(self, files: Mapping[str, bytes], folder: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
        documents = {file: data for file, data in files.items() if file.endswith(".docx")}
        if not self._job.options.pdf or not documents:
            return {}, ()
        from recruit.deliver.pdf import NoPdf, pdfs

        try:
            return pdfs(documents, folder), ()
        except NoPdf as error:
            return {}, (str(error),)

    def _all_locked(self, files: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
        from recruit.deliver.protection import protected

        # What a mail brings was locked before it went in, and the mail itself names nobody.
        done = {name: data for name, data in files.items() if name in self._unlocked or name.endswith(".eml")}
        rest = {name: data for name, data in files.items() if name not in done}
        locked, left = protected(rest, self._job.password)
        said = f"Không đặt được mật khẩu cho: {', '.join(left)}. Tệp này có thông tin cá nhân, giữ cẩn thận."
        return {**done, **locked}, (said,) if left else ()


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" và {more:02d} văn bản nữa" if more > 0 else "")
