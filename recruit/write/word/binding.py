"""What may not be parted by the end of a page: words that lead in, a table's last rows and what stands below it.

How long a table is shows only once a template is filled, so its last rows are bound here and not in the template. Word
keeps a row with the next one where its paragraphs are kept with the next, LibreOffice where the first one is. Below a
table LibreOffice looks at the first paragraph alone: so notes and the place to sign are rows themselves.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = 3
"""The last rows of a table that stay on one page, apart from notes: two and the sum."""

_NOTES = 12
"""Notes below a table that stay on one page; of more it is the last ones, so that no page could be too short."""

LAST_ROWS = ROWS + _NOTES
"""The most rows at a table's end that are bound together: each of them must be there to be bound."""

_BEFORE_SIGNING = 2
_FEW = 2
_P, _TR, _TC, _TBL, _PPR, _KEPT = (qn(f"w:{name}") for name in ("p", "tr", "tc", "tbl", "pPr", "keepNext"))
_INSIDE = (_TBL, qn("w:txbxContent"))


def bind(body: etree._Element) -> None:
    """Keep on one page in a filled body what belongs together.

    That is a paragraph that ends with a colon and the next; the last rows of a table with headings, its notes and its
    place to sign, and the paragraph below it; the last paragraphs before a place to sign that is a table of its own.
    """
    blocks = [block for block in body.iter(_P, _TBL) if next(block.iterancestors(*_INSIDE), None) is None]
    for place, block in enumerate(blocks):
        if block.tag == _P:
            if _text(block).endswith(":"):
                _keep(block)
        elif _has_headings(block):
            _bind_table(block, blocks[place + 1 :])
        else:
            before = takewhile(lambda block: block.tag == _P, reversed(blocks[max(place - _BEFORE_SIGNING, 0) : place]))
            for paragraph in before:
                _keep(paragraph)


def _bind_table(table: etree._Element, below: Sequence[etree._Element]) -> None:
    rows = [row for row in table.iterchildren(_TR) if not _is_heading(row)]
    notes = sum(1 for _ in takewhile(_is_note, reversed(rows)))
    # What stands between two tables leads to the next one.
    follows = [block.tag for block in below[:2]] in ([_P], [_P, _P]) and _text(below[0])
    for row in rows[-(ROWS + min(notes, _NOTES)) : None if follows else -1]:
        for paragraph in row.iter(_P):
            _keep(paragraph)


def _is_note(row: etree._Element) -> bool:
    """Whether a row is a note that goes over the columns, or the place to sign, whose cells are two."""
    return sum(1 for _ in row.iterchildren(_TC)) <= _FEW


def _text(paragraph: etree._Element) -> str:
    return "".join(letters.text or "" for letters in paragraph.iter(qn("w:t"))).strip()


def _has_headings(table: etree._Element) -> bool:
    return any(map(_is_heading, table.iterchildren(_TR)))


def _is_heading(row: etree._Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def _keep(paragraph: etree._Element) -> None:
    """Keep a paragraph with the next, whatever it said about that itself."""
    properties = paragraph.find(_PPR)
    if properties is None:
        properties = etree.Element(_PPR)
        paragraph.insert(0, properties)
    for said in properties.findall(_KEPT):
        properties.remove(said)
    # Nothing but the style stands before it.
    place = 0 if properties.find(qn("w:pStyle")) is None else 1
    properties.insert(place, etree.Element(_KEPT))
