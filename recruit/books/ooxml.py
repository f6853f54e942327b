"""The XML parts of a workbook's package: parsed within bounds, followed from one to the next, their text joined."""

from __future__ import annotations

import posixpath
import re
from datetime import UTC, datetime
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import unquote

from lxml import etree

from recruit.guard.refusals import Refused, refusal
from recruit.language.font_names import encoding_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recruit.guard.gate import Package

# Tags and attributes of one part: a tree of them takes some 150 bytes of memory each.
MAX_MARKUP = 800_000

_SHORTEST_TAG = 3
# Signs after which a part is not looked through any further.
_FEW = 1000

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=False,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


def be_bounded(data: bytes) -> None:
    """Raise Refused where the tree of an XML part would take too much memory."""
    if len(data) > MAX_MARKUP * _SHORTEST_TAG and data.count(b"<") + data.count(b"=") > MAX_MARKUP:
        raise refusal("too-big-part")


def may_open(sign: bytes, data: bytes, start: int) -> bool:
    """Whether a comment, an instruction or the like may begin with `<` and `sign`: looked for by the sign, which is rare."""
    for _ in range(_FEW):
        start = data.find(sign, start) + 1
        if not start:
            return False
        if data.startswith(b"<", start - 2):
            return True
    return True


def parse(data: bytes, where: str = "") -> etree._Element:
    """Return the root of an XML part that the gate let through. Raises Refused, saying `where` in the workbook."""
    be_bounded(data)
    try:
        return etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise refusal("bad-xml", where) from error


_REMEMBERED, _LONGEST_REMEMBERED = 16, 32 * 1024


_Read = TypeVar("_Read")


def remembered(read: Callable[[bytes], _Read]) -> Callable[[bytes], _Read]:
    """Have `read` remember what it made of the last small parts, each by all of its bytes.

    Workbooks made from one form have the same styles, relations and rules around their cells. What is remembered is
    handed to all of them, so it is nothing that can be changed; a part that is refused is looked at each time.
    """
    again = lru_cache(maxsize=_REMEMBERED)(read)

    @wraps(read)
    def reading(data: bytes) -> _Read:
        return again(data) if len(data) <= _LONGEST_REMEMBERED else read(data)

    return reading


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace: Strict and Transitional workbooks differ in nothing else here."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def relations(package: Package, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return a part's relations: id → (last word of the kind, part name), none where it has no part of them."""
    found: dict[str, tuple[str, str]] = {}
    if part not in package:
        return found
    for name, kind, address in _relations_in(package.read_xml(part)):
        path = _path(folder, address)
        # An address may spell blanks and accents out where the package does not.
        if path not in package and "%" in path:
            path = unquote(path)
        found[name] = (kind, path)
    return found


@remembered
def _relations_in(data: bytes) -> tuple[tuple[str, str, str], ...]:
    """Return (id, last word of the kind, address) of each relation to another part of the package."""
    return tuple(
        (relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], relation.get("Target", ""))
        for relation in parse(data)
        if relation.get("TargetMode") != "External"
    )


def _path(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, address.replace("\\", "/"))).lstrip("/")


def target(relations: dict[str, tuple[str, str]], kind: str, default: str) -> str:
    """Return the part that stands in a relation of `kind`, or `default`."""
    return next((part for name, part in relations.values() if name == kind), default)


def saved_at(package: Package, part: str, name: str) -> datetime | None:
    """Return the moment in the element `name` of a part of properties, in UTC; None where it does not say.

    A moment without a zone is taken for UTC. Raises Refused where the part is damaged: when a workbook was saved may
    decide which one counts.
    """
    try:
        root = parse(package.read_xml(part))
        text = next((e.text or "" for e in root.iter() if local(e) == name), "")
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except Refused as refused:
        if refused.code == "damaged":
            raise
    except (ValueError, OverflowError):
        pass
    return None


def saved_by(package: Package, part: str) -> str:
    """Return the program that a part of properties names as the one that saved, without its version; empty for none."""
    if part not in package:
        return ""
    try:
        return _program_in(package.read_xml(part))
    except Refused as refused:
        if refused.code == "damaged":
            raise
        return ""


@remembered
def _program_in(data: bytes) -> str:
    root = parse(data)
    return program_name(next((e.text or "" for e in root.iter() if local(e) in ("Application", "generator")), ""))


def program_name(text: str) -> str:
    """Return a program's name as two workbooks of it agree: without what follows a stroke, lower case."""
    return " ".join(text[:80].partition("/")[0].casefold().split())


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Return text with Excel's `_xHHHH_` spelt out."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may be the halves of one character; half a character cannot be written anywhere.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Look(NamedTuple):
    """How the runs of a text look: the legacy font of one of them, and which are struck out (see `RawCell`)."""

    font: str = ""
    strikes: tuple[bool | None, ...] = ()


PLAIN = Look()


def text_of(item: etree._Element) -> tuple[str, Look]:
    """Return a string item's text, runs joined and phonetic hints left out, and how its runs look."""
    if len(item) == 1 and local(item[0]) == "t":
        return unescape(item[0].text or ""), PLAIN
    pieces, font, strikes = [], "", []
    for child in item:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            struck, text = None, ""
            for part in child:
                if local(part) == "t":
                    text += part.text or ""
                elif local(part) == "rPr":
                    struck = is_struck(part)
                    font = run_font if encoding_of(run_font := font_name(part)) else font
            pieces.append(text)
            if text.strip():
                strikes.append(struck)
    # Runs that are as their cell says, and no other, say nothing.
    return unescape("".join(pieces)), Look(font, tuple(strikes) if any(map(_is_said, strikes)) else ())


def _is_said(struck: bool | None) -> bool:
    return struck is not None


def is_struck(properties: Iterable[etree._Element]) -> bool:
    """Whether a font's properties (of a style or of a run) strike the letters out."""
    return any(local(e) == "strike" and e.get("val", "1") not in ("0", "false") for e in properties)


def font_name(properties: Iterable[etree._Element]) -> str:
    """Return the font's name in its properties (of a style or of a run), empty where there is none."""
    return next((e.get("val", "") for e in properties if local(e) in ("name", "rFont")), "")
