"""A folder of templates checked, with commented copies of those at fault."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from recruit.declared.editions import EDITIONS
from recruit.write.word.check.faults import ABSENT, NO_EDITION
from recruit.write.word.folder import TemplateProblem, own_templates, read_template, unused_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from recruit.letters.documents import Document
    from recruit.write.word.check.faults import Fault


def check_templates(folder: Path) -> dict[str, list[Fault]]:
    """Return what is wrong in the templates of a folder, by file; templates without fault are left out.

    Those that an edition has of its own are checked too, and a file that looks like one but is none's is named.
    """
    from recruit.letters.documents import ALL
    from recruit.letters.mailing import TEMPLATE
    from recruit.write.word.check.template import check_template
    from recruit.write.word.mail import wording_faults

    def checked(document: Document, name: str) -> list[Fault]:
        return check_template(read_template(folder, name), document.names, series=document.series)

    def unused(document: Document) -> list[Fault]:
        names = " hoặc ".join(edition.template(document.template) for edition in EDITIONS)
        return [NO_EDITION.fault(names=names)]

    checks: dict[str, Callable[[], list[Fault]]] = {}
    for document in ALL:
        own = own_templates(folder, document.template)
        checks |= {name: partial(checked, document, name) for name in (document.template, *own)}
        for name in unused_templates(folder, document.template, own):
            checks[name] = partial(unused, document)
    checks[TEMPLATE] = partial(wording_faults, folder)
    found = {}
    for template, check in checks.items():
        try:
            faults = check()
        except TemplateProblem:
            faults = [ABSENT.fault()]
        if faults:
            found[template] = faults
    return found


def commented_copies(folder: Path, faults: Mapping[str, Sequence[Fault]]) -> dict[str, bytes]:
    """Return copies of templates with a comment at each fault, by file; what Word could not open has none."""
    from recruit.write.word.check.copy import commented_copy

    copies = {}
    for name, found in faults.items():
        with contextlib.suppress(ValueError, TemplateProblem):
            copies[name] = commented_copy(read_template(folder, name), found)
    return copies
