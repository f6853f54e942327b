"""Labels: names out of mails and archives, decoded as their senders meant them, and never a path."""

from __future__ import annotations

import re
import unicodedata
from email.header import decode_header
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes
from zlib import crc32

from recruit.language.spelling import clean

if TYPE_CHECKING:
    from zipfile import ZipInfo

_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
PAGES_IN_WORK = ".dang_xuat_pdf_"
"""How the folder begins in which pages are made of outputs; a killed run leaves it."""

OUTPUTS_IN_WORK = ".dang_lap_"
"""How the folder begins in which a run's outputs wait until all are made; a killed run leaves it."""

_LITTER_STARTS = ("~$", ".~", "._", PAGES_IN_WORK, OUTPUTS_IN_WORK)
# What was thrown away, and what a disk or a share keeps for itself: recycle bins of Windows, Linux, macOS and Synology,
# thumbnails, older versions. The name of a bin may go on (`.Trash-1000`).
_LITTER_FOLDERS = frozenset(
    {"__macosx", "$recycle.bin", "system volume information", "#recycle", "@eadir", ".stversions"}
)
_BIN = ".trash"
_MOST_FOLDERS = 12
_LONGEST = 120
_LONGEST_HEADER = 8_192
_LETTERS = frozenset(
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ"
    "ÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ–—“”‘’…"
)


def decode_name(raw: bytes, *fallbacks: str) -> str:
    """Return a name whose encoding nobody declared: UTF-8, else windows-1258 where that gives Vietnamese, else one of
    `fallbacks` (windows-1252 and Latin-1 in the end). Never raises.
    """
    for encoding in ("utf-8", "cp1258", *fallbacks, "cp1252", "latin-1"):
        try:
            text = unicodedata.normalize("NFC", raw.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding != "cp1258" or all(char.isascii() or char in _LETTERS for char in text):
            return text
    raise AssertionError("Latin-1 decodes every byte")


def base_name(name: str) -> str:
    """Return the last part of a name that may be a path or an address, cleaned; empty where nothing is left."""
    return member_path(name).rpartition("/")[2]


def member_path(name: str) -> str:
    """Return a name out of an archive as folders and file joined by `/`: no drive, no root, no `..`, cleaned."""
    parts = (clean(part) for part in re.split(r"[/\\]+", re.sub(r"^[A-Za-z][\w+.-]*:", "", name.replace("\x00", ""))))
    kept = [_shortened(part) for part in parts if part.strip(". ")]
    return "/".join(kept if len(kept) <= _MOST_FOLDERS else ["…", *kept[-_MOST_FOLDERS:]])


def _shortened(part: str) -> str:
    if len(part) <= _LONGEST:
        return part
    stem, dot, ending = part.rpartition(".")
    ending = dot + ending if stem and len(ending) < 10 else ""
    return part[: _LONGEST - len(ending) - 1] + "…" + ending


def member_name(info: ZipInfo) -> str:
    """Return the name of a file in a zip archive: as its Unicode field or flag gives it, else decoded by its bytes."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.orig_filename.encode("cp437", "replace")
    return _unicode_field(info.extra, raw) or decode_name(raw, "cp437")


def _unicode_field(extra: bytes, raw: bytes) -> str:
    """Return the name in the field that some programs add (Info-ZIP's 0x7075), if it speaks of this very name."""
    while len(extra) >= 4:
        identifier, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        content, extra = extra[4 : 4 + length], extra[4 + length :]
        if identifier == 0x7075 and content[1:5] == crc32(raw).to_bytes(4, "little"):
            return content[5:].decode("utf-8", "replace")
    return ""


def is_litter(path: str) -> bool:
    """Whether a file is left by an operating system, a share or an open office program, or thrown away into a bin."""
    steps = path.casefold().split("/")
    return steps[-1] in _LITTER or any(
        step in _LITTER_FOLDERS or step.startswith((*_LITTER_STARTS, _BIN)) for step in steps
    )


class Names:
    """Gives each thing in one container a name of its own: the second of one name gets ` (2)` before its ending.

    A name may hold folders; what is one thing's name is no other's folder.
    """

    def __init__(self) -> None:
        self._things: set[str] = set()
        self._folders: set[str] = set()
        self._numbers: dict[str, int] = {}

    def own(self, name: str) -> str:
        """Return `name`, numbered where it, or a folder in it, was given before as something else."""
        *folders, base = name.split("/")
        path = ""
        for folder in folders:
            path = self._free(path + folder, self._things) + "/"
            self._folders.add(path[:-1])
        own = self._free(path + base, self._things | self._folders if path + base in self._folders else self._things)
        self._things.add(own)
        return own

    def _free(self, path: str, taken: set[str]) -> str:
        folder, slash, base = path.rpartition("/")
        stem, dot, ending = base.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (base, "")
        free = path
        while free in taken:
            number = self._numbers[path] = self._numbers.get(path, 1) + 1
            free = f"{folder}{slash}{stem} ({number}){ending}"
        return free


# -- names in headers of mails -----------------------------------------------------------------------------------------

_PARAMETER = re.compile(r';\s*([\w!#$&+^`|~.-]+?)(\*\d{1,3})?(\*)?\s*=\s*("(?:[^"\\]|\\.)*(?:"|$)|[^;]*)', re.DOTALL)
# Codecs of Python that are no character set of any mail, and spell out what nobody wrote.
_NO_CHARSETS = frozenset({"unicode_escape", "raw_unicode_escape", "utf_7", "utf7", "idna", "punycode", "undefined"})
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?]*\?=")


def header_parameter(header: str, wanted: str) -> str:
    """Return a parameter of a header (`filename`, `name`, `charset`, …), decoded; empty where it has none.

    `header` is the raw value, bytes outside ASCII as surrogate escapes. Names in RFC 2231 with continuations, in
    RFC 2047, in raw UTF-8 or windows-1258, quoted or with bare blanks are all understood. Never raises.
    """
    plain = ""
    pieces: dict[int, tuple[str, bool]] = {}
    for name, number, encoded, value in _PARAMETER.findall(header[:_LONGEST_HEADER]):
        if name.casefold() != wanted:
            continue
        value = _unquoted(value)
        if number or encoded:
            pieces.setdefault(int(number[1:] or 0) if number else 0, (value, bool(encoded)))
        elif not plain:
            plain = value
    return _join_pieces(pieces) if pieces else header_text(plain)


def _unquoted(value: str) -> str:
    value = re.sub(r"\r?\n[ \t]", " ", value).strip()
    if value.startswith('"'):
        value = re.sub(r'\\(["\\])', r"\1", value.removeprefix('"').removesuffix('"'))
    return value


def _join_pieces(pieces: dict[int, tuple[str, bool]]) -> str:
    """Return a value that RFC 2231 cut into pieces: the bytes are joined before they are decoded."""
    charset, joined = "", b""
    for number in sorted(pieces):
        value, encoded = pieces[number]
        if encoded and number == min(pieces) and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        joined += unquote_to_bytes(_bytes_of(value)) if encoded else _bytes_of(value)
    # Some programs write an encoded word into the pieces as well.
    return _decode_words(_decode(joined, charset))


def header_text(header: str) -> str:
    """Return a header's text, encoded words spelt out and raw bytes decoded. Never raises."""
    return _decode_words(_decode(_bytes_of(header[:_LONGEST_HEADER]), ""))


def _decode_words(text: str) -> str:
    if not _ENCODED_WORD.search(text):
        return text
    # Neighbours are one text; some programs forget the blank between them.
    text = re.sub(r"\?=\s*=\?", "?= =?", text)
    try:
        found = decode_header(text)
    except Exception:
        # The library raises several unrelated types for words that are broken; then the text stands as it is.
        return text
    return "".join(part if isinstance(part, str) else _decode(part, charset or "") for part, charset in found)


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _decode(raw: bytes, charset: str) -> str:
    if charset and charset.lower().replace("-", "_") not in _NO_CHARSETS:
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode_name(raw)
