"""The gate: no package is inflated before its directory is sound, and nothing of it beyond its budget."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from recruit.guard.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Sieve = Callable[[Iterator[bytes]], Iterator[bytes]]

MAX_FILE = 10 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_PART = 16 * 1024 * 1024
MAX_INFLATED = 64 * 1024 * 1024
MAX_SIFTED = 256 * 1024 * 1024
"""Bytes that may be inflated to be looked through and dropped: a list styled down to the last row comes to 200 MB."""
MAX_RATIO = 100
RATIO_FROM = 1024 * 1024
"""From this size on no member inflates to more than `MAX_RATIO` times its bytes; real lists reach 45 times."""

_ZIP_ENTRY, _ZIP_FILE = b"PK\x01\x02", b"PK\x03\x04"
# A file's own header: its signature, the lengths of its name and of further fields.
_HEADER = struct.Struct("<4s22xHH")
_NAME_IS_UTF8 = 0x800
_PIECE = 256 * 1024


class Package:
    """A zip package whose directory is sound; parts are inflated on demand and counted against one budget."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self._inflated = 0
        self._sifted = 0

    def __contains__(self, name: str) -> bool:
        return _part_key(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Part names, case-folded, with `/`, in the directory's order."""
        return tuple(self._members)

    def read(self, name: str, sieve: Sieve | None = None) -> bytes:
        """Return a part's bytes, its checksum compared. Raises Refused where it is absent, damaged or too large.

        A `sieve` is given the part's pieces and yields what is to be kept of them; only this counts as inflated.
        """
        info = self._members.get(_part_key(name))
        if info is None:
            raise refusal("missing-part")
        limit = min(MAX_PART, MAX_INFLATED - self._inflated)
        if sieve is None:
            data = inflate(self._archive, info, limit)
        else:
            data = b"".join(_bounded(sieve(self._counted(info)), limit))
        self._inflated += len(data)
        return data

    def _counted(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        for piece in inflated(self._archive, info, MAX_SIFTED - self._sifted):
            yield piece
            self._sifted += len(piece)

    def read_xml(self, name: str, sieve: Sieve | None = None) -> bytes:
        """Return an XML part's bytes (see `read`), in an encoding that can be looked into, which declare no entities.

        Raises Refused.
        """
        data = self.read(name, sieve)
        plain = data.replace(b"\x00", b"") if b"\x00" in data else data
        start = plain[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        encoding = _ENCODING.match(start)
        if not start.startswith(b"<") or (encoding is not None and encoding[1].lower() not in _ENCODINGS):
            raise refusal("bad-xml")
        # OOXML forbids a DOCTYPE; without one there is no entity to expand or to follow.
        if _declares(plain):
            raise refusal("doctype")
        return data


_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
# A DOCTYPE is found by its bytes, so only encodings that keep ASCII as it is (two-byte ones apart from zeros) may pass.
_ENCODINGS = frozenset(
    {b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
)


_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_FEW = 1000


def _declares(xml: bytes) -> bool:
    """Whether XML declares its type or an entity: looked for by the sign `!`, which is rare and found faster than a word."""
    at = 0
    for _ in range(_FEW):
        at = xml.find(b"!", at + 1)
        if at < 0:
            return False
        if xml.startswith(_DECLARATIONS, at - 1):
            return True
    return any(word in xml for word in _DECLARATIONS)


def _part_key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def open_archive(data: bytes) -> Package:
    """Return the package of a zip whose directory is sound, and which has no part twice. Raises Refused."""
    archive, infos = sound_members(data)
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        check_member(info)
        key = _part_key(info.filename)
        if key in members:
            raise refusal("duplicate-part")
        members[key] = info
    return Package(archive, members)


def sound_members(data: bytes) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Return the zip archive in `data` and its files: few enough and apart. Nothing is inflated. Raises Refused."""
    # Reading a directory takes time by its length; entries that only look like some are few.
    if data.count(_ZIP_ENTRY) > 20 * MAX_MEMBERS:
        raise refusal("too-many-parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except Exception as error:
        raise refusal("damaged") from error
    if len(infos) > MAX_MEMBERS:
        raise refusal("too-many-parts")
    # A damaged directory may hold an empty name, which is_dir() cannot take.
    files = [info for info in infos if not info.filename.endswith(("/", "\\"))]
    # A file in front of all that are listed belongs to another directory, which was cut off: half of it is no whole.
    if infos and data.find(_ZIP_FILE) < min(info.header_offset for info in infos):
        raise refusal("damaged")
    _be_apart(files)
    return archive, files


def check_member(info: zipfile.ZipInfo) -> None:
    """Refuse a file of an archive that is protected, or compressed so that it cannot be bounded."""
    if info.flag_bits & 0x1:
        raise refusal("encrypted")
    # Only these two can be inflated piece by piece under a limit, and Excel knows no other.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("compression")


def inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Return a file of an archive, its checksum compared. Raises Refused where it is damaged or beyond `limit` bytes."""
    return b"".join(inflated(archive, info, limit))


def inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """Yield a file of an archive in pieces, its checksum compared at the end.

    Raises Refused where it is damaged, beyond `limit` bytes or, from `RATIO_FROM` bytes, beyond `MAX_RATIO` times what
    it was inflated from. The directory may lie about sizes, so what really comes out is counted.
    """
    packed = _packed(archive, info)
    size = checksum = 0
    for piece, taken in _unpack(packed, info.compress_type):
        size += len(piece)
        if size > limit or (size > RATIO_FROM and size > MAX_RATIO * taken):
            raise refusal("too-big-part")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != info.file_size or checksum != info.CRC:
        raise refusal("damaged")


def _packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a file as they stand in the archive, under a header that names it as the directory does."""
    archive.fp.seek(info.header_offset)
    header = archive.fp.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise refusal("damaged")
    start, name_length, extra_length = _HEADER.unpack(header)
    name = archive.fp.read(name_length)
    archive.fp.seek(extra_length, io.SEEK_CUR)
    packed = archive.fp.read(info.compress_size)
    named = name.decode("utf-8" if info.flag_bits & _NAME_IS_UTF8 else "cp437", "replace")
    if start != _ZIP_FILE or named != info.orig_filename or len(packed) < info.compress_size:
        raise refusal("damaged")
    return packed


def _unpack(packed: bytes, method: int) -> Iterator[tuple[bytes, int]]:
    """Yield pieces of what was packed, each with how many packed bytes were taken so far. Raises Refused."""
    if method == zipfile.ZIP_STORED:
        yield packed, len(packed)
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE):
            rest = packed[at : at + _PIECE]
            while rest and not unpacker.eof:
                piece = unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
                yield piece, min(at + _PIECE, len(packed)) - len(rest)
        last = unpacker.decompress(b"", _PIECE)
    except zlib.error as error:
        raise refusal("damaged") from error
    if not unpacker.eof:
        raise refusal("damaged")
    if last:
        yield last, len(packed)


def _bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise refusal("too-big-part")
        yield piece


def _be_apart(files: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes: the one file would say many times what it holds once."""
    end = 0
    for offset, length in sorted((i.header_offset, 30 + len(i.filename) + i.compress_size) for i in files):
        if offset < end:
            raise refusal("overlapping-parts")
        end = offset + length
