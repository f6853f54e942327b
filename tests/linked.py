"""A form whose cells are links to another workbook, with the zeros that Excel keeps for its blank cells."""

from __future__ import annotations

import io
import re
import zipfile

from office import column_of, form, person

from recruit.write.package import seal


def linked_form(people: list[dict] | None = None, keys: tuple[str, ...] = ("note", "religion", "class_sent")) -> bytes:
    """Return a filled form in which the cells of `keys` in each row are formulas that give 0."""
    people = people or [person()]

    def edit(book) -> None:
        for row in range(2, 2 + len(people)):
            for key in keys:
                book["Danh sách"].cell(row, column_of(key)).value = "=[1]T!A1"

    data, out = form(people=people, edit=edit), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"</f><v ?/?>(?:</v>)?", b"</f><v>0</v>", content)
            new.writestr(name, content)
    return seal(out.getvalue())


def printed_form(birth: str, *, links: tuple[str, ...] = ("name", "birth")) -> bytes:
    """Return a filled form with a sheet for printing that shows its one person, with `birth`, by formulas in the `links`."""
    shown = {"B3": ("name", person()["name"]), "C3": ("birth", birth)}

    def edit(book) -> None:
        sheet = book.create_sheet("In")
        for address, (key, text) in shown.items():
            sheet[address] = f"=T!{address}" if key in links else text

    data, out = form(people=[person()], edit=edit), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.startswith("xl/worksheets/") else old.read(name)
            for address, (_, text) in shown.items() if isinstance(content, str) else ():
                value = rf'<c r="{address}" t="str"><f>T!{address}</f><v>{text}</v></c>'
                content = re.sub(rf'<c r="{address}"[^>]*><f>T![^<]*</f><v ?/?>(?:</v>)?</c>', value, content)
            new.writestr(name, content)
    return seal(out.getvalue())
