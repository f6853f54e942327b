"""The desk on which a run fills its documents, and from which they go into the output folder."""

from __future__ import annotations

from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING

from recruit.deliver.staging import Staging
from recruit.errors import CannotRun
from recruit.guard.isolation import begun, shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from recruit.declared.plan import Plan
    from recruit.deliver.outputs import Written
    from recruit.job import Job
    from recruit.letters.documents import Document
    from recruit.letters.yearly import Chart
    from recruit.measure.printed import MonthRecord

    Making = tuple[str, Callable[[], bytes]]
    """The name of an output, and what makes it when its turn comes."""

_MOST_NAMED = 3
_FEW = 100
"""Files that are made before a second process would have started."""

_HARDLY_ANY = 5
"""Files that are made while another process would be told of them."""

_AT_ONCE = 256
"""Files that are locked together, so that processes are started once for many."""

_LONGEST_PROPERTY = 255
"""Characters that a document's property may have; a name in the plan may have more."""


class Desk:
    """Where a run's files are made, locked with its password where it has one, and from which they go into its folder.

    Each is put away as soon as it is made; the folder has none of them before `put`. To be left as a context.
    """

    def __init__(self, job: Job, plan: Plan, name: str) -> None:
        from recruit.write.word.templates import Templates

        self._job = job
        self._plan = plan
        self._folder = job.output / name
        self.options = job.options
        self.templates = job.templates
        self._filled = Templates(job.templates, spelling=plan.spelling, mirrored=job.options.duplex)
        self._made = Staging(self._folder)
        self._unlocked: dict[str, bytes] = {}
        self._not_locked: list[str] = []
        self._left_out: dict[str, list[str]] = {}

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self._made.__exit__()

    @property
    def files(self) -> Mapping[str, bytes]:
        """What was made so far, by output name, as it will be written."""
        return self._made

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

    def add(self, name: str, data: bytes) -> None:
        """Take in a file under its output name. Raises CannotWrite."""
        self._take_in([(name, data)])

    def papers(self, makers: Iterable[Making]) -> None:
        """Take in documents, each made in its turn. Raises CannotWrite.

        One for which the plan lacks a value is left out; what `put` then says names it, and an earlier one goes.
        """
        from recruit.letters.head import MissingValue

        def each() -> Iterator[tuple[str, bytes]]:
            for name, make in makers:
                try:
                    yield name, make()
                except MissingValue as missing:
                    self._left_out.setdefault(str(missing), []).append(name)

        self._take_in(each())

    def workbooks_beside(self, makers: Iterable[Making]) -> Callable[[], None]:
        """Have workbooks made beside what else is done, and return what takes them in when called. It raises CannotWrite.

        Many are made when they are taken in, by several processes.
        """
        makers = iter(makers)
        first = list(islice(makers, _FEW + 1))
        if len(first) > _FEW:
            return lambda: self.workbooks(chain(first, makers))
        names = [name for name, _ in first]
        results = begun([make for _, make in first], _HARDLY_ANY)
        return lambda: self._take_in(zip(names, results(), strict=True))

    def workbooks(self, makers: Iterable[Making]) -> None:
        """Take in workbooks, made by several processes where there are many. Raises CannotWrite."""
        names: deque[str] = deque()

        def each() -> Iterator[Callable[[], bytes]]:
            for name, make in makers:
                names.append(name)
                yield make

        self._take_in((names.popleft(), data) for data in shared_out(each(), _FEW))

    def put(
        self,
        *,
        replacing: tuple[str, ...] = (),
        letter: MonthRecord | None = None,
        reminded: Collection[str] = (),
    ) -> tuple[Written, tuple[str, ...]]:
        """Write what was made into the output folder, as PDF too where asked; return also what to say.

        `letter` are the figures that a month's letter among it prints, `reminded` the units that urging letters among it
        are to. Raises CannotRun where all were left out.
        """
        from recruit.deliver.outputs import commit

        if self.left_out and not self._made:
            raise CannotRun(self.left_out[0])
        replacing += tuple(name for names in self._left_out.values() for name in names)
        notes = self._add_pages()
        if self._not_locked:
            left = ", ".join(sorted(self._not_locked))
            notes += (f"Không đặt được mật khẩu cho: {left}. Tệp này có thông tin cá nhân, giữ cẩn thận.",)
        # Pages of an earlier run would stand beside a document that says something else, or is locked now.
        old_pages = tuple(f"{file.removesuffix('.docx')}.pdf" for file in self._made if file.endswith(".docx"))
        issued = self.options.issue
        written = commit(
            self._folder, self._made, replacing=replacing + old_pages, letter=letter, issued=issued, reminded=reminded
        )
        return written, self.left_out + notes

    def _take_in(self, files: Iterable[tuple[str, bytes]]) -> None:
        files = iter(files)
        if not self.locks:
            self._made.take_in(files)
            return
        while some := dict(islice(files, _AT_ONCE)):
            self._made.take_in(self._all_locked(some).items())

    def _all_locked(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        from recruit.deliver.protection import protected

        if self.options.pdf:
            self._unlocked |= {name: data for name, data in files.items() if name.endswith(".docx")}
        # What a mail brings was locked before it went in, and the mail itself names nobody.
        rest = {name: data for name, data in files.items() if not name.endswith(".eml")}
        locked, left = protected(rest, self._job.password)
        self._not_locked += left
        return {**files, **locked}

    def _add_pages(self) -> tuple[str, ...]:
        """Take in each document as PDF where that is asked for, and return what to say of it."""
        documents = self._unlocked if self.locks else self._made.ending(".docx")
        if not self.options.pdf or not documents:
            return ()
        from recruit.deliver.pdf import NoPdf, pdfs

        try:
            self._take_in(pdfs(documents, self._folder).items())
        except NoPdf as error:
            return (str(error),)
        return ()


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" và {more:02d} văn bản nữa" if more > 0 else "")
