"""The gate: no package is inflated before its directory is sound, and nothing of it beyond its budget."""

from __future__ import annotations

import io
import re
import zipfile

from recruit.intake.refusals import refusal

MAX_FILE = 10 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_PART = 32 * 1024 * 1024
MAX_INFLATED = 64 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 1024 * 1024

_ZIP_ENTRY = b"PK\x01\x02"


class Package:
    """A zip package whose directory is sound; parts are inflated on demand and counted against one budget."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self._inflated = 0

    def __contains__(self, name: str) -> bool:
        return _part_key(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Part names, case-folded, with `/`, in the directory's order."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """Return a part's bytes, its checksum compared. Raises Refused where it is absent, damaged or too large."""
        info = self._members.get(_part_key(name))
        if info is None:
            raise refusal("missing-part")
        limit = min(MAX_PART, MAX_INFLATED - self._inflated, max(RATIO_FROM, MAX_RATIO * info.compress_size))
        data = inflate(self._archive, info, limit)
        self._inflated += len(data)
        return data

    def read_xml(self, name: str) -> bytes:
        """Return an XML part's bytes, in an encoding that can be looked into, which declare no entities.

        Raises Refused.
        """
        data = self.read(name)
        plain = data.replace(b"\x00", b"") if b"\x00" in data else data
        start = plain[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        encoding = _ENCODING.match(start)
        if not start.startswith(b"<") or (encoding is not None and encoding[1].lower() not in _ENCODINGS):
            raise refusal("bad-xml")
        # OOXML forbids a DOCTYPE; without one there is no entity to expand or to follow. One sign is found much faster.
        if b"!" in plain and (b"<!DOCTYPE" in plain or b"<!ENTITY" in plain):
            raise refusal("doctype")
        return data


_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
# A DOCTYPE is found by its bytes, so only encodings that keep ASCII as it is (two-byte ones apart from zeros) may pass.
_ENCODINGS = frozenset(
    {b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
)


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
    if data.count(_ZIP_ENTRY) > 10 * MAX_MEMBERS:
        raise refusal("too-many-parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except Exception as error:
        raise refusal("damaged") from error
    if len(infos) > MAX_MEMBERS:
        raise refusal("too-many-parts")
    # A damaged directory may hold an empty name, which is_dir() cannot take.
    files = [info for info in infos if not info.filename.endswith("/")]
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
    # The directory may lie about the size, so what really comes out is bounded.
    try:
        with archive.open(info) as part:
            data = part.read(limit + 1)
    # zipfile, zlib and struct raise a dozen unrelated types for damaged bytes; all of them mean one thing.
    except Exception as error:
        raise refusal("damaged") from error
    if len(data) > limit:
        raise refusal("too-big-part")
    return data


def _be_apart(files: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes: the one file would say many times what it holds once."""
    end = 0
    for offset, length in sorted((i.header_offset, 30 + len(i.filename) + i.compress_size) for i in files):
        if offset < end:
            raise refusal("overlapping-parts")
        end = offset + length
