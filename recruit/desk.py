"""The desk on which a run fills its documents, and from which they go into the output folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.job import Job
    from recruit.letters.documents import Document
    from recruit.letters.yearly import Chart
    from recruit.plan import Plan
    from recruit.write.outputs import Written


class Desk:
    """Where documents are filled and put into the output folder."""

    def __init__(self, job: Job, plan: Plan) -> None:
        from recruit.write.templates import Templates

        self._job = job
        self._plan = plan
        self.options = job.options
        self.templates = job.templates
        self.locked = False
        self._templates = Templates(job.templates, spelling=plan.spelling, mirrored=job.options.duplex)

    def document(
        self, document: Document, context: Mapping[str, object], title: str, chart: Chart | None = None
    ) -> bytes:
        """Return a document filled as .docx. Raises TemplateProblem."""
        return self._templates.filled(document, context, title=title, author=self._plan.name, chart=chart)

    def protected(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Return files that hold people as they are written: with the run's password where it has one."""
        return files

    def put(
        self, name: str, files: Mapping[str, bytes], *, replacing: tuple[str, ...] = ()
    ) -> tuple[Written, tuple[str, ...]]:
        """Write `files` into the folder `name` of the output, as PDF too where asked; return also what to say."""
        from recruit.write.outputs import commit

        folder = self._job.output / name
        files, notes = dict(files), ()
        documents = {file: data for file, data in files.items() if file.endswith(".docx")}
        if self._job.options.pdf and documents:
            from recruit.write.pdf import NoPdf, pdfs

            try:
                files |= pdfs(documents, folder)
            except NoPdf as error:
                notes = (str(error),)
        return commit(folder, files, replacing=replacing), notes
