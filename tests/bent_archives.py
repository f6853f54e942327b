"""Bends of an archive of workbooks: what is in it, how it is named, how deep it goes and how much comes out of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from bent_zip import FILE_BENDS, MEMBER_BENDS, ODD_PLACES, bomb, read_members, write_members

if TYPE_CHECKING:
    from random import Random


def nest(rng: Random, data: bytes) -> tuple[str, bytes]:
    """Put the archive into an archive, some or many levels down, in one place or in several."""
    levels, copies = rng.choice(((1, 1), (2, 1), (3, 2), (10, 1), (60, 1), (4, 4)))
    for level in range(levels):
        data = write_members([(f"tang {level} {copy}.zip", data) for copy in range(copies)])
    return f"{levels} archives around, {copies} in each", data


def name_oddly(rng: Random, data: bytes) -> tuple[str, bytes]:
    """Name every member in one odd way: out of the folder, in an old code page without saying so, all alike."""
    members = read_members(data)
    how = rng.choice(
        ("place", "cp437", "cp1258", "utf-8 unsaid", "alike", "__MACOSX", "directories", "empty", "reserved")
    )
    place = rng.choice(ODD_PLACES)
    if how in ("cp437", "cp1258", "utf-8 unsaid"):
        return f"names in {how}", _raw_names(members, how.partition(" ")[0])
    named = {
        "place": lambda number, name: place + name,
        "alike": lambda number, name: "bieu.xlsx",
        "__MACOSX": lambda number, name: f"__MACOSX/._{name}",
        "directories": lambda number, name: "/".join("d" * 200 for _ in range(10)) + f"/{name}",
        "empty": lambda number, name: " " * number,
        "reserved": lambda number, name: ("CON", "aux.xlsx", "~$a.xlsx", "Thumbs.db", ".ket_qua.json", "a:b.xlsx")[
            number % 6
        ],
    }[how]
    changed = [(named(number, name), content) for number, (name, content) in enumerate(members)]
    return f"names: {how} {place if how == 'place' else ''}", write_members(changed)


def _raw_names(members: list[tuple[str, bytes]], encoding: str) -> bytes:
    """Return a zip whose names are bytes of `encoding`, without the flag that tells of UTF-8."""
    held = [f"@@{number:06d}@@" for number in range(len(members))]
    renamed = [(f"{mark}.xlsx", content) for mark, (_, content) in zip(held, members, strict=True)]
    data = write_members(renamed)
    word = "Biểu 12" if encoding == "utf-8" else "Bi\u1ec3u\u0301 12" if encoding == "cp437" else "Biê\u0309u 12"
    raw = word.encode(encoding, "replace")[:10].ljust(10, b"_")
    for number, mark in enumerate(held):
        data = data.replace(mark.encode(), raw[:8] + f"{number % 100:02d}".encode())
    return data


def crowd(rng: Random, data: bytes) -> tuple[str, bytes]:
    """Put very many small files beside the workbooks, or the same workbook many times."""
    members = read_members(data)
    count = rng.choice((150, 1_000, 5_000))
    if rng.random() < 0.3:
        few = min(count, 150)
        return f"{few} times the first file", write_members([(f"{n}.xlsx", members[0][1]) for n in range(few)])
    kind = rng.choice(("txt", "xlsx", "eml", "zip"))
    return f"{count} files .{kind}", write_members([*members, *((f"rac/{n}.{kind}", b"rac") for n in range(count))])


def swell(rng: Random, data: bytes) -> tuple[str, bytes]:
    """Put in a member that comes out at 50 MB, several of them, or one that says that it is small."""
    members = read_members(data)
    how = rng.choice(("one", "several", "lying", "in an archive"))
    if how == "in an archive":
        members.append(("bom.zip", write_members([("bom.xlsx", bytes(50 << 20))])))
        return "an archive that swells in the archive", write_members(members)
    out = io.BytesIO(write_members(members))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(4 if how == "several" else 1):
            archive.writestr(zipfile.ZipInfo(f"bom {number}.xlsx"), b"")
    bent = out.getvalue()
    return f"a member of 50 MB, {how}", _with_streams(bent, 50, lying=how == "lying")


def _with_streams(data: bytes, megabytes: int, *, lying: bool) -> bytes:
    """Return the zip with every empty member's content replaced by a stream of zeros."""
    stream = bomb(megabytes)
    size, checksum = megabytes << 20, zlib.crc32(bytes(megabytes << 20))
    told = 1_000 if lying else size
    local, central = b"", b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            content = archive.read(info)
            packed, name = zlib.compress(content, 6)[2:-4], info.filename.encode()
            numbers = (zlib.crc32(content), len(packed), len(content))
            if not content:
                packed, numbers = stream, (checksum, len(stream), told)
            shared = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 33, *numbers, len(name), 0)
            place = len(local)
            local += b"PK\x03\x04" + shared + name + packed
            central += b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<HHHII", 0, 0, 0, 0, place) + name
        count = len(archive.infolist())
    return local + central + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(central), len(local), 0)


def dress_up(rng: Random, data: bytes) -> tuple[str, bytes]:
    """Put another archiver's first bytes in front, or the members themselves in place of the archive."""
    starts = (
        b"Rar!\x1a\x07\x00",
        b"Rar!\x1a\x07\x01\x00",
        b"7z\xbc\xaf\x27\x1c\x00\x04",
        b"\x1f\x8b\x08\x00",
        b"MZ\x90\x00",
        b"PK00",
    )
    start = rng.choice(starts)
    if rng.random() < 0.3:
        return f"{start[:4]!r} over the first bytes", start + data[len(start) :]
    return f"{start[:4]!r} in front", start + data


def bend_members(rng: Random, data: bytes) -> tuple[str, bytes] | None:
    """Bend the members as those of any zip."""
    done = rng.choice(MEMBER_BENDS)(rng, read_members(data))
    return None if done is None else (done[0], write_members(done[1], stored=rng.random() < 0.5))


SHAPE_BENDS = (nest, name_oddly, bend_members, bend_members, crowd, swell, dress_up)
"""Bends that want a sound archive; `FILE_BENDS` may follow each."""

ARCHIVE_BENDS = (*SHAPE_BENDS, *FILE_BENDS)
