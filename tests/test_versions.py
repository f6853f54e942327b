"""The form's version on its hidden sheet: each is read by its own declaration, and one that nobody knows is named."""

from __future__ import annotations

from dataclasses import replace

from office import form, person

from recruit.books.open import read_workbook
from recruit.declared.form import COVER, LIST
from recruit.declared.versions import CURRENT, VERSIONS, Version
from recruit.model import Sent
from recruit.read import headings as declared
from recruit.read.form import read_form


def of_version(version: object):
    def edit(book):
        hidden = book.create_sheet("_bieu")
        hidden.sheet_state = "veryHidden"
        hidden["A1"], hidden["B1"] = "Phiên bản", version

    return edit


def test_the_versions_bear_the_keys_of_todays_declaration():
    for version in VERSIONS:
        assert {field.key for field in version.cover} <= {field.key for field in COVER}
        assert {field.key for field in version.people} <= {field.key for field in LIST}


def test_a_form_is_read_by_the_labels_of_its_own_version(monkeypatch):
    # As if labels had once stood for something else: today's `Ghi chú` was the task then.
    then = Version("0", COVER, tuple(replace(f, label="Ghi chú") if f.key == "task" else f for f in LIST[:-1]))
    monkeypatch.setitem(declared._VERSIONS, "0", then)
    read = {}
    for version in ("0", CURRENT.number):
        book = read_workbook(form(people=[person(note="một việc")], edit=of_version(version)))
        [row] = read_form(book, file="a.xlsx", origin="", sha256="", sent=Sent()).rows
        read[version] = (row.get("task"), row.get("note"))
    assert read == {"0": ("một việc", None), CURRENT.number: (None, "một việc")}
